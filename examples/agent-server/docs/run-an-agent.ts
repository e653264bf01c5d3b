/**
 * How to run an agent of your own without the server: put it into an engine,
 * build a state, and read the results from the state afterwards.
 */
import { ExecutionEngine } from '../src/execution/execution-engine.js';
import { DeepAgentState } from '../src/legacy/index.js';

const engine = new ExecutionEngine();
engine.registerAgent('triage', () => ({
  run: async (state) => ({
    triageResult: {
      category: state.userRequest.includes('save')
        ? 'cost-optimization'
        : 'question',
      needsSpendData: true,
    },
  }),
}));

const state = new DeepAgentState({
  userId: 'alice',
  chatThreadId: 'spring-review',
  runId: 'run-17',
  userRequest: 'Where can we save?',
});
engine.openRun(state);
await engine.executeAgentSafely('triage', state, {
  attempt: 1,
  timeoutMilliseconds: 1000,
});
console.log(state.triageResult, engine.closeRun());
