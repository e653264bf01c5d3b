import type { Framework } from './framework.js';

/** HTTP servers and what they add to a request. */
export const webServers: Framework = {
  name: 'HTTP servers',
  contextProviders: [
    {
      type: { from: 'package', package: 'solid-js/web', name: 'getRequestEvent' },
      source: 'solid-js@1.9.19 web/types/server.d.ts: of the request that is being answered',
    },
    {
      type: { from: 'package', package: 'next', name: ['cookies', 'headers'] },
      source:
        'next@13.4.19 dist/client/components/headers.d.ts: of the request that is being answered; in 15.5.29 under dist/server/request',
    },
    {
      type: { from: 'package', package: 'next-auth', name: 'getServerSession' },
      source: 'next-auth@4.24.15 next/index.d.ts: the session of the request that is being answered',
    },
    {
      type: { from: 'package', package: 'next-auth', name: 'auth' },
      source:
        'next-auth@5.0.0-beta.30 index.d.ts: the same, as a member of what `NextAuth` returns; a constant that it is destructured into is the project’s own',
    },
  ],
  requestDecorators: [
    {
      type: {
        from: 'package',
        package: '@nestjs/common',
        name: ['Body', 'Headers', 'HostParam', 'Ip', 'Param', 'Query', 'Req', 'Request', 'Session'],
      },
      source: '@nestjs/common@10.4.22 decorators/http/route-params.decorator.d.ts',
    },
  ],
  singletonDecorators: [
    {
      type: { from: 'package', package: '@nestjs/common', name: ['Catch', 'Controller', 'Injectable'] },
      source:
        '@nestjs/common@10.4.22 interfaces/scope-options.interface.d.ts: the default lifetime "is strictly tied to the application lifecycle"',
    },
    {
      type: { from: 'package', package: '@nestjs/websockets', name: 'WebSocketGateway' },
      source: '@nestjs/websockets@10.4.22 decorators/socket-gateway.decorator.d.ts; docs.nestjs.com/fundamentals/injection-scopes: gateways "must act as singletons"',
    },
  ],
  userOwnedTypes: [
    {
      type: { from: 'package', package: 'express', name: ['Request', 'Response'] },
      source: '@types/express@5.0.6 index.d.ts: the parameters of a handler',
    },
    {
      type: { from: 'package', package: 'express-serve-static-core', name: ['Request', 'Response'] },
      source: '@types/express-serve-static-core@5.1.3 index.d.ts: what inference gives a handler’s parameters',
    },
    {
      type: { from: 'package', package: 'express-session', name: ['Session', 'SessionData'] },
      source: '@types/express-session@1.19.0 index.d.ts: `request.session`',
    },
    {
      type: { from: 'package', package: 'fastify', name: ['FastifyReply', 'FastifyRequest'] },
      source: 'fastify@5.12.8 types/request.d.ts and types/reply.d.ts: the parameters of a handler',
    },
    {
      type: { from: 'package', package: 'hono', name: ['Context', 'HonoRequest'] },
      source: 'hono@4.13.19 dist/types/context.d.ts and dist/types/request.d.ts: the parameter of a handler',
    },
    {
      type: { from: 'package', package: 'koa', name: ['Context', 'ExtendableContext', 'ParameterizedContext'] },
      source: '@types/koa@3.0.3 index.d.ts: the parameter of a middleware',
    },
    {
      type: { from: 'package', package: 'next', name: ['NextApiRequest', 'NextApiResponse', 'NextRequest'] },
      source:
        'next@13.4.19 dist/server/web/spec-extension/request.d.ts and dist/shared/lib/utils.d.ts: the parameters of a handler; the same places in 15.5.29',
    },
    {
      type: { from: 'package', package: '@nestjs/common', name: ['ArgumentsHost', 'ExecutionContext'] },
      source: '@nestjs/common@10.4.22 interfaces/features: the call that an interceptor or guard stands in',
    },
    {
      type: { from: 'package', package: 'jsonwebtoken', name: 'JwtPayload' },
      source: '@types/jsonwebtoken@9.0.10 index.d.ts: the claims of one caller’s token',
    },
  ],
};
