import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';
import type { Leaf } from './trace.js';

import { isOfPackage } from '../specifier.js';
import { isKnownClass, isKnownSymbol, isKnownType, symbolsOfType } from './known-types.js';
import { isProvider } from './context-provider.js';
import { oncePerNode } from './once.js';
import { isExported, variableOfFunction } from './references.js';
import { calledObject, hasDirective, memberChain, propertyName, unwrap } from './syntax.js';
import { runsAtStartUpOfProgram } from './start-up.js';
import { isOfStandardLibrary, symbolAt, typeOf } from './symbols.js';
import { trace } from './trace.js';
import {
  isConfigurationName,
  isCredentialName,
  isPersonalMemberName,
  isContentName,
  isPersonalName,
  isUserDataTypeName,
} from './vocabulary.js';

/**
 * Whose a value is.
 *
 * - `user`: a context, agent state, request, connection, credential or message history, or computed from one
 * - `caller`: computed from a parameter; whose it is, nothing says
 * - `process`: constants, the environment, start-up configuration
 * - `unknown`: nothing can be said, so nothing is reported
 */
export type Owner = 'caller' | 'process' | 'unknown' | 'user';

/** The answer to "whose is this value?", with what it rests on. */
export interface Ownership {
  owner: Owner;
  /** What decided: a type that is known as one user's, a telling type or name, or the data flow alone. */
  by: 'flow' | 'known-type' | 'name' | 'type';
  /** The expression that brings the value in. */
  node: TSESTree.Node;
  /** The names that it went through, outermost first. */
  names: readonly string[];
  /** The function whose parameter it comes from. */
  function: FunctionNode | undefined;
}

const rank: Record<Owner, number> = { user: 3, caller: 2, unknown: 1, process: 0 };

/** Whose a value is: known types first, then where it comes from, names last. */
export const ownerOf = oncePerNode(decide);

/** Whose several values are that are handed on together: one user's, if one of them is. */
export function strongestOwner(values: readonly TSESTree.Expression[], analysis: FileAnalysis): Ownership | undefined {
  const ownerships = values.map((value): Ownership => {
    const ownership = ownerOf(value, analysis);
    // What start-up code was called with is the program's own, also where a closure keeps it for later.
    return ownership.function !== undefined && runsAtStartUpOfProgram(ownership.function, analysis)
      ? { ...ownership, owner: 'process' }
      : ownership;
  });
  return (
    ownerships.find(({ owner }) => owner === 'user') ?? ownerships.find(({ owner }) => owner === 'caller') ?? ownerships[0]
  );
}

/**
 * Whether a value is one user's by more than what it is called: a message that a program writes about itself is called a
 * message, too.
 */
export function isSurelyUsers(ownership: Ownership): boolean {
  return ownership.owner === 'user' && (ownership.by !== 'name' || isSomebodys(ownership));
}

/** Whether the names on the way say an identity, a credential or a person: `request.user.name`, and not `request.body.title`. */
export function isSomebodys({ names }: Ownership): boolean {
  return names.some((name) => isPersonalName(name) || isPersonalMemberName(name) || isCredentialName(name));
}

function decide(expression: TSESTree.Node, analysis: FileAnalysis): Ownership {
  const leaves = trace(expression, analysis.sourceCode);
  const answers = leaves.map((leaf) => ownerOfLeaf(leaf, analysis));
  const strongest = answers.reduce<Ownership>(
    (best, answer) => (rank[answer.owner] > rank[best.owner] ? answer : best),
    { owner: 'process', by: 'flow', node: expression, names: [], function: undefined },
  );
  if (
    strongest.owner !== 'user' &&
    leaves.some((leaf) => leaf.kind !== 'constant') &&
    isUserOwnedValue(expression, analysis)
  ) {
    return { ...strongest, owner: 'user', by: 'known-type', node: unwrap(expression) };
  }
  if (strongest.owner === 'caller' && isTellingType(typeOf(expression, analysis), analysis)) {
    return { ...strongest, owner: 'user', by: 'type' };
  }
  return strongest;
}

/**
 * A value of a type that is known as one user's. What the program constructs by itself is not, unless there should be one
 * for each user: a socket that it opens is a connection of its own.
 */
function isUserOwnedValue(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = typeOf(expression, analysis);
  return unwrap(expression).type === AST_NODE_TYPES.NewExpression
    ? isKnownClass(type, 'one-per-user', analysis)
    : isUserOwnedType(type, analysis);
}

