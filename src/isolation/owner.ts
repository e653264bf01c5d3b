import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';
import type { Leaf, TraceStep } from './trace.js';

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

/**
 * Why a value is whose it is.
 *
 * - `known-type`: an expression on the way is of a type that is known as one user's
 * - `telling-type`: a type of the project says so
 * - `telling-name`: a name on the way says so
 * - `request-pattern`, `request-decorator`, `connection`, `server-action`: it is a part of a request
 * - `provider`: a context provider returned it
 * - `parameter`: it comes from a caller, and nothing says more
 * - `constant`, `module`, `instance`, `foreign-result`: it comes from no caller
 * - `start-up`: it comes from a caller who calls only while the program starts
 * - `protocol`, `impersonal`: it comes with a caller and says nothing about who that is
 * - `once`: one event of the process's life brings it
 * - `untraced`: the trace leads out of what can be seen, or is too long
 */
export type OwnerReason =
  | 'connection'
  | 'constant'
  | 'foreign-result'
  | 'impersonal'
  | 'instance'
  | 'known-type'
  | 'module'
  | 'once'
  | 'parameter'
  | 'protocol'
  | 'provider'
  | 'request-decorator'
  | 'request-pattern'
  | 'server-action'
  | 'start-up'
  | 'telling-name'
  | 'telling-type'
  | 'untraced';

