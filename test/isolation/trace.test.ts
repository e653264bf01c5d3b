import type { TSESTree } from '@typescript-eslint/utils';

import { describe, expect, it } from 'vitest';

import { trace } from '../../src/isolation/trace.js';
import { analyze } from '../tester/analysis.js';

/** The origins of the value that a body assigns to `slot`, as `kind text` in the order of the text. */
function originsOf(body: string, parameters = 'u: any, v: any'): string[] {
  const { analysis, ...text } = analyze(`let slot: any;
    const shared: any = {};
    declare function foreign(...values: any[]): any;
    declare class Foreign { constructor(...values: any[]); attach(value: any): void; }
    const wrap = (value: any) => ({ value });
    function twice(value: any): any { return [wrap(value), 1]; }
    export async function handler(${parameters}) { ${body} }
    export const read = () => slot;`);
  const assignment = text.expression(/slot = [^;]*/u.exec(body)?.[0] ?? '');
  const value = (assignment as unknown as { right: TSESTree.Expression }).right;
  return trace(value, analysis.sourceCode).map(({ kind, node }) =>
    kind === 'parameter' || kind === 'module' ? `${kind} ${analysis.sourceCode.getText(node)}` : kind,
  );
}

describe('trace', () => {
  it.each<[string, string, string[]]>([
    ['a parameter with its member chain', 'slot = u.a.b;', ['parameter u.a.b']],
    ['a literal', "slot = 'x';", ['constant']],
    ['a binding of the module', 'slot = shared.x;', ['module shared.x']],
    ['a local', 'const x = u.id; slot = x;', ['parameter u.id']],
    ['a destructured local', 'const { id } = u; slot = id;', ['parameter u']],
    ['a loop variable', 'for (const x of u) { slot = x; }', ['parameter u']],
    ['await, casts and non-null assertions', 'slot = (await (u as any))!;', ['parameter u']],
    ['parts of literals', 'slot = { a: [u.x], ...v };', ['parameter u.x', 'parameter v']],
    ['a template', 'slot = `${u.id}:1`;', ['parameter u.id']],
    ['concatenation, but no comparison', 'slot = [u + v, u === v];', ['parameter u', 'parameter v', 'constant']],
    ['the branches of a condition, but not the condition', 'slot = u ? v.x : 1;', ['parameter v.x', 'constant']],
    ['both sides of a default', 'slot = u.id ?? v;', ['parameter u.id', 'parameter v']],
    ['negation and length lose the value', 'slot = !u;', ['constant']],
    ['arguments and receiver of a foreign call', 'slot = u.load(v.id);', ['call', 'parameter u.load', 'parameter v.id']],
    ['what a constructor is given', 'slot = new Foreign(u);', ['call', 'parameter u']],
    ['through a function of the file', 'slot = wrap(u.id);', ['parameter u.id']],
    ['through two functions of the file', 'slot = twice(u);', ['parameter u', 'constant']],
    ['the same function twice', 'slot = [wrap(1), wrap(u)];', ['constant', 'parameter u']],
    ['an object filled afterwards', 'const o: any = {}; o.x = u.id; slot = o;', ['constant', 'parameter u.id']],
    ['an object filled by its method', 'const o = new Foreign(); o.attach(u); slot = o;', ['call', 'parameter u']],
    ['an object filled by a callee', 'const o: any = {}; foreign(o, u); slot = o;', ['constant', 'parameter u']],
    ['what a closure takes along', 'const x = u.id; slot = () => x;', ['parameter u.id']],
    ['callback parameters of iterations', 'u.items.map((x: any) => { slot = x.y; });', ['parameter u.items']],
    ['a callback only chooses', 'slot = [1].filter((x) => x !== u);', ['call', 'constant']],
    ['what a class takes along', 'const x = u.id; slot = class { own = x };', ['parameter u.id']],
    ['what a class makes of a parameter', 'slot = class { u = u };', ['parameter u']],
    ['what functions take along', 'slot = [() => v, twice];', ['parameter v', 'module twice']],
    ['what a promise of nobody brings', 'foreign(1).then((r: any) => { slot = r; });', ['call', 'constant']],
    ['what a promise of a parameter brings', 'u.load().then((r: any) => { slot = r; });', ['call', 'parameter u.load']],
    ['what a stream of the module brings comes from outside', 'for await (const x of shared) { slot = x; }', ['module shared', 'parameter x']],
    ['what a list of the module holds does not', 'for (const x of shared) { slot = x; }', ['module shared']],
    ['a spread of a generator', 'function* g(x: any) { yield x; } slot = [...g(u)];', ['parameter u']],
    ['a caught error is unknown', 'try { foreign(); } catch (error) { slot = error; }', ['unknown']],
  ])('%s', (_name, body, expected) => {
    expect(originsOf(body)).toEqual(expected);
  });

  it('ends in code that refers to itself', () => {
    expect(originsOf('let x: any = u; x = [x]; slot = x;')).toContain('parameter u');
    expect(originsOf('const f = (y: any): any => [f(y), y]; slot = f(u);')).toContain('parameter u');
  });

  it('follows a parameter to the calls of a function that only the file calls', () => {
    const { analysis, ...text } = analyze(`let slot: any;
      function keep(value: any) { slot = value; }
      export function handler(u: any) { keep(u.id); keep(1); }
      export const read = () => slot;`);
    const { right } = text.expression('slot = value') as unknown as { right: TSESTree.Expression };
    expect(trace(right, analysis.sourceCode).map((leaf) => leaf.kind)).toEqual(['parameter', 'constant']);
  });
});
