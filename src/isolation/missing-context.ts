import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Framework } from '../frameworks/framework.js';
import type { Call } from './context-slot.js';
import type { ReachableContext } from './context.js';
import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';
import type { ToolRun } from './tool-call.js';

import { configuredContexts } from './context-type.js';
import { contextsInReach, hasUnknownParameter, isMember, isOwnOf } from './context.js';
import { isGivenRequest, requestParameter } from './entry-point.js';
import { isDeferred, isHeld, isUsedAsValue, takerOf } from './function-use.js';
import { canPassOnContext, handedFunctionAt } from './handed-function.js';
import { isListener } from './listener.js';
import { isExported, isModuleVariable, variableOf, variableOfFunction } from './references.js';
import { callWithoutContext } from './required-context.js';
import { runsAtStartUp, runsAtStartUpOfProgram } from './start-up.js';
import { symbolAt } from './symbols.js';
import { contains, enclosingFunctions, functionName, isFunction, isGivenToTest, isTestFile, memberChain, unwrap, walk } from './syntax.js';
import { isContextGiven, isOfFramework, toolRunAt } from './tool-call.js';
import { runsInPlace } from './trace.js';
import { isGivenAway } from './wrapped-function.js';

/** A call that needs a user's context where none is in reach. */
export interface MissingContext {
  call: Call;
  /** What messages call what needs the context: the call, or the function that is given to it. */
  name: string;
  /** The function that should have the context. */
  owner: FunctionNode;
  /** The parameter of a function of the project that lacks its argument; `undefined` where a tool or agent is run. */
  requiredBy: string | undefined;
  /** The request, socket or session that the owner answers. */
  request: TSESTree.Identifier | undefined;
  /** The call takes a context, or is of a function of the project that can come to take one. */
  isPassedOn: boolean;
  /** A context that is in reach but counts as none: it may be missing, or a cast made it one. */
  weak: ReachableContext | undefined;
}

/** A call that needs a user's context, or would, and is not to blame for having none. */
export interface ContextCovered {
  call: Call;
  /** What messages call the call. */
  name: string;
  /**
   * Why nothing is missing:
   *
   * - `given`: an argument is a context, or holds one
   * - `in-reach`: a context is in reach; whether it is passed on is another question
   * - `unknown`: a function around it has a parameter of which nothing is known
   * - `ambient`: the library keeps the context in async-local storage while it runs the function around it
   * - `start-up`: it happens while the module is evaluated or the program starts
   * - `not-asked`: the program has no configured context type, and the call takes none or knows its user by closure
   */
  coveredBecause: 'ambient' | 'given' | 'in-reach' | 'not-asked' | 'start-up' | 'unknown';
}

/** What async-local storage counts for. */
export type AmbientContext = 'allow' | 'report';

/**
 * Finds a call that runs a tool or an agent, or that requires a context, with no context in reach.
 *
 * @param ambient Whether handlers of libraries that keep the context in async-local storage have one without a parameter.
 * @returns `undefined` where a context is in reach, where the call happens at start-up, and where it cannot be told.
 */
export function missingContextAt(
  call: Call,
  ambient: AmbientContext,
  analysis: FileAnalysis,
): MissingContext | undefined {
  const need = contextNeedAt(call, ambient, analysis);
  return need !== undefined && 'owner' in need ? need : undefined;
}

/**
 * The same for the functions among the arguments of a call: those that require a context and are handed on by their names, to
 * somebody who calls them without one.
 */
export function missingContextOfHandedAt(call: Call, analysis: FileAnalysis): MissingContext[] {
  return call.arguments.flatMap((argument) => {
    const handed = handedFunctionAt(argument, call, analysis);
    const reachable = handed === undefined ? [] : contextsInReach(argument, analysis);
    if (
      handed === undefined ||
      !canPassOnContext(argument, analysis) ||
      reachable.some(({ certainty }) => certainty === 'certain') ||
      hasUnknownParameter(argument, analysis)
    ) {
      return [];
    }
    const responsible = responsibleFunction(argument, analysis);
    return responsible === undefined
      ? []
      : [
          {
            ...responsible,
            call,
            name: handed.name,
            requiredBy: handed.parameter,
            isPassedOn: true,
            weak: reachable.find(({ origin }) => origin === 'project') ?? reachable[0],
          },
        ];
  });
}

/**
 * What a call that runs a tool or an agent, or that requires a context, has of one.
 *
 * @returns `undefined` for any other call, also for one that is given the context it requires.
 */
