import { describe, expect, it } from 'vitest';
import { UserExecutionContext } from '../src/context.js';
import {
  contextFromState,
  DeepAgentState,
  stateFromContext,
} from '../src/legacy/index.js';
import { createAliceState } from './fixtures.js';

describe('DeepAgentState', () => {
  it('starts with a default request and no identity', () => {
    const state = new DeepAgentState();
    expect(state.userRequest).toBe('default_request');
    expect(state.userId).toBeUndefined();
  });

  it('replaces fields in a copy', () => {
    const state = createAliceState();
    const copy = state.copyWithUpdates({ stepCount: 3 });
    expect(copy.stepCount).toBe(3);
    expect(copy.userId).toBe('alice');
    expect(state.stepCount).toBe(0);
  });

  it('takes over the fields that the other state has set', () => {
    const state = createAliceState();
    state.mergeFrom(
      state.copyWithUpdates({
        runId: undefined,
        dataResult: { findings: [], totalMonthlyCost: 0 },
      }),
    );
    expect(state.dataResult?.totalMonthlyCost).toBe(0);
    expect(state.runId).toBeDefined();
  });
});

describe('the adapter', () => {
  const context = UserExecutionContext.create({
    userId: 'alice',
    threadId: 'spring-review',
    runId: 'run-17',
  });

  it('keeps the identity in both directions', () => {
    const state = stateFromContext(context, { userRequest: 'Where?' });
    expect(contextFromState(state)).toMatchObject({
      userId: 'alice',
      threadId: 'spring-review',
      runId: 'run-17',
    });
  });

  it('refuses a state without an owner', () => {
    expect(() => contextFromState(new DeepAgentState())).toThrow(/whose run/);
  });
});
