import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import { enclosingFunction, walk } from '../isolation/syntax.js';

/**
 * Makes `storage.enterWith(store); rest` into `return storage.run(store, () => { rest });`.
 *
 * @param runner The method that runs a callback: `run`.
 * @returns `undefined` where the call is no statement of its own in the body of a function, nothing follows it, or what
 *   follows cannot stand in another function: `yield`, and a variable that is assigned to, whose narrowed type would be lost.
 */
export function scopedRun(
  call: TSESTree.CallExpression,
  runner: string,
  sourceCode: TSESLint.SourceCode,
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[]) | undefined {
  const { callee, parent: statement } = call;
  const around = enclosingFunction(call);
  const [store, ...others] = call.arguments;
  if (
    statement.type !== AST_NODE_TYPES.ExpressionStatement ||
    around === undefined ||
    around.generator ||
    statement.parent !== around.body ||
    around.body.type !== AST_NODE_TYPES.BlockStatement ||
    (around.parent.type === AST_NODE_TYPES.MethodDefinition && around.parent.kind !== 'method') ||
    callee.type !== AST_NODE_TYPES.MemberExpression ||
    callee.computed ||
    callee.optional ||
    store === undefined ||
    others.length > 0
  ) {
    return undefined;
  }
  const { body } = around.body;
  const rest = body.slice(body.indexOf(statement) + 1);
  const last = rest.at(-1);
  if (last === undefined || rest.some((node) => !canMove(node, sourceCode))) {
    return undefined;
  }
  let waits = false;
  for (const node of rest) {
    walk(node, sourceCode.visitorKeys, (inner) => {
      const isAwait = inner.type === AST_NODE_TYPES.AwaitExpression || (inner.type === AST_NODE_TYPES.ForOfStatement && inner.await);
      waits ||= isAwait && enclosingFunction(inner) === around;
    });
  }
  const method = callee.property;
  const end = sourceCode.getLastToken(statement);
  if (end === null || sourceCode.commentsExistBetween(store, end)) {
    return undefined;
  }
  const indentation = /^\s*/u.exec(sourceCode.lines[statement.loc.start.line - 1] ?? '')?.[0] ?? '';
  return (fixer) => [
    fixer.insertTextBefore(statement, 'return '),
    fixer.replaceText(method, runner),
    fixer.replaceTextRange([store.range[1], statement.range[1]], waits ? ', async () => {' : ', () => {'),
    fixer.insertTextAfter(last, `\n${indentation}});`),
  ];
}

function canMove(statement: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  let can = statement.type !== AST_NODE_TYPES.FunctionDeclaration;
  walk(statement, sourceCode.visitorKeys, (node) => {
    can &&= node.type !== AST_NODE_TYPES.YieldExpression && !(node.type === AST_NODE_TYPES.VariableDeclaration && node.kind === 'var');
  });
  return can && sourceCode.getScope(statement).references.every(({ resolved }) => {
    const definition = resolved?.defs[0];
    const isLocal = definition !== undefined && enclosingFunction(definition.name) !== undefined;
    return !isLocal || (resolved?.references ?? []).every((reference) => !reference.isWrite() || reference.init === true);
  });
}
