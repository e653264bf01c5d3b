import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { CommandResult } from './consumer.js';

import { makeScratchDirectory, removeScratchDirectory, run } from './consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const minutes = 60_000;

/** What `examples/monorepo` does not have in git. */
const generated = /[/\\](?:node_modules|lint-results|\.turbo)(?:[/\\]|$)/u;

let scratch: string;
let monorepo: string;

/**
 * Copies the example to where it lies in a clone, beside the plugin that is built here: the address of the plugin in its
 * manifest, `file:../..`, is right there, and its lock file is the one that is tried.
 */
async function copyExample(): Promise<void> {
  scratch = await makeScratchDirectory();
  monorepo = join(scratch, 'examples/monorepo');
  const example = join(repository, 'examples/monorepo');
  await mkdir(join(scratch, 'examples'));
  await cp(join(repository, 'package.json'), join(scratch, 'package.json'));
  await symlink(join(repository, 'dist'), join(scratch, 'dist'), 'junction');
  await cp(example, monorepo, { recursive: true, filter: (path) => !generated.test(path.slice(example.length)) });
}

async function runOrThrow(command: string): Promise<CommandResult> {
  const result = await run(command, monorepo);
  expect(result.exitCode, `${command}\n${result.stdout}\n${result.stderr}`).toBe(0);
  return result;
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(monorepo, file), 'utf8');
  expect(text, file).toContain(from);
  await writeFile(join(monorepo, file), text.replace(from, to));
}

/** Lints the packages; says of each task whether it was run, or its result taken from Turborepo's cache. */
async function turbo(tasks = 'lint'): Promise<{ exitCode: number; tasks: Record<string, string> }> {
  const { exitCode, stderr, stdout } = await run(`npx turbo run ${tasks} --continue --output-logs=hash-only`, monorepo);
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
  const { stdout } = await runOrThrow(`npx user-context report --format json ${options}`);
  const { time, ...rest } = JSON.parse(stdout) as { time: string };
  expect(Date.parse(time)).not.toBeNaN();
  return rest;
}

async function gate(): Promise<CommandResult> {
  return run('npm run --silent gate', monorepo);
}

const resultsOfPackages = '--from packages/*/lint-results/*.json apps/*/lint-results/*.json';

beforeAll(async () => {
  vi.stubEnv('TURBO_TELEMETRY_DISABLED', '1');
  vi.stubEnv('TURBO_NO_UPDATE_NOTIFIER', '1');
  await copyExample();
  await runOrThrow('npm ci --ignore-scripts --no-audit --no-fund --prefer-offline');
}, 3 * minutes);

afterAll(async () => {
  vi.unstubAllEnvs();
  await removeScratchDirectory(scratch);
}, minutes);

// Each continues in the monorepo that the one before it left.
describe('the example of a monorepo', () => {
  it('is linted and type-checked package by package, and the second time from the cache', async () => {
    const all = ['lint chat', 'lint context', 'lint tools', 'typecheck chat', 'typecheck context', 'typecheck tools'];
    expect(await turbo('lint typecheck')).toEqual({ exitCode: 0, tasks: Object.fromEntries(all.map((task) => [task, 'run'])) });
    expect(await turbo('lint typecheck')).toEqual({
      exitCode: 0,
      tasks: Object.fromEntries(all.map((task) => [task, 'from the cache'])),
    });
  });

  it('is green, and its packages together are what one run finds', async () => {
    const { exitCode, stdout } = await gate();
    expect(stdout).toMatch(/^ {2}chat +5 files {2}green: 1 finding left in the baseline$/mu);
    expect(exitCode).toBe(0);
    const merged = await report(resultsOfPackages);
    expect(merged).toMatchObject({ total: { files: 10, cleanFiles: 9, findings: { open: 0, suppressed: 1, accepted: 0 } } });
    expect(merged).toEqual(await report(''));
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
    const merged = await report(resultsOfPackages);
    expect(merged).toMatchObject({ total: { findings: { open: 1, suppressed: 1 } } });
    expect(merged).toEqual(await report(''));
  });

  it('lints the mended package and what depends on it, and nothing else', async () => {
    await edit('packages/tools/src/dispatcher.ts', 'record(`${name} runs`)', 'record(`${name} runs`, context)');
    expect(await turbo()).toEqual({
      exitCode: 0,
      tasks: { 'lint context': 'from the cache', 'lint tools': 'run', 'lint chat': 'run' },
    });
    expect(await gate()).toMatchObject({ exitCode: 0 });
  });

  it('shows as one program what no package shows alone', async () => {
    await writeFile(
      join(monorepo, 'packages/tools/src/conversation.ts'),
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
    await writeFile(
      join(monorepo, 'apps/chat/src/conversation.ts'),
      `import { Conversation } from '@example/tools';

export const conversation = new Conversation();
`,
    );
    expect(await turbo()).toEqual({
      exitCode: 0,
      tasks: { 'lint context': 'from the cache', 'lint tools': 'run', 'lint chat': 'run' },
    });
    expect(await gate()).toMatchObject({ exitCode: 0 });
    await run('npm run lint:whole', monorepo);
    const { exitCode, stdout } = await run('npm run --silent gate:whole', monorepo);
    expect(stdout).toMatch(/^ {2}packages\/tools\/src\/conversation\.ts:\d+:\d+ {2}no-shared-agent-state /mu);
    expect(exitCode).toBe(1);
  });
});
