import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunState } from '../src/execution/run-state.js';
import { StateStore } from '../src/store/state-store.js';
import { aliceContext, bobContext } from './fixtures.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-store-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

it('gives a run back to its user and to nobody else', async () => {
  const store = new StateStore(directory);
  const state = new RunState({ userRequest: 'Where can we save?' });
  const { userId, threadId: chatThreadId, runId } = aliceContext;
  await store.saveRun(state, 'completed', aliceContext);

  expect(await store.listRuns(aliceContext)).toEqual([runId]);
  expect((await store.loadRun(aliceContext, runId))?.state).toEqual({
    ...state,
    userId,
    chatThreadId,
    runId,
  });

  expect(await store.listRuns(bobContext)).toEqual([]);
  expect(await store.loadRun(bobContext, runId)).toBeUndefined();
});