/** Whose one origin of a value is. */
export function ownerOfLeaf(leaf: Leaf, analysis: FileAnalysis): Ownership {
  const ownership = { node: leaf.node, names: leaf.names, function: leaf.function };
  switch (leaf.kind) {
    case 'constant':
    case 'module':
      return { ...ownership, owner: 'process', by: 'flow' };
    case 'unknown':
      return { ...ownership, owner: 'unknown', by: 'flow' };
    case 'call':
      return { ...ownership, owner: isFromContextProvider(leaf.node, analysis) ? 'user' : 'process', by: 'known-type' };
    case 'this':
      return { ...ownership, owner: chainHasUserOwnedType(leaf.node, analysis) ? 'user' : 'process', by: 'known-type' };
    case 'parameter':
      if (memberChain(leaf.node).steps.some(({ name }) => isOfProtocol(name ?? ''))) {
        return { ...ownership, owner: 'process', by: 'flow' };
      }
      if (isListenedToOnce(leaf, analysis)) {
        return { ...ownership, owner: 'unknown', by: 'flow' };
      }
      if (chainHasUserOwnedType(leaf.node, analysis) || isOfRequest(leaf, analysis)) {
        return { ...ownership, owner: 'user', by: 'known-type' };
      }
      if (!isPersonal(leaf, analysis) && isImpersonalType(typeOf(calledObject(leaf.node) ?? leaf.node, analysis), analysis)) {
        return { ...ownership, owner: 'process', by: 'flow' };
      }
      if (isTellingType(typeOf(leaf.node, analysis), analysis)) {
        return { ...ownership, owner: 'user', by: 'type' };
      }
      return isTellingNames(leaf.names, analysis)
        ? { ...ownership, owner: 'user', by: 'name' }
        : { ...ownership, owner: 'caller', by: 'flow' };
  }
}

/** Members of a request that say nothing about who sent it: `request.method`, the pattern of its route. */
const ofProtocol: ReadonlySet<string> = new Set(['httpVersion', 'method', 'route', 'routeOptions', 'routerPath']);

/** Whether a member of a request has such a name. */
export function isOfProtocol(name: string): boolean {
  return ofProtocol.has(name);
}

/** `user.id` is somebody's, even where it is a number. */
function isPersonal({ names }: Leaf, { settings }: FileAnalysis): boolean {
  return names.some((name) => isPersonalName(name, settings.identityNames));
}

/** What is called with a function as one of its arguments: `socket.on` of `socket.on('message', callback)`. */
function calleeTaking(callback: FunctionNode | undefined): TSESTree.Node | undefined {
  const parent = callback?.parent;
  return parent?.type === AST_NODE_TYPES.CallExpression && parent.callee !== callback ? unwrap(parent.callee) : undefined;
}

/** Whether what the callback is given comes from a connection that the program was given: a socket, a request. */
function comesOverConnection(callback: FunctionNode | undefined, analysis: FileAnalysis): boolean {
  const callee = calleeTaking(callback);
  return (
    callee?.type === AST_NODE_TYPES.MemberExpression &&
    isUserOwnedType(typeOf(callee.object, analysis), analysis) &&
    trace(callee.object, analysis.sourceCode).some((leaf) => leaf.kind === 'parameter')
  );
}

/** `emitter.once('ready', callback)`: one event of the process's life (signals.md), except on somebody's connection. */
function isListenedToOnce({ function: callback }: Leaf, analysis: FileAnalysis): boolean {
  const callee = calleeTaking(callback);
  return (
    callee?.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(callee) === 'once' &&
    !comesOverConnection(callback, analysis)
  );
}

/**
 * Whether a parameter is a part of a request: taken out of one by a pattern, marked by a decorator, what arrives over a
 * connection, or what a server action of a file with `'use server'` is called with.
 */
function isOfRequest({ function: definition, parameter }: Leaf, analysis: FileAnalysis): boolean {
  if (definition === undefined || parameter === undefined) {
    return false;
  }
  const { checker, services } = analysis;
  if (parameter.type === AST_NODE_TYPES.ObjectPattern) {
    const declaration = services.esTreeNodeToTSNodeMap.get(parameter).parent;
    if (isUserOwnedType(checker.getTypeAtLocation(declaration), analysis)) {
      return true;
    }
  }
  return (
    hasRequestDecorator(parameter, analysis) ||
    comesOverConnection(definition, analysis) ||
    isServerAction(definition, analysis)
  );
}

function hasRequestDecorator(parameter: TSESTree.Parameter, analysis: FileAnalysis): boolean {
  return parameter.decorators.some(({ expression }) => {
    const decorator = unwrap(expression);
    const symbol = symbolAt(decorator.type === AST_NODE_TYPES.CallExpression ? unwrap(decorator.callee) : decorator, analysis);
    return symbol !== undefined && isKnownSymbol(symbol, 'request-decorator', analysis);
  });
}

