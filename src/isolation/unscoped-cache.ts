import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { CacheEntry } from './cache-entry.js';
import type { FileAnalysis } from './file-analysis.js';
import type { Leaf } from './trace.js';
import type { Unserved } from './unserved-place.js';

import { broughtEntries, callEntries, helperEntries, slotEntries } from './cache-entry.js';
import { admitsNothing, hasOwnUniqueKey, isCounted, isCovered, isFixed, isObjectKey, isSeparating, leavesOfKey } from './cache-key.js';
import { identityBeside, isDerived, isIdentity, isOwnerValue, saysWhose } from './kept-value.js';
import { memoizedEntries, unkeyedParameters } from './memoized-function.js';
import { oncePerFile } from './once.js';
import { isImpersonalType, isSurelyUsers, ownerOf, ownerOfLeaf } from './owner.js';
import { variableOf } from './references.js';
import { sharedRequestCaches } from './request-cache.js';
import { typeOf } from './symbols.js';
import { calledObject, enclosingFunction, enclosingFunctions, isFunction, memberChain, propertyName, unwrap, walk, wrapped } from './syntax.js';
import { trace } from './trace.js';
import { unservedBecause } from './unserved-place.js';
import { isOwnIdName, isPersonalName } from './vocabulary.js';
import { shortText } from './wording.js';

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

/** A result that is kept under a key, of which no user is given another's. */
export interface ScopedEntry {
  /**
   * Why that is so:
   *
   * - {@link Unserved}: nobody is served meanwhile
   * - `object-key`: an object is the key, and nobody else has it
   * - `unique-key`: the key is made here, and only known to whom it is given
   * - `separating`: an identity is in the key
   * - `compared`: a comparison asks whose the entry is
   * - `nobodys`: nothing that is kept depends on an identity that the key leaves out
   */
  scopedBecause: Unserved | 'compared' | 'nobodys' | 'object-key' | 'separating' | 'unique-key';
  /** The part of the key that keeps users apart. */
  separating: Leaf | undefined;
}

/** Something that is kept under a key, and what becomes of it. */
export interface JudgedEntry {
  entry: CacheEntry;
  verdict: ScopedEntry | UnscopedEntry;
}

/** Whether users are given each other's. */
export function isUnscoped(verdict: ScopedEntry | UnscopedEntry): verdict is UnscopedEntry {
  return 'kind' in verdict;
}

/** What a file keeps under keys, with what becomes of it. */
export const judgedEntriesOf = oncePerFile((analysis): readonly JudgedEntry[] => {
  const direct = [...slotEntries(analysis), ...callEntries(analysis), ...memoizedEntries(analysis), ...helperEntries(analysis)];
  const entries = [...direct, ...direct.flatMap((entry) => broughtEntries(entry, analysis))];
  return entries.map((entry) => ({ entry, verdict: judge(entry, analysis) }));
});

/** What a file keeps, for all users, under keys that do not keep the users apart. */
export const unscopedEntriesOf = oncePerFile((analysis): readonly UnscopedEntry[] => {
  const { sourceCode } = analysis;
  const unkeyed = { key: undefined, leaf: undefined };
  return [
    ...judgedEntriesOf(analysis).flatMap(({ verdict }) => (isUnscoped(verdict) ? [verdict] : [])),
    ...unkeyedParameters(analysis).map(({ call, parameter }): UnscopedEntry => {
      const identity = shortText(parameter, sourceCode);
      return { ...unkeyed, kind: 'left-out', node: call, store: holderText(call, call.callee, sourceCode), identity };
    }),
    ...sharedRequestCaches(analysis).map((node): UnscopedEntry => {
      return { ...unkeyed, kind: 'request-cache', node, store: holderText(node, node.callee, sourceCode), identity: '' };
    }),
  ].sort((one, other) => one.node.range[0] - other.node.range[0]);
});

/** What messages call something by where it is kept: the variable or field, else what makes it. */
function holderText(made: TSESTree.Node, maker: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  const { parent } = wrapped(made);
  const holder =
    parent?.type === AST_NODE_TYPES.VariableDeclarator ? parent.id : parent?.type === AST_NODE_TYPES.PropertyDefinition ? parent.key : maker;
  return shortText(unwrap(holder), sourceCode);
}

