import type { Specifier } from '../src/specifier.js';

import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { packageOfFile, specifierNames, symbolMatches } from '../src/specifier.js';

const manifest = (name: string): string => JSON.stringify({ name, version: '1.0.0', types: 'index.d.ts' });

/** A monorepo: `app` is linted, `packages/agents` is linked into its packages. */
const files: Readonly<Record<string, string>> = {
  'app/package.json': manifest('app'),
  'app/src/context.ts': `export class Context { declare id: string }
export type ContextAlias = { readonly id: string };
export const current = new Context();
export function provide(): Context { return current; }
export default class Session {}`,
  'app/src/other/context.ts': 'export class Context { declare id: string }\nexport const current = 1;',
  'app/src/ambient.d.ts': `declare module 'virtual-agents' { export class Agent {} }
declare module 'virtual-agents/testing' { export class Agent {} }
declare module 'virtual-agents-extra' { export class Agent {} }
declare class GlobalAgent {}`,
  'app/src/main.ts': `export { Context, ContextAlias, current, provide, default as Session } from './context.js';
export { Context as OtherContext, current as otherCurrent } from './other/context.js';
export { Agent as FooAgent, agent as fooAgent } from 'foo';
export { Agent as FooBarAgent } from 'foo-bar';
export { Agent as AliasedAgent } from 'renamed-foo';
export { Agent as NestedAgent } from 'foo/esm/index.js';
export { Agent as LinkedAgent, agent as linkedAgent } from '@acme/agents';
export { Thing } from 'plain';
export { Thing as ScopedThing } from '@scope/thing';
export { Agent as VirtualAgent } from 'virtual-agents';
export { Agent as VirtualTestAgent } from 'virtual-agents/testing';
export { Agent as VirtualExtraAgent } from 'virtual-agents-extra';
export type Text = string;`,
  'app/node_modules/foo/package.json': manifest('foo'),
  'app/node_modules/foo/index.d.ts': 'export class Agent {}\nexport declare const agent: Agent;',
  'app/node_modules/foo/esm/package.json': JSON.stringify({ type: 'module' }),
  'app/node_modules/foo/esm/index.d.ts': 'export class Agent {}',
  'app/node_modules/foo-bar/package.json': manifest('foo-bar'),
  'app/node_modules/foo-bar/index.d.ts': 'export class Agent {}',
  'app/node_modules/renamed-foo/package.json': manifest('foo'),
  'app/node_modules/renamed-foo/index.d.ts': 'export class Agent {}',
  'app/node_modules/@types/plain/package.json': manifest('@types/plain'),
  'app/node_modules/@types/plain/index.d.ts': 'export class Thing {}',
  'app/node_modules/@types/scope__thing/package.json': manifest('@types/scope__thing'),
  'app/node_modules/@types/scope__thing/index.d.ts': 'export class Thing {}',
  'packages/agents/package.json': manifest('@acme/agents'),
  'packages/agents/index.ts': 'export class Agent {}\nexport const agent = new Agent();',
};

