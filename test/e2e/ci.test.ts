import type { Log } from 'sarif';

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Contexts, Job, JobResult, Step } from './github-workflow.js';
import type { PipelineJob } from './gitlab-pipeline.js';

import { ExampleFolder } from './example-folder.js';
import { isDue, readWorkflow, runJob } from './github-workflow.js';
import { readPipeline, runPipelineJob } from './gitlab-pipeline.js';
import { Origin } from './origin.js';

const recipes = fileURLToPath(new URL('../../docs/ci/', import.meta.url));
const minutes = 60_000;

const leakOf = (name: string): string => `let last = '';

export function ${name}(request: { userId: string }): string {
  const before = last;
  last = request.userId;
  return before;
}
`;

const leakless = `export function handle(request: { userId: string }): string {
  return request.userId;
}
`;

/** A project that copies a recipe; the leak in `reply.ts` was accepted. */
const files = {
  '.gitignore': 'node_modules/\nlint-results/\n',
  'package.json': JSON.stringify({ private: true, type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2023', module: 'NodeNext', strict: true, noEmit: true, types: [] },
    include: ['src'],
  }),
  'eslint.config.js': `import { migration } from 'eslint-plugin-user-context';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  {
    files: ['src/**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { 'no-debugger': 'error' },
  },
  migration({ phase: 1, components: { replies: { phase: 1, files: ['src/reply.ts'] }, requests: { phase: 1, files: ['src/handle.ts'] } } }),
]);
`,
  'eslint-suppressions.json': JSON.stringify({ 'src/reply.ts': { 'user-context/no-shared-agent-state': { count: 1 } } }),
  'user-context.baseline.json': JSON.stringify({
    version: 1,
    findings: [{ file: 'src/reply.ts', rule: 'no-shared-agent-state', symbol: 'reply', place: 'last' }],
  }),
  'src/reply.ts': leakOf('reply'),
  'src/handle.ts': leakless,
};

/** A new leak, and beside it what a rule of ESLint's own finds. */
const worse = leakOf('handle').replace('  const before', '  debugger;\n  const before');

async function read(folder: ExampleFolder, file: string): Promise<string> {
  return readFile(join(folder.directory, file), 'utf8');
}

/** File and rule of what a SARIF file has: suppressed in some way, or open. */
async function sarif(folder: ExampleFolder): Promise<{ open: string[]; suppressed: string[] }> {
  const results = (JSON.parse(await read(folder, 'lint-results/report.sarif')) as Log).runs[0]?.results ?? [];
  const described = results.map(({ locations, ruleId, suppressions = [] }) => ({
    isOpen: suppressions.length === 0,
    text: `${locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? ''} ${ruleId ?? ''}`,
  }));
  const texts = (isOpen: boolean): string[] => described.filter((result) => result.isOpen === isOpen).map(({ text }) => text);
  return { open: texts(true), suppressed: texts(false) };
}

async function snapshots(origin: Origin): Promise<object[]> {
  const text = await origin.read('user-context-history', 'history.jsonl');
  return text.split('\n').map((line) => JSON.parse(line) as object);
}

/** Takes away what an earlier run left, as on a machine that starts anew; the packages stay. */
async function clean({ directory }: ExampleFolder): Promise<void> {
  for (const place of ['.', 'packages/context', 'packages/tools', 'apps/chat']) {
    await rm(join(directory, place, 'lint-results'), { recursive: true, force: true });
  }
}

function existing({ directory }: ExampleFolder, ...places: readonly string[]): string[] {
  return places.filter((place) => existsSync(join(directory, place)));
}

/** A checkout, and where it is pushed to. */
interface Project {
  folder: ExampleFolder;
  origin: Origin;
}

async function start(folder: ExampleFolder, texts: Readonly<Record<string, string>>): Promise<Project> {
  for (const [file, text] of Object.entries(texts)) {
    await folder.write(file, text);
  }
  await folder.linkPackages();
  return { folder, origin: await Origin.of(folder.directory) };
}

async function finish({ folder, origin }: Project): Promise<void> {
  await folder.remove();
  await origin.remove();
}

/** What the runner says beside the expressions: on a push to the main branch. */
const push: Contexts = { github: { event_name: 'push' } };

/** The groups of tests run side by side; within one, a test continues in the checkout that the one before it left. */
const inOrder = { concurrent: false };

