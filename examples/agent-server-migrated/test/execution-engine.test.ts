import { describe, expect, it, vi } from 'vitest';
import { ExecutionEngine } from '../src/execution/execution-engine.js';
import { RunState } from '../src/execution/run-state.js';
import { aliceContext } from './fixtures.js';

const stepContext = { attempt: 1, timeoutMilliseconds: 1000 };

describe('ExecutionEngine', () => {
  it('puts the results of an agent into the state', async () => {
    const engine = new ExecutionEngine();
    engine.registerAgent('data', () => ({
      run: async () => ({ dataResult: { findings: [], totalMonthlyCost: 7 } }),
    }));
    const state = new RunState({ userRequest: 'Where can we save?' });
    const sendProgress = vi.fn();
    engine.openRun(state);
    await engine.executeAgentSafely('data', state, stepContext, aliceContext, {
      sendProgress,
    });
    expect(state.dataResult?.totalMonthlyCost).toBe(7);
    expect(state.stepCount).toBe(1);
    expect(sendProgress).toHaveBeenCalledOnce();
    expect(engine.closeRun()).toHaveLength(2);
  });

  it('refuses an agent that is not registered', async () => {
    await expect(
      new ExecutionEngine().executeAgentSafely(
        'report',
        new RunState({ userRequest: 'Where can we save?' }),
        stepContext,
        aliceContext,
      ),
    ).rejects.toThrow(/registered/);
  });

  it('gives up on an agent that takes too long', async () => {
    const engine = new ExecutionEngine();
    engine.registerAgent('data', () => ({ run: () => new Promise(() => {}) }));
    await expect(
      engine.executeAgentSafely(
        'data',
        new RunState({ userRequest: 'Where can we save?' }),
        {
          attempt: 1,
          timeoutMilliseconds: 5,
        },
        aliceContext,
      ),
    ).rejects.toThrow(/longer than 5 ms/);
  });
});