function isServerAction(definition: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  const variable = variableOfFunction(definition, sourceCode);
  return hasDirective(sourceCode.ast, 'use server') && variable !== undefined && isExported(variable);
}

function isTellingNames(names: readonly string[], analysis: FileAnalysis): boolean {
  const identityNames = analysis.settings.identityNames ?? [];
  const isConfigured = names.some(isConfigurationName);
  return (
    names.some(
      (name) =>
        isPersonalName(name, identityNames) &&
        // `config.apiKey` is the program's own key; `config.userId` is still somebody's.
        !(isConfigured && isCredentialName(name)),
    ) ||
    // `message.offset` is nothing that anybody wrote.
    names.slice(-1).some(isContentName)
  );
}

function isFromContextProvider(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const call = unwrap(node);
  return call.type === AST_NODE_TYPES.CallExpression && isProvider(unwrap(call.callee), analysis);
}

/** Whether a type is known as one user's: a request, a connection, a context, the legacy state. */
export function isUserOwnedType(type: ts.Type, analysis: FileAnalysis): boolean {
  return (
    isKnownType(type, 'user-owned', analysis) ||
    isKnownType(type, 'context', analysis) ||
    isKnownType(type, 'legacy', analysis)
  );
}

function chainHasUserOwnedType(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { root, steps } = memberChain(node);
  return [root, ...steps.map((step) => step.node)].some((link) => isUserOwnedType(typeOf(link, analysis), analysis));
}

const telling = new WeakMap<ts.Type, boolean>();

/**
 * Whether a type of the project says that its values are one user's: it is called a session, history, user and so on,
 * or has a property that is an identity. A second signal only: for values of which the flow says that a caller gave them.
 */
export function isTellingType(type: ts.Type, analysis: FileAnalysis): boolean {
  let answer = telling.get(type);
  if (answer === undefined) {
    answer = [...symbolsOfType(type, analysis)].some(
      (symbol) =>
        !isOfStandardLibrary(symbol, analysis.program) &&
        (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.TypeLiteral)) !== 0 &&
        (isUserDataTypeName(symbol.name) || hasPersonalMember(symbol)),
    );
    telling.set(type, answer);
  }
  return answer;
}

/** Types of packages describe the world at large: a URL has a `username`. */
function hasPersonalMember(symbol: ts.Symbol): boolean {
  if (symbol.declarations?.some(isOfPackage) === true) {
    return false;
  }
  for (const name of symbol.members?.keys() ?? []) {
    if (isPersonalMemberName(ts.unescapeLeadingUnderscores(name))) {
      return true;
    }
  }
  return false;
}

/** Whether values of a type say nothing about anybody: numbers, booleans, dates, timers, functions (signals.md, signal 6). */
export function isImpersonalType(type: ts.Type, analysis: FileAnalysis): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => {
    const scalar =
      ts.TypeFlags.NumberLike |
      ts.TypeFlags.BigIntLike |
      ts.TypeFlags.BooleanLike |
      ts.TypeFlags.EnumLike |
      ts.TypeFlags.ESSymbolLike |
      ts.TypeFlags.StringLiteral |
      ts.TypeFlags.Null |
      ts.TypeFlags.Undefined |
      ts.TypeFlags.Void;
    if ((part.flags & scalar) !== 0) {
      return true;
    }
    const symbol = part.getSymbol();
    return (
      part.getCallSignatures().length > 0 ||
      isRecordOfImpersonal(part, analysis) ||
      (symbol !== undefined &&
        (symbol.name === 'Timeout' || (impersonal.has(symbol.name) && isOfStandardLibrary(symbol, analysis.program))))
    );
  });
}

/** `{ phase, at }`, made where it is written, of texts that the program knows and numbers. */
function isRecordOfImpersonal(type: ts.Type, analysis: FileAnalysis): boolean {
  const isLiteral =
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.ObjectLiteral) !== 0;
  const properties = isLiteral ? type.getProperties() : [];
  return (
    properties.length > 0 &&
    properties.every((property) => isImpersonalType(analysis.checker.getTypeOfSymbol(property), analysis))
  );
}

const impersonal: ReadonlySet<string> = new Set([
  'AbortController',
  'AbortSignal',
  'Collator',
  'Date',
  'DateTimeFormat',
  'ListFormat',
  'NumberFormat',
  'PluralRules',
  'RegExp',
  'RelativeTimeFormat',
  'Segmenter',
  'TextDecoder',
  'TextEncoder',
  'WeakMap',
  'WeakRef',
  'WeakSet',
]);