describe.concurrent('the workflow for GitHub', { timeout: 5 * minutes }, () => {
  let project: Project;
  const { check, snapshot } = readWorkflow(join(recipes, 'github.yml')).jobs;

  async function runOnPush(job: Job | undefined, commit: string, isInstalled = true): Promise<JobResult> {
    return runJob(job as Job, { directory: project.folder.directory, contexts: push, env: { GITHUB_SHA: commit }, isInstalled });
  }

  beforeAll(async () => {
    project = await start(await ExampleFolder.make('project'), files);
  }, minutes);

  afterAll(async () => {
    await finish(project);
  }, minutes);

  it('is green where everything was accepted, with all reports', inOrder, async () => {
    const { folder, origin } = project;
    const commit = await origin.push('start');
    const { outcomes, output, result, summary } = await runOnPush(check, commit, false);
    expect(output.Gate).toContain('gate: green');
    expect(result, JSON.stringify(output)).toBe('success');
    expect(outcomes, JSON.stringify(output)).toMatchObject({
      'npm ci': 'success',
      'Print what ESLint found, other rules included': 'skipped',
      'github/codeql-action/upload-sarif@v4': 'success',
      'actions/upload-artifact@v7': 'success',
    });
    expect(output['Fetch the history']).toContain('There is no snapshot yet');
    expect(output.Report).toMatch(/^::notice title=user-context::/mu);
    expect(output.Report).not.toMatch(/^::(?:error|warning)/mu);
    expect(summary).toMatch(/^\| replies \|/mu);
    expect(await sarif(folder)).toEqual({ open: [], suppressed: ['src/reply.ts no-shared-agent-state'] });
    expect(await read(folder, 'lint-results/report.html')).toContain('<!doctype html>');

    expect(await runOnPush(snapshot, commit)).toMatchObject({ result: 'success' });
    expect(await origin.subjects('user-context-history')).toEqual([`Snapshot of ${commit}`]);
    expect(await snapshots(origin)).toMatchObject([{ commit, isDirty: false, total: { files: 2, cleanFiles: 1, open: 0, suppressed: 1 } }]);
  });

  it('is red with a new leak, says what it is, and writes the reports all the same', inOrder, async () => {
    const { folder, origin } = project;
    await clean(folder);
    await folder.write('src/handle.ts', worse);
    const commit = await origin.push('worse');
    const { outcomes, output, result, summary } = await runOnPush(check, commit);
    expect(result).toBe('failure');
    expect(outcomes, JSON.stringify(output)).toMatchObject({
      'Lint everything, without a cache': 'failure',
      Gate: 'failure',
      Report: 'success',
      'github/codeql-action/upload-sarif@v4': 'success',
    });
    const printed = output['Print what ESLint found, other rules included'];
    expect(printed).toMatch(/error .* no-debugger$/mu);
    expect(printed).toMatch(/error .* user-context\/no-shared-agent-state$/mu);
    expect(output.Gate).toMatch(/^ {2}src\/handle\.ts:6:3 {2}no-shared-agent-state /mu);
    expect(output.Report).toMatch(/^::error file=src\/handle\.ts,line=6,/mu);
    // One more than in the snapshot.
    expect(summary).toMatch(/^\| requests \|.*\| \+1 \|/mu);
    expect(await sarif(folder)).toMatchObject({ open: ['src/handle.ts no-shared-agent-state'] });

    expect(await runOnPush(snapshot, commit)).toMatchObject({ result: 'success' });
    expect(await origin.subjects('user-context-history')).toHaveLength(2);
    expect(await snapshots(origin)).toMatchObject([{ total: { open: 0 } }, { commit, total: { open: 1, suppressed: 1 } }]);
  });

  it('is red where ESLint cannot lint, and has no results of another time', inOrder, async () => {
    const { folder, origin } = project;
    await clean(folder);
    await folder.write('eslint.config.js', 'export default [{ rule: {} }];\n');
    const { outcomes, output, result } = await runOnPush(check, await origin.push('broken'));
    expect(result).toBe('failure');
    expect(outcomes, JSON.stringify(output)).toMatchObject({ 'Lint everything, without a cache': 'failure', Gate: 'failure', Report: 'failure' });
    expect(output.Gate).toContain('--from: no file matches lint-results/eslint.json');
  });

  it('takes the rights that it needs, and no others', inOrder, () => {
    const { jobs, permissions } = readWorkflow(join(recipes, 'github.yml'));
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.check?.permissions).toEqual({ contents: 'read', 'security-events': 'write', actions: 'read' });
    expect(jobs.snapshot?.permissions).toEqual({ contents: 'write' });
  });

  it('takes snapshots on the main branch alone, also of what is red, and uploads nothing from a fork', inOrder, () => {
    const upload = check?.steps.find(({ uses }) => uses?.includes('upload-sarif')) as Step;
    const pullRequest = (fork: boolean): Contexts => ({
      github: { event_name: 'pull_request', event: { pull_request: { head: { repo: { fork } } } } },
      steps: { lint: { outcome: 'success' } },
    });
    expect(isDue(snapshot as Job, push, true)).toBe(true);
    expect(isDue(snapshot as Job, pullRequest(false))).toBe(false);
    expect(isDue(upload, pullRequest(false))).toBe(true);
    expect(isDue(upload, pullRequest(true))).toBe(false);
  });
});

