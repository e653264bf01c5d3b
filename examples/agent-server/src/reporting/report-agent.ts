import type { Agent } from '../execution/execution-engine.js';
import type { Report } from '../execution/results.js';
import type { DeepAgentState as AgentState } from '../legacy/deep-agent-state.js';
import {
  contextFromState,
  type DeepAgentStateFields,
} from '../legacy/index.js';
import type { AccountStore } from '../store/account-store.js';
import type { ReportCache } from '../store/report-cache.js';
import { getReportWriter } from './report-writer.js';

/** Turns the results of a run into the report that the user reads. */
export class ReportAgent implements Agent {
  constructor(
    private readonly accounts: AccountStore,
    private readonly cache: ReportCache,
  ) {}

  async run(state: AgentState): Promise<Partial<DeepAgentStateFields>> {
    const reportResult =
      this.cache.find(state) ?? (await this.writeReport(state));
    return { reportResult, finalReport: reportResult.body };
  }

  private async writeReport(state: AgentState): Promise<Report> {
    const account = await this.accounts.load(contextFromState(state));
    const report = getReportWriter(account).write(state, account.accountNumber);
    this.cache.store(state, report);
    return report;
  }
}
