import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { ForwardedEvent, OpenSubscription } from './forwarded-event.js';
import type { Ownership } from './owner.js';
import type { Unserved } from './unserved-place.js';

import { isOfPackage } from '../specifier.js';
import { isSharedObject } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { separationOf } from './key.js';
import { forwardedEventsOf, isConnectionOf, openSubscriptionsOf, publishedUnder } from './forwarded-event.js';
import { knownMethodsOf, methodNames } from './known-methods.js';
import { isKnownType } from './known-types.js';
import { oncePerFile } from './once.js';
import { isImpersonalType, isSomebodys, isTellingType, strongestOwner } from './owner.js';
import { isForOperators } from './permission.js';
import { constantInitializer, variableOf } from './references.js';
import { typeOf } from './symbols.js';
import { contains, enclosingFunction, expressionsOf, isFunction, lastName, memberChain, propertyName, unwrap, walk } from './syntax.js';
import { trace } from './trace.js';
import { unservedBecause } from './unserved-place.js';
import { isConnectionName, isIdentityName, isOwnerName, isUserDataName } from './vocabulary.js';
import { shortText } from './wording.js';

/** Data of one user that is sent to everybody who is connected. */
export interface Broadcast {
  /** The call that sends. */
  node: TSESTree.CallExpression;
  /** What messages call those who receive it: `io`, `wss.clients`. */
  receivers: string;
  ownership: Ownership;
  payload: readonly TSESTree.Expression[];
  /**
   * How it reaches all of them.
   *
   * - `direct`: by a method that does by itself
   * - `forwarded`: by a listener for each connection, all on one source of events
   * - `loop`: one by one
   */
  way: 'direct' | 'forwarded' | 'loop';
}

/** Something that is sent to several connections and reaches nobody that it is not for. */
export interface TargetedSend extends Pick<Broadcast, 'node' | 'payload' | 'receivers'> {
  ownership: Ownership | undefined;
  /**
   * Why that is so:
   *
   * - `asked`: a condition on the way asks whose the connection is
   * - `own-payload`: each connection is sent what is made of itself
   * - `nobodys`: nothing that is sent is one user's
   * - `operators`: only those who run the service can send it
   * - {@link Unserved}: nobody is served meanwhile
   */
  targetedBecause: Unserved | 'asked' | 'nobodys' | 'operators' | 'own-payload';
}

/** What each call of a file sends to several connections, in the order of the text. */
export const judgedSendsOf = oncePerFile((analysis): readonly (Broadcast | TargetedSend)[] =>
  inventoryOf(analysis.sourceCode).calls.flatMap((call) => sendAt(call, analysis) ?? []),
);

/** Where a file sends run-time data of one user to all connections. */
export const broadcastsOf = oncePerFile((analysis): readonly Broadcast[] => {
  const { calls } = inventoryOf(analysis.sourceCode);
  const sent = judgedSendsOf(analysis).filter(isBroadcast);
  const forwarded = forwardedEventsOf(analysis).flatMap((event) =>
    calls.flatMap((call) => (contains(event.body, call) ? (forwardedBy(call, event, analysis) ?? []) : [])),
  );
  const subscribed = openSubscriptionsOf(analysis).flatMap((subscription) => subscribedBy(subscription, analysis) ?? []);
  return [...sent, ...forwarded, ...subscribed];
});

/** A stream of what is published for all, where something of what the file publishes says whose it is. */
function subscribedBy({ call, source, topic }: OpenSubscription, analysis: FileAnalysis): Broadcast | undefined {
  const personal = publishedUnder(topic, source, analysis)
    .flatMap((value) => partsOf(value))
    .find((value) => saysWhose(value, analysis));
  return (
    personal && {
      node: call,
      receivers: shortText(source, analysis.sourceCode),
      ownership: { ...saidByType, typed: personal, node: personal, names: [], function: undefined, step: undefined },
      payload: [personal],
      way: 'forwarded',
    }
  );
}

/** Whether what is sent reaches users that it is not for. */
export function isBroadcast(sent: Broadcast | TargetedSend): sent is Broadcast {
  return 'way' in sent;
}

