import { forwardUserContext } from '../../src/rules/forward-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

/** Code whose call leaves the context out; the suggestion is the neighbour. */
const leftOut = (name: string, before: string, after: string, line: number, more: Record<string, unknown> = {}) => ({
  name,
  code: before,
  neighbour: after,
  settings,
  errors: [{ messageId: 'contextLeftOut' as const, line, suggestions: [{ messageId: 'passContext' as const, output: after }] }],
  ...more,
});

const openai = (options: string): string => `import { type Agent, run } from '@openai/agents';
import type { UserExecutionContext } from './context';
declare const agent: Agent;
export const ask = (question: string, context: UserExecutionContext) =>
  run(agent, question${options});
`;

const aiSdk = (options: string): string => `import { generateText, type Tool } from 'ai-6';
import type { UserExecutionContext } from './context';
declare const search: Tool<any, any>;
export const ask = (prompt: string, context: UserExecutionContext) =>
  generateText({ model: 'm', prompt, tools: { search }${options} });
`;

const mastra = (options: string): string => `import type { Agent, RequestContext } from '@mastra/core-1';
export const ask = (agent: Agent, text: string, requestContext: RequestContext) =>
  agent.generate(text, { maxSteps: 3${options} });
`;

const mastraTool = (options: string): string => `import { createTool, type Agent } from '@mastra/core-1';
declare const critic: Agent;
export const critique = createTool({
  id: 'critique',
  execute: async (draft: string, { requestContext }) => {
    return critic.generate(String(requestContext?.get('locale')) + draft${options});
  },
});
`;

const langchain = (options: string): string => `import type { StructuredToolInterface } from '@langchain/core/tools';
import type { RunnableConfig } from '@langchain/core/runnables';
export const ask = (search: StructuredToolInterface, question: string, config: RunnableConfig) =>
  search.invoke(question${options});
`;

const langchainTool = (options: string): string => `import type { StructuredTool } from '@langchain/core/tools';
import type { UserExecutionContext } from './context';
export const ask = (search: StructuredTool, question: string, context: UserExecutionContext) =>
  search.invoke(question${options});
`;

const pregel = (options: string): string => `import type { CompiledStateGraph, LangGraphRunnableConfig } from '@langchain/langgraph';
export const ask = (graph: CompiledStateGraph, config: LangGraphRunnableConfig) =>
  graph.invoke({ messages: [] }${options});
`;

const extendedConfig = (options: string): string => `import type { StructuredTool } from '@langchain/core/tools';
import type { UserExecutionContext } from './graph-context';
export const ask = (search: StructuredTool, question: string, context: UserExecutionContext) =>
  search.invoke(question${options});
`;

const mastraWholeTool = (options: string): string => `import { createTool, type Agent } from '@mastra/core-1';
declare const critic: Agent;
export const critique = createTool({
  id: 'critique',
  execute: async (draft: string, context) => {
    return critic.generate(draft${options});
  },
});
`;

const aiSdkTool = (options: string): string => `import { generateText, tool, type Tool } from 'ai-6';
declare const search: Tool<any, any>;
export const find = tool({
  description: 'find',
  execute: async (prompt: string, options) => {
    return generateText({ model: 'm', prompt, tools: { search }, abortSignal: options.abortSignal${options} });
  },
});
`;

const helper = (argument: string): string => `import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
type Extra = RequestHandlerExtra<object, object>;
declare function report(text: string, extra?: Extra): Promise<void>;
export const handle = (text: string, extra: Extra) =>
  report(text${argument});
`;

const invokeTool = (context: string): string => `import { RunContext, type FunctionTool } from '@openai/agents';
declare const search: FunctionTool;
export const ask = (input: string, runContext: RunContext) =>
  search.invoke(${context}, input);
`;

