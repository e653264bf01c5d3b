import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { eslintConfig, ScratchProject, tsconfigWithNode } from './scratch-project.js';

let project: ScratchProject | undefined;

function projectOf(files: Readonly<Record<string, string>>): ScratchProject {
  project = new ScratchProject(files);
  return project;
}

afterEach(() => {
  project?.remove();
  project = undefined;
});

const search = `import { tools } from './context.js';

export function search(query: string): string {
  return tools.dispatch('search', query);
}
`;

const migratedSearch = `import { tools, type UserContext } from './context.js';

export function search(query: string, context: UserContext): string {
  return tools.dispatch('search', query);
}
`;

function allowDecorators(scratch: ReturnType<typeof projectOf>): void {
  const tsconfig = scratch.read('tsconfig.json');
  scratch.write('tsconfig.json', tsconfig.replace('"strict":true', '"strict":true,"experimentalDecorators":true'));
}

describe('threads a context across files', () => {
  it('through functions, a barrel, a method and a renamed re-export, up to the start', async () => {
    const scratch = projectOf({
      'src/search.ts': search,
      'src/index.ts': "export * from './search.js';\nexport { Agent as Worker } from './agent.js';\n",
      'src/agent.ts': `import { search } from './index.js';

export class Agent {
  answer(question: string): string {
    return search(question).trim();
  }
}
`,
      'src/service.ts': `import { Worker } from './index.js';

export const reply = (question: string): string => new Worker().answer(question);
`,
      'tsconfig.json': tsconfigWithNode,
      'src/main.ts': "import { reply } from './service.js';\n\nconsole.log(reply('hello'));\n",
    });
    const { exitCode, stdout } = await scratch.migrate();
    expect(scratch.read('src/search.ts')).toContain('search(query: string, context: UserContext)');
    expect(scratch.read('src/agent.ts')).toContain('answer(question: string, context: UserContext): string {');
    expect(scratch.read('src/agent.ts')).toContain('search(question, context)');
    expect(scratch.read('src/service.ts')).toContain(
      '(question: string, context: UserContext): string => new Worker().answer(question, context)',
    );
    expect(scratch.read('src/main.ts')).toBe("import { reply } from './service.js';\n\nconsole.log(reply('hello'));\n");
    expect(stdout).toContain('src/main.ts:3  make the context of the user on whose behalf the program starts here: `reply` requires it');
    expect(exitCode).toBe(1);
    expect(scratch.typeErrors()).toEqual([expect.stringMatching(/^src\/main\.ts\(3,\d+\): error TS2554/u)]);
  });

  it('to callers that do not import the class, and to the functions of other components', async () => {
    const scratch = projectOf({
      'eslint.config.js': eslintConfig(
        "migration({ phase: 1, components: { tools: { phase: 1, files: ['src/tools/**'] }, other: { phase: 2, files: ['src/other/**'] } } })",
      ),
      'src/tools/engine.ts': `import { tools } from '../context.js';

export class Engine {
  runAll(input: string): string {
    return tools.dispatch('run', input);
  }
}
`,
      'src/tools/engines.ts': "import { Engine } from './engine.js';\n\nexport const makeEngine = (): Engine => new Engine();\n",
      'src/other/report.ts': `import { makeEngine } from '../tools/engines.js';
import { tools } from '../context.js';

export function report(): string {
  return makeEngine().runAll('report');
}

export function untouched(input: string): string {
  return tools.dispatch('other', input);
}
`,
    });
    const { exitCode } = await scratch.migrate('--component', 'tools');
    expect(scratch.read('src/other/report.ts')).toContain("report(context: UserContext): string {\n  return makeEngine().runAll('report', context);");
    expect(scratch.read('src/other/report.ts')).toContain('untouched(input: string)');
    expect(scratch.typeErrors()).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it('several functions of one file in one pass, with one import', async () => {
    const scratch = projectOf({
      'src/search.ts': ['one', 'two', 'three']
        .map((name) => `export function ${name}(query: string): string {\n  return tools.dispatch('${name}', query);\n}\n`)
        .reduce((text, part) => `${text}\n${part}`, "import { tools } from './context.js';\n"),
    });
    const { exitCode, stdout } = await scratch.migrate();
    expect(stdout).toContain('3  functions given a context');
    expect(stdout).toContain('in 3 passes');
    expect(scratch.read('src/search.ts').match(/type UserContext/gu)).toHaveLength(1);
    expect(stdout).toContain('For a person, contexts that nothing uses yet (3):');
    expect(exitCode).toBe(1);
  });

  it('to entry points, which are listed and left as they are', async () => {
    const handlers = `import type { IncomingMessage, ServerResponse } from 'node:http';

import { createServer } from 'node:http';

import { search } from './search.js';

function answer(request: IncomingMessage, response: ServerResponse): void {
  response.end(search(request.url ?? ''));
}

createServer(answer);
process.on('message', (message) => {
  search(String(message));
});
`;
    const test = `import { search } from '../src/search.js';

declare function it(name: string, body: () => void): void;

function searchTwice(query: string): string {
  return search(query) + search(query);
}

it('searches', () => {
  searchTwice('a');
});
`;
    const scratch = projectOf({ 'tsconfig.json': tsconfigWithNode, 'src/search.ts': search, 'src/http.ts': handlers, 'test/search.test.ts': test });
    const { exitCode, stdout } = await scratch.migrate();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('For a person, at entry points (3):');
    expect(stdout).not.toContain('does not correct');
    expect(stdout).toContain('src/http.ts:8  make the context from this request here: `search` requires it');
    expect(stdout).toContain('src/http.ts:13  make the context from this message here: `search` requires it');
    expect(stdout).toContain('test/search.test.ts:11  make the context of a test user here: `searchTwice` requires it');
    expect(scratch.read('src/http.ts')).toBe(handlers);
    expect(scratch.read('test/search.test.ts')).toContain('return search(query, context) + search(query, context);');
    expect(scratch.typeErrors()).toHaveLength(3);
  });

  it.each([
    ['the nearest tsconfig', 'projectService: true'],
    ['tsconfigs that are listed', "project: ['tsconfig.app.json', 'packages/*/tsconfig.json']"],
  ])('of several packages, found by %s', async (_, found) => {
    const own = { compilerOptions: { target: 'ES2023', module: 'NodeNext', strict: true, noEmit: true, types: [] }, include: ['src'] };
    const scratch = projectOf({
      'eslint.config.js': eslintConfig().replace('projectService: true', found),
      'tsconfig.json': JSON.stringify({ files: [], references: [{ path: './tsconfig.app.json' }] }),
      'tsconfig.app.json': JSON.stringify(own),
      'packages/tools/tsconfig.json': JSON.stringify(own),
      'packages/tools/src/search.ts': search.replace('./context.js', '../../../src/context.js'),
      'packages/server/tsconfig.json': JSON.stringify(own),
      'packages/server/src/reply.ts': `import { search } from '../../tools/src/search.js';

export function reply(question: string): string {
  return search(question);
}
`,
    });
    await scratch.migrate('packages/tools');
    expect(scratch.read('packages/tools/src/search.ts')).toContain('context: UserContext');
    expect(scratch.read('packages/server/src/reply.ts')).toContain('return search(question, context)');
  });

  it('to decorated methods, which a framework calls', async () => {
    const controller = `import { search } from './search.js';

declare function Post(): MethodDecorator;

export class SearchController {
  @Post()
  create(query: string): string {
    return search(query);
  }
}
`;
    const scratch = projectOf({ 'src/search.ts': search, 'src/controller.ts': controller });
    allowDecorators(scratch);
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/controller.ts')).toBe(controller);
    expect(stdout).toContain('src/controller.ts:8  make the context from this request here: `search` requires it');
  });

  it('through methods with decorators that only do something around them', async () => {
    const scratch = projectOf({
      'src/search.ts': search,
      'src/tracing.ts': 'export const Traced = (): MethodDecorator => () => undefined;\n',
      'src/desk.ts': `import { search } from './search.js';
import { Traced } from './tracing.js';

export class Desk {
  @Traced()
  ask(query: string): string {
    return search(query);
  }
}
`,
      'src/main.ts': "import { Desk } from './desk.js';\n\nnew Desk().ask('a');\n",
    });
    allowDecorators(scratch);
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/desk.ts')).toContain('ask(query: string, context: UserContext): string {\n    return search(query, context);');
    expect(stdout).toContain('For a person, at entry points (1):\n  src/main.ts:3 ');
  });

  it('through what tests share, up to each test', async () => {
    const scratch = projectOf({
      'src/search.ts': search,
      'test/searching.ts': "import { search } from '../src/search.js';\n\nexport const searchOnce = (query: string): string => search(query);\n",
      'test/search.test.ts': `import { search } from '../src/search.js';
import { searchOnce } from './searching.js';

declare function it(name: string, body: (page: string) => void): void;

function searchTwice(): string {
  return search('a') + search('b');
}

it('searches', () => {
  searchTwice();
});

it('searches a page', (page) => {
  searchOnce(page);
});
`,
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('test/searching.ts')).toContain('(query: string, context: UserContext): string => search(query, context)');
    expect(scratch.read('test/search.test.ts')).toContain("searchTwice(context: UserContext): string {\n  return search('a', context) + search('b', context);");
    expect(stdout).toContain('For a person, at entry points (2):');
    expect(stdout).toMatch(/test\/search\.test\.ts:12  make the context of a test user here: `searchTwice` requires it/u);
    expect(stdout).toMatch(/test\/search\.test\.ts:16  make the context of a test user here: `searchOnce` requires it/u);
    expect(scratch.typeErrors()).toHaveLength(2);
  });

  it('to an entry point whose other arguments stand in the place of the context now', async () => {
    const scratch = projectOf({
      'src/run.ts': `import { tools } from './context.js';

export function run(input: string, options?: { times: number }): string {
  return tools.dispatch('run', input).repeat(options?.times ?? 1);
}
`,
      'tsconfig.json': tsconfigWithNode,
      'src/main.ts': "import { run } from './run.js';\n\nconsole.log(run('hello', { times: 2 }));\n",
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/run.ts')).toContain('run(input: string, context: UserContext, options?: { times: number })');
    expect(stdout).toContain('src/main.ts:3  make the context of the user on whose behalf the program starts here: `run` requires it');
  });

  it('and keeps byte order marks, line ends and modes', async () => {
    const scratch = projectOf({ 'src/search.ts': `\uFEFF${search.replaceAll('\n', '\r\n')}` });
    chmodSync(join(scratch.directory, 'src/search.ts'), 0o755);
    await scratch.migrate();
    const text = readFileSync(join(scratch.directory, 'src/search.ts'), 'utf8');
    expect(text).toBe(`\uFEFF${migratedSearch.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(scratch.directory, 'src/search.ts')).mode & 0o777).toBe(0o755);
  });

  it('and does nothing the second time', async () => {
    const scratch = projectOf({ 'src/search.ts': search, 'src/main.ts': "import { search } from './search.js';\n\nsearch('a');\n" });
    const first = await scratch.migrate();
    const texts = scratch.texts();
    const second = await scratch.migrate();
    expect(first.exitCode).toBe(1);
    expect(second.exitCode).toBe(1);
    expect(second.stdout).toContain('0  files changed');
    expect(second.stdout).toContain('src/main.ts:3  make the context');
    expect(scratch.texts()).toEqual(texts);
  });
});

describe('takes back what does not type-check', () => {
  const unrelated = search.replaceAll('search', 'unrelated');

  it('with all that is connected, and nothing else', async () => {
    const files = {
      'src/search.ts': search,
      'src/unrelated.ts': unrelated,
      'src/agent.ts': "import { search } from './search.js';\n\nexport function ask(question: string): string {\n  return search(question);\n}\n",
      'src/all.ts': "import { search } from './search.js';\n\nexport const all = (queries: string[]): string[] => queries.map(search ?? String);\n",
    };
    const scratch = projectOf(files);
    const { exitCode, stdout } = await scratch.migrate();
    expect(exitCode).toBe(1);
    expect(scratch.read('src/search.ts')).toBe(search);
    expect(scratch.read('src/agent.ts')).toBe(files['src/agent.ts']);
    expect(scratch.read('src/unrelated.ts')).toContain('context: UserContext');
    expect(stdout).toMatch(/src\/all\.ts:3:\d+ TS2345: /u);
    expect(stdout).toContain('    src/agent.ts:3  `ask`\n    src/search.ts:3  `search`\n');
    expect(stdout).toContain('For a person, findings whose correction was tried and taken back (1):\n  src/search.ts:3  `search` runs');
    expect(stdout).toMatch(/require-user-context; taken back because of src\/all\.ts:3:65 TS2345$/mu);
    expect(stdout).not.toContain('does not correct');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('and says where the errors are in the texts that are on disk', async () => {
    const all = `import { search } from './search.js';

export function twice(query: string): string {
  return search(query) + search(query);
}

export const all = (queries: string[]): string[] => queries.map(search ?? String);
`;
    const scratch = projectOf({
      'src/search.ts': search,
      'src/all.ts': all,
      'src/kept.ts': `import { search } from './search.js';
import { tools } from './context.js';

export function kept(query: string): string {
  return tools.dispatch('kept', query);
}

export const keptAll = (queries: string[]): string[] => queries.map(search ?? String);
`,
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/all.ts')).toBe(all);
    expect(scratch.read('src/kept.ts')).toContain("import { tools, type UserContext } from './context.js';");
    for (const [path, line] of [['src/all.ts', 7], ['src/kept.ts', 8]] as const) {
      const column = (scratch.read(path).split('\n')[line - 1] ?? '').indexOf('search ??') + 1;
      expect(stdout).toContain(`${path}:${line}:${column} TS2345`);
    }
    expect(stdout).toContain('    src/all.ts:3  `twice`\n    src/search.ts:3  `search`\n');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('with what is called behind an argument that is a call or a function, so that no error of ours is left for a later round', async () => {
    const scratch = projectOf({
      'src/io.ts': `import { tools } from './context.js';

export function read(path: string): string {
  return tools.dispatch('read', path);
}

export function exists(path: string): boolean {
  return tools.dispatch('exists', path) !== '';
}

export function change(path: string, by: (text: string) => string): string {
  return by(read(path));
}
`,
      'src/store.ts': `import { change, exists, read } from './io.js';

const pathOf = (id: string): string => 'store/' + id;

export class Store {
  get(id: string): string {
    return exists(pathOf(id)) ? read(id) : '';
  }

  rename(id: string, name: string): string {
    return change(id, (text) => text + name);
  }
}
`,
      'src/rename.ts': `import type { UserContext } from './context.js';

import { Store } from './store.js';

export const rename = (name: string, context: UserContext): string => new Store().rename(context.userId, name);
`,
      'src/all.ts': "import { read } from './io.js';\n\nexport const all = (paths: string[]): string[] => paths.map(read ?? String);\n",
    });
    const before = scratch.texts();
    const { stdout } = await scratch.migrate();
    expect(stdout).toContain('taken back, with all that depends on them (1)');
    expect(stdout.match(/ TS\d+: /gu)).toHaveLength(1);
    expect(scratch.texts()).toEqual(before);
  });

  it('with what is called through a variable that it was destructured into', async () => {
    const scratch = projectOf({
      'src/api.ts': `import { tools } from './context.js';

export const api = {
  search(query: string): string {
    return tools.dispatch('search', query);
  },
};
`,
      'src/ask.ts': `import { api } from './api.js';

const { search } = api;

export function ask(question: string): string {
  return search(question);
}
`,
      'src/all.ts': "import { api } from './api.js';\n\nexport const all = (queries: string[]): string[] => queries.map(api.search ?? String);\n",
    });
    const before = scratch.texts();
    const { stdout } = await scratch.migrate();
    expect(stdout.match(/ TS\d+: /gu)).toHaveLength(1);
    expect(stdout).toContain('    src/api.ts:4  `search`\n    src/ask.ts:5  `ask`\n');
    expect(scratch.texts()).toEqual(before);
  });

  it('in files that other corrections stay in', async () => {
    const scratch = projectOf({
      'src/search.ts': `${search}\nexport function find(query: string): string {\n  return tools.dispatch('find', query);\n}\n`,
      'src/all.ts': "import { search } from './search.js';\n\nexport const all = (queries: string[]): string[] => queries.map(search ?? String);\n",
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/search.ts')).toContain('function search(query: string): string');
    expect(scratch.read('src/search.ts')).toContain('function find(query: string, context: UserContext): string');
    expect(stdout).toContain('1  function given a context');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('where an interface, an overload or a base class decides about the parameters', async () => {
    const scratch = projectOf({
      'src/search.ts': search,
      'src/agent.ts': `import { search } from './search.js';

export interface Agent {
  answer(question: string): string;
}

export class SearchAgent implements Agent {
  answer(question: string): string {
    return search(question);
  }
}

export function ask(question: string): string;
export function ask(question: string, times: number): string;
export function ask(question: string, times = 1): string {
  return search(question).repeat(times);
}
`,
    });
    await scratch.migrate();
    expect(scratch.typeErrors()).toEqual([]);
  });
});

describe('leaves for a person', () => {
  it('nothing that the compiler rejects, where it wants every parameter used', async () => {
    const scratch = projectOf({
      'eslint.config.js': eslintConfig().replace("name: 'Tools', path: 'src/context.ts'", "name: 'Tools', path: 'src/vendor.d.ts'"),
      'src/vendor.d.ts':
        'export declare class Tools {\n  dispatch(tool: string, input: string): string;\n}\n\nexport declare const tools: Tools;\n',
      'src/search.ts': search.replace('context.js', 'vendor.js'),
    });
    scratch.write(
      'tsconfig.json',
      scratch.read('tsconfig.json').replace('"strict":true', '"strict":true,"noUnusedParameters":true'),
    );
    const { exitCode, stdout } = await scratch.migrate();
    expect(scratch.read('src/search.ts')).toContain('search(query: string, _context: UserContext): string {');
    expect(scratch.typeErrors()).toEqual([]);
    expect(stdout).toContain('`_context` of `search`: give it to what runs there');
    expect(exitCode).toBe(1);
  });

  it('a context under a name that the compiler takes, where a tool of the project has no place for it', async () => {
    const scratch = projectOf({ 'src/search.ts': search });
    scratch.write(
      'tsconfig.json',
      scratch.read('tsconfig.json').replace('"strict":true', '"strict":true,"noUnusedParameters":true'),
    );
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/search.ts')).toContain('search(query: string, _context: UserContext): string {');
    expect(scratch.typeErrors()).toEqual([]);
    expect(stdout).not.toContain('taken back');
  });

  it('functions of other files alone, where one that runs the same tool cannot take the context', async () => {
    const scratch = projectOf({
      'src/search.ts': search,
      'src/other.ts': search.replace('function search', 'function other'),
      'src/table.ts': `import { other } from './other.js';\n\nexport const all = ['a'].map(other ?? String);\n`,
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/search.ts')).toContain('search(query: string, context: UserContext): string {');
    expect(scratch.read('src/other.ts')).toContain('other(query: string): string {');
    expect(stdout).toContain('src/other.ts:3  `other`');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('what a directive silences, without a word', async () => {
    const silenced = search.replace('export function', '// eslint-disable-next-line user-context/require-user-context -- public data\nexport function');
    const scratch = projectOf({ 'src/search.ts': silenced });
    const { exitCode } = await scratch.migrate();
    expect(scratch.read('src/search.ts')).toBe(silenced);
    expect(exitCode).toBe(0);
  });
});

describe('options', () => {
  const components =
    "migration({ phase: 1, components: { early: { phase: 1, files: ['src/early.ts'] }, late: { phase: 2, files: ['src/late.ts'] } } })";
  const files = {
    'eslint.config.js': eslintConfig(components),
    'src/early.ts': search,
    'src/late.ts': search,
  };

  it('--dry-run prints a patch that git can apply, and writes nothing', async () => {
    const scratch = projectOf({ 'src/search.ts': search });
    const before = scratch.texts();
    const { stderr, stdout } = await scratch.migrateWith('--dry-run');
    expect(scratch.texts()).toEqual(before);
    expect(stderr).toContain('1  function given a context');
    scratch.write('changes.patch', stdout);
    expect(spawnSync('git', ['apply', 'changes.patch'], { cwd: scratch.directory }).status).toBe(0);
    expect(scratch.read('src/search.ts')).toBe(migratedSearch);
  });

  it('--phase leaves later components alone', async () => {
    const scratch = projectOf(files);
    await scratch.migrate('--phase', '1');
    expect(scratch.read('src/early.ts')).toBe(migratedSearch);
    expect(scratch.read('src/late.ts')).toBe(search);
  });

  it('--component can be repeated', async () => {
    const scratch = projectOf(files);
    await scratch.migrate('--component', 'early', '--component', 'late');
    expect(scratch.read('src/early.ts')).toBe(migratedSearch);
    expect(scratch.read('src/late.ts')).toBe(migratedSearch);
  });

  it('--rules leaves the corrections of others alone', async () => {
    const scratch = projectOf(files);
    const { stdout } = await scratch.migrate('--rules', 'user-context/no-unscoped-cache,no-deep-agent-state');
    expect(scratch.read('src/early.ts')).toBe(search);
    expect(stdout).not.toContain('For a person');
  });

  it('paths are those of ESLint', async () => {
    const scratch = projectOf(files);
    await scratch.migrate('src/late.ts');
    expect(scratch.read('src/early.ts')).toBe(search);
    expect(scratch.read('src/late.ts')).toBe(migratedSearch);
  });

  it('works under another key of the plugin', async () => {
    const scratch = projectOf({
      'eslint.config.js': eslintConfig(
        "{ files: ['**/*.ts'], plugins: { isolation: userContext }, rules: { 'isolation/require-user-context': 'warn' } }",
      ),
      'src/search.ts': search,
    });
    await scratch.migrate();
    expect(scratch.read('src/search.ts')).toBe(migratedSearch);
  });

  it.each([
    [['--phase', '4'], '--phase must be one of: 1, 2, 3; it is "4"'],
    [['--rules', 'nothing'], '--rules: there is no rule "nothing"; the rules are: forward-user-context'],
    [['--component', 'lat'], 'no file belongs to component lat; the components are: early, late'],
    [['--component', 'late', '--phase', '1'], 'no file belongs to component late of phase 1 or an earlier one; give a later phase'],
    [['src/late.ts', '--phase', '1'], 'no file in src/late.ts belongs to a component of phase 1 or an earlier one; give a later phase'],
    [['src/late.ts', '--component', 'early'], 'no file in src/late.ts belongs to component early; the components there are: late'],
    [['src/context.ts', '--phase', '1'], 'no file in src/context.ts has a rule of eslint-plugin-user-context turned on; give other paths'],
    [['src/nothing'], "ESLint says: No files matching 'src/nothing' were found."],
    [['--fix'], "Unknown option '--fix'"],
  ])('refuses %j in one sentence', async (options, sentence) => {
    const scratch = projectOf(files);
    const { exitCode, stderr } = await scratch.migrate(...options);
    expect(stderr.split('\n').at(-2)).toContain(sentence);
    expect(exitCode).toBe(2);
    expect(scratch.read('src/early.ts')).toBe(search);
  });
});

describe('refuses to start', () => {
  it('where a component is asked for and none is named, or none is in the paths', async () => {
    const scratch = projectOf({
      'eslint.config.js': eslintConfig(
        "userContext.configs.recommended, migration({ phase: 1, components: { early: { phase: 1, files: ['src/early.ts'] } } })",
      ),
      'src/early.ts': search,
      'src/other.ts': search,
    });
    const elsewhere = await scratch.migrate('src/other.ts', '--phase', '1');
    expect(elsewhere.stderr).toContain('no file in src/other.ts belongs to a component; give other paths, or none\n');
    scratch.write('eslint.config.js', eslintConfig());
    const nowhere = await scratch.migrate('--component', 'early');
    expect(nowhere.stderr).toContain('--component selects components, and no file belongs to one; name them with migration()');
  });

  it('where no tsconfig includes what the paths name', async () => {
    const scratch = projectOf({ 'other/search.ts': search, 'src/search.ts': search });
    const { exitCode, stderr } = await scratch.migrate('other');
    expect(stderr).toContain('no tsconfig includes a file in other; add them to one, or give other paths\n');
    expect(exitCode).toBe(2);
  });

  it('without git, and with uncommitted changes', async () => {
    const scratch = projectOf({ 'src/search.ts': search, '.gitignore': 'node_modules\n' });
    const git = (...options: string[]): void => {
      const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
      expect(spawnSync('git', [...identity, ...options], { cwd: scratch.directory }).status).toBe(0);
    };
    const without = await scratch.migrateWith();
    expect(without.exitCode).toBe(2);
    expect(without.stderr).toContain('not in a git repository');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'start');
    scratch.write('src/other.ts', 'export {};\n');
    const dirty = await scratch.migrateWith();
    expect(dirty.exitCode).toBe(2);
    expect(dirty.stderr).toContain('git has uncommitted changes (src/other.ts)');
    git('add', '.');
    git('commit', '-qm', 'other');
    expect((await scratch.migrateWith()).exitCode).not.toBe(2);
  });

  it('where the program has type errors, which it lists', async () => {
    const scratch = projectOf({ 'src/search.ts': search, 'src/wrong.ts': "export const count: number = 'one';\n" });
    const { exitCode, stderr } = await scratch.migrate();
    expect(exitCode).toBe(2);
    expect(stderr).toContain("src/wrong.ts:1:14 TS2322: Type 'string' is not assignable to type 'number'.");
    expect(scratch.read('src/search.ts')).toBe(search);
  });

  it('where no rule is turned on', async () => {
    const scratch = projectOf({ 'eslint.config.js': eslintConfig('[]'), 'src/search.ts': search });
    const { exitCode, stderr } = await scratch.migrate();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('has a rule of eslint-plugin-user-context turned on');
  });

  it('where the settings are wrong', async () => {
    const scratch = projectOf({
      'eslint.config.js': eslintConfig().replace('contextTypes', 'contextType'),
      'src/search.ts': search,
    });
    const { exitCode, stderr } = await scratch.migrate();
    expect(exitCode).toBe(2);
    expect(stderr.split('\n').at(-2)).toContain("settings['user-context']");
  });
});
