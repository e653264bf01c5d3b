import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Broadcast } from '../isolation/broadcast.js';

import { createRule } from '../create-rule.js';
import { broadcastsOf } from '../isolation/broadcast.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf } from '../isolation/file-analysis.js';
import { identitiesInReach } from '../isolation/identity-in-reach.js';
import { unwrap } from '../isolation/syntax.js';
import { describeSource } from '../isolation/wording.js';

type MessageIds = 'forwarded' | 'sentInLoop' | 'sentToAll' | 'sendToRoom';

const messageIds: Record<Broadcast['way'], MessageIds> = { direct: 'sentToAll', forwarded: 'forwarded', loop: 'sentInLoop' };

export const noUserDataBroadcast = createRule<readonly [], MessageIds>({
  name: 'no-user-data-broadcast',
  meta: {
    type: 'problem',
    docs: {
      description: "disallow sending one user's data to everybody who is connected",
      phase: 1,
      requiresTypeChecking: true,
    },
    hasSuggestions: true,
    messages: {
      sentToAll:
        "{{source}} is sent to everybody who is connected to `{{receivers}}`, so all users receive one user's data: send it to the connections or the room of the one that it belongs to.",
      sentInLoop:
        "{{source}} is sent to each of `{{receivers}}` without asking whose connection it is, so all users receive one user's data: compare the connection's user with the data's, or keep the connections of each user apart.",
      forwarded:
        "{{source}} comes from `{{receivers}}`, which is one for all, and is sent on to whoever is connected without asking whose it is, so all users receive one user's data: compare the connection's user with the data's, or give each user a channel.",
      sendToRoom: 'Send it to the room `{{room}}` only.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);

    /** Rooms are named by the one whom they are for; only where one name is in reach, it is clear which. */
    function suggestionsFor({ node, way }: Broadcast): ReportSuggestionArray<MessageIds> {
      const callee = unwrap(node.callee);
      const [room, ...others] = identitiesInReach(node, analysis);
      if (
        way !== 'direct' ||
        callee.type !== AST_NODE_TYPES.MemberExpression ||
        callee.object.type === AST_NODE_TYPES.CallExpression ||
        room === undefined ||
        others.length > 0 ||
        !hasMethod(callee, 'to')
      ) {
        return [];
      }
      const { object } = callee;
      return [
        {
          messageId: 'sendToRoom',
          data: { room: room.text },
          fix: (fixer) => fixer.insertTextAfter(object, `.to(${room.text})`),
        },
      ];
    }

    function hasMethod({ object }: { object: Parameters<typeof analysis.services.getTypeAtLocation>[0] }, name: string): boolean {
      return analysis.services.getTypeAtLocation(object).getProperty(name) !== undefined;
    }

    return {
      Program() {
        for (const broadcast of broadcastsOf(analysis)) {
          const { node, ownership, payload, receivers, way } = broadcast;
          context.report({
            node,
            messageId: messageIds[way],
            data: { receivers, source: describeSource(ownership, payload, sourceCode) },
            suggest: suggestionsFor(broadcast),
          });
        }
      },
    };
  },
});
