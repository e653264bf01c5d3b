import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { takerOf } from './function-use.js';
import { isRefusal, literalText, memberChain, propertyName, walk } from './syntax.js';
import { wordsOf } from './vocabulary.js';

/** Words of calls and members by which a function asks whether its caller may. */
const checking: ReadonlySet<string> = new Set([
  'admin', 'allowed', 'assert', 'authorize', 'authorized', 'authorise', 'can', 'ensure', 'permission', 'permissions', 'require', 'role', 'roles', 'verify',
]);

/** Words for those who may do what is for everybody. */
const operators: ReadonlySet<string> = new Set(['admin', 'admins', 'administrator', 'operator', 'operators', 'superuser']);

function nameAt(node: TSESTree.Node): string {
  if (node.type === AST_NODE_TYPES.CallExpression) {
    return memberChain(node.callee).steps.at(-1)?.name ?? (node.callee.type === AST_NODE_TYPES.Identifier ? node.callee.name : '');
  }
  return node.type === AST_NODE_TYPES.MemberExpression ? (propertyName(node) ?? '') : '';
}

/** Whether a function asks somewhere whether its caller may do what it does. */
export function asksForPermission(definition: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  let asks = false;
  walk(definition.body, sourceCode.visitorKeys, (node) => {
    asks ||= wordsOf(nameAt(node)).some((word) => checking.has(word));
  });
  return asks;
}

/**
 * Whether a place is reached only by those who run the service: before it, the function turns everybody else away, or it
 * is registered behind a function that does. What they set and announce is meant for all, unless it is somebody's own.
 */
export function isForOperators(place: TSESTree.Node, around: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  const guards = takerOf(around)?.arguments.filter((argument) => argument !== around) ?? [];
  let found = guards.some((guard) => saysOperators(guard, sourceCode.visitorKeys));
  walk(around.body, sourceCode.visitorKeys, (node) => {
    found ||=
      node.type === AST_NODE_TYPES.IfStatement &&
      node.range[1] <= place.range[0] &&
      isRefusal(node.consequent, sourceCode) &&
      saysOperators(node.test, sourceCode.visitorKeys);
  });
  return found;
}

/** `user.role !== 'admin'`, `!isAdmin(user)`, `requireStaff`. */
function saysOperators(expression: TSESTree.Node, visitorKeys: FileAnalysis['sourceCode']['visitorKeys']): boolean {
  let found = false;
  walk(expression, visitorKeys, (node) => {
    const text = node.type === AST_NODE_TYPES.Identifier ? node.name : (literalText(node) ?? '');
    found ||= !/[\s/]/u.test(text) && wordsOf(text).some((word) => operators.has(word));
  });
  return found;
}
