import type { Framework } from './framework.js';

/** The OpenAI Agents SDK; `@openai/agents` re-exports what `@openai/agents-core` declares. */
export const openaiAgents: Framework = {
  name: 'the OpenAI Agents SDK',
  contextTypes: [
    {
      type: { from: 'package', package: '@openai/agents-core', name: ['RunContext', 'RunState'] },
      source:
        '@openai/agents-core@0.20.0 dist/runContext.d.ts: parameter of tools, instructions and guardrails; dist/runState.d.ts: a run with its context, to be resumed',
    },
  ],
  toolCalls: [
    {
      type: { from: 'package', package: '@openai/agents-core', name: 'FunctionTool' },
      method: 'invoke',
      context: { argument: 0 },
      source: '@openai/agents-core@0.20.0 dist/tool.d.ts: invoke(runContext, input, details?)',
    },
    {
      type: { from: 'package', package: '@openai/agents-core', name: 'invokeFunctionTool' },
      method: '',
      context: { argument: 0, property: 'runContext' },
      source: '@openai/agents-core@0.20.0 dist/tool.d.ts: invokeFunctionTool({ tool, runContext, input, details? })',
    },
    {
      type: { from: 'package', package: '@openai/agents-core', name: 'run' },
      method: '',
      context: { argument: 2, property: 'context' },
      source: '@openai/agents-core@0.20.0 dist/run.d.ts: run(agent, input, options?)',
    },
    {
      type: { from: 'package', package: '@openai/agents-core', name: 'Runner' },
      method: 'run',
      context: { argument: 2, property: 'context' },
      source: '@openai/agents-core@0.20.0 dist/run.d.ts: run(agent, input, options?)',
    },
    {
      type: {
        from: 'package',
        package: '@openai/agents-core',
        name: ['MCPServer', 'MCPServerStdio', 'MCPServerStreamableHttp', 'MCPServerSSE'],
      },
      method: 'callTool',
      context: 'enclosing',
      source: '@openai/agents-core@0.20.0 dist/mcp.d.ts: callTool(toolName, args, meta?, options?)',
    },
  ],
  onePerUserTypes: [
    {
      type: { from: 'package', package: '@openai/agents-core', name: 'MemorySession' },
      source: '@openai/agents-core@0.20.0 dist/memory: the items of one conversation',
    },
  ],
  userOwnedTypes: [
    {
      type: { from: 'package', package: '@openai/agents-core', name: ['MemorySession', 'Session'] },
      source: '@openai/agents-core@0.20.0 dist/memory: the items of one conversation',
    },
    {
      type: {
        from: 'package',
        package: '@openai/agents-core',
        name: ['RunContext', 'RunResult', 'RunState', 'StreamedRunResult'],
      },
      source: '@openai/agents-core@0.20.0 dist/runContext.d.ts, dist/runState.d.ts and dist/result.d.ts: of one run',
    },
  ],
};
