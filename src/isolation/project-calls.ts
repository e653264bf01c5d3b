import ts from '../typescript.js';

import { groupedBy } from './grouping.js';
import { oncePerProgram } from './once.js';
import { isOfProject } from './program-facts.js';

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

/** All calls and constructions of the project, by the last name of what is called. */
export const callsByName = oncePerProgram(({ program }) =>
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