const saidByType = { owner: 'user', by: 'type', because: 'telling-type' } as const;

/** A value, and what an object literal is made of: `{ orderChanged: order }`. */
function partsOf(value: TSESTree.Expression): TSESTree.Expression[] {
  const node = unwrap(value) as TSESTree.Expression;
  return node.type === AST_NODE_TYPES.ObjectExpression
    ? [node, ...node.properties.flatMap((property) => (property.type === AST_NODE_TYPES.Property ? [property.value as TSESTree.Expression] : []))]
    : [node];
}

/** Whether the type of a value says whose it is. */
function saysWhose(value: TSESTree.Node, analysis: FileAnalysis): boolean {
  return hasOwner(value, analysis) || isTellingType(typeOf(value, analysis), analysis);
}

/** A call by which a listener sends the event on, with no question on the way that reads from the event whose it is. */
function forwardedBy(
  call: TSESTree.CallExpression,
  event: ForwardedEvent,
  analysis: FileAnalysis,
): Broadcast | undefined {
  const { body, pattern, source } = event;
  const callee = unwrap(call.callee);
  if (
    callee.type !== AST_NODE_TYPES.MemberExpression ||
    !sending.test(propertyName(callee) ?? '') ||
    !isConnectionOf(callee.object, event, analysis)
  ) {
    return undefined;
  }
  const payload = expressionsOf(call.arguments);
  const leaf = payload
    .flatMap((value) => trace(value, analysis.sourceCode))
    .find(({ parameter }) => parameter === pattern);
  const names = boundNames(pattern, analysis);
  const isEvent = (node: TSESTree.Node): boolean => node.type === AST_NODE_TYPES.Identifier && names.has(node.name);
  const isPersonal =
    saysWhose(pattern, analysis) ||
    // A listener without a type: what the file sends there says it.
    (event.topic !== undefined &&
      publishedUnder(event.topic, source, analysis)
        .flatMap(partsOf)
        .some((value) => saysWhose(value, analysis)));
  return leaf !== undefined &&
    isPersonal &&
    !isChecked(call, body, isEvent, analysis)
    ? {
        node: call,
        receivers: shortText(source, analysis.sourceCode),
        ownership: { ...saidByType, typed: pattern, node: leaf.node, names: leaf.names, function: leaf.function, step: leaf.step },
        payload,
        way: 'forwarded',
      }
    : undefined;
}

/** What a connection sends with, in the SDKs of sockets, server-sent events and streams (signals.md, signal 12). */
const sending = /^(?:deliver|emit|enqueue|next|notif(?:y|ication)|postMessage|send|write)(?![a-z])/u;

function sendAt(call: TSESTree.CallExpression, analysis: FileAnalysis): Broadcast | TargetedSend | undefined {
  const callee = unwrap(call.callee);
  const around = enclosingFunction(call);
  if (callee.type !== AST_NODE_TYPES.MemberExpression || around === undefined || call.arguments.length === 0) {
    return undefined;
  }
  const method = propertyName(callee) ?? '';
  const payload = expressionsOf(call.arguments);
  const direct = methodNames('broadcasts', analysis).has(method) ? directReceivers(callee, method, call, analysis) : undefined;
  const found = direct ?? (sending.test(method) ? loopReceivers(callee.object, call, payload, analysis) : undefined);
  if (found === undefined) {
    return undefined;
  }
  const sent = { node: call, receivers: found.text, payload };
  const unasked = found.askedBy ?? unservedBecause(call, around, analysis);
  if (unasked !== undefined) {
    return { ...sent, ownership: undefined, targetedBecause: unasked };
  }
  const data = payload.filter((value) => !isImpersonalType(typeOf(value, analysis), analysis));
  const ownership = strongestOwner(data, analysis);
  if (ownership === undefined) {
    return { ...sent, ownership, targetedBecause: 'nobodys' };
  }
  const isOwned =
    ownership.owner === 'user' || (ownership.owner === 'caller' && (found.isEverybody || found.hasUnreadOwner));
  if (!isSomebodys(ownership) && isForOperators(call, around, analysis)) {
    return { ...sent, ownership, targetedBecause: 'operators' };
  }
  return isOwned
    ? { ...sent, ownership, way: direct === undefined ? 'loop' : 'direct' }
    : { ...sent, ownership, targetedBecause: 'nobodys' };
}