export function contextNeedAt(
  call: Call,
  ambient: AmbientContext,
  analysis: FileAnalysis,
): ContextCovered | MissingContext | undefined {
  const run = call.type === AST_NODE_TYPES.CallExpression ? toolRunAt(call, analysis) : undefined;
  const incomplete = run === undefined ? callWithoutContext(call, analysis) : undefined;
  const name = run?.name ?? incomplete?.name;
  if (name === undefined) {
    return undefined;
  }
  const covered = (coveredBecause: ContextCovered['coveredBecause']): ContextCovered => ({ call, name, coveredBecause });
  const unasked = run === undefined ? undefined : whyNotJudged(run, analysis);
  if (unasked !== undefined) {
    return covered(unasked);
  }
  const reachable = contextsInReach(call, analysis).filter((context) => !isOwnOf(call, context, analysis));
  const counts = (context: ReachableContext): boolean =>
    context.certainty === 'certain' ||
    (context.certainty === 'optional' && context.origin === 'library' && isDictated(context, run, ambient, analysis));
  if (reachable.some(counts)) {
    return covered('in-reach');
  }
  if (hasUnknownParameter(call, analysis)) {
    return covered('unknown');
  }
  const ambientLibrary = ambient === 'allow' && run?.framework?.ambientContext === true ? run.framework : undefined;
  if (ambientLibrary !== undefined && enclosingFunctions(call).some((node) => isHandlerOf(node, ambientLibrary, analysis))) {
    return covered('ambient');
  }
  const responsible = responsibleFunction(call, analysis);
  return responsible === undefined
    ? covered('start-up')
    : {
        ...responsible,
        call,
        name,
        requiredBy: incomplete?.parameter,
        isPassedOn: run === undefined || run.takesContext || isOfProject(call, analysis),
        weak: reachable.find(({ origin }) => origin === 'project') ?? reachable[0],
      };
}

function isOfProject(call: Call, analysis: FileAnalysis): boolean {
  return (symbolAt(unwrap(call.callee), analysis)?.declarations ?? []).some(
    (declaration) => !declaration.getSourceFile().isDeclarationFile,
  );
}

/** Where the program has none of the configured contexts, only calls are judged that have a place for one. */
function whyNotJudged(run: ToolRun, analysis: FileAnalysis): ContextCovered['coveredBecause'] | undefined {
  if (enclosingFunctions(run.call).length === 0) {
    return 'start-up';
  }
  if (isContextGiven(run, analysis)) {
    return 'given';
  }
  const isJudged = configuredContexts(analysis).length > 0 || (run.takesContext && !isMadeForCaller(run, analysis));
  return isJudged ? undefined : 'not-asked';
}

/**
 * Whether the agent or the tools are made in the function from what it was called with: then they may know their user by
 * closure.
 */
function isMadeForCaller({ call }: ToolRun, analysis: FileAnalysis): boolean {
  const callee = unwrap(call.callee);
  const receiver = callee.type === AST_NODE_TYPES.MemberExpression ? [callee.object] : [];
  return [...receiver, ...call.arguments.flatMap(toolsIn)].some((value) => {
    const { root } = memberChain(value);
    const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, analysis.sourceCode) : undefined;
    return variable?.defs[0]?.type === 'Parameter' ? false : dependsOnCaller(value, analysis, 4);
  });
}

/** What of an argument runs: an agent, or the tools in an object of options. */
function toolsIn(argument: TSESTree.CallExpressionArgument, index: number): TSESTree.Node[] {
  if (argument.type !== AST_NODE_TYPES.ObjectExpression) {
    return index === 0 && argument.type !== AST_NODE_TYPES.SpreadElement ? [argument] : [];
  }
  return argument.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property &&
    property.key.type === AST_NODE_TYPES.Identifier &&
    ['agent', 'tool', 'tools'].includes(property.key.name)
      ? [property.value]
      : [],
  );
}

function dependsOnCaller(value: TSESTree.Node, analysis: FileAnalysis, fuel: number): boolean {
  let depends = false;
  walk(value, analysis.sourceCode.visitorKeys, (node) => {
    if (depends || fuel === 0) {
      return;
    }
    if (node.type === AST_NODE_TYPES.ThisExpression) {
      depends = isFunction(node.parent) || node !== value;
      return;
    }
    const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(node, analysis.sourceCode) : undefined;
    const definition = variable?.defs[0];
    if (definition?.type === 'Parameter') {
      depends = !(definition.node === value || contains(value, definition.node));
    } else if (definition?.type === 'Variable' && variable !== undefined && !isModuleVariable(variable)) {
      const { init } = definition.node;
      depends = init !== null && !contains(value, init) && dependsOnCaller(init, analysis, fuel - 1);
    }
  });
  return depends;
}

/**
 * Whether a library, not the project, says that a context is optional: in a handler that the library calls, or in one that
 * finds the context in async-local storage anyway.
 */
function isDictated(
  { owner }: ReachableContext,
  run: ToolRun | undefined,
  ambient: AmbientContext,
  analysis: FileAnalysis,
): boolean {
  if (ambient === 'allow' && run?.framework?.ambientContext === true) {
    return true;
  }
  return run?.framework?.ambientContext !== true && (isGivenAway(owner, analysis) || isUsedAsValue(owner, analysis.sourceCode));
}

