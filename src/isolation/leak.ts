import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { CarryOver } from './carry-over.js';
import type { FileAnalysis } from './file-analysis.js';
import type { SlotWrite } from './inventory.js';
import type { Ownership } from './owner.js';
import type { SharedSlot } from './slot.js';

import { runsInBrowserOnly } from './browser.js';
import { isGivenRequestData } from './caller-elsewhere.js';
import { carryOverOf, isGuardedByComparison, isKeptFirst, isRead, isTested } from './carry-over.js';
import { inventoryOf } from './inventory.js';
import { storageOf } from './lifetime.js';
import { oncePerFile } from './once.js';
import { isImpersonalType, isSomebodys, isTellingType, strongestOwner } from './owner.js';
import { isExported, variableOf } from './references.js';
import { isForOperators } from './permission.js';
import { isProcessWide, sharedSlotsOf, usesOf } from './slot.js';
import { runsAtStartUp, runsAtStartUpOfProgram } from './start-up.js';
import { typeOf } from './symbols.js';
import {
  enclosingClass,
  enclosingFunction,
  functionName,
  isFunction,
  memberChain,
  unwrap,
  wrapped,
} from './syntax.js';
import { trace } from './trace.js';
import { isAskerName, isConfigurationName, isIdentityName, isProcessWideTypeName, isUserDataName, wordsOf } from './vocabulary.js';

/** Data of one user, written where others can reach it. */
export interface Leak {
  slot: SharedSlot;
  ownership: Ownership;
  /**
   * - `owned`: the value is one user's
   * - `named`: a caller's value, in a slot whose name or type says user data
   * - `default`: a caller's value, in an object that all who bring none of their own are given
   * - a {@link CarryOver}: a caller's value that reaches another caller's work
   * - `unproven`: a caller's value, and nothing more is known
   */
  because: CarryOver | 'default' | 'named' | 'owned' | 'unproven';
  /** The first value stays for all later callers. */
  isKeptFirst: boolean;
}

/** A write to what outlives the request that hands nobody's data to another. */
export interface Harmless {
  slot: SharedSlot;
  /** Whose the value is; `undefined` where the question was not asked. */
  ownership: Ownership | undefined;
  /**
   * Why it is harmless.
   *
   * Nobody is served meanwhile:
   * - `start-up`: it is written while the program starts only
   * - `construction`: a constructor fills its own object
   * - `browser`: it runs in a browser only
   *
   * Nobody else is given the value:
   * - `read-at-start-up`: only module evaluation reads the slot
   * - `never-read`: nobody reads it
   * - `looked-up`: the collection is only asked for what a caller names
   * - `filtered`: what was in it stays, less something
   * - `answered`: each entry brings the promise by which it is answered
   * - `taken-out`: what is put in is taken out again
   * - `compared`: the kept input is compared with the new one before it is used
   * - `latch`: the slot is only tested
   *
   * It is nobody's data:
   * - `nobodys`: the value is the program's own, or nothing is known of it
   * - `impersonal`: a number, a date or the like says nothing about anybody
   * - `process-wide`: settings or built-in data say that all may share it
   * - `process-wide-name`: the name of its type says so
   * - `operators`: only those who run the service can set it
   * - `setting`: the name says a setting that start-up code makes
   * - `generic`: a class with type parameters keeps what it is given for whoever made it
   */
  harmlessBecause:
    | 'answered'
    | 'browser'
    | 'compared'
    | 'construction'
    | 'filtered'
    | 'generic'
    | 'impersonal'
    | 'latch'
    | 'looked-up'
    | 'never-read'
    | 'nobodys'
    | 'operators'
    | 'process-wide'
    | 'process-wide-name'
    | 'read-at-start-up'
    | 'setting'
    | 'start-up'
    | 'taken-out';
}

/** What each write of a file to what outlives the request does to others, in the order of the text. */
export const judgedSlotsOf = oncePerFile((analysis): readonly (Harmless | Leak)[] =>
  sharedSlotsOf(analysis).map((slot) => judge(slot, analysis)),
);

/** What a file writes of its callers' data into what outlives the request, with the proof there is for it. */
export function leaksOf(analysis: FileAnalysis): readonly Leak[] {
  return judgedSlotsOf(analysis).filter(isLeak);
}

/** Whether a write hands data of one user to others. */
export function isLeak(judged: Harmless | Leak): judged is Leak {
  return 'because' in judged;
}

