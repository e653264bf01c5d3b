import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isCallback, takerOf } from './function-use.js';
import { isListenerByName, isListenerOfPackage } from './listener.js';
import { responsibleFunction, worksAtStartUp } from './missing-context.js';
import { variableOfFunction } from './references.js';
import { enclosingFunctions } from './syntax.js';

/** Where a user's work begins. */
export interface EntryPlace {
  /** The function whose callers have no context to give; `undefined` where the program starts. */
  owner: FunctionNode | undefined;
}

/**
 * Finds out whether a call stands where a user's work begins, so that a context is made there and not taken as a parameter: in a
 * function that is given a request, socket or session, in a callback or function that is registered while the module is
 * evaluated or the program starts (a queue's consumer, an MCP handler, a test), in one that a package keeps and calls with
 * what comes in, in a decorated method, or outside of all functions.
 *
 * @returns `undefined` for a call anywhere else.
 */
export function entryPlaceOf(call: TSESTree.Node, analysis: FileAnalysis): EntryPlace | undefined {
  const { owner, request } = responsibleFunction(call, analysis) ?? {};
  const listener =
    request === undefined
      ? enclosingFunctions(call).find((node) => isListenerOfPackage(node, analysis) || isListenerByName(node, analysis))
      : undefined;
  if (listener !== undefined) {
    return { owner: listener };
  }
  const isEntry =
    owner === undefined ||
    request !== undefined ||
    isCallback(owner) ||
    isDecorated(owner) ||
    isRegistered(owner, analysis);
  return isEntry ? { owner } : undefined;
}

function isDecorated({ parent }: FunctionNode): boolean {
  return parent.type === AST_NODE_TYPES.MethodDefinition && parent.decorators.length > 0;
}

/** Whether a function is given to somebody by its name while the program starts. */
function isRegistered(node: FunctionNode, analysis: FileAnalysis): boolean {
  return (variableOfFunction(node, analysis.sourceCode)?.references ?? []).some(({ identifier }) => {
    const taker = takerOf(identifier);
    if (taker === undefined) {
      return false;
    }
    const [around] = enclosingFunctions(taker);
    return around === undefined || worksAtStartUp(around, analysis);
  });
}
