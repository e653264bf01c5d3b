import { UserExecutionContext } from '../context.js';
import { DeepAgentState } from './deep-agent-state.js';
import type { DeepAgentStateFields } from './deep-agent-state.js';

/** Builds the state of a run for the agents that still expect one. */
export function stateFromContext(
  context: UserExecutionContext,
  fields: Partial<DeepAgentStateFields>,
): DeepAgentState {
  return new DeepAgentState({
    ...fields,
    userId: context.userId,
    chatThreadId: context.threadId,
    runId: context.runId,
    websocketConnectionId: context.websocketClientId,
  });
}

/** Recovers the context for newer functions that are called with a state. */
export function contextFromState(state: DeepAgentState): UserExecutionContext {
  const { userId, chatThreadId, runId } = state;
  if (!userId || !chatThreadId || !runId) {
    throw new TypeError('the state does not say whose run it is');
  }
  return UserExecutionContext.create({ userId, threadId: chatThreadId, runId });
}
