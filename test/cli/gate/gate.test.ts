import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { gate } from '../../../src/cli/gate/gate.js';
import { eslintConfig, ScratchProject } from '../scratch-project.js';

const recommended = eslintConfig();

/** A function that keeps a user's id where the next user's request finds it. */
const leak = (slot: string, name = `keep_${slot}`): string => `let ${slot}: string | undefined;

export async function ${name}(request: { userId: string }, answer: () => Promise<string>): Promise<string> {
  ${slot} = request.userId;
  return \`\${await answer()} for \${${slot} ?? ''}\`;
}
`;

const clean = 'export const answer = 42;\n';

const suppressions = (counts: Record<string, number>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(counts).map(([file, count]) => [file, { 'user-context/no-shared-agent-state': { count } }]),
    ),
  );

const components = (more = ''): string =>
  eslintConfig(
    `migration({ phase: 1, components: {
      chat: { phase: 1, files: ['src/chat/**'] },
      store: { phase: 1, files: ['src/store/**'] },
      reports: { phase: 2, files: ['src/reports/**'] },
    }${more} })`,
  );

let project: ScratchProject;

afterEach(() => {
  project.remove();
});

const baseline = 'user-context.baseline.json';

interface Entry {
  file: string;
  symbol: string;
  reason?: string;
}

function entries(): Entry[] {
  return (JSON.parse(project.read(baseline)) as { findings: Entry[] }).findings;
}

describe('gate', () => {
  it('is green where there is nothing', async () => {
    project = new ScratchProject({ 'src/a.ts': clean });
    expect(await project.run(gate)).toMatchObject({
      exitCode: 0,
      stdout: 'gate: green, the whole project\n  in no component      2 files  green\n',
    });
  });

  it('is red without a baseline, and says how to start', async () => {
    project = new ScratchProject({ 'src/a.ts': leak('first') });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `Findings, and no ${baseline} that accepts any (1): mend them, or start from where you are: npx eslint . --suppress-all, then npx user-context gate --update\n  src/a.ts:4:3  no-shared-agent-state  \`request.userId\``,
    );
  });

  it('is red with what is suppressed in bulk and in no baseline', async () => {
    project = new ScratchProject({ 'src/a.ts': leak('first'), 'eslint-suppressions.json': suppressions({ 'src/a.ts': 1 }) });
    expect(await project.run(gate)).toMatchObject({ exitCode: 1 });
  });

  it('says where a file does not parse', async () => {
    project = new ScratchProject({ 'src/a.ts': 'export const = 1;\n' });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Not judged, because they do not parse (1): mend them\n  src/a.ts:1  ');
  });
});

