import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';

import { insertArgument, insertProperty } from '../../src/fixes/argument.js';
import { edited, firstNode, inspected } from '../tester/edits.js';

const calls = [AST_NODE_TYPES.CallExpression, AST_NODE_TYPES.NewExpression] as const;

function withArgument(code: string, position: number): string | undefined {
  return edited(code, (sourceCode) => insertArgument(firstNode(sourceCode, ...calls), position, 'ctx', sourceCode));
}

function withProperty(code: string, argument: number, property = 'ctx', text = 'ctx'): string | undefined {
  return edited(code, (sourceCode) =>
    insertProperty(firstNode(sourceCode, ...calls), argument, property, text, sourceCode),
  );
}

describe('insertArgument', () => {
  it.each([
    ['no arguments', 'f();', 0, 'f(ctx);'],
    ['the last one', 'f(a);', 1, 'f(a, ctx);'],
    ['the first one', 'f(a);', 0, 'f(ctx, a);'],
    ['one in between', 'f(a, b);', 1, 'f(a, ctx, b);'],
    ['positions in between', 'f(a);', 3, 'f(a, undefined, undefined, ctx);'],
    ['positions in between, with no arguments', 'f();', 1, 'f(undefined, ctx);'],
    ['undefined at the position', 'f(a, undefined, b);', 1, 'f(a, ctx, b);'],
    ['null at the position', 'f(a, null);', 1, 'f(a, ctx);'],
    ['undefined with a cast at the position', 'f(a, undefined as never);', 1, 'f(a, ctx);'],
    ['undefined at another position', 'f(undefined);', 1, 'f(undefined, ctx);'],
    ['a trailing comma', 'f(a,);', 1, 'f(a, ctx,);'],
    ['a spread argument behind', 'f(a, ...b);', 1, 'f(a, ctx, ...b);'],
    ['a spread argument before', 'f(...a, b);', 2, undefined],
    ['a spread argument as the last one', 'f(...a);', 1, undefined],
    ['parentheses around the callee', '((f))();', 0, '((f))(ctx);'],
    ['parentheses around an argument', 'f((a));', 1, 'f((a), ctx);'],
    ['parentheses around the argument behind', 'f((a), (b));', 1, 'f((a), ctx, (b));'],
    ['a sequence as argument', 'f((a, b), c);', 1, 'f((a, b), ctx, c);'],
    ['an optional call', 'f?.(a);', 1, 'f?.(a, ctx);'],
    ['an optional call with type arguments', 'f?.<string>();', 0, 'f?.<string>(ctx);'],
    ['type arguments', 'f<(a: 1) => 2>(a);', 1, 'f<(a: 1) => 2>(a, ctx);'],
    ['a method', 'this.items.get(a)!.run(b);', 1, 'this.items.get(a)!.run(b, ctx);'],
    ['a call of what a call returns', 'f(a)(b);', 1, 'f(a)(b, ctx);'],
    ['a construction', 'new A(a);', 1, 'new A(a, ctx);'],
    ['a construction without parentheses', 'new A;', 0, 'new A(ctx);'],
    ['a construction without parentheses, at the second position', 'new A;', 1, 'new A(undefined, ctx);'],
    ['a construction without parentheses, with type arguments', 'new A<string>;', 0, 'new A<string>(ctx);'],
    ['a construction without parentheses of what a call returns', 'new (f())', 0, 'new (f())(ctx)'],
    ['a super call', 'class A extends B { constructor() { super(); } }', 0, 'class A extends B { constructor() { super(ctx); } }'],
    ['a function behind', "f('a', () => {\n  g();\n});", 1, "f('a', ctx, () => {\n  g();\n});"],
    ['a function before', 'f(() => {\n  g();\n});', 1, 'f(() => {\n  g();\n}, ctx);'],
    ['a comment instead of arguments', 'f(/* nothing */);', 0, 'f(ctx /* nothing */);'],
    ['a comment of a line instead of arguments', 'f(\n  // nothing\n);', 0, 'f(ctx\n  // nothing\n);'],
    ['a comment behind an argument', 'f(a /* the key */);', 1, 'f(a /* the key */, ctx);'],
    ['a comment of a line behind an argument', 'f(a // the key\n);', 1, 'f(a, ctx // the key\n);'],
    ['a comment before the argument behind', 'f(a, /* the rest */ b);', 1, 'f(a, ctx, /* the rest */ b);'],
    ['a line for each', 'f(\n  a,\n  b,\n);', 2, 'f(\n  a,\n  b,\n  ctx,\n);'],
    ['a line for each, without a trailing comma', 'f(\n  a,\n  b\n);', 2, 'f(\n  a,\n  b,\n  ctx\n);'],
    ['a line for each, with positions in between', 'f(\n  a,\n);', 2, 'f(\n  a,\n  undefined,\n  ctx,\n);'],
    ['a line for each, as the first one', 'f(\n  a,\n);', 0, 'f(\n  ctx,\n  a,\n);'],
    [
      'a line for each, with remarks',
      'f(\n  a, // the key\n  // about the rest\n  b, // the rest\n);',
      1,
      'f(\n  a, // the key\n  ctx,\n  // about the rest\n  b, // the rest\n);',
    ],
    ['a line for each, with a remark behind the last', 'f(\n  a, // the key\n);', 1, 'f(\n  a, // the key\n  ctx,\n);'],
    [
      'a line for each, with a remark behind the last and no trailing comma',
      'f(\n  a // the key\n);',
      1,
      'f(\n  a, // the key\n  ctx\n);',
    ],
    ['two on a line of their own', 'f(\n  a, b,\n);', 2, 'f(\n  a, b, ctx,\n);'],
    ['other line ends', 'f(\r\n  a,\r\n);', 1, 'f(\r\n  a,\r\n  ctx,\r\n);'],
    ['an object over several lines', 'f({\n  a,\n});', 1, 'f({\n  a,\n}, ctx);'],
  ])('%s', (_name, code, position, expected) => {
    expect(withArgument(code, position)).toBe(expected);
    inspected(expected ?? code, (sourceCode) => {
      expect(firstNode(sourceCode, ...calls).arguments.length).toBeGreaterThan(0);
    });
  });
});

