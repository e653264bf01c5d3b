import { noDeepAgentState } from './no-deep-agent-state.js';
import { noFallbackIdentity } from './no-fallback-identity.js';
import { noModelSuppliedIdentity } from './no-model-supplied-identity.js';
import { noSharedAgentState } from './no-shared-agent-state.js';
import { requireDisableReason } from './require-disable-reason.js';
import { requireUserContext } from './require-user-context.js';

/** The rules, by name without the plugin's prefix. */
export const rules = {
  'no-deep-agent-state': noDeepAgentState,
  'no-fallback-identity': noFallbackIdentity,
  'no-model-supplied-identity': noModelSuppliedIdentity,
  'no-shared-agent-state': noSharedAgentState,
  'require-disable-reason': requireDisableReason,
  'require-user-context': requireUserContext,
};