describe.concurrent('the jobs for GitLab', { timeout: 5 * minutes }, () => {
  let project: Project;
  const pipeline = readPipeline(join(recipes, 'gitlab-ci.yml'));

  async function runOnPush(name: string, commit: string, isInstalled = true): Promise<{ exitCode: number; output: string }> {
    const env = { CI_COMMIT_SHA: commit, CI_SERVER_HOST: 'gitlab.example' };
    return runPipelineJob(pipeline[name] as PipelineJob, { directory: project.folder.directory, env, isInstalled });
  }

  async function codeQuality(): Promise<object[]> {
    return JSON.parse(await read(project.folder, 'lint-results/code-quality.json')) as object[];
  }

  beforeAll(async () => {
    project = await start(await ExampleFolder.make('project'), files);
  }, minutes);

  afterAll(async () => {
    await finish(project);
  }, minutes);

  it('are green where everything was accepted, with all reports', inOrder, async () => {
    const { folder, origin } = project;
    const commit = await origin.push('start');
    const { exitCode, output } = await runOnPush('user-context', commit, false);
    expect(output).toContain('gate: green');
    expect(output).toContain('There is no snapshot yet');
    expect(exitCode, output).toBe(0);
    expect(await codeQuality()).toEqual([]);
    expect(await sarif(folder)).toEqual({ open: [], suppressed: ['src/reply.ts no-shared-agent-state'] });
    const { paths, reports } = (pipeline['user-context'] as PipelineJob).artifacts ?? {};
    expect(existing(folder, ...(paths ?? []), ...Object.values(reports ?? {}))).toEqual(['lint-results/', 'lint-results/code-quality.json']);

    expect(await runOnPush('user-context-snapshot', commit)).toMatchObject({ exitCode: 0 });
    expect(await origin.subjects('user-context-history')).toEqual([`Snapshot of ${commit}`]);
    expect(await snapshots(origin)).toMatchObject([{ commit, isDirty: false, total: { open: 0, suppressed: 1 } }]);
  });

  it('are red with a new leak, which the merge request shows', inOrder, async () => {
    const { folder, origin } = project;
    await clean(folder);
    await folder.write('src/handle.ts', worse);
    const { exitCode, output } = await runOnPush('user-context', await origin.push('worse'));
    expect(output).toMatch(/error .* no-debugger$/mu);
    expect(output).toMatch(/^ {2}src\/handle\.ts:6:3 {2}no-shared-agent-state /mu);
    expect(exitCode).toBe(1);
    expect(await codeQuality()).toEqual([
      {
        check_name: 'no-shared-agent-state',
        description: expect.stringContaining('`request.userId` of `handle`') as string,
        severity: 'critical',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u) as string,
        location: { path: 'src/handle.ts', lines: { begin: 6 } },
      },
    ]);
  });

  it('are red where a mended leak is still suppressed, which is no finding of ESLint', inOrder, async () => {
    const { folder, origin } = project;
    await clean(folder);
    await folder.write('src/handle.ts', leakless);
    await folder.write('src/reply.ts', leakless.replace('handle', 'reply'));
    const { exitCode, output } = await runOnPush('user-context', await origin.push('mended'));
    expect(output).toContain('Suppressions that cover more than there is (1)');
    expect(output).not.toContain('suppressions left');
    expect(exitCode).toBe(1);
  });
});

