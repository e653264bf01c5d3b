import type { ESLint } from 'eslint';

import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import type { ReportData, Snapshot } from '../../../src/cli/report/report-data.js';

import { report } from '../../../src/cli/report/report.js';
import { eslintConfig, ScratchProject } from '../scratch-project.js';

/** A function that keeps a user's id where the next user's request finds it. */
const leak = (slot: string): string => `let ${slot}: string | undefined;

export async function keep_${slot}(request: { userId: string }, answer: () => Promise<string>): Promise<string> {
  ${slot} = request.userId;
  return \`\${await answer()} for \${${slot} ?? ''}\`;
}
`;

const clean = 'export const answer = 42;\n';

const config = (more = ''): string =>
  eslintConfig(
    `migration({ phase: 1, components: {
      chat: { phase: 1, files: ['src/chat/**'] },
      store: { phase: 1, files: ['src/store/**', 'src/chat/shared.ts'] },
      reports: { phase: 2, files: ['src/reports/**'] },
    }${more} })`,
  );

const files = {
  'src/chat/a.ts': leak('first') + leak('second').replace(/^ {2}second = /mu, '  // eslint-disable-next-line -- one user only\n$&'),
  'src/chat/b.ts': clean,
  'src/chat/shared.ts': clean,
  'src/store/a.ts': leak('third'),
  'src/reports/a.ts': leak('fourth'),
  'eslint-suppressions.json': JSON.stringify({ 'src/store/a.ts': { 'user-context/no-shared-agent-state': { count: 1 } } }),
  'eslint.config.js': config(),
};

let project: ScratchProject;

afterEach(() => {
  project.remove();
});

async function jsonReport(...options: string[]): Promise<ReportData> {
  const { exitCode, stderr, stdout } = await project.run(report, '--format', 'json', ...options);
  expect(stderr).not.toContain('user-context:');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as ReportData;
}

/** ESLint's own results, with another directory in the place of the project's. */
function eslintResults(patterns: string[], root?: string): string {
  const cli = join(import.meta.dirname, '../../../node_modules/eslint/bin/eslint.js');
  const { stdout } = spawnSync(process.execPath, [cli, '--format', 'json', '--pass-on-unpruned-suppressions', ...patterns], {
    cwd: project.directory,
    encoding: 'utf8',
  });
  const results = JSON.parse(stdout) as ESLint.LintResult[];
  const moved = results.map((result) => ({
    ...result,
    filePath: root === undefined ? result.filePath : result.filePath.replace(project.directory, root),
  }));
  return JSON.stringify(moved);
}

/** What of a report does not depend on when it was made. */
function timeless({ time: _time, ...data }: ReportData): Omit<ReportData, 'time'> {
  return data;
}

