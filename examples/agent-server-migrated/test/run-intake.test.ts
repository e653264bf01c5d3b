import { expect, it } from 'vitest';
import { DEFAULT_RUN_METADATA } from '../src/utilities/run-defaults.js';
import {
  createDelegatedContext,
  createRunState,
} from '../src/workflow/run-intake.js';
import { aliceContext, bobContext } from './fixtures.js';

it('gives each run labels of its own', () => {
  const first = createRunState({ request: 'Where?', tags: ['spring'] });
  const second = createRunState({ request: 'When?', tags: [] });
  expect(first.metadata.tags).toEqual([...DEFAULT_RUN_METADATA.tags, 'spring']);
  expect(second.metadata.tags).toEqual(DEFAULT_RUN_METADATA.tags);
});

it('gives a colleague a run and a thread of the own', () => {
  const { userId, threadId, runId } = createDelegatedContext(bobContext.userId);
  expect(userId).toBe(bobContext.userId);
  expect(threadId).not.toBe(aliceContext.threadId);
  expect(runId).not.toBe(aliceContext.runId);
});
