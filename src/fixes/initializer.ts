import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../isolation/file-analysis.js';

import { isGlobalName, variableOf } from '../isolation/references.js';
import { unwrap } from '../isolation/syntax.js';

/**
 * Whether an initializer makes the same value wherever and however often it is evaluated, and does nothing else: literals,
 * constants and functions, one object of a class around them, and no call.
 */
export function isRepeatable(initializer: TSESTree.Expression | null, { sourceCode }: FileAnalysis): boolean {
  if (initializer === null) {
    return true;
  }
  const made = unwrap(initializer);
  return made.type === AST_NODE_TYPES.NewExpression
    ? initializer.type !== AST_NODE_TYPES.AwaitExpression &&
        [made.callee, ...made.arguments].every((part) => isPlain(part, sourceCode))
    : isPlain(initializer, sourceCode);
}

const collections: readonly string[] = ['Array', 'Map', 'Set', 'WeakMap', 'WeakSet'];

/** Whether an expression is made of literals, constants, functions and standard collections. */
export function isPlain(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  const all = (parts: readonly (TSESTree.Node | null)[]): boolean => parts.every((part) => part === null || isPlain(part, sourceCode));
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
    case AST_NODE_TYPES.ArrowFunctionExpression:
    case AST_NODE_TYPES.FunctionExpression:
      return true;
    case AST_NODE_TYPES.Identifier:
      // A variable may have another value by then.
      return (variableOf(node, sourceCode)?.references ?? []).every((reference) => !reference.isWrite() || reference.init === true);
    case AST_NODE_TYPES.TemplateLiteral:
      return all(node.expressions);
    case AST_NODE_TYPES.ArrayExpression:
      return all(node.elements);
    case AST_NODE_TYPES.ObjectExpression:
      return all(node.properties);
    case AST_NODE_TYPES.Property:
      return (!node.computed || isPlain(node.key, sourceCode)) && isPlain(node.value, sourceCode);
    case AST_NODE_TYPES.SpreadElement:
      return isPlain(node.argument, sourceCode);
    case AST_NODE_TYPES.UnaryExpression:
      return node.operator !== 'delete' && isPlain(node.argument, sourceCode);
    case AST_NODE_TYPES.BinaryExpression:
    case AST_NODE_TYPES.LogicalExpression:
      return all([node.left, node.right]);
    case AST_NODE_TYPES.ConditionalExpression:
      return all([node.test, node.consequent, node.alternate]);
    case AST_NODE_TYPES.MemberExpression:
      return isPlain(node.object, sourceCode) && (!node.computed || isPlain(node.property, sourceCode));
    case AST_NODE_TYPES.ChainExpression:
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
      return isPlain(node.expression, sourceCode);
    case AST_NODE_TYPES.NewExpression:
      return collections.some((name) => isGlobalName(node.callee, name, sourceCode)) && all(node.arguments);
    default:
      return false;
  }
}