describe('the baseline', () => {
  /** A project with two suppressed findings in one file, and the baseline made of them. */
  async function started(): Promise<void> {
    project = new ScratchProject({
      'src/a.ts': leak('first') + leak('second'),
      'eslint-suppressions.json': suppressions({ 'src/a.ts': 2 }),
    });
    expect(await project.run(gate, '--update')).toMatchObject({
      exitCode: 0,
      stdout: `${baseline}: 2 findings (2 taken over from the suppressions)\n`,
    });
  }

  it('is made from what is suppressed, one line for each, sorted', async () => {
    await started();
    expect(project.read(baseline)).toBe(`{
  "version": 1,
  "findings": [
    {"file":"src/a.ts","rule":"no-shared-agent-state","symbol":"keep_first","place":"first"},
    {"file":"src/a.ts","rule":"no-shared-agent-state","symbol":"keep_second","place":"second"}
  ]
}
`);
    expect(await project.run(gate)).toMatchObject({
      exitCode: 0,
      stdout: 'gate: green, the whole project\n  in no component      2 files  green: 2 findings left in the baseline\n',
    });
  });

  it('does not mind moved lines, another layout and another order', async () => {
    await started();
    project.write('src/a.ts', `// A comment.\n\n\n${leak('second').replaceAll('  ', '      ')}\n\n${leak('first')}`);
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
  });

  it('does not mind a renamed file, and follows it when it is updated', async () => {
    await started();
    project.write('src/moved/b.ts', project.read('src/a.ts'));
    project.delete('src/a.ts');
    project.write('eslint-suppressions.json', suppressions({ 'src/moved/b.ts': 2 }));
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
    expect(await project.run(gate, '--update')).toMatchObject({ exitCode: 0, stdout: `${baseline}: 2 findings\n` });
    expect(entries().map(({ file }) => file)).toEqual(['src/moved/b.ts', 'src/moved/b.ts']);
  });

  it('catches a finding that comes where another one goes in the same file', async () => {
    await started();
    project.write('src/a.ts', leak('first') + leak('third'));
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('red: 1 finding beyond the baseline, 1 finding left in the baseline');
    expect(stdout).toContain('Beyond the baseline (1)');
    expect(stdout).toContain('is kept in `third`');
    expect(stdout).toContain('In the baseline, and not in the code any more (1)');
    expect(stdout).toContain('src/a.ts  no-shared-agent-state  in keep_second: second');
  });

  it('catches the same statement in another function', async () => {
    await started();
    project.write('src/a.ts', leak('first') + leak('second', 'elsewhere'));
    expect(await project.run(gate)).toMatchObject({ exitCode: 1 });
  });

  it('catches a copy in another file although the first is still there, mended', async () => {
    await started();
    project.write('src/b.ts', leak('second'));
    project.write('src/a.ts', leak('first'));
    expect(await project.run(gate)).toMatchObject({ exitCode: 1 });
  });

  it('catches a second finding that looks like the first', async () => {
    await started();
    project.write('src/a.ts', leak('first').replace(/^ {2}first = .*$/mu, '$&\n$&') + leak('second'));
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Beyond the baseline (1)');
  });

  it('is red until what is mended is written down', async () => {
    await started();
    project.write('src/a.ts', leak('first'));
    project.write('eslint-suppressions.json', suppressions({ 'src/a.ts': 1 }));
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('well done; write it down with user-context gate --update');
    expect(await project.run(gate, '--update')).toMatchObject({ stdout: `${baseline}: 1 finding (1 mended)\n` });
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
  });

  it('does not grow, unless somebody says why', async () => {
    await started();
    const before = project.read(baseline);
    project.write('src/a.ts', leak('first') + leak('third'));
    const refused = await project.run(gate, '--update');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain(
      `${baseline} was not written, because it would have to grow by a finding: mend them, or give --accept-new --reason "…"\n  src/a.ts:10:3  no-shared-agent-state`,
    );
    expect(project.read(baseline)).toBe(before);

    const accepted = await project.run(gate, '--update', '--accept-new', '--reason', 'goes with the next release');
    expect(accepted).toMatchObject({ exitCode: 0, stdout: `${baseline}: 2 findings (1 mended, 1 accepted)\n` });
    expect(entries()).toMatchObject([{ symbol: 'keep_first' }, { symbol: 'keep_third', reason: 'goes with the next release' }]);
    project.write('eslint-suppressions.json', suppressions({ 'src/a.ts': 2 }));
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
    // The reason stays when the baseline is written again.
    expect(await project.run(gate, '--update')).toMatchObject({ exitCode: 0 });
    expect(entries()[1]).toHaveProperty('reason', 'goes with the next release');
  });

  it('is not made of findings that nobody accepted', async () => {
    project = new ScratchProject({ 'src/a.ts': leak('first') });
    const { exitCode, stdout } = await project.run(gate, '--update');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('it would leave out a finding: suppress them with npx eslint . --suppress-all before');
    expect(() => project.read(baseline)).toThrow('ENOENT');
  });

  it('is merged by git where two branches mended different things', async () => {
    project = new ScratchProject({
      'src/a.ts': leak('first') + leak('second') + leak('third') + leak('fourth'),
      'eslint-suppressions.json': suppressions({ 'src/a.ts': 4 }),
      '.gitignore': 'node_modules\n',
    });
    await project.run(gate, '--update');
    const all = project.read(baseline).split('\n');
    project.git('init', '--quiet', '--initial-branch=main');
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'start');
    project.git('checkout', '--quiet', '-b', 'other');
    // Without the first entry, and without the last one, after which the one before it has no comma.
    project.write(baseline, all.filter((line) => !line.includes('keep_first')).join('\n'));
    project.git('commit', '--quiet', '-am', 'one');
    project.git('checkout', '--quiet', 'main');
    project.write(baseline, all.filter((line) => !line.includes('keep_third')).join('\n').replace('},\n  ]', '}\n  ]'));
    project.git('commit', '--quiet', '-am', 'other');
    project.git('merge', '--quiet', 'other');
    expect(entries().map(({ symbol }) => symbol)).toEqual(['keep_fourth', 'keep_second']);
  });

  it('is put together from both sides of a conflict', async () => {
    await started();
    const [head = '', version = '', findings = '', first = '', second = '', ...end] = project.read(baseline).split('\n');
    const conflict = [head, version, findings, '<<<<<<< HEAD', first.replace(/,$/u, ''), '=======', second, '>>>>>>> other', ...end].join('\n');
    project.write(baseline, conflict);
    const refused = await project.run(gate);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain(`${baseline} has a conflict that git left; user-context gate --update resolves it`);
    expect(await project.run(gate, '--update')).toMatchObject({ exitCode: 0 });
    expect(entries().map(({ symbol }) => symbol)).toEqual(['keep_first', 'keep_second']);
  });
});

