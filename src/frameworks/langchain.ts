import type { Framework } from './framework.js';

/**
 * LangChain, LangGraph and deepagents.
 *
 * `Runnable` itself is no tool call: prompts, models and parsers are runnables too, and running them runs no tool.
 */
export const langchain: Framework = {
  name: 'LangChain',
  ambientContext: true,
  contextTypes: [
    {
      type: {
        from: 'package',
        package: '@langchain/core',
        name: ['RunnableConfig', 'ToolRunnableConfig', 'ToolRuntime'],
      },
      source:
        '@langchain/core@1.4.0 dist/runnables/types.d.ts and dist/tools/types.d.ts: second parameter of tools and runnable functions',
    },
    {
      type: { from: 'package', package: '@langchain/langgraph', name: ['LangGraphRunnableConfig', 'Runtime'] },
      source: '@langchain/langgraph@1.7.3 dist/pregel/runnable_types.d.ts: second parameter of graph nodes',
    },
    {
      type: { from: 'package', package: 'langchain', name: 'Runtime$1' },
      source:
        'langchain@1.5.14 dist/agents/runtime.d.ts: what middleware and dynamic prompts receive; exported as Runtime, the declaration has the name that the bundler gave it',
    },
  ],
  contextProviders: [
    {
      type: { from: 'package', package: '@langchain/langgraph', name: ['getConfig', 'getCurrentTaskInput'] },
      source: '@langchain/langgraph@1.7.3 dist/pregel/utils/config.d.ts: read from async-local storage',
    },
    {
      type: { from: 'package', package: '@langchain/core', name: 'getContextVariable' },
      source: '@langchain/core@1.4.0 dist/singletons/async_local_storage/context.d.ts: read from async-local storage',
    },
  ],
  toolCalls: [
    {
      type: {
        from: 'package',
        package: '@langchain/core',
        name: [
          'StructuredTool',
          'StructuredToolInterface',
          'ToolInterface',
          'DynamicStructuredTool',
          'DynamicTool',
          'Tool',
        ],
      },
      method: 'invoke',
      context: { argument: 1, property: 'configurable' },
      alsoAt: [{ argument: 1, property: 'context' }],
      source: '@langchain/core@1.4.0 dist/tools/index.d.ts and dist/tools/types.d.ts: invoke(input, config?)',
    },
    {
      type: {
        from: 'package',
        package: '@langchain/core',
        name: ['StructuredTool', 'StructuredToolInterface', 'ToolInterface', 'DynamicStructuredTool', 'DynamicTool', 'Tool'],
      },
      method: 'call',
      context: { argument: 1, property: 'configurable' },
      alsoAt: [{ argument: 1, property: 'context' }],
      source: '@langchain/core@1.4.0 dist/tools/index.d.ts: call(arg, configArg?, tags?), deprecated',
    },
    ...(['invoke', 'stream', 'streamEvents'] as const).map(
      (method) =>
        ({
          type: { from: 'package', package: '@langchain/langgraph', name: 'Pregel' },
          method,
          context: { argument: 1, property: 'configurable' },
          alsoAt: [{ argument: 1, property: 'context' }],
          source: `@langchain/langgraph@1.7.3 dist/pregel/index.d.ts: ${method}(input, options); the base of CompiledStateGraph`,
        }) as const,
    ),
    ...(['invoke', 'streamEvents'] as const).map(
      (method) =>
        ({
          type: { from: 'package', package: '@langchain/langgraph', name: 'RemoteGraph' },
          method,
          context: { argument: 1, property: 'configurable' },
          alsoAt: [{ argument: 1, property: 'context' }],
          source: `@langchain/langgraph@1.7.3 dist/pregel/remote.d.ts: ${method}(input, options)`,
        }) as const,
    ),
    {
      type: { from: 'package', package: '@langchain/langgraph', name: 'ToolNode' },
      method: 'invoke',
      context: { argument: 1, property: 'configurable' },
      source: '@langchain/langgraph@1.7.3 dist/prebuilt/tool_node.d.ts: a runnable that runs the tools of a message',
    },
    ...(['invoke', 'stream', 'streamEvents'] as const).map(
      (method) =>
        ({
          type: { from: 'package', package: 'langchain', name: 'ReactAgent' },
          method,
          context: { argument: 1, property: 'configurable' },
          alsoAt: [{ argument: 1, property: 'context' }],
          source: `langchain@1.5.14 dist/agents/ReactAgent.d.ts: ${method}(state, config?); made by createAgent`,
        }) as const,
    ),
    {
      type: { from: 'package', package: 'deepagents', name: 'DeepAgent' },
      method: 'streamEvents',
      context: { argument: 1, property: 'configurable' },
      alsoAt: [{ argument: 1, property: 'context' }],
      source: 'deepagents@1.14.1 dist/agent: overrides streamEvents of ReactAgent, which has the other methods',
    },
    {
      type: { from: 'package', package: '@langchain/core', name: 'RunnableWithMessageHistory' },
      method: 'invoke',
      context: { argument: 1, property: 'configurable' },
      source: '@langchain/core@1.4.0 dist/runnables/history.d.ts: finds the history by configurable.sessionId',
    },
  ],
  onePerUserTypes: [
    {
      type: { from: 'package', package: '@langchain/core', name: 'InMemoryChatMessageHistory' },
      source: '@langchain/core@1.4.0 dist/chat_history.d.ts: the messages of one conversation, without a key',
    },
  ],
  userOwnedTypes: [
    {
      type: {
        from: 'package',
        package: '@langchain/core',
        name: [
          'BaseChatMessageHistory',
          'BaseListChatMessageHistory',
          'InMemoryChatMessageHistory',
          'RunnableConfig',
          'ToolRunnableConfig',
          'ToolRuntime',
        ],
      },
      source: '@langchain/core@1.4.0 dist/chat_history.d.ts: the messages of one conversation; configurations of one run',
    },
    {
      type: { from: 'package', package: '@langchain/langgraph', name: ['LangGraphRunnableConfig', 'Runtime'] },
      source: '@langchain/langgraph@1.7.3 dist/pregel/runnable_types.d.ts: of one run',
    },
  ],
};
