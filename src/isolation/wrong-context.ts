import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Call } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';
import type { UsableContext } from './usable-context.js';

import { symbolMatches } from '../specifier.js';
import { contextInType } from './context-type.js';
import { isProvider } from './context-provider.js';
import { fallbackIdentityAt } from './fallback-identity.js';
import { isModuleVariable, variableOf } from './references.js';
import { symbolAt } from './symbols.js';
import { enclosingFunction, enclosingFunctions, isFunction, lastName, memberChain, unwrap, walk } from './syntax.js';
import { trace } from './trace.js';
import { hasContext } from './usable-context.js';
import { saysThatItMakes } from './vocabulary.js';

/** What is wrong with the context that a call is given, and the one that belongs there. */
export interface WrongContext {
  kind: 'other' | 'parent' | 'same-for-all';
  context: UsableContext;
}

/**
 * Whether a call is given another context than that of whoever is served.
 *
 * @param given What stands in the place of the context.
 * @param usable The contexts that could stand there, innermost first.
 */
export function wrongContextAt(
  call: Call,
  given: TSESTree.Node,
  usable: readonly UsableContext[],
  analysis: FileAnalysis,
): WrongContext | undefined {
  const certain = usable.filter((context) => context.certainty === 'certain' && !isMadeLocal(context, analysis));
  if (certain.length === 0 || isOptOut(given, analysis)) {
    return undefined;
  }
  const source = sourceOf(given, certain, analysis);
  return source === undefined
    ? sameForAll(given, certain, analysis)
    : (outerContext(call, source, certain, analysis) ?? parentOfUnusedChild(call, source, certain, analysis));
}

/**
 * Whether what a call is given can be another context than that of whoever is served, by its syntax alone: most calls are
 * given a parameter of the function around them, or something that was made of the caller's on the spot.
 */
export function canBeWrong(call: Call, given: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = unwrap(given);
  const { root } = memberChain(value);
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, analysis.sourceCode) : undefined;
  if (variable !== undefined && !isModuleVariable(variable)) {
    return !isParameterOf(enclosingFunction(call), variable) || variable.references.some(isPartOfLocal);
  }
  return (
    root.type === AST_NODE_TYPES.ThisExpression ||
    (value.type === AST_NODE_TYPES.CallExpression && isProvider(unwrap(value.callee), analysis)) ||
    isSameForAll(given, analysis)
  );
}

function isParameterOf(owner: FunctionNode | undefined, { defs: [definition] }: TSESLint.Scope.Variable): boolean {
  return definition?.type === 'Parameter' && definition.node === owner;
}

/** Whether a local may be made of what is referred to. */
function isPartOfLocal({ identifier }: TSESLint.Scope.Reference): boolean {
  for (let node: TSESTree.Node = identifier; !isFunction(node) && node.parent; node = node.parent) {
    if (node.type === AST_NODE_TYPES.VariableDeclarator) {
      return true;
    }
  }
  return false;
}

/** Whether the settings say that a value, or what a function returns, stands for no user on purpose. */
function isOptOut(given: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = unwrap(given);
  const named = value.type === AST_NODE_TYPES.CallExpression || value.type === AST_NODE_TYPES.NewExpression ? value.callee : value;
  const symbol = symbolAt(unwrap(named), analysis);
  const { cwd, program, settings } = analysis;
  return (
    symbol !== undefined &&
    (settings.contextOptOuts ?? []).some((specifier) => symbolMatches(symbol, specifier, program, cwd))
  );
}

/** A local that is the same whoever calls is no context of whoever is served. */
function isMadeLocal({ kind, variable }: UsableContext, analysis: FileAnalysis): boolean {
  return kind === 'local' && variable !== undefined && isConstantLocal(variable, analysis);
}

/** The context in reach that an expression is. */
function sourceOf(
  given: TSESTree.Node,
  usable: readonly UsableContext[],
  analysis: FileAnalysis,
): UsableContext | undefined {
  const value = unwrap(given);
  const { root } = memberChain(value);
  const text = analysis.sourceCode.getText(value).replaceAll(/[?!]/gu, '');
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, analysis.sourceCode) : undefined;
  return usable.find((context) => context.variable === variable && context.expression === text);
}

/** A context of a function further in, where the given one is captured from further out. */
function outerContext(
  call: Call,
  source: UsableContext,
  usable: readonly UsableContext[],
  analysis: FileAnalysis,
): WrongContext | undefined {
  const functions = enclosingFunctions(call);
  const depthOf = ({ kind, owner }: UsableContext): number =>
    // The instance is made before any of its methods is called.
    functions.indexOf(owner) + (kind === 'field' ? 0.5 : 0);
  const inner = usable.find(
    (context) =>
      context !== source &&
      (context.kind === 'parameter' || context.kind === 'local') &&
      depthOf(context) < depthOf(source) &&
      !isMadeOf(context, source, analysis),
  );
  return inner === undefined || mentions(call, inner, analysis) ? undefined : { kind: 'other', context: inner };
}

