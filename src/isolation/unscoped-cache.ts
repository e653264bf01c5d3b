import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { KeyedCall, RequestCache } from '../frameworks/framework.js';
import type { FileAnalysis } from './file-analysis.js';
import type { Leaf } from './trace.js';

import { frameworks } from '../frameworks/index.js';
import { canBeIn, specifierNames, symbolMatches } from '../specifier.js';
import { runsInBrowserOnly } from './browser.js';
import { callsOf } from './calls.js';
import { isSharedObject } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { knownMethodsAt, methodNames } from './known-methods.js';
import { isKnownType } from './known-types.js';
import { oncePerFile, oncePerProgram } from './once.js';
import { isImpersonalType, isTellingType, ownerOf } from './owner.js';
import { variableOf } from './references.js';
import { isProcessWide, sharedSlotsOf } from './slot.js';
import { runsAtStartUp } from './start-up.js';
import { symbolAt, typeOf } from './symbols.js';
import {
  calledObject,
  contains,
  enclosingClass,
  enclosingFunction,
  enclosingFunctions,
  isFunction,
  keyText,
  memberChain,
  propertyName,
  unwrap,
  walk,
} from './syntax.js';
import { trace } from './trace.js';
import { shortText } from './wording.js';
import {
  isConfigurationName,
  isCredentialName,
  isIdentityName,
  isOwnerName,
  isOwnIdName,
  isPersonalName,
  isScopeName,
} from './vocabulary.js';

/** A result that is kept under a key which does not say for whom it was made. */
export interface UnscopedEntry {
  /**
   * - `left-out`: the result depends on an identity that is not in the key
   * - `may-be-missing`: the key's only identity may be `undefined`
   * - `unread`: the key is made from something that says whose it is, and leaves that out
   * - `numbered`: the keys are counted, and the entries are gone through for whoever asks
   * - `request-cache`: a cache that is meant for one request is made once for all
   */
  kind: 'left-out' | 'may-be-missing' | 'numbered' | 'request-cache' | 'unread';
  node: TSESTree.Node;
  /** What messages call the store. */
  store: string;
  /** What is left out, as it is written: `userToken`, `req.user`. */
  identity: string;
  /** The key expression, where there is one to correct. */
  key: TSESTree.Node | undefined;
  /** The leaf that the key leaves out, where it is a value in the text. */
  leaf: Leaf | undefined;
}

/** Something that is kept under a key. */
interface Entry {
  node: TSESTree.Node;
  store: TSESTree.Node;
  keys: readonly TSESTree.Node[];
  values: readonly TSESTree.Node[];
}

/** What a file keeps, for all users, under keys that do not keep the users apart. */
export const unscopedEntriesOf = oncePerFile((analysis): readonly UnscopedEntry[] =>
  [
    ...[...slotEntries(analysis), ...callEntries(analysis)].flatMap((entry) => judge(entry, analysis) ?? []),
    ...memoized(analysis),
    ...requestCaches(analysis),
  ].sort((one, other) => one.node.range[0] - other.node.range[0]),
);

function slotEntries(analysis: FileAnalysis): Entry[] {
  return sharedSlotsOf(analysis).flatMap((slot) => {
    const { write, storage } = slot;
    const keys = [...storage.steps.flatMap((step) => step.key ?? []), ...(write.key === undefined ? [] : [write.key])];
    const isPut = write.operation === 'put' || write.operation === 'assign' || write.operation === 'keep';
    return keys.length === 0 || !isPut || isProcessWide(slot, analysis)
      ? []
      : [{ node: write.node, store: write.method === undefined ? memberChain(write.target).root : write.target, keys, values: write.values }];
  });
}

const puts: ReadonlySet<string> = new Set(['put', 'psetex', 'set', 'setEx', 'setEX', 'setex']);
const computes: ReadonlySet<string> = new Set(['computeIfAbsent', 'getOrCreate', 'getOrSet', 'remember', 'wrap']);