/** Whether a function is given to a library: as an argument, in an object of options, by name, or as a method of a subclass. */
export function isHandlerOf(node: FunctionNode, framework: Framework, analysis: FileAnalysis): boolean {
  const { sourceCode } = analysis;
  const places: TSESTree.Node[] = [
    node,
    ...(variableOfFunction(node, sourceCode)?.references ?? []).map(({ identifier }) => identifier),
  ];
  return (
    places.some((place) => {
      const taker = takerOf(place);
      return taker !== undefined && isDeclaredIn(unwrap(taker.callee), framework, analysis);
    }) || isMethodOfSubclass(node, framework, analysis)
  );
}

function isDeclaredIn(callee: TSESTree.Node, framework: Framework, analysis: FileAnalysis): boolean {
  return (symbolAt(callee, analysis)?.declarations ?? []).some((declaration) =>
    isOfFramework(declaration.getSourceFile().fileName, framework, analysis),
  );
}

function isMethodOfSubclass(node: FunctionNode, framework: Framework, analysis: FileAnalysis): boolean {
  const { parent } = node;
  if (parent.type !== AST_NODE_TYPES.MethodDefinition && parent.type !== AST_NODE_TYPES.PropertyDefinition) {
    return false;
  }
  const name = functionName(node);
  const { superClass } = parent.parent.parent;
  if (superClass === null || name === undefined) {
    return false;
  }
  const base = analysis.services.getTypeAtLocation(superClass).getConstructSignatures()[0]?.getReturnType();
  return (base?.getProperty(name)?.declarations ?? []).some((declaration) =>
    isOfFramework(declaration.getSourceFile().fileName, framework, analysis),
  );
}

/**
 * The function that should take the context, or make it.
 *
 * It is the one that receives the request, if a function around the call does. Else it is the innermost function that has
 * a name: a declaration, a method, a function that is assigned to something. Callbacks are passed over, because somebody
 * else decides about their parameters; one that is registered while the module is evaluated or the program starts has no
 * such function around it and is the one itself.
 *
 * @returns `undefined` where the call happens at start-up.
 */
export function responsibleFunction(
  call: TSESTree.Node,
  analysis: FileAnalysis,
): Pick<MissingContext, 'owner' | 'request'> | undefined {
  const functions = enclosingFunctions(call);
  for (const node of functions) {
    const request = requestParameter(node, analysis);
    if (request !== undefined) {
      return { owner: node, request };
    }
  }
  let callback: FunctionNode | undefined;
  for (const node of functions) {
    // What is registered while the program starts is called for all users: a context of the registering function is nobody's.
    if (worksAtStartUp(node, analysis) || (callback !== undefined && runsAtStartUpOfProgram(node, analysis))) {
      break;
    }
    // Whoever registers a listener is not whom it is called for.
    if (isListener(node)) {
      return { owner: node, request: undefined };
    }
    if (runsInPlace(node) || isDeferred(node)) {
      continue;
    }
    if (!isGivenAway(node, analysis)) {
      return { owner: node, request: undefined };
    }
    callback = node;
  }
  return callback === undefined ? undefined : { owner: callback, request: undefined };
}

const startUpFunctions = new WeakMap<FunctionNode, boolean>();

/**
 * Whether what a function does is done while the program starts, or for the program as a whole: its calls happen then, or
 * it is handed on then, takes nothing, and is given no request by its caller. Nothing of a user's can come into it.
 */
export function worksAtStartUp(node: FunctionNode, analysis: FileAnalysis): boolean {
  let answer = startUpFunctions.get(node);
  if (answer === undefined) {
    // A function that calls itself is judged by its other calls.
    startUpFunctions.set(node, true);
    answer = decideStartUp(node, analysis);
    startUpFunctions.set(node, answer);
  }
  return answer;
}

/** Whether a function is the start of a program by its name, whoever calls it. */
function isMain(node: FunctionNode): boolean {
  return functionName(node) === 'main' && enclosingFunctions(node).length === 0 && !isMember(node);
}

function decideStartUp(node: FunctionNode, analysis: FileAnalysis): boolean {
  const { sourceCode } = analysis;
  const isReachedAtStartUp = (place: TSESTree.Node): boolean => {
    const [outer] = enclosingFunctions(place);
    return outer === undefined || worksAtStartUp(outer, analysis);
  };
  const isOfTests = isTestFile(sourceCode.ast);
  if (isMain(node) || (isOfTests && isGivenToTest(node))) {
    return true;
  }
  if (runsInPlace(node) || isDeferred(node)) {
    return isReachedAtStartUp(node);
  }
  if (node.params.length > 0 || isGivenRequest(node, analysis)) {
    return runsAtStartUp(node, sourceCode);
  }
  if (isGivenAway(node, analysis)) {
    return takerOf(node) !== undefined && isReachedAtStartUp(node);
  }
  if (isOfTests) {
    // What tests share is called for the user of each test.
    return false;
  }
  const variable = variableOfFunction(node, sourceCode);
  const uses = (variable?.references ?? []).filter(({ init, isTypeReference }) => init !== true && !isTypeReference);
  return (
    variable !== undefined &&
    !isExported(variable) &&
    uses.length > 0 &&
    // Who calls it by what holds it, and when, is not known.
    uses.every(({ identifier }) => isReachedAtStartUp(identifier) && !isHeld(identifier))
  );
}
