import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { isOfProject } from './program-facts.js';
import { functionsAround, outOfWrappers } from './program.js';
import { parametersOf, requiredContextOf } from './required-context.js';
import { chosenSignature } from './symbols.js';

/** Methods of collections that keep what they are given. */
const keeping: ReadonlySet<string> = new Set(['add', 'push', 'set', 'unshift']);

/**
 * Whether a function that is given to a call by its name is kept there under a type, and called later by whoever finds it:
 * `registry.register('search', search)`. Where the function around has a context, it is called for that one's user instead.
 *
 * @param value The argument.
 */
export function isKeptArgument(value: ts.Node, analysis: FileAnalysis): boolean {
  const { parent: call } = value;
  if ((!ts.isCallExpression(call) && !ts.isNewExpression(call)) || call.expression === value) {
    return false;
  }
  const position = (call.arguments ?? []).findIndex((argument) => argument === value);
  return (
    position >= 0 &&
    isKeptAt(call, position, analysis) &&
    functionsAround(call).every((around) => requiredContextOf(around, analysis) === undefined)
  );
}

function isKeptAt(call: ts.CallExpression | ts.NewExpression, position: number, { checker, program }: FileAnalysis): boolean {
  const declaration = chosenSignature(call, checker)?.declaration;
  if (declaration === undefined || ts.isJSDocSignature(declaration)) {
    return false;
  }
  if (program.isSourceFileDefaultLibrary(declaration.getSourceFile())) {
    const callee = outOfWrappers(call.expression);
    return ts.isPropertyAccessExpression(callee) && keeping.has(callee.name.text);
  }
  const parameter = parametersOf(declaration)[position];
  return parameter !== undefined && isOfProject(declaration.getSourceFile()) && isKept(parameter, declaration, checker);
}

/** Whether a function only puts one of its parameters somewhere, and does not call it. */
function isKept(
  parameter: ts.ParameterDeclaration,
  declaration: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): boolean {
  if (ts.isParameterPropertyDeclaration(parameter, declaration)) {
    return true;
  }
  const symbol = checker.getSymbolAtLocation(parameter.name);
  if (!ts.isIdentifier(parameter.name) || symbol === undefined || !('body' in declaration) || declaration.body === undefined) {
    return false;
  }
  const { text } = parameter.name;
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === text && valueSymbol(node, checker) === symbol) {
      uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration.body);
  return uses.some(isPutSomewhere) && !uses.some(isCalled);
}

function isCalled(name: ts.Identifier): boolean {
  return ts.isCallExpression(name.parent) && outOfWrappers(name.parent.expression) === name;
}

function valueSymbol(name: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

function isPutSomewhere(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === name;
  }
  if (ts.isCallExpression(parent)) {
    return ts.isPropertyAccessExpression(parent.expression) && keeping.has(parent.expression.name.text);
  }
  return ts.isShorthandPropertyAssignment(parent) || (ts.isPropertyAssignment(parent) && parent.initializer === name) || ts.isArrayLiteralExpression(parent);
}
