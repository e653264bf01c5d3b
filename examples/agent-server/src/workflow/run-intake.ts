import { randomUUID } from 'node:crypto';
import type { UserExecutionContext } from '../context.js';
import {
  DeepAgentState,
  stateFromContext,
  type AgentInput,
} from '../legacy/index.js';
import { DEFAULT_RUN_METADATA } from '../utilities/run-defaults.js';

/** What a user submits to start a run. */
export interface Submission {
  request: string;
  tags: string[];
  agentInput?: AgentInput;
}

/** Creates the state of a new run. */
export function createRunState(
  context: UserExecutionContext,
  submission: Submission,
): DeepAgentState {
  const state = stateFromContext(context, {
    userRequest: submission.request,
    agentInput: submission.agentInput,
    messages: [{ role: 'user', content: submission.request }],
    metadata: { ...DEFAULT_RUN_METADATA },
  });
  state.metadata.tags.push(...submission.tags);
  return state;
}

/** Creates the state of a run in which a colleague takes over a task. */
export function createDelegatedState(
  state: DeepAgentState,
  colleagueId: string,
  task: string,
): DeepAgentState {
  return new DeepAgentState({
    ...state,
    userId: colleagueId,
    runId: randomUUID(),
    userRequest: task,
  });
}
