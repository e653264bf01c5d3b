import type { RunMetadata } from '../execution/run-state.js';

/** The thread that a client works in when it names none. */
export const MAIN_THREAD = 'main';

/** What a run is labelled with unless the user says otherwise. */
export const DEFAULT_RUN_METADATA: RunMetadata = {
  tags: ['cloud-spend'],
  display: { currency: 'EUR', decimals: 2 },
};
