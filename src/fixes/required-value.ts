import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { FunctionNode } from '../isolation/syntax.js';

import { callsOf } from '../isolation/calls.js';
import { isNullable } from '../isolation/context-type.js';
import { isClass, isFunction, keyText } from '../isolation/syntax.js';
import { constructionsOf, isOnlyConstructed } from './construction.js';
import { canTakeParameter } from './parameter.js';
import { isDecidedElsewhere } from './signature.js';

/**
 * Takes the default away from a parameter, or from a property that a pattern takes out, so that whoever has no value of
 * their own is told by the compiler.
 *
 * @returns `undefined` where something else than a missing argument would not compile: a parameter after an optional one,
 *   a type that `undefined` is in, a function whose parameters somebody else decides about, a property that may be left
 *   out.
 */
export function withoutDefault(
  pattern: TSESTree.AssignmentPattern,
  analysis: FileAnalysis,
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | undefined {
  const { left, parent, right } = pattern;
  if (left.type !== AST_NODE_TYPES.Identifier || analysis.sourceCode.getCommentsInside(pattern).length > 0) {
    return undefined;
  }
  if (parent.type === AST_NODE_TYPES.Property) {
    return isRequiredProperty(parent, analysis) ? (fixer) => fixer.removeRange([left.range[1], right.range[1]]) : undefined;
  }
  const annotation = annotationWithoutDefault(pattern, left, analysis);
  return annotation === undefined
    ? undefined
    : (fixer) => fixer.replaceTextRange([left.range[1], right.range[1]], annotation);
}

/** The annotation that a parameter lacks once its default is gone: empty where it has one. */
function annotationWithoutDefault(
  pattern: TSESTree.AssignmentPattern,
  name: TSESTree.Identifier,
  analysis: FileAnalysis,
): string | undefined {
  const parameter = pattern.parent.type === AST_NODE_TYPES.TSParameterProperty ? pattern.parent : pattern;
  const definition = parameter.parent;
  if (!isFunction(definition)) {
    return undefined;
  }
  const position = definition.params.indexOf(parameter);
  if (definition.params.slice(0, position).some((earlier) => 'optional' in earlier && earlier.optional)) {
    return undefined;
  }
  const annotation = name.typeAnnotation?.typeAnnotation;
  const type = analysis.services.getTypeAtLocation(annotation ?? name);
  const text = annotation === undefined ? primitiveName(type) : isCertain(type) ? '' : undefined;
  return text !== undefined && isOwn(definition, analysis) && areArgumentsCertain(definition, position, analysis)
    ? text
    : undefined;
}

function primitiveName(type: ts.Type): string | undefined {
  if ((type.flags & ts.TypeFlags.String) !== 0) {
    return ': string';
  }
  return (type.flags & ts.TypeFlags.Number) === 0 ? undefined : ': number';
}

/** Whether a value of a type is always there. */
function isCertain(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) === 0 && !isNullable(type);
}

/** Whether only callers depend on what the parameters of a function are. */
function isOwn(definition: FunctionNode, analysis: FileAnalysis): boolean {
  const { parent } = definition;
  if (parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor') {
    return isOnlyConstructed(parent, analysis);
  }
  return canTakeParameter(definition) && !isDecidedElsewhere(definition, analysis);
}

/** Whether each call of the file gives a value for a parameter that is there, or none: only a missing one may not compile. */
function areArgumentsCertain(definition: FunctionNode, position: number, analysis: FileAnalysis): boolean {
  const { parent } = definition;
  const isConstructor = parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor';
  const calls =
    isConstructor && isClass(parent.parent.parent)
      ? constructionsOf(parent.parent.parent, analysis.sourceCode)
      : callsOf(definition, analysis.sourceCode).calls;
  return calls.every((call) => {
    const given = call?.arguments[position];
    return (
      call?.arguments.every((argument) => argument.type !== AST_NODE_TYPES.SpreadElement) === true &&
      (given === undefined || isCertain(analysis.services.getTypeAtLocation(given)))
    );
  });
}

/** Whether the object that a pattern takes a property out of always has it. */
function isRequiredProperty(property: TSESTree.Property, { services }: FileAnalysis): boolean {
  const pattern = property.parent;
  const name = property.computed ? undefined : keyText(property.key);
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern || name === undefined) {
    return false;
  }
  const { parent } = pattern;
  const source =
    pattern.typeAnnotation?.typeAnnotation ??
    (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.id === pattern ? parent.init : undefined);
  // The default of the whole pattern is another object, and a nested pattern has no type of its own.
  const isWhole = isFunction(parent) || parent.type === AST_NODE_TYPES.VariableDeclarator;
  if (!isWhole || source === undefined || source === null) {
    return false;
  }
  const type = services.getTypeAtLocation(source);
  const symbol = type.getProperty(name);
  return (
    symbol !== undefined &&
    (symbol.flags & ts.SymbolFlags.Optional) === 0 &&
    isCertain(services.program.getTypeChecker().getTypeOfSymbol(symbol))
  );
}
