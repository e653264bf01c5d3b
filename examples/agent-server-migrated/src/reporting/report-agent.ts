import type { UserExecutionContext } from '../context.js';
import type { Agent } from '../execution/execution-engine.js';
import type { Report } from '../execution/results.js';
import type { RunState } from '../execution/run-state.js';
import type { AccountStore } from '../store/account-store.js';
import type { ReportCache } from '../store/report-cache.js';
import { ReportWriter } from './report-writer.js';

/** Turns the results of a run into the report that the user reads. */
export class ReportAgent implements Agent {
  constructor(
    private readonly accounts: AccountStore,
    private readonly cache: ReportCache,
  ) {}

  async run(
    state: RunState,
    context: UserExecutionContext,
  ): Promise<Partial<RunState>> {
    const reportResult =
      this.cache.find(state, context) ??
      (await this.writeReport(state, context));
    return { reportResult, finalReport: reportResult.body };
  }

  private async writeReport(
    state: RunState,
    context: UserExecutionContext,
  ): Promise<Report> {
    const account = await this.accounts.load(context);
    const report = new ReportWriter(account).write(
      state,
      account.accountNumber,
    );
    this.cache.store(state, report, context);
    return report;
  }
}