describe('suppressions and directives', () => {
  it('is red where a suppression covers more than there is', async () => {
    project = new ScratchProject({ 'src/a.ts': clean, 'eslint-suppressions.json': suppressions({ 'src/a.ts': 1, 'src/gone.ts': 2 }) });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `Suppressions that cover more than there is (2): npx eslint . --prune-suppressions takes them away
  src/a.ts  user-context/no-shared-agent-state: eslint-suppressions.json has 1, found 0
  src/gone.ts  user-context/no-shared-agent-state: eslint-suppressions.json has 2, found 0`,
    );
  });

  it('leaves suppressions of other plugins to ESLint', async () => {
    project = new ScratchProject({
      'src/a.ts': clean,
      'eslint-suppressions.json': JSON.stringify({ 'src/a.ts': { 'no-console': { count: 3 } } }),
    });
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
  });

  const silenced = (directive: string): string => leak('first').replace(/^ {2}first = /mu, `  ${directive}\n$&`);

  it('is red where a directive silences a finding without a reason', async () => {
    project = new ScratchProject({ 'src/a.ts': silenced('// eslint-disable-next-line user-context/no-shared-agent-state') });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('red: 1 finding silenced without a reason');
    expect(stdout).toContain('Silenced without a reason (1): write the reason after -- in the directive\n  src/a.ts:5:3');
  });

  it('is green where it says why', async () => {
    project = new ScratchProject({
      'src/a.ts': silenced('// eslint-disable-next-line user-context/no-shared-agent-state -- one user for each process'),
    });
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
  });

  it('does not ask for reasons of directives that silence nothing of ours', async () => {
    project = new ScratchProject({ 'src/a.ts': `// eslint-disable-next-line\n${clean}` });
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
  });
});

