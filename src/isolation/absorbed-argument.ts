import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { groupedBy } from './grouping.js';
import { oncePerProgram } from './once.js';
import { isOfProject, withAliases } from './program-facts.js';

type Call = ts.CallExpression | ts.NewExpression;

const callsByFile = new WeakMap<ts.SourceFile, readonly Call[]>();

function callsIn(file: ts.SourceFile): readonly Call[] {
  let calls = callsByFile.get(file);
  if (calls === undefined) {
    const found: Call[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        found.push(node);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    calls = found;
    callsByFile.set(file, calls);
  }
  return calls;
}

/** All calls of the project, by the last name of what is called. */
const callsByName = oncePerProgram(({ program }) =>
  groupedBy(program.getSourceFiles().filter(isOfProject).flatMap(callsIn), ({ expression }) => lastNameOf(expression)),
);

function lastNameOf(callee: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(callee)) {
    return callee.name.text.replace(/^#/u, '');
  }
  if (ts.isNonNullExpression(callee) || ts.isParenthesizedExpression(callee)) {
    return lastNameOf(callee.expression);
  }
  return ts.isIdentifier(callee) ? callee.text : undefined;
}

/**
 * Whether some call of a name gives at a position what would pass for a context: a value without a type, or one that happens
 * to have what a context has. When a context parameter comes to stand there, the compiler takes that value for the
 * context, and nobody is told.
 *
 * @param position Counted from 0.
 * @param demanded How many arguments the function demands with the context; calls that give fewer are refused.
 */
export function isAbsorbed(
  name: string,
  { demanded, position }: { demanded: number; position: number },
  context: ts.Type,
  analysis: FileAnalysis,
): boolean {
  const { checker, program } = analysis;
  const calls = callsByName(analysis);
  // Of a default import, nobody knows by the name alone what it imports.
  return [...withAliases([name, 'default'], program)].some((known) =>
    (calls.get(known) ?? []).some((call) => {
      const argument = call.arguments?.[position];
      if (argument === undefined || (call.arguments?.length ?? 0) < demanded) {
        return false;
      }
      const type = checker.getTypeAtLocation(ts.isSpreadElement(argument) ? argument.expression : argument);
      return (
        (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 || checker.isTypeAssignableTo(type, context)
      );
    }),
  );
}
