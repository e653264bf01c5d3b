import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { Call } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';

import { calledName, isDeferred } from './function-use.js';
import { isKeptArgument } from './kept-argument.js';
import { isListener } from './listener.js';
import { nameOfCalled, namesOfConfiguredTakers, requiredContextOf } from './required-context.js';
import { worksAtStartUp } from './missing-context.js';
import { enclosingFunction, propertyName, unwrap } from './syntax.js';
import { nameOfCallee } from './tool-call.js';

/** A function of the project that is handed to somebody who calls it without the context that it requires. */
export interface HandedFunction {
  /** What is handed on: `price`, `this.price`, `this.price.bind(this)`. */
  argument: TSESTree.Expression;
  /** What is to be called: the same without `bind`. */
  callee: TSESTree.Expression;
  /** What it is handed to. */
  taker: Call;
  /** What messages call it. */
  name: string;
  /** The parameter that takes the context, and its position among the arguments, counted from 0. */
  parameter: string;
  position: number;
  /** The type of the context. */
  type: ts.Type;
  /** The parameters that the taker gives something for; `undefined` in the place of a pattern, which has no name. */
  given: readonly (string | undefined)[];
}

/**
 * Finds a function of the project that requires a context and is handed to a call as one of its arguments, by its name. The
 * compiler rejects it there; what it cannot say is whose context belongs to it.
 *
 * @returns `undefined` for any other argument, and where it cannot be told what the function is called with.
 */
export function handedFunctionAt(
  argument: TSESTree.CallExpressionArgument,
  taker: Call,
  analysis: FileAnalysis,
): HandedFunction | undefined {
  const callee = namedFunction(argument);
  const known = callee === undefined ? undefined : nameOfCalled(callee, analysis);
  if (callee === undefined || known === undefined || !namesOfConfiguredTakers(analysis).has(known)) {
    return undefined;
  }
  const { checker, services, sourceCode } = analysis;
  const [signature, ...overloads] = checker.getNonNullableType(services.getTypeAtLocation(callee)).getCallSignatures();
  const { declaration } = (signature ?? {}) as { declaration?: ts.JSDocSignature | ts.SignatureDeclaration };
  if (declaration === undefined || ts.isJSDocSignature(declaration) || overloads.length > 0) {
    return undefined;
  }
  const required = requiredContextOf(declaration, analysis);
  const given = parametersGivenTo(argument as TSESTree.Expression, analysis);
  if (required === undefined || given === undefined) {
    return undefined;
  }
  const { parameter, position } = required;
  const type = checker.getTypeAtLocation(parameter);
  const standing = given[position];
  if (standing !== undefined && checker.isTypeAssignableTo(checker.getTypeOfSymbol(standing), type)) {
    return undefined;
  }
  const own = declaration.parameters.filter((each) => each !== parameter && each.name.getText() !== 'this');
  return own.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)
    ? undefined
    : {
        argument: argument as TSESTree.Expression,
        callee,
        taker,
        name: nameOfCallee(callee, sourceCode),
        parameter: parameter.name.getText(),
        position,
        type,
        given: own.slice(0, given.length).map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined)),
      };
}

/**
 * Whether a function that is handed on by its name is called for whoever hands it on, so that an arrow function in its place
 * could pass on a context: by `items.map(run)`, by `retry(run)`; not by a listener's registrar, nor by what is told of it
 * while the program starts.
 */
export function canPassOnContext(use: TSESTree.Node, analysis: FileAnalysis): boolean {
  const argument = boundFrom(use);
  const { parent } = argument;
  if ((parent?.type !== AST_NODE_TYPES.CallExpression && parent?.type !== AST_NODE_TYPES.NewExpression) || parent.callee === argument) {
    return false;
  }
  const around = enclosingFunction(argument);
  return (
    around !== undefined &&
    namedFunction(argument) !== undefined &&
    !isListener(argument) &&
    !isKeptArgument(analysis.services.esTreeNodeToTSNodeMap.get(argument), analysis) &&
    parametersGivenTo(argument as TSESTree.Expression, analysis) !== undefined &&
    !worksAtStartUp(around, analysis)
  );
}

