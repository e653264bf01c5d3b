import ts from '../typescript.js';

import { groupedBy } from './grouping.js';
import { oncePerProgram, oncePerSourceFile } from './once.js';
import { isOfProject, lastName } from './program-facts.js';

type Call = ts.CallExpression | ts.NewExpression;

const callsIn = oncePerSourceFile((file): readonly Call[] => {
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      calls.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return calls;
});

/** All calls and constructions of the project, by the last name of what is called. */
export const callsByName = oncePerProgram(({ program }) =>
  groupedBy(program.getSourceFiles().filter(isOfProject).flatMap(callsIn), ({ expression }) => lastNameOf(expression)),
);

function lastNameOf(callee: ts.Expression): string | undefined {
  return ts.isNonNullExpression(callee) || ts.isParenthesizedExpression(callee)
    ? lastNameOf(callee.expression)
    : lastName(callee)?.replace(/^#/u, '');
}
