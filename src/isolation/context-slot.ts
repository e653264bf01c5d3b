import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { ContextOrigin } from './context-type.js';
import type { FileAnalysis } from './file-analysis.js';
import type { ArgumentPosition } from './tool-call.js';

import { frameworks } from '../frameworks/index.js';
import { contextInType, contextOriginOf, contextProperties, isNullable } from './context-type.js';
import { oncePerProgram } from './once.js';
import { lastName } from './program-facts.js';
import { spreadBefore } from './spread-argument.js';
import { chosenSignature, isTypeReference } from './symbols.js';
import { isEmptyValue, isNothing, keyText, unwrap } from './syntax.js';
import { saysThatItMakes } from './vocabulary.js';

/** A call or a construction. */
export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The place where a call takes a context, with what the call gives there. */
export interface ContextSlot {
  position: ArgumentPosition;
  /** The parameter or property, as it is declared. */
  parameter: string;
  /** What it takes. */
  type: ts.Type;
  origin: ContextOrigin;
  /** `undefined` is no value of it. */
  isRequired: boolean;
  /** What is given; `undefined` where that is nothing, also where `undefined` or `null` is written. */
  given: TSESTree.Node | undefined;
  /** The call does not type-check because nothing is given. */
  isRejected: boolean;
  /** A context goes in before the argument that stands at the position: what is there is meant for the next parameter. */
  isInserted: boolean;
  /** A context goes into the object of options that stands at the position, before what is there: it has nothing of one. */
  isSpread: boolean;
  /** The position can be counted to; not where a spread argument stands before it. */
  isCounted: boolean;
  /** Where nothing is given, a call takes its place that looks the caller's up: `context = currentContext()`. */
  isFoundByItself: boolean;
}

/**
 * Where a call takes a context: a parameter of its resolved signature, a property of an object of options, or a parameter
 * of another overload that takes the same arguments.
 *
 * @returns `undefined` where it takes none, and where it cannot be told what it is given: by a spread argument that can bring
 *   a context, in an object of options that is made elsewhere.
 */
export function contextSlotOf(call: Call, analysis: FileAnalysis): ContextSlot | undefined {
  const signature = resolvedSignature(call, analysis);
  if (signature === undefined) {
    return undefined;
  }
  const slot = slotInSignature(call, declaredSignature(signature, analysis), analysis);
  return slot ?? (call.arguments.some(isSpreadElement) ? undefined : slotInOverload(call, signature, analysis));
}

function isSpreadElement({ type }: TSESTree.Node): boolean {
  return type === AST_NODE_TYPES.SpreadElement;
}

/** Of a generic function, the signature as it is declared: what it takes must not depend on what it is given now. */
function declaredSignature(signature: ts.Signature, { checker }: FileAnalysis): ts.Signature {
  const { declaration } = signature as { declaration?: ts.JSDocSignature | ts.SignatureDeclaration };
  const declared =
    declaration === undefined || ts.isJSDocSignature(declaration)
      ? undefined
      : checker.getSignatureFromDeclaration(declaration);
  return declared?.typeParameters === undefined ? signature : declared;
}

/** The signature that the compiler chose for a call; the nearest one where none fits. */
export function resolvedSignature(call: Call, { checker, services }: FileAnalysis): ts.Signature | undefined {
  return chosenSignature(services.esTreeNodeToTSNodeMap.get(call), checker);
}

/** All signatures of what a call calls or constructs. */
export function signaturesOf(call: Call, analysis: FileAnalysis): readonly ts.Signature[] {
  const { checker, services } = analysis;
  if (call.callee.type === AST_NODE_TYPES.Super) {
    // The type of `super` is that of the instance.
    const chosen = resolvedSignature(call, analysis);
    return chosen === undefined ? [] : [chosen];
  }
  const type = checker.getNonNullableType(services.getTypeAtLocation(unwrap(call.callee)));
  return call.type === AST_NODE_TYPES.NewExpression ? type.getConstructSignatures() : type.getCallSignatures();
}

/** A parameter that takes a context itself. */
interface ContextParameter {
  index: number;
  symbol: ts.Symbol;
  type: ts.Type;
  origin: ContextOrigin;
  /** An argument must be there. */
  isDemanded: boolean;
}

const parametersBySignature = oncePerProgram(() => new WeakMap<ts.Signature, readonly ContextParameter[]>());

