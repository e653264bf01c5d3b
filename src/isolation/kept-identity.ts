import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { SlotWrite } from './inventory.js';
import type { Ownership } from './owner.js';
import type { FunctionNode } from './syntax.js';
import type { Unserved } from './unserved-place.js';

import { isForeignMethod, isOfPlatform, isSharedObject, objectText } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { knownMethodsAt } from './known-methods.js';
import { isKnownType } from './known-types.js';
import { oncePerFile } from './once.js';
import { isImpersonalType, strongestOwner } from './owner.js';
import { sessionStatementAt } from './session-statement.js';
import { isOwnWrite } from './slot.js';
import { typeOf } from './symbols.js';
import { enclosingFunction, expressionsOf, functionName, isFunction, keyText, literalText, memberChain, propertyName, unwrap } from './syntax.js';
import { unservedBecause } from './unserved-place.js';
import { isAdoptingName, isOwnerName, isPreferenceName, isProcessWideTypeName, isProofName, isSettingsName, isUserDataName } from './vocabulary.js';

/** Data of one user, put into an object of the platform or of a package that all users share. */
export interface KeptIdentity {
  /**
   * - `written`: assigned to a member of the object
   * - `told`: given to a method that keeps it
   * - `replaced`: a function of the platform or package now works for one user
   * - `connection`: a statement that stays on a connection of a pool
   */
  kind: 'connection' | 'replaced' | 'told' | 'written';
  /** Where it is reported. */
  node: TSESTree.Node;
  /** What messages call the object, or the member of it. */
  object: string;
  ownership: Ownership;
  values: readonly TSESTree.Expression[];
}

/** Something that such an object is given and that is no one user's, or does no harm. */
export interface HarmlesslyKept extends Pick<KeptIdentity, 'node' | 'object' | 'values'> {
  ownership: Ownership | undefined;
  /**
   * Why it does none:
   *
   * - `nobodys`: it is the program's own, or nothing says that it is one user's
   * - `impersonal`: a number, a date or the like says nothing about anybody
   * - {@link Unserved}: nobody is served meanwhile
   * - `setting`: the function's name says a setting that start-up code makes
   * - `process-wide`: all users share what it comes from, or where it goes
   */
  harmlessBecause: Unserved | 'impersonal' | 'nobodys' | 'process-wide' | 'setting';
}

/** What a file puts into objects of the platform and of packages that outlive the request, in the order of the text. */
export const judgedKeepingsOf = oncePerFile((analysis): readonly (HarmlesslyKept | KeptIdentity)[] => {
  const { calls, taggedTemplates, writes } = inventoryOf(analysis.sourceCode);
  return [
    ...writes.flatMap((write) => keptByWrite(write, analysis) ?? []),
    ...[...calls, ...taggedTemplates].flatMap((call) => keptByCall(call, analysis) ?? []),
  ].sort((one, other) => one.node.range[0] - other.node.range[0]);
});

/** Where a file puts data of one user into objects of the platform and of packages that outlive the request. */
export function keptIdentitiesOf(analysis: FileAnalysis): readonly KeptIdentity[] {
  return judgedKeepingsOf(analysis).filter(isKeptIdentity);
}

/** Whether one user's data is put where others are served with it. */
export function isKeptIdentity(judged: HarmlesslyKept | KeptIdentity): judged is KeptIdentity {
  return 'kind' in judged;
}

