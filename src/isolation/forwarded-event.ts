import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isSharedObject } from './foreign-object.js';
import { takerOf } from './function-use.js';
import { inventoryOf } from './inventory.js';
import { separationOf } from './key.js';
import { isUserOwnedType } from './owner.js';
import { functionAt, variableOf } from './references.js';
import { typeOf } from './symbols.js';
import { contains, enclosingFunctions, expressionsOf, keyText, literalText, memberChain, unwrap, wrapped } from './syntax.js';

/** An event of a source that all users share, which a function hands on to the one connection that it serves. */
export interface ForwardedEvent {
  /** What the event is bound to, and what binds it. */
  pattern: TSESTree.Node;
  body: TSESTree.Node;
  /** The shared source: an emitter, a bus, a subscription. */
  source: TSESTree.Node;
  /** The function that is called for each connection. */
  server: FunctionNode;
  /** The name of the event, where the source has several. */
  topic: string | undefined;
}

/** A stream of all events of a source, as the result of a function that is called for each subscriber. */
export interface OpenSubscription {
  call: TSESTree.CallExpression;
  source: TSESTree.Node;
  topic: string;
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
    ? { pattern, body: listener.body, source: callee.object, server, topic: literalText(first) }
    : undefined;
}

/** Methods that give a subscriber a stream of what is published under a topic. */
const streaming: ReadonlySet<string> = new Set(['asyncIterableIterator', 'asyncIterator', 'subscribe']);

/**
 * The streams that subscribers are given as they are: `subscribe: () => pubSub.subscribe('orderChanged')`. What goes
 * through a filter first is left out.
 */
export function openSubscriptionsOf(analysis: FileAnalysis): readonly OpenSubscription[] {
  const { methodCalls } = inventoryOf(analysis.sourceCode);
  return [...streaming].flatMap((method) =>
    (methodCalls.get(method) ?? []).flatMap((call) => {
      const callee = unwrap(call.callee);
      const [first, ...others] = call.arguments;
      const only = first?.type === AST_NODE_TYPES.ArrayExpression && first.elements.length === 1 ? first.elements[0] : first;
      const topic = others.length === 0 && only ? literalText(only) : undefined;
      return callee.type === AST_NODE_TYPES.MemberExpression &&
        topic !== undefined &&
        isUnfilteredResult(call) &&
        isSharedObject(callee.object, analysis)
        ? [{ call, source: callee.object, topic }]
        : [];
    }),
  );
}

function isUnfilteredResult(call: TSESTree.CallExpression): boolean {
  const value = wrapped(call);
  const around = enclosingFunctions(call)[0];
  if (around === undefined || (value.parent?.type !== AST_NODE_TYPES.ReturnStatement && around.body !== value)) {
    return false;
  }
  const member = around.parent;
  const beside = member.type === AST_NODE_TYPES.Property && member.parent.type === AST_NODE_TYPES.ObjectExpression ? member.parent.properties : [];
  return (
    takerOf(around) === undefined &&
    // `@Subscription(() => Order, { filter: … })`
    !('decorators' in member && member.decorators.length > 0) &&
    !beside.some((property) => property.type === AST_NODE_TYPES.Property && keyText(property.key) === 'filter')
  );
}

const publishing: ReadonlySet<string> = new Set(['emit', 'publish']);

/** What the file publishes under a topic of a source. */
export function publishedUnder(
  topic: string,
  source: TSESTree.Node,
  { sourceCode }: FileAnalysis,
): readonly TSESTree.Expression[] {
  const { methodCalls } = inventoryOf(sourceCode);
  return [...publishing].flatMap((method) =>
    (methodCalls.get(method) ?? []).flatMap((call) => {
      const callee = unwrap(call.callee);
      const [first, ...payload] = expressionsOf(call.arguments);
      return callee.type === AST_NODE_TYPES.MemberExpression &&
        first !== undefined &&
        literalText(first) === topic &&
        sourceCode.getText(callee.object) === sourceCode.getText(source)
        ? payload
        : [];
    }),
  );
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
