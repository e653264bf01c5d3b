import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { contextInType } from './context-type.js';
import { isTypeReference } from './symbols.js';

/** What the spread arguments before and at a position mean for it. */
export interface SpreadArguments {
  /** The position can be counted to: no spread argument stands before it. */
  isCounted: boolean;
  /** What is spread can bring a context, or any value, to the position. */
  mayBringContext: boolean;
}

/**
 * What the spread arguments before and at a position mean for it.
 *
 * @returns `undefined` where there are none: those behind it do not concern it.
 */
export function spreadBefore(
  given: readonly TSESTree.CallExpressionArgument[],
  position: number,
  analysis: FileAnalysis,
): SpreadArguments | undefined {
  const first = given.findIndex(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  if (first < 0 || first > position) {
    return undefined;
  }
  const isCounted = first === position;
  // Behind a spread argument, every other one can come to stand at the position.
  const candidates = isCounted ? given.slice(first, first + 1) : given.slice(first);
  return { isCounted, mayBringContext: candidates.some((argument) => mayBeContext(argument, analysis)) };
}

function mayBeContext(argument: TSESTree.CallExpressionArgument, analysis: FileAnalysis): boolean {
  const { checker, services } = analysis;
  const isSpread = argument.type === AST_NODE_TYPES.SpreadElement;
  const given = services.getTypeAtLocation(isSpread ? argument.argument : argument);
  const type = isSpread ? checker.getIndexTypeOfType(given, ts.IndexKind.Number) : given;
  // The compiler takes nothing for a parameter from a list of unknown length.
  const isTaken = !isSpread || isTuple(given, checker);
  return (
    type !== undefined &&
    (type.isUnion() ? type.types : [type]).some(
      (part) =>
        (isTaken && (part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) ||
        contextInType(part, analysis) !== undefined,
    )
  );
}

function isTuple(type: ts.Type, checker: ts.TypeChecker): boolean {
  return isTypeReference(type) && checker.isTupleType(type);
}

/** The type of the values that a spread argument can give to parameters; `undefined` where the compiler takes none from it. */
export function spreadType(spread: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  return isTuple(spread, checker) ? checker.getIndexTypeOfType(spread, ts.IndexKind.Number) : undefined;
}