/** The name or member that an argument is, or that it binds to the object it is a member of. */
function namedFunction(argument: TSESTree.Node): TSESTree.Identifier | TSESTree.MemberExpression | undefined {
  if (argument.type === AST_NODE_TYPES.Identifier) {
    return argument;
  }
  if (argument.type === AST_NODE_TYPES.MemberExpression) {
    return argument.computed || argument.optional || !isPlain(argument.object) ? undefined : argument;
  }
  const bound =
    argument.type === AST_NODE_TYPES.CallExpression && argument.callee.type === AST_NODE_TYPES.MemberExpression
      ? argument.callee.object
      : undefined;
  return bound?.type === AST_NODE_TYPES.MemberExpression && boundFrom(bound) === argument ? namedFunction(bound) : undefined;
}

/** A name, `this`, or a member of one: to read it later gives the same. */
function isPlain(node: TSESTree.Node): boolean {
  return (
    node.type === AST_NODE_TYPES.Identifier ||
    node.type === AST_NODE_TYPES.ThisExpression ||
    (node.type === AST_NODE_TYPES.MemberExpression && !node.computed && !node.optional && isPlain(node.object))
  );
}

/** `a.run.bind(a)` around `a.run`; the node itself where there is no such call. */
function boundFrom(use: TSESTree.Node): TSESTree.Node {
  const { parent: member } = use;
  const call = member?.parent;
  if (
    use.type !== AST_NODE_TYPES.MemberExpression ||
    member?.type !== AST_NODE_TYPES.MemberExpression ||
    member.object !== use ||
    propertyName(member) !== 'bind' ||
    call?.type !== AST_NODE_TYPES.CallExpression ||
    call.callee !== member
  ) {
    return use;
  }
  const [receiver, ...others] = call.arguments;
  return receiver !== undefined && others.length === 0 && isSamePlain(receiver, use.object) ? call : use;
}

function isSamePlain(one: TSESTree.Node, other: TSESTree.Node): boolean {
  if (one.type === AST_NODE_TYPES.ThisExpression) {
    return other.type === AST_NODE_TYPES.ThisExpression;
  }
  if (one.type === AST_NODE_TYPES.Identifier) {
    return other.type === AST_NODE_TYPES.Identifier && one.name === other.name;
  }
  return (
    one.type === AST_NODE_TYPES.MemberExpression &&
    other.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(one) !== undefined &&
    propertyName(one) === propertyName(other) &&
    isSamePlain(one.object, other.object)
  );
}

/**
 * What the taker of a function calls it with.
 *
 * @returns `undefined` where it says nothing of that, or only that it passes on what it is called with itself.
 */
function parametersGivenTo(
  argument: TSESTree.Expression,
  { checker, services }: FileAnalysis,
): readonly ts.Symbol[] | undefined {
  if (isDeferred(argument)) {
    return isGivenNothing(argument) ? [] : undefined;
  }
  const expected = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(unwrap(argument)) as ts.Expression);
  const [signature, ...others] = expected === undefined ? [] : checker.getNonNullableType(expected).getCallSignatures();
  if (signature === undefined || others.length > 0) {
    return undefined;
  }
  const { parameters } = signature;
  const last = parameters.at(-1)?.valueDeclaration;
  return last !== undefined && ts.isParameter(last) && last.dotDotDotToken !== undefined ? undefined : parameters;
}

/** Whether a timer calls a function with nothing: `setTimeout(run, 100)`, `setImmediate(run)`. */
function isGivenNothing({ parent }: TSESTree.Node): boolean {
  if (parent?.type !== AST_NODE_TYPES.CallExpression) {
    return false;
  }
  const [, ...others] = parent.arguments;
  return others.length === 0 || (others.length === 1 && calledName(parent) === 'setTimeout');
}
