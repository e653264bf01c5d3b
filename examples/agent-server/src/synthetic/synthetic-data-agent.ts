import type { SyntheticDataResult } from '../execution/results.js';
import type { StateStore } from '../store/state-store.js';
import { listPriceOf } from '../utilities/price-table.js';

const SERVICES = ['compute', 'storage', 'database'];

/** Makes up spend data from a description, to try the product out. */
export class SyntheticDataAgent {
  constructor(private readonly states: StateStore) {}

  /** Generates a data set and keeps it as a draft. */
  async generate(description: string): Promise<SyntheticDataResult> {
    const { DeepAgentState } = await import('../legacy/index.js');
    const syntheticDataResult = {
      description,
      rows: SERVICES.map((service, index) => ({
        resource: `${service}-${index + 1}`,
        service,
        monthlyCost: (listPriceOf(service) ?? 0) * (index + 1),
      })),
    };
    await this.states.saveDraft(
      new DeepAgentState({ userRequest: description, syntheticDataResult }),
    );
    return syntheticDataResult;
  }

  /** The latest data set, for going on where the user left off. */
  async latest(): Promise<SyntheticDataResult | undefined> {
    const { DeepAgentState } = await import('../legacy/index.js');
    const draft = await this.states.loadDraft(new DeepAgentState());
    return draft?.syntheticDataResult;
  }
}
