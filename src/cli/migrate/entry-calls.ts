import type { Linter, Rule } from 'eslint';

import { ESLintUtils } from '@typescript-eslint/utils';

import type { Call } from '../../isolation/context-slot.js';
import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { HandedFunction } from '../../isolation/handed-function.js';
import type { FunctionNode } from '../../isolation/syntax.js';
import type { UndecidedContext } from '../../isolation/undecided-context.js';
import type { WorkStart } from '../../isolation/work-start.js';

import { contextParameterFor, whyNoContextParameter } from '../../fixes/context-parameter.js';
import { analysisOf } from '../../isolation/file-analysis.js';
import { entryPlaceOf } from '../../isolation/entry-call.js';
import { handedFunctionAt } from '../../isolation/handed-function.js';
import { describeFunction, headLocation } from '../../isolation/function-head.js';
import { responsibleFunction } from '../../isolation/missing-context.js';
import { callWithoutContext } from '../../isolation/required-context.js';
import { undecidedContextAt } from '../../isolation/undecided-context.js';
import { workStartOf } from '../../isolation/work-start.js';

/** A call that lacks the context that it requires, and that no correction gives one. */
export interface EntryCall {
  start: number;
  end: number;
  line: number;
  /** Where rules report it: the call itself, and the function that it is in. */
  heads: readonly { line: number; column: number }[];
  /** What messages call it: `engine.execute`. */
  name: string;
  /** What the work begins with there; `undefined` where the context is to be chosen. */
  begins: WorkStart | undefined;
  /** Why the context is to be chosen; `undefined` at an entry point, where it is to be made. */
  undecided: UndecidedContext | undefined;
  /** Why the function around it cannot take the context: then the call is no person's to complete, and nothing may require one there. */
  blocked: string | undefined;
}

/** Collects the calls without a context that are left for a person; it reports nothing. */
export class EntryCalls {
  readonly rule: Rule.RuleModule;
  #found: EntryCall[] = [];

  constructor() {
    const rule = ESLintUtils.RuleCreator.withoutDocs({
      meta: { type: 'problem', schema: [], messages: {}, defaultOptions: [] },
      create: (context) => {
        const analysis = analysisOf(context);
        const collect = (call: Call): void => {
          const incomplete = callWithoutContext(call, analysis) ?? handedIn(call, analysis);
          if (incomplete === undefined) {
            return;
          }
          const place = entryPlaceOf(call, analysis);
          const undecided = place === undefined ? undecidedContextAt(call, analysis) : undefined;
          const owner = place === undefined ? responsibleFunction(call, analysis)?.owner : place.owner;
          const blocked = place === undefined && undecided === undefined && owner !== undefined ? whyBlocked(owner, context.filename, analysis) : undefined;
          if (place !== undefined || undecided !== undefined || blocked !== undefined) {
            this.#found.push({
              start: call.range[0],
              end: call.range[1],
              line: call.loc.start.line,
              heads: [call.loc.start, ...(owner === undefined || undecided?.reported === 'call' ? [] : [headLocation(owner, analysis.sourceCode).start])],
              name: incomplete.name,
              begins: place && workStartOf(call, place, analysis),
              undecided,
              blocked,
            });
          }
        };
        return { CallExpression: collect, NewExpression: collect };
      },
    });
    this.rule = rule as unknown as Rule.RuleModule;
  }

  /** @returns What was found since the last time. */
  take(): EntryCall[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

/** Why a function cannot take the context; `undefined` where it can. */
function whyBlocked(owner: FunctionNode, filename: string, analysis: FileAnalysis): string | undefined {
  return contextParameterFor(owner, true, filename, analysis) === undefined
    ? `${describeFunction(owner, analysis.sourceCode)} cannot take it, because ${whyNoContextParameter(owner, filename, analysis)}`
    : undefined;
}

/** A function that is handed on without the context that it requires. */
function handedIn(call: Call, analysis: FileAnalysis): HandedFunction | undefined {
  return call.arguments.map((argument) => handedFunctionAt(argument, call, analysis)).find((handed) => handed !== undefined);
}

/** The plugin that holds the rule, under a key that no configuration has. */
export const entryCallsKey = 'user-context-migrate';

/** The configuration that turns the rule on. */
export function entryCallsConfig(calls: EntryCalls): Pick<Linter.Config, 'plugins' | 'rules'> {
  return {
    plugins: { [entryCallsKey]: { rules: { 'entry-calls': calls.rule } } },
    rules: { [`${entryCallsKey}/entry-calls`]: 'error' },
  };
}
