import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { SlotWrite } from './inventory.js';
import type { KeySeparation } from './key.js';
import type { Storage } from './lifetime.js';

import { isOfPackage } from '../specifier.js';
import { groupedBy } from './grouping.js';
import { inventoryOf } from './inventory.js';
import { separationOf } from './key.js';
import { isKnownType } from './known-types.js';
import { outlivesRequest, storageOf } from './lifetime.js';
import { oncePerFile } from './once.js';
import { variableOf } from './references.js';
import { sharedDefaultOf } from './shared-default.js';
import { isOfStandardLibrary, symbolAt, typeOf } from './symbols.js';
import { enclosingFunction, memberChain, unwrap } from './syntax.js';

/** A place in a storage that outlives the request, and a write to it from inside a function. */
export interface SharedSlot {
  write: SlotWrite;
  storage: Storage;
  /** What messages call it, with the named steps: `state.current`. */
  name: string;
  /** How its key separates users; `undefined` for a slot without one. */
  key: KeySeparation | undefined;
  /** The storage is a default that the written object was taken from, and that all who bring none share. */
  isDefault: boolean;
}

/** A write to something that is no slot of one's own code which outlives the request. */
export interface OtherWrite {
  write: SlotWrite;
  storage: Storage;
  /**
   * Why it is none:
   *
   * - `gone-with-request`: it does not outlive the request, or nobody knows
   * - `global-object`: the global object as a whole
   * - `no-collection`: the method is that of something else than a standard collection: a database, a queue
   * - `foreign`: it belongs to an object of the platform or of a package
   */
  otherBecause: 'foreign' | 'global-object' | 'gone-with-request' | 'no-collection';
}

/**
 * The writes of a file that put something into what outlives the request and belongs to its own code, in the order of the
 * text. Removals are left out before any type is asked for: the receivers of `delete` are mostly databases.
 */
export const sharedSlotsOf = oncePerFile((analysis): readonly SharedSlot[] =>
  inventoryOf(analysis.sourceCode)
    .writes.filter(({ values }) => values.length > 0)
    .map((write) => slotOf(write, analysis))
    .filter(isSharedSlot),
);

/** Whether a write is to a slot of one's own code that outlives the request. */
export function isSharedSlot(written: OtherWrite | SharedSlot): written is SharedSlot {
  return 'isDefault' in written;
}

/** What a write puts something into. */
export function slotOf(write: SlotWrite, analysis: FileAnalysis): OtherWrite | SharedSlot {
  const direct = storageOf(write.target, analysis);
  const isDirect = outlivesRequest(direct) && direct.lifetime !== 'shared-instance' && !isTakenInstead(write, analysis);
  const behind = isDirect ? undefined : sharedDefaultOf(write, analysis);
  const storage = behind ?? direct;
  if (!outlivesRequest(storage)) {
    return { write, storage, otherBecause: 'gone-with-request' };
  }
  if (isWholeGlobalObject(write, storage)) {
    return { write, storage, otherBecause: 'global-object' };
  }
  if (write.method !== undefined) {
    if (!isCollectionMethod(write, storage, analysis)) {
      return { write, storage, otherBecause: 'no-collection' };
    }
  } else if (!isOwnObject(write, storage, analysis)) {
    return { write, storage, otherBecause: 'foreign' };
  }
  // Under whatever key: what everybody is given has everybody's entries.
  const isDefaultOfAll = behind !== undefined && isTakenInstead(write, analysis);
  const keys = isDefaultOfAll ? [] : keysOf(write, storage);
  const keyText = write.key === undefined ? '' : `[${analysis.sourceCode.getText(write.key)}]`;
  return {
    write,
    storage,
    name: [storage.name, ...storage.steps.map((step) => step.name ?? '[…]')].join('.').replaceAll('.[', '[') + keyText,
    key: strongestKey(keys.map((key) => separationOf(key, analysis))),
    isDefault: behind !== undefined,
  };
}

/** The expressions that say which place in a storage is written: those in brackets, and that of a method. */
export function keysOf(write: SlotWrite, storage: Storage): readonly TSESTree.Expression[] {
  return [...storage.steps.flatMap((step) => step.key ?? []), ...(write.key === undefined ? [] : [write.key])];
}

/** `const own = found ?? DEFAULTS`, and then a write to `own`: the default is written whenever nothing was found. */
function isTakenInstead({ chain }: SlotWrite, { sourceCode }: FileAnalysis): boolean {
  const definition = chain.root.type === AST_NODE_TYPES.Identifier ? variableOf(chain.root, sourceCode)?.defs[0] : undefined;
  return (
    definition?.type === 'Variable' &&
    enclosingFunction(definition.node) !== undefined &&
    definition.node.init?.type === AST_NODE_TYPES.LogicalExpression
  );
}

const separations: readonly KeySeparation[] = ['per-user', 'may-be-undefined', 'shared', 'one-of-few', 'constant'];

/** One key that separates users is enough, wherever on the way it stands. */
function strongestKey(keys: readonly KeySeparation[]): KeySeparation | undefined {
  return separations.find((separation) => keys.includes(separation));
}

/** `Object.assign(scope, …)` where `scope` is the global object names no slot of it. */
function isWholeGlobalObject(write: SlotWrite, storage: Storage): boolean {
  return storage.lifetime === 'global' && storage.steps.length === 0 && write.method === undefined;
}

const collections: ReadonlySet<string> = new Set(['Array', 'Map', 'Set']);

