import * as untypedParser from '@typescript-eslint/parser';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import type { FunctionNode } from '../../src/isolation/syntax.js';

import { contextParameterFor } from '../../src/fixes/context-parameter.js';
import { analysisOf } from '../../src/isolation/file-analysis.js';
import { functionName, isFunction, walk } from '../../src/isolation/syntax.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';
import { edited } from '../tester/edits.js';

const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' } as const] };
const imported = "import type { UserExecutionContext } from '../context';\n\n";

/** The text once the last function called `run` takes a context, and the compiler's errors in it. */
function added(code: string, isUsed: boolean, tsconfig: string): { text: string; errors: number[] } {
  const overlay = new TypedOverlay(fileURLToPath(new URL(`../fixtures/bare/${tsconfig}`, import.meta.url)));
  const text = edited(
    code,
    ({ ast, visitorKeys }, context) => {
      let found: FunctionNode | undefined;
      walk(ast, visitorKeys, (node) => {
        found = isFunction(node) && functionName(node) === 'run' ? node : found;
      });
      return found && contextParameterFor(found, isUsed, context.filename, analysisOf(context))?.edits;
    },
    { filename: overlay.path('file.ts'), parser: overlayParser(overlay, untypedParser), settings },
  );
  overlay.put('file.ts', text ?? '');
  return { text: text ?? '', errors: overlay.errors('file.ts').map(({ code: number }) => number) };
}

const classes = (base: string, heir: string): string =>
  `/** @param name Whose. */\nabstract class Desk {\n  abstract run(name: string${base.replace('_', '')}): number;\n}\nclass Base extends Desk {\n  override run(name: string${base}) {\n    return name.length;\n  }\n}\nexport class Heir extends Base {\n  override run(name: string${heir}) {\n    return name.length + 1;\n  }\n}\n`;

describe('contextParameterFor, where the compiler refuses unused parameters', () => {
  it('marks a parameter that nothing uses, until a person does', () => {
    const { errors, text } = added('export const run = () => 1;\n', false, 'tsconfig.unused.json');
    expect(text).toBe(`${imported}export const run = (_context: UserExecutionContext) => 1;\n`);
    expect(errors).toEqual([]);
  });

  it('marks it in the methods that take it along, and in no signature without a body', () => {
    const { errors, text } = added(classes('', ''), true, 'tsconfig.unused.json');
    expect(text).toBe(imported + classes(', _context: UserExecutionContext', ', context: UserExecutionContext'));
    // The call that is to be given the context uses it.
    expect(errors).toEqual([6133]);
    expect(added(classes('', ''), false, 'tsconfig.unused.json').errors).toEqual([]);
  });

  it('marks none where the compiler takes them', () => {
    expect(added('export const run = () => 1;\n', false, 'tsconfig.json').text).toBe(
      `${imported}export const run = (context: UserExecutionContext) => 1;\n`,
    );
  });
});
