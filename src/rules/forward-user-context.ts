import type { TSESTree } from '@typescript-eslint/utils';
import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Edits } from '../fixes/imports.js';
import type { Call } from '../isolation/context-slot.js';
import type { HandedWithoutContext } from '../isolation/handed-forwarding.js';
import type { Misforwarding } from '../isolation/forwarding.js';
import type { AmbientContext } from '../isolation/missing-context.js';
import type { UsableContext } from '../isolation/usable-context.js';

import { createRule } from '../create-rule.js';
import { insertArgument, insertProperty, spreadIntoObject } from '../fixes/argument.js';
import { arrowAround } from '../fixes/arrow-around.js';
import { isClientFile } from '../isolation/browser.js';
import { analysisOf, isIsolatedProgram } from '../isolation/file-analysis.js';
import { handedWithoutContextAt } from '../isolation/handed-forwarding.js';
import { misforwardingAt } from '../isolation/forwarding.js';
import { describeFunction } from '../isolation/function-head.js';
import { enclosingFunction, unwrap } from '../isolation/syntax.js';
import { nameOfCallee } from '../isolation/tool-call.js';
import { shortText } from '../isolation/wording.js';

type Options = readonly [
  {
    /** Whether handlers of LangChain and LangGraph pass on the context that async-local storage holds. */
    ambientContext?: AmbientContext;
  },
];

type MessageIds =
  | 'contextBehindSpread'
  | 'contextLeftOut'
  | 'handedWithoutContext'
  | 'otherContext'
  | 'parentContext'
  | 'passCapturedContext'
  | 'passContext'
  | 'passInstead'
  | 'passOneOfContexts'
  | 'sameForAll';

const messageIds: Record<Misforwarding['kind'], MessageIds> = {
  'left-out': 'contextLeftOut',
  other: 'otherContext',
  parent: 'parentContext',
  'same-for-all': 'sameForAll',
};

