import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { FileAnalysis } from './file-analysis.js';

/** The declaration's own symbol: what an import or a re-export is another name of. */
export function withoutAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The symbol of a name or member, with import aliases resolved. */
export function symbolAt(node: TSESTree.Node, analysis: FileAnalysis): ts.Symbol | undefined {
  const named = node.type === AST_NODE_TYPES.MemberExpression ? node.property : node;
  const symbol = analysis.services.getSymbolAtLocation(named);
  return symbol && withoutAlias(symbol, analysis.checker);
}

/** The type of an expression, without `null` and `undefined`, and awaited. */
export function typeOf(node: TSESTree.Node, analysis: FileAnalysis): ts.Type {
  const type = analysis.checker.getNonNullableType(analysis.services.getTypeAtLocation(node));
  return analysis.checker.getAwaitedType(type) ?? type;
}

/** Whether a symbol is declared in TypeScript's own libraries. */
export function isOfStandardLibrary(symbol: ts.Symbol, program: ts.Program): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
}

/** Whether a type is a class or interface, or one with its type arguments filled in. */
export function isTypeReference(type: ts.Type): type is ts.TypeReference {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
  );
}
