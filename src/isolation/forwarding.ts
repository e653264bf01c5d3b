import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import type * as ts from 'typescript';

import type { Call, ContextSlot } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';
import type { AmbientContext } from './missing-context.js';
import type { FunctionNode } from './syntax.js';
import type { ArgumentPosition, ToolRun } from './tool-call.js';
import type { UsableContext } from './usable-context.js';

import { frameworks } from '../frameworks/index.js';
import { symbolMatches } from '../specifier.js';
import { canStand, contextSlotOf, hasNothingOfContext, resolvedSignature, signaturesOf } from './context-slot.js';
import { contextInType } from './context-type.js';
import { isProvider } from './context-provider.js';
import { isOwnOf } from './context.js';
import { isDeferred, isUsedAsValue } from './function-use.js';
import { isHandedOn, isLogLine, isMadeOf } from './handed-on.js';
import { isListener } from './listener.js';
import { isHandlerOf } from './missing-context.js';
import { isModuleVariable, variableOf, variableOfFunction } from './references.js';
import { oncePerFile } from './once.js';
import { canBeNamed, namesOfTakers } from './required-context.js';
import { enclosingFunction, enclosingFunctions, isEmptyValue, memberChain, unwrap, wrapped } from './syntax.js';
import { isContextGiven, isOfFramework, nameOfCallee, toolRunAt } from './tool-call.js';
import { runsInPlace } from './trace.js';
import { unnamedContexts } from './unnamed-context.js';
import { usableContexts } from './usable-context.js';
import { canBeWrong, wrongContextAt } from './wrong-context.js';

/** A call that does not pass on the context of whoever is served. */
export interface Misforwarding {
  /**
   * - `left-out`: the call takes a context and is given none
   * - `other`: it is given another one than the innermost
   * - `parent`: it is given the context that a child was made of, and the child goes nowhere
   * - `same-for-all`: it is given one that has nothing of the caller in it
   */
  kind: 'left-out' | 'other' | 'parent' | 'same-for-all';
  call: Call;
  /** What messages call the call. */
  name: string;
  slot: ContextSlot;
  /** The context that belongs there. */
  context: UsableContext;
  /** All that could stand there, of the function that the context is of. */
  choices: readonly UsableContext[];
  /** Contexts that could be meant, too, and have no name there. */
  unnamed: readonly string[];
  /**
   * When the functions between the call and the context run:
   *
   * - `at once`: there are none, or they run where they stand, or are called by their own name
   * - `for the same user`: whoever has been given them calls them
   * - `for anybody`: something that all users share calls them
   */
  runs: 'at once' | 'for anybody' | 'for the same user';
}

/** A call that takes a context and is as it should be, or of which it cannot be told. */
export interface Forwarded {
  call: Call;
  /** What messages call the call. */
  name: string;
  /** The place that was judged last; `undefined` where the call has none that is judged. */
  slot: ContextSlot | undefined;
  /**
   * Why it is silent:
   *
   * - `passed`: the context is given
   * - `none-in-reach`: no context is in reach that could stand there
   * - `handed-on`: the context goes into the call by another way
   * - `found-by-itself`: the callee looks the context up
   * - `log-line`: nothing is done for anybody
   * - `makes-context`: the call returns a context
   * - `left-to-library`: a library sees to its own contexts there
   */
  forwardedBecause:
    | 'found-by-itself'
    | 'handed-on'
    | 'left-to-library'
    | 'log-line'
    | 'makes-context'
    | 'none-in-reach'
    | 'passed';
}

/**
 * Finds a call that takes a context, where one is in reach, and is given none or another one.
 *
 * @param ambient Whether handlers of libraries that keep the context in async-local storage pass it on without saying so.
 * @returns `undefined` where the right context is passed, by whatever way, and where it cannot be told.
 */
export function misforwardingAt(call: Call, ambient: AmbientContext, analysis: FileAnalysis): Misforwarding | undefined {
  const judged = forwardingAt(call, ambient, analysis);
  return judged !== undefined && 'kind' in judged ? judged : undefined;
}