interface Receivers {
  text: string;
  /** A library says that it is everybody who is connected. */
  isEverybody: boolean;
  /** Each receiver says whose it is, and the loop does not ask. */
  hasUnreadOwner: boolean;
  /** How the loop sees to it that each receives what is for it; `undefined` where it does not. */
  askedBy: 'asked' | 'own-payload' | undefined;
}

/** The chain of a receiver with the methods called in it, through constants: `io.to(room).volatile`. */
function chainOf(expression: TSESTree.Node, analysis: FileAnalysis): { root: TSESTree.Node; names: string[] } {
  const names: string[] = [];
  let node = unwrap(expression);
  for (let fuel = 20; fuel > 0; fuel -= 1) {
    if (node.type === AST_NODE_TYPES.CallExpression) {
      node = unwrap(node.callee);
    } else if (node.type === AST_NODE_TYPES.MemberExpression) {
      const { object } = node;
      names.push(propertyName(node) ?? '');
      if (isKnownBroadcaster(node, analysis)) {
        names.pop();
        return { root: node, names };
      }
      node = unwrap(object);
    } else if (node.type === AST_NODE_TYPES.Identifier && !isKnownBroadcaster(node, analysis)) {
      const init = constantInitializer(node, analysis.sourceCode);
      if (init === undefined) {
        break;
      }
      node = unwrap(init);
    } else {
      break;
    }
  }
  return { root: node, names };
}

function isKnownBroadcaster(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  return knownMethodsOf('broadcasts', node, analysis).length > 0;
}

function directReceivers(
  callee: TSESTree.MemberExpression,
  method: string,
  call: TSESTree.CallExpression,
  analysis: FileAnalysis,
): Receivers | undefined {
  const { names, root } = chainOf(callee.object, analysis);
  const broadcaster = knownMethodsOf('broadcasts', root, analysis).find(
    ({ methods, targetedBy = [], through }) =>
      methods.includes(method) &&
      (through === undefined || names.includes(through)) &&
      !names.some((name) => targetedBy.includes(name)),
  );
  if (broadcaster === undefined) {
    return undefined;
  }
  if (broadcaster.topic !== undefined) {
    const topic = call.arguments[broadcaster.topic];
    if (topic === undefined || separationOf(topic, analysis) !== 'constant') {
      return undefined;
    }
  }
  return { text: shortText(callee.object, analysis.sourceCode), isEverybody: true, hasUnreadOwner: false, askedBy: undefined };
}

/** The loop in which a call sends to one element after the other. */
interface SendLoop {
  collection: TSESTree.Node;
  /** What the loop binds to the element, or to its parts. */
  pattern: TSESTree.Node;
  body: TSESTree.Node;
}

function loopAround(element: TSESTree.Identifier, call: TSESTree.Node, analysis: FileAnalysis): SendLoop | undefined {
  const definition = variableOf(element, analysis.sourceCode)?.defs[0];
  if (definition === undefined) {
    return undefined;
  }
  if (definition.type === 'Variable' && definition.parent.parent.type === AST_NODE_TYPES.ForOfStatement) {
    const loop = definition.parent.parent;
    return { collection: loop.right, pattern: definition.node.id, body: loop.body };
  }
  if (definition.type === 'Parameter' && isFunction(definition.node)) {
    const callback = definition.node;
    const { parent } = callback;
    const callee = parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== callback ? unwrap(parent.callee) : undefined;
    if (callee?.type === AST_NODE_TYPES.MemberExpression && ['forEach', 'map', 'flatMap'].includes(propertyName(callee) ?? '')) {
      const pattern = callback.params.find((parameter) => contains(parameter, definition.name));
      return pattern && { collection: callee.object, pattern, body: callback.body };
    }
    return undefined;
  }
  // `const socket = client.socket;` in the loop
  const init = constantInitializer(element, analysis.sourceCode);
  const { root } = init === undefined ? { root: undefined } : memberChain(init);
  return root?.type === AST_NODE_TYPES.Identifier && root !== element ? loopAround(root, call, analysis) : undefined;
}

