import type { TSESTree } from '@typescript-eslint/utils';
import type * as ts from 'typescript';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Specifier } from '../specifier.js';
import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { frameworks } from '../frameworks/index.js';
import { symbolMatches } from '../specifier.js';
import { contextInType } from './context-type.js';
import { plainParameter } from './context.js';

/** The types of requests, sockets and sessions: what servers hand to the function that answers. */
const requestTypes: readonly Specifier[] = frameworks
  .filter(({ toolCalls }) => toolCalls === undefined)
  .flatMap(({ userOwnedTypes = [] }) => userOwnedTypes.map(({ type }) => type));

/**
 * The parameter by which a function receives a request, a socket or a session from a server: the function is where a
 * user's work begins, and the place to make the user's context.
 */
export function requestParameter(node: FunctionNode, analysis: FileAnalysis): TSESTree.Identifier | undefined {
  for (const parameter of node.params) {
    const { pattern } = plainParameter(parameter);
    if (
      pattern.type === AST_NODE_TYPES.Identifier &&
      isRequest(analysis.services.getTypeAtLocation(pattern), analysis, 6)
    ) {
      return pattern;
    }
  }
  return undefined;
}

/**
 * Whether whoever calls a function gives it a request, or a context of a library, although the function may not declare a
 * parameter for it: `app.post('/sync', async () => …)`.
 */
export function isGivenRequest(node: FunctionNode, analysis: FileAnalysis): boolean {
  return (
    requestParameter(node, analysis) !== undefined ||
    givenTypes(node, analysis).some((type) => isRequest(type, analysis, 6) || contextInType(type, analysis) !== undefined)
  );
}

/** Whether whoever calls a function gives it a context, although the function may not declare a parameter for it. */
export function isGivenContext(node: FunctionNode, analysis: FileAnalysis): boolean {
  return givenTypes(node, analysis).some((type) => contextInType(type, analysis) !== undefined);
}

/** The types of what a function is called with by whoever it is given to. */
function givenTypes(node: FunctionNode, { checker, services }: FileAnalysis): ts.Type[] {
  if (node.type === AST_NODE_TYPES.FunctionDeclaration) {
    return [];
  }
  const expected = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node) as ts.Expression);
  const signatures = expected === undefined ? [] : checker.getNonNullableType(expected).getCallSignatures();
  return signatures.flatMap(({ parameters }) => parameters.map((parameter) => checker.getTypeOfSymbol(parameter)));
}

function isRequest(type: ts.Type, analysis: FileAnalysis, fuel: number): boolean {
  const { checker, cwd, program } = analysis;
  const symbol = type.getSymbol();
  if (
    [type.aliasSymbol, symbol].some(
      (candidate) =>
        candidate !== undefined &&
        requestTypes.some((specifier) => symbolMatches(candidate, specifier, program, cwd)),
    )
  ) {
    return true;
  }
  if (fuel === 0) {
    return false;
  }
  const parts = type.isUnionOrIntersection()
    ? type.types
    : symbol !== undefined && type.isClassOrInterface()
      ? checker.getBaseTypes(type)
      : [];
  return parts.some((part) => isRequest(part, analysis, fuel - 1));
}
