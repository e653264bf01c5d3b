import type { Log, Result, Run } from 'sarif';

import type { ReportData } from '../../../../src/cli/report/report-data.js';

import { describe, expect, it } from 'vitest';

import { sarif } from '../../../../src/cli/report/formats/sarif.js';
import { rules } from '../../../../src/rules/index.js';
import { agentServer, bare, finding, finished, hostile, nothingChecked, reportData, rolledBack } from './report-data.js';
import { sarifErrors } from './sarif-schema.js';

function runOf(data: ReportData): Run {
  const [run] = (JSON.parse(sarif(data)) as Log).runs;
  if (run === undefined) {
    throw new Error('there is no run');
  }
  return run;
}

function resultsOf(data: ReportData): Result[] {
  return runOf(data).results ?? [];
}

function addressOf(result: Result | undefined): string | undefined {
  return result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}

function fingerprintOf(result: Result | undefined): string | undefined {
  return result?.partialFingerprints?.['userContextIdentity/v1'];
}

describe('the report in SARIF', () => {
  it.each(Object.entries({ agentServer, bare, finished, hostile, nothingChecked, rolledBack }))('is valid: %s', (_name, data) => {
    expect(sarifErrors(JSON.parse(sarif(data)))).toEqual([]);
  });

  it('is checked by a schema that refuses what is wrong', () => {
    const log = JSON.parse(sarif(agentServer)) as Log;
    expect(sarifErrors({ ...log, version: '2.0.0' })).not.toEqual([]);
    expect(sarifErrors({ ...log, runs: log.runs.map((run) => ({ ...run, results: [{ message: 'no object' }] })) })).not.toEqual([]);
  });

  it('tells where each finding is, from the root of the repository', async () => {
    const { results = [], originalUriBaseIds } = runOf(agentServer);
    expect(Object.keys(originalUriBaseIds ?? {})).toEqual(['%SRCROOT%']);
    await expect(`${JSON.stringify(results, undefined, 2)}\n`).toMatchFileSnapshot('snapshots/sarif-results.json');
    expect(addressOf(resultsOf({ ...agentServer, directory: 'packages/server' })[0])).toBe('packages/server/src/dispatch/tool-dispatcher.ts');
  });

  it('has addresses that are relative and encoded', () => {
    const [result] = resultsOf(reportData({ filesElsewhere: 1, findings: [finding({ file: 'src/app/[user id]/a:b#c?.ts' })] }));
    expect(addressOf(result)).toBe('src/app/%5Buser%20id%5D/a%3Ab%23c%3F.ts');
  });

  it('says of each finding what silences it', () => {
    expect(resultsOf(agentServer).map(({ suppressions }) => suppressions)).toEqual([
      [],
      [{ kind: 'external' }],
      [],
      [],
      [{ kind: 'inSource', justification: 'the health check runs as nobody' }],
    ]);
  });

  it('has the rules with their pages', () => {
    const { rules: described = [] } = runOf(bare).tool.driver;
    expect(described.map(({ id }) => id)).toEqual(Object.keys(rules));
    for (const { help, helpUri, id, properties } of described) {
      expect(helpUri).toMatch(new RegExp(`^https://.+/docs/rules/${id}\\.md$`, 'u'));
      expect(help?.markdown).toContain('## ');
      expect(help?.markdown).not.toMatch(/\]\((?!https?:)|auto-generated rule header/u);
      expect(properties?.tags).toContain('security');
    }
  });

  it('refers to them', () => {
    const { results = [], tool } = runOf(agentServer);
    expect(results.map(({ ruleIndex = -1 }) => tool.driver.rules?.[ruleIndex]?.id)).toEqual(results.map(({ ruleId }) => ruleId));
  });

  it('shows the code that is reported', () => {
    const [region] = resultsOf(
      reportData({ filesElsewhere: 1, findings: [finding({ line: 30, column: 3, endLine: 31, endColumn: 9 })] }),
    ).map(({ locations }) => locations?.[0]?.physicalLocation);
    expect(region?.region?.snippet?.text).toBe('bindState(state: DeepAgentState): void {\n    this');
    expect(region?.contextRegion).toMatchObject({ startLine: 29, endLine: 33 });
  });

  it('shows none where the lines are not there', () => {
    const [location] = resultsOf(reportData({ filesElsewhere: 1, findings: [finding({ endLine: 300 })] })).map(({ locations }) => locations?.[0]);
    expect(location?.physicalLocation?.region).toEqual({ startLine: 31, startColumn: 5, endLine: 300, endColumn: 23 });
  });

  it('knows a finding again when its lines move, and tells two that are alike apart', () => {
    const fingerprints = (...findings: ReportData['findings']): (string | undefined)[] =>
      resultsOf(reportData({ filesElsewhere: 3, findings })).map(fingerprintOf);
    const [here] = fingerprints(finding());
    expect(fingerprints(finding({ line: 90, endLine: 90 }))).toEqual([here]);
    expect(fingerprints(finding({ place: 'this.state = other' }))).not.toEqual([here]);
    const [first, second] = fingerprints(finding(), finding({ line: 90, endLine: 90 }));
    expect(first).toBe(here);
    expect(second).not.toBe(here);
  });

  it('says which files could not be judged', () => {
    expect(runOf(agentServer).invocations?.[0]?.toolExecutionNotifications).toEqual([
      {
        level: 'error',
        message: { text: "No rule could look at this file, because it does not parse: Parsing error: ')' expected." },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'src/execution/draft.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 7 } } },
        ],
      },
    ]);
  });
});