function loopReceivers(
  receiver: TSESTree.Node,
  call: TSESTree.CallExpression,
  payload: readonly TSESTree.Expression[],
  analysis: FileAnalysis,
): Receivers | undefined {
  const { root } = memberChain(receiver);
  const loop = root.type === AST_NODE_TYPES.Identifier ? loopAround(root, call, analysis) : undefined;
  if (loop === undefined || root.type !== AST_NODE_TYPES.Identifier || !hasMembers(root, analysis)) {
    return undefined;
  }
  const collection = collectionOf(loop.collection, analysis);
  if (collection === undefined) {
    return undefined;
  }
  const elements = boundNames(loop.pattern, analysis);
  const isElement = (node: TSESTree.Node): boolean =>
    node.type === AST_NODE_TYPES.Identifier && elements.has(node.name);
  const isOwnPayload = payload.some((value) => mentions(value, isElement, analysis));
  const askedBy = isOwnPayload ? 'own-payload' : isChecked(call, loop.body, isElement, analysis) ? 'asked' : undefined;
  const hasUnreadOwner = hasOwner(root, analysis);
  if (!hasUnreadOwner && !isConnection(root, collection, analysis)) {
    return undefined;
  }
  const { steps } = memberChain(collection);
  const hub = steps.length > 0 && collection.type === AST_NODE_TYPES.MemberExpression ? collection.object : collection;
  return {
    text: shortText(collection, analysis.sourceCode),
    isEverybody: isKnownType(typeOf(hub, analysis), 'connection-hub', analysis),
    hasUnreadOwner,
    askedBy,
  };
}

/** `any` has every member and says nothing. */
function hasMembers(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  return typeOf(node, analysis).getProperties().length > 0;
}

/** The shared collection that a loop goes through whole; `undefined` for a local one, one entry's, or a chosen part. */
function collectionOf(expression: TSESTree.Node, analysis: FileAnalysis, fuel = 6): TSESTree.Node | undefined {
  const node = unwrap(expression);
  if (fuel === 0) {
    return undefined;
  }
  switch (node.type) {
    case AST_NODE_TYPES.CallExpression: {
      const callee = unwrap(node.callee);
      const method = callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(callee) : undefined;
      if (callee.type !== AST_NODE_TYPES.MemberExpression || method === undefined) {
        return undefined;
      }
      const [first] = node.arguments;
      const isOfClass = callee.object.type === AST_NODE_TYPES.Identifier && ['Array', 'Object'].includes(callee.object.name);
      if (isOfClass && first !== undefined && ['entries', 'from', 'values'].includes(method)) {
        return collectionOf(first, analysis, fuel - 1);
      }
      if (['entries', 'keys', 'slice', 'toReversed', 'toSorted', 'values'].includes(method)) {
        return collectionOf(callee.object, analysis, fuel - 1);
      }
      if (method === 'filter' && isFunction(first)) {
        const [parameter] = first.params;
        const names = parameter === undefined ? new Set<string>() : boundNames(parameter, analysis);
        const isElement = (part: TSESTree.Node): boolean => part.type === AST_NODE_TYPES.Identifier && names.has(part.name);
        return asksForOwner(first.body, isElement, analysis) ? undefined : collectionOf(callee.object, analysis, fuel - 1);
      }
      return undefined;
    }
    case AST_NODE_TYPES.ArrayExpression: {
      const [only, ...others] = node.elements;
      return only?.type === AST_NODE_TYPES.SpreadElement && others.length === 0
        ? collectionOf(only.argument, analysis, fuel - 1)
        : undefined;
    }
    case AST_NODE_TYPES.Identifier: {
      if (isSharedObject(node, analysis)) {
        return node;
      }
      const init = constantInitializer(node, analysis.sourceCode);
      return init === undefined ? undefined : collectionOf(init, analysis, fuel - 1);
    }
    case AST_NODE_TYPES.MemberExpression:
      return memberChain(node).steps.every(({ key }) => key === undefined) &&
        // `clients` of a server is everybody, however the server came here.
        (isSharedObject(node, analysis) || isKnownType(typeOf(node.object, analysis), 'connection-hub', analysis))
        ? node
        : undefined;
    default:
      return undefined;
  }
}

