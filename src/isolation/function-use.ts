import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.js';

import { variableOfFunction } from './references.js';
import { propertyName, unwrap, wrapped } from './syntax.js';

/** The call or `new` that a value is an argument of, by itself or in an object or array. */
export function takerOf(place: TSESTree.Node): TSESTree.CallExpression | TSESTree.NewExpression | undefined {
  let value = wrapped(place);
  for (;;) {
    const { parent } = value;
    switch (parent?.type) {
      case AST_NODE_TYPES.Property:
      case AST_NODE_TYPES.ObjectExpression:
      case AST_NODE_TYPES.ArrayExpression:
        value = wrapped(parent);
        break;
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        return parent.callee === value ? undefined : parent;
      default:
        return undefined;
    }
  }
}

/** Whether a function has no name that it could be called by: an argument, a property of an argument, a result. */
export function isCallback(node: FunctionNode): boolean {
  if (node.type === AST_NODE_TYPES.FunctionDeclaration) {
    return false;
  }
  const value = wrapped(node);
  switch (value.parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator:
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.PropertyDefinition:
    case AST_NODE_TYPES.AssignmentExpression:
    case AST_NODE_TYPES.ExportDefaultDeclaration:
      return false;
    case AST_NODE_TYPES.Property:
      return takerOf(node) !== undefined;
    default:
      return true;
  }
}

/** The name of the function or method that a call calls; empty where it has none. */
export function calledName(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  if (callee.type === AST_NODE_TYPES.Identifier) {
    return callee.name;
  }
  return callee.type === AST_NODE_TYPES.MemberExpression ? (propertyName(callee) ?? '') : '';
}

const deferring: ReadonlySet<string> = new Set(['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout']);

/** Whether a function, or one that is named in its place, runs later on behalf of whoever runs now: a timer's callback, the executor of a promise. */
export function isDeferred(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.NewExpression) {
    return parent.callee.type === AST_NODE_TYPES.Identifier && parent.callee.name === 'Promise';
  }
  if (parent?.type !== AST_NODE_TYPES.CallExpression || parent.callee === node) {
    return false;
  }
  return deferring.has(calledName(parent));
}

/** Whether a value stands in an object or array that goes to no call: `const commands = { run }`. */
export function isHeld(place: TSESTree.Node): boolean {
  const { parent } = wrapped(place);
  return (
    (parent?.type === AST_NODE_TYPES.Property || parent?.type === AST_NODE_TYPES.ArrayExpression) && takerOf(parent) === undefined
  );
}

/** The places where a function is handed on by name, so that somebody else calls it: not called, not exported, not a type query. */
export function valueUses(node: FunctionNode, sourceCode: TSESLint.SourceCode): readonly TSESTree.Node[] {
  return (variableOfFunction(node, sourceCode)?.references ?? []).flatMap(({ identifier, init, isTypeReference }) => {
    const { parent } = identifier;
    const isValue =
      init !== true &&
      !isTypeReference &&
      !(parent.type === AST_NODE_TYPES.CallExpression && parent.callee === identifier) &&
      parent.type !== AST_NODE_TYPES.ExportSpecifier &&
      parent.type !== AST_NODE_TYPES.ExportDefaultDeclaration &&
      parent.type !== AST_NODE_TYPES.TSTypeQuery;
    return isValue ? [identifier] : [];
  });
}

/** Whether a function is handed on by name anywhere in its file. */
export function isUsedAsValue(node: FunctionNode, sourceCode: TSESLint.SourceCode): boolean {
  return valueUses(node, sourceCode).length > 0;
}
