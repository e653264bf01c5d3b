import type { TSESTree } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { callsOf } from './calls.js';
import { contextsInReach } from './context.js';
import { takerOf } from './function-use.js';
import { handledByDecorator } from './handler-decorator.js';
import { isKeptArgument } from './kept-argument.js';
import { isListenerOfPackage, registrationOf } from './listener.js';
import { responsibleFunction, worksAtStartUp } from './missing-context.js';
import { variableOfFunction } from './references.js';
import { enclosingFunctions } from './syntax.js';
import { isGivenAway, isWrappedUnderName } from './wrapped-function.js';

/** Where a user's work begins. */
export interface EntryPlace {
  /** The function whose callers have no context to give; `undefined` where the program starts. */
  owner: FunctionNode | undefined;
}

/**
 * Finds out whether a call stands where a user's work begins, so that a context is made there and not taken as a parameter: in a
 * function that is given a request, socket or session, in a callback or function that is registered while the module is
 * evaluated or the program starts (a queue's consumer, an MCP handler, a test), in one that is kept and called with
 * what comes in, in a method that a decorator registers, or outside of all functions.
 *
 * @returns `undefined` for a call anywhere else.
 */
export function entryPlaceOf(call: TSESTree.Node, analysis: FileAnalysis): EntryPlace | undefined {
  const { owner, request } = responsibleFunction(call, analysis) ?? {};
  if (owner === undefined || request !== undefined) {
    return { owner };
  }
  const listener = enclosingFunctions(call).find((node) => isListenerOfPackage(node, analysis));
  if (listener !== undefined) {
    return { owner: listener };
  }
  const given = functionsGivenByName(call, owner, analysis).find((node) => !isCalledWithContext(node, analysis));
  if (given !== undefined) {
    return { owner: given };
  }
  return isGivenAway(owner, analysis) || handledByDecorator(owner, analysis) !== undefined ? { owner } : undefined;
}

/**
 * The function around a call that is given away by its name to be called with what comes in, although callers who have a
 * context call it, too: whether it takes the context or makes one is for a person to decide.
 */
export function givenFunctionAround(call: TSESTree.Node, analysis: FileAnalysis): FunctionNode | undefined {
  const { owner } = responsibleFunction(call, analysis) ?? {};
  return owner && functionsGivenByName(call, owner, analysis).find((node) => isCalledWithContext(node, analysis));
}

/** The functions around a call that are kept, or registered while the program starts, by their name. */
function functionsGivenByName(call: TSESTree.Node, owner: FunctionNode, analysis: FileAnalysis): FunctionNode[] {
  return enclosingFunctions(call).filter(
    (node) => registrationOf(node, analysis) !== undefined || (node === owner && isRegistered(node, analysis)),
  );
}

function isCalledWithContext(node: FunctionNode, analysis: FileAnalysis): boolean {
  return callsOf(node, analysis.sourceCode).calls.some((call) =>
    contextsInReach(call, analysis).some(({ certainty, origin }) => certainty === 'certain' && origin === 'project'),
  );
}

/** Whether a function is given to somebody by its name while the program starts. */
function isRegistered(node: FunctionNode, analysis: FileAnalysis): boolean {
  return (variableOfFunction(node, analysis.sourceCode)?.references ?? []).some(({ identifier }) => {
    const taker = takerOf(identifier);
    if (taker === undefined || isKeptArgument(analysis.services.esTreeNodeToTSNodeMap.get(identifier), analysis) || isWrappedUnderName(identifier, analysis)) {
      return false;
    }
    const [around] = enclosingFunctions(taker);
    return around === undefined || worksAtStartUp(around, analysis);
  });
}
