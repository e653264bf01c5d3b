import type { Framework } from './framework.js';

/** Decorators by which a framework is told to call a method with what comes in. */
export const handlerDecorators: Framework = {
  name: 'decorated handlers',
  handlerDecorators: [
    {
      type: {
        from: 'package',
        package: '@nestjs/common',
        name: ['All', 'Delete', 'Get', 'Head', 'Options', 'Patch', 'Post', 'Put', 'RequestMapping', 'Search', 'Sse'],
      },
      handles: 'request',
      source: '@nestjs/common@10.4.22 decorators/http/request-mapping.decorator.d.ts and decorators/http/sse.decorator.d.ts',
    },
    {
      type: { from: 'package', package: '@nestjs/websockets', name: 'SubscribeMessage' },
      handles: 'message',
      source: '@nestjs/websockets@10.4.22 decorators/subscribe-message.decorator.d.ts: "Subscribes to messages that fulfils chosen pattern"',
    },
    {
      type: {
        from: 'package',
        package: '@nestjs/microservices',
        name: ['EventPattern', 'GrpcMethod', 'GrpcStreamCall', 'GrpcStreamMethod', 'MessagePattern'],
      },
      handles: 'message',
      source: '@nestjs/microservices@10.4.22 decorators/message-pattern.decorator.d.ts and decorators/event-pattern.decorator.d.ts',
    },
    {
      type: { from: 'package', package: '@nestjs/schedule', name: ['Cron', 'Interval', 'Timeout'] },
      handles: 'scheduled run',
      source: '@nestjs/schedule@12.0.2 dist/decorators: the method is called by a timer',
    },
    {
      type: { from: 'package', package: '@nestjs/bull', name: 'Process' },
      handles: 'job',
      source: '@nestjs/bull@12.0.0 dist/decorators/process.decorator.d.ts',
    },
    {
      type: { from: 'package', package: '@nestjs/bullmq', name: ['OnQueueEvent', 'OnWorkerEvent'] },
      handles: 'event',
      source: '@nestjs/bullmq@12.0.0 dist/decorators/on-queue-event.decorator.d.ts and dist/decorators/on-worker-event.decorator.d.ts',
    },
    {
      type: { from: 'package', package: '@nestjs/event-emitter', name: 'OnEvent' },
      handles: 'event',
      source: '@nestjs/event-emitter@12.0.1 dist/decorators/on-event.decorator.d.ts',
    },
    {
      type: {
        from: 'package',
        package: '@nestjs/graphql',
        name: ['Mutation', 'Query', 'ResolveField', 'ResolveProperty', 'ResolveReference', 'Subscription'],
      },
      handles: 'request',
      source: '@nestjs/graphql@12.2.2 dist/decorators/query.decorator.d.ts and its neighbours: methods that answer fields of a query',
    },
    {
      type: { from: 'package', package: 'type-graphql', name: ['FieldResolver', 'Mutation', 'Query', 'Subscription'] },
      handles: 'request',
      source: 'type-graphql@2.0.0-rc.2 build/typings/decorators: methods that answer fields of a query',
    },
    {
      type: {
        from: 'package',
        package: 'routing-controllers',
        name: ['All', 'Delete', 'Get', 'Head', 'Method', 'Patch', 'Post', 'Put'],
      },
      handles: 'request',
      source: 'routing-controllers@0.11.3 types/decorator: "Registers an action to be executed when … request comes on a given route"',
    },
    {
      type: {
        from: 'package',
        package: 'inversify-express-utils',
        name: ['all', 'httpDelete', 'httpGet', 'httpHead', 'httpMethod', 'httpOptions', 'httpPatch', 'httpPost', 'httpPut'],
      },
      handles: 'request',
      source: 'inversify-express-utils@6.5.0 lib/cjs/decorators.d.ts: `HandlerDecorator`',
    },
    {
      type: { from: 'package', package: '@golevelup/nestjs-rabbitmq', name: ['RabbitHandler', 'RabbitRPC', 'RabbitSubscribe'] },
      handles: 'message',
      source: '@golevelup/nestjs-rabbitmq@9.0.2 lib/rabbitmq.decorators.d.ts',
    },
    {
      type: { from: 'package', package: '@rekog/mcp-nest', name: ['Prompt', 'Resource', 'ResourceTemplate', 'Tool'] },
      handles: 'request',
      source: '@rekog/mcp-nest@2.0.5 dist/mcp/decorators/tool.decorator.d.ts and its neighbours: what an MCP client asks for',
    },
  ],
};
