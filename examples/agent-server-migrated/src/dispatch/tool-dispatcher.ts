import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { AccountStore } from '../store/account-store.js';
import { countEvent } from '../utilities/metrics.js';
import { createToolServer } from './mcp-tools.js';
import type { UserExecutionContext } from '../context.js';

/** The tools that agents may call. */
export type ToolName = 'list_commitments' | 'look_up_price';

/** Calls MCP tools for the agents. Each call has a connection of its own. */
export class ToolDispatcher {
  constructor(private readonly accounts: AccountStore) {}

  /** Calls a tool and returns the lines of its answer. */
  async dispatch(
    toolName: ToolName,
    toolArguments: Record<string, unknown>,
    context: UserExecutionContext,
  ): Promise<string[]> {
    countEvent('tool_calls');
    const client = await this.connect(context);
    const result = CallToolResultSchema.parse(
      await client
        .callTool({ name: toolName, arguments: toolArguments })
        .finally(() => client.close()),
    );
    const lines = result.content.flatMap((part) =>
      part.type === 'text' ? [part.text] : [],
    );
    if (result.isError) {
      throw new Error(`${toolName} failed: ${lines.join(' ')}`);
    }
    return lines;
  }

  /** Connects a client to the tools of one user. */
  private async connect(context: UserExecutionContext): Promise<Client> {
    const client = new Client({ name: 'agents', version: '1.0.0' });
    const server = createToolServer(this.accounts, context);
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    await server.connect(serverSide);
    await client.connect(clientSide);
    return client;
  }
}