function contextParameters(signature: ts.Signature, analysis: FileAnalysis): readonly ContextParameter[] {
  const known = parametersBySignature(analysis);
  let parameters = known.get(signature);
  if (parameters === undefined) {
    parameters = findContextParameters(signature, analysis);
    known.set(signature, parameters);
  }
  return parameters;
}

function findContextParameters(signature: ts.Signature, analysis: FileAnalysis): ContextParameter[] {
  return namedParameters(signature, analysis).flatMap((symbol, index) => {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isParameter(declaration) || declaration.dotDotDotToken !== undefined) {
      return [];
    }
    const type = takenType(symbol, analysis);
    const origin = contextOriginOf(type, declaration.type, analysis);
    return origin === undefined || takesSomethingElse(type, analysis)
      ? []
      : [{ index, symbol, type, origin, isDemanded: isDemanded(declaration) }];
  });
}

/**
 * The parameters of a signature; where the rest parameter stands for those of another function, as in what
 * `wrap<A extends unknown[]>(run: (...given: A) => void): (...given: A) => void` returns, that one's.
 */
export function namedParameters(signature: ts.Signature, { checker }: FileAnalysis): readonly ts.Symbol[] {
  return signature.parameters.flatMap((symbol) => {
    const declaration = symbol.valueDeclaration;
    const isRest = declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
    const type = isRest ? checker.getTypeOfSymbol(symbol) : undefined;
    const labels = type !== undefined && isTypeReference(type) && checker.isTupleType(type) ? (type.target as ts.TupleType).labeledElementDeclarations : undefined;
    const named = labels?.flatMap((label) => (label === undefined ? [] : (checker.getSymbolAtLocation(label.name) ?? [])));
    return named === undefined || named.length !== labels?.length ? [symbol] : named;
  });
}

/** Whether an argument must be there for a parameter. */
function isDemanded({ initializer, questionToken }: ts.ParameterDeclaration): boolean {
  return questionToken === undefined && initializer === undefined;
}

/** `string | RunState`: what stands there now need not be a context. */
function takesSomethingElse(type: ts.Type, analysis: FileAnalysis): boolean {
  const own = analysis.checker.getNonNullableType(type);
  return own.isUnion() && own.types.some((part) => contextInType(part, analysis) === undefined);
}

/**
 * Whether a value of a type can stand where another one is taken. A type parameter takes what its constraint allows, and
 * decides about the type arguments of the types around it.
 */
export function canStand(type: ts.Type, taken: ts.Type, analysis: FileAnalysis): boolean {
  const { checker } = analysis;
  if (checker.isTypeAssignableTo(type, taken)) {
    return true;
  }
  return (taken.isUnion() ? taken.types : [taken]).some((part) => {
    if ((part.flags & ts.TypeFlags.TypeParameter) !== 0) {
      const constraint = checker.getBaseConstraintOfType(part);
      return constraint === undefined || constraint === part || checker.isTypeAssignableTo(type, constraint);
    }
    return (
      isTypeReference(part) &&
      isTypeReference(type) &&
      part.target === type.target &&
      checker.getTypeArguments(part).some((argument) => (argument.flags & ts.TypeFlags.TypeParameter) !== 0)
    );
  });
}

/** What a parameter takes; of a type parameter, its constraint. */
function takenType(symbol: ts.Symbol, { checker }: FileAnalysis): ts.Type {
  const type = checker.getTypeOfSymbol(symbol);
  return (type.flags & ts.TypeFlags.TypeParameter) === 0 ? type : (checker.getBaseConstraintOfType(type) ?? type);
}

function slotInSignature(call: Call, signature: ts.Signature, analysis: FileAnalysis): ContextSlot | undefined {
  const [parameter, ...others] = contextParameters(signature, analysis);
  if (parameter === undefined) {
    return call.arguments.some(isSpreadElement) ? undefined : slotInOptions(call, signature, analysis);
  }
  // Of two contexts, each has a meaning of its own that types do not tell.
  return others.length > 0 ? undefined : slotOfParameter(call, parameter, signature, analysis);
}

