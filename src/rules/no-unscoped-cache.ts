import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import type { UnscopedEntry } from '../isolation/unscoped-cache.js';

import { createRule } from '../create-rule.js';
import { identityInKey } from '../fixes/identity-in-key.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf } from '../isolation/file-analysis.js';
import { unscopedEntriesOf } from '../isolation/unscoped-cache.js';

type MessageIds = 'addIdentity' | 'leftOut' | 'mayBeMissing' | 'numbered' | 'requestCache' | 'unread';

const messageIds: Record<UnscopedEntry['kind'], MessageIds> = {
  'left-out': 'leftOut',
  'may-be-missing': 'mayBeMissing',
  numbered: 'numbered',
  'request-cache': 'requestCache',
  unread: 'unread',
};

export const noUnscopedCache = createRule<readonly [], MessageIds>({
  name: 'no-unscoped-cache',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow caching under a key that leaves out whom the value was made for',
      phase: 2,
      requiresTypeChecking: true,
      migrationSteps: ['addIdentity'],
    },
    hasSuggestions: true,
    messages: {
      leftOut:
        'What is kept in `{{store}}` depends on `{{identity}}`, which is not in its key, so the next user who comes with the same key is given what was made for another: put the identity into the key.',
      mayBeMissing:
        'The only identity in the key of `{{store}}` is `{{identity}}`, which may be missing, so all who have none share one entry: throw where it is missing, before the store is used.',
      numbered:
        "The keys of `{{store}}` are counted, and say nothing of whose the entry is, so whoever goes through the entries is given everybody's: put the identity into the key or the entry, and compare it.",
      requestCache:
        "`{{store}}` caches for one request and is made once for all, so one user is given what was loaded for another: make one for each request.",
      unread:
        'The key of `{{store}}` leaves out `{{identity}}`, which is at hand, so the next user who comes with the same key is given what was made for another: put the identity into the key.',
      addIdentity: 'Put `{{identity}}` into the key.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);

    function suggestionsFor({ key, kind, leaf }: UnscopedEntry): ReportSuggestionArray<MessageIds> {
      const correction = kind === 'left-out' && key !== undefined ? identityInKey(key, leaf, analysis) : undefined;
      return correction === undefined
        ? []
        : [{ messageId: 'addIdentity', data: { identity: correction.identity }, fix: correction.fix }];
    }

    return {
      Program() {
        for (const entry of unscopedEntriesOf(analysis)) {
          context.report({
            node: entry.node,
            messageId: messageIds[entry.kind],
            data: { identity: entry.identity, store: entry.store },
            suggest: suggestionsFor(entry),
          });
        }
      },
    };
  },
});
