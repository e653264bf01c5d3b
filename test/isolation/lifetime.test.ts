import { describe, expect, it } from 'vitest';

import { storageOf } from '../../src/isolation/lifetime.js';
import { analyze } from '../tester/analysis.js';

const beside = {
  'declared.ts': 'export const store = { user: "" };\nexport class Registry { static last = ""; }',
  'barrel.ts': "export * from './declared.js';\nexport { store as renamed } from './declared.js';",
};

function lifetimeOf(code: string, expression: string): string {
  const analyzed = analyze(code, { files: beside });
  const { lifetime, name } = storageOf(analyzed.expression(expression), analyzed.analysis);
  return `${lifetime} ${name}`.trim();
}

describe('storageOf', () => {
  it.each([
    ['a module variable', 'let a: any; export function f(u: any) { a.b = u; }', 'a.b', 'module a'],
    ['a local', 'export function f(u: any) { const a: any = {}; a.b = u; }', 'a.b', 'request'],
    ['a parameter', 'export function f(u: any) { u.b = 1; }', 'u.b', 'request'],
    ['another name for a module variable', 'const a: any = {}; const b = a; export function f(u: any) { b.x = u; }', 'b.x', 'module a'],
    ['a local name for it', 'const a: any = {}; export function f(u: any) { const b = a.c; b.x = u; }', 'b.x', 'module a'],
    ['a getter of it', 'const a: any = {}; const get = () => a; export function f(u: any) { get().x = u; }', 'get().x', 'module a'],
    ['a copy of it', 'const a: any = {}; export function f(u: any) { const b = { ...a }; b.x = u; }', 'b.x', 'request'],
    ['a static', 'class C { static a: any; } export function f(u: any) { C.a = u; }', 'C.a', 'static C.a'],
    ['a static under this', 'class C { static a: any; static f(u: any) { this.a = u; } } void C;', 'this.a', 'static C.a'],
    ['a field of an object made for the request', 'class C { a: any; f(u: any) { this.a = u; } } void C;', 'this.a', 'request'],
    ['a field of a shared object', 'class C { a: any; f(u: any) { this.a = u; } } export const c = new C();', 'this.a', 'shared-instance this.a'],
    ['the global object', 'export function f(u: any) { (globalThis as any).a = u; }', '(globalThis as any).a', 'global globalThis'],
    ['an import', "import { store } from './declared.js'; export function f(u: any) { store.user = u; }", 'store.user', 'module store'],
    ['a re-export under another name', "import { renamed as s } from './barrel.js'; export function f(u: any) { s.user = u; }", 's.user', 'module s'],
    ['a namespace', "import * as all from './barrel.js'; export function f(u: any) { all.store.user = u; }", 'all.store.user', 'module all.store'],
    ['a static of another module', "import { Registry } from './barrel.js'; export function f(u: any) { Registry.last = u; }", 'Registry.last', 'static Registry.last'],
    ['an unresolved import', "import { x } from './nowhere.js'; export function f(u: any) { x.a = u; }", 'x.a', 'unknown'],
    ['the shared one of two', 'const d: any = {}; export function f(o: any, u: any) { const b = o ?? d; b.x = u; }', 'b.x', 'module d'],
  ])('%s', (_name, code, expression, expected) => {
    expect(lifetimeOf(code, expression)).toBe(expected);
  });
});
