import { createRule } from '../create-rule.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf } from '../isolation/file-analysis.js';
import { keptIdentitiesOf } from '../isolation/kept-identity.js';
import { describeSource } from '../isolation/wording.js';

type MessageIds = 'connection' | 'replaced' | 'told' | 'written';

export const noIdentityOnSharedObject = createRule<readonly [], MessageIds>({
  name: 'no-identity-on-shared-object',
  meta: {
    type: 'problem',
    docs: {
      description: "disallow putting one user's identity, credentials or settings into an object that all users share",
      phase: 2,
      requiresTypeChecking: true,
    },
    messages: {
      connection:
        '{{source}} is set on a connection with `{{object}}`, and the connection goes back to the pool with it, so the next user works under it: set it for one transaction only (`SET LOCAL`, `set_config(…, true)`) on a connection of its own.',
      replaced:
        '{{source}} goes into `{{object}}`, which everybody in the process calls, so what other users do ends up with this one: pass the function on as an argument instead of replacing a shared one.',
      told: '{{source}} is given to `{{object}}`, which keeps it and which all users share, so other users are served with it: make one for each user or request, or pass the value with each call.',
      written:
        '{{source}} is written to `{{object}}`, which all users share, so other users are served with it: make one for each user or request, or pass the value with each call.',
    },
    schema: [],
  },
  create(context) {
    if (isClientFile(context.sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);
    return {
      Program() {
        for (const { kind, node, object, ownership, values } of keptIdentitiesOf(analysis)) {
          context.report({
            node,
            messageId: kind,
            data: { object, source: describeSource(ownership, values, analysis.sourceCode) },
          });
        }
      },
    };
  },
});
