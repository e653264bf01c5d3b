import type { Linter, Rule } from 'eslint';

import { ESLintUtils } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';

import { analysisOf } from '../../isolation/file-analysis.js';

/** Keeps the analysis of the file that ESLint lints, as its configuration has it; it reports nothing. */
export class AnalysisCollector {
  /** What the rules know of the file; `undefined` where it has no type information, and where it does not parse. */
  analysis: FileAnalysis | undefined;

  /** The configuration that turns the collecting rule on, under a key that no configuration has. */
  get config(): Pick<Linter.Config, 'plugins' | 'rules'> {
    return {
      plugins: { [collectorKey]: { rules: { analysis: this.#rule() } } },
      rules: { [collectorRule]: 'error' },
    };
  }

  #rule(): Rule.RuleModule {
    const rule = ESLintUtils.RuleCreator.withoutDocs({
      meta: { type: 'problem', schema: [], messages: {}, defaultOptions: [] },
      create: (context) => {
        // Other parsers have no services, or have them without a program.
        if ((context.sourceCode.parserServices?.program ?? null) !== null) {
          this.analysis = analysisOf(context);
        }
        return {};
      },
    });
    return rule as unknown as Rule.RuleModule;
  }
}

const collectorKey = 'user-context-explain';

/** The collecting rule, as results name it. */
export const collectorRule = `${collectorKey}/analysis`;