function keptByWrite(write: SlotWrite, analysis: FileAnalysis): HarmlesslyKept | KeptIdentity | undefined {
  if (write.values.length === 0 || write.method !== undefined) {
    return undefined;
  }
  const { steps } = write.chain;
  if (write.operation !== 'merge' && steps.length === 0) {
    return undefined;
  }
  const { target, values } = write;
  const isPlatform = isOfPlatform(target, analysis);
  if (!isPlatform && (!isSharedObject(target, analysis) || isOwnWrite(write, analysis))) {
    return undefined;
  }
  const kept = { node: target, object: objectText(target, analysis), values };
  const unserved = unservedBecause(write.node, write.function, analysis);
  if (unserved !== undefined) {
    return { ...kept, ownership: undefined, harmlessBecause: unserved };
  }
  const ownership = strongestOwner(values, analysis);
  const isClosure = values.some((value) => isFunction(unwrap(value)));
  const name = steps.at(-1)?.name ?? '';
  if (ownership === undefined) {
    return undefined;
  }
  const isOwned =
    ownership.owner === 'user' ||
    (ownership.owner === 'caller' &&
      (isUserDataName(name, analysis.settings.identityNames) ||
        isPreferenceName(name) ||
        // A closure over one client's connection in the place of a function that everybody calls.
        (isClosure && ownership.names.some(isOwnerName))));
  const isImpersonal = (): boolean => !isClosure && values.every((value) => isImpersonalType(typeOf(value, analysis), analysis));
  const harmless = harmlessValue(isOwned, write.function, ownership, analysis) ?? (isImpersonal() ? 'impersonal' : undefined);
  return harmless === undefined
    ? { ...kept, kind: isClosure ? 'replaced' : 'written', ownership }
    : { ...kept, ownership, harmlessBecause: harmless };
}

/** Why what a shared object is given does no harm; `undefined` where it does. */
function harmlessValue(
  isOwned: boolean,
  around: FunctionNode,
  ownership: Ownership,
  analysis: FileAnalysis,
): HarmlesslyKept['harmlessBecause'] | undefined {
  if (!isOwned) {
    return 'nobodys';
  }
  if (isSetting(around, ownership)) {
    return 'setting';
  }
  return isOfProcess(ownership, analysis) ? 'process-wide' : undefined;
}

function keptByCall(
  call: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
  analysis: FileAnalysis,
): HarmlesslyKept | KeptIdentity | undefined {
  const around = enclosingFunction(call);
  if (around === undefined) {
    return undefined;
  }
  const statement = sessionStatementAt(call, analysis);
  if (statement !== undefined) {
    const ownership = strongestOwner(statement.values, analysis);
    if (ownership === undefined) {
      return undefined;
    }
    const isOwned = ownership.owner === 'user' || ownership.owner === 'caller';
    const harmless = isOwned ? unservedBecause(call, around, analysis) : 'nobodys';
    const kept = { node: call, object: statement.text, ownership, values: statement.values };
    return harmless === undefined ? { ...kept, kind: 'connection' } : { ...kept, harmlessBecause: harmless };
  }
  return call.type === AST_NODE_TYPES.CallExpression ? keptByMethod(call, around, analysis) : undefined;
}

function keptByMethod(
  call: TSESTree.CallExpression,
  around: FunctionNode,
  analysis: FileAnalysis,
): HarmlesslyKept | KeptIdentity | undefined {
  const callee = unwrap(call.callee);
  const given = expressionsOf(call.arguments);
  const name =
    callee.type === AST_NODE_TYPES.MemberExpression
      ? propertyName(callee)
      : callee.type === AST_NODE_TYPES.Identifier
        ? callee.name
        : undefined;
  if (name === undefined || given.length === 0) {
    return undefined;
  }
  const byName =
    callee.type === AST_NODE_TYPES.MemberExpression &&
    (isAdoptingName(name) || isPreferenceName(name) || (isSettingsName(name) && given.some(hasProof)));
  const isRegistration = callee.type === AST_NODE_TYPES.MemberExpression && registrations.test(name) && given.some(isCallback);
  const [known] = knownMethodsAt('keepingMethods', callee, analysis);
  const isKnown = known !== undefined;
  if (!byName && !isRegistration && !isKnown) {
    return undefined;
  }
  const isInModule = known?.inModule === true;
  const object = isInModule ? callee : callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : given[0];
  if (object === undefined || (!isInModule && !isSharedObject(object, analysis)) || (!isKnown && !isForeignMethod(callee, analysis))) {
    return undefined;
  }
  if (!isKnown && !isRegistration && (isKeyed(given, name) || !returnsNothingOrItself(call, object, name, analysis))) {
    return undefined;
  }
  const values = isRegistration && !isKnown && !byName ? given.filter(isCallback) : given;
  const ownership = strongestOwner(values, analysis);
  if (ownership === undefined) {
    return undefined;
  }
  const isOwned =
    ownership.owner === 'user' || (ownership.owner === 'caller' && byName && isUsedAfterwards(call, object, around, analysis));
  const isShared = (): boolean => isKnownType(typeOf(object, analysis), 'process-wide', analysis);
  const harmless =
    (isOwned ? unservedBecause(call, around, analysis) : undefined) ??
    harmlessValue(isOwned, around, ownership, analysis) ??
    (isShared() ? 'process-wide' : undefined);
  const kept = { node: call, object: objectText(object, analysis), ownership, values: given };
  return harmless === undefined ? { ...kept, kind: 'told' } : { ...kept, harmlessBecause: harmless };
}

