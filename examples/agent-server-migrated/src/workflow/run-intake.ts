import { randomUUID } from 'node:crypto';
import { UserExecutionContext } from '../context.js';
import { RunState, type AgentInput } from '../execution/run-state.js';
import { DEFAULT_RUN_METADATA } from '../utilities/run-defaults.js';

/** What a user submits to start a run. */
export interface Submission {
  request: string;
  tags: string[];
  agentInput?: AgentInput;
}

/** Creates the state of a new run. */
export function createRunState(submission: Submission): RunState {
  const state = new RunState({
    userRequest: submission.request,
    agentInput: submission.agentInput,
    messages: [{ role: 'user', content: submission.request }],
    metadata: structuredClone(DEFAULT_RUN_METADATA),
  });
  state.metadata.tags.push(...submission.tags);
  return state;
}

/**
 * Creates the context of a run in which a colleague takes over a task: a run of
 * the colleague's, in a thread of its own.
 */
export function createDelegatedContext(
  colleagueId: string,
): UserExecutionContext {
  return UserExecutionContext.create({
    userId: colleagueId,
    threadId: randomUUID(),
    runId: randomUUID(),
  });
}
