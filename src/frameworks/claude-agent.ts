import type { Framework } from './framework.js';

/** The Claude Agent SDK. It has no context of its own: what a tool knows of its user comes by closure. */
export const claudeAgent: Framework = {
  name: 'the Claude Agent SDK',
  toolCalls: [
    {
      type: { from: 'package', package: '@anthropic-ai/claude-agent-sdk', name: 'query' },
      method: '',
      context: 'enclosing',
      source: '@anthropic-ai/claude-agent-sdk@0.3.330 sdk.d.ts: query({ prompt, options? })',
    },
  ],
  userOwnedTypes: [
    {
      type: { from: 'package', package: '@anthropic-ai/claude-agent-sdk', name: ['Query', 'SDKMessage'] },
      source: '@anthropic-ai/claude-agent-sdk@0.3.330 sdk.d.ts: one conversation and its messages',
    },
    {
      type: { from: 'package', package: '@anthropic-ai/claude-agent-sdk', name: 'McpSdkServerConfigWithInstance' },
      source:
        '@anthropic-ai/claude-agent-sdk@0.3.330 sdk.d.ts: holds an MCP server; only the first of several queries connects (claude-agent-sdk-typescript issue 122)',
    },
  ],
};
