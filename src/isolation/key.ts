import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { ownerOf } from './owner.js';
import { declaredTypeOf } from './symbols.js';
import { literalText, unwrap } from './syntax.js';

/**
 * Whether a key separates users.
 *
 * - `constant`: always the same, so the keyed place is one slot in another spelling
 * - `one-of-few`: one of several texts that the program knows, such as `'buyer' | 'seller'`
 * - `per-user`: an identity, session, connection, credential, or an object of one user is in the key
 * - `may-be-undefined`: it separates those who have an identity; all others share one place
 * - `shared`: it depends on something, but not on whose the value is
 */
export type KeySeparation = 'constant' | 'may-be-undefined' | 'one-of-few' | 'per-user' | 'shared';

/** Whether a key expression separates users: the same trace as for values, over the key. */
export function separationOf(key: TSESTree.Node, analysis: FileAnalysis): KeySeparation {
  if (isConstantKey(key, analysis)) {
    return 'constant';
  }
  const type = declaredTypeOf(key, analysis);
  const parts = type.isUnion() ? type.types : [type];
  if (parts.every((part) => part.isLiteral())) {
    return 'one-of-few';
  }
  if (ownerOf(key, analysis).owner !== 'user') {
    return 'shared';
  }
  return parts.some((part) => (part.flags & ts.TypeFlags.Undefined) !== 0) ? 'may-be-undefined' : 'per-user';
}

/** Whether a type has one value: a literal, an enum's member, the symbol of a constant. */
function isUnit(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = declaredTypeOf(node, analysis);
  return type.isLiteral() || (type.flags & ts.TypeFlags.UniqueESSymbol) !== 0;
}

/** A literal, or something of which the type says that it is always the same: a constant, a member of an enum. */
function isConstantKey(key: TSESTree.Node, analysis: FileAnalysis): boolean {
  const node = unwrap(key);
  return (
    literalText(node) !== undefined ||
    ((node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.MemberExpression) && isUnit(node, analysis))
  );
}