function boundNames(pattern: TSESTree.Node, { sourceCode }: FileAnalysis): Set<string> {
  const names = new Set<string>();
  walk(pattern, sourceCode.visitorKeys, (node) => {
    if (node.type === AST_NODE_TYPES.Identifier) {
      names.add(node.name);
    }
  });
  return names;
}

function mentions(node: TSESTree.Node, is: (node: TSESTree.Node) => boolean, { sourceCode }: FileAnalysis): boolean {
  let found = false;
  walk(node, sourceCode.visitorKeys, (inner) => {
    found ||= is(inner);
  });
  return found;
}

/** Whether a condition on the way to the call asks whose the element is. */
function isChecked(
  call: TSESTree.Node,
  body: TSESTree.Node,
  isElement: (node: TSESTree.Node) => boolean,
  analysis: FileAnalysis,
): boolean {
  let found = false;
  walk(body, analysis.sourceCode.visitorKeys, (node) => {
    if (node.range[0] > call.range[0] || found) {
      return;
    }
    if (node.type === AST_NODE_TYPES.IfStatement || node.type === AST_NODE_TYPES.ConditionalExpression) {
      // `const isMine = event.userId === me; if (isMine) …`
      const asked = node.test.type === AST_NODE_TYPES.UnaryExpression ? node.test.argument : node.test;
      found = asksForOwner(constantInitializer(asked, analysis.sourceCode) ?? node.test, isElement, analysis);
    } else if (node.type === AST_NODE_TYPES.SwitchStatement) {
      found = asksForOwner(node.discriminant, isElement, analysis);
    } else if (node.type === AST_NODE_TYPES.LogicalExpression) {
      found = asksForOwner(node.left, isElement, analysis);
    }
  });
  return found;
}

const states = /open|alive|ready|connect|clos|destroy|writ|state|end|paused|buffered|heartbeat/iu;

/**
 * Whether a test reads from the element whose it is: a member of it in a comparison or a call. Whether the connection is open,
 * and whether it is the sender's own, say nothing of the others.
 */
function asksForOwner(test: TSESTree.Node, isElement: (node: TSESTree.Node) => boolean, analysis: FileAnalysis): boolean {
  let found = false;
  walk(test, analysis.sourceCode.visitorKeys, (node) => {
    if (!isElement(node)) {
      return;
    }
    let chain: TSESTree.Node = node;
    const names: string[] = [];
    while (chain.parent?.type === AST_NODE_TYPES.MemberExpression && chain.parent.object === chain) {
      names.push(propertyName(chain.parent) ?? '');
      chain = chain.parent;
    }
    const { parent } = chain;
    if (names.some((name) => states.test(name))) {
      return;
    }
    if (parent?.type === AST_NODE_TYPES.CallExpression) {
      found ||= !states.test(lastName(parent.callee));
    } else {
      // A part that the loop takes out by a pattern is a member too.
      const isPart = names.length > 0 || (node.type === AST_NODE_TYPES.Identifier && isIdentityName(node.name));
      found ||= isPart;
    }
  });
  return found;
}

/** Log sinks and plugins are sent to as well; a connection is called one, or is of a library's type. */
function isConnection(element: TSESTree.Identifier, collection: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = typeOf(element, analysis);
  const symbol = type.aliasSymbol ?? type.getSymbol();
  return (
    [element.name, lastName(collection), symbol?.name ?? ''].some(isConnectionName) ||
    isKnownType(type, 'user-owned', analysis)
  );
}

/** Whether the type of an element says whose it is. */
function hasOwner(element: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { settings } = analysis;
  return typeOf(element, analysis)
    .getProperties()
    .some(
      ({ declarations = [], name }) =>
        (isUserDataName(name, settings.identityNames) || (isOwnerName(name) && /id$/iu.test(name))) &&
        declarations.some((declaration) => !isOfPackage(declaration)),
    );
}
