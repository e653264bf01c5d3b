import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UserExecutionContext } from '../src/context.js';
import { contextFromState } from '../src/legacy/index.js';
import { StateStore } from '../src/store/state-store.js';
import { createAliceState } from './fixtures.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-store-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

it('gives a run back to its user and to nobody else', async () => {
  const store = new StateStore(directory);
  const state = createAliceState();
  const runId = state.runId ?? '';
  await store.saveRun(state, 'completed');

  const alice = contextFromState(state);
  expect(await store.listRuns(alice)).toEqual([runId]);
  expect((await store.loadRun(alice, runId))?.state).toEqual(state);

  const bob = UserExecutionContext.create({ ...alice, userId: 'bob' });
  expect(await store.listRuns(bob)).toEqual([]);
  expect(await store.loadRun(bob, runId)).toBeUndefined();
});
