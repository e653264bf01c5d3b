import type { Linter, Rule } from 'eslint';

import { ESLintUtils } from '@typescript-eslint/utils';

import type { WorkStart } from '../../isolation/work-start.js';

import { analysisOf } from '../../isolation/file-analysis.js';
import { entryPlaceOf } from '../../isolation/entry-call.js';
import { headLocation } from '../../isolation/function-head.js';
import { callWithoutContext } from '../../isolation/required-context.js';
import { workStartOf } from '../../isolation/work-start.js';

/** A call that lacks the context that it requires, where the context is to be made. */
export interface EntryCall {
  start: number;
  end: number;
  line: number;
  /** Where rules report the function that the call is in. */
  head: { line: number; column: number } | undefined;
  /** What messages call it: `engine.execute`. */
  name: string;
  /** What the work begins with there. */
  begins: WorkStart;
}

/** Collects the calls without a context at entry points; it reports nothing. */
export class EntryCalls {
  readonly rule: Rule.RuleModule;
  #found: EntryCall[] = [];

  constructor() {
    const rule = ESLintUtils.RuleCreator.withoutDocs({
      meta: { type: 'problem', schema: [], messages: {}, defaultOptions: [] },
      create: (context) => {
        const analysis = analysisOf(context);
        const collect = (call: Parameters<typeof callWithoutContext>[0]): void => {
          const incomplete = callWithoutContext(call, analysis);
          const place = incomplete && entryPlaceOf(call, analysis);
          if (incomplete !== undefined && place !== undefined) {
            this.#found.push({
              start: call.range[0],
              end: call.range[1],
              line: call.loc.start.line,
              head: place.owner && headLocation(place.owner, analysis.sourceCode).start,
              name: incomplete.name,
              begins: workStartOf(call, place, analysis),
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

/** The plugin that holds the rule, under a key that no configuration has. */
export const entryCallsKey = 'user-context-migrate';

/** The configuration that turns the rule on. */
export function entryCallsConfig(calls: EntryCalls): Pick<Linter.Config, 'plugins' | 'rules'> {
  return {
    plugins: { [entryCallsKey]: { rules: { 'entry-calls': calls.rule } } },
    rules: { [`${entryCallsKey}/entry-calls`]: 'error' },
  };
}
