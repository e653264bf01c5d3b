import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clients } from './client-project.js';
import { makeScratchDirectory, removeScratchDirectory, run } from './consumer.js';

const minutes = 60_000;

const example = new URL('../../examples/agent-server/eslint.config.js', import.meta.url);

interface InspectedConfig {
  name?: string;
  files?: (string | string[])[];
  ignores?: string[];
  rules?: Record<string, unknown>;
}

/** What the page of the config inspector shows, as it is written beside the page. */
interface Payload {
  configs: InspectedConfig[];
  files: { filepath: string; configs: number[] }[];
}

async function payloadOf(directory: string): Promise<Payload> {
  const dump = join(directory, '__rpc-dump');
  const name = (await readdir(dump)).find((file) => file.startsWith('eslint-config-inspector~get-payload.record.')) ?? '';
  const module = createRequire(join(clients, 'package.json')).resolve('devframe/utils/structured-clone');
  const { structuredCloneDeserialize } = (await import(pathToFileURL(module).href)) as {
    structuredCloneDeserialize: (records: unknown) => unknown;
  };
  const { output } = structuredCloneDeserialize(JSON.parse(await readFile(join(dump, name), 'utf8'))) as { output: Payload };
  return output;
}

describe('the config inspector on the example server', () => {
  let directory: string;
  let payload: Payload;

  beforeAll(async () => {
    directory = await makeScratchDirectory();
    const inspector = join(clients, 'node_modules/@eslint/config-inspector/bin.mjs');
    const { exitCode, stderr, stdout } = await run(
      `node "${inspector}" build --outDir "${directory}"`,
      fileURLToPath(new URL('.', example)),
    );
    expect(exitCode, stdout + stderr).toBe(0);
    payload = await payloadOf(directory);
  }, 2 * minutes);

  afterAll(async () => {
    await removeScratchDirectory(directory);
  }, minutes);

  it('names each component with its phase and its state', () => {
    const names = payload.configs.map(({ name = '' }) => name).filter((name) => name.startsWith('user-context/phase-'));
    expect(names.sort()).toEqual([
      'user-context/phase-1/agent-execution-core',
      'user-context/phase-1/tool-dispatcher',
      'user-context/phase-1/websocket-connection',
      'user-context/phase-1/workflow-orchestrator',
      'user-context/phase-2/reporting-agents (upcoming)',
      'user-context/phase-2/state-persistence (upcoming)',
      'user-context/phase-2/synthetic-data (upcoming)',
      'user-context/phase-2/utilities (upcoming)',
      'user-context/phase-3/documentation-examples (upcoming)',
      'user-context/phase-3/legacy-removal (upcoming)',
      'user-context/phase-3/tests (upcoming)',
    ]);
  });

  it('shows what a component applies to, what it leaves out, and its rules', () => {
    expect(payload.configs.find(({ name }) => name === 'user-context/phase-1/tool-dispatcher')).toMatchObject({
      files: [['src/dispatch/**', '**/*.{ts,tsx,mts,cts}']],
      ignores: expect.arrayContaining(['**/*.test.*', '**/scripts/**']) as string[],
      rules: {
        'user-context/no-shared-agent-state': expect.arrayContaining(['error']) as string[],
        'user-context/no-unscoped-cache': 'off',
      },
    });
  });

  it('shows to which component a file belongs', () => {
    const { configs = [] } = payload.files.find(({ filepath }) => filepath === 'src/dispatch/tool-dispatcher.ts') ?? {};
    const names = configs.map((index) => payload.configs[index]?.name ?? '').filter((name) => name.startsWith('user-context/phase-'));
    expect(names).toEqual(['user-context/phase-1/tool-dispatcher']);
  });
});
