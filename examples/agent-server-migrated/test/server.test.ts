import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunRecord } from '../src/store/state-store.js';
import { start, type RunningServer } from '../src/server.js';
import { aliceAccount } from './fixtures.js';

let server: RunningServer;

beforeAll(async () => {
  vi.stubEnv('LOG_LEVEL', 'silent');
  server = await start(0);
});

afterAll(async () => {
  await server.close();
});

async function call(
  method: string,
  path: string,
  body?: object,
  token = 'alice-token',
): Promise<Response> {
  return fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
}

it('takes a request to the finished report', async () => {
  expect((await call('PUT', '/account', aliceAccount)).status).toBe(204);
  const submitted = await call('POST', '/runs', {
    request: 'Where can we save?',
  });
  expect(submitted.status).toBe(202);
  const { runId } = (await submitted.json()) as { runId: string };

  const { state } = await vi.waitFor(
    async () => {
      const response = await call('GET', `/runs/${runId}`);
      const record = (await response.json()) as RunRecord;
      expect(record.status).toBe('completed');
      return record;
    },
    { timeout: 4000 },
  );
  expect(state.optimizationsResult?.commitments).toEqual([
    'compute-three-years',
  ]);
  expect(state.finalReport).toContain('build-farm');

  const answerToBob = await call(
    'GET',
    `/runs/${runId}`,
    undefined,
    'bob-token',
  );
  expect(answerToBob.status).toBe(404);
});

it('lets the assistant look up prices', async () => {
  const response = await call('POST', '/assistant/messages', {
    text: 'What is the price of compute?',
  });
  expect(await response.json()).toEqual({
    reply: 'The list price is 310 per month.',
  });
});

it('refuses unknown tokens and malformed requests', async () => {
  expect((await call('GET', '/runs', undefined, 'nobody')).status).toBe(401);
  expect((await call('POST', '/runs', { request: '' })).status).toBe(400);
});
