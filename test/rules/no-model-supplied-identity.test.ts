import { noModelSuppliedIdentity } from '../../src/rules/no-model-supplied-identity.js';
import { testRule } from '../tester/rule-tester.js';

const z = `declare const z: { object(shape: object): object; string(): object };
declare const orders: { of(id: string): Promise<string[]> };
`;

const declared = (properties: string, handler: string): string =>
  `${z}export const listOrders = {\n  name: 'list_orders',\n  parameters: z.object({ ${properties} }),\n  execute: ${handler},\n};`;

/** A schema library and a function that makes tools, whose handlers get their types from the schema. */
const inferring = `import type { UserExecutionContext } from './context.js';
interface Schema<T> { parse(value: unknown): T; strict(): Schema<T>; required(names: object): Schema<T>; refine(check: (value: T) => boolean): Schema<T> }
declare const z: {
  object<S extends Record<string, Schema<unknown>>>(shape: S): Schema<{ [K in keyof S]: S[K] extends Schema<infer T> ? T : never }>;
  string(): Schema<string>;
  number(): Schema<number>;
};
declare function tool<T>(options: { name: string; schema: Schema<T>; execute: (input: T, context: UserExecutionContext) => unknown }): unknown;
declare const orders: { of(id: string, page?: number): string[]; at(filter: { userId: string }): string[] };
`;

const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

/** A case of a tool that is inferred from its schema, beside a context. */
const inferred = (name: string, schema: string, execute: string, taken?: readonly [schema: string, execute: string]) => {
  const code = (shape: string, handler: string): string =>
    `${inferring}export const listOrders = tool({\n  name: 'list_orders',\n  schema: ${shape},\n  execute: ${handler},\n});\n`;
  return {
    name,
    code: code(schema, execute),
    settings,
    neighbour: code('z.object({ page: z.number() })', '({ page }, context) => orders.of(context.userId, page)'),
    errors: [
      {
        messageId: 'chosenByModel' as const,
        line: 11 + schema.slice(0, schema.indexOf('userId')).split('\n').length,
        ...(taken && {
          suggestions: [
            { messageId: 'takeFromContext' as const, data: { name: 'userId', text: 'context.userId' }, output: code(...taken) },
          ],
        }),
      },
    ],
  };
};

/** The shapes of SDKs whose tool calls a program runs itself. */
const sdks = {
  'sdks.d.ts': `
    declare module 'openai' {
      export interface ResponseFunctionToolCall { arguments: string; name: string }
      export namespace Chat { interface Function { arguments: string; name: string } interface ToolCall { id: string; function: Function } }
    }
    declare module '@anthropic-ai/sdk' { export interface ToolUseBlock { input: unknown; name: string } }
  `,
};
const raw = `import type { Chat, ResponseFunctionToolCall } from 'openai'; import type { ToolUseBlock } from '@anthropic-ai/sdk';
declare const orders: { of(id: string): string[] };
export type Known = [Chat.ToolCall, ResponseFunctionToolCall, ToolUseBlock];
`;
const asked: [string, string, string, number][] = [
  [
    'a call that a model asked for, parsed; its neighbour takes the user from its caller',
    `export function run(call: Chat.ToolCall) { const input = JSON.parse(call.function.arguments) as { userId: string }; return orders.of(input.userId); }`,
    `export function run(call: Chat.ToolCall, userId: string) { const input = JSON.parse(call.function.arguments) as { page: string }; return [input.page, orders.of(userId)]; }`,
    4,
  ],
  [
    'a pattern; its neighbour compares',
    `export function run(call: ResponseFunctionToolCall) { const { tenantId } = JSON.parse(call.arguments ?? '{}') as { tenantId: string }; return orders.of(tenantId); }`,
    `export function run(call: ResponseFunctionToolCall, own: string) { const { tenantId } = JSON.parse(call.arguments ?? '{}') as { tenantId: string }; if (tenantId !== own) return []; return orders.of(tenantId); }`,
    4,
  ],
  [
    'a block of a message; its neighbour asks for a permission',
    `export const run = (block: ToolUseBlock) => orders.of((block.input as { userId: string }).userId);`,
    `declare function assertAllowed(block: ToolUseBlock): void;\nexport const run = (block: ToolUseBlock) => { assertAllowed(block); return orders.of((block.input as { userId: string }).userId); };`,
    4,
  ],
];

