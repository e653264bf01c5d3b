import type { Framework } from './framework.js';

/** Mastra: `RequestContext` in version 1, `RuntimeContext` before. Without one the runtime makes an empty one, silently. */
export const mastra: Framework = {
  name: 'Mastra',
  contextTypes: [
    {
      type: { from: 'package', package: '@mastra/core', name: 'RequestContext' },
      source: '@mastra/core@1.71.0 dist/request-context/index.d.ts',
    },
    {
      type: { from: 'package', package: '@mastra/core', name: 'RuntimeContext' },
      source: '@mastra/core@0.24.9 dist/runtime-context/index.d.ts',
    },
    {
      type: { from: 'package', package: '@mastra/core', name: 'ToolExecutionContext' },
      bringsIn: ['requestContext', 'runtimeContext'],
      source:
        '@mastra/core@1.71.0, @mastra/core@0.24.9 dist/tools/types.d.ts: second parameter of a tool in the former, first one in the latter',
    },
    {
      type: { from: 'package', package: '@mastra/core', name: 'ToolExecuteContext' },
      bringsIn: ['requestContext'],
      source: '@mastra/core@1.71.0 dist/tools/types.d.ts: second parameter of the execute of createTool',
    },
  ],
  toolCalls: [
    {
      type: { from: 'package', package: '@mastra/core', name: ['Tool', 'ToolAction'] },
      method: 'execute',
      context: { argument: 1, property: 'requestContext' },
      alsoAt: [{ argument: 0, property: 'runtimeContext' }],
      source:
        '@mastra/core@1.71.0, @mastra/core@0.24.9 dist/tools/types.d.ts: execute(inputData, context) in the former, execute({ context, runtimeContext }, options?) in the latter',
    },
    ...(['generate', 'stream', 'network', 'generateLegacy', 'streamLegacy'] as const).map(
      (method) =>
        ({
          type: { from: 'package', package: '@mastra/core', name: 'Agent' },
          method,
          context: { argument: 1, property: 'requestContext' },
          alsoAt: [{ argument: 1, property: 'runtimeContext' }],
          enoughAt: [{ argument: 1, property: 'memory' }],
          source: `@mastra/core@1.71.0, @mastra/core@0.24.9 dist/agent/agent.d.ts: ${method}(messages, options?)`,
        }) as const,
    ),
    ...(['start', 'stream'] as const).map(
      (method) =>
        ({
          type: { from: 'package', package: '@mastra/core', name: 'Run' },
          method,
          context: { argument: 0, property: 'requestContext' },
          alsoAt: [{ argument: 0, property: 'runtimeContext' }],
          source: `@mastra/core@1.71.0, @mastra/core@0.24.9 dist/workflows/workflow.d.ts: ${method}({ inputData, … })`,
        }) as const,
    ),
  ],
  onePerUserTypes: [
    {
      type: { from: 'package', package: '@mastra/core', name: 'RequestContext' },
      source: '@mastra/core@1.71.0 dist/request-context/index.d.ts: of one request',
    },
    {
      type: { from: 'package', package: '@mastra/core', name: 'RuntimeContext' },
      source: '@mastra/core@0.24.9 dist/runtime-context/index.d.ts: of one request',
    },
  ],
  userOwnedTypes: [
    {
      type: { from: 'package', package: '@mastra/core', name: 'RequestContext' },
      source: '@mastra/core@1.71.0 dist/request-context/index.d.ts: of one request',
    },
    {
      type: { from: 'package', package: '@mastra/core', name: 'RuntimeContext' },
      source: '@mastra/core@0.24.9 dist/runtime-context/index.d.ts: of one request',
    },
  ],
};