/** Caches of packages, by their shape: something with `get` and `set`. */
function callEntries(analysis: FileAnalysis): Entry[] {
  const { methodCalls } = inventoryOf(analysis.sourceCode);
  const keyedNames = methodNames('keyedCalls', analysis);
  const entries: Entry[] = [];
  for (const [name, calls] of methodCalls) {
    const isPut = puts.has(name);
    if (!isPut && !computes.has(name) && !keyedNames.has(name)) {
      continue;
    }
    for (const call of calls) {
      const callee = unwrap(call.callee);
      if (callee.type !== AST_NODE_TYPES.MemberExpression || enclosingFunction(call) === undefined) {
        continue;
      }
      const [known] = knownMethodsAt('keyedCalls', callee, analysis);
      const [key, ...values] = call.arguments;
      const store = callee.object;
      if (known !== undefined && 'argument' in known.key) {
        const keyNode = partOf(call, known.key);
        const valueNode = partOf(call, known.value);
        if (keyNode !== undefined && valueNode !== undefined && isSharedObject(store, analysis)) {
          entries.push({ node: call, store, keys: [keyNode], values: [valueNode] });
        }
      } else if (
        key !== undefined &&
        values.length > 0 &&
        !keyedNames.has(name) &&
        isSharedObject(store, analysis) &&
        hasCacheShape(store, isPut, analysis)
      ) {
        entries.push({ node: call, store, keys: [key], values });
      }
    }
  }
  return entries;
}

