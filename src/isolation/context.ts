import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { ContextOrigin, ContextVerdict } from './context-type.js';
import type { FileAnalysis } from './file-analysis.js';
import type { ClassNode, FunctionNode } from './syntax.js';

import {
  contextInAnnotation,
  contextInType,
  contextProperties,
  isCastToContext,
  isNullable,
  writtenName,
} from './context-type.js';
import { namesKnownAs } from './known-types.js';
import { isSharedClass } from './lifetime.js';
import { isProvider } from './context-provider.js';
import { oncePerNode } from './once.js';
import { contains, enclosingClass, enclosingFunctions, lastStatement, unwrap, walk } from './syntax.js';
import { isContextName } from './vocabulary.js';

/** A context that code at some place can use. */
export interface ReachableContext {
  kind: 'field' | 'local' | 'parameter' | 'provider';
  /** How code at that place writes it: `context`, `request.user`, `this.context`, `getContext()`. */
  expression: string;
  origin: ContextOrigin;
  /** The type of the expression. */
  type: ts.Type;
  /**
   * `certain`: it is there. `optional`: it may be missing, because it is optional, has a default or may be `null`.
   * `cast`: a claim made it one.
   */
  certainty: 'cast' | 'certain' | 'optional';
  /** The parameter, variable, class or call that it comes from. */
  node: TSESTree.Node;
  /** The function whose parameter, local or `this` it is. */
  owner: FunctionNode;
}

/**
 * The contexts in reach of a place, innermost first: parameters of all functions around it, locals that are initialised
 * before it, fields of `this` where the instance is not shared, and calls of a context provider before it. A parameter,
 * local or field counts when its type is a context or has a property that is one. Variables of the module do not count:
 * everybody shares them.
 */
export function contextsInReach(place: TSESTree.Node, analysis: FileAnalysis): ReachableContext[] {
  const functions = enclosingFunctions(place);
  return functions.flatMap((owner, index) => [
    ...localContexts(place, owner, index === 0, analysis),
    ...parameterContexts(place, owner, analysis),
    ...(isMember(owner) ? fieldContexts(place, owner, analysis) : []),
    ...providerCalls(place, owner, analysis),
  ]);
}

/** Whether a library's context is one of what runs itself: `search.defaultConfig` of `search.invoke(…)` was set when the tool was made. */
export function isOwnOf(
  { arguments: [first], callee }: TSESTree.CallExpression | TSESTree.NewExpression,
  { expression, origin }: ReachableContext,
  { sourceCode }: FileAnalysis,
): boolean {
  const called = unwrap(callee);
  const receiver = called.type === AST_NODE_TYPES.MemberExpression ? called.object : first;
  return origin === 'library' && receiver !== undefined && expression.startsWith(`${sourceCode.getText(receiver)}.`);
}

/** Whether a function is a member of a class, so that `this` is the instance. */
export function isMember(node: FunctionNode): boolean {
  const { parent } = node;
  return (
    (parent.type === AST_NODE_TYPES.MethodDefinition || parent.type === AST_NODE_TYPES.PropertyDefinition) &&
    parent.value === node
  );
}

/** A name or pattern that holds a value, and what its syntax says about it. */
interface Binding {
  kind: 'local' | 'parameter';
  pattern: TSESTree.Node;
  /** The syntax says already that the value may be missing. */
  optional: boolean;
  cast: boolean;
  owner: FunctionNode;
}

function parameterContexts(place: TSESTree.Node, owner: FunctionNode, analysis: FileAnalysis): ReachableContext[] {
  return owner.params.flatMap((parameter) => {
    const { pattern, optional } = plainParameter(parameter);
    return pattern.type === AST_NODE_TYPES.RestElement
      ? []
      : contextsOfBinding({ kind: 'parameter', pattern, optional, cast: false, owner }, place, analysis);
  });
}

/** A parameter without its default and without what makes it a property of the class. */
export function plainParameter(parameter: TSESTree.Parameter): { pattern: TSESTree.Node; optional: boolean } {
  const declared = parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  if (declared.type === AST_NODE_TYPES.AssignmentPattern) {
    return { pattern: declared.left, optional: true };
  }
  return { pattern: declared, optional: 'optional' in declared && declared.optional };
}

