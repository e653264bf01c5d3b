import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';

import { inventoryOf } from '../../isolation/inventory.js';
import { calledObject, memberChain, wrapped } from '../../isolation/syntax.js';

/**
 * The values that a file reads, each with its whole member chain and without the method that is called on it: variables,
 * and members of `this`. Names of functions that are only called, and names that the file does not declare, are none.
 */
export function readsOf({ sourceCode }: FileAnalysis): TSESTree.Node[] {
  const ofVariables = (sourceCode.scopeManager?.scopes ?? []).flatMap(({ references }) =>
    references
      .filter((reference) => reference.isRead() && reference.isValueReference && (reference.resolved?.defs.length ?? 0) > 0)
      .map(({ identifier }) => chainAround(identifier)),
  );
  const ofThis = inventoryOf(sourceCode).members.filter(
    (member) => memberChain(member).root.type === AST_NODE_TYPES.ThisExpression,
  );
  return [...ofVariables, ...ofThis].flatMap((chain) => valueOf(chain) ?? []);
}

/** The longest member chain that begins with an identifier. */
function chainAround(identifier: TSESTree.Node): TSESTree.Node {
  let chain = identifier;
  for (let outer = wrapped(chain).parent; outer?.type === AST_NODE_TYPES.MemberExpression && memberChain(outer).root === identifier; outer = wrapped(chain).parent) {
    chain = outer;
  }
  return chain;
}

/** A chain without the method that is called at its end; `undefined` for a function that is called by its name. */
function valueOf(chain: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = chain;
  const isCallee =
    (parent?.type === AST_NODE_TYPES.CallExpression || parent?.type === AST_NODE_TYPES.NewExpression) && parent.callee === chain;
  const object = calledObject(chain);
  if (object !== undefined) {
    return object.type === AST_NODE_TYPES.ThisExpression ? undefined : object;
  }
  return isCallee ? undefined : chain;
}
