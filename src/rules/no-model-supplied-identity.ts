import type { TSESTree } from '@typescript-eslint/utils';
import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { ModelSuppliedIdentity } from '../isolation/model-supplied-identity.js';

import { createRule } from '../create-rule.js';
import { identityFromContext } from '../fixes/identity-from-context.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf, isIsolatedProgram } from '../isolation/file-analysis.js';
import { identitiesOfModelCalls, identitiesOfToolCall, identitiesOfToolObject } from '../isolation/model-supplied-identity.js';

type MessageIds = 'chosenByModel' | 'takeFromContext';

export const noModelSuppliedIdentity = createRule<readonly [], MessageIds>({
  name: 'no-model-supplied-identity',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow tools that let the model choose whose data they work on',
      phase: 2,
      requiresTypeChecking: true,
    },
    hasSuggestions: true,
    messages: {
      chosenByModel:
        "The model chooses `{{name}}` of this tool's input, and the handler trusts it in `{{use}}`, so a prompt can reach another user's data: take it from the context of the call, or compare it with that.",
      takeFromContext: 'Take `{{text}}`, and leave `{{name}}` out of the input.',
    },
    schema: [],
  },
  create(context) {
    if (isClientFile(context.sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);
    if (isIsolatedProgram(analysis.program)) {
      return {};
    }
    const reported = new Set<ModelSuppliedIdentity['node']>();

    function report(
      found: readonly ModelSuppliedIdentity[],
      tool: TSESTree.CallExpression | TSESTree.ObjectExpression | undefined,
    ): void {
      for (const identity of found) {
        const { name, node, use } = identity;
        if (!reported.has(node)) {
          reported.add(node);
          context.report({
            node,
            messageId: 'chosenByModel',
            data: { name, use: use.name.replaceAll(/\s+/gu, ' ') },
            suggest: tool === undefined ? [] : suggestionsFor(identity, tool),
          });
        }
      }
    }

    function suggestionsFor(
      identity: ModelSuppliedIdentity,
      tool: TSESTree.CallExpression | TSESTree.ObjectExpression,
    ): ReportSuggestionArray<MessageIds> {
      const own = identityFromContext(identity, tool, analysis);
      return own === undefined
        ? []
        : [{ messageId: 'takeFromContext', data: { name: identity.name, text: own.text }, fix: own.edits }];
    }

    return {
      Program: () => {
        report(identitiesOfModelCalls(analysis), undefined);
      },
      [AST_NODE_TYPES.CallExpression]: (node) => {
        report(identitiesOfToolCall(node, analysis), node);
      },
      [AST_NODE_TYPES.ObjectExpression]: (node) => {
        report(identitiesOfToolObject(node, analysis), node);
      },
    };
  },
});
