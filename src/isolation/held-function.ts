import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { isIsolatedProgram } from './file-analysis.js';
import { isKeptArgument } from './kept-argument.js';
import { oncePerProgram } from './once.js';
import { outOfWrappers } from './program.js';
import { factsOfProgram, isOfProject, withAliases } from './program-facts.js';
import { namesOfConfiguredTakers } from './required-context.js';
import { withoutAlias } from './symbols.js';

/** The function that a name or a member stands for: declared, or a constant or field that holds it. */
export function functionNamedBy(name: ts.Node, checker: ts.TypeChecker): ts.SignatureDeclaration | undefined {
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  const declaration = symbol && withoutAlias(symbol, checker).valueDeclaration;
  if (declaration === undefined || ts.isFunctionLike(declaration)) {
    return declaration;
  }
  const { initializer } = declaration as ts.PropertyDeclaration | ts.VariableDeclaration;
  const value = initializer && outOfWrappers(initializer);
  return value !== undefined && ts.isFunctionLike(value) ? value : undefined;
}

/**
 * The signatures of the type under which an object, an array or a constant holds a function: what callers of the function know
 * of it who find it there.
 *
 * @param value The function, its name, or the method of an object.
 * @returns None where the value is held under no type but its own.
 */
export function signaturesHolding(value: ts.Node, checker: ts.TypeChecker): readonly ts.SignatureDeclaration[] {
  const type = ts.isObjectLiteralElement(value) ? typeOfMember(value, checker) : checker.getContextualType(value as ts.Expression);
  const signatures = type === undefined ? [] : checker.getNonNullableType(type).getCallSignatures();
  return signatures.flatMap((signature) => {
    const { declaration } = signature as { declaration?: ts.JSDocSignature | ts.SignatureDeclaration };
    return declaration === undefined || ts.isJSDocSignature(declaration) ? [] : [declaration];
  });
}

/** What the type of an object says of a method of it. */
function typeOfMember({ name, parent }: ts.ObjectLiteralElement, checker: ts.TypeChecker): ts.Type | undefined {
  const object = ts.isObjectLiteralExpression(parent) ? checker.getContextualType(parent) : undefined;
  const property = name !== undefined && ts.isIdentifier(name) ? object?.getProperty(name.text) : undefined;
  return property === undefined ? object?.getStringIndexType() : checker.getTypeOfSymbol(property);
}

/** What is known of the parameters of what a name stands for: of a function, or of the type of a parameter that takes one. */
function signatureNamedBy(name: ts.Node, checker: ts.TypeChecker): ts.SignatureDeclaration | undefined {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  const type = declaration !== undefined && ts.isParameter(declaration) ? declaration.type : undefined;
  const signatures = type === undefined ? [] : checker.getNonNullableType(checker.getTypeAtLocation(type)).getCallSignatures();
  const { declaration: typed } = (signatures[0] ?? {}) as { declaration?: ts.JSDocSignature | ts.SignatureDeclaration };
  return typed === undefined || ts.isJSDocSignature(typed) ? functionNamedBy(name, checker) : typed;
}

function nameIn(value: ts.Node): ts.Node {
  return ts.isPropertyAccessExpression(value) ? value.name : value;
}

/** The functions of the program that take a configured context and are held under a signature of the project, by it. */
const heldFunctions = oncePerProgram((analysis) => {
  const { checker, program } = analysis;
  const found = new Map<ts.SignatureDeclaration, Set<ts.SignatureDeclaration>>();
  const { given, givenMembers, held } = factsOfProgram(program);
  for (const name of withAliases(namesOfConfiguredTakers(analysis), program)) {
    const handed = [...(given.get(name) ?? []), ...(givenMembers.get(name) ?? [])];
    for (const value of [...(held.get(name) ?? []), ...handed]) {
      const taker = ts.isFunctionLike(value) ? value : signatureNamedBy(nameIn(value), checker);
      // What is given to a call may also be called by it.
      if (taker === undefined || (ts.isCallLikeExpression(value.parent) && !isKeptArgument(value, analysis))) {
        continue;
      }
      for (const signature of signaturesHolding(value, checker)) {
        if (taker !== signature && isOfProject(signature.getSourceFile())) {
          found.set(signature, (found.get(signature) ?? new Set()).add(taker));
        }
      }
    }
  }
  return found;
});

/** The functions that take a configured context and are held under a signature: in a table, as a member of an object. */
export function functionsHeldUnder(
  signature: ts.SignatureDeclaration,
  analysis: FileAnalysis,
): ReadonlySet<ts.SignatureDeclaration> {
  return (isIsolatedProgram(analysis.program) ? undefined : heldFunctions(analysis).get(signature)) ?? new Set();
}
