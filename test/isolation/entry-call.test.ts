import type { TSESTree } from '@typescript-eslint/utils';

import { describe, expect, it } from 'vitest';

import type { UserContextSettings } from '../../src/settings.js';

import { entryPlaceOf } from '../../src/isolation/entry-call.js';
import { functionName } from '../../src/isolation/syntax.js';
import { undecidedContextAt } from '../../src/isolation/undecided-context.js';
import { analyze } from '../tester/analysis.js';

const settings: UserContextSettings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

const declarations = `import type { UserExecutionContext } from './context';
declare function ask(query: string, context?: UserExecutionContext): void;
declare function need(query: string, context: UserExecutionContext, ...more: string[]): void;
declare const queue: { consume(run: (text: string) => void): void; add(run: (text: string) => void): void };
declare function throttled(run: (text: string) => void): (text: string) => void;
`;

/** The function that is the entry point of `ask('a')`; `start` for the program's own, `none` where it is none. */
function entryOf(code: string, files: Readonly<Record<string, string>> = {}): string {
  const text = analyze(declarations + code, { files, settings });
  const place = entryPlaceOf(text.expression("ask('a')"), text.analysis);
  if (place === undefined) {
    return 'none';
  }
  return place.owner === undefined ? 'start' : (functionName(place.owner) ?? 'a callback');
}

describe('entryPlaceOf', () => {
  const run = "export const run = (text: string) => { void text; ask('a'); };\n";

  it.each([
    ['a name', `${run}export const start = (q: typeof queue) => { q.consume(run); };`],
    ['a name that is bound', `${run}export const start = (q: typeof queue) => { q.consume(run.bind(undefined)); };`],
    ['a name that is wrapped', `${run}export const start = (q: typeof queue) => { q.consume(throttled(run)); };`],
    ['a name in an object', `${run}export const start = (bus: { subscribe(to: { next(text: string): void }): void }) => { bus.subscribe({ next: run }); };`],
    ['a timer', "function run() { ask('a'); }\nexport const start = (delay: number) => { setInterval(run, delay); };"],
    ['a method', "export class A { constructor(readonly q: typeof queue) {}\n start() { this.q.consume(this.run); }\n run(text: string) { void text; ask('a'); } }"],
    ['a private method', "export class A { constructor(readonly q: typeof queue) {}\n start() { this.q.consume(this.#run.bind(this)); }\n #run(text: string) { void text; ask('a'); } }"],
    ['a field', "export class A { readonly run = (text: string) => { void text; ask('a'); };\n start(q: typeof queue) { q.consume(this.run); } }"],
  ])('is a listener that is given away as %s', (_, code) => {
    expect(entryOf(code)).toBe('run');
  });

  it('is a listener that another file gives away under another name', () => {
    const start = "import { run as listen } from './file';\nexport const start = (q: { consume(run: (text: string) => void): void }) => { q.consume(listen); };\n";
    expect(entryOf(run, { 'start.ts': start })).toBe('run');
    expect(entryOf(run, { 'start.ts': start.replace('consume(listen)', 'consume((text) => listen(text))') })).toBe('none');
  });

  it.each([
    ['that is called', `${run}export const start = (text: string) => { run(text); };`],
    ['that another function of its name is meant by', `${run}export const start = (q: typeof queue, run: (text: string) => void) => { q.consume(run); };`],
    ['that is given to what a project calls so', `${run}export const start = (q: typeof queue) => { q.add(run); };`],
    ['that is called for each of a list', `${run}export const start = (texts: string[]) => { texts.forEach(run); };`],
    ['that is called later for the same user', "function run() { ask('a'); }\nexport const start = (delay: number) => { setTimeout(run, delay); };"],
    ['that a constant object holds', `function run() { ask('a'); }\nexport const commands = { run };`],
    ['that is called with a context elsewhere', `${run}export const start = (q: typeof queue, context: UserExecutionContext) => { q.consume(run); run(context.userId); };`],
  ])('is not a function %s', (_, code) => {
    expect(entryOf(code)).toBe('none');
  });
});

/** Why a person chooses the context of `need(…)`, and of what. */
function causeOf(code: string, call: string): string {
  const text = analyze(declarations + code, { settings });
  const found = undecidedContextAt(text.expression(call) as TSESTree.CallExpression, text.analysis);
  return found === undefined ? 'none' : [found.cause, ...found.expressions].join(' ');
}

describe('undecidedContextAt', () => {
  const call = "need('a')";

  it.each([
    ['several a b', `export const f = (a: UserExecutionContext, b: UserExecutionContext) => { ${call}; return [a, b]; };`],
    ['several a this.b', `export class A { constructor(readonly b: UserExecutionContext) {}\n f(a: UserExecutionContext) { ${call}; return a; } }`],
    ['optional a', `export const f = (a?: UserExecutionContext) => { ${call}; return a; };`],
    ['optional a.context', `export const f = (a: { context?: UserExecutionContext }) => { ${call}; return a; };`],
    ['cast a', `export const f = (body: unknown) => { const a = body as UserExecutionContext; ${call}; return a; };`],
    ['taken-apart { userId }: UserExecutionContext', `export const f = ({ userId }: UserExecutionContext) => { ${call}; return userId; };`],
    ['unfit a', `export const f = (a: Pick<UserExecutionContext, 'userId'>) => { ${call}; return a; };`],
    ['given-away run', `function run(text: string) { void text; ${call}; }\nexport const f = (a: UserExecutionContext) => { queue.consume(run); run(a.userId); };`],
    ['held run', `function run(text: string) { void text; ${call}; }\nexport const f: Record<string, typeof JSON.parse> = { run: run as never, other: run as never };\nexport const table: unknown = [run];`],
    ['none', `export const f = (a: UserExecutionContext) => { ${call}; return a; };`],
    ['none', `export const f = (a: string) => { ${call}; return a; };`],
  ])('%s', (expected, code) => {
    expect(causeOf(code, call)).toBe(expected);
  });

  it('a spread argument stands before its place', () => {
    const code = (given: string): string => `export const f = (a: UserExecutionContext, rest: string[]) => { need(${given}); return a; };`;
    expect(causeOf(code('...rest'), 'need(...rest)')).toBe('uncounted a');
    expect(causeOf(code("'a', ...rest"), "need('a', ...rest)")).toBe('none');
  });
});