describe('insertProperty', () => {
  it.each([
    ['no argument', 'f();', 0, 'f({ ctx });'],
    ['positions in between', 'f(a);', 2, 'f(a, undefined, { ctx });'],
    ['undefined as argument', 'f(a, undefined);', 1, 'f(a, { ctx });'],
    ['a construction without parentheses', 'new A', 0, 'new A({ ctx })'],
    ['an object', 'f(a, { b });', 1, 'f(a, { b, ctx });'],
    ['an object without spaces', 'f({b});', 0, 'f({b, ctx});'],
    ['an empty object', 'f({});', 0, 'f({ ctx });'],
    ['an empty object with a space', 'f({ });', 0, 'f({ ctx });'],
    ['an empty object with a comment', 'f({ /* nothing */ });', 0, 'f({ ctx /* nothing */ });'],
    ['a trailing comma', 'f({ b, });', 0, 'f({ b, ctx, });'],
    ['a line for each', 'f({\n  b,\n  c: 1,\n});', 0, 'f({\n  b,\n  c: 1,\n  ctx,\n});'],
    ['a line for each, without a trailing comma', 'f({\n  b // why\n});', 0, 'f({\n  b, // why\n  ctx\n});'],
    ['a spread property', 'f({ ...b });', 0, 'f({ ...b, ctx });'],
    ['an object with a cast', 'f({ b } as Options);', 0, 'f({ b, ctx } as Options);'],
    ['an object in parentheses', 'f(({ b }));', 0, 'f(({ b, ctx }));'],
    ['a property that is undefined', 'f({ ctx: undefined, b });', 0, 'f({ ctx, b });'],
    ['a property that is undefined, before a spread one', 'f({ ctx: undefined, ...b });', 0, undefined],
    ['a property that is undefined, with a comment', 'f({ ctx: /* none yet */ undefined });', 0, undefined],
    ['a property of the name', 'f({ ctx: other });', 0, undefined],
    ['a method of the name', 'f({ ctx() {} });', 0, undefined],
    ['a variable', 'f(options);', 0, undefined],
    ['a spread argument', 'f(...a);', 0, undefined],
    ['a spread argument before', 'f(...a, {});', 1, undefined],
  ])('%s', (_name, code, argument, expected) => {
    expect(withProperty(code, argument)).toBe(expected);
    inspected(expected ?? code, () => undefined);
  });

  it('writes the value where it is not called as the property', () => {
    expect(withProperty('f({ b });', 0, 'experimental_context', 'ctx')).toBe('f({ b, experimental_context: ctx });');
    expect(withProperty('f();', 0, 'user-context', 'ctx')).toBe('f({ "user-context": ctx });');
  });
});
