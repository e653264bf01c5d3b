import { expect, it } from 'vitest';
import { RunState } from '../src/execution/run-state.js';
import { ReportWriter } from '../src/reporting/report-writer.js';
import { aliceAccount } from './fixtures.js';

it('writes what the agents have found out', () => {
  const state = new RunState({
    userRequest: 'Where can we save?',
    dataResult: { findings: aliceAccount.resources, totalMonthlyCost: 710 },
    optimizationsResult: { commitments: [], monthlySaving: 93 },
    actionPlanResult: { actions: ['Commit to compute'] },
  });
  const report = new ReportWriter(aliceAccount).write(state, '4711');
  expect(report).toMatchObject({
    title: 'Where can we save?',
    preparedFor: 'Prepared for Alice, Finance',
    accountNumber: '4711',
  });
  expect(report.body).toContain('build-farm: €620.00');
  expect(report.body).toContain('Possible saving: €93.00 per month');
});
