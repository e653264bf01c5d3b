import type { RunState } from '../execution/run-state.js';

/** One line about a run, for logs and execution trails. */
export function summarizeState(state: RunState): string {
  const category = state.triageResult?.category ?? 'not triaged';
  return `"${state.userRequest}" (${category}, step ${state.stepCount})`;
}
