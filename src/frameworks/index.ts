import type { Framework } from './framework.js';

import { aiSdk } from './ai-sdk.js';
import { caches } from './caches.js';
import { claudeAgent } from './claude-agent.js';
import { commandLines } from './command-lines.js';
import { containers } from './containers.js';
import { deepagents } from './deepagents.js';
import { handlerDecorators } from './handler-decorators.js';
import { langchain } from './langchain.js';
import { mastra } from './mastra.js';
import { mcp } from './mcp.js';
import { node } from './node.js';
import { openaiAgents } from './openai-agents.js';
import { sharedClients } from './shared-clients.js';
import { stateStores } from './state-stores.js';
import { toolDefinitions } from './tool-definitions.js';
import { webServers } from './web-servers.js';
import { webSockets } from './web-sockets.js';

/** All built-in data, one file for each ecosystem. */
export const frameworks: readonly Framework[] = [
  aiSdk,
  caches,
  claudeAgent,
  commandLines,
  containers,
  deepagents,
  handlerDecorators,
  langchain,
  mastra,
  mcp,
  node,
  openaiAgents,
  sharedClients,
  stateStores,
  toolDefinitions,
  webServers,
  webSockets,
];
