/**
 * How to run an agent of your own without the server: put it into an engine,
 * build a context and a state, and read the results from the state afterwards.
 */
import { UserExecutionContext } from '../src/context.js';
import { ExecutionEngine } from '../src/execution/execution-engine.js';
import { RunState } from '../src/execution/run-state.js';

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

const context = UserExecutionContext.create({
  userId: 'alice',
  threadId: 'spring-review',
  runId: 'run-17',
});
const state = new RunState({ userRequest: 'Where can we save?' });
engine.openRun(state);
await engine.executeAgentSafely(
  'triage',
  state,
  {
    attempt: 1,
    timeoutMilliseconds: 1000,
  },
  context,
);
console.log(state.triageResult, engine.closeRun());
