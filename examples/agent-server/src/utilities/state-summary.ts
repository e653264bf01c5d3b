import type { DeepAgentState as AgentState } from '../legacy/index.js';

/** One line about a run, for logs and execution trails. */
export function summarizeState(state: AgentState): string {
  const category = state.triageResult?.category ?? 'not triaged';
  return `"${state.userRequest}" (${category}, step ${state.stepCount})`;
}
