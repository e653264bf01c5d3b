import type { UserExecutionContext } from '../context.js';
import type { SyntheticDataResult } from '../execution/results.js';
import { RunState } from '../execution/run-state.js';
import type { StateStore } from '../store/state-store.js';
import { listPriceOf } from '../utilities/price-table.js';

const SERVICES = ['compute', 'storage', 'database'];

/** Makes up spend data from a description, to try the product out. */
export class SyntheticDataAgent {
  constructor(private readonly states: StateStore) {}

  /** Generates a data set and keeps it as a draft. */
  async generate(
    description: string,
    context: UserExecutionContext,
  ): Promise<SyntheticDataResult> {
    const syntheticDataResult = {
      description,
      rows: SERVICES.map((service, index) => ({
        resource: `${service}-${index + 1}`,
        service,
        monthlyCost: (listPriceOf(service) ?? 0) * (index + 1),
      })),
    };
    await this.states.saveDraft(
      new RunState({ userRequest: description, syntheticDataResult }),
      context,
    );
    return syntheticDataResult;
  }

  /** The latest data set, for going on where the user left off. */
  async latest(
    context: UserExecutionContext,
  ): Promise<SyntheticDataResult | undefined> {
    const draft = await this.states.loadDraft(context);
    return draft?.syntheticDataResult;
  }
}