/** A child that was made of the given context before the call, and that no call or result gets. */
function parentOfUnusedChild(
  call: Call,
  source: UsableContext,
  usable: readonly UsableContext[],
  analysis: FileAnalysis,
): WrongContext | undefined {
  const child = usable.find(
    (context) =>
      context !== source &&
      context.kind === 'local' &&
      isMadeOf(context, source, analysis) &&
      context.variable?.references.every((reference) => reference.init === true || isOnlyRead(reference.identifier)) === true,
  );
  return child === undefined ? undefined : { kind: 'parent', context: child };
}

/** Whether a local is made of a context: `context.createChild()`, `childOf(context)`, `{ ...context, runId }`. */
function isMadeOf({ kind, variable }: UsableContext, source: UsableContext, analysis: FileAnalysis): boolean {
  const definition = kind === 'local' ? variable?.defs[0] : undefined;
  const init = definition?.type === 'Variable' ? definition.node.init : undefined;
  if (init === null || init === undefined) {
    return false;
  }
  return hasContext(init, source, analysis);
}

/** Whether only a member of it is read: `child.requestId`. */
function isOnlyRead(identifier: TSESTree.Node): boolean {
  const { parent } = identifier;
  return (
    parent?.type === AST_NODE_TYPES.MemberExpression &&
    parent.object === identifier &&
    !(parent.parent.type === AST_NODE_TYPES.CallExpression && parent.parent.callee === parent)
  );
}

function mentions(call: Call, context: UsableContext, analysis: FileAnalysis): boolean {
  return call.arguments.some((argument) => hasContext(argument, context, analysis));
}

/** A context that is the same whoever calls: of the module, looked up by a constant, or made of nothing of the caller's. */
function sameForAll(
  given: TSESTree.Node,
  usable: readonly UsableContext[],
  analysis: FileAnalysis,
): WrongContext | undefined {
  const [context] = usable;
  if (context === undefined || !isSameForAll(given, analysis) || isReportedElsewhere(given, analysis)) {
    return undefined;
  }
  return { kind: 'same-for-all', context };
}

function isSameForAll(given: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { sourceCode } = analysis;
  const value = unwrap(given);
  const { root } = memberChain(value);
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, sourceCode) : undefined;
  if (variable === undefined) {
    return isMadeForNobody(value, analysis);
  }
  if (isModuleVariable(variable)) {
    return contextInType(analysis.services.getTypeAtLocation(value), analysis) !== undefined;
  }
  return root === value && isConstantLocal(variable, analysis);
}

function isConstantLocal(variable: TSESLint.Scope.Variable, analysis: FileAnalysis): boolean {
  const [definition] = variable.defs;
  if (definition?.type !== 'Variable' || isModuleVariable(variable)) {
    return false;
  }
  const { id, init } = definition.node;
  const isConstant = variable.references.every((reference) => !reference.isWrite() || reference.init === true);
  return id.type === AST_NODE_TYPES.Identifier && init !== null && isConstant && isSameForAll(init, analysis);
}

/**
 * Whether an expression makes or looks up a context without anything of the caller's: a construction, a literal, a call
 * with constants, or a call with nothing of a function that says that it makes one. A call with nothing may find the
 * caller's own context in async-local storage.
 */
function isMadeForNobody(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = unwrap(expression);
  switch (value.type) {
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.ObjectExpression:
      return isConstant(value, analysis);
    case AST_NODE_TYPES.LogicalExpression:
      return isSameForAll(value.left, analysis) && isSameForAll(value.right, analysis);
    case AST_NODE_TYPES.ConditionalExpression:
      return isSameForAll(value.consequent, analysis) && isSameForAll(value.alternate, analysis);
    case AST_NODE_TYPES.CallExpression: {
      const callee = unwrap(value.callee);
      if (isProvider(callee, analysis) || !isConstant(value, analysis)) {
        return false;
      }
      return value.arguments.length > 0 || saysThatItMakes(lastName(callee));
    }
    default:
      return false;
  }
}

function isConstant(value: TSESTree.Expression, { sourceCode }: FileAnalysis): boolean {
  return trace(value, sourceCode).every(({ kind, node }) => {
    switch (kind) {
      case 'constant':
      case 'module':
        return true;
      case 'call':
        return node === value || (node.type === AST_NODE_TYPES.CallExpression && node.arguments.length > 0);
      default:
        return false;
    }
  });
}

/** `no-fallback-identity` reports identities and contexts that are made up where they are written. */
function isReportedElsewhere(given: TSESTree.Node, analysis: FileAnalysis): boolean {
  let found = false;
  walk(given, analysis.sourceCode.visitorKeys, (node) => {
    found ||= fallbackIdentityAt(node, analysis) !== undefined;
  });
  return found;
}
