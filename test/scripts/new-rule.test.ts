import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeScratchDirectory, removeScratchDirectory, run } from '../e2e/consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const minutes = 60_000;

/** What the command reads and writes, and what its results are tried with. */
const parts = [
  'docs',
  'scripts',
  'src',
  'test/code-blocks.ts',
  'test/docs.test.ts',
  'test/fixtures',
  'test/pages',
  'test/rules',
  'test/tester',
  'eslint-doc-generator.config.js',
  'package.json',
  'README.md',
  'tsconfig.build.json',
  'tsconfig.json',
  'vitest.config.ts',
];

let copy: string;

interface TestResults {
  numFailedTests: number;
  numPassedTests: number;
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

/** Runs tests in the copy; the configuration says where vitest writes its results. */
async function tested(tests: string): Promise<TestResults> {
  await run(`npx vitest run --project plugin ${tests}`, copy);
  return JSON.parse(readFileSync(join(copy, '.vitest/results.json'), 'utf8')) as TestResults;
}

beforeAll(async () => {
  copy = await makeScratchDirectory();
  for (const part of parts) {
    cpSync(join(repository, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
});

afterAll(async () => {
  await removeScratchDirectory(copy);
}, minutes);

// Each goes on from where the one before it ended.
describe('npm run new-rule', { timeout: 3 * minutes }, () => {
  it.each(['', 'shared', 'No-Shared', 'no-shared-transcript no-other-one', '../no-escape'])('says what a name is like, given "%s"', async (names) => {
    const { exitCode, stderr } = await run(`node scripts/new-rule.mjs ${names}`, copy);
    expect(stderr).toBe('usage: npm run new-rule NAME, where NAME is like no-shared-transcript or require-user-context\n');
    expect(exitCode).toBe(1);
  });

  it('makes a rule, its test and its page, and lists it', async () => {
    const { exitCode, stderr, stdout } = await run('npm run --silent new-rule no-shared-transcript', copy);
    expect(exitCode, stdout + stderr).toBe(0);
    const read = (file: string): string => readFileSync(join(copy, file), 'utf8').replaceAll('\r\n', '\n');
    expect(read('src/rules/index.ts')).toMatch(/import \{ noSharedTranscript \} from '\.\/no-shared-transcript\.js';\n.*no-unscoped-async-context/u);
    expect(read('README.md')).toContain('[no-shared-transcript](docs/rules/no-shared-transcript.md)');
    expect(read('docs/rules/no-shared-transcript.md')).toContain('📝 Disallow calls of `replaceMe`.');
  });

  it('makes a test that passes, and a page that lacks its incident alone', async () => {
    expect(await tested('test/rules/no-shared-transcript.test.ts')).toMatchObject({ numFailedTests: 0, numPassedTests: 6 });
    const { testResults } = await tested('test/docs.test.ts -t no-shared-transcript');
    const failed = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'failed');
    expect(failed.map(({ title }) => title)).toEqual([expect.stringMatching(/opening|incident|happened/u)]);
  });

  it('writes over nothing', async () => {
    const { exitCode, stderr } = await run('node scripts/new-rule.mjs no-shared-agent-state', copy);
    expect(stderr).toBe('src/rules/no-shared-agent-state.ts is there already; choose another name\n');
    expect(exitCode).toBe(1);
  });
});
