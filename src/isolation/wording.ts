import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Lifetime } from './lifetime.js';
import type { Ownership } from './owner.js';
import type { SharedSlot } from './slot.js';

import { variableOf } from './references.js';
import { functionName, unwrap } from './syntax.js';

const places: Record<Lifetime, string> = {
  global: 'global object',
  module: 'module scope',
  request: 'request',
  'shared-instance': 'field of a shared object',
  static: 'static field',
  unknown: 'unknown place',
};

const longestSource = 40;

/** The text of an expression on one line, cut where it is long. */
export function shortText(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  // A parameter's own text has its type in it.
  const text = node.type === AST_NODE_TYPES.Identifier ? node.name : sourceCode.getText(node).replaceAll(/\s+/gu, ' ');
  return text.length > longestSource ? `${text.slice(0, longestSource - 1)}…` : text;
}

/**
 * What messages call a value, as the beginning of a sentence: the expression that brings it in, and the function whose
 * parameter it comes from.
 *
 * @param written The expressions that are written; a value that is only made from its source is called so.
 */
export function describeSource(
  { function: definition, node }: Ownership,
  written: readonly TSESTree.Node[],
  sourceCode: TSESLint.SourceCode,
): string {
  const { parent } = node;
  const source = parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === node ? parent : node;
  const short = shortText(source, sourceCode);
  const name = definition === undefined ? undefined : functionName(definition);
  const named = name === undefined ? `\`${short}\`` : `\`${short}\` of \`${name}\``;
  const isItself = (value: TSESTree.Node): boolean =>
    value === source || value === node || variableOf(value, sourceCode)?.defs[0]?.type === 'Parameter';
  return written.some((value) => isItself(unwrap(value))) ? named : `A value made from ${named}`;
}

/** What messages call a slot: its name, and where it lives. */
export function describeSlot({ name, storage }: SharedSlot): string {
  return `\`${name}\` (${places[storage.lifetime]})`;
}