describe('the numbers', () => {
  it('are those of phases and components', async () => {
    project = new ScratchProject(files);
    const { components, elsewhere, findings, phases, total } = await jsonReport();
    expect(phases).toMatchObject([
      { phase: 1, files: 4, cleanFiles: 2, percentDone: 50, findings: { open: 1, suppressed: 1, accepted: 1 } },
      { phase: 2, files: 1, cleanFiles: 0, percentDone: 0, findings: { open: 1, suppressed: 0, accepted: 0 } },
    ]);
    expect(components).toMatchObject([
      { component: 'chat', state: 'enforced', files: 2, cleanFiles: 1, percentDone: 50, findings: { open: 1, suppressed: 0, accepted: 1 }, byRule: { 'no-shared-agent-state': 2 }, isEmpty: false },
      { component: 'store', state: 'enforced', files: 2, cleanFiles: 1, findings: { open: 0, suppressed: 1, accepted: 0 } },
      { component: 'reports', state: 'upcoming', files: 1, findings: { open: 1 } },
    ]);
    expect(elsewhere).toBeUndefined();
    expect(total).toMatchObject({ files: 5, cleanFiles: 2, percentDone: 40 });
    expect(findings.map(({ file, line, reason, severity, status, symbol }) => [file, line, severity, status, symbol, reason])).toEqual([
      ['src/chat/a.ts', 4, 'error', 'open', 'keep_first', ''],
      ['src/chat/a.ts', 11, 'error', 'accepted', 'keep_second', 'one user only'],
      ['src/reports/a.ts', 4, 'warning', 'open', 'keep_fourth', ''],
      ['src/store/a.ts', 4, 'error', 'suppressed', 'keep_third', ''],
    ]);
  });

  it('have the code, the source and the sink of each finding', async () => {
    project = new ScratchProject({ 'src/a.ts': leak('first') });
    const { elsewhere, findings, phases } = await jsonReport();
    expect(findings).toMatchObject([
      {
        source: '`request.userId` of `keep_first`',
        sink: '`first` (module scope)',
        place: 'first',
        code: { startLine: 2, lines: leak('first').split('\n').slice(1, 6) },
      },
    ]);
    expect(phases).toEqual([]);
    expect(elsewhere).toMatchObject({ files: 2, cleanFiles: 1 });
  });

  it('say which files two components claim, and which component has none', async () => {
    project = new ScratchProject({ ...files, 'eslint.config.js': config().replace("reports/**'", "nowhere/**'") });
    const { components, overlaps } = await jsonReport();
    expect(overlaps).toEqual([{ file: 'src/chat/shared.ts', components: ['chat', 'store'], belongsTo: 'store' }]);
    expect(components.map(({ component, isEmpty }) => [component, isEmpty])).toEqual([
      ['chat', false],
      ['store', false],
      ['reports', true],
    ]);
  });

  it('do not call a component clean that is not linted', async () => {
    project = new ScratchProject({ ...files, 'eslint.config.js': config(", upcoming: 'off'") });
    const reports = (await jsonReport()).components.find(({ component }) => component === 'reports');
    expect(reports).toMatchObject({ isNotLinted: true, isEmpty: false, files: 0 });
    expect(reports).not.toHaveProperty('percentDone', 100);
  });

  it('do not call a file clean that does not parse', async () => {
    project = new ScratchProject({ 'src/chat/a.ts': 'export const = 1;\n', 'src/store/a.ts': clean, 'src/reports/a.ts': clean, 'eslint.config.js': config() });
    const { components, unjudged } = await jsonReport();
    expect(unjudged).toMatchObject([{ file: 'src/chat/a.ts', line: 1 }]);
    expect(components[0]).toMatchObject({ component: 'chat', files: 1, cleanFiles: 0, percentDone: 0 });
  });

  it('count what bulk suppressions do not cover as open, all of it, as ESLint does', async () => {
    project = new ScratchProject({ ...files, 'src/store/a.ts': leak('third') + leak('fifth') });
    expect((await jsonReport()).components[1]).toMatchObject({ component: 'store', findings: { open: 2, suppressed: 0 } });
  });

  it('name the owners of components', async () => {
    project = new ScratchProject({
      ...files,
      '.github/CODEOWNERS': '* @everybody\n/src/chat/ @chat-team # who knows it\n/src/chat/b.ts @b @chat-team\n/src/reports/\n',
    });
    const { components } = await jsonReport();
    expect(components.map(({ component, owners }) => [component, owners])).toEqual([
      ['chat', ['@chat-team', '@b']],
      ['store', ['@chat-team', '@everybody']],
      ['reports', []],
    ]);
  });
});

describe('--from', () => {
  it('says the same as linting, also of several runs, on another machine', async () => {
    project = new ScratchProject(files);
    const linted = await jsonReport();
    project.write('results/one.json', eslintResults(['src/chat']));
    project.write('results/two.json', eslintResults(['src/store', 'src/reports'], '/builds/7/server'));
    expect(timeless(await jsonReport('--from', 'results/one.json', 'results/two.json'))).toEqual(timeless(linted));
    expect(timeless(await jsonReport('--from', 'results/*.json'))).toEqual(timeless(linted));
  });

  it('knows results from Windows', async () => {
    project = new ScratchProject({ 'src/a.ts': leak('first') });
    const result = { filePath: String.raw`C:\builds\server\src\a.ts`, messages: [] };
    project.write('windows.json', JSON.stringify([result]));
    expect((await jsonReport('--from', 'windows.json')).total).toMatchObject({ files: 1, cleanFiles: 1 });
  });

  it('counts a file once that two runs linted', async () => {
    project = new ScratchProject(files);
    project.write('one.json', eslintResults(['src/chat']));
    project.write('two.json', eslintResults(['src']));
    expect((await jsonReport('--from', 'one.json', '--from', 'two.json')).total).toMatchObject({ files: 5, findings: { open: 2 } });
  });

  it('refuses results about other texts and other checkouts', async () => {
    project = new ScratchProject({ 'src/a.ts': leak('first') });
    project.write('results.json', eslintResults(['src']));
    project.write('src/a.ts', leak('second'));
    const changed = await project.run(report, '--from', 'results.json');
    expect(changed.exitCode).toBe(2);
    expect(changed.stderr).toContain('--from: src/a.ts is not the text that results.json is about; check out the commit that was linted, or lint again');

    project.write('results.json', JSON.stringify([{ filePath: '/elsewhere/src/unknown.ts', messages: [] }]));
    const other = await project.run(report, '--from', 'results.json');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain('results.json is about /elsewhere/src/unknown.ts, which is not in this checkout');

    project.write('results.json', JSON.stringify([{ filePath: join(project.directory, 'src/gone.ts'), messages: [] }]));
    expect((await project.run(report, '--from', 'results.json')).stderr).toContain('src/gone.ts of results.json is not in this checkout');
  });
});