/**
 * What a call does with the context in reach.
 *
 * @returns `undefined` for a call that takes no context, and at module level.
 */
export function forwardingAt(
  call: Call,
  ambient: AmbientContext,
  analysis: FileAnalysis,
): Forwarded | Misforwarding | undefined {
  if (enclosingFunction(call) === undefined) {
    return undefined;
  }
  const run = call.type === AST_NODE_TYPES.CallExpression ? toolRunAt(call, analysis) : undefined;
  if (run === undefined && !mayTakeContext(call, analysis)) {
    return undefined;
  }
  if (isProvider(unwrap(call.callee), analysis)) {
    return undefined;
  }
  const slots = [contextSlotOf(call, analysis) ?? [], run === undefined ? [] : slotsOfRun(run, analysis)].flat();
  const judged = slots.filter(({ origin }) => origin === 'project' || !isLeftToLibrary(call, ambient, analysis));
  let contexts: readonly UsableContext[] | undefined;
  let forwarded: Pick<Forwarded, 'forwardedBecause' | 'slot'> | undefined =
    slots.length > 0 && judged.length === 0 ? { slot: undefined, forwardedBecause: 'left-to-library' } : undefined;
  for (const slot of judged) {
    if (slot.given !== undefined && !canBeWrong(call, slot.given, analysis)) {
      forwarded = { slot, forwardedBecause: 'passed' };
      continue;
    }
    contexts ??= usableContexts(call, analysis).filter((context) => !isOwnOf(call, context, analysis));
    const usable = contexts.flatMap((context) => fitted(context, slot, analysis) ?? []);
    const found =
      slot.given === undefined
        ? leftOut(call, slot, run, contexts, usable, analysis)
        : returnsContext(call, analysis)
          ? 'makes-context'
          : (wrongContextAt(call, slot.given, usable, analysis) ?? 'passed');
    if (typeof found === 'string') {
      forwarded = { slot, forwardedBecause: found };
    } else {
      const { context, kind } = found;
      return {
        kind,
        call,
        name: nameOfCall(call, analysis),
        slot,
        context,
        choices: onePerVariable(usable.filter(({ owner }) => owner === context.owner)),
        unnamed: kind === 'left-out' ? unnamedContexts(call, slot, contexts, analysis) : [],
        runs: runsOf(call, context, analysis),
      };
    }
  }
  return forwarded && { ...forwarded, call, name: nameOfCall(call, analysis) };
}

/** Of a context and one that is in it, the former. */
function onePerVariable(contexts: readonly UsableContext[]): UsableContext[] {
  return contexts.filter(
    ({ variable }, index) => variable === undefined || contexts.findIndex((other) => other.variable === variable) === index,
  );
}

function nameOfCall(call: Call, { sourceCode }: FileAnalysis): string {
  const name = nameOfCallee(unwrap(call.callee), sourceCode);
  return call.type === AST_NODE_TYPES.NewExpression ? `new ${name}` : name;
}

/** Whether what is called has the name of something in the program that takes a context. */
function mayTakeContext(call: Call, analysis: FileAnalysis): boolean {
  return canBeNamed(unwrap(call.callee), namesOfTakers(analysis), analysis);
}

/**
 * Whether a library sees to its own contexts: in its own code, and where it keeps them in async-local storage while it runs
 * a handler.
 */
function isLeftToLibrary(call: Call, ambient: AmbientContext, analysis: FileAnalysis): boolean {
  return (
    isCodeOfLibrary(analysis) ||
    (ambient === 'allow' &&
      frameworks.some(
        (framework) =>
          framework.ambientContext === true &&
          enclosingFunctions(call).some((node) => isHandlerOf(node, framework, analysis)),
      ))
  );
}