describe.concurrent('the sharded jobs, in the example of a monorepo', { timeout: 5 * minutes }, () => {
  let project: Project;
  const results = ['apps/chat', 'packages/context', 'packages/tools'].map((place) => `${place}/lint-results/eslint.json`);

  beforeAll(async () => {
    project = await start(await ExampleFolder.copy('monorepo'), { 'packages/tools/src/remember.ts': leakOf('remember') });
    await project.origin.push('start');
  }, minutes);

  afterAll(async () => {
    await finish(project);
  }, minutes);

  it('lint each package once on GitHub, and judge all of them', inOrder, async () => {
    const { folder } = project;
    const { check, lint } = readWorkflow(join(recipes, 'github-sharded.yml')).jobs as Record<'check' | 'lint', Job>;
    const { directory } = folder;
    const shards = lint.strategy?.matrix.shard ?? [];
    const outcomesOfShards: string[] = [];
    for (const shard of shards) {
      const before = existing(folder, ...results);
      const contexts = { ...push, matrix: { shard }, strategy: { job_total: shards.length } };
      const { result } = await runJob(lint, { directory, contexts, env: {}, isInstalled: shard > 0 });
      const added = existing(folder, ...results).filter((file) => !before.includes(file));
      outcomesOfShards.push(`${added.join(' ')} ${result}`);
    }
    expect(outcomesOfShards.sort()).toEqual(results.map((file) => `${file} ${file.includes('tools') ? 'failure' : 'success'}`));

    const contexts = { ...push, needs: { lint: { result: 'failure' } } };
    const { outcomes, output, result, summary } = await runJob(check, { directory, contexts, env: {}, isInstalled: true });
    expect(result).toBe('failure');
    expect(outcomes).toMatchObject({ Gate: 'failure', Report: 'success', 'Fail when a shard failed, and print what ESLint found, other rules included': 'failure' });
    expect(output.Gate).toMatch(/^ {2}tools +5 files {2}red: 1 finding beyond the baseline$/mu);
    expect(output.Gate).toMatch(/^ {2}chat +5 files {2}green: 1 finding left in the baseline$/mu);
    expect(output.Report).toMatch(/^::error file=packages\/tools\/src\/remember\.ts,line=5,/mu);
    expect(summary).toMatch(/^\| context \| done \| 1 \| 1 \| 100% \|/mu);
    expect(await sarif(folder)).toEqual({
      open: ['packages/tools/src/remember.ts no-shared-agent-state'],
      suppressed: ['apps/chat/src/last-answer.ts no-shared-agent-state'],
    });
  });

  it('lint a share of the packages on GitLab, and judge all of them', inOrder, async () => {
    const { folder } = project;
    // The other two were linted by the test before.
    const tools = 'packages/tools/lint-results/eslint.json';
    const others = await Promise.all(results.filter((file) => file !== tools).map(async (file) => [file, await read(folder, file)] as const));
    await clean(folder);
    await folder.write('packages/tools/src/remember.ts', leakless);
    const pipeline = readPipeline(join(recipes, 'gitlab-ci-sharded.yml'));
    const lint = pipeline['user-context-lint'] as PipelineJob;
    const { directory } = folder;
    const env = { CI_NODE_INDEX: '3', CI_NODE_TOTAL: String(lint.parallel) };
    const { exitCode: exitCodeOfLint, output: outputOfLint } = await runPipelineJob(lint, { directory, env, isInstalled: true });
    expect(exitCodeOfLint, outputOfLint).toBe(0);
    expect(existing(folder, ...results)).toEqual([tools]);
    for (const [file, text] of others) {
      await folder.write(file, text);
    }

    const { exitCode, output } = await runPipelineJob(pipeline['user-context'] as PipelineJob, { directory, env: {}, isInstalled: true });
    expect(output).toMatch(/^ {2}tools +5 files {2}green$/mu);
    expect(exitCode, output).toBe(0);
    expect(await sarif(folder)).toEqual({ open: [], suppressed: ['apps/chat/src/last-answer.ts no-shared-agent-state'] });
  });

  it('hand the results on under names and places that the last job looks for', inOrder, () => {
    const { check, lint } = readWorkflow(join(recipes, 'github-sharded.yml')).jobs as Record<'check' | 'lint', Job>;
    const inputsOf = ({ steps }: Job, action: string): Record<string, unknown> => steps.find(({ uses }) => uses?.includes(action))?.with ?? {};
    expect(inputsOf(lint, 'upload-artifact')).toEqual({
      name: 'lint-results-${{ matrix.shard }}',
      path: 'packages/*/lint-results/\napps/*/lint-results/\n',
    });
    expect(inputsOf(check, 'download-artifact')).toEqual({ pattern: 'lint-results-*', 'merge-multiple': true });
  });
});
