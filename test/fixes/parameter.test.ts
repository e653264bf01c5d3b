import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { FunctionNode } from '../../src/isolation/syntax.js';

import { addParameter, canTakeParameter, freeParameterName } from '../../src/fixes/parameter.js';
import { isFunction } from '../../src/isolation/syntax.js';

/** Calls back with the first function that has a body. */
function withFunction<T>(code: string, use: (node: FunctionNode, sourceCode: TSESLint.SourceCode) => T): T {
  let result: { value: T } | undefined;
  const visit = (node: TSESTree.Node, sourceCode: TSESLint.SourceCode): void => {
    if (result === undefined && isFunction(node)) {
      result = { value: use(node, sourceCode) };
    }
  };
  const linter = new Linter({ configType: 'flat' });
  const messages = linter.verify(code, [
    {
      files: ['**/*.ts'],
      languageOptions: { parser: parser },
      plugins: {
        test: {
          rules: {
            run: {
              create: (context) => ({
                ':function': (node: unknown) => {
                  visit(node as TSESTree.Node, context.sourceCode as unknown as TSESLint.SourceCode);
                },
              }),
            },
          },
        },
      },
      rules: { 'test/run': 'error' },
    },
  ], 'file.ts');
  expect(messages).toEqual([]);
  if (result === undefined) {
    throw new Error(`no function in ${code}`);
  }
  return result.value;
}

const fixer = {
  insertTextAfter: (target: { range: readonly [number, number] }, text: string) => ({ range: [target.range[1], target.range[1]], text }),
  insertTextBefore: (target: { range: readonly [number, number] }, text: string) => ({ range: [target.range[0], target.range[0]], text }),
  insertTextAfterRange: (range: readonly [number, number], text: string) => ({ range: [range[1], range[1]], text }),
} as unknown as TSESLint.RuleFixer;

function added(code: string): string {
  return withFunction(code, (node, sourceCode) => {
    const edits = addParameter(node, { name: 'context', type: 'Context', description: 'The user.' }, sourceCode)(fixer);
    return [...edits]
      .sort((one, other) => other.range[0] - one.range[0])
      .reduce((text, edit) => text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]), code);
  });
}