const isCodeOfLibrary = oncePerFile((analysis) => {
  const { fileName } = analysis.services.esTreeNodeToTSNodeMap.get(analysis.sourceCode.ast);
  return frameworks.some((framework) => framework.contextTypes !== undefined && isOfFramework(fileName, framework, analysis));
});

/**
 * Where a call that runs a tool takes a context without saying so by a type: `{ context }` of the options, or the options
 * themselves, where a handler has got its own from the library.
 */
function slotsOfRun(run: ToolRun, analysis: FileAnalysis): ContextSlot[] {
  if (isContextGiven(run, analysis)) {
    return [];
  }
  const { checker } = analysis;
  const signatures = signaturesFor(run.call, analysis);
  return run.positions.flatMap((position) => {
    const { argument, property } = position;
    const symbol = signatures.find(({ parameters }) => parameters.length > argument)?.parameters[argument];
    if (symbol === undefined) {
      return [];
    }
    const whole = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
    const given = run.call.arguments[argument];
    const member = property === undefined ? undefined : whole.getProperty(property);
    const taken = member && checker.getTypeOfSymbol(member);
    // What a dictionary takes are single values under names of the program's own.
    const isDictionary = taken !== undefined && checker.getNonNullableType(taken).getStringIndexType() !== undefined;
    const isOptions = given !== undefined && isDictionary && hasNothingOfContext(given);
    const slot = (parameter: string, type: ts.Type, place: ArgumentPosition): ContextSlot => ({
      position: place,
      parameter,
      type,
      origin: 'library',
      isRequired: false,
      given: undefined,
      isRejected: false,
      isInserted: false,
      isSpread: isOptions && place.property === undefined,
      isCounted: true,
      isFoundByItself: false,
    });
    const isNothing = given === undefined || isEmptyValue(given);
    const options = isNothing || isOptions ? [slot(symbol.name, whole, { argument })] : [];
    const isLiteral = isNothing || unwrap(given).type === AST_NODE_TYPES.ObjectExpression;
    return property === undefined || taken === undefined || isDictionary || !isLiteral
      ? options
      : [...options, slot(property, taken, position)];
  });
}

/** The chosen signature of a call, then its other overloads: without an argument, another one is chosen than with it. */
function signaturesFor(call: Call, analysis: FileAnalysis): ts.Signature[] {
  const chosen = resolvedSignature(call, analysis);
  return [...(chosen === undefined ? [] : [chosen]), ...signaturesOf(call, analysis)];
}

/** A context as it can stand in a place; of one that only brings the context, what is in it. */
function fitted(context: UsableContext, slot: ContextSlot, analysis: FileAnalysis): UsableContext | undefined {
  const brought = context.origin === 'library' ? broughtBy(context, slot, analysis) : undefined;
  // What only brings a context stands for itself where it is taken as what it is.
  const isBringer = bringsIn(context.type, analysis).length > 0 && contextInType(slot.type, analysis) === undefined;
  return brought ?? (fits(context, slot, analysis) && !isBringer ? context : undefined);
}

/** `options.experimental_context`, where a call takes that property and the options of the handler around it bring it. */
function broughtBy(context: UsableContext, { position: { property } }: ContextSlot, analysis: FileAnalysis): UsableContext | undefined {
  const { checker } = analysis;
  const isBrought = property !== undefined && bringsIn(context.type, analysis).includes(property);
  const inner = isBrought ? checker.getPropertyOfType(checker.getNonNullableType(context.type), property) : undefined;
  return inner && { ...context, expression: `${context.expression}.${inner.name}`, type: checker.getTypeOfSymbol(inner) };
}

function bringsIn(type: ts.Type, { checker, cwd, program }: FileAnalysis): readonly string[] {
  const own = checker.getNonNullableType(type);
  const symbols = [own.aliasSymbol, own.getSymbol()];
  const entry = frameworks
    .flatMap(({ contextTypes = [] }) => contextTypes)
    .find(
      ({ bringsIn: properties, type: specifier }) =>
        properties !== undefined && symbols.some((symbol) => symbol !== undefined && symbolMatches(symbol, specifier, program, cwd)),
    );
  return entry?.bringsIn ?? [];
}