describe('components', () => {
  const files = { 'src/chat/a.ts': clean, 'src/store/a.ts': clean, 'src/reports/a.ts': clean };

  it('says how each stands', async () => {
    project = new ScratchProject({ ...files, 'src/chat/b.ts': leak('first'), 'src/reports/b.ts': leak('second'), 'eslint.config.js': components() });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`gate: red, the whole project
phase 1
  chat                 2 files  red: 1 finding beyond the baseline
  store                1 file   green
phase 2
  reports              2 files  upcoming: 1 finding so far
`);
    expect(stdout).not.toContain('src/reports/b.ts');
  });

  it('never calls one green that is rolled back', async () => {
    project = new ScratchProject({ ...files, 'src/chat/b.ts': leak('first'), 'eslint.config.js': components(", rollback: ['chat', 'store']") });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('gate: green, the whole project; rolled back: chat, store\n');
    expect(stdout).toContain('chat                 2 files  rolled back: 1 finding, only warned about');
    expect(stdout).toContain('store                1 file   rolled back: no findings, only warned about');
  });

  it('keeps the suppressions of one that is rolled back, whose findings are warnings meanwhile', async () => {
    const suppressed = { ...files, 'src/chat/b.ts': leak('first'), 'eslint-suppressions.json': suppressions({ 'src/chat/b.ts': 1 }) };
    project = new ScratchProject({ ...suppressed, 'eslint.config.js': components() });
    await project.run(gate, '--update');
    project.write('eslint.config.js', components(", rollback: ['chat']"));
    expect(await project.run(gate)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('gate: green, the whole project; rolled back: chat\n') as unknown });
    project.write('src/chat/b.ts', clean);
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Suppressions that cover more than there is (1)');
  });

  it('is red where the globs of one match no file', async () => {
    project = new ScratchProject({ 'src/chat/a.ts': clean, 'src/reports/a.ts': clean, 'eslint.config.js': components() });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('store                0 files  red: its globs match no file');
    expect(stdout).toContain('Components whose globs match no file (1): nothing of them is checked: correct their files in migration()\n  store: src/store/**');
  });

  it('is red where the globs of all match no file', async () => {
    project = new ScratchProject({ 'lib/a.ts': clean, 'eslint.config.js': components().replace("{ files: ['**/*.ts'],", "{ files: ['src/*/**/*.ts'],") });
    const { exitCode, stdout } = await project.run(gate);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Components whose globs match no file (3)');
  });

  it('keeps the baseline of one while it is rolled back', async () => {
    project = new ScratchProject({
      ...files,
      'src/chat/b.ts': leak('first'),
      'eslint-suppressions.json': suppressions({ 'src/chat/b.ts': 1 }),
      'eslint.config.js': components(),
    });
    await project.run(gate, '--update');
    project.write('eslint.config.js', components(", rollback: ['chat']"));
    project.delete('eslint-suppressions.json');
    await project.run(gate, '--update');
    expect(entries()).toMatchObject([{ file: 'src/chat/b.ts' }]);
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
  });
});

describe('--complete', () => {
  const files = { 'src/chat/a.ts': clean, 'src/store/a.ts': clean, 'src/reports/a.ts': clean };

  it('is green where the phases have no finding', async () => {
    project = new ScratchProject({ ...files, 'src/reports/b.ts': leak('later'), 'eslint.config.js': components() });
    expect(await project.run(gate, '--complete', '1')).toMatchObject({ exitCode: 0 });
  });

  it('is red with findings that are accepted', async () => {
    project = new ScratchProject({
      ...files,
      'src/chat/b.ts': leak('first'),
      'src/store/b.ts': leak('second').replace(/^ {2}second = /mu, '  // eslint-disable-next-line -- only one user\n$&'),
      'eslint-suppressions.json': suppressions({ 'src/chat/b.ts': 1 }),
      'eslint.config.js': components(),
    });
    await project.run(gate, '--update');
    expect(await project.run(gate)).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await project.run(gate, '--complete', '1');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Missing until phase 1 is complete (2): each has to go');
    expect(stdout).toMatch(/src\/chat\/b\.ts:4:3 .* \(suppressed in bulk\)$/mu);
    expect(stdout).toMatch(/src\/store\/b\.ts:5:3 .* \(silenced by a directive: only one user\)$/mu);
  });

  it('is red with a component that is rolled back or not enforced yet', async () => {
    project = new ScratchProject({ ...files, 'eslint.config.js': components(", rollback: ['chat']") });
    const { exitCode, stdout } = await project.run(gate, '--complete', '2');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('chat is rolled back: take it out of rollback in migration()');
    expect(stdout).toContain('reports is not enforced yet: raise the phase in migration()');
    expect(stdout).toContain('no-unscoped-cache is off in 1 file of store: turn it on, or raise the phase in migration()');
  });

  it('is red where a rule of the phase is off', async () => {
    const config = eslintConfig("userContext.configs['phase-1'], { rules: { 'user-context/no-shared-agent-state': 'off' } }");
    project = new ScratchProject({ 'src/a.ts': leak('first'), 'eslint.config.js': config });
    const { exitCode, stdout } = await project.run(gate, '--complete', '1');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('no-shared-agent-state is off in 2 files of no component');
  });
});