testRule('forward-user-context', forwardUserContext, {
  valid: [
    {
      name: 'what a graph node runs has the config from async-local storage',
      code: `import { StateGraph, type CompiledStateGraph } from '@langchain/langgraph';
declare const inner: CompiledStateGraph;
export const graph = new StateGraph().addNode('ask', async (state, config) => {
  void config.configurable;
  return inner.invoke({ messages: [] });
});
`,
    },
    {
      name: 'what finds the config by itself needs none in a node that is given one',
      code: `import { getConfig, StateGraph } from '@langchain/langgraph';
declare function inspect(state: object, config?: ReturnType<typeof getConfig>): void;
export const graph = new StateGraph().addNode('ask', async (state, config) => {
  void config.configurable;
  inspect(state);
  return { config: getConfig() };
});
`,
    },
    {
      name: 'a config that is made of another one',
      code: `import type { RunnableConfig } from '@langchain/core/runnables';
declare function patch(config: RunnableConfig, values: object): RunnableConfig;
export class Loop {
  constructor(private readonly first: RunnableConfig) {}
  next(id: string): RunnableConfig {
    let anchor: RunnableConfig | undefined;
    anchor = patch(this.first, { id });
    return anchor;
  }
}
`,
    },
    {
      name: 'tools that are made for the user know whom they work for',
      code: `import { generateText, type Tool } from 'ai-6';
import type { UserExecutionContext } from './context';
declare function toolsFor(userId: string): Record<string, Tool<any, any>>;
export const ask = (prompt: string, context: UserExecutionContext) => {
  const tools = toolsFor(context.userId);
  return generateText({ model: 'm', prompt, tools });
};
`,
      settings,
    },
    {
      name: 'a model without tools works on nobody\'s data',
      code: `import { generateText } from 'ai-6';
import type { UserExecutionContext } from './context';
export const ask = (prompt: string, context: UserExecutionContext) => generateText({ model: 'm', prompt: prompt + context.runId });
`,
      settings,
    },
    {
      name: 'an identity of the context is in the config',
      code: `import type { StructuredToolInterface } from '@langchain/core/tools';
import type { UserExecutionContext } from './context';
export const ask = (search: StructuredToolInterface, question: string, context: UserExecutionContext) =>
  search.invoke(question, { configurable: { user: context.userId } });
`,
      settings,
    },
    {
      name: 'a run that goes on has its context in its state',
      code: `import { type Agent, run, type RunState, type RunContext } from '@openai/agents';
export const resume = (agent: Agent, state: RunState<unknown>, context: RunContext) => run(agent, state);
`,
    },
  ],
  invalid: [
    leftOut('OpenAI: a run without its context', openai(''), openai(', { context }'), 5),
    leftOut('OpenAI: options without the context', openai(', { maxTurns: 3 }'), openai(', { maxTurns: 3, context }'), 5),
    leftOut('AI SDK 6: tools without a context', aiSdk(''), aiSdk(', experimental_context: context'), 5),
    leftOut('Mastra: options without the request context', mastra(''), mastra(', requestContext'), 3),
    leftOut('Mastra: a tool whose agent is only told something in words', mastraTool(''), mastraTool(', { requestContext }'), 6),
    leftOut('LangChain: a tool without the config', langchain(''), langchain(', config'), 4),
    leftOut('LangChain: a context of the project is no config, but goes into one', langchainTool(''), langchainTool(', { context }'), 4),
    leftOut('LangGraph: a graph that a helper runs without the config', pregel(''), pregel(', config'), 3),
    leftOut('LangGraph: nothing in the place of the config', pregel(', undefined'), pregel(', config'), 3),
    leftOut('LangGraph: options that say nothing of whom it is for', pregel(', { recursionLimit: 4 }'), pregel(', { ...config, recursionLimit: 4 }'), 3),
    leftOut('LangGraph: empty options', pregel(', {}'), pregel(', { ...config }'), 3),
    leftOut('LangChain: a context that extends the config is one', extendedConfig(''), extendedConfig(', context'), 4, {
      files: { 'graph-context.ts': "import type { RunnableConfig } from '@langchain/core/runnables';\nexport interface UserExecutionContext extends RunnableConfig {\n  userId: string;\n}\n" },
      settings: { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'graph-context.ts' }] },
    }),
    leftOut('Mastra: a tool whose context has the request context', mastraWholeTool(''), mastraWholeTool(', { requestContext: context.requestContext }'), 6),
    leftOut('AI SDK: what the options of a tool bring', aiSdkTool(''), aiSdkTool(', experimental_context: options.experimental_context'), 6),
    leftOut('MCP: a helper that takes what the handler got', helper(''), helper(', extra'), 5),
    {
      name: 'LangGraph: with the option, a node passes its config on',
      code: `import { StateGraph, type CompiledStateGraph } from '@langchain/langgraph';
declare const inner: CompiledStateGraph;
export const graph = new StateGraph().addNode('ask', async (state, config) => {
  return inner.invoke({ messages: [] });
});
`,
      neighbour: `import { StateGraph, type CompiledStateGraph } from '@langchain/langgraph';
declare const inner: CompiledStateGraph;
export const graph = new StateGraph().addNode('ask', async (state, config) => {
  return inner.invoke({ messages: [] }, config);
});
`,
      options: [{ ambientContext: 'report' as const }],
      errors: [
        {
          messageId: 'contextLeftOut' as const,
          line: 4,
          suggestions: [
            {
              messageId: 'passContext' as const,
              output: `import { StateGraph, type CompiledStateGraph } from '@langchain/langgraph';
declare const inner: CompiledStateGraph;
export const graph = new StateGraph().addNode('ask', async (state, config) => {
  return inner.invoke({ messages: [] }, config);
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'OpenAI: a tool that is run with a new context',
      code: invokeTool('new RunContext()'),
      neighbour: invokeTool('runContext'),
      errors: [
        {
          messageId: 'sameForAll' as const,
          line: 4,
          suggestions: [{ messageId: 'passInstead' as const, output: invokeTool('runContext') }],
        },
      ],
    },
  ],
});