/** Whether a context can stand in a place: one that may be missing only where nothing is allowed, too. */
function fits(context: UsableContext, slot: ContextSlot, analysis: FileAnalysis): boolean {
  if (context.certainty === 'cast' || (context.certainty === 'optional' && slot.isRequired)) {
    return false;
  }
  // The options of a library all may be left out, so that anything would do; a context of the project is no such options, unless
  // it says so itself.
  if (slot.origin === 'library' && slot.position.property === undefined && context.origin === 'project' && !extendsLibrary(context.type, analysis)) {
    return false;
  }
  // What the way to the call checks is there, although the declared type allows for its absence.
  const type = context.certainty === 'certain' ? analysis.checker.getNonNullableType(context.type) : context.type;
  return canStand(type, slot.type, analysis);
}

/** Whether a type of the project extends a library's own context. */
function extendsLibrary(type: ts.Type, analysis: FileAnalysis): boolean {
  const own = analysis.checker.getNonNullableType(type);
  const bases = own.isIntersection() ? own.types : own.isClassOrInterface() ? analysis.checker.getBaseTypes(own) : [];
  return bases.some((base) => contextInType(base, analysis)?.origin === 'library' || extendsLibrary(base, analysis));
}

function leftOut(
  call: Call,
  slot: ContextSlot,
  run: ToolRun | undefined,
  contexts: readonly UsableContext[],
  usable: readonly UsableContext[],
  analysis: FileAnalysis,
): Forwarded['forwardedBecause'] | Pick<Misforwarding, 'context' | 'kind'> {
  const [context] = usable;
  if (context === undefined) {
    return 'none-in-reach';
  }
  if (slot.isRejected) {
    return { kind: 'left-out', context };
  }
  if (slot.isFoundByItself) {
    return 'found-by-itself';
  }
  if (isLogLine(call)) {
    return 'log-line';
  }
  if (isHandedOn(call, contexts, analysis)) {
    return 'handed-on';
  }
  if (returnsContext(call, analysis)) {
    return 'makes-context';
  }
  return run !== undefined && isMadeOf(call, contexts, analysis) ? 'handed-on' : { kind: 'left-out', context };
}

/** Whether the call makes a context: what it is given is not what it works with. */
function returnsContext(call: Call, analysis: FileAnalysis): boolean {
  const { checker, services } = analysis;
  const type = services.getTypeAtLocation(call);
  return contextInType(checker.getAwaitedType(type) ?? type, analysis) !== undefined;
}

/** When the functions between a place and a context run. */
export function runsOf(place: TSESTree.Node, { owner }: UsableContext, analysis: FileAnalysis): Misforwarding['runs'] {
  const functions = enclosingFunctions(place);
  const between = functions.slice(0, functions.indexOf(owner));
  if (between.some((node) => isListenerOfShared(node, analysis))) {
    return 'for anybody';
  }
  const areAtOnce = between.every((node) => runsInPlace(node) || isDeferred(node) || isCalledByName(node, analysis));
  return areAtOnce ? 'at once' : 'for the same user';
}

function isCalledByName(node: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  return variableOfFunction(node, sourceCode) !== undefined && !isUsedAsValue(node, sourceCode);
}

/** Whether a function is kept by something that was not made in the functions around it. */
function isListenerOfShared(node: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  const { parent } = wrapped(node);
  const target =
    parent?.type === AST_NODE_TYPES.CallExpression && isListener(node)
      ? unwrap(parent.callee)
      : parent?.type === AST_NODE_TYPES.AssignmentExpression
        ? parent.left
        : undefined;
  if (target?.type !== AST_NODE_TYPES.MemberExpression) {
    return false;
  }
  const { root } = memberChain(target);
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, sourceCode) : undefined;
  return root.type === AST_NODE_TYPES.ThisExpression || variable === undefined || isModuleVariable(variable);
}
