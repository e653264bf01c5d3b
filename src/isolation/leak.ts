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

/** What a file writes of its callers' data into what outlives the request, with the proof there is for it. */
export const leaksOf = oncePerFile((analysis): readonly Leak[] =>
  sharedSlotsOf(analysis).flatMap((slot) => leakOf(slot, analysis) ?? []),
);

function leakOf(slot: SharedSlot, analysis: FileAnalysis): Leak | undefined {
  const { write } = slot;
  const { sourceCode } = analysis;
  if (
    runsAtStartUpOfProgram(write.function, analysis) ||
    isOwnConstruction(slot) ||
    isReadAtStartUpOnly(slot, analysis) ||
    isTable(slot, analysis) ||
    isNeverRead(slot, analysis) ||
    isFilteredAgain(slot, analysis) ||
    isJobWithAnswer(slot, analysis) ||
    runsInBrowserOnly(write.node, sourceCode)
  ) {
    return undefined;
  }
  const ownership = strongestOwner(write.values, analysis);
  if (ownership === undefined || ownership.owner === 'process' || ownership.owner === 'unknown') {
    return undefined;
  }
  if (isImpersonal(slot, ownership, analysis) || isProcessWide(slot, analysis) || isTakenOutAgain(slot, analysis)) {
    return undefined;
  }
  if (isGuardedByComparison(slot, analysis) || isSetByOperators(slot, ownership, analysis)) {
    return undefined;
  }
  if (slot.isDefault) {
    return { slot, ownership, because: 'default', isKeptFirst: false };
  }
  const keptFirst = isKeptFirst(slot, analysis);
  if (ownership.owner === 'user') {
    return isStartUpSetting(slot, ownership) && !isSetForRequest(slot, analysis)
      ? undefined
      : { slot, ownership, because: 'owned', isKeptFirst: keptFirst };
  }
  if (
    (isStartUpSetting(slot, ownership) && !isSetForRequest(slot, analysis)) ||
    hasProcessWideTypeName(slot, analysis) ||
    isGenericContainer(slot) ||
    isLatch(slot, analysis)
  ) {
    return undefined;
  }
  if (saysUserData(slot, analysis)) {
    return { slot, ownership, because: 'named', isKeptFirst: keptFirst };
  }
  const carryOver = carryOverOf(slot, keptFirst, analysis) ?? (isSetForRequest(slot, analysis) ? 'owned' : 'unproven');
  return { slot, ownership, because: carryOver, isKeptFirst: keptFirst };
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
