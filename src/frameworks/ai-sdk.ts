import type { Framework } from './framework.js';

/**
 * The AI SDK. Version 7 gives tools their context by `toolsContext`, version 6 by `experimental_context`; a tool set that
 * takes none gets it by closure only, which the type of the call shows.
 */
export const aiSdk: Framework = {
  name: 'the AI SDK',
  contextTypes: [
    {
      type: { from: 'package', package: '@ai-sdk/provider-utils', name: 'ToolExecutionOptions' },
      bringsIn: ['context', 'experimental_context'],
      source:
        '@ai-sdk/provider-utils@4.0.65, @ai-sdk/provider-utils@5.0.81 dist/index.d.ts: second parameter of a tool, with experimental_context in the former and context in the latter; re-exported by ai 6 and 7',
    },
  ],
  readOnlyContextTypes: [
    {
      type: { from: 'package', package: '@ai-sdk/provider-utils', name: 'ToolExecutionOptions' },
      source:
        '@ai-sdk/provider-utils@4.0.65, @ai-sdk/provider-utils@5.0.81 dist/index.d.ts: "Treat the context object as immutable inside tools"',
    },
  ],
  toolCalls: [
    {
      type: {
        from: 'package',
        package: '@ai-sdk/provider-utils',
        name: ['Tool', 'ToolOutputProperties'],
      },
      method: 'execute',
      context: { argument: 1, property: 'context' },
      alsoAt: [{ argument: 1, property: 'experimental_context' }],
      source:
        '@ai-sdk/provider-utils@4.0.65, @ai-sdk/provider-utils@5.0.81 dist/index.d.ts: execute(input, options), with experimental_context in the former and context in the latter',
    },
    ...(['generateText', 'streamText'] as const).map(
      (name) =>
        ({
          type: { from: 'package', package: 'ai', name },
          method: '',
          context: { argument: 0, property: 'toolsContext' },
          enoughAt: [
            { argument: 0, property: 'runtimeContext' },
            { argument: 0, property: 'experimental_context' },
          ],
          onlyWith: { argument: 0, property: 'tools' },
          source: `ai@6.0.326, ai@7.0.173 dist/index.d.ts: ${name}(options), with experimental_context in the former, toolsContext and runtimeContext in the latter`,
        }) as const,
    ),
    ...(['generate', 'stream'] as const).map(
      (method) =>
        ({
          type: { from: 'package', package: 'ai', name: ['Agent', 'ToolLoopAgent'] },
          method,
          context: { argument: 0, property: 'options' },
          source: `ai@6.0.326, ai@7.0.173 dist/index.d.ts: ${method}({ prompt, options }); the options reach prepareCall`,
        }) as const,
    ),
  ],
  userOwnedTypes: [
    {
      type: { from: 'package', package: '@ai-sdk/provider-utils', name: ['ModelMessage', 'ToolExecutionOptions'] },
      source: '@ai-sdk/provider-utils@4.0.65, @ai-sdk/provider-utils@5.0.81 dist/index.d.ts: a message of one conversation',
    },
    {
      type: { from: 'package', package: 'ai', name: 'UIMessage' },
      source: 'ai@6.0.326, ai@7.0.173 dist/index.d.ts: a message of one conversation',
    },
  ],
};