/** The answer to "whose is this value?", with what it rests on. */
export interface Ownership {
  owner: Owner;
  /** What decided: a type that is known as one user's, a telling type or name, or the data flow alone. */
  by: 'flow' | 'known-type' | 'name' | 'type';
  because: OwnerReason;
  /** The expression whose type decided. */
  typed: TSESTree.Node | undefined;
  /** The expression that brings the value in. */
  node: TSESTree.Node;
  /** The names that it went through, outermost first. */
  names: readonly string[];
  /** The function whose parameter it comes from. */
  function: FunctionNode | undefined;
  /** How the trace came from the value to {@link node}. */
  step: TraceStep | undefined;
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
      ? { ...ownership, owner: 'process', because: 'start-up' }
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
    {
      owner: 'process',
      by: 'flow',
      because: 'constant',
      typed: undefined,
      node: expression,
      names: [],
      function: undefined,
      step: undefined,
    },
  );
  if (
    strongest.owner !== 'user' &&
    leaves.some((leaf) => leaf.kind !== 'constant') &&
    isUserOwnedValue(expression, analysis)
  ) {
    const node = unwrap(expression);
    return { ...strongest, owner: 'user', by: 'known-type', because: 'known-type', typed: node, node };
  }
  if (strongest.owner === 'caller' && isTellingType(typeOf(expression, analysis), analysis)) {
    return { ...strongest, owner: 'user', by: 'type', because: 'telling-type', typed: expression };
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
  const { function: definition, names, node, step } = leaf;
  const ownership = { node, names, function: definition, step, typed: undefined };
  switch (leaf.kind) {
    case 'constant':
    case 'module':
      return { ...ownership, owner: 'process', by: 'flow', because: leaf.kind };
    case 'unknown':
      return { ...ownership, owner: 'unknown', by: 'flow', because: 'untraced' };
    case 'call':
      return isFromContextProvider(node, analysis)
        ? { ...ownership, owner: 'user', by: 'known-type', because: 'provider' }
        : { ...ownership, owner: 'process', by: 'known-type', because: 'foreign-result' };
    case 'this': {
      const typed = linkOfUserOwnedType(node, analysis);
      return typed === undefined
        ? { ...ownership, owner: 'process', by: 'known-type', because: 'instance' }
        : { ...ownership, owner: 'user', by: 'known-type', because: 'known-type', typed };
    }
    case 'parameter': {
      if (memberChain(node).steps.some(({ name }) => isOfProtocol(name ?? ''))) {
        return { ...ownership, owner: 'process', by: 'flow', because: 'protocol' };
      }
      if (isListenedToOnce(leaf, analysis)) {
        return { ...ownership, owner: 'unknown', by: 'flow', because: 'once' };
      }
      const typed = linkOfUserOwnedType(node, analysis);
      const because = typed === undefined ? partOfRequest(leaf, analysis) : 'known-type';
      if (because !== undefined) {
        return { ...ownership, owner: 'user', by: 'known-type', because, typed };
      }
      if (!isPersonal(leaf, analysis) && isImpersonalType(typeOf(calledObject(node) ?? node, analysis), analysis)) {
        return { ...ownership, owner: 'process', by: 'flow', because: 'impersonal' };
      }
      if (isTellingType(typeOf(node, analysis), analysis)) {
        return { ...ownership, owner: 'user', by: 'type', because: 'telling-type', typed: node };
      }
      return tellingName(names, analysis) === undefined
        ? { ...ownership, owner: 'caller', by: 'flow', because: 'parameter' }
        : { ...ownership, owner: 'user', by: 'name', because: 'telling-name' };
    }
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
 * What makes a parameter a part of a request: it is taken out of one by a pattern, marked by a decorator, arrives over a
 * connection, or is what a server action of a file with `'use server'` is called with.
 */
function partOfRequest({ function: definition, parameter }: Leaf, analysis: FileAnalysis): OwnerReason | undefined {
  if (definition === undefined || parameter === undefined) {
    return undefined;
  }
  const { checker, services } = analysis;
  if (parameter.type === AST_NODE_TYPES.ObjectPattern) {
    const declaration = services.esTreeNodeToTSNodeMap.get(parameter).parent;
    if (isUserOwnedType(checker.getTypeAtLocation(declaration), analysis)) {
      return 'request-pattern';
    }
  }
  if (hasRequestDecorator(parameter, analysis)) {
    return 'request-decorator';
  }
  if (comesOverConnection(definition, analysis)) {
    return 'connection';
  }
  return isServerAction(definition, analysis) ? 'server-action' : undefined;
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

/** The name, of those on the way of a value, that says that it is one user's. */
export function tellingName(names: readonly string[], analysis: FileAnalysis): string | undefined {
  const identityNames = analysis.settings.identityNames ?? [];
  const isConfigured = names.some(isConfigurationName);
  return (
    names.find(
      (name) =>
        isPersonalName(name, identityNames) &&
        // `config.apiKey` is the program's own key; `config.userId` is still somebody's.
        !(isConfigured && isCredentialName(name)),
    ) ??
    // `message.offset` is nothing that anybody wrote.
    names.slice(-1).find(isContentName)
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

/** The link of a member chain of which the type is known as one user's. */
function linkOfUserOwnedType(node: TSESTree.Node, analysis: FileAnalysis): TSESTree.Node | undefined {
  const { root, steps } = memberChain(node);
  return [root, ...steps.map((step) => step.node)].find((link) => isUserOwnedType(typeOf(link, analysis), analysis));
}

/** What of a type says that its values are one user's. */
export interface TellingType {
  type: string;
  /** The member that says it; `undefined` where the type's name does. */
  member: string | undefined;
}

const telling = new WeakMap<ts.Type, { answer: TellingType | undefined }>();

/**
 * Whether a type of the project says that its values are one user's: it is called a session, history, user and so on,
 * or has a property that is an identity. A second signal only: for values of which the flow says that a caller gave them.
 */
export function isTellingType(type: ts.Type, analysis: FileAnalysis): boolean {
  return tellingTypeOf(type, analysis) !== undefined;
}

/** By what a type of the project says that its values are one user's; `undefined` where it does not. */
export function tellingTypeOf(type: ts.Type, analysis: FileAnalysis): TellingType | undefined {
  let remembered = telling.get(type);
  if (remembered === undefined) {
    remembered = { answer: findTelling(type, analysis) };
    telling.set(type, remembered);
  }
  return remembered.answer;
}

function findTelling(type: ts.Type, analysis: FileAnalysis): TellingType | undefined {
  for (const symbol of symbolsOfType(type, analysis)) {
    if (
      !isOfStandardLibrary(symbol, analysis.program) &&
      (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.TypeLiteral)) !== 0
    ) {
      const isTellingName = isUserDataTypeName(symbol.name);
      const member = isTellingName ? undefined : personalMember(symbol);
      if (isTellingName || member !== undefined) {
        return { type: symbol.name, member };
      }
    }
  }
  return undefined;
}

/** Types of packages describe the world at large: a URL has a `username`. */
function personalMember(symbol: ts.Symbol): string | undefined {
  if (symbol.declarations?.some(isOfPackage) === true) {
    return undefined;
  }
  for (const name of symbol.members?.keys() ?? []) {
    const member = ts.unescapeLeadingUnderscores(name);
    if (isPersonalMemberName(member)) {
      return member;
    }
  }
  return undefined;
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