describe('--since', () => {
  const users = {
    'src/slot.ts': "export const slot: { user?: string } = {};\n",
    'src/uses.ts': "import { slot } from './slot.js';\n\nexport const read = (): string => slot.user ?? '';\n",
    'src/far.ts': "import { read } from './uses.js';\n\nexport const all = (): string => read();\n",
    'src/other.ts': leak('other'),
    '.gitignore': 'node_modules\n',
  };

  function committed(files: Record<string, string>): void {
    project = new ScratchProject(files);
    project.git('init', '--quiet', '--initial-branch=main');
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'start');
  }

  it('looks at nothing where nothing differs', async () => {
    committed(users);
    const { exitCode, stdout } = await project.run(gate, '--since', 'HEAD');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('gate: green, no linted file differs from HEAD');
  });

  it('finds what is new, and leaves what has not changed alone', async () => {
    committed(users);
    project.write('src/new.ts', leak('fresh'));
    const { exitCode, stdout } = await project.run(gate, '--since', 'HEAD');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('gate: red, the file that differs from HEAD or can be changed by one that does');
    expect(stdout).toContain('src/new.ts:4:3');
    expect(stdout).not.toContain('src/other.ts');
  });

  it('looks at those that import a changed file, however far', async () => {
    committed(users);
    project.write('src/slot.ts', `${users['src/slot.ts']}\n`);
    expect((await project.run(gate, '--since', 'main')).stdout).toContain('the 3 files that differ from main');
  });

  it('looks at those that imported a file that is gone', async () => {
    committed(users);
    project.delete('src/slot.ts');
    expect((await project.run(gate, '--since', 'main')).stdout).toContain('the 2 files that differ from main');
  });

  it('looks at what a changed file imports, where what it keeps is reported', async () => {
    committed(users);
    project.write('src/far.ts', `${users['src/far.ts']}\n`);
    expect((await project.run(gate, '--since', 'main')).stdout).toContain('the 2 files that differ from main');
  });

  it('looks at everything where the configuration differs', async () => {
    committed(users);
    project.write('eslint.config.js', `${recommended}\n`);
    const { exitCode, stdout } = await project.run(gate, '--since', 'main');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('gate: red, the whole project, because eslint.config.js differs from main');
  });

  it('does not call the baseline of other files stale', async () => {
    committed({ ...users, 'eslint-suppressions.json': suppressions({ 'src/other.ts': 1 }) });
    await project.run(gate, '--update');
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'baseline');
    project.write('src/new.ts', clean);
    expect(await project.run(gate, '--since', 'HEAD')).toMatchObject({ exitCode: 0 });
  });
});

describe('--from', () => {
  const results = (files: Record<string, unknown[]>): string =>
    JSON.stringify(Object.entries(files).map(([file, messages]) => ({ filePath: join(project.directory, file), messages })));

  it('judges what ESLint wrote', async () => {
    project = new ScratchProject({ 'src/a.ts': clean });
    project.write('results.json', results({ 'src/a.ts': [], 'src/context.ts': [] }));
    const { exitCode, stdout } = await project.run(gate, '--from', 'results.json');
    expect(stdout).toContain('gate: green, by the results of ESLint that were given');
    expect(exitCode).toBe(0);
  });

  it('is red where no result is about a file: a shard was lost', async () => {
    project = new ScratchProject({ 'src/a.ts': clean });
    project.write('results.json', results({ 'src/context.ts': [] }));
    const { exitCode, stdout } = await project.run(gate, '--from', 'results.json');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Not linted, although rules are on for them (1): no result is about them: give the results of all shards and packages to --from, or lint again\n  src/a.ts\n');

    const update = await project.run(gate, '--from', 'results.json', '--update');
    expect(update).toMatchObject({ exitCode: 2, stdout: '' });
    expect(update.stderr).toContain('no result is about src/a.ts, and what is in it could not be kept');
  });
});

