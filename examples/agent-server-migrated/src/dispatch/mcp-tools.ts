import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { UserExecutionContext } from '../context.js';
import type { AccountStore } from '../store/account-store.js';
import { listPriceOf } from '../utilities/price-table.js';

const serviceArguments = { service: z.string() };

/** Builds the MCP server with the tools that the agents of one user may call. */
export function createToolServer(
  accounts: AccountStore,
  context: UserExecutionContext,
): McpServer {
  const server = new McpServer({ name: 'cloud-spend-tools', version: '1.0.0' });
  server.registerTool(
    'list_commitments',
    {
      description: 'The running commitments of the user for a service',
      inputSchema: serviceArguments,
    },
    async ({ service }) => {
      const account = await accounts.load(context);
      const commitments = account.commitments.filter(
        (commitment) => commitment.service === service,
      );
      return {
        content: commitments.map(({ name }) => ({ type: 'text', text: name })),
      };
    },
  );
  server.registerTool(
    'look_up_price',
    {
      description: 'The monthly list price of a service',
      inputSchema: serviceArguments,
    },
    ({ service }) => ({
      content: [{ type: 'text', text: String(listPriceOf(service) ?? 0) }],
    }),
  );
  return server;
}
