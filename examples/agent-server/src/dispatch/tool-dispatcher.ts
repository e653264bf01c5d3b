import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { DeepAgentState } from '../legacy/index.js';
import type { AccountStore } from '../store/account-store.js';
import { countEvent } from '../utilities/metrics.js';
import { createToolServer } from './mcp-tools.js';

/** The tools that agents may call. */
export type ToolName = 'list_commitments' | 'look_up_price';

/** Calls MCP tools for the agents. One connection serves the whole server. */
export class ToolDispatcher {
  private readonly client = new Client({ name: 'agents', version: '1.0.0' });
  private state = new DeepAgentState();

  /** Connects a dispatcher to its tool server. */
  static async connect(accounts: AccountStore): Promise<ToolDispatcher> {
    const dispatcher = new ToolDispatcher();
    const server = createToolServer(accounts, () => dispatcher.state);
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    await server.connect(serverSide);
    await dispatcher.client.connect(clientSide);
    return dispatcher;
  }

  /** Tells the tools which run they work for. */
  bindState(state: DeepAgentState): void {
    this.state = state;
  }

  /** Calls a tool and returns the lines of its answer. */
  async dispatch(
    toolName: ToolName,
    toolArguments: Record<string, unknown>,
  ): Promise<string[]> {
    countEvent('tool_calls');
    const result = CallToolResultSchema.parse(
      await this.client.callTool({ name: toolName, arguments: toolArguments }),
    );
    const lines = result.content.flatMap((part) =>
      part.type === 'text' ? [part.text] : [],
    );
    if (result.isError) {
      throw new Error(`${toolName} failed: ${lines.join(' ')}`);
    }
    return lines;
  }

  /** Ends the connection to the tool server. */
  async close(): Promise<void> {
    await this.client.close();
  }
}