function localContexts(
  place: TSESTree.Node,
  owner: FunctionNode,
  isInnermost: boolean,
  analysis: FileAnalysis,
): ReachableContext[] {
  return localsOf(place, owner, analysis.sourceCode).flatMap((variable) => {
    const declarator = declaratorOf(variable);
    const pattern = variable.identifiers[0];
    if (
      declarator === undefined ||
      pattern === undefined ||
      heldContexts(pattern, analysis).length === 0 ||
      !isInitialised(variable, declarator, place, isInnermost)
    ) {
      return [];
    }
    const { init } = declarator;
    const cast = init !== null && isCastToContext(init, analysis);
    const asserted = init?.type === AST_NODE_TYPES.TSNonNullExpression;
    return contextsOfBinding({ kind: 'local', pattern, optional: asserted, cast, owner }, place, analysis);
  });
}

function declaratorOf(variable: TSESLint.Scope.Variable): TSESTree.VariableDeclarator | undefined {
  const [definition] = variable.defs;
  return definition?.type === 'Variable' ? definition.node : undefined;
}

/** The variables of a function that its scopes around a place declare. */
function localsOf(
  place: TSESTree.Node,
  owner: FunctionNode,
  sourceCode: TSESLint.SourceCode,
): readonly TSESLint.Scope.Variable[] {
  const variables: TSESLint.Scope.Variable[] = [];
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(place); scope !== null; scope = scope.upper) {
    if (scope.variableScope.block === owner) {
      variables.push(...scope.variables);
    }
  }
  return variables;
}

/** Whether a local has its value when the place is reached; a function inside may run at any later time. */
function isInitialised(
  variable: TSESLint.Scope.Variable,
  declarator: TSESTree.VariableDeclarator,
  place: TSESTree.Node,
  isInnermost: boolean,
): boolean {
  if (contains(declarator, place)) {
    return false;
  }
  const { parent } = declarator.parent;
  const isLoop = parent.type === AST_NODE_TYPES.ForOfStatement || parent.type === AST_NODE_TYPES.ForInStatement;
  const start = place.range[0];
  return (
    (isLoop && declarator.range[0] < start) ||
    variable.references.some(
      (reference) => reference.isWrite() && (!isInnermost || reference.identifier.range[0] < start),
    )
  );
}

/** A context that a name, a pattern or an instance holds, wherever it is asked for. */
interface HeldContext {
  /** How code writes it: `context`, `request.user`, `this.context`. */
  expression: string;
  type: ts.Type;
  verdict: ContextVerdict;
}

/** The contexts that a parameter or local holds: itself, its properties, or what its pattern takes from it. */
const heldContexts = oncePerNode((pattern, analysis): readonly HeldContext[] => {
  const type = analysis.services.getTypeAtLocation(pattern);
  const name = pattern.type === AST_NODE_TYPES.Identifier ? pattern.name : undefined;
  const own = contextInType(type, analysis) ?? contextInPattern(pattern, type, analysis);
  const itself =
    own === undefined ? [] : [{ expression: name ?? analysis.sourceCode.getText(pattern), type, verdict: own }];
  if (own?.origin === 'project' && name !== undefined) {
    return itself;
  }
  // A pattern takes a context apart: what it takes out can be one, too. A library's own can hold another one of it.
  const inherited = isNullable(type);
  const properties = contextProperties(type, analysis).map(({ name: property, type: ofProperty, verdict }) => ({
    expression: name === undefined ? property : `${name}.${property}`,
    type: ofProperty,
    verdict: { origin: verdict.origin, nullable: verdict.nullable || inherited },
  }));
  return [...itself, ...properties];
});

function contextsOfBinding(binding: Binding, place: TSESTree.Node, analysis: FileAnalysis): ReachableContext[] {
  const { kind, pattern, owner } = binding;
  return heldContexts(pattern, analysis).flatMap(({ expression, type, verdict }) => {
    const mayMiss = (binding.optional || verdict.nullable) && !isChecked(expression, place, owner, analysis);
    if (mayMiss && verdict.origin === 'project' && !binding.optional && isOfSomebody(expression, type, analysis)) {
      return [];
    }
    return {
      kind,
      expression,
      origin: verdict.origin,
      type,
      certainty: binding.cast ? 'cast' : mayMiss ? 'optional' : 'certain',
      node: pattern,
      owner,
    };
  });
}