testRule('no-model-supplied-identity', noModelSuppliedIdentity, {
  valid: [
    {
      name: 'what is current, without saying whom the tool works for',
      code: `${z}export const results = {\n  name: 'results',\n  description: 'Current medication list of a patient. Do not use your own knowledge.',\n  parameters: z.object({ patientId: z.string() }),\n  execute: async ({ patientId }: { patientId: string }) => orders.of(patientId),\n};`,
    },
    {
      name: 'one of those whom the caller looks after',
      code: declared('patientId: z.string()', 'async ({ patientId }: { patientId: string }) => orders.of(patientId)'),
    },
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
    ...asked.map(([name, code, neighbour, line]) => ({
      name,
      files: sdks,
      code: raw + code,
      neighbour: raw + neighbour,
      errors: [{ messageId: 'chosenByModel' as const, line }],
    })),
    {
      name: 'whom the tool says to be the one who asks',
      code: `${z}export const results = {\n  name: 'results',\n  description: 'Results of the current patient',\n  parameters: z.object({ patientId: z.string() }),\n  execute: async ({ patientId }: { patientId: string }) => orders.of(patientId),\n};`,
      neighbour: `${z}export const results = {\n  name: 'results',\n  description: 'Results of a patient of the ward',\n  parameters: z.object({ patientId: z.string() }),\n  execute: async ({ patientId }: { patientId: string }) => orders.of(patientId),\n};`,
      errors: [{ messageId: 'chosenByModel', line: 6 }],
    },
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
    inferred(
      'the identity of the context takes the place of a property of a pattern',
      'z.object({ userId: z.string(), page: z.number() }).strict()',
      'async ({ userId, page }, context) => [orders.at({ userId }), orders.of(userId, page)]',
      [
        'z.object({ page: z.number() }).strict()',
        'async ({ page }, context) => [orders.at({ userId: context.userId }), orders.of(context.userId, page)]',
      ],
    ),
    inferred(
      'the identity of the context takes the place of the last property of a pattern, on lines of its own',
      'z.object({\n    page: z.number(),\n    userId: z.string(),\n  })',
      '({\n    page,\n    userId: id,\n  }, context) => orders.of(id, page)',
      ['z.object({\n    page: z.number(),\n  })', '({\n    page,\n  }, context) => orders.of(context.userId, page)'],
    ),
    inferred(
      'members of the input, and a comment that stays with its property',
      'z.object({\n    userId: z.string(),\n    // From 0.\n    page: z.number(),\n  })',
      '(input, context) => orders.of(input.userId, input.page)',
      ['z.object({\n    // From 0.\n    page: z.number(),\n  })', '(input, context) => orders.of(context.userId, input.page)'],
    ),
    inferred(
      'an input in which nothing else is',
      'z.object({ userId: z.string() })',
      '({ userId }, context) => orders.of(userId)',
      ['z.object({})', '(_input, context) => orders.of(context.userId)'],
    ),
    inferred(
      'an input of which nothing else is read',
      'z.object({ userId: z.string(), page: z.number() })',
      '(input, context) => orders.of(input.userId)',
      ['z.object({ page: z.number() })', '(_input, context) => orders.of(context.userId)'],
    ),
    {
      name: 'the context of the function around the tool, and an input that is not needed any more',
      code: `${inferring}export const toolsOf = (run: { by: UserExecutionContext }): unknown[] => [tool({ name: 'list', schema: z.object({ userId: z.string() }), execute: async input => orders.of(input.userId) })];`,
      neighbour: `${inferring}export const toolsOf = (run: { by: UserExecutionContext }): unknown[] => [tool({ name: 'list', schema: z.object({}), execute: async () => orders.of(run.by.userId) })];`,
      settings,
      errors: [
        {
          messageId: 'chosenByModel',
          line: 10,
          suggestions: [
            {
              messageId: 'takeFromContext',
              output: `${inferring}export const toolsOf = (run: { by: UserExecutionContext }): unknown[] => [tool({ name: 'list', schema: z.object({}), execute: async () => orders.of(run.by.userId) })];`,
            },
          ],
        },
      ],
    },
    {
      name: 'a tool of an SDK that takes its types from a schema',
      code: `import type { UserExecutionContext } from './context.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
${z}export function add(server: McpServer, context: UserExecutionContext) {
  server.registerTool('list', { inputSchema: { userId: z.string() } }, async ({ userId }) => ({ content: await orders.of(userId) }) as never);
}`,
      neighbour: `import type { UserExecutionContext } from './context.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
${z}export function add(server: McpServer, context: UserExecutionContext) {
  server.registerTool('list', { inputSchema: {} }, async () => ({ content: await orders.of(context.userId) }) as never);
}`,
      settings,
      errors: [{ messageId: 'chosenByModel', line: 6 }],
    },
    inferred('no suggestion with no context', 'z.object({ userId: z.string() })', '({ userId }) => orders.of(userId)'),
    inferred('no suggestion with two contexts', 'z.object({ userId: z.string() })', '({ userId }, context) => { const other: UserExecutionContext = { ...context }; return [other, orders.of(userId)]; }'),
    inferred('no suggestion with a context that another name hides', 'z.object({ userId: z.string() })', '({ userId }, context) => [1].map((context) => orders.of(userId, context))'),
    inferred('no suggestion where the handler writes its type', 'z.object({ userId: z.string() })', '({ userId }: { userId: string }, context) => orders.of(userId)'),
    inferred('no suggestion where the input is handed on', 'z.object({ userId: z.string() })', '(input, context) => orders.at(input).concat(orders.of(input.userId))'),
    inferred('no suggestion where the rest of the input is taken', 'z.object({ userId: z.string(), page: z.number() })', '({ userId, ...rest }, context) => [rest, orders.of(userId)]'),
    inferred('no suggestion where the handler assigns it', 'z.object({ userId: z.string() })', '({ userId }, context) => { userId += "!"; return orders.of(userId); }'),
    inferred('no suggestion where it has another type', 'z.object({ userId: z.number() })', '({ userId }, context) => orders.of(`${userId}`)'),
    {
      ...inferred('no suggestion where the schema names it again', 'z.object({ userId: z.string() }).required({ userId: true })', '({ userId }, context) => orders.of(userId)'),
      errors: [
        { messageId: 'chosenByModel', line: 12 },
        { messageId: 'chosenByModel', line: 12 },
      ],
    },
    inferred('no suggestion where another function is given the input', 'z.object({ userId: z.string() }).refine((value) => value.userId !== "")', '({ userId }, context) => orders.of(userId)'),
    inferred('no suggestion where a comment would be lost', 'z.object({ userId: z.string() /* of the buyer */ })', '({ userId }, context) => orders.of(userId)'),
    {
      name: 'no suggestion where the type of the tool is declared, or the schema stands elsewhere',
      code: `${inferring}const shape = z.object({ userId: z.string() });
export const a: { name: string; schema: Schema<{ userId: string }>; execute: (input: { userId: string }, context: UserExecutionContext) => unknown } = { name: 'list', schema: z.object({ userId: z.string() }), execute: ({ userId }, context) => orders.of(userId) };
export const b = tool({ name: 'list', schema: shape, execute: ({ userId }, context) => orders.of(userId) });`,
      neighbour: `${inferring}const shape = z.object({ page: z.string() });
export const b = tool({ name: 'list', schema: shape, execute: (_input, context) => orders.of(context.userId) });`,
      settings,
      errors: [
        { messageId: 'chosenByModel', line: 10 },
        { messageId: 'chosenByModel', line: 11 },
      ],
    },
  ],
});
