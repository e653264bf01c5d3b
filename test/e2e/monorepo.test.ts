import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { CommandResult } from './consumer.js';

import { run } from './consumer.js';
import { ExampleFolder } from './example-folder.js';

const minutes = 60_000;

let example: ExampleFolder;

async function runOrThrow(command: string): Promise<CommandResult> {
  const result = await run(command, example.directory);
  expect(result.exitCode, `${command}\n${result.stdout}\n${result.stderr}`).toBe(0);
  return result;
}

/** A command of the example, without the second that npx takes to find it. */
function bin(command: string): string {
  return join('node_modules', '.bin', command);
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(example.directory, file), 'utf8');
  expect(text, file).toContain(from);
  await example.write(file, text.replace(from, to));
}

/** Lints the packages; says of each task whether it was run, or its result taken from Turborepo's cache. */
async function turbo(tasks = 'lint'): Promise<{ exitCode: number; tasks: Record<string, string> }> {
  const { exitCode, stderr, stdout } = await run(`${bin('turbo')} run ${tasks} --continue --output-logs=hash-only`, example.directory);
  const lines = [...stdout.matchAll(/^@example\/(\w+):(\w+): cache (hit|miss)/gmu)];
  expect(lines, stdout + stderr).not.toEqual([]);
  return {
    exitCode,
    tasks: Object.fromEntries(
      lines.map(([, name = '', task = '', cache]) => [`${task} ${name}`, cache === 'hit' ? 'from the cache' : 'run']),
    ),
  };
}

/** A report without its time. */
async function report(options: string): Promise<object> {
  const { stdout } = await runOrThrow(`${bin('user-context')} report --format json ${options}`);
  const { time, ...rest } = JSON.parse(stdout) as { time: string };
  expect(Date.parse(time)).not.toBeNaN();
  return rest;
}

async function gate(): Promise<CommandResult> {
  return run('npm run --silent gate', example.directory);
}

beforeAll(async () => {
  vi.stubEnv('TURBO_TELEMETRY_DISABLED', '1');
  vi.stubEnv('TURBO_NO_UPDATE_NOTIFIER', '1');
  example = await ExampleFolder.copy('monorepo');
  await runOrThrow('npm ci --ignore-scripts --no-audit --no-fund --prefer-offline');
}, 3 * minutes);

afterAll(async () => {
  vi.unstubAllEnvs();
  await example.remove();
}, minutes);

// Each continues in the monorepo that the one before it left.
describe('the example of a monorepo', { timeout: 5 * minutes }, () => {
  it('is what the guide shows', async () => {
    const guide = await readFile(new URL('../../docs/monorepo.md', import.meta.url), 'utf8');
    const tasks = (await readFile(join(example.directory, 'turbo.json'), 'utf8')).match(/^ +"(?:transit|lint)": .*\}/gmu) ?? [];
    expect(tasks).toHaveLength(2);
    for (const shown of [...tasks, '"globalDependencies": ["eslint.config.js", "tsconfig.base.json"]']) {
      expect(guide).toContain(shown);
    }
    for (const place of ['packages/context', 'packages/tools', 'apps/chat']) {
      const { scripts } = JSON.parse(await readFile(join(example.directory, place, 'package.json'), 'utf8')) as { scripts: { lint: string } };
      expect(guide).toContain(`"lint": "${scripts.lint}"`);
    }
  });

  it('is linted and type-checked package by package, and the second time from the cache', async () => {
    const all = ['lint chat', 'lint context', 'lint tools', 'typecheck chat', 'typecheck context', 'typecheck tools'];
    expect(await turbo('lint typecheck')).toEqual({ exitCode: 0, tasks: Object.fromEntries(all.map((task) => [task, 'run'])) });
    expect(await turbo('lint typecheck')).toEqual({
      exitCode: 0,
      tasks: Object.fromEntries(all.map((task) => [task, 'from the cache'])),
    });
    const { exitCode, stdout } = await gate();
    expect(stdout).toMatch(/^ {2}chat +5 files {2}green: 1 finding left in the baseline$/mu);
    expect(exitCode).toBe(0);
  });

  it('lints what depends on a package again when a type of it changes, and reports what comes of it there', async () => {
    await edit(
      'packages/context/src/index.ts',
      `record(event: string): void {
  process.stderr.write(\`\${event}\\n\`);`,
      `record(event: string, context?: UserContext): void {
  process.stderr.write(\`\${context?.requestId ?? ''} \${event}\\n\`);`,
    );
    expect(await turbo()).toEqual({ exitCode: 1, tasks: { 'lint context': 'run', 'lint tools': 'run', 'lint chat': 'run' } });
    const { exitCode, stdout } = await gate();
    expect(stdout).toMatch(/^ {2}tools +4 files {2}red: 1 finding beyond the baseline$/mu);
    expect(stdout).toMatch(/^ {2}packages\/tools\/src\/dispatcher\.ts:\d+:\d+ {2}forward-user-context /mu);
    expect(exitCode).toBe(1);
  });

  it('has the same report from the results of its packages as from one run', async () => {
    const merged = await report('--from packages/*/lint-results/*.json apps/*/lint-results/*.json');
    expect(merged).toMatchObject({ total: { files: 10, cleanFiles: 8, findings: { open: 1, suppressed: 1, accepted: 0 } } });
    expect(merged).toEqual(await report(''));
  });

  it('takes what has not changed from the cache, and shows as one program what no package shows alone', async () => {
    await edit('packages/tools/src/dispatcher.ts', 'record(`${name} runs`)', 'record(`${name} runs`, context)');
    await example.write(
      'packages/tools/src/conversation.ts',
      `import type { UserContext } from '@example/context';

/** What was said so far. */
export class Conversation {
  #last = '';

  say(text: string, context: UserContext): string {
    const before = this.#last;
    this.#last = \`\${context.userId}: \${text}\`;
    return before;
  }
}
`,
    );
    await edit('packages/tools/src/index.ts', 'export {', "export { Conversation } from './conversation.ts';\nexport {");
    await example.write(
      'apps/chat/src/conversation.ts',
      `import { Conversation } from '@example/tools';

export const conversation = new Conversation();
`,
    );
    expect(await turbo()).toEqual({
      exitCode: 0,
      tasks: { 'lint context': 'from the cache', 'lint tools': 'run', 'lint chat': 'run' },
    });
    await run('npm run lint:whole', example.directory);
    const { exitCode, stdout } = await run('npm run --silent gate:whole', example.directory);
    expect(stdout).toMatch(/^ {2}packages\/tools\/src\/conversation\.ts:\d+:\d+ {2}no-shared-agent-state /mu);
    expect(exitCode).toBe(1);
  });
});
