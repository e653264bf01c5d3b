import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';

import { isKnownSymbol, namesKnownAs } from './known-types.js';
import { declaredName } from './references.js';
import { symbolAt } from './symbols.js';
import { propertyName } from './syntax.js';

/** Whether what is called returns the context of the current caller. The name is asked first. */
export function isProvider(callee: TSESTree.Node, analysis: FileAnalysis): boolean {
  const name =
    callee.type === AST_NODE_TYPES.MemberExpression
      ? propertyName(callee)
      : callee.type === AST_NODE_TYPES.Identifier
        ? declaredName(callee, analysis.sourceCode)
        : undefined;
  if (name === undefined || !namesKnownAs('context-provider', analysis).has(name)) {
    return false;
  }
  const symbol = symbolAt(callee, analysis);
  return symbol !== undefined && isKnownSymbol(symbol, 'context-provider', analysis);
}