/** `claim.witness`: an optional part of a thing, under a name that says who it is and not that the thing is done for him. */
function isOfSomebody(expression: string, type: ts.Type, { checker }: FileAnalysis): boolean {
  const [, ...path] = expression.split('.');
  const own = checker.getNonNullableType(type);
  const name = path.at(-1);
  return name !== undefined && !isContextName(name, (own.aliasSymbol ?? own.getSymbol())?.name ?? '');
}

function annotationOf(pattern: TSESTree.Node): TSESTree.TypeNode | undefined {
  switch (pattern.type) {
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.ObjectPattern:
    case AST_NODE_TYPES.ArrayPattern:
    case AST_NODE_TYPES.RestElement:
      return pattern.typeAnnotation?.typeAnnotation;
    default:
      return undefined;
  }
}

function contextInPattern(pattern: TSESTree.Node, type: ts.Type, analysis: FileAnalysis): ContextVerdict | undefined {
  const annotation = annotationOf(pattern);
  if (annotation === undefined) {
    return undefined;
  }
  const node = analysis.services.esTreeNodeToTSNodeMap.get(annotation) as ts.TypeNode;
  const origin = contextInAnnotation(node, analysis);
  return origin === undefined ? undefined : { origin, nullable: isNullable(type) };
}

/**
 * Whether the way to a place checks that something is there: an earlier `if (!context) throw …` or assertion, or a
 * condition around the place that mentions it.
 */
function isChecked(expression: string, place: TSESTree.Node, owner: FunctionNode, analysis: FileAnalysis): boolean {
  for (let node = place; node !== owner && node.parent; node = node.parent) {
    const { parent }: TSESTree.Node = node;
    switch (parent.type) {
      case AST_NODE_TYPES.IfStatement:
      case AST_NODE_TYPES.ConditionalExpression:
        if (parent.consequent === node && mentions(parent.test, expression, analysis)) {
          return true;
        }
        break;
      case AST_NODE_TYPES.LogicalExpression:
        if (parent.operator === '&&' && parent.right === node && mentions(parent.left, expression, analysis)) {
          return true;
        }
        break;
      case AST_NODE_TYPES.BlockStatement: {
        const before = parent.body.slice(0, parent.body.indexOf(node as TSESTree.Statement));
        if (before.some((statement) => requires(statement, expression, analysis))) {
          return true;
        }
        break;
      }
      default:
    }
  }
  return false;
}

/** Whether code after a statement runs only where something is there. */
function requires(statement: TSESTree.Statement, expression: string, analysis: FileAnalysis): boolean {
  if (statement.type === AST_NODE_TYPES.IfStatement) {
    const { consequent } = statement;
    const last = lastStatement(consequent);
    return (
      (last?.type === AST_NODE_TYPES.ThrowStatement || last?.type === AST_NODE_TYPES.ReturnStatement) &&
      mentions(statement.test, expression, analysis)
    );
  }
  if (statement.type !== AST_NODE_TYPES.ExpressionStatement) {
    return false;
  }
  const effect = unwrap(statement.expression);
  if (effect.type === AST_NODE_TYPES.AssignmentExpression) {
    // `context ??= makeContext(request)`
    return analysis.sourceCode.getText(effect.left) === expression;
  }
  return (
    effect.type === AST_NODE_TYPES.CallExpression &&
    effect.arguments.some((argument) => mentions(argument, expression, analysis)) &&
    assertsSomething(effect, analysis)
  );
}

function assertsSomething(call: TSESTree.CallExpression, { checker, services }: FileAnalysis): boolean {
  const callee = checker.getNonNullableType(services.getTypeAtLocation(call.callee));
  return callee.getCallSignatures().some((signature) => {
    const declared = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
    const result = declared?.type;
    return result !== undefined && 'assertsModifier' in result && result.assertsModifier !== undefined;
  });
}

