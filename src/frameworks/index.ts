import type { Framework } from './framework.js';

import { aiSdk } from './ai-sdk.js';
import { claudeAgent } from './claude-agent.js';
import { deepagents } from './deepagents.js';
import { langchain } from './langchain.js';
import { mastra } from './mastra.js';
import { mcp } from './mcp.js';
import { node } from './node.js';
import { openaiAgents } from './openai-agents.js';
import { toolDefinitions } from './tool-definitions.js';
import { webServers } from './web-servers.js';
import { webSockets } from './web-sockets.js';

/** All built-in data, one file for each ecosystem. */
export const frameworks: readonly Framework[] = [
  aiSdk,
  claudeAgent,
  deepagents,
  langchain,
  mastra,
  mcp,
  node,
  openaiAgents,
  toolDefinitions,
  webServers,
  webSockets,
];
