import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { insertArgument, insertProperty } from '../../src/fixes/argument.js';
import { lostComments } from '../tester/comments.js';
import { edited, firstNode, inspected } from '../tester/edits.js';

const calls = [AST_NODE_TYPES.CallExpression, AST_NODE_TYPES.NewExpression] as const;

const values = fc.constantFrom('a', "'b'", '(c)', '((d, e))', 'undefined', 'null', '{ f }', '[1, 2,]', 'async (x) => {\n  x;\n}', '...g', '(h as never)', '`i`', '/* of j */ j', 'await k');
const remarks = fc.constantFrom('', '', '', ' /* remark */', ' // remark');

/** A list between brackets, with a comment behind some items. */
const list = fc
  .record({
    items: fc.array(fc.tuple(values, remarks), { maxLength: 4 }),
    isTall: fc.boolean(),
    hasTrailingComma: fc.boolean(),
    empty: fc.constantFrom('', ' ', ' /* nothing */ ', '\n  // nothing\n'),
    newline: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ empty, hasTrailingComma, isTall, items, newline }) => {
    const texts = items.map(([value, remark], index) => {
      const comma = index < items.length - 1 || hasTrailingComma ? ',' : '';
      const numbered = remark.replace('remark', `remark ${index}`) + (remark.includes('//') ? '\n' : '');
      return `${index % 2 === 0 ? value + comma + numbered : value + numbered + comma}${isTall ? '\n' : ''}`;
    });
    const inside = items.length === 0 ? empty : (isTall ? '\n  ' : '') + texts.join(isTall ? '  ' : ' ');
    return inside.replaceAll('\n', newline);
  });

const heads = fc.constantFrom('run', 'new Run', '(run)', 'this.run?.', 'run<(a: 1) => 2>', 'new (make())', 'make(1)(2)', 'super.run', 'run!');

/** The call that the text is about: of several in it, the outermost. */
const outer = (head: string, inside: string): string =>
  `class Holder extends Base {\n  async make(a, c, d, e, f, g, h, j, k) {\n    ${head}(${inside})\n  }\n}\n`;

function argumentsOf(code: string): string[] {
  return inspected(code, (sourceCode) => firstNode(sourceCode, ...calls).arguments.map((each) => withoutSpace(sourceCode.getText(each))));
}

const withoutSpace = (text: string): string => text.replaceAll(/\s+/gu, ' ');

const isNothing = (text: string | undefined): boolean => text === 'undefined' || text === 'null';

describe('insertArgument', () => {
  it('puts an argument into any call and leaves the others, their order and the comments', () => {
    fc.assert(
      fc.property(heads, list, fc.nat(5), (head, inside, position) => {
        const code = outer(head, inside);
        const before = argumentsOf(code);
        const output = edited(code, (sourceCode) => insertArgument(firstNode(sourceCode, ...calls), position, 'context', sourceCode));
        if (before.slice(0, position).some((each) => each.startsWith('...'))) {
          expect(output).toBeUndefined();
          return;
        }
        const expected = [...before];
        while (expected.length < position) {
          expected.push('undefined');
        }
        expected.splice(position, isNothing(before[position]) ? 1 : 0, 'context');
        expect(argumentsOf(output ?? ''), output).toEqual(expected);
        expect(lostComments(code, output ?? ''), output).toEqual([]);
        expect(edited(output ?? '', (sourceCode) => insertArgument(firstNode(sourceCode, ...calls), position + 1, 'more', sourceCode))).toContain('more');
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});

const properties = fc.constantFrom('a', 'b: 1', '...c', '[d]: 2', "'e': 3", 'f() {}', 'get g() { return 1; }', 'h: (1, 2)', 'context: undefined', 'i: { j: 1 }');

describe('insertProperty', () => {
  it('puts a property into any object and leaves the others, their order and the comments', () => {
    fc.assert(
      fc.property(fc.uniqueArray(properties, { maxLength: 4 }), fc.boolean(), fc.boolean(), remarks, (items, isTall, hasTrailingComma, remark) => {
        const end = hasTrailingComma && items.length > 0 ? ',' : '';
        const inside = isTall
          ? `{\n  ${items.join(',\n  ')}${end}${remark}\n}`
          : `{ ${items.join(', ')}${end}${remark.includes('//') ? '' : remark} }`;
        const code = `run(first, ${inside} as never);\n`;
        const output = edited(code, (sourceCode) => insertProperty(firstNode(sourceCode, ...calls), 1, 'context', 'context', sourceCode));
        const index = items.indexOf('context: undefined');
        if (index >= 0 && items.slice(index).some((item) => item === '...c' || item === '[d]: 2')) {
          expect(output).toBeUndefined();
          return;
        }
        const expected = index < 0 ? [...items, 'context'] : items.map((item, at) => (at === index ? 'context' : item));
        expect(propertiesOf(output ?? ''), output).toEqual(expected);
        expect(lostComments(code, output ?? ''), output).toEqual([]);
        // It is there now.
        expect(edited(output ?? '', (sourceCode) => insertProperty(firstNode(sourceCode, ...calls), 1, 'context', 'context', sourceCode))).toBeUndefined();
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});

function propertiesOf(code: string): string[] {
  return inspected(code, (sourceCode) => {
    const { properties: found } = firstNode(sourceCode, AST_NODE_TYPES.ObjectExpression);
    return found.map((each: TSESTree.Node) => sourceCode.getText(each));
  });
}
