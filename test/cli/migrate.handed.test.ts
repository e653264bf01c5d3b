import { afterEach, describe, expect, it } from 'vitest';

import type { ScratchProject } from './scratch-project.js';

import { askProject, expectThreaded, importAsk } from './ask-project.js';
import { tsconfigWithNode } from './scratch-project.js';

let project: ScratchProject | undefined;

function projectOf(files: Readonly<Record<string, string>>): ScratchProject {
  project = askProject(files);
  return project;
}

afterEach(() => {
  project?.remove();
  project = undefined;
});

describe('hands on an arrow function that passes on the context', () => {
  it.each([
    ['to an iteration', 'queries.map(ask)', 'queries.map((query) => ask(query, context))'],
    ['to a static method', 'Array.from(queries, ask)', 'Array.from(queries, (query) => ask(query, context))'],
    ['to a reduction', "queries.reduce(add, '')", "queries.reduce((sum, query) => add(sum, query, context), '')"],
    ['to a function of the project', 'twice(ask)', 'twice((query) => ask(query, context))'],
    ['to a generic function', 'withRetry(3, ask)', 'withRetry(3, (query) => ask(query, context))'],
    ['as a member', 'queries.map(api.ask)', 'queries.map((query) => api.ask(query, context))'],
    ['without what it does not take', 'queries.map(hello)', 'queries.map(() => hello(context))'],
    ['with a pattern for a parameter', 'queries.map(lengthOf)', 'queries.map((value) => lengthOf(value, context))'],
  ])('%s', async (_, expression, expected) => {
    const code = (context: string, call: string): string => `export function all(queries: string[]${context}): unknown {\n  return ${call};\n}\n`;
    const scratch = projectOf({
      'src/functions.ts': `${importAsk}
export const api = { ask };
export const add = (sum: string, query: string): string => sum + ask(query);
export const hello = (): string => ask('hello');
export function lengthOf({ length }: string): number {
  return ask(String(length)).length;
}
export function twice(run: (query: string) => string): string {
  return run('one') + run('two');
}
export const withRetry = <R>(times: number, run: (query: string) => R): R => run(String(times));
`,
      'src/all.ts': `${importAsk}import { add, api, hello, lengthOf, twice, withRetry } from './functions.js';\n\nexport const used = [add, api, hello, lengthOf, twice, withRetry];\n\n${code('', expression)}`,
    });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/all.ts')).toContain(code(', context: UserContext', expected));
    expect(stdout).not.toContain('taken back');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('also in the file and the class of the function', async () => {
    const scratch = projectOf({
      'src/service.ts': `${importAsk}
export class Service {
  readonly #ask = (query: string): string => ask(query);

  all(queries: string[]): string[] {
    return [...queries.map(this.#ask), ...queries.map(this.one.bind(this)), ...queries.map(shout)];
  }

  one(query: string): string {
    return ask(query);
  }
}

function shout(query: string): string {
  return ask(query).toUpperCase();
}
`,
    });
    await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/service.ts')).toContain(
      'return [...queries.map((query) => this.#ask(query, context)), ...queries.map((query) => this.one(query, context)), ...queries.map((query) => shout(query, context))];',
    );
    expect(scratch.typeErrors()).toEqual([]);
  });
});

describe('makes the context where a function is handed on', () => {
  it('in a request handler', async () => {
    const server = `import type { IncomingMessage } from 'node:http';\n${importAsk}\nexport function handle(request: IncomingMessage): string[] {\n  return [request.url ?? ''].map(ask);\n}\n`;
    const scratch = projectOf({
      'tsconfig.json': tsconfigWithNode,
      'src/server.ts': server,
    });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/server.ts')).toBe(server);
    expect(stdout).toContain('src/server.ts:5  make the context from this request here: `ask` requires it');
    expect(scratch.typeErrors().filter((line) => line.includes('error TS'))).toHaveLength(1);
  });

  it('at the start of the program', async () => {
    const main = `${importAsk}\nfor (const answer of ['one', 'two'].map(ask)) {\n  String(answer);\n}\n`;
    const scratch = projectOf({ 'src/main.ts': main });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/main.ts')).toBe(main);
    expect(stdout).toContain('src/main.ts:3  make the context of the user on whose behalf the program starts here: `ask` requires it');
  });
});

describe('lets what keeps a function take the context, too', () => {
  const registry = (method: string): string => `type Handler = (query: string) => string;

export class Registry {
  readonly #handlers = new Map<string, Handler>();

  ${method}

  answer(name: string, query: string): string {
    const handler = this.#handlers.get(name);
    return handler === undefined ? '' : handler(query);
  }
}

export const registry = new Registry();
`;

  it.each([
    ['under a type with a name', 'register(name: string, handler: Handler): void {\n    this.#handlers.set(name, handler);\n  }', 'handler: Handler'],
    ['under a type of its own', 'register(name: string, handler: (query: string) => string): void {\n    this.#handlers.set(name, handler);\n  }', 'handler: (query: string, context: UserContext) => string'],
  ])('%s', async (_, method, expected) => {
    const scratch = projectOf({
      'src/registry.ts': registry(method),
      'src/tools.ts': `${importAsk}import { registry } from './registry.js';

export function search(query: string): string {
  return ask(query);
}

export function registerTools(): void {
  registry.register('search', search);
  registry.register('ask', ask);
}
`,
    });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/registry.ts')).toContain('type Handler = (query: string, context: UserContext) => string;');
    expect(scratch.read('src/registry.ts')).toContain(expected);
    expect(scratch.read('src/registry.ts')).toContain("answer(name: string, query: string, context: UserContext): string {");
    expect(scratch.read('src/registry.ts')).toContain("handler(query, context)");
    expect(scratch.read('src/tools.ts')).toContain("  registry.register('search', search);\n  registry.register('ask', ask);");
    expect(stdout).not.toContain('taken back');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('and not what calls it for whoever hands it on', async () => {
    const scratch = projectOf({
      'src/retry.ts': "export function retry(run: (query: string) => string, query: string): string {\n  return run(query) || run(query);\n}\n",
      'src/report.ts': `${importAsk}import { retry } from './retry.js';\n\nexport function report(query: string): string {\n  return retry(ask, query);\n}\n`,
    });
    await scratch.migrate();
    expect(scratch.read('src/retry.ts')).not.toContain('UserContext');
    expect(scratch.read('src/report.ts')).toContain('report(query: string, context: UserContext): string {\n  return retry((query) => ask(query, context), query);');
    expect(scratch.typeErrors()).toEqual([]);
  });
});
