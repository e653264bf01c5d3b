import type { ToolDispatcher } from '../dispatch/tool-dispatcher.js';
import type { Agent } from './execution-engine.js';
import type { UserExecutionContext } from '../context.js';
import type { RunState } from './run-state.js';

const COMMITMENT_DISCOUNT = 0.3;

/** Looks for savings in the collected resources and plans what to do. */
export class OptimizationAgent implements Agent {
  constructor(private readonly dispatcher: ToolDispatcher) {}

  async run(state: RunState, context: UserExecutionContext): Promise<Partial<RunState>> {
    const findings = state.dataResult?.findings ?? [];
    const services = new Set(findings.map((finding) => finding.service));
    const commitments: string[] = [];
    let monthlySaving = 0;
    for (const service of services) {
      commitments.push(
        ...(await this.dispatcher.dispatch('list_commitments', { service }, context)),
      );
      const [listPrice] = await this.dispatcher.dispatch('look_up_price', {
        service,
      }, context);
      monthlySaving += Number(listPrice ?? 0) * COMMITMENT_DISCOUNT;
    }
    return {
      optimizationsResult: { commitments, monthlySaving },
      actionPlanResult: {
        actions: [...services].map((service) => `Commit to ${service}`),
      },
    };
  }
}