export const forwardUserContext = createRule<Options, MessageIds>({
  name: 'forward-user-context',
  meta: {
    type: 'problem',
    docs: {
      description: "require calls to pass on the user's context that is in reach",
      phase: 1,
      requiresTypeChecking: true,
      migrationSteps: ['passContext'],
      callerMessages: ['contextLeftOut', 'handedWithoutContext'],
      presetOptions: { strict: { ambientContext: 'report' } },
    },
    fixable: 'code',
    hasSuggestions: true,
    messages: {
      contextLeftOut:
        "`{{call}}` is not told whose work it does, because {{nothing}} as its `{{parameter}}` although `{{context}}` is in reach, so what one user asked for can be done with another's data: pass `{{context}}` on.",
      contextBehindSpread:
        "`{{call}}` is not told whose work it does, because a spread argument stands before the place of `{{parameter}}`, where nobody can count to, although `{{context}}` is in reach, so what one user asked for can be done with another's data: write the arguments out and pass `{{context}}` on.",
      handedWithoutContext:
        "`{{handed}}` is handed to `{{taker}}`, which calls it without the `{{parameter}}` that says whose work it does, although `{{context}}` is in reach, so what one user asked for can be done with another's data: hand on an arrow function that passes `{{context}}` on.",
      otherContext:
        "`{{call}}` is given `{{given}}`, but {{function}} serves the user of `{{context}}`, so that user's work is done with somebody else's data: pass `{{context}}`.",
      parentContext:
        '`{{call}}` is given `{{given}}` although `{{context}}` was made of it before and goes nowhere, so the work is done outside of what `{{context}}` stands for: pass `{{context}}`.',
      sameForAll:
        "`{{call}}` is given `{{given}}`, which has nothing in it of whoever is served, although `{{context}}` is in reach, so the work of all users is done as one and each can get another's data: pass `{{context}}`.",
      passContext: 'Pass `{{context}}`.',
      passInstead: 'Pass `{{context}}` instead of `{{given}}`.',
      passCapturedContext: 'Pass `{{context}}` of the function around this one, if it is called for the same user.',
      passOneOfContexts: 'Pass `{{context}}`, if this is done for its user.',
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ambientContext: {
            type: 'string',
            enum: ['allow', 'report'],
            description:
              "LangChain and LangGraph give a missing config from async-local storage to what their tools and graph nodes run. 'allow' accepts calls in such handlers that leave it out; 'report' wants it passed, for code that also runs detached from the graph or in a web build.",
          },
        },
      },
    ],
    defaultOptions: [{ ambientContext: 'allow' }],
  },
  create(context, [{ ambientContext = 'allow' }]) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);
    if (isIsolatedProgram(analysis.program)) {
      return {};
    }

    function check(call: Call): void {
      handedWithoutContextAt(call, analysis).forEach(reportHanded);
      const found = misforwardingAt(call, ambientContext, analysis);
      if (found === undefined) {
        return;
      }
      const { kind, name, slot } = found;
      const around = enclosingFunction(call);
      context.report({
        node: slot.given ?? call,
        messageId: slot.isCounted ? messageIds[kind] : 'contextBehindSpread',
        data: {
          call: name,
          context: found.context.expression,
          function: around === undefined ? 'this code' : lowerCaseFirst(describeFunction(around, sourceCode)),
          given: slot.given === undefined ? '' : shortText(slot.given, sourceCode),
          nothing: nothingAt(found),
          parameter: slot.parameter,
        },
        ...correctionOf(found),
      });
    }

    function reportHanded({ choices, context: inReach, handed, runs }: HandedWithoutContext): void {
      const isOnly = choices.length === 1;
      const step = runs === 'for anybody' ? 'passCapturedContext' : isOnly ? 'passContext' : 'passOneOfContexts';
      const arrows = choices.flatMap(({ expression }) => {
        const fix = arrowAround(handed, expression, sourceCode);
        return fix === undefined ? [] : [{ messageId: step, data: { context: expression }, fix } as const];
      });
      context.report({
        node: handed.argument,
        messageId: 'handedWithoutContext',
        data: {
          context: inReach.expression,
          handed: handed.name,
          parameter: handed.parameter,
          taker: nameOfCallee(unwrap(handed.taker.callee), sourceCode),
        },
        ...(isOnly && runs === 'at once' ? { fix: arrows[0]?.fix ?? null } : { suggest: arrows }),
      });
    }

    /** What stands in the place: nothing, or a word for it. */
    function nothingAt({ call, slot }: Misforwarding): string {
      const { argument, property } = slot.position;
      const written = property === undefined && !slot.isInserted ? call.arguments[argument] : undefined;
      return written === undefined ? 'nothing is given' : `\`${shortText(written, sourceCode)}\` is given`;
    }

    function correctionOf(found: Misforwarding): { fix?: Edits; suggest?: ReportSuggestionArray<MessageIds> } {
      const { choices, kind, runs, slot, unnamed } = found;
      const isOnly = choices.length + unnamed.length === 1;
      if (kind !== 'left-out') {
        return { suggest: suggestion(found, found.context, 'passInstead') };
      }
      if (isOnly && runs === 'at once' && slot.isRejected) {
        const fix = editsFor(found, found.context);
        return fix === undefined ? {} : { fix };
      }
      if (isOnly) {
        return { suggest: suggestion(found, found.context, runs === 'for anybody' ? 'passCapturedContext' : 'passContext') };
      }
      return { suggest: choices.flatMap((choice) => suggestion(found, choice, 'passOneOfContexts')) };
    }

    function suggestion(
      found: Misforwarding,
      choice: UsableContext,
      messageId: MessageIds,
    ): ReportSuggestionArray<MessageIds> {
      const fix = editsFor(found, choice);
      const { given } = found.slot;
      const data = { context: choice.expression, given: given === undefined ? '' : shortText(given, sourceCode) };
      return fix === undefined ? [] : [{ messageId, data, fix }];
    }

    function editsFor({ call, slot }: Misforwarding, { expression }: UsableContext): Edits | undefined {
      const { given, position } = slot;
      if (given !== undefined) {
        return sourceCode.getCommentsInside(given).length > 0
          ? undefined
          : (fixer) => [fixer.replaceText(given, isShorthand(given) ? `${slot.parameter}: ${expression}` : expression)];
      }
      if (slot.isSpread) {
        return spreadIntoObject(call, position.argument, expression, sourceCode);
      }
      return position.property === undefined
        ? insertArgument(call, position.argument, expression, sourceCode)
        : insertProperty(call, position.argument, position.property, expression, sourceCode);
    }

    return { [AST_NODE_TYPES.CallExpression]: check, [AST_NODE_TYPES.NewExpression]: check };
  },
});

/** `{ context }`: the name of the property goes with the value. */
function isShorthand({ parent }: TSESTree.Node): boolean {
  return parent?.type === AST_NODE_TYPES.Property && parent.shorthand;
}

function lowerCaseFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