/** Whether a slot is one place for all, so that its key, if it has one, does not decide. */
export function isOnePlace({ because, slot: { key } }: Leak): boolean {
  return (
    key === undefined ||
    key === 'constant' ||
    // Under one of a few keys that the program knows, users still meet each other.
    (key === 'one-of-few' && because === 'owned')
  );
}

function judge(slot: SharedSlot, analysis: FileAnalysis): Harmless | Leak {
  const harmless = harmlessWhoeverOwnsIt(slot, analysis);
  if (harmless !== undefined) {
    return { slot, ownership: undefined, harmlessBecause: harmless };
  }
  const ownership = strongestOwner(slot.write.values, analysis);
  if (ownership === undefined || ownership.owner === 'process' || ownership.owner === 'unknown') {
    return { slot, ownership, harmlessBecause: 'nobodys' };
  }
  const because = harmlessAlthoughOwned(slot, ownership, analysis);
  if (because !== undefined) {
    return { slot, ownership, harmlessBecause: because };
  }
  if (slot.isDefault) {
    return { slot, ownership, because: 'default', isKeptFirst: false };
  }
  const keptFirst = isKeptFirst(slot, analysis);
  const isSetting = isStartUpSetting(slot, ownership) && !isSetForRequest(slot, analysis);
  if (isSetting) {
    return { slot, ownership, harmlessBecause: 'setting' };
  }
  if (ownership.owner === 'user') {
    return { slot, ownership, because: 'owned', isKeptFirst: keptFirst };
  }
  const harmlessOfCaller = harmlessAsCallers(slot, analysis);
  if (harmlessOfCaller !== undefined) {
    return { slot, ownership, harmlessBecause: harmlessOfCaller };
  }
  if (saysUserData(slot, analysis)) {
    return { slot, ownership, because: 'named', isKeptFirst: keptFirst };
  }
  const carryOver = carryOverOf(slot, keptFirst, analysis) ?? (isSetForRequest(slot, analysis) ? 'owned' : 'unproven');
  return { slot, ownership, because: carryOver, isKeptFirst: keptFirst };
}

/** Why a write is harmless whosever the value is. */
function harmlessWhoeverOwnsIt(slot: SharedSlot, analysis: FileAnalysis): Harmless['harmlessBecause'] | undefined {
  if (runsAtStartUpOfProgram(slot.write.function, analysis)) {
    return 'start-up';
  }
  if (isOwnConstruction(slot)) {
    return 'construction';
  }
  if (isReadAtStartUpOnly(slot, analysis)) {
    return 'read-at-start-up';
  }
  if (isTable(slot, analysis)) {
    return 'looked-up';
  }
  if (isNeverRead(slot, analysis)) {
    return 'never-read';
  }
  if (isFilteredAgain(slot, analysis)) {
    return 'filtered';
  }
  if (isJobWithAnswer(slot, analysis)) {
    return 'answered';
  }
  return runsInBrowserOnly(slot.write.node, analysis.sourceCode) ? 'browser' : undefined;
}

/** Why a write of what callers bring is harmless, whether or not it is known to be one user's. */
function harmlessAlthoughOwned(
  slot: SharedSlot,
  ownership: Ownership,
  analysis: FileAnalysis,
): Harmless['harmlessBecause'] | undefined {
  if (isImpersonal(slot, ownership, analysis)) {
    return 'impersonal';
  }
  if (isProcessWide(slot, analysis)) {
    return 'process-wide';
  }
  if (isTakenOutAgain(slot, analysis)) {
    return 'taken-out';
  }
  if (isGuardedByComparison(slot, analysis)) {
    return 'compared';
  }
  return isSetByOperators(slot, ownership, analysis) ? 'operators' : undefined;
}

/** Why a write of what callers bring is harmless where nothing says that it is one user's. */
function harmlessAsCallers(slot: SharedSlot, analysis: FileAnalysis): Harmless['harmlessBecause'] | undefined {
  if (hasProcessWideTypeName(slot, analysis)) {
    return 'process-wide-name';
  }
  if (isGenericContainer(slot)) {
    return 'generic';
  }
  return isLatch(slot, analysis) ? 'latch' : undefined;
}

/** A setting that only those who run the service can make, and that is not their own identity. */
function isSetByOperators({ write }: SharedSlot, ownership: Ownership, analysis: FileAnalysis): boolean {
  return write.operation === 'assign' && !isSomebodys(ownership) && isForOperators(write.node, write.function, analysis);
}

