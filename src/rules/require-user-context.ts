import type { TSESTree } from '@typescript-eslint/utils';
import type { ReportSuggestionArray } from '@typescript-eslint/utils/ts-eslint';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { SignatureNode } from '../fixes/parameter.js';
import type { Call } from '../isolation/context-slot.js';
import type { DeclaredMember, ImplementationContext } from '../isolation/implementation-context.js';
import type { AmbientContext, MissingContext } from '../isolation/missing-context.js';
import type { WorkStart } from '../isolation/work-start.js';

import { createRule } from '../create-rule.js';
import { contextParameterFor, whyNoContextParameter } from '../fixes/context-parameter.js';
import { isClientFile } from '../isolation/browser.js';
import { configuredContexts } from '../isolation/context-type.js';
import { entryPlaceOf } from '../isolation/entry-call.js';
import { isGivenContext } from '../isolation/entry-point.js';
import { analysisOf, isIsolatedProgram } from '../isolation/file-analysis.js';
import { describeFunction, headLocation } from '../isolation/function-head.js';
import { contextOfBase, contextOfHeldFunction, contextOfImplementation } from '../isolation/implementation-context.js';
import { missingContextAt, missingContextOfHandedAt } from '../isolation/missing-context.js';
import { isFunction } from '../isolation/syntax.js';
import { contextOrigins, workStartOf } from '../isolation/work-start.js';
import { isGivenAway } from '../isolation/wrapped-function.js';

type Options = readonly [
  {
    /** Whether handlers of LangChain and LangGraph count as having the context that async-local storage holds. */
    ambientContext?: AmbientContext;
  },
];

type MessageIds =
  | 'addContextParameter'
  | 'castContext'
  | 'missingContext'
  | 'missingInEntryPoint'
  | 'missingWhereWorkBegins'
  | 'optionalContext'
  | 'requiredByBase'
  | 'requiredByCallee'
  | 'requiredByImplementation'
  | 'requiredWhereWorkBegins';

