import { forwardUserContext } from './forward-user-context.js';
import { noContextMutation } from './no-context-mutation.js';
import { noDeepAgentState } from './no-deep-agent-state.js';
import { noFallbackIdentity } from './no-fallback-identity.js';
import { noIdentityOnSharedObject } from './no-identity-on-shared-object.js';
import { noModelSuppliedIdentity } from './no-model-supplied-identity.js';
import { noSharedAgentState } from './no-shared-agent-state.js';
import { noUnscopedAsyncContext } from './no-unscoped-async-context.js';
import { noUnscopedCache } from './no-unscoped-cache.js';
import { noUserDataBroadcast } from './no-user-data-broadcast.js';
import { requireDisableReason } from './require-disable-reason.js';
import { requireUserContext } from './require-user-context.js';

/** The rules, by name without the plugin's prefix. */
export const rules = {
  'forward-user-context': forwardUserContext,
  'no-context-mutation': noContextMutation,
  'no-deep-agent-state': noDeepAgentState,
  'no-fallback-identity': noFallbackIdentity,
  'no-identity-on-shared-object': noIdentityOnSharedObject,
  'no-model-supplied-identity': noModelSuppliedIdentity,
  'no-shared-agent-state': noSharedAgentState,
  'no-unscoped-async-context': noUnscopedAsyncContext,
  'no-unscoped-cache': noUnscopedCache,
  'no-user-data-broadcast': noUserDataBroadcast,
  'require-disable-reason': requireDisableReason,
  'require-user-context': requireUserContext,
};
