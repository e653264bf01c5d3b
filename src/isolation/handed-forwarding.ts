import type { Call } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';
import type { Misforwarding } from './forwarding.js';
import type { HandedFunction } from './handed-function.js';
import type { UsableContext } from './usable-context.js';

import { runsOf } from './forwarding.js';
import { isDeferred } from './function-use.js';
import { handedFunctionAt } from './handed-function.js';
import { isListener } from './listener.js';
import { runsInPlace } from './trace.js';
import { usableContexts } from './usable-context.js';

/** A function that is handed on by its name where a context is in reach that it requires and is not called with. */
export interface HandedWithoutContext {
  handed: HandedFunction;
  /** The context that belongs there. */
  context: UsableContext;
  /** All that could be passed on, of the function that the context is of. */
  choices: readonly UsableContext[];
  /** When the taker calls the function, and whoever is between it and the context. */
  runs: Misforwarding['runs'];
}

/** Finds the functions among the arguments of a call that are handed on without a context that is in reach. */
export function handedWithoutContextAt(call: Call, analysis: FileAnalysis): HandedWithoutContext[] {
  return call.arguments.flatMap((argument) => {
    const handed = handedFunctionAt(argument, call, analysis);
    if (handed === undefined || isListener(argument)) {
      return [];
    }
    const usable = usableContexts(argument, analysis).filter(
      ({ certainty, type }) => certainty === 'certain' && analysis.checker.isTypeAssignableTo(analysis.checker.getNonNullableType(type), handed.type),
    );
    const [context] = usable;
    if (context === undefined) {
      return [];
    }
    const around = runsOf(call, context, analysis);
    const isAtOnce = runsInPlace(argument) || isDeferred(argument);
    return [
      {
        handed,
        context,
        choices: usable.filter(({ owner }) => owner === context.owner),
        runs: around === 'at once' && !isAtOnce ? 'for the same user' : around,
      },
    ];
  });
}
