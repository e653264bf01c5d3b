import type { Framework } from './framework.js';

/** Over them many clients come, and each client or request needs one of its own. */
const transportsForMany: Framework['transportsForMany'] = [
  {
    type: {
      from: 'package',
      package: '@modelcontextprotocol/sdk',
      name: ['SSEServerTransport', 'StreamableHTTPServerTransport', 'WebStandardStreamableHTTPServerTransport'],
    },
    source: '@modelcontextprotocol/sdk@1.32.2 dist/esm/server; GHSA-345p-7cg4-v4c7: request ids of two clients collide in one transport',
  },
  {
    type: {
      from: 'package',
      package: '@modelcontextprotocol/server',
      name: ['PerRequestHTTPServerTransport', 'WebStandardStreamableHTTPServerTransport'],
    },
    source: '@modelcontextprotocol/server@2.4.0 dist/mcp: of one session or request',
  },
];

/** The Model Context Protocol's TypeScript SDK: version 1 in one package, version 2 in a package for each side. */
export const mcp: Framework = {
  name: 'the MCP SDK',
  contextTypes: [
    {
      type: { from: 'package', package: '@modelcontextprotocol/sdk', name: 'RequestHandlerExtra' },
      source:
        '@modelcontextprotocol/sdk@1.32.2 dist/esm/shared/protocol.d.ts: second parameter of request handlers and tool callbacks, the first one of a tool without input',
    },
    {
      type: {
        from: 'package',
        package: '@modelcontextprotocol/server',
        name: ['ServerContext', 'BaseContext', 'McpRequestContext'],
      },
      source:
        '@modelcontextprotocol/server@2.4.0 dist/mcp and dist/createMcpHandler: parameter of tool callbacks and request handlers; of the factory that makes a server for each request',
    },
  ],
  readOnlyContextTypes: [
    {
      type: { from: 'package', package: '@modelcontextprotocol/sdk', name: ['AuthInfo', 'RequestHandlerExtra'] },
      source:
        '@modelcontextprotocol/sdk@1.32.2 dist/esm/shared/protocol.d.ts: what the SDK found out about the request',
    },
    {
      type: { from: 'package', package: '@modelcontextprotocol/server', name: ['AuthInfo', 'BaseContext', 'ServerContext'] },
      source: '@modelcontextprotocol/server@2.4.0 dist/mcp: what the SDK found out about the request',
    },
  ],
  toolCalls: [
    {
      type: { from: 'package', package: '@modelcontextprotocol/sdk', name: 'Client' },
      method: 'callTool',
      context: 'enclosing',
      source: '@modelcontextprotocol/sdk@1.32.2 dist/esm/client/index.d.ts: callTool(params, resultSchema?, options?)',
    },
    {
      type: { from: 'package', package: '@modelcontextprotocol/client', name: 'Client' },
      method: 'callTool',
      context: 'enclosing',
      source: '@modelcontextprotocol/client@2.4.0 dist/client: callTool(params, options?)',
    },
  ],
  onePerConnectionTypes: [
    {
      type: { from: 'package', package: '@modelcontextprotocol/sdk', name: ['McpServer', 'Server'] },
      source: '@modelcontextprotocol/sdk@1.32.2 dist/esm/server; GHSA-345p-7cg4-v4c7: one server connected to many transports answers the client that came last',
    },
    {
      type: { from: 'package', package: '@modelcontextprotocol/server', name: ['McpServer', 'Server'] },
      source: '@modelcontextprotocol/server@2.4.0: createMcpHandler takes a factory for this reason',
    },
  ],
  onePerUserTypes: transportsForMany,
  transportsForMany,
  userOwnedTypes: [
    {
      type: {
        from: 'package',
        package: '@modelcontextprotocol/sdk',
        name: [
          'McpServer',
          'Server',
          'SSEServerTransport',
          'StreamableHTTPServerTransport',
          'WebStandardStreamableHTTPServerTransport',
        ],
      },
      source:
        '@modelcontextprotocol/sdk@1.32.2 dist/esm/server: one client each; GHSA-345p-7cg4-v4c7 is the leak when they are reused',
    },
    {
      type: { from: 'package', package: '@modelcontextprotocol/sdk', name: ['AuthInfo', 'RequestHandlerExtra'] },
      source: '@modelcontextprotocol/sdk@1.32.2 dist/esm/server/auth/types.d.ts and dist/esm/shared/protocol.d.ts: of one request',
    },
    {
      type: {
        from: 'package',
        package: '@modelcontextprotocol/server',
        name: [
          'AuthInfo',
          'McpRequestContext',
          'McpServer',
          'PerRequestHTTPServerTransport',
          'Server',
          'ServerContext',
          'WebStandardStreamableHTTPServerTransport',
        ],
      },
      source: '@modelcontextprotocol/server@2.4.0 dist/mcp and dist/createMcpHandler: of one client or one request',
    },
  ],
};
