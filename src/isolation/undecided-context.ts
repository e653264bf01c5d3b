import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Call } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';

import { contextsInReach } from './context.js';
import { givenFunctionAround } from './entry-call.js';
import { misforwardingAt } from './forwarding.js';
import { isHeld, valueUses } from './function-use.js';
import { responsibleFunction } from './missing-context.js';
import { functionName } from './syntax.js';
import { shortText } from './wording.js';

/** Why only a person can say which context a call gets. */
export interface UndecidedContext {
  /**
   * - `several`: more than one is in reach
   * - `uncounted`: a spread argument stands before its place
   * - `captured`: it is that of a function around a listener, who need not be the one whom the listener is called for
   * - `optional`: the one in reach may be missing
   * - `cast`: only a cast makes it one
   * - `taken-apart`: a pattern takes out what is in it, and leaves the context itself without a name
   * - `unfit`: the one in reach is not all of what the call requires, or cannot be named there
   * - `given-away`: the function around the call is called with what comes in, and by others who have a context
   * - `held`: the function around the call is held by an object or array, and who calls it by that cannot give a context
   */
  cause: 'captured' | 'cast' | 'given-away' | 'held' | 'optional' | 'several' | 'taken-apart' | 'uncounted' | 'unfit';
  /** How the code writes what the cause is about: the contexts, the pattern, the function. */
  expressions: readonly string[];
  /** Where a rule reports it. */
  reported: 'call' | 'function';
}

/**
 * Finds out why a call that requires a context is given none and no correction gives it one.
 *
 * @returns `undefined` where a correction can give it one, and where it stands in a function that could take one.
 */
export function undecidedContextAt(call: Call, analysis: FileAnalysis): UndecidedContext | undefined {
  const found = misforwardingAt(call, 'allow', analysis);
  if (found !== undefined) {
    const { choices, context, runs, slot, unnamed } = found;
    const at = (cause: UndecidedContext['cause'], expressions = [context.expression]): UndecidedContext => ({
      cause,
      expressions,
      reported: 'call',
    });
    if (!slot.isCounted) {
      return at('uncounted');
    }
    if (choices.length + unnamed.length > 1) {
      return at('several', [...choices.map(({ expression }) => expression), ...unnamed]);
    }
    return runs === 'for anybody' ? at('captured') : undefined;
  }
  const reachable = contextsInReach(call, analysis).filter(({ origin }) => origin === 'project');
  const context = reachable.find(({ certainty }) => certainty === 'certain') ?? reachable[0];
  if (context === undefined) {
    return undecidedFunctionAround(call, analysis);
  }
  const isTakenApart = context.certainty === 'certain' && isPattern(context.node);
  return {
    cause: isTakenApart ? 'taken-apart' : context.certainty === 'certain' ? 'unfit' : context.certainty,
    expressions: [isTakenApart ? shortText(context.node, analysis.sourceCode) : context.expression],
    reported: 'function',
  };
}

function undecidedFunctionAround(call: Call, analysis: FileAnalysis): UndecidedContext | undefined {
  const given = givenFunctionAround(call, analysis);
  const { owner } = responsibleFunction(call, analysis) ?? {};
  const held =
    given === undefined &&
    owner !== undefined &&
    (isHeld(owner) || valueUses(owner, analysis.sourceCode).some(isHeld));
  const undecided = held ? owner : given;
  return (
    undecided && {
      cause: held ? 'held' : 'given-away',
      expressions: [functionName(undecided) ?? 'this function'],
      reported: 'function',
    }
  );
}

function isPattern({ type }: TSESTree.Node): boolean {
  return type === AST_NODE_TYPES.ObjectPattern || type === AST_NODE_TYPES.ArrayPattern;
}
