import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isOfProtocol, isUserOwnedType } from './owner.js';
import { callsInProgram, functionsAround, methodCallsInProgram } from './program.js';
import { withoutAlias } from './symbols.js';

const answers = new WeakMap<FunctionNode, boolean>();

/**
 * Whether some file of the program calls a function while it answers a request, and gives it something of that request:
 * `setLocale(request.headers['accept-language'])`. By name alone, `setLocale` could be start-up code.
 */
export function isGivenRequestData(node: FunctionNode, analysis: FileAnalysis): boolean {
  let answer = answers.get(node);
  if (answer === undefined) {
    const definition = analysis.services.esTreeNodeToTSNodeMap.get(node) as ts.Node;
    answer =
      ts.isFunctionLike(definition) &&
      'body' in definition &&
      [...callsInProgram(definition, analysis.program), ...methodCallsInProgram(definition, analysis.program)].some(
        (call) =>
          functionsAround(call).length > 0 &&
          call.arguments.some((argument) => comesFromRequest(argument, analysis, 3)),
      );
    answers.set(node, answer);
  }
  return answer;
}

/** Whether an expression names a value of a user's own type, or a local that was made from one. */
function comesFromRequest(expression: ts.Node, analysis: FileAnalysis, fuel: number): boolean {
  if (fuel === 0 || ts.isFunctionLike(expression) || ts.isTypeNode(expression)) {
    return false;
  }
  if (ts.isIdentifier(expression)) {
    const { checker } = analysis;
    const symbol = checker.getSymbolAtLocation(expression);
    const declaration = symbol && withoutAlias(symbol, checker).valueDeclaration;
    if (declaration === undefined || functionsAround(declaration).length === 0) {
      // A parameter stands before the body of its function.
      return declaration !== undefined && ts.isParameter(declaration) && isUsers(expression, analysis);
    }
    const initializer = initializerOf(declaration);
    return isUsers(expression, analysis) || (initializer !== undefined && comesFromRequest(initializer, analysis, fuel - 1));
  }
  if (ts.isPropertyAccessExpression(expression)) {
    if (isOfProtocol(expression.name.text)) {
      return false;
    }
    return comesFromRequest(expression.expression, analysis, fuel);
  }
  return ts.forEachChild(expression, (child) => comesFromRequest(child, analysis, fuel) || undefined) === true;
}

function isUsers(identifier: ts.Identifier, analysis: FileAnalysis): boolean {
  const type = analysis.checker.getNonNullableType(analysis.checker.getTypeAtLocation(identifier));
  return isUserOwnedType(type, analysis);
}

/** What a local is made from, also where a pattern takes it out. */
function initializerOf(declaration: ts.Declaration): ts.Expression | undefined {
  let outer: ts.Node = declaration;
  while (ts.isBindingElement(outer) || ts.isObjectBindingPattern(outer) || ts.isArrayBindingPattern(outer)) {
    outer = outer.parent;
  }
  return ts.isVariableDeclaration(outer) ? outer.initializer : undefined;
}
