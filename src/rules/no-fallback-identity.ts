import type { TSESTree } from '@typescript-eslint/utils';
import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FallbackIdentity } from '../isolation/fallback-identity.js';

import { createRule } from '../create-rule.js';
import { withoutDefault } from '../fixes/required-value.js';
import { isClientFile } from '../isolation/browser.js';
import { fallbackIdentityAt } from '../isolation/fallback-identity.js';
import { analysisOf, isIsolatedProgram } from '../isolation/file-analysis.js';

type MessageIds = 'castContext' | 'defaultContext' | 'fallback' | 'literal' | 'removeDefault' | 'skippedCheck' | 'throwInstead';

const messages: Record<FallbackIdentity['kind'], Exclude<MessageIds, 'removeDefault' | 'throwInstead'>> = {
  'cast-context': 'castContext',
  'default-context': 'defaultContext',
  fallback: 'fallback',
  literal: 'literal',
  'skipped-check': 'skippedCheck',
};

export const noFallbackIdentity = createRule<readonly [], MessageIds>({
  name: 'no-fallback-identity',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow a made-up identity or context where the real one is missing',
      phase: 1,
      requiresTypeChecking: true,
    },
    hasSuggestions: true,
    messages: {
      fallback:
        'Where `{{identity}}` is missing, `{{substitute}}` stands in for it in `{{use}}`, so all who come without one share the same data: require it, or throw where it is missing.',
      defaultContext:
        '`{{identity}}` defaults to `{{substitute}}`, with nobody in it, and reaches `{{use}}`, so whoever forgets the context works on the same data as all others who do: make the parameter required.',
      castContext:
        '`{{substitute}}` is given to `{{use}}` although there is nobody in it, so all users get the same data: pass on the real context.',
      literal:
        '`{{identity}}` is always `{{substitute}}` in `{{use}}`, so all users share one conversation or account: take it from the context of the user who asks.',
      skippedCheck:
        'The check `{{substitute}}` is skipped where `{{identity}}` is missing, so whoever comes without an identity gets the data of all users: refuse where it is missing.',
      removeDefault: 'Remove the default of `{{name}}`.',
      throwInstead: 'Throw where `{{identity}}` is missing.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);
    if (isIsolatedProgram(analysis.program)) {
      return {};
    }

    function check(node: TSESTree.Node): void {
      const fallback = fallbackIdentityAt(node, analysis);
      if (fallback === undefined) {
        return;
      }
      const { identity, kind, substitute, use } = fallback;
      context.report({
        node: fallback.node,
        messageId: messages[kind],
        data: { identity, substitute, use: use?.name.replaceAll(/\s+/gu, ' ') ?? '' },
        suggest: suggestionsFor(fallback),
      });
    }

    function suggestionsFor({ identity, node, replaceable }: FallbackIdentity): ReportSuggestionArray<MessageIds> {
      if (replaceable !== undefined) {
        const thrown = `(() => { throw new Error(${JSON.stringify(`${identity} is missing`)}); })()`;
        return [{ messageId: 'throwInstead', data: { identity }, fix: (fixer) => fixer.replaceText(replaceable, thrown) }];
      }
      if (node.type !== AST_NODE_TYPES.AssignmentPattern || node.left.type !== AST_NODE_TYPES.Identifier) {
        return [];
      }
      const fix = withoutDefault(node, analysis);
      return fix === undefined ? [] : [{ messageId: 'removeDefault', data: { name: node.left.name }, fix }];
    }

    return {
      [AST_NODE_TYPES.AssignmentExpression]: check,
      [AST_NODE_TYPES.AssignmentPattern]: check,
      [AST_NODE_TYPES.ConditionalExpression]: check,
      [AST_NODE_TYPES.IfStatement]: check,
      [AST_NODE_TYPES.LogicalExpression]: check,
      [AST_NODE_TYPES.Property]: check,
      [AST_NODE_TYPES.TSAsExpression]: check,
    };
  },
});