function mentions(test: TSESTree.Node, expression: string, { sourceCode }: FileAnalysis): boolean {
  let found = false;
  walk(test, sourceCode.visitorKeys, (node) => {
    found ||=
      (node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.MemberExpression) &&
      sourceCode.getText(node).replaceAll('?.', '.') === expression;
  });
  return found;
}

function fieldContexts(place: TSESTree.Node, owner: FunctionNode, analysis: FileAnalysis): ReachableContext[] {
  const around = enclosingClass(owner);
  if (around === undefined || around.static) {
    return [];
  }
  const held = fieldsOfInstance(around.class, analysis);
  if (held.length === 0 || isSharedClass(around.class, analysis)) {
    return [];
  }
  return held.map(({ expression, type, verdict }) => ({
    kind: 'field',
    expression,
    origin: verdict.origin,
    type,
    certainty: verdict.nullable && !isChecked(expression, place, owner, analysis) ? 'optional' : 'certain',
    node: around.class,
    owner,
  }));
}

/** The contexts in the fields of an instance, and in the properties of what its fields hold. */
const fieldsOfInstance = oncePerNode((definition, analysis): readonly HeldContext[] => {
  const { checker } = analysis;
  const type = instanceType(definition as ClassNode, analysis);
  const fields = contextProperties(type, analysis, true).map(({ name, type: own, verdict }) => ({
    expression: `this.${name}`,
    type: own,
    verdict,
  }));
  const deeper = checker.getPropertiesOfType(type).flatMap((property) => {
    if ((property.flags & ts.SymbolFlags.Method) !== 0) {
      return [];
    }
    const name = `this.${writtenName(property)}`;
    if (fields.some(({ expression }) => expression === name)) {
      return [];
    }
    const ofField = checker.getTypeOfSymbol(property);
    return contextProperties(ofField, analysis).map(({ name: inner, type: own, verdict }) => ({
      expression: `${name}.${inner}`,
      type: own,
      verdict: { origin: verdict.origin, nullable: verdict.nullable || isNullable(ofField) },
    }));
  });
  return [...fields, ...deeper];
});

function instanceType(definition: ClassNode, { services }: FileAnalysis): ts.Type {
  const type = services.getTypeAtLocation(definition);
  // A class declaration has the type of its instances, a class expression that of the class.
  return type.getConstructSignatures()[0]?.getReturnType() ?? type;
}

/** Calls before a place of functions that return the caller's context. */
function providerCalls(place: TSESTree.Node, owner: FunctionNode, analysis: FileAnalysis): ReachableContext[] {
  const { sourceCode } = analysis;
  const names = [...namesKnownAs('context-provider', analysis)];
  const found: ReachableContext[] = [];
  if (!names.some((name) => sourceCode.text.includes(name))) {
    return found;
  }
  walk(owner.body, sourceCode.visitorKeys, (node) => {
    if (node.type !== AST_NODE_TYPES.CallExpression || node.range[0] >= place.range[1]) {
      return;
    }
    const callee = unwrap(node.callee);
    if (isProvider(callee, analysis)) {
      found.push({
        kind: 'provider',
        expression: sourceCode.getText(node),
        origin: 'project',
        type: analysis.services.getTypeAtLocation(node),
        certainty: 'certain',
        node,
        owner,
      });
    }
  });
  return found;
}

/**
 * Whether a function around a place takes something of which the type is not known: what cannot be resolved, and what
 * has neither annotation nor an inferred type. A context may be in it.
 */
export function hasUnknownParameter(place: TSESTree.Node, analysis: FileAnalysis): boolean {
  return enclosingFunctions(place).some((owner) =>
    owner.params.some((parameter) => {
      const { pattern } = plainParameter(parameter);
      const named = pattern.type === AST_NODE_TYPES.RestElement ? pattern.argument : pattern;
      return annotationOf(pattern)?.type !== AST_NODE_TYPES.TSAnyKeyword && isAny(analysis.services.getTypeAtLocation(named));
    }),
  );
}

function isAny(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Any) !== 0;
}