/** `{ auth }`, `{ headers: { authorization } }` */
function hasProof(given: TSESTree.Node): boolean {
  const node = unwrap(given);
  return (
    node.type === AST_NODE_TYPES.ObjectExpression &&
    node.properties.some(
      (property) =>
        property.type === AST_NODE_TYPES.Property && (isProofName(keyText(property.key) ?? '') || hasProof(property.value)),
    )
  );
}

const registrations = /^(?:register|define|override|addGlobal|addHelper|addFilter|addFunction)/u;

function isCallback(node: TSESTree.Node): boolean {
  return isFunction(unwrap(node));
}

/** `store.setSession(sessionId, data)`: the first argument says whose the second is. */
function isKeyed(given: readonly TSESTree.Node[], method: string): boolean {
  const [first, second] = given;
  return second !== undefined && first !== undefined && literalText(unwrap(first)) === undefined && !/headers?$/iu.test(method);
}

/** A method that answers with data has fetched or stored something under the identity; one that answers with nothing has kept it. */
function returnsNothingOrItself(
  call: TSESTree.CallExpression,
  object: TSESTree.Node,
  name: string,
  analysis: FileAnalysis,
): boolean {
  if (isPreferenceName(name)) {
    return true;
  }
  const type = analysis.services.getTypeAtLocation(call);
  return (
    (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0 ||
    type === typeOf(object, analysis) ||
    (type.getSymbol() !== undefined && type.getSymbol() === typeOf(object, analysis).getSymbol())
  );
}

/** `client.setHeader(…); await client.request(…)`: told before each use, so it is about the one whom the use is for. */
function isUsedAfterwards(
  call: TSESTree.CallExpression,
  object: TSESTree.Node,
  around: FunctionNode,
  analysis: FileAnalysis,
): boolean {
  const { sourceCode } = analysis;
  const text = sourceCode.getText(unwrap(object));
  const root = sourceCode.getText(memberChain(object).root);
  return inventoryOf(sourceCode).calls.some((other) => {
    if (other.range[0] <= call.range[1] || enclosingFunction(other) !== around) {
      return false;
    }
    const callee = unwrap(other.callee);
    if (callee.type !== AST_NODE_TYPES.MemberExpression) {
      return false;
    }
    const called = sourceCode.getText(unwrap(callee.object));
    const method = propertyName(callee) ?? '';
    return (called === text || called === root || called.startsWith(`${root}.`)) && !isAdoptingName(method);
  });
}

/** `configure(token)`, `initClient(token)`: a setting of the whole process, made by start-up code (signals.md, signal 9). */
function isSetting(around: FunctionNode, { by }: Ownership): boolean {
  return (
    by !== 'known-type' &&
    /^(?:setDefault|setGlobal|setup|configure|init|install|enable|disable|define|create|make|bootstrap|start|patch|redirect)(?![a-z])|^initiali[sz]e|^main$/u.test(
      functionName(around) ?? '',
    )
  );
}

/** `logger.info` in the place of `console.log`: what all users share already. */
function isOfProcess({ by, node }: Ownership, analysis: FileAnalysis): boolean {
  if (by === 'known-type') {
    return false;
  }
  const { root } = memberChain(node);
  const symbol = typeOf(root, analysis).getSymbol();
  return symbol !== undefined && isProcessWideTypeName(symbol.name) && symbol.name !== 'Connection';
}
