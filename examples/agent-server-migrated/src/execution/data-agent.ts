import type { UserExecutionContext } from '../context.js';
import type { AccountStore } from '../store/account-store.js';
import type { Agent } from './execution-engine.js';
import type { Finding } from './results.js';
import type { RunState } from './run-state.js';

/** Collects the billed resources that a request is about. */
export class DataAgent implements Agent {
  constructor(private readonly accounts: AccountStore) {}

  async run(
    state: RunState,
    context: UserExecutionContext,
  ): Promise<Partial<RunState>> {
    const account = await this.accounts.load(context);
    const services = state.agentInput?.services;
    // By resource name: the bill lists a resource once per billing period.
    const findingsByResource = new Map<string, Finding>();
    for (const finding of account.resources) {
      if (services === undefined || services.includes(finding.service)) {
        findingsByResource.set(finding.resource, finding);
      }
    }
    const findings = [...findingsByResource.values()];
    const totalMonthlyCost = findings.reduce(
      (total, finding) => total + finding.monthlyCost,
      0,
    );
    return { dataResult: { findings, totalMonthlyCost } };
  }
}