/** Whether the called method is that of a standard collection; databases and queues have methods of the same names. */
function isCollectionMethod(write: SlotWrite, storage: Storage, analysis: FileAnalysis): boolean {
  const { initializer } = storage;
  if (storage.steps.length === 0 && initializer !== undefined && isConstructedOtherwise(initializer)) {
    return false;
  }
  const callee = write.node.type === AST_NODE_TYPES.CallExpression ? unwrap(write.node.callee) : undefined;
  const method = callee === undefined ? undefined : symbolAt(callee, analysis);
  if (method === undefined || !isOfStandardLibrary(method, analysis.program)) {
    return false;
  }
  return (method.declarations ?? []).some(
    (declaration) => ts.isInterfaceDeclaration(declaration.parent) && collections.has(declaration.parent.name.text),
  );
}

function isCompilerNode(node: TSESTree.Node | ts.Node): node is ts.Node {
  return 'kind' in node && typeof node.kind === 'number';
}

/** `new Other()` decides without asking for a type. */
function isConstructedOtherwise(initializer: TSESTree.Node | ts.Node): boolean {
  if (isCompilerNode(initializer)) {
    return (
      ts.isNewExpression(initializer) &&
      ts.isIdentifier(initializer.expression) &&
      !collections.has(initializer.expression.text)
    );
  }
  const node = unwrap(initializer);
  return (
    node.type === AST_NODE_TYPES.NewExpression &&
    node.callee.type === AST_NODE_TYPES.Identifier &&
    !collections.has(node.callee.name)
  );
}

/**
 * Whether a written member is one of an object of the project's own: what belongs to a package or the platform is another
 * rule's subject.
 */
function isOwnObject(write: SlotWrite, storage: Storage, analysis: FileAnalysis): boolean {
  const last = storage.steps.at(-1)?.node;
  const written = last?.type === AST_NODE_TYPES.MemberExpression ? last.object : undefined;
  const object = write.operation === 'merge' || write.operation === 'put' ? write.target : written;
  if (object === undefined || storage.lifetime === 'global') {
    return true;
  }
  // `client.defaults.headers[name] = …`: a plain record belongs to the object that it is a member of.
  for (let holder: TSESTree.Node = unwrap(object); ; holder = unwrap(holder.object)) {
    const symbol = typeOf(holder, analysis).getSymbol();
    const declarations = symbol?.declarations ?? [];
    const isPlain = declarations.length === 0 || isPlainContainer(symbol);
    if (!isPlain) {
      // A type that the project only adds members to stays the package's.
      return declarations.every(
        (declaration) =>
          !analysis.program.isSourceFileDefaultLibrary(declaration.getSourceFile()) && !isOfPackage(declaration),
      );
    }
    if (holder.type !== AST_NODE_TYPES.MemberExpression) {
      return true;
    }
  }
}

/** Whether a written member belongs to an object of the project's own, or to a plain container. */
export function isOwnWrite(write: SlotWrite, analysis: FileAnalysis): boolean {
  return isOwnObject(write, { ...storageOf(write.target, analysis), steps: write.chain.steps }, analysis);
}

function isPlainContainer(symbol: ts.Symbol | undefined): boolean {
  return symbol !== undefined && (collections.has(symbol.name) || symbol.name === 'Object' || symbol.name === '__type');
}

/** Whether the user's settings, or the built-in data, say that values of the slot's type may be shared by everybody. */
export function isProcessWide(slot: SharedSlot, analysis: FileAnalysis): boolean {
  return [memberChain(slot.write.target).root, slot.write.target, ...slot.write.values].some((node) =>
    isKnownType(typeOf(node, analysis), 'process-wide', analysis),
  );
}

const usesBySlot = new WeakMap<SharedSlot, readonly TSESTree.Node[]>();

/** The other places in the file where a slot's storage is used, the declaration left out. */
export function usesOf(slot: SharedSlot, analysis: FileAnalysis): readonly TSESTree.Node[] {
  let uses = usesBySlot.get(slot);
  if (uses === undefined) {
    uses = findUses(slot, analysis);
    usesBySlot.set(slot, uses);
  }
  return uses;
}

function findUses({ storage }: SharedSlot, analysis: FileAnalysis): readonly TSESTree.Node[] {
  const { identity, steps } = storage;
  if (identity === undefined) {
    return [];
  }
  const names = steps.map((step) => step.name);
  return chainsOf(identity, analysis).filter((node) => {
    const used = storageOf(node, analysis).steps.map((step) => step.name);
    return names.every((name, index) => used.length <= index || used[index] === name);
  });
}

function chainsOf(identity: NonNullable<Storage['identity']>, analysis: FileAnalysis): readonly TSESTree.Node[] {
  if ('references' in identity) {
    return identity.references
      .filter((reference) => reference.init !== true)
      .map((reference) => outermostChain(reference.identifier));
  }
  return usesByIdentity(analysis).get(identity) ?? [];
}

function outermostChain(node: TSESTree.Node): TSESTree.Node {
  let chain = node;
  while (
    (chain.parent?.type === AST_NODE_TYPES.MemberExpression && chain.parent.object === chain) ||
    chain.parent?.type === AST_NODE_TYPES.TSNonNullExpression
  ) {
    chain = chain.parent;
  }
  return chain;
}

/** The uses of fields of shared instances, of statics, and of what other modules declare. */
const usesByIdentity = oncePerFile((analysis) =>
  groupedBy<NonNullable<Storage['identity']>, TSESTree.Node>(
    inventoryOf(analysis.sourceCode).members,
    (node) => storageOf(node, analysis).identity,
  ),
);
