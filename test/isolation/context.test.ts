import { describe, expect, it } from 'vitest';

import { configuredContexts, contextInType } from '../../src/isolation/context-type.js';
import { contextsInReach, hasUnknownParameter } from '../../src/isolation/context.js';
import { analyze } from '../tester/analysis.js';

const settings = { contextTypes: [{ from: 'file' as const, name: 'UserExecutionContext', path: 'context.ts' }] };
const imports = `import type { UserExecutionContext } from './context';
import type { RunnableConfig } from '@langchain/core';
type _All = [UserExecutionContext, RunnableConfig];
declare function call(): unknown;
declare function load(): UserExecutionContext;
`;

function reachOf(code: string): string[] {
  const analyzed = analyze(imports + code, { settings });
  return contextsInReach(analyzed.expression('call()'), analyzed.analysis).map(
    ({ kind, expression, certainty, origin }) => `${certainty} ${origin} ${kind} ${expression}`,
  );
}

describe('contextsInReach', () => {
  it.each([
    ['a parameter', 'export const f = (a: UserExecutionContext) => call();', ['certain project parameter a']],
    ['an optional parameter', 'export function f(a?: UserExecutionContext) { call(); }', ['optional project parameter a']],
    ['a property', 'export const f = (a: { b: UserExecutionContext }) => call();', ['certain project parameter a.b']],
    [
      'a property that a pattern takes out',
      'export const f = ({ b }: { b: UserExecutionContext }) => call();',
      ['certain project parameter b'],
    ],
    ['a property of an optional parameter', 'export function f(a?: { b: UserExecutionContext }) { call(); }', ['optional project parameter a.b']],
    ['nothing two levels deep', 'export const f = (a: { b: { c: UserExecutionContext } }) => call();', []],
    ['nothing in an array', 'export const f = (a: UserExecutionContext[]) => call();', []],
    ['nothing in a promise', 'export const f = (a: Promise<UserExecutionContext>) => call();', []],
    ['nothing in a rest parameter', 'export const f = (...a: UserExecutionContext[]) => call();', []],
    ['a context of a library', 'export const f = (a: RunnableConfig) => call();', ['certain library parameter a']],
    ['a local', 'export function f() { const a = load(); call(); }', ['certain project local a']],
    ['a local without a value', 'export function f() { let a: UserExecutionContext; call(); a = load(); return a; }', []],
    ['a local with a value', 'export function f() { let a: UserExecutionContext; a = load(); call(); return a; }', ['certain project local a']],
    ['a local of a finished block', 'export function f() { { const a = load(); void a; } call(); }', []],
    ['a local that is made by the call', 'export function f() { const a = call() as UserExecutionContext; return a; }', []],
    ['a cast', 'export function f(b: unknown) { const a = b as UserExecutionContext; call(); return a; }', ['cast project local a']],
    ['a cast between contexts', 'export function f(b: UserExecutionContext) { const a = b as Readonly<UserExecutionContext>; call(); return a; }', ['certain project local a', 'certain project parameter b']],
    ['a claim that it is there', 'export function f(b: { context?: UserExecutionContext }) { const a = b.context!; call(); return a; }', ['optional project local a', 'optional project parameter b.context']],
    ['a part of a thing, under a name that says who it is', 'export function f(claim: { id: string; witness?: UserExecutionContext }) { call(); return claim; }', []],
    ['a part of a thing that is always there', 'export function f(claim: { id: string; owner: UserExecutionContext }) { call(); return claim; }', ['certain project parameter claim.owner']],
    ['nothing of the module', 'const a = load(); export function f() { call(); return a; }', []],
    [
      'innermost first',
      'export const f = (a: UserExecutionContext) => (b: UserExecutionContext) => { const c = load(); call(); return c; };',
      ['certain project local c', 'certain project parameter b', 'certain project parameter a'],
    ],
    ['a field', 'export class A { constructor(private readonly a: UserExecutionContext) {} m() { call(); } }', ['certain project field this.a']],
    ['a field of a field', 'export class A { constructor(private readonly a: { b: UserExecutionContext }) {} m() { call(); } }', ['certain project field this.a.b']],
    ['nothing in a static method', 'export class A { constructor(readonly a: UserExecutionContext) {} static m() { call(); } }', []],
    ['nothing of a shared instance', 'class A { constructor(readonly a: UserExecutionContext) {} m() { call(); } } export const a = new A(load());', []],
    [
      'nothing of an instance in a static',
      'export class A { static one?: A; constructor(readonly a: UserExecutionContext) {} static get() { return (A.one = new A(load())); } m() { call(); } }',
      [],
    ],
    ['a condition', 'export function f(a: UserExecutionContext | null) { if (a) { call(); } }', ['certain project parameter a']],
    ['no condition in the other branch', 'export function f(a: UserExecutionContext | null) { if (a) { return; } else { call(); } }', ['optional project parameter a']],
    ['a default that is assigned', 'export function f(a?: UserExecutionContext) { a ??= load(); call(); return a; }', ['certain project parameter a']],
    ['a check that does not leave', 'export function f(a?: UserExecutionContext) { if (!a) { console.log("none"); } call(); }', ['optional project parameter a']],
  ])('%s', (_name, code, expected) => {
    expect(reachOf(code)).toEqual(expected);
  });
});

describe('contextInType', () => {
  it.each([
    ['UserExecutionContext', 'project'],
    ['UserExecutionContext | undefined', 'project, nullable'],
    ['UserExecutionContext & { a: 1 }', 'project'],
    ['Readonly<UserExecutionContext>', 'project'],
    ["Omit<UserExecutionContext, 'runId'>", 'project'],
    ['Partial<UserExecutionContext>', 'none'],
    ['Map<string, UserExecutionContext>', 'none'],
    ['{ userId: string; threadId: string; runId: string }', 'none'],
    ['RunnableConfig<{ user: string }>', 'library'],
    ['any', 'none'],
    ['unknown', 'none'],
    ['never', 'none'],
  ])('%s: %s', (type, expected) => {
    const analyzed = analyze(`${imports}declare const value: ${type}; value;`, { settings });
    const { analysis } = analyzed;
    const verdict = contextInType(analysis.services.getTypeAtLocation(analyzed.expression('value')), analysis);
    expect(verdict === undefined ? 'none' : verdict.origin + (verdict.nullable ? ', nullable' : '')).toBe(expected);
  });
});

describe('configuredContexts', () => {
  it('finds the declarations that the settings name', () => {
    const { analysis } = analyze(imports, { settings });
    expect(configuredContexts(analysis).map(({ name }) => name)).toEqual(['UserExecutionContext']);
    expect(configuredContexts(analysis)).toBe(configuredContexts(analysis));
  });

  it.each([[{}], [{ contextTypes: [{ from: 'file' as const, name: 'Elsewhere' }] }]])('finds none for %j', (other) => {
    expect(configuredContexts(analyze(imports, { settings: other }).analysis)).toEqual([]);
  });
});

describe('hasUnknownParameter', () => {
  it.each([
    ['export const f = (a: string) => call();', false],
    ['export const f = (a: any) => call();', false],
    ['export const f = (a) => call();', true],
    ['export const f = (a: NotDeclared) => call();', true],
    ['export const f = (a: NotDeclared) => (b: string) => call();', true],
  ])('%s: %s', (code, expected) => {
    const analyzed = analyze(imports + code, { settings });
    expect(hasUnknownParameter(analyzed.expression('call()'), analyzed.analysis)).toBe(expected);
  });
});