function judge(entry: CacheEntry, analysis: FileAnalysis): ScopedEntry | UnscopedEntry {
  const { sourceCode } = analysis;
  const around = enclosingFunction(entry.node);
  const unserved = around === undefined ? 'start-up' : unservedBecause(entry.node, around, analysis);
  if (unserved !== undefined) {
    return scoped(unserved);
  }
  const keyLeaves = entry.keys.flatMap((key) => leavesOfKey(key, analysis));
  const isFixedKey = keyLeaves.every((leaf) => isFixed(leaf, analysis));
  if (!isFixedKey && entry.keys.some((key) => isObjectKey(key, analysis))) {
    return scoped('object-key');
  }
  if (hasOwnUniqueKey(keyLeaves)) {
    return scoped('unique-key');
  }
  const store = shortText(unwrap(entry.store), sourceCode);
  const reported = { node: entry.node, store, key: entry.keys.at(-1) };
  const separating = keyLeaves.filter((leaf) => isSeparating(leaf, analysis));
  const [first] = separating;
  if (first !== undefined) {
    // `id ?? 'default'` is never missing; who shares the default is another question.
    const hasFallback = keyLeaves.some(({ kind }) => kind === 'constant');
    const isMissing = !hasFallback && separating.every((leaf) => leaf.kind === 'parameter' && admitsNothing(leaf.node, analysis));
    const isUsers = entry.values.some(
      (value) => ownerOf(value, analysis).owner === 'user' && !isImpersonalType(typeOf(value, analysis), analysis),
    );
    return isMissing && isUsers
      ? { ...reported, kind: 'may-be-missing', identity: shortText(first.node, sourceCode), leaf: first }
      : scoped('separating', first);
  }
  if (isComparedWithOwner(entry.node, analysis)) {
    return scoped('compared');
  }
  if (entry.isOfPackage && isFixedKey) {
    const owned = entry.values.map((value) => ownerOf(value, analysis)).find(isSurelyUsers);
    return owned === undefined
      ? scoped('nobodys')
      : { ...reported, kind: 'left-out', identity: shortText(owned.node, sourceCode), leaf: undefined };
  }
  const telling = entry.values.filter(
    (value) => isFunction(unwrap(value)) || !isImpersonalType(typeOf(value, analysis), analysis),
  );
  const derived = telling.filter((value) => isDerived(value, analysis, 6));
  const leaves = derived.flatMap((value) => trace(value, sourceCode));
  const isOfProvider = (leaf: Leaf): boolean => leaf.kind === 'call' && ownerOfLeaf(leaf, analysis).owner === 'user';
  const leftOut = leaves.find((leaf) =>
    leaf.kind === 'parameter'
      ? !isCovered(leaf, keyLeaves, analysis) && isIdentity(leaf, keyLeaves, analysis)
      : // `cookies()`, `getStore()`: the caller comes with no parameter.
        isOfProvider(leaf) && !keyLeaves.some(isOfProvider),
  );
  if (leftOut !== undefined) {
    // Of `server.add(…)`, it is the server that says whose the result is.
    const node = calledObject(leftOut.node) ?? leftOut.node;
    return { ...reported, kind: 'left-out', identity: shortText(node, sourceCode), leaf: leftOut };
  }
  const kept = telling
    .filter((value) => !saysWhose(value, analysis) && !isOwnerValue(unwrap(value), analysis))
    .flatMap((value) => trace(value, sourceCode));
  // What a factory was called with, `throttle(capacity)`, comes with no caller of what it made.
  const isOfFactory = (leaf: Leaf): boolean =>
    keyLeaves.some(({ function: asked }) => asked !== undefined && asked !== leaf.function && enclosingFunctions(asked).includes(leaf.function ?? asked));
  if (kept.some((leaf) => leaf.kind === 'parameter' && !isOfFactory(leaf) && !isCovered(leaf, keyLeaves, analysis))) {
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
  return isNumbered ? { ...reported, kind: 'numbered', identity: '', leaf: undefined } : scoped('nobodys');
}

function scoped(scopedBecause: ScopedEntry['scopedBecause'], separating?: Leaf): ScopedEntry {
  return { scopedBecause, separating };
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
