import { noDeepAgentState } from '../../src/rules/no-deep-agent-state.js';
import { testRule } from '../tester/rule-tester.js';

const files = {
  'run-state.ts': `export interface Message {
  text: string;
}
export class RunState {
  userId?: string;
  chatThreadId?: string;
  websocketConnectionId = '';
  userRequest = '';
  mode = 'fast';
  stepCount = 0;
  messages: Message[] = [];
  metadata: Record<string, string> = {};
  finalReport: string | null = null;
  triageResult: unknown;
  qualityMetrics: object = {};
  agentInput: { text: string } = { text: '' };
}
`,
  'run-context.ts': `import type { Message } from './run-state';
export interface RunContext {
  readonly userId: string;
  readonly threadId: string;
  readonly mode: number;
  readonly websocketClientId: string;
  readonly agentContext: {
    readonly messages: Message[];
    readonly stepCount: number;
    readonly legacyMetadata: Record<string, string>;
    readonly userRequest: unknown;
    readonly agentInput: unknown;
    readonly [name: string]: unknown;
  };
  readonly auditMetadata?: { readonly legacyFinalReport: string | null };
}
export declare const context: RunContext;
`,
};
const settings = {
  legacyTypes: [
    {
      type: { from: 'file', name: 'RunState', path: 'run-state.ts' },
      replacement: { from: 'file', name: 'RunContext', path: 'run-context.ts' },
    },
  ],
};

/** The body of a function that reads the state; a suggestion where it has another one with the context. */
const reading = (name: string, before: string, after: string | undefined, head = '') => {
  const module = (type: string, from: string, body: string): string =>
    `import type { ${type} } from './${from}';\n${head}export function read(state: ${type}) {\n  ${body}\n}\n`;
  return {
    name,
    files,
    settings,
    code: module('RunState', 'run-state', before),
    neighbour: module('RunContext', 'run-context', 'return state.userId;'),
    errors: [
      {
        messageId: 'importOfLegacyState' as const,
        line: 1,
        ...(after === undefined
          ? {}
          : {
              suggestions: [
                { messageId: 'replaceWithReplacement' as const, output: module('RunContext', 'run-context', after) },
              ],
            }),
      },
    ],
  };
};

testRule('no-deep-agent-state', noDeepAgentState, {
  valid: [],
  invalid: [
    // Where members usually are found.
    reading(
      'identities',
      'return `${state.userId}/${state.chatThreadId?.length}`;',
      'return `${state.userId}/${state.threadId?.length}`;',
    ),
    reading('the connection', 'return state.websocketConnectionId.length;', 'return state.websocketClientId.length;'),
    reading('working data', 'return state.messages.map(({ text }) => text);', 'return state.agentContext.messages.map(({ text }) => text);'),
    reading('metadata', "return state.metadata['a'];", "return state.agentContext.legacyMetadata['a'];"),
    reading(
      'working data that a pattern takes out',
      'const { messages, stepCount: steps, metadata, websocketConnectionId } = state;\n  return [messages, steps, metadata, websocketConnectionId];',
      'const { agentContext: { messages }, agentContext: { stepCount: steps }, agentContext: { legacyMetadata: metadata }, websocketClientId: websocketConnectionId } = state;\n  return [messages, steps, metadata, websocketConnectionId];',
    ),
    reading('an optional member on the way: nothing is offered', 'return state.finalReport;', undefined),
    reading('a member that is written: nothing is offered', 'state.stepCount = 1;', undefined),
    reading('what the settings say counts alone: nothing is offered', 'return state.messages.length;', undefined),

    // Members of another type, read by what accepts it.
    reading(
      'an argument',
      'console.log(state.userRequest, state.agentInput);',
      'console.log(state.agentContext.userRequest, state.agentContext.agentInput);',
    ),
    reading('an argument that is too wide: nothing is offered', 'return Number.parseInt(state.userRequest);', undefined),
    reading('an argument of a generic function: nothing is offered', 'return Promise.resolve(state.userRequest);', undefined),
    reading(
      'an argument of one of several overloads: nothing is offered',
      'return pick(state.userRequest);',
      undefined,
      'declare function pick(value: string): 1;\ndeclare function pick(value: unknown): 2;\n',
    ),
    reading('a text', 'return `${state.userRequest}!`;', 'return `${state.agentContext.userRequest}!`;'),
    reading(
      'a tag, which sees the type: nothing is offered',
      'return String.raw`${state.userRequest}`.length + tag`${state.userRequest}`;',
      undefined,
      'declare function tag(strings: TemplateStringsArray, value: string): number;\n',
    ),
    reading(
      'a test',
      'return !state.agentInput || (state.userRequest ? 1 : 2);',
      'return !state.agentContext.agentInput || (state.agentContext.userRequest ? 1 : 2);',
    ),
    reading(
      'a constant with a type',
      'const request: unknown = state.userRequest;\n  return request;',
      'const request: unknown = state.agentContext.userRequest;\n  return request;',
    ),
    reading('a constant without a type: nothing is offered', 'const request = state.userRequest;\n  return request;', undefined),
    reading(
      'a constant of a union, which is narrowed: nothing is offered',
      'const mode: number | string = state.mode;\n  return mode.length;',
      undefined,
    ),
    reading(
      'a result with a type',
      'const first = (): unknown => state.userRequest;\n  return async (): Promise<unknown> => {\n    return state.agentInput ?? first;\n  };',
      undefined,
    ),
    reading(
      'results with types',
      'const first = (): unknown => state.userRequest;\n  return async (): Promise<unknown> => {\n    first();\n    return state.agentInput;\n  };',
      'const first = (): unknown => state.agentContext.userRequest;\n  return async (): Promise<unknown> => {\n    first();\n    return state.agentContext.agentInput;\n  };',
    ),
    reading('a result without a type: nothing is offered', 'return state.userRequest;', undefined),
    reading('an argument behind an index signature', 'console.log(state.qualityMetrics);', 'console.log(state.agentContext.qualityMetrics);'),
    reading('a text behind an index signature: nothing is offered', 'return `${state.qualityMetrics}`;', undefined),
    reading('a test behind an index signature: nothing is offered', 'return !state.qualityMetrics;', undefined),
    reading('the same type behind an index signature', 'return state.triageResult;', 'return state.agentContext.triageResult;'),
  ].map((test) =>
    test.name.startsWith('what the settings say')
      ? { ...test, settings: { legacyTypes: [{ ...settings.legacyTypes[0], fields: { chatThreadId: 'threadId' } }] } }
      : test,
  ),
});