describe('what cannot be judged', () => {
  it.each<[string, string[], string]>([
    ['an unknown option', ['--strict'], "Unknown option '--strict'; user-context gate --help lists the options"],
    ['paths', ['src'], 'gate judges the whole project and takes no paths (src); give --since to look at what has changed'],
    ['a phase that does not exist', ['--complete', '4'], '--complete must be one of: 1, 2, 3; it is "4"'],
    ['growth without a reason', ['--update', '--accept-new'], '--accept-new lets the baseline grow, so it needs --reason'],
    ['growth without an update', ['--accept-new', '--reason', 'x'], '--accept-new changes the baseline, so it goes with --update'],
    ['a reason alone', ['--update', '--reason', 'x'], '--reason says why new findings are accepted, so it goes with --accept-new'],
    ['a part of the baseline', ['--update', '--since', 'HEAD'], '--update needs the whole project, so it cannot go with --since'],
    ['no repository', ['--since', 'HEAD'], '--since compares with a commit, and this directory is not in a git repository'],
    ['results that are not there', ['--from', 'results/*.json'], '--from: no file matches results/*.json; write results with eslint --format json'],
    ['results of another tool', ['--from', 'package.json'], '--from: package.json is not what eslint --format json writes'],
    ['results that are no JSON', ['--from', 'src/a.ts'], '--from: src/a.ts cannot be read as JSON'],
  ])('%s', async (_name, options, message) => {
    project = new ScratchProject({ 'src/a.ts': clean });
    const { exitCode, stderr, stdout } = await project.run(gate, ...options);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it.each<[string, string, string]>([
    ['a newer version', '{"version": 2, "findings": []}', `${baseline} was written by a newer version of this plugin, in format 2`],
    ['no JSON', '{"version": 1, "fin', `${baseline} is no JSON`],
    ['something else', '[]', `${baseline} must be object; take it from git again`],
    ['an entry without a file', '{"version": 1, "findings": [{"rule": "x", "symbol": "", "place": ""}]}', `${baseline}.findings[0] lacks the key "file"`],
  ])('a baseline that is %s', async (_name, text, message) => {
    project = new ScratchProject({ 'src/a.ts': clean, [baseline]: text });
    const { exitCode, stderr } = await project.run(gate, '--update');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
    expect(project.read(baseline)).toBe(text);
  });

  it.each<[string, string, string]>([
    ['is broken', 'export default [', 'ESLint says: Unexpected end of input'],
    ['does not have the plugin', 'export default [{ files: ["**/*.ts"] }];', 'no linted file has a rule of eslint-plugin-user-context turned on'],
    ['has no types', 'import userContext from "eslint-plugin-user-context";\nimport tseslint from "typescript-eslint";\nexport default [{ files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } }, userContext.configs.recommended];', 'ESLint says: '],
  ])('a configuration that %s', async (_name, config, message) => {
    project = new ScratchProject({ 'src/a.ts': clean, 'eslint.config.js': config });
    const { exitCode, stderr } = await project.run(gate);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('a git repository without commits, and a commit that is not there', async () => {
    project = new ScratchProject({ 'src/a.ts': clean });
    project.git('init', '--quiet');
    expect((await project.run(gate, '--since', 'HEAD')).stderr).toContain('this git repository has none; leave it out, or commit first');
    project.git('add', 'src');
    project.git('commit', '--quiet', '-m', 'start');
    expect((await project.run(gate, '--since', 'origin/main')).stderr).toContain(
      '--since: git knows no commit "origin/main" here; fetch it first (git fetch origin, or fetch-depth: 0 in CI), or give another one',
    );
  });
});