describe('the history', () => {
  const history = 'user-context.history.jsonl';
  const snapshots = (): Snapshot[] =>
    project
      .read(history)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Snapshot);

  it('has a line for each snapshot, and the next report says what has changed since', async () => {
    project = new ScratchProject({ ...files, '.gitignore': 'node_modules\n' });
    project.git('init', '--quiet');
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'start');
    expect((await jsonReport('--snapshot')).total.change).toBeUndefined();
    const [snapshot] = snapshots();
    expect(snapshot).toMatchObject({
      version: 1,
      isDirty: false,
      phase: 1,
      total: { files: 5, cleanFiles: 2, open: 2, suppressed: 1, accepted: 1 },
      components: { chat: { phase: 1, state: 'enforced', files: 2, cleanFiles: 1, open: 1, suppressed: 0, accepted: 1 } },
    });
    expect(snapshot?.commit).toMatch(/^[\da-f]{40}$/u);
    expect(snapshot).not.toHaveProperty('directory');

    project.write('src/chat/a.ts', clean);
    const after = await jsonReport('--snapshot');
    expect(after.isDirty).toBe(true);
    expect(after.total.change).toBe(-2);
    expect(after.components.map(({ change }) => change)).toEqual([-2, 0, 0]);
    expect(after.phases.map(({ change }) => change)).toEqual([-2, 0]);
    const [one, other] = snapshots();
    expect(other?.configuration).toBe(one?.configuration);

    project.write('eslint.config.js', config(", rollback: ['store']"));
    await jsonReport('--snapshot');
    expect(snapshots()[2]?.configuration).not.toBe(one?.configuration);
  });

  it('skips a line that is broken or half written, says so, and loses nothing', async () => {
    project = new ScratchProject(files);
    await jsonReport('--snapshot');
    const [first = ''] = project.read(history).split('\n');
    appendFileSync(join(project.directory, history), `{"version":1,"time":"yesterday"}\n${first.slice(0, 50)}`);
    const { exitCode, stderr } = await project.run(report, '--snapshot', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`user-context: ${history}:2 is no snapshot and is skipped (`);
    expect(stderr).toContain(`user-context: ${history}:3 is no snapshot and is skipped (it is not whole, or no JSON)`);
    const lines = project.read(history).split('\n');
    expect(lines.slice(0, 3)).toEqual([first, '{"version":1,"time":"yesterday"}', first.slice(0, 50)]);
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ version: 1 });
    expect(lines.slice(4)).toEqual(['']);
  });

  it('says of lines of a newer version that they are skipped', async () => {
    project = new ScratchProject({ ...files, [history]: '{"version":2}\n' });
    const { stderr } = await project.run(report);
    expect(stderr).toContain(`${history}:1 is no snapshot and is skipped (it was written by a newer version of this plugin, in format 2)`);
  });

  it('is said when it cannot be read, before anything is linted', async () => {
    project = new ScratchProject(files);
    mkdirSync(join(project.directory, history));
    const { exitCode, stderr } = await project.run(report, '--snapshot');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${history} cannot be read`);
  });
});

describe('the output', () => {
  it('goes into files, the directories of which are made, and one format to standard output', async () => {
    project = new ScratchProject(files);
    const { exitCode, stderr, stdout } = await project.run(
      report,
      '--format', 'html=out/report.html',
      '--format', 'sarif=out/report.sarif',
      '--format', 'terminal',
    );
    expect(exitCode).toBe(0);
    expect(project.read('out/report.html')).toContain('<!doctype html>');
    expect(JSON.parse(project.read('out/report.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(stdout).toContain('chat');
    expect(stderr).toContain('html: out/report.html\nsarif: out/report.sarif\n');
  });

  it('leaves the old file where it cannot be written', async () => {
    project = new ScratchProject(files);
    writeFileSync(join(project.directory, 'out'), 'a file\n');
    const { exitCode, stderr } = await project.run(report, '--format', 'html=out/report.html');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('out/report.html cannot be written');
    expect(stderr).toContain('give another file to --format html');
    expect(project.read('out')).toBe('a file\n');
  });

  it.each<[string, string[], string]>([
    ['an unknown option', ['--json'], "Unknown option '--json'; user-context report --help lists the options"],
    ['an unknown format', ['--format', 'pdf'], '--format must be one of: terminal, json, markdown, github, sarif, html; it is "pdf"'],
    ['a format without its file', ['--format', 'html='], '--format html=: the name of the file is missing'],
    ['two formats for one output', ['--format', 'json', '--format', 'html'], '--format: only one format can go to standard output'],
    ['a path that is not there', ['nowhere'], 'ESLint says: No files matching '],
  ])('is refused for %s', async (_name, options, message) => {
    project = new ScratchProject(files);
    const { exitCode, stderr, stdout } = await project.run(report, ...options);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('is made of the paths that are given', async () => {
    project = new ScratchProject(files);
    expect((await jsonReport('src/store')).total).toMatchObject({ files: 1 });
  });
});
