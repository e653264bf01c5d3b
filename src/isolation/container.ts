import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { isIsolatedProgram } from './file-analysis.js';
import { isKnownSymbol, namesKnownAs } from './known-types.js';
import { factsOfProgram, lastName, namesOf } from './program-facts.js';
import { withoutAlias } from './symbols.js';

/**
 * Whether some file of the program registers a class with a container so that it makes one instance for all requests:
 * `registerSingleton(C)`, `bind(C).toSelf().inSingletonScope()`. The methods are data of `frameworks/`.
 */
export function isRegisteredAsSingleton(definition: ts.ClassLikeDeclaration, analysis: FileAnalysis): boolean {
  if (isIsolatedProgram(analysis.program) || namesKnownAs('singleton-registrar', analysis).size === 0) {
    return false;
  }
  const { given } = factsOfProgram(analysis.program);
  return [...namesOf(definition, analysis.program)].some((name) =>
    (given.get(name) ?? []).some(
      (use) => isChainedWithRegistrar(use, analysis) && symbolOf(use, analysis)?.valueDeclaration === definition,
    ),
  );
}

function symbolOf(node: ts.Node, { checker }: FileAnalysis): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol && withoutAlias(symbol, checker);
}

/** Whether the call that takes a class, or one that is chained to it, is of a registering method. */
function isChainedWithRegistrar(use: ts.Identifier, analysis: FileAnalysis): boolean {
  const names = namesKnownAs('singleton-registrar', analysis);
  for (let call: ts.Node = use.parent; ts.isCallExpression(call); ) {
    if (names.has(lastName(call.expression) ?? '') && ts.isPropertyAccessExpression(call.expression)) {
      const symbol = symbolOf(call.expression.name, analysis);
      if (symbol !== undefined && isKnownSymbol(symbol, 'singleton-registrar', analysis)) {
        return true;
      }
    }
    if (!ts.isPropertyAccessExpression(call.parent)) {
      return false;
    }
    call = call.parent.parent;
  }
  return false;
}
