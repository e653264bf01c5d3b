import { noContextMutation } from './no-context-mutation.js';
import { noDeepAgentState } from './no-deep-agent-state.js';
import { noSharedAgentState } from './no-shared-agent-state.js';
import { requireDisableReason } from './require-disable-reason.js';
import { requireUserContext } from './require-user-context.js';

/** The rules, by name without the plugin's prefix. */
export const rules = {
  'no-context-mutation': noContextMutation,
  'no-deep-agent-state': noDeepAgentState,
  'no-shared-agent-state': noSharedAgentState,
  'require-disable-reason': requireDisableReason,
  'require-user-context': requireUserContext,
};