function slotOfParameter(
  call: Call,
  { index, symbol, type, origin, isDemanded }: ContextParameter,
  signature: ts.Signature,
  analysis: FileAnalysis,
): ContextSlot | undefined {
  const argument = call.arguments[index];
  const spread = spreadBefore(call.arguments, index, analysis);
  if (spread?.mayBringContext === true || (spread?.isCounted === false && !isDemanded)) {
    return undefined;
  }
  const isInserted =
    argument !== undefined && (spread !== undefined || isForNextParameter(call, index, type, signature, analysis));
  const isOptions = origin === 'library' && argument !== undefined && unwrap(argument).type === AST_NODE_TYPES.ObjectExpression;
  const isSpread = isOptions && hasNothingOfContext(argument);
  if (isOptions && !isSpread) {
    // What a library hands to its handlers may be in it.
    return undefined;
  }
  const given = argument === undefined || isInserted || isSpread || isEmptyValue(argument) ? undefined : argument;
  return {
    position: { argument: index },
    parameter: symbol.name,
    type,
    origin,
    isRequired: isDemanded && !isNullable(type),
    given,
    isRejected: given === undefined && isDemanded && (argument === undefined || isInserted || !isNullable(type)),
    isInserted,
    isSpread,
    isCounted: spread?.isCounted !== false,
    isFoundByItself: isLookedUp(symbol.valueDeclaration),
  };
}

/** The properties of options that say whose work a call does, whichever library they are of. */
const tellingProperties: ReadonlySet<string> = new Set(
  frameworks.flatMap(({ toolCalls = [] }) =>
    toolCalls.flatMap(({ alsoAt = [], context, enoughAt = [] }) =>
      [context, ...alsoAt, ...enoughAt].flatMap((position) => (position === 'enclosing' ? [] : (position.property ?? []))),
    ),
  ),
);

/** Whether a literal of options is written out and has nothing in it that a context could have come with. */
export function hasNothingOfContext(argument: TSESTree.Node): boolean {
  const literal = unwrap(argument);
  return (
    literal.type === AST_NODE_TYPES.ObjectExpression &&
    literal.properties.every(
      (property) =>
        property.type === AST_NODE_TYPES.Property && !property.computed && !tellingProperties.has(keyText(property.key) ?? ''),
    )
  );
}

/** A parameter whose default is a call with nothing, which can only find a context, unless it says that it makes one. */
function isLookedUp(declaration: ts.Declaration | undefined): boolean {
  const initial = declaration !== undefined && ts.isParameter(declaration) ? declaration.initializer : undefined;
  const value = initial !== undefined && ts.isNonNullExpression(initial) ? initial.expression : initial;
  return value !== undefined && ts.isCallExpression(value) && value.arguments.length === 0 && !saysThatItMakes(lastName(value.expression) ?? '');
}

/**
 * Whether what stands in the place of a context is meant for the parameters behind it: no context, refused there, and
 * taken once something goes in before it.
 */
export function isForNextParameter(
  call: Call,
  index: number,
  type: ts.Type,
  signature: ts.Signature,
  analysis: FileAnalysis,
): boolean {
  const argument = call.arguments[index] as TSESTree.Node;
  const given = analysis.services.getTypeAtLocation(argument);
  return (
    contextInType(given, analysis) === undefined &&
    // What is not typed can be anything; where an argument is missing, it is the one for the next parameter.
    (isUntyped(given) ? call.arguments.length < demandedCount(signature, analysis) : !analysis.checker.isTypeAssignableTo(given, type)) &&
    takesArguments(signature, call.arguments.slice(0, index), index, call.arguments.slice(index), analysis)
  );
}