let directory: string;
let app: string;
let program: ts.Program;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'user-context-specifier-')));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  app = join(directory, 'app');
  await mkdir(join(app, 'node_modules/@acme'), { recursive: true });
  await symlink(join(directory, 'packages/agents'), join(app, 'node_modules/@acme/agents'), 'junction');
  program = ts.createProgram([join(app, 'src/main.ts'), join(app, 'src/ambient.d.ts')], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function exported(name: string, fileName = join(app, 'src/main.ts'), of = program): ts.Symbol {
  const checker = of.getTypeChecker();
  const file = of.getSourceFile(fileName);
  const module = file && checker.getSymbolAtLocation(file);
  const symbol = module && checker.getExportsOfModule(module).find((each) => each.name === name);
  if (symbol === undefined) {
    throw new Error(`${name} is not exported from ${fileName}`);
  }
  return resolved(symbol, checker);
}

function matches(name: string, specifier: Specifier, cwd = app): boolean {
  return symbolMatches(exported(name), specifier, program, cwd);
}

describe('by name alone', () => {
  it.each([
    ['Context', 'Context', true],
    ['OtherContext', 'Context', true],
    ['ContextAlias', 'ContextAlias', true],
    ['current', 'current', true],
    ['provide', 'provide', true],
    ['Session', 'Session', true],
    ['Session', 'default', false],
    ['ContextAlias', 'Context', false],
    ['Context', 'context', false],
    ['FooAgent', 'Agent', true],
  ])('%s is %s: %s', (name, specifier, expected) => {
    expect(matches(name, specifier)).toBe(expected);
  });

  it('one of several names is enough', () => {
    expect(specifierNames({ from: 'file', name: ['Scope', 'Context'] })).toEqual(['Scope', 'Context']);
    expect(matches('Context', { from: 'file', name: ['Scope', 'Context'] })).toBe(true);
    expect(matches('Session', { from: 'file', name: ['Scope', 'Context'] })).toBe(false);
  });
});

describe("from 'file'", () => {
  it.each([
    ['Context', 'Context', 'src/context.ts', true],
    ['Context', 'Context', './src/context.ts', true],
    ['Context', 'Context', 'src/other/../context.ts', true],
    ['Context', 'Context', 'src\\context.ts', true],
    ['Context', 'Context', 'src/other/context.ts', false],
    ['Context', 'Context', 'context.ts', false],
    ['Context', 'Context', 'src/context', false],
    ['OtherContext', 'Context', 'src/other/context.ts', true],
    ['OtherContext', 'Context', 'src/context.ts', false],
    ['Session', 'Session', 'src/context.ts', true],
    // typescript-eslint's own matcher ignores the path of a value.
    ['current', 'current', 'src/context.ts', true],
    ['current', 'current', 'src/other/context.ts', false],
    ['otherCurrent', 'current', 'src/context.ts', false],
    ['provide', 'provide', 'src/other/context.ts', false],
  ])('%s is %s of %s: %s', (name, specifierName, path, expected) => {
    expect(matches(name, { from: 'file', name: specifierName, path })).toBe(expected);
  });

  it('takes an absolute path, and one relative to the directory that ESLint runs in', () => {
    expect(matches('Context', { from: 'file', name: 'Context', path: join(app, 'src/context.ts') })).toBe(true);
    expect(matches('Context', { from: 'file', name: 'Context', path: 'app/src/context.ts' }, directory)).toBe(true);
    expect(matches('Context', { from: 'file', name: 'Context', path: '../app/src/context.ts' })).toBe(true);
    expect(matches('Context', { from: 'file', name: 'Context', path: 'app/src/context.ts' }, app)).toBe(false);
  });

  it('is no file of an installed package or of the library', () => {
    expect(matches('FooAgent', { from: 'file', name: 'Agent' })).toBe(false);
    expect(matches('VirtualAgent', { from: 'file', name: 'Agent' })).toBe(false);
    const file = program.getSourceFile(join(app, 'src/main.ts'));
    const map = program.getTypeChecker().resolveName('Map', file, ts.SymbolFlags.Type, false);
    expect(map && symbolMatches(map, { from: 'file', name: 'Map' }, program, app)).toBe(false);
    expect(map && symbolMatches(map, { from: 'lib', name: 'Map' }, program, app)).toBe(true);
  });
});

describe("from 'lib'", () => {
  it('is not a declaration of the same name elsewhere', () => {
    expect(matches('Context', { from: 'lib', name: 'Context' })).toBe(false);
    expect(matches('FooAgent', { from: 'lib', name: 'Agent' })).toBe(false);
  });
});

describe("from 'package'", () => {
  it.each([
    ['FooAgent', 'foo', true],
    ['fooAgent', 'foo', true],
    ['FooAgent', 'fo', false],
    ['FooAgent', 'foo/esm', false],
    // typescript-eslint's own matcher takes foo-bar for foo.
    ['FooBarAgent', 'foo', false],
    ['FooBarAgent', 'foo-bar', true],
    ['FooAgent', 'foo-bar', false],
    // The name in the manifest counts, not the one that it is installed under.
    ['AliasedAgent', 'foo', true],
    ['AliasedAgent', 'renamed-foo', false],
    // A manifest with nothing but a type does not hide the package's own.
    ['NestedAgent', 'foo', true],
    // typescript-eslint's own matcher misses packages that are linked from a workspace.
    ['LinkedAgent', '@acme/agents', true],
    ['linkedAgent', '@acme/agents', true],
    ['LinkedAgent', 'agents', false],
    ['Thing', 'plain', true],
    ['Thing', '@types/plain', false],
    ['ScopedThing', '@scope/thing', true],
    ['ScopedThing', 'thing', false],
    ['VirtualAgent', 'virtual-agents', true],
    ['VirtualTestAgent', 'virtual-agents', true],
    ['VirtualExtraAgent', 'virtual-agents', false],
    ['Context', 'app', true],
    ['Context', 'foo', false],
  ])('%s is of %s: %s', (name, packageName, expected) => {
    expect(matches(name, { from: 'package', name: ['Agent', 'agent', 'Thing', 'Context'], package: packageName })).toBe(
      expected,
    );
  });

  it('is not a file without a manifest above it', () => {
    expect(packageOfFile('/nowhere/at/all.ts', program)).toBeUndefined();
    expect(packageOfFile(join(app, 'node_modules/no-manifest/index.d.ts'), program)).toBeUndefined();
  });

  it('answers again from memory', () => {
    const fileName = program.getSourceFiles().find((file) => file.fileName.includes('foo-bar'))?.fileName ?? '';
    expect([packageOfFile(fileName, program), packageOfFile(fileName, program)]).toEqual(['foo-bar', 'foo-bar']);
  });
});

describe('on Windows', () => {
  const text = 'export class Context {}';
  const host: ts.CompilerHost = {
    fileExists: (name) => name === 'C:/work/src/context.ts',
    readFile: () => undefined,
    getSourceFile: (name, options) =>
      name === 'C:/work/src/context.ts' ? ts.createSourceFile(name, text, options) : undefined,
    getDefaultLibFileName: () => 'C:/lib/lib.d.ts',
    getCurrentDirectory: () => 'C:/work',
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\r\n',
    useCaseSensitiveFileNames: () => true,
    writeFile: () => undefined,
  };

  it.each([
    ['src/context.ts', 'C:\\work', true],
    ['src\\context.ts', 'C:\\work', true],
    ['.\\src\\context.ts', 'C:\\work', true],
    ['C:\\work\\src\\context.ts', 'D:\\elsewhere', true],
    ['C:/work/src/context.ts', 'D:\\elsewhere', true],
    ['work/src/context.ts', 'C:\\', true],
    ['src/other.ts', 'C:\\work', false],
    ['D:\\work\\src\\context.ts', 'C:\\work', false],
  ])('%s in %s: %s', (path, cwd, expected) => {
    const windowsProgram = ts.createProgram(['C:/work/src/context.ts'], { noLib: true }, host);
    const symbol = exported('Context', 'C:/work/src/context.ts', windowsProgram);
    expect(symbolMatches(symbol, { from: 'file', name: 'Context', path }, windowsProgram, cwd)).toBe(expected);
  });
});