/** A standard collection is a slot already; what has no `get` answers nobody by key. */
function hasCacheShape(store: TSESTree.Node, isPut: boolean, analysis: FileAnalysis): boolean {
  const type = typeOf(store, analysis);
  const { program } = analysis;
  const symbol = type.getSymbol();
  const isStandard = (symbol?.declarations ?? []).some((declaration) =>
    program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
  return (
    !isStandard &&
    (type.flags & ts.TypeFlags.Any) === 0 &&
    (type.getProperty('get') !== undefined || !isPut) &&
    !isKnownType(type, 'one-per-server', analysis) &&
    !isKnownType(type, 'process-wide', analysis) &&
    !isKnownType(type, 'user-owned', analysis)
  );
}

function partOf(
  call: TSESTree.CallExpression,
  { argument, property }: { argument: number; property?: string },
): TSESTree.Node | undefined {
  const given = call.arguments[argument];
  if (given === undefined || property === undefined) {
    return given;
  }
  return propertyOf(unwrap(given), property);
}

function judge(entry: Entry, analysis: FileAnalysis): UnscopedEntry | undefined {
  const { sourceCode } = analysis;
  const around = enclosingFunction(entry.node);
  if (around === undefined || runsAtStartUp(around, sourceCode) || runsInBrowserOnly(entry.node, sourceCode)) {
    return undefined;
  }
  const keyLeaves = entry.keys.flatMap((key) => leavesOfKey(key, analysis));
  if (entry.keys.some((key) => isObjectKey(key, analysis)) || hasOwnUniqueKey(keyLeaves)) {
    return undefined;
  }
  const store = storeText(entry.store, analysis);
  const reported = { node: entry.node, store, key: entry.keys.at(-1) };
  const separating = keyLeaves.filter((leaf) => isSeparating(leaf, analysis));
  if (separating.length > 0) {
    // `id ?? 'default'` is never missing; who shares the default is another question.
    const hasFallback = keyLeaves.some(({ kind }) => kind === 'constant');
    const isMissing = !hasFallback && separating.every((leaf) => leaf.kind === 'parameter' && admitsNothing(leaf.node, analysis));
    const isUsers = entry.values.some(
      (value) => ownerOf(value, analysis).owner === 'user' && !isImpersonalType(typeOf(value, analysis), analysis),
    );
    const [first] = separating;
    return isMissing && isUsers && first !== undefined
      ? { ...reported, kind: 'may-be-missing', identity: shortText(first.node, sourceCode), leaf: first }
      : undefined;
  }
  if (isComparedWithOwner(entry.node, analysis)) {
    return undefined;
  }
  const telling = entry.values.filter(
    (value) => isFunction(unwrap(value)) || !isImpersonalType(typeOf(value, analysis), analysis),
  );
  const derived = telling.filter((value) => isDerived(value, analysis, 6));
  const leaves = derived.flatMap((value) => trace(value, sourceCode));
  const uncovered = leaves.filter((leaf) => leaf.kind === 'parameter' && !isCovered(leaf, keyLeaves, analysis));
  const leftOut = uncovered.find((leaf) => isIdentity(leaf, keyLeaves, analysis));
  if (leftOut !== undefined) {
    return { ...reported, kind: 'left-out', identity: shortText(leftOut.node, sourceCode), leaf: leftOut };
  }
  const kept = telling
    .filter((value) => !saysWhose(value, analysis) && !isOwnerValue(unwrap(value), analysis))
    .flatMap((value) => trace(value, sourceCode));
  if (kept.some((leaf) => leaf.kind === 'parameter' && !isCovered(leaf, keyLeaves, analysis))) {
    const unread = keyLeaves.flatMap((leaf) => identityBeside(leaf, analysis) ?? [])[0];
    if (unread !== undefined) {
      return { ...reported, kind: 'unread', identity: unread, leaf: undefined };
    }
  }
  const isNumbered =
    (keyLeaves.some(({ kind }) => kind === 'module') || entry.keys.some((key) => isCounted(key, sourceCode))) &&
    keyLeaves.every(({ kind }) => kind === 'module' || kind === 'constant') &&
    entry.values.some((value) => {
      const { by, owner } = ownerOf(value, analysis);
      return owner === 'user' && by !== 'known-type';
    }) &&
    isGoneThrough(entry.store, analysis);
  return isNumbered ? { ...reported, kind: 'numbered', identity: '', leaf: undefined } : undefined;
}

/**
 * Where a key comes from. A key that a function makes which the caller brought, `options.key(request)`, is followed into the
 * functions that the calls in the file bring.
 */
function leavesOfKey(key: TSESTree.Node, analysis: FileAnalysis): readonly Leaf[] {
  const { sourceCode } = analysis;
  const made = initializerOf(unwrap(key), sourceCode);
  const callee = made.type === AST_NODE_TYPES.CallExpression ? memberChain(made.callee) : undefined;
  const definition = callee === undefined ? undefined : variableOf(callee.root, sourceCode)?.defs[0];
  if (callee === undefined || definition?.type !== 'Parameter' || !isFunction(definition.node)) {
    return trace(key, sourceCode);
  }
  const taker = definition.node;
  const position = taker.params.findIndex((parameter) => contains(parameter, definition.name));
  const brought = callsOf(taker, sourceCode).calls.flatMap((call) => {
    let given: TSESTree.Node | undefined = call.arguments[position];
    for (const step of callee.steps) {
      given = given === undefined ? undefined : propertyOf(unwrap(given), step.name);
    }
    const builder = given === undefined ? undefined : unwrap(given);
    return isFunction(builder) && builder.body.type !== AST_NODE_TYPES.BlockStatement ? [builder.body] : [];
  });
  return brought.length === 0 ? trace(key, sourceCode) : brought.flatMap((body) => trace(body, sourceCode));
}

function initializerOf(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): TSESTree.Node {
  const definition = node.type === AST_NODE_TYPES.Identifier ? variableOf(node, sourceCode)?.defs[0] : undefined;
  return definition?.type === 'Variable' && definition.parent.kind === 'const' && definition.node.init !== null
    ? unwrap(definition.node.init)
    : node;
}

function propertyOf(object: TSESTree.Node, name: string | undefined): TSESTree.Node | undefined {
  if (object.type !== AST_NODE_TYPES.ObjectExpression) {
    return undefined;
  }
  for (const property of object.properties) {
    if (property.type === AST_NODE_TYPES.Property && keyText(property.key) === name) {
      return property.value;
    }
  }
  return undefined;
}

/** An object is its own key; nobody else has it. */
function isObjectKey(key: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = typeOf(key, analysis);
  return (type.flags & ts.TypeFlags.Object) !== 0 && unwrap(key).type !== AST_NODE_TYPES.ArrayExpression && !isArray(type, analysis);
}

function isArray(type: ts.Type, { checker }: FileAnalysis): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** `randomUUID()`: a key that is made here and known only to whom it is given. */
function hasOwnUniqueKey(leaves: readonly Leaf[]): boolean {
  return (
    leaves.every(({ kind }) => kind !== 'parameter') &&
    leaves.some(({ kind }) => kind === 'call' || kind === 'this' || kind === 'unknown')
  );
}

/** Whether a part of a key keeps users apart: an identity, a credential, or the id of what they share on purpose. */
function isSeparating(leaf: Leaf, analysis: FileAnalysis): boolean {
  const { identityNames } = analysis.settings;
  if (leaf.kind !== 'parameter' && leaf.kind !== 'this' && leaf.kind !== 'call') {
    return false;
  }
  const end = memberChain(leaf.node).steps.length;
  return (
    leaf.names.some((name, index) => {
      if (isScopeName(name) || isCredentialName(name) || /headers$/iu.test(name)) {
        return true;
      }
      // `account.resources` is what an account has, and not the account.
      const isBare = !isOwnIdName(name) && !/name$|email$/iu.test(name);
      return isBare
        ? (isIdentityName(name, identityNames) && index === end && leaf.kind !== 'call') ||
            ((isOwnerName(name) || isPersonalName(name, identityNames)) && isOwnIdName(leaf.names[index + 1] ?? ''))
        : isIdentityName(name, identityNames);
    }) ||
    (leaf.kind === 'parameter' && isWhole(leaf) && isWholeOwner(leaf, analysis)) ||
    (leaf.kind === 'call' && isPersonalName(calledName(leaf.node), identityNames))
  );
}

/** `getUserId`, `sessionKeyFor`: the name of what is called. */
function calledName(node: TSESTree.Node): string {
  if (node.type !== AST_NODE_TYPES.CallExpression) {
    return '';
  }
  const { root, steps } = memberChain(node.callee);
  return steps.at(-1)?.name ?? (root.type === AST_NODE_TYPES.Identifier ? root.name : '');
}

/** What makes one text of a value, and takes nothing out of it. */
const textMethods: ReadonlySet<string> = new Set([
  'digest',
  'join',
  'normalize',
  'padStart',
  'replace',
  'replaceAll',
  'slice',
  'sort',
  'stringify',
  'substr',
  'substring',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'update',
]);

/** Whether a key is made of all of a leaf: `hash(state)` is, a member of what is loaded for the state is not. */
function isWhole(leaf: Leaf): boolean {
  const { steps } = memberChain(leaf.node);
  return leaf.names.slice(steps.length + 1).every((name) => textMethods.has(name) || isKeyName(name));
}

/** What a local is called that a key is kept in on the way. */
function isKeyName(name: string): boolean {
  return /key$|hash$|digest$|fingerprint$|signature$/iu.test(name);
}

/** The whole of a request, context or user, not a member of it: hashed or written out, everything in it is in the key. */
function isWholeOwner(leaf: Leaf, analysis: FileAnalysis): boolean {
  const type = typeOf(leaf.node, analysis);
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    (isKnownType(type, 'user-owned', analysis) || isKnownType(type, 'context', analysis) || isTellingType(type, analysis))
  );
}