/** A slot that one request sets for all: whoever calls the setter gives it something of the request. */
function isSetForRequest(slot: SharedSlot, analysis: FileAnalysis): boolean {
  return (
    (slot.write.operation === 'assign' || slot.write.operation === 'add') &&
    !isConfigurationName(slot.name.split('.').at(-1) ?? '') &&
    isGivenRequestData(slot.write.function, analysis)
  );
}

/** A constructor fills its own object; whether that object is shared shows where it is made. */
function isOwnConstruction({ storage, write }: SharedSlot): boolean {
  const { parent } = write.function;
  return (
    storage.lifetime === 'shared-instance' &&
    parent.type === AST_NODE_TYPES.MethodDefinition &&
    parent.kind === 'constructor'
  );
}

/** What only module evaluation reads reaches no other user's request: the results of a script. */
function isReadAtStartUpOnly(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const { identity, lifetime } = slot.storage;
  if (lifetime !== 'module' || identity === undefined || !('references' in identity) || isExported(identity)) {
    return false;
  }
  const reads = identity.references.filter((reference) => reference.isRead());
  return (
    reads.length > 0 &&
    reads.every(({ identifier }) => {
      const around = enclosingFunction(identifier);
      return around === undefined || runsAtStartUp(around, analysis.sourceCode);
    })
  );
}

/** What nobody reads, here or by an export, reaches nobody: a set to which the answer is asked for nowhere. */
function isNeverRead(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const { identity, lifetime } = slot.storage;
  return (
    lifetime === 'module' &&
    slot.write.operation === 'add' &&
    identity !== undefined &&
    'references' in identity &&
    !isExported(identity) &&
    usesOf(slot, analysis).every((use) => upkeep.has(memberChain(use).steps.at(-1)?.name ?? ''))
  );
}

/** A number or date says nothing about anybody, unless it is somebody's number: `userId`. */
function isImpersonal(slot: SharedSlot, ownership: Ownership, analysis: FileAnalysis): boolean {
  const isClosure = slot.write.values.some((value) => isFunction(unwrap(value)));
  const identityNames = analysis.settings.identityNames ?? [];
  const isIdentity = [...ownership.names.slice(-1), slot.name].some((name) => isIdentityName(name, identityNames));
  return (
    !(ownership.owner === 'user' && (isClosure || isIdentity)) &&
    slot.write.values.every((value) => isImpersonalType(typeOf(value, analysis), analysis))
  );
}

/** What is put into a list and taken out again is handed on, not kept: queues, subscribers (signals.md, signal 8). */
function isTakenOutAgain(slot: SharedSlot, analysis: FileAnalysis): boolean {
  if (slot.write.operation !== 'add' || slot.storage.identity === undefined) {
    return false;
  }
  return inventoryOf(analysis.sourceCode).writes.some(
    (write) =>
      ((write.operation === 'remove' && !isSizeCap(write)) || isRefiltered(write.values)) &&
      storageOf(write.target, analysis).identity === slot.storage.identity,
  );
}

const endRemovals: ReadonlySet<string> = new Set(['pop', 'shift', 'splice']);

/** `if (list.length > 10) list.pop();`: nobody is handed what is dropped, and the rest stays for everybody. */
function isSizeCap({ method, node }: SlotWrite): boolean {
  // `list.splice(list.indexOf(entry), 1)` looks for the one that it takes out.
  const [position] = node.type === AST_NODE_TYPES.CallExpression ? node.arguments : [];
  const isFixed = position === undefined || unwrap(position).type === AST_NODE_TYPES.Literal;
  return endRemovals.has(method ?? '') && isFixed && wrapped(node).parent?.type === AST_NODE_TYPES.ExpressionStatement;
}

/**
 * `waiting.push({ id, token, resolve })`, where `resolve` is the promise's: each entry is answered by itself, and to the
 * one who brought it.
 */
function isJobWithAnswer({ write }: SharedSlot, { sourceCode }: FileAnalysis): boolean {
  return (
    write.operation === 'add' &&
    write.values.some((value) => {
      const entry = unwrap(value);
      return (
        entry.type === AST_NODE_TYPES.ObjectExpression &&
        entry.properties.some((property) => {
          const answer = property.type === AST_NODE_TYPES.Property ? variableOf(property.value, sourceCode)?.defs[0] : undefined;
          const executor = answer?.type === 'Parameter' ? answer.node.parent : undefined;
          return (
            executor?.type === AST_NODE_TYPES.NewExpression &&
            executor.callee.type === AST_NODE_TYPES.Identifier &&
            executor.callee.name === 'Promise'
          );
        })
      );
    })
  );
}