function isUntyped({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

/** How many arguments a signature demands; those of a rest parameter with a tuple's type included. */
export function demandedCount({ parameters }: ts.Signature, { checker }: FileAnalysis): number {
  return parameters.reduce((count, symbol, index) => {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isParameter(declaration)) {
      return count;
    }
    if (declaration.dotDotDotToken !== undefined) {
      const type = checker.getTypeOfSymbol(symbol);
      return isTypeReference(type) && checker.isTupleType(type) ? index + (type.target as ts.TupleType).minLength : count;
    }
    return isDemanded(declaration) ? index + 1 : count;
  }, 0);
}

/** Whether a signature takes arguments that leave a gap of one for its context, and nothing else is missing. */
function takesArguments(
  signature: ts.Signature,
  before: readonly TSESTree.Node[],
  gap: number,
  behind: readonly TSESTree.Node[],
  analysis: FileAnalysis,
): boolean {
  const { checker, services } = analysis;
  const firstSpread = behind.findIndex(isSpreadElement);
  const spread = firstSpread < 0 ? Infinity : gap + 1 + firstSpread;
  const given = new Map([
    ...before.map((node, index) => [index, node] as const),
    ...behind.map((node, index) => [gap + 1 + index, node] as const),
  ]);
  const length = Math.max(gap + 1, ...[...given.keys()].map((index) => index + 1));
  const last = signature.parameters.at(-1)?.valueDeclaration;
  const hasRest = last !== undefined && ts.isParameter(last) && last.dotDotDotToken !== undefined;
  if (length > signature.parameters.length && !hasRest) {
    return false;
  }
  return signature.parameters.every((parameter, index) => {
    const declaration = parameter.valueDeclaration;
    const isRest = hasRest && index === signature.parameters.length - 1;
    // How many parameters a spread argument fills is not known.
    if (index === gap || isRest || index >= spread) {
      return true;
    }
    const argument = given.get(index);
    if (argument === undefined) {
      return declaration !== undefined && ts.isParameter(declaration) && !isDemanded(declaration);
    }
    return checker.isTypeAssignableTo(services.getTypeAtLocation(argument), takenType(parameter, analysis));
  });
}

function slotInOverload(call: Call, chosen: ts.Signature, analysis: FileAnalysis): ContextSlot | undefined {
  const { checker } = analysis;
  const signatures = signaturesOf(call, analysis);
  if (signatures.length < 2) {
    return undefined;
  }
  for (const overload of signatures) {
    const [parameter, ...others] = contextParameters(overload, analysis);
    if (
      parameter === undefined ||
      others.length > 0 ||
      overload.declaration === chosen.declaration ||
      overload.typeParameters !== undefined ||
      !checker.isTypeAssignableTo(overload.getReturnType(), chosen.getReturnType())
    ) {
      continue;
    }
    const { index, origin, symbol } = parameter;
    const before = call.arguments.slice(0, index);
    const behind = call.arguments.slice(index);
    if (takesArguments(overload, before, index, behind, analysis)) {
      return {
        position: { argument: index },
        parameter: symbol.name,
        type: parameter.type,
        origin,
        isRequired: false,
        given: undefined,
        isRejected: false,
        isInserted: behind.length > 0,
        isSpread: false,
        isCounted: true,
        isFoundByItself: false,
      };
    }
  }
  return undefined;
}

function slotInOptions(call: Call, signature: ts.Signature, analysis: FileAnalysis): ContextSlot | undefined {
  for (const [index, parameter] of signature.parameters.entries()) {
    const declaration = parameter.valueDeclaration;
    if (declaration === undefined || !ts.isParameter(declaration) || declaration.dotDotDotToken !== undefined) {
      continue;
    }
    const type = takenType(parameter, analysis);
    const [property, ...others] = isOptionsType(type, analysis) ? contextProperties(type, analysis) : [];
    if (property === undefined || others.length > 0) {
      continue;
    }
    const argument = call.arguments[index];
    const value = argument === undefined ? undefined : unwrap(argument);
    if (value !== undefined && value.type !== AST_NODE_TYPES.ObjectExpression && !isNothing(value)) {
      return undefined;
    }
    const given = value?.type === AST_NODE_TYPES.ObjectExpression ? propertyOf(value, property.name) : undefined;
    if (given === 'unknown') {
      return undefined;
    }
    const { nullable, origin } = property.verdict;
    return {
      position: { argument: index, property: property.name },
      parameter: property.name,
      type: property.type,
      origin,
      isRequired: !nullable,
      given: given === undefined || isEmptyValue(given) ? undefined : given,
      isRejected: given === undefined && !nullable && (value !== undefined || isDemanded(declaration)),
      isInserted: false,
      isSpread: false,
      isCounted: true,
      isFoundByItself: false,
    };
  }
  return undefined;
}

/** Whether values of a type are written as literals: an interface or a type of properties, not an instance of a class. */
function isOptionsType(type: ts.Type, { checker }: FileAnalysis): boolean {
  const own = checker.getNonNullableType(type);
  return !own.isClass() && own.getCallSignatures().length === 0;
}

/** What an object literal has under a name; `unknown` where a spread may have brought it. */
function propertyOf(literal: TSESTree.ObjectExpression, name: string): TSESTree.Node | 'unknown' | undefined {
  for (const property of literal.properties) {
    if (property.type === AST_NODE_TYPES.Property && !property.computed && keyText(property.key) === name) {
      return property.value;
    }
  }
  return literal.properties.some((property) => property.type === AST_NODE_TYPES.SpreadElement || property.computed)
    ? 'unknown'
    : undefined;
}