function admitsNothing(node: TSESTree.Node, { services }: FileAnalysis): boolean {
  const type = services.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0);
}

/** Whether the key has the leaf in it, or the object that the leaf is a part of. */
function isCovered(leaf: Leaf, keyLeaves: readonly Leaf[], analysis: FileAnalysis): boolean {
  const chain = memberChain(leaf.node);
  return keyLeaves.some((keyLeaf) => {
    const keyChain = memberChain(keyLeaf.node);
    if (keyChain.steps.length === 0 && !isWhole(keyLeaf)) {
      // A part of what is made from the same object: only what is made from that part is in the key.
      return (
        isSameRoot(chain.root, keyChain.root, analysis) &&
        keyLeaf.names.every((name, index) => textMethods.has(name) || name === leaf.names[index])
      );
    }
    return (
      isSameRoot(chain.root, keyChain.root, analysis) &&
      keyChain.steps.every((step, index) => step.name !== undefined && step.name === chain.steps[index]?.name)
    );
  });
}

function isSameRoot(one: TSESTree.Node, other: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  const variable = variableOf(one, sourceCode);
  return variable !== undefined && variable === variableOf(other, sourceCode);
}

/** Whether a value depends on who asks through this leaf: an identity, a credential, or an object that has one. */
function isIdentity(leaf: Leaf, keyLeaves: readonly Leaf[], analysis: FileAnalysis): boolean {
  const { identityNames } = analysis.settings;
  const isConfigured = leaf.names.some(isConfigurationName);
  if (
    leaf.names.some((name) => isPersonalName(name, identityNames) && !(isConfigured && isCredentialName(name))) ||
    isOwnerObject(leaf, analysis)
  ) {
    return true;
  }
  const type = typeOf(calledObject(leaf.node) ?? leaf.node, analysis);
  if ((type.flags & ts.TypeFlags.Object) === 0 || isConfigured || type.getCallSignatures().length > 0) {
    return false;
  }
  // `servers.set(context.instanceId, new Server(context))`: the thing's own id stands for who it belongs to, not for the
  // credentials that come with it.
  const hasOwnId = keyLeaves.some(
    (keyLeaf) =>
      isSameRoot(memberChain(keyLeaf.node).root, memberChain(leaf.node).root, analysis) &&
      isOwnIdName(keyLeaf.names.at(-1) ?? ''),
  );
  const isUsers = isKnownType(type, 'user-owned', analysis) || isKnownType(type, 'context', analysis);
  return (
    (isUsers && !hasOwnId) ||
    type
      .getProperties()
      .some(
        ({ name, declarations = [] }) =>
          declarations.every((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/')) &&
          (isCredentialName(name) || (!hasOwnId && isPersonalName(name, identityNames))),
      )
  );
}

/** `actor`, `session`: something that acts for one user, by the name and because it is an object. */
function isOwnerObject(leaf: Leaf, analysis: FileAnalysis): boolean {
  return isOwnerName(leaf.names.at(-1) ?? '') && (typeOf(leaf.node, analysis).flags & ts.TypeFlags.Object) !== 0;
}

/** The identity that an object says and that a key made from the object leaves out: `user` beside `req.url`. */
function identityBeside(leaf: Leaf, analysis: FileAnalysis): string | undefined {
  const { root, steps } = memberChain(leaf.node);
  const isPart = steps.length > 0 || !isWhole(leaf);
  if (leaf.kind !== 'parameter' || !isPart || root.type !== AST_NODE_TYPES.Identifier) {
    return undefined;
  }
  // `tasks.set(task.id, task)`: who is given the id of a thing is given the thing.
  if (leaf.names.some((name, index) => index > 0 && /(?:^|_|[a-z])(?:id|uuid)$/iu.test(name))) {
    return undefined;
  }
  const type = typeOf(root, analysis);
  const isUsers = (['user-owned', 'context', 'legacy'] as const).some((known) => isKnownType(type, known, analysis));
  if (!isUsers) {
    return undefined;
  }
  const identities = type
    .getProperties()
    .filter(
      ({ name, declarations = [] }) =>
        isIdentityName(name, analysis.settings.identityNames) &&
        declarations.some((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/')),
    );
  const member = identities.find(({ name }) => isPersonalName(name)) ?? identities[0];
  return member && `${root.name}.${member.name}`;
}

/**
 * Whether a value is made from its inputs, instead of being one of them: what is kept as it came, or beside a member that
 * says whose it is, can be asked for its owner.
 */
function isDerived(value: TSESTree.Node, analysis: FileAnalysis, fuel: number): boolean {
  const node = unwrap(value);
  if (fuel === 0 || isOwnerValue(node, analysis)) {
    return false;
  }
  switch (node.type) {
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.TaggedTemplateExpression:
    case AST_NODE_TYPES.TemplateLiteral:
      return true;
    case AST_NODE_TYPES.ArrowFunctionExpression:
    case AST_NODE_TYPES.FunctionExpression:
      return true;
    case AST_NODE_TYPES.ConditionalExpression:
      return isDerived(node.consequent, analysis, fuel - 1) || isDerived(node.alternate, analysis, fuel - 1);
    case AST_NODE_TYPES.LogicalExpression:
      return isDerived(node.left, analysis, fuel - 1) || isDerived(node.right, analysis, fuel - 1);
    case AST_NODE_TYPES.ArrayExpression:
      return node.elements.some((element) => element !== null && isDerived(element, analysis, fuel - 1));
    case AST_NODE_TYPES.ObjectExpression: {
      return (
        !saysWhose(node, analysis) &&
        node.properties.some((property) =>
          isDerived(property.type === AST_NODE_TYPES.Property ? property.value : property.argument, analysis, fuel - 1),
        )
      );
    }
    case AST_NODE_TYPES.Identifier: {
      const definition = variableOf(node, analysis.sourceCode)?.defs[0];
      if (definition?.type !== 'Variable') {
        return false;
      }
      const written = (variableOf(node, analysis.sourceCode)?.references ?? []).flatMap((reference) =>
        reference.isWrite() && reference.writeExpr ? [reference.writeExpr] : [],
      );
      return written.some((expression) => isDerived(expression, analysis, fuel - 1));
    }
    default:
      return false;
  }
}

/** Whether a value has a member that says whose it is: `{ ownerId, text }`, by the literal or by its type. */
function saysWhose(value: TSESTree.Node, analysis: FileAnalysis): boolean {
  const node = unwrap(value);
  const names =
    node.type === AST_NODE_TYPES.ObjectExpression
      ? node.properties.flatMap((property) =>
          property.type === AST_NODE_TYPES.Property ? [keyText(property.key) ?? ''] : [],
        )
      : (typeOf(node, analysis).flags & ts.TypeFlags.Object) !== 0
        ? typeOf(node, analysis).getProperties().map(({ name }) => name)
        : [];
  return names.some((name) => isPersonalName(name, analysis.settings.identityNames));
}

/** A session, a socket, a transport: it is one user's itself, and whoever has its key has been given it. */
function isOwnerValue(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  if (isFunction(node)) {
    return false;
  }
  const type = typeOf(node, analysis);
  const symbol = type.aliasSymbol ?? type.getSymbol();
  return (
    (symbol !== undefined && !/(?:request|response)$/iu.test(symbol.name) && (isOwnerName(symbol.name) || isLiveName(symbol.name))) ||
    isKnownType(type, 'one-per-user', analysis) ||
    isKnownType(type, 'one-per-connection', analysis) ||
    isKnownType(type, 'user-owned', analysis)
  );
}

/** A type's name that says a connection: what it is connected to is one client. */
function isLiveName(name: string): boolean {
  return /(?:connection|socket|stream|transport)s?$/iu.test(name);
}

/** A comparison around the entry that asks whose it is: `if (entry.owner !== user.id) …`. */
function isComparedWithOwner(node: TSESTree.Node, { settings, sourceCode }: FileAnalysis): boolean {
  let found = false;
  for (const around of enclosingFunctions(node)) {
    walk(around.body, sourceCode.visitorKeys, (inner) => {
      if (inner.type === AST_NODE_TYPES.BinaryExpression && /^[!=]==?$/u.test(inner.operator)) {
        const names = [inner.left, inner.right].map((side) => memberChain(side).steps.at(-1)?.name ?? sourceCode.getText(side));
        found ||= names.every((name) => isPersonalName(name, settings.identityNames) || isOwnIdName(name)) && names.some((name) => isPersonalName(name, settings.identityNames));
      }
    });
  }
  return found;
}

/** `${++count}` */
function isCounted(key: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  let found = false;
  walk(initializerOf(unwrap(key), sourceCode), sourceCode.visitorKeys, (node) => {
    found ||= node.type === AST_NODE_TYPES.UpdateExpression;
  });
  return found;
}

/** Whether the entries of a store are gone through in a function of the file. */
function isGoneThrough(store: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  const variable = variableOf(memberChain(store).root, sourceCode);
  return (variable?.references ?? []).some(({ identifier }) => {
    const { parent } = identifier;
    return (
      enclosingFunction(identifier) !== undefined &&
      ((parent.type === AST_NODE_TYPES.ForOfStatement && parent.right === identifier) ||
        (parent.type === AST_NODE_TYPES.SpreadElement) ||
        (parent.type === AST_NODE_TYPES.MemberExpression &&
          ['entries', 'forEach', 'values'].includes(propertyName(parent) ?? '')))
    );
  });
}

/** `memoize(function, resolver?)` at module level: without a resolver only the first argument of a call is the key. */
function memoized(analysis: FileAnalysis): UnscopedEntry[] {
  return inventoryOf(analysis.sourceCode).calls.flatMap((call) => {
    if (call.type !== AST_NODE_TYPES.CallExpression || call.arguments.length === 0) {
      return [];
    }
    const [known] = knownMethodsAt('keyedCalls', call.callee, analysis).filter(
      ({ key, methods }) => 'resolver' in key || methods.length === 0,
    );
    return known === undefined ? [] : (memoizedBy(known, call, analysis) ?? []);
  });
}

function memoizedBy(known: KeyedCall, call: TSESTree.CallExpression, analysis: FileAnalysis): UnscopedEntry | undefined {
  const made = partOf(call, known.value);
  const definition = made === undefined ? undefined : unwrap(made);
  if (!isFunction(definition)) {
    return undefined;
  }
  const store = storeText(call.callee, analysis);
  if ('argument' in known.key) {
    // The function's own arguments are in the key; what it closes over is not.
    const key = partOf(call, known.key);
    return key === undefined || enclosingFunction(call) === undefined
      ? undefined
      : judge({ node: call, store: call.callee, keys: [key], values: [definition] }, analysis);
  }
  if (partOf(call, known.key.resolver) !== undefined || enclosingFunction(call) !== undefined) {
    return undefined;
  }
  const leftOut = definition.params.slice(known.keyed ?? 1).find((parameter) => {
    const pattern = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
    return (
      pattern.type === AST_NODE_TYPES.Identifier &&
      (isPersonalParameter(pattern, analysis) || isOwnerName(pattern.name))
    );
  });
  return leftOut === undefined
    ? undefined
    : { kind: 'left-out', node: call, store, identity: shortText(leftOut, analysis.sourceCode), key: undefined, leaf: undefined };
}

function isPersonalParameter(pattern: TSESTree.Identifier, analysis: FileAnalysis): boolean {
  const type = typeOf(pattern, analysis);
  return (
    isPersonalName(pattern.name, analysis.settings.identityNames) ||
    isKnownType(type, 'user-owned', analysis) ||
    isKnownType(type, 'context', analysis) ||
    isTellingType(type, analysis)
  );
}

interface RequestCaches {
  names: ReadonlySet<string>;
  known: readonly RequestCache[];
}

const requestCachesOf = oncePerProgram(({ program, settings }): RequestCaches => {
  const known = [
    ...frameworks.flatMap(({ requestCacheTypes = [] }) => requestCacheTypes),
    ...(settings.requestCacheTypes ?? []),
  ].filter(({ type }) => canBeIn(type, program));
  return { names: new Set(known.flatMap(({ type }) => specifierNames(type))), known };
});

/** `new DataLoader(…)` at module level or in a static. */
function requestCaches(analysis: FileAnalysis): UnscopedEntry[] {
  const { cwd, program, sourceCode } = analysis;
  const caches = requestCachesOf(analysis);
  if (caches.known.length === 0) {
    return [];
  }
  return inventoryOf(sourceCode).instances.flatMap((instance) => {
    if (enclosingFunction(instance) !== undefined || isInstanceField(instance)) {
      return [];
    }
    const symbol = symbolAt(instance.callee, analysis);
    const isCandidate = symbol !== undefined && (caches.names.has(symbol.name) || caches.names.has(instance.callee.name));
    const known = isCandidate ? caches.known.find(({ type }) => symbolMatches(symbol, type, program, cwd)) : undefined;
    if (known === undefined || (known.unless !== undefined && isSwitchedOff(instance, known.unless))) {
      return [];
    }
    return [{ kind: 'request-cache', node: instance, store: storeText(instance.callee, analysis), identity: '', key: undefined, leaf: undefined }];
  });
}

function isInstanceField(node: TSESTree.Node): boolean {
  return enclosingClass(node) !== undefined && fieldOf(node)?.static === false;
}

function fieldOf(node: TSESTree.Node): TSESTree.PropertyDefinition | undefined {
  for (let outer: TSESTree.Node | undefined = node; outer; outer = outer.parent) {
    if (outer.type === AST_NODE_TYPES.PropertyDefinition) {
      return outer;
    }
  }
  return undefined;
}

function isSwitchedOff(
  instance: TSESTree.NewExpression,
  { argument, property, value }: { argument: number; property: string; value: boolean },
): boolean {
  const options = instance.arguments[argument];
  const object = options === undefined ? undefined : unwrap(options);
  if (object === undefined) {
    return false;
  }
  return (
    object.type !== AST_NODE_TYPES.ObjectExpression ||
    object.properties.some(
      (member) =>
        member.type === AST_NODE_TYPES.SpreadElement ||
        (member.key.type === AST_NODE_TYPES.Identifier &&
          member.key.name === property &&
          member.value.type === AST_NODE_TYPES.Literal &&
          member.value.value === value),
    )
  );
}

function storeText(node: TSESTree.Node, analysis: FileAnalysis): string {
  return shortText(unwrap(node), analysis.sourceCode);
}
