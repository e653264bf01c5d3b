import { noSharedAgentState } from './no-shared-agent-state.js';
import { requireDisableReason } from './require-disable-reason.js';

/** The rules, by name without the plugin's prefix. */
export const rules = {
  'no-shared-agent-state': noSharedAgentState,
  'require-disable-reason': requireDisableReason,
};
