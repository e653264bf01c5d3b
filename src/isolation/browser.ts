import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.js';

import { variableOf } from './references.js';
import { enclosingFunctions, hasDirective, lastStatement, unwrap, walk } from './syntax.js';

/** Whether a file says that it runs in the browser only. */
export function isClientFile(ast: TSESTree.Program): boolean {
  return hasDirective(ast, 'use client');
}

const browserGlobals: ReadonlySet<string> = new Set(['document', 'localStorage', 'sessionStorage', 'window']);

/**
 * Whether a place can only be reached in a browser, which serves one user: behind a check that there is a `window`, or in
 * a function that uses one without a check and so would fail on a server.
 */
export function runsInBrowserOnly(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  return isBehindBrowserCheck(node) || enclosingFunctions(node).some((outer) => usesBrowser(outer, sourceCode));
}

/** `typeof window !== 'undefined'`: `true` where a test holds in browsers, `false` where it holds on servers. */
function browserTest(test: TSESTree.Node): boolean | undefined {
  const node = unwrap(test);
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === '!') {
    const inner = browserTest(node.argument);
    return inner === undefined ? undefined : !inner;
  }
  if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator === '&&') {
    return browserTest(node.left) ?? browserTest(node.right);
  }
  if (node.type !== AST_NODE_TYPES.BinaryExpression) {
    return undefined;
  }
  const { left, right, operator } = node;
  const isTest =
    left.type === AST_NODE_TYPES.UnaryExpression &&
    left.operator === 'typeof' &&
    left.argument.type === AST_NODE_TYPES.Identifier &&
    browserGlobals.has(left.argument.name) &&
    right.type === AST_NODE_TYPES.Literal &&
    right.value === 'undefined';
  return isTest ? operator.startsWith('!') : undefined;
}

function isBehindBrowserCheck(node: TSESTree.Node): boolean {
  for (let inner: TSESTree.Node = node; inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (parent.type === AST_NODE_TYPES.IfStatement || parent.type === AST_NODE_TYPES.ConditionalExpression) {
      const test = browserTest(parent.test);
      if ((test === true && inner === parent.consequent) || (test === false && inner === parent.alternate)) {
        return true;
      }
    }
    if (parent.type === AST_NODE_TYPES.BlockStatement || parent.type === AST_NODE_TYPES.Program) {
      const statements: readonly TSESTree.Node[] = parent.body;
      const before = statements.slice(0, statements.indexOf(inner));
      if (before.some((statement) => isServerExit(statement))) {
        return true;
      }
    }
  }
  return false;
}

/** `if (typeof window === 'undefined') return …;`: what follows runs in browsers. */
function isServerExit(statement: TSESTree.Node): boolean {
  if (statement.type !== AST_NODE_TYPES.IfStatement || browserTest(statement.test) !== false) {
    return false;
  }
  const last = lastStatement(statement.consequent);
  return last?.type === AST_NODE_TYPES.ReturnStatement || last?.type === AST_NODE_TYPES.ThrowStatement;
}

const browserFunctions = new WeakMap<FunctionNode, boolean>();

function usesBrowser(node: FunctionNode, sourceCode: TSESLint.SourceCode): boolean {
  let uses = browserFunctions.get(node);
  if (uses === undefined) {
    let found = false;
    walk(node.body, sourceCode.visitorKeys, (inner) => {
      found ||=
        inner.type === AST_NODE_TYPES.Identifier &&
        browserGlobals.has(inner.name) &&
        inner.parent.type === AST_NODE_TYPES.MemberExpression &&
        inner.parent.object === inner &&
        (variableOf(inner, sourceCode)?.defs.length ?? 0) === 0 &&
        !isBehindBrowserCheck(inner);
    });
    uses = found;
    browserFunctions.set(node, uses);
  }
  return uses;
}