export const requireUserContext = createRule<Options, MessageIds>({
  name: 'require-user-context',
  meta: {
    type: 'problem',
    docs: {
      description: "require a user's context in functions that run tools or agents",
      phase: 1,
      requiresTypeChecking: true,
      migrationSteps: ['addContextParameter'],
      callerMessages: ['requiredByBase', 'requiredByCallee', 'requiredWhereWorkBegins'],
      presetOptions: { strict: { ambientContext: 'report' } },
    },
    hasSuggestions: true,
    messages: {
      missingContext:
        "{{function}} runs `{{call}}` with no user's context in reach, so the tool cannot tell whose data it works on and one user can get another's: take {{context}} as a required parameter and pass it on{{why}}.",
      missingInEntryPoint:
        "{{function}} runs `{{call}}` for the user of `{{request}}`, with no context of that user in reach, so the tool cannot tell whose data it works on and one user can get another's: make {{context}} from `{{request}}` before the call and pass it on.",
      missingWhereWorkBegins:
        "{{function}} runs `{{call}}` with no user's context in reach, so the tool cannot tell whose data it works on and one user can get another's: make {{made}} {{origin}} before the call and pass it on.",
      optionalContext:
        "{{function}} runs `{{call}}` although `{{weak}}` may be missing, and whoever calls without a context shares the tool's data with all others who do: make it required, or throw where it is missing.",
      castContext:
        "{{function}} runs `{{call}}` with `{{weak}}`, which only a cast makes a context, so nothing proves whose data the tool works on: make {{context}} from values that are checked, or take it as a required parameter.",
      requiredByCallee:
        "{{function}} calls `{{call}}`, which works on the data of the user of `{{parameter}}`, with no user's context in reach: take {{context}} as a required parameter and pass it on, instead of a made-up one{{why}}.",
      requiredWhereWorkBegins:
        "{{function}} calls `{{call}}`, which works on the data of the user of `{{parameter}}`, with no user's context in reach: make {{made}} {{origin}} before the call and pass it on.",
      requiredByImplementation:
        "`{{member}}` is implemented by `{{implementation}}`, which requires the context `{{parameter}}` of a user, so whoever calls it through `{{type}}` has none to give and the work is done for nobody in particular: add the parameter to `{{member}}`.",
      requiredByBase:
        "`{{member}}` takes something else where `{{implementation}}` requires the context `{{parameter}}` of a user, so whoever calls it through `{{type}}` gives it a user's context in place of that: add the parameter to `{{member}}`.",
      addContextParameter: 'Add the required parameter `{{name}}: {{type}}`.',
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
              "LangChain and LangGraph give a missing config from async-local storage to what their tools and graph nodes run. 'allow' accepts calls in such handlers without a parameter for it; 'report' wants the parameter, for code that also runs detached from the graph or in a web build.",
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
    const reported = new Set<SignatureNode>();

    function check(call: Call): void {
      const missing = missingContextAt(call, ambientContext, analysis);
      [...(missing === undefined ? [] : [missing]), ...missingContextOfHandedAt(call, analysis)].forEach(reportMissing);
    }

    function reportMissing(missing: MissingContext): void {
      if (reported.has(missing.owner)) {
        return;
      }
      reported.add(missing.owner);
      const { owner, request, requiredBy, weak } = missing;
      const begins = workStartAt(missing);
      const suggest = suggestionsFor(missing);
      const isParameter = request === undefined && weak === undefined && begins === undefined;
      context.report({
        loc: headLocation(owner, sourceCode),
        messageId: messageFor(missing, begins !== undefined),
        data: {
          function: describeFunction(owner, sourceCode),
          call: missing.name,
          context: `the user's ${contextName()}`,
          made: `the ${contextName()}`,
          origin: begins === undefined ? '' : contextOrigins[begins],
          request: request?.name ?? '',
          parameter: requiredBy ?? '',
          weak: weak?.expression ?? '',
          why: suggest.length > 0 || !isParameter ? '' : ` (not suggested, because ${whyNoContextParameter(owner, context.filename, analysis)})`,
        },
        suggest,
      });
    }

    /** What messages call the context: by the configured type, or types. */
    function contextName(): string {
      const names = [...new Set(configuredContexts(analysis).map(({ name }) => `\`${name}\``))];
      return names.length === 0 ? 'context' : names.join(' or ');
    }

    /** What the work of the owner begins with, where nobody who calls it could give it a context. */
    function workStartAt({ call, owner, request, weak }: MissingContext): WorkStart | undefined {
      if (request !== undefined || weak !== undefined || isGivenContext(owner, analysis)) {
        return undefined;
      }
      const place = entryPlaceOf(call, analysis);
      const begins = place?.owner === owner ? workStartOf(call, place, analysis) : undefined;
      // A function with a name can be called otherwise, too.
      return begins === 'unknown' && !isGivenAway(owner, analysis) ? undefined : begins;
    }

    function suggestionsFor({ isPassedOn, owner, request, weak }: MissingContext): ReportSuggestionArray<MessageIds> {
      return request === undefined && weak === undefined ? parameterOf(owner, isPassedOn) : [];
    }

    function checkMember(member: DeclaredMember): void {
      const signature = signatureOf(member);
      if (signature !== undefined && !reported.has(signature)) {
        reportImplementation(contextOfImplementation(member, analysis), signature, member.key);
        reportImplementation(contextOfBase(member, analysis), signature, member.key, 'requiredByBase');
      }
    }

    function checkType(type: TSESTree.TSCallSignatureDeclaration | TSESTree.TSFunctionType): void {
      if (!isTypeOfMember(type)) {
        reportImplementation(contextOfHeldFunction(type, analysis), type, type);
      }
    }

    function reportImplementation(
      found: ImplementationContext | undefined,
      signature: SignatureNode,
      node: TSESTree.Node,
      messageId: 'requiredByBase' | 'requiredByImplementation' = 'requiredByImplementation',
    ): void {
      if (found !== undefined) {
        const { implementation, member, parameter, type } = found;
        context.report({
          node,
          messageId,
          data: { implementation, member, parameter, type },
          suggest: parameterOf(signature, false),
        });
      }
    }

    function parameterOf(signature: SignatureNode, isUsed: boolean): ReportSuggestionArray<MessageIds> {
      const parameter = contextParameterFor(signature, isUsed, context.filename, analysis);
      return parameter === undefined
        ? []
        : [
            {
              messageId: 'addContextParameter',
              data: { name: parameter.name, type: parameter.type },
              fix: parameter.edits,
            },
          ];
    }

    return {
      [AST_NODE_TYPES.CallExpression]: check,
      [AST_NODE_TYPES.NewExpression]: check,
      // The calls in a method come first: one function has one report.
      'MethodDefinition:exit': checkMember,
      'PropertyDefinition:exit': checkMember,
      TSAbstractMethodDefinition: checkMember,
      TSAbstractPropertyDefinition: checkMember,
      TSCallSignatureDeclaration: checkType,
      TSFunctionType: checkType,
      TSMethodSignature: checkMember,
      TSPropertySignature: checkMember,
    };
  },
});

/** What of a member has its parameters. */
function signatureOf(member: DeclaredMember): SignatureNode | undefined {
  switch (member.type) {
    case AST_NODE_TYPES.TSMethodSignature:
      return member;
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.TSAbstractMethodDefinition:
      return member.value;
    default: {
      const type = member.typeAnnotation?.typeAnnotation;
      const value = 'value' in member ? member.value : null;
      return type?.type === AST_NODE_TYPES.TSFunctionType ? type : type === undefined && isFunction(value) ? value : undefined;
    }
  }
}

/** `run: (query: string) => string` of a class, an interface or an object type. */
function isTypeOfMember({ parent }: TSESTree.TSCallSignatureDeclaration | TSESTree.TSFunctionType): boolean {
  const holder = parent.type === AST_NODE_TYPES.TSTypeAnnotation ? parent.parent : undefined;
  return (
    holder?.type === AST_NODE_TYPES.TSPropertySignature ||
    holder?.type === AST_NODE_TYPES.PropertyDefinition ||
    holder?.type === AST_NODE_TYPES.TSAbstractPropertyDefinition
  );
}

function messageFor({ request, requiredBy, weak }: MissingContext, isWhereWorkBegins: boolean): MessageIds {
  if (weak?.certainty === 'optional') {
    return 'optionalContext';
  }
  if (weak?.certainty === 'cast') {
    return 'castContext';
  }
  if (request !== undefined) {
    return 'missingInEntryPoint';
  }
  if (isWhereWorkBegins) {
    return requiredBy === undefined ? 'missingWhereWorkBegins' : 'requiredWhereWorkBegins';
  }
  return requiredBy === undefined ? 'missingContext' : 'requiredByCallee';
}
