import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { withAliases } from './program-facts.js';
import { callsByName } from './project-calls.js';
import { spreadType } from './spread-argument.js';

/**
 * Finds a call of a name that gives at a position what would pass for a context: a value without a type, or one that happens
 * to have what a context has. When a context parameter comes to stand there, the compiler takes that value for the
 * context, and nobody is told.
 *
 * @param position Counted from 0.
 * @param demanded How many arguments the function demands with the context; calls that give fewer are refused.
 */
export function absorbingCall(
  name: string,
  { demanded, position }: { demanded: number; position: number },
  context: ts.Type,
  analysis: FileAnalysis,
): ts.CallExpression | ts.NewExpression | undefined {
  const { checker, program } = analysis;
  const calls = callsByName(analysis);
  // Of a default import, nobody knows by the name alone what it imports.
  return [...withAliases([name, 'default'], program)]
    .flatMap((known) => calls.get(known) ?? [])
    .find((call) => {
      const given = call.arguments ?? [];
      const firstSpread = given.findIndex(ts.isSpreadElement);
      // Behind a spread argument, every other one can come to stand at the position.
      const standing = firstSpread >= 0 && firstSpread <= position ? given.slice(firstSpread) : given.slice(position, position + 1);
      return (
        (firstSpread >= 0 || given.length >= demanded) &&
        standing.some((argument) => {
          const type = ts.isSpreadElement(argument)
            ? spreadType(checker.getTypeAtLocation(argument.expression), checker)
            : checker.getTypeAtLocation(argument);
          return type !== undefined && canPass(type, context, checker);
        })
      );
    });
}

function canPass(type: ts.Type, context: ts.Type, checker: ts.TypeChecker): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 || checker.isTypeAssignableTo(type, context);
}
