import type { DeepAgentState, DeepAgentStateFields } from '../legacy/index.js';
import { contextFromState } from '../legacy/index.js';
import type { AccountStore } from '../store/account-store.js';
import type { Agent } from './execution-engine.js';
import type { Finding } from './results.js';

/** Collects the billed resources that a request is about. */
export class DataAgent implements Agent {
  // By resource name: the bill lists a resource once per billing period.
  private static readonly findings = new Map<string, Finding>();

  constructor(private readonly accounts: AccountStore) {}

  async run(state: DeepAgentState): Promise<Partial<DeepAgentStateFields>> {
    const account = await this.accounts.load(contextFromState(state));
    const services = state.agentInput?.services;
    for (const finding of account.resources) {
      if (services === undefined || services.includes(finding.service)) {
        DataAgent.findings.set(finding.resource, finding);
      }
    }
    const findings = [...DataAgent.findings.values()];
    const totalMonthlyCost = findings.reduce(
      (total, finding) => total + finding.monthlyCost,
      0,
    );
    return { dataResult: { findings, totalMonthlyCost } };
  }
}
