import { noModelSuppliedIdentity } from '../../src/rules/no-model-supplied-identity.js';
import { testRule } from '../tester/rule-tester.js';

const z = `declare const z: { object(shape: object): object; string(): object };
declare const orders: { of(id: string): Promise<string[]> };
`;

const declared = (properties: string, handler: string): string =>
  `${z}export const listOrders = {\n  name: 'list_orders',\n  parameters: z.object({ ${properties} }),\n  execute: ${handler},\n};`;

testRule('no-model-supplied-identity', noModelSuppliedIdentity, {
  valid: [
    { name: 'the recipient', code: declared('recipientId: z.string()', 'async ({ recipientId }: { recipientId: string }) => orders.of(recipientId)') },
    {
      name: 'a role that is checked',
      code: declared('userId: z.string()', "async ({ userId }: { userId: string }, user: { role: string }) => { if (user.role !== 'admin') throw new Error('no'); return orders.of(userId); }"),
    },
    { name: 'only logged', code: declared('userId: z.string()', 'async ({ userId }: { userId: string }) => { console.log(userId); }') },
    {
      name: 'a directory',
      code: `${z}export const profile = { name: 'get_user_profile', inputSchema: z.object({ userId: z.string() }), handler: (input: { userId: string }) => orders.of(input.userId) };`,
    },
    { name: 'no tool', code: `${z}export const route = { schema: z.object({ userId: z.string() }), path: (input: { userId: string }) => orders.of(input.userId) };` },
  ],
  invalid: [
    {
      name: 'a tool as one object',
      code: declared('userId: z.string()', 'async ({ userId }: { userId: string }) => orders.of(userId)'),
      neighbour: declared('userId: z.string()', "async ({ userId }: { userId: string }, context: { userId: string }) => { if (userId !== context.userId) throw new Error('no'); return orders.of(userId); }"),
      errors: [{ messageId: 'chosenByModel', line: 5 }],
    },
    {
      name: 'a schema that is declared elsewhere, with a JSON schema',
      code: `${z}const input = { type: 'object', properties: { tenant_id: { type: 'string' } } };\nexport const tool = { name: 'list', inputSchema: input, handler: async (given: { tenant_id: string }) => { const { tenant_id } = given; return orders.of(tenant_id); } };`,
      neighbour: `${z}const input = { type: 'object', properties: { page: { type: 'string' } } };\nexport const tool = { name: 'list', inputSchema: input, handler: async (given: { page: string }) => { const { page } = given; return orders.of(page); } };`,
      errors: [{ messageId: 'chosenByModel', line: 3 }],
    },
    {
      name: 'a tool of an MCP server',
      code: `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n${z}export function add(server: McpServer) {\n  server.registerTool('list', { inputSchema: { userId: z.string() } }, async ({ userId }) => ({ content: await orders.of(userId) }) as never);\n}`,
      neighbour: `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n${z}export function add(server: McpServer) {\n  server.registerTool('list', { inputSchema: { page: z.string() } }, async ({ page }) => ({ content: await orders.of(page) }) as never);\n}`,
      errors: [{ messageId: 'chosenByModel', line: 5 }],
    },
  ],
});
