import type { ESLint } from 'eslint';

import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeScratchDirectory, removeScratchDirectory, run } from '../e2e/consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const command = `node "${join(repository, 'dist/cli/main.js')}"`;
const eslint = `node "${join(repository, 'node_modules/eslint/bin/eslint.js')}"`;
const minutes = 60_000;

let server: string;

beforeAll(async () => {
  server = await makeScratchDirectory();
  const example = join(repository, 'examples/agent-server');
  cpSync(example, server, { recursive: true, filter: (path) => !/[/\\](?:node_modules|dist)$/u.test(path) });
  symlinkSync(join(repository, 'node_modules'), join(server, 'node_modules'), 'junction');
});

afterAll(async () => {
  await removeScratchDirectory(server);
});

function edit(file: string, change: (text: string) => string): void {
  const path = join(server, file);
  const before = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  const after = change(before);
  expect(after, file).not.toBe(before);
  writeFileSync(path, after);
}

/** Severities of findings by file, as ESLint has them in `results.json`. */
function severities(): Record<string, number[]> {
  const results = JSON.parse(readFileSync(join(server, 'results.json'), 'utf8')) as ESLint.LintResult[];
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [relative(server, filePath).replaceAll('\\', '/'), messages.map(({ severity }) => severity)]),
  );
}

/** Each test goes on from where the one before it ended, as a team does. */
describe('the example in its phases', { timeout: 3 * minutes }, () => {
  it('is red at first', async () => {
    const { exitCode, stdout } = await run(`${command} gate`, server);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('tool-dispatcher             2 files  red: 4 findings beyond the baseline');
    expect(stdout).toContain('state-persistence           4 files  upcoming: 5 findings so far');
  });

  it('is green once what is there is accepted', async () => {
    expect(await run(`${eslint} . --suppress-all`, server)).toMatchObject({ exitCode: 0 });
    await run(`${eslint} . --format json --output-file results.json`, server);
    expect(await run(`${command} gate --update --from results.json`, server)).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await run(`${command} gate --from results.json`, server);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('tool-dispatcher             2 files  green: 4 findings left in the baseline');
    expect((await run(`${command} gate --complete 1 --from results.json`, server)).stdout).toContain('Missing until phase 1 is complete (22)');
  });

  it('is red with a new finding in a file where another one is mended', async () => {
    edit('src/execution/chat-assistant.ts', (text) => {
      const mended = text.replace('private readonly history', 'private readonly past').replaceAll('this.history', 'this.past');
      return `${mended}\nlet lastQuestion: string | undefined;\n\nexport function remember(request: { userId: string }): string {\n  const before = lastQuestion ?? '';\n  lastQuestion = request.userId;\n  return before;\n}\n`;
    });
    const { exitCode, stdout } = await run(`${command} gate`, server);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Beyond the baseline');
    expect(stdout).toMatch(/src\/execution\/chat-assistant\.ts:\d+:3 {2}no-shared-agent-state .*`lastQuestion`/u);
    cpSync(join(repository, 'examples/agent-server/src/execution/chat-assistant.ts'), join(server, 'src/execution/chat-assistant.ts'));
  });

  it('is red where the globs of a component match nothing', async () => {
    const original = readFileSync(join(server, 'eslint.config.js'), 'utf8');
    edit('eslint.config.js', (text) => text.replace("['src/ws/**']", "['src/websocket/**']"));
    const { exitCode, stdout } = await run(`${command} gate --from results.json`, server);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('websocket-connection        0 files  red: its globs match no file');
    writeFileSync(join(server, 'eslint.config.js'), original);
  });

  it('changes the severities of a component that is rolled back, and of no other', async () => {
    const lint = `${eslint} . --suppressions-location none.json --format json --output-file results.json`;
    writeFileSync(join(server, 'none.json'), '{}');
    await run(lint, server);
    const before = severities();
    edit('eslint.config.js', (text) => text.replace('migration({ phase, components })', "migration({ phase, components, rollback: ['tool-dispatcher'] })"));
    await run(lint, server);
    const after = severities();
    const changed = Object.keys(before).filter((file) => JSON.stringify(after[file]) !== JSON.stringify(before[file]));
    expect(changed.every((file) => file.startsWith('src/dispatch/'))).toBe(true);
    expect(changed.flatMap((file) => after[file] ?? []).every((severity) => severity === 1)).toBe(true);
    expect(changed).not.toEqual([]);
    const { stdout } = await run(`${command} gate --from results.json`, server);
    expect(stdout).toContain('tool-dispatcher             2 files  rolled back: 4 findings, only warned about');
  });
});

describe('the migrated example', { timeout: 2 * minutes }, () => {
  it('is complete', async () => {
    const migrated = join(repository, 'examples/agent-server-migrated');
    const { exitCode, stdout } = await run(`${command} gate --complete 3`, migrated);
    expect(stdout).toMatch(/^gate: green/u);
    expect(exitCode).toBe(0);
  });
});
