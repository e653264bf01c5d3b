import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { UnscopedContext } from '../isolation/async-context.js';

import { createRule } from '../create-rule.js';
import { scopedRun } from '../fixes/scoped-run.js';
import { unscopedContextsOf } from '../isolation/async-context.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf } from '../isolation/file-analysis.js';

type MessageIds = 'entered' | 'fallback' | 'runInstead' | 'sharedStore';

export const noUnscopedAsyncContext = createRule<readonly [], MessageIds>({
  name: 'no-unscoped-async-context',
  meta: {
    type: 'problem',
    docs: {
      description: "disallow async contexts that outlast the work of the user they were made for",
      phase: 2,
      requiresTypeChecking: true,
    },
    hasSuggestions: true,
    messages: {
      entered:
        "The store that `{{text}}.enterWith` puts in place stays for whatever the caller runs next, so the work of another user can find it: run this user's work inside `{{text}}.run(store, callback)`.",
      fallback:
        'Where there is no store, `{{text}}` is taken, which is the same for all, so work outside of a request is done with what another user left or as a made-up user: throw where the store is missing.',
      sharedStore:
        '`{{text}}` is the store of every callback that runs here, so users who are served at the same time read and write one store: make a store for each request.',
      runInstead: 'Run what follows inside `run`.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);

    function suggestionsFor({ node, runner }: UnscopedContext): ReportSuggestionArray<MessageIds> {
      const fix =
        runner !== undefined && node.type === AST_NODE_TYPES.CallExpression
          ? scopedRun(node, runner, sourceCode)
          : undefined;
      return fix === undefined ? [] : [{ messageId: 'runInstead', fix }];
    }

    return {
      Program() {
        for (const found of unscopedContextsOf(analysis)) {
          context.report({
            node: found.node,
            messageId: found.kind === 'shared-store' ? 'sharedStore' : found.kind,
            data: { text: found.text },
            suggest: suggestionsFor(found),
          });
        }
      },
    };
  },
});
