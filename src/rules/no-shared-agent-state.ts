import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import type { OwnForEachCall } from '../fixes/own-for-each-call.js';
import type { Leak } from '../isolation/leak.js';

import { createRule } from '../create-rule.js';
import { ownObject, ownSlot } from '../fixes/own-for-each-call.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf } from '../isolation/file-analysis.js';
import { isOnePlace, leaksOf } from '../isolation/leak.js';
import { madeOnceForAll } from '../isolation/one-for-all.js';
import { sharedDecorationsOf, storeWritesOf } from '../isolation/store-write.js';
import { describeSlot, describeSource } from '../isolation/wording.js';

type Options = readonly [
  {
    /** Whether a caller's data needs a second signal before it is reported. */
    callerData?: 'all' | 'with-second-signal';
  },
];

type MessageIds =
  | 'addedToShared'
  | 'connectionForAll'
  | 'holderForAll'
  | 'interleaved'
  | 'keptFirst'
  | 'keptInShared'
  | 'moveIntoFunction'
  | 'readBack'
  | 'writtenToDefault';

export const noSharedAgentState = createRule<Options, MessageIds>({
  name: 'no-shared-agent-state',
  meta: {
    type: 'problem',
    docs: {
      description: "disallow keeping one user's data in storage that outlives the request",
      phase: 1,
      requiresTypeChecking: true,
      presetOptions: { strict: { callerData: 'all' } },
    },
    hasSuggestions: true,
    messages: {
      keptInShared:
        "{{source}} is kept in {{slot}}, which all users share, so another user can be served with it: pass it on as an argument or keep it in the request's own context.",
      addedToShared:
        '{{source}} is added to {{slot}}, which all users share, so another user can be served with it: keep a collection for each user or request.',
      connectionForAll:
        '`{{name}}` is made once and used for every client, so one client can be sent the answers of another: make one for each connection, in a function that the request handler calls.',
      holderForAll:
        "`{{name}}` holds one user's data and is made once for all of them, so each is served with the data of the others: make one for each user or conversation.",
      keptFirst:
        "{{source}} stays in {{slot}} for all later callers, so they are served with the first caller's: make the value for each request, or key the storage by what it depends on.",
      interleaved:
        "{{source}} is written to {{slot}} before an await and read after it, when another caller's value may be there: keep it in a local variable and pass it on as an argument.",
      readBack:
        '{{source}} is left in {{slot}}, and the next call, whoever makes it, gives it on: keep it with the conversation or user that it belongs to.',
      writtenToDefault:
        '{{source}} is written into {{slot}}, which everybody who brings no object of their own is given, so another user can be served with it: write into a copy, nested objects included.',
      moveIntoFunction: 'Move `{{name}}` into the only function that uses it, so that each call has its own.',
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          callerData: {
            type: 'string',
            enum: ['all', 'with-second-signal'],
            description:
              "Data of a caller of whom nothing is known: report it always ('all'), or only where its name, its type or the way it is read shows that it reaches others ('with-second-signal').",
          },
        },
      },
    ],
    defaultOptions: [{ callerData: 'with-second-signal' }],
  },
  create(context, [{ callerData }]) {
    if (isClientFile(context.sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);
    return {
      Program() {
        for (const object of madeOnceForAll(analysis)) {
          const { kind, name, node } = object;
          context.report({
            node,
            messageId: kind === 'connection' ? 'connectionForAll' : 'holderForAll',
            data: { name },
            suggest: suggestionsFor(ownObject(object, analysis)),
          });
        }
        for (const { name, node } of sharedDecorationsOf(analysis)) {
          context.report({ node, messageId: 'holderForAll', data: { name } });
        }
        for (const { node, ownership, store, values } of storeWritesOf(analysis)) {
          context.report({
            node,
            messageId: 'keptInShared',
            data: {
              source: describeSource(ownership, values, analysis.sourceCode),
              slot: `\`${analysis.sourceCode.getText(store)}\` (a store that is made once)`,
            },
          });
        }
        for (const leak of leaksOf(analysis)) {
          const { slot, because } = leak;
          if (!isOnePlace(leak) || (because === 'unproven' && callerData !== 'all')) {
            continue;
          }
          context.report({
            node: slot.write.method === undefined ? slot.write.target : slot.write.node,
            messageId: messageFor(leak),
            data: { source: describeSource(leak.ownership, slot.write.values, analysis.sourceCode), slot: describeSlot(slot) },
            suggest: suggestionsFor(ownSlot(leak, analysis)),
          });
        }
      },
    };
  },
});

function suggestionsFor(own: OwnForEachCall | undefined): ReportSuggestionArray<MessageIds> {
  return own === undefined ? [] : [{ messageId: 'moveIntoFunction', data: { name: own.name }, fix: own.edits }];
}

function messageFor({ because, isKeptFirst, slot }: Leak): MessageIds {
  if (isKeptFirst) {
    return 'keptFirst';
  }
  switch (because) {
    case 'default':
      return 'writtenToDefault';
    case 'interleaved':
      return 'interleaved';
    case 'read-back':
      return 'readBack';
    default:
      return slot.write.operation === 'add' ? 'addedToShared' : 'keptInShared';
  }
}
