import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { ModelSuppliedIdentity } from '../isolation/model-supplied-identity.js';

import { createRule } from '../create-rule.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf, isIsolatedProgram } from '../isolation/file-analysis.js';
import { identitiesOfToolCall, identitiesOfToolObject } from '../isolation/model-supplied-identity.js';

type MessageIds = 'chosenByModel';

export const noModelSuppliedIdentity = createRule<readonly [], MessageIds>({
  name: 'no-model-supplied-identity',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow tools that let the model choose whose data they work on',
      phase: 2,
      requiresTypeChecking: true,
    },
    messages: {
      chosenByModel:
        "The model chooses `{{name}}` of this tool's input, and the handler trusts it in `{{use}}`, so a prompt can reach another user's data: take it from the context of the call, or compare it with that.",
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

    function report(found: readonly ModelSuppliedIdentity[]): void {
      for (const { name, node, use } of found) {
        if (!reported.has(node)) {
          reported.add(node);
          context.report({ node: node.key, messageId: 'chosenByModel', data: { name, use: use.name.replaceAll(/\s+/gu, ' ') } });
        }
      }
    }

    return {
      [AST_NODE_TYPES.CallExpression]: (node) => {
        report(identitiesOfToolCall(node, analysis));
      },
      [AST_NODE_TYPES.ObjectExpression]: (node) => {
        report(identitiesOfToolObject(node, analysis));
      },
    };
  },
});
