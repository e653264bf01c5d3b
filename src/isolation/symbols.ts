import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { oncePerNode } from './once.js';

/** The declaration's own symbol: what an import or a re-export is another name of. */
export function withoutAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The symbol of a name or member, with import aliases resolved. */
export const symbolAt = oncePerNode((node, { checker, services }): ts.Symbol | undefined => {
  const named = node.type === AST_NODE_TYPES.MemberExpression ? node.property : node;
  const symbol = services.getSymbolAtLocation(named);
  return symbol && withoutAlias(symbol, checker);
});

/** The type of an expression as it is; the compiler checks an expression anew each time that it is asked. */
export const declaredTypeOf = oncePerNode((node, { services }): ts.Type => services.getTypeAtLocation(node));

const settledTypes = new WeakMap<ts.Type, ts.Type>();

/** The type of an expression, without `null` and `undefined`, and awaited. */
export function typeOf(node: TSESTree.Node, analysis: FileAnalysis): ts.Type {
  const declared = declaredTypeOf(node, analysis);
  let type = settledTypes.get(declared);
  if (type === undefined) {
    const present = analysis.checker.getNonNullableType(declared);
    type = analysis.checker.getAwaitedType(present) ?? present;
    settledTypes.set(declared, type);
  }
  return type;
}

/** Whether a symbol is declared in TypeScript's own libraries. */
export function isOfStandardLibrary(symbol: ts.Symbol, program: ts.Program): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
}

/** The signature that the compiler chose for a call, in whichever file; the nearest one where none fits. */
export function chosenSignature(call: ts.CallLikeExpression, checker: ts.TypeChecker): ts.Signature | undefined {
  try {
    return checker.getResolvedSignature(call);
  } catch {
    // TypeScript throws where a message of its own needs a module's path and the program has none.
    return undefined;
  }
}

/** Whether a type is a class or interface, or one with its type arguments filled in. */
export function isTypeReference(type: ts.Type): type is ts.TypeReference {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
  );
}