describe('addParameter', () => {
  it.each([
    ['no parameters', 'function f() {}', 'function f(context: Context) {}'],
    ['one parameter', 'function f(a: string) {}', 'function f(a: string, context: Context) {}'],
    ['a trailing comma', 'function f(a: string,) {}', 'function f(a: string, context: Context,) {}'],
    ['an optional parameter', 'function f(a: string, b?: string) {}', 'function f(a: string, context: Context, b?: string) {}'],
    ['a default', 'function f(a: string, b = 1) {}', 'function f(a: string, context: Context, b = 1) {}'],
    ['a default before a required one', 'function f(a = 1, b: string) {}', 'function f(a = 1, b: string, context: Context) {}'],
    ['a rest', 'function f(a: string, ...rest: string[]) {}', 'function f(a: string, context: Context, ...rest: string[]) {}'],
    ['only a rest', 'function f(...rest: string[]) {}', 'function f(context: Context, ...rest: string[]) {}'],
    ['only a default', 'const f = (a = 1) => a;', 'const f = (context: Context, a = 1) => a;'],
    ['a this parameter', 'function f(this: string) {}', 'function f(this: string, context: Context) {}'],
    ['a this parameter before an optional one', 'function f(this: string, a?: 1) {}', 'function f(this: string, context: Context, a?: 1) {}'],
    ['a pattern', 'const f = ({ a }: { a: string }) => a;', 'const f = ({ a }: { a: string }, context: Context) => a;'],
    ['an arrow function without parentheses', 'const f = a => a;', 'const f = (a, context: Context) => a;'],
    ['an async arrow function without parentheses', 'const f = async a => a;', 'const f = async (a, context: Context) => a;'],
    ['an arrow function in parentheses', 'const f = (a => a);', 'const f = ((a, context: Context) => a);'],
    ['an arrow function without parentheses as argument', 'g(a => a);', 'g((a, context: Context) => a);'],
    ['an arrow function', 'const f = () => 1;', 'const f = (context: Context) => 1;'],
    ['an async arrow function', 'const f = async () => 1;', 'const f = async (context: Context) => 1;'],
    ['a function expression', 'const f = function () {};', 'const f = function (context: Context) {};'],
    ['type parameters', 'const f = <T,>(a: T) => a;', 'const f = <T,>(a: T, context: Context) => a;'],
    ['type parameters and no parameters', 'function f<T extends (a: 1) => 2>() {}', 'function f<T extends (a: 1) => 2>(context: Context) {}'],
    ['a parameter that is a function', 'function f(a: (b: string) => void) {}', 'function f(a: (b: string) => void, context: Context) {}'],
    ['a method', 'class A { async m(a: string) {} }', 'class A { async m(a: string, context: Context) {} }'],
    ['a method with a computed name', "class A { ['m']() {} }", "class A { ['m'](context: Context) {} }"],
    ['a generator method', 'class A { *m() {} }', 'class A { *m(context: Context) {} }'],
    ['a decorated parameter', 'class A { m(@inject() a?: string) {} }', 'class A { m(context: Context, @inject() a?: string) {} }'],
    ['a block comment behind the parameter', 'function f(a: string /* the key */) {}', 'function f(a: string /* the key */, context: Context) {}'],
    ['a comment instead of parameters', 'function f(/* nothing */) {}', 'function f(context: Context /* nothing */) {}'],
    [
      'a line for each parameter',
      'function f(\n  a: string,\n  b: string,\n) {}',
      'function f(\n  a: string,\n  b: string,\n  context: Context,\n) {}',
    ],
    [
      'a line for each parameter, without a trailing comma',
      'function f(\n  a: string,\n  b: string\n) {}',
      'function f(\n  a: string,\n  b: string,\n  context: Context\n) {}',
    ],
    [
      'a line for each parameter, with remarks',
      'function f(\n  a: string, // the key\n  b?: string, // the rest\n) {}',
      'function f(\n  a: string, // the key\n  context: Context,\n  b?: string, // the rest\n) {}',
    ],
    [
      'a line for each optional parameter',
      'function f(\n  a?: string,\n) {}',
      'function f(\n  context: Context,\n  a?: string,\n) {}',
    ],
    [
      'other line ends',
      'function f(\r\n  a: string,\r\n) {}',
      'function f(\r\n  a: string,\r\n  context: Context,\r\n) {}',
    ],
    [
      'a JSDoc comment',
      '/**\n * Does it.\n *\n * @param a The key.\n * @returns Nothing.\n */\nexport function f(a: string) {}',
      '/**\n * Does it.\n *\n * @param a The key.\n * @param context The user.\n * @returns Nothing.\n */\nexport function f(a: string, context: Context) {}',
    ],
    [
      'a JSDoc comment with hyphens and a description of two lines, before an optional parameter',
      '/**\n * @param a - The key\n *   of it.\n * @param b - The rest.\n */\nconst f = (a: string, b?: string) => a;',
      '/**\n * @param a - The key\n *   of it.\n * @param context - The user.\n * @param b - The rest.\n */\nconst f = (a: string, context: Context, b?: string) => a;',
    ],
    [
      'a JSDoc comment of a method',
      'class A {\n  /**\n   * @param a The key.\n   */\n  m(a: string) {}\n}',
      'class A {\n  /**\n   * @param a The key.\n   * @param context The user.\n   */\n  m(a: string, context: Context) {}\n}',
    ],
    [
      'a JSDoc comment of properties of a parameter',
      '/**\n * @param a The options.\n * @param a.key The key.\n */\nfunction f(a: { key: string }) {}',
      '/**\n * @param a The options.\n * @param a.key The key.\n * @param context The user.\n */\nfunction f(a: { key: string }, context: Context) {}',
    ],
    ['a JSDoc comment without parameters', '/** Does it. */\nfunction f() {}', '/** Does it. */\nfunction f(context: Context) {}'],
    ['another comment', '// @param a\nfunction f(a: string) {}', '// @param a\nfunction f(a: string, context: Context) {}'],
  ])('%s', (_name, code, expected) => {
    expect(added(code)).toBe(expected);
    const { diagnostics } = ts.transpileModule(expected, { reportDiagnostics: true });
    expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  });
});

describe('freeParameterName', () => {
  it.each([
    ['function f() {}', 'context'],
    ['function f(context: string) {}', 'userContext'],
    ['function f() { const context = 1; }', 'userContext'],
    ['const context = 1; function f() { return context; }', 'userContext'],
    ['const context = 1; function f() { return 1; }', 'context'],
    ['function f() { return () => { const context = 1; return context; }; }', 'userContext'],
    ['function f(a: { context: string }) { return a.context; }', 'context'],
    ['function f(context: string) { const userContext = 1; }', 'userContext2'],
  ])('%s', (code, expected) => {
    expect(withFunction(code, (node, sourceCode) => freeParameterName([node], ['context', 'userContext'], sourceCode))).toBe(
      expected,
    );
  });
});

describe('canTakeParameter', () => {
  it.each([
    ['function f() {}', true],
    ['export default function () {}', true],
    ['const f = () => 1;', true],
    ['class A { m() {} }', true],
    ['class A { #m() {} }', true],
    ['class A { constructor() {} }', false],
    ['class A { get m() { return 1; } }', false],
    ['class A { set m(a: string) {} }', false],
    ['class A extends B { override m() {} }', false],
    ['class A { m(a: string): void; m(a: number): void; m(a: unknown) {} }', false],
    ['const a = { get m() { return 1; } };', false],
    ['function f(a: string): void; function f(a: unknown) {}', false],
    ['export function f(a: string): void; export function f(a: unknown) {}', false],
  ])('%s', (code, expected) => {
    expect(withFunction(code, (node) => canTakeParameter(node))).toBe(expected);
  });
});