const lookUps: ReadonlySet<string> = new Set(['filter', 'find', 'findIndex', 'findLast', 'has', 'some']);
const upkeep: ReadonlySet<string> = new Set(['add', 'clear', 'delete', 'length', 'push', 'size', 'unshift']);

/**
 * Whether a collection is only asked for what a caller names: an array that is searched, a set that is asked for a
 * member. That is storage under a key in another spelling. `roles.has('admin')` asks for no caller's.
 */
function isTable(slot: SharedSlot, analysis: FileAnalysis): boolean {
  if (slot.write.operation !== 'add') {
    return false;
  }
  const reads = usesOf(slot, analysis)
    .map((use) => ({ use, method: memberChain(use).steps.at(-1)?.name ?? '' }))
    .filter(({ method }) => !upkeep.has(method));
  return (
    reads.length > 0 &&
    reads.every(({ method, use }) => {
      const call = use.parent;
      const asked = call?.type === AST_NODE_TYPES.CallExpression && call.callee === use ? call.arguments[0] : undefined;
      return (
        lookUps.has(method) &&
        asked !== undefined &&
        trace(asked, analysis.sourceCode).some(({ kind }) => kind === 'parameter' || kind === 'call')
      );
    })
  );
}

/** `list = list.filter(…)` */
function isRefiltered(values: readonly TSESTree.Expression[]): boolean {
  return values.some((value) => {
    const node = unwrap(value);
    return (
      node.type === AST_NODE_TYPES.CallExpression &&
      node.callee.type === AST_NODE_TYPES.MemberExpression &&
      node.callee.property.type === AST_NODE_TYPES.Identifier &&
      ['filter', 'slice', 'toSpliced'].includes(node.callee.property.name)
    );
  });
}

/** `list = list.filter(…)` leaves in the list what was in it, less something: whoever put it there is the one to report. */
function isFilteredAgain({ storage, write }: SharedSlot, analysis: FileAnalysis): boolean {
  return (
    write.operation === 'assign' &&
    storage.identity !== undefined &&
    isRefiltered(write.values) &&
    write.values.every((value) => {
      const call = unwrap(value);
      const from = call.type === AST_NODE_TYPES.CallExpression ? unwrap(call.callee) : undefined;
      return (
        from?.type === AST_NODE_TYPES.MemberExpression &&
        storageOf(from.object, analysis).identity === storage.identity
      );
    })
  );
}

/**
 * `setDefaultKey(key)`, `configure(options)`, `defaultKey = key`: the name says a setting of the whole process, made by
 * start-up code (signals.md, signal 9).
 */
function isStartUpSetting({ name: slotName, write }: SharedSlot, ownership: Ownership): boolean {
  const name = functionName(write.function) ?? '';
  const isDefault = wordsOf(slotName.split('.').at(-1) ?? '')[0] === 'default';
  return (
    ownership.by !== 'known-type' &&
    write.function.parent.type !== AST_NODE_TYPES.MethodDefinition &&
    (isDefault ||
      /^(?:setDefault|setGlobal|configure|init|register|install|enable|disable|define)(?![a-z])|^initiali[sz]e/u.test(name))
  );
}

/** A class with type parameters keeps what it is given for whoever made it; what that is for decides, not the class. */
function isGenericContainer({ storage, write }: SharedSlot): boolean {
  return storage.lifetime === 'shared-instance' && enclosingClass(write.node)?.class.typeParameters !== undefined;
}

/** Whether a slot is only tested, and what is in it never given on: `if (running) return;`. */
function isLatch(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const reads = usesOf(slot, analysis).filter(isRead);
  return reads.length > 0 && reads.every(isTested);
}

function hasProcessWideTypeName(slot: SharedSlot, analysis: FileAnalysis): boolean {
  return slot.write.values.some((value) => {
    const type = typeOf(value, analysis);
    const symbol = type.aliasSymbol ?? type.getSymbol();
    return symbol !== undefined && isProcessWideTypeName(symbol.name);
  });
}

/** Whether the name or the declared type of a slot says user data. */
function saysUserData(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const ownName = slot.name.split('.').at(-1) ?? '';
  return (
    isUserDataName(ownName, analysis.settings.identityNames) ||
    isAskerName(ownName) ||
    isTellingType(typeOf(slot.write.target, analysis), analysis)
  );
}
