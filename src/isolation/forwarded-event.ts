import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isSharedObject } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { separationOf } from './key.js';
import { isUserOwnedType } from './owner.js';
import { functionAt, variableOf } from './references.js';
import { typeOf } from './symbols.js';
import { contains, enclosingFunctions, memberChain, unwrap } from './syntax.js';

/** An event of a source that all users share, which a function hands on to the one connection that it serves. */
export interface ForwardedEvent {
  /** What the event is bound to, and what binds it. */
  pattern: TSESTree.Node;
  body: TSESTree.Node;
  /** The shared source: an emitter, a bus, a subscription. */
  source: TSESTree.Node;
  /** The function that is called for each connection. */
  server: FunctionNode;
}

/** Methods by which a listener is added to a source of events. */
const listening: ReadonlySet<string> = new Set(['addEventListener', 'addListener', 'listen', 'on', 'subscribe']);

/** The events that functions which serve one connection take from sources that they share. */
export function forwardedEventsOf(analysis: FileAnalysis): readonly ForwardedEvent[] {
  const { methodCalls } = inventoryOf(analysis.sourceCode);
  return [...listening].flatMap((method) =>
    (methodCalls.get(method) ?? []).flatMap((call) => listenedAt(call, analysis) ?? []),
  );
}

function listenedAt(call: TSESTree.CallExpression, analysis: FileAnalysis): ForwardedEvent | undefined {
  const callee = unwrap(call.callee);
  const [first, ...others] = call.arguments;
  const given = others.at(-1) ?? first;
  const listener = given === undefined ? undefined : functionAt(given, analysis.sourceCode);
  const pattern = listener?.params[0];
  if (callee.type !== AST_NODE_TYPES.MemberExpression || first === undefined || listener === undefined || pattern === undefined) {
    return undefined;
  }
  const server = enclosingFunctions(call).find((around) => servesConnection(around, analysis));
  // `bus.on(userId, …)`: whoever listens has said whose events they want.
  const isForAll = given === first || separationOf(first, analysis) === 'constant';
  return server !== undefined && isForAll && isSharedObject(callee.object, analysis)
    ? { pattern, body: listener.body, source: callee.object, server }
    : undefined;
}

/** Whether a function is given a request, a response, a socket or a stream of one client. */
function servesConnection(node: FunctionNode, analysis: FileAnalysis): boolean {
  return node.params.some((parameter) => isUserOwnedType(typeOf(parameter, analysis), analysis));
}

/** Whether an expression is a connection of the function that serves it, not what the event brought. */
export function isConnectionOf(node: TSESTree.Node, { pattern, server }: ForwardedEvent, analysis: FileAnalysis): boolean {
  const { root } = memberChain(node);
  const definition = variableOf(root, analysis.sourceCode)?.defs[0];
  return (
    definition?.type === 'Parameter' &&
    definition.node === server &&
    !contains(pattern, definition.name) &&
    isUserOwnedType(typeOf(root, analysis), analysis)
  );
}
