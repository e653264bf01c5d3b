import type { Framework } from './framework.js';

/** Functions and types with which libraries make a tool from a schema and a handler that stand in separate arguments. */
export const toolDefinitions: Framework = {
  name: 'functions that define tools',
  toolDefinitions: [
    {
      type: { from: 'package', package: '@langchain/core', name: 'tool' },
      source: '@langchain/core@1.4.0 dist/tools/index.d.ts: tool(func, { name, schema })',
    },
    {
      type: { from: 'package', package: '@anthropic-ai/claude-agent-sdk', name: 'tool' },
      source: '@anthropic-ai/claude-agent-sdk@0.3.330 sdk.d.ts: tool(name, description, inputSchema, handler)',
    },
    {
      type: { from: 'package', package: '@modelcontextprotocol/sdk', name: 'McpServer' },
      methods: ['registerTool', 'tool'],
      source: '@modelcontextprotocol/sdk@1.32.2 dist/esm/server/mcp.d.ts: registerTool(name, { inputSchema }, cb), tool(name, shape, cb)',
    },
    {
      type: { from: 'package', package: '@modelcontextprotocol/server', name: 'McpServer' },
      methods: ['registerTool'],
      source: '@modelcontextprotocol/server@2.4.0 dist/mcp: registerTool(name, { inputSchema }, cb)',
    },
  ],
};
