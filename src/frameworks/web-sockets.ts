import type { Framework } from './framework.js';

/** WebSocket servers: one socket is one client's. */
export const webSockets: Framework = {
  name: 'WebSocket servers',
  broadcasts: [
    {
      type: { from: 'package', package: 'socket.io', name: ['Namespace', 'Server'] },
      methods: ['emit', 'send', 'write'],
      targetedBy: ['except', 'in', 'to'],
      source: 'socket.io@4.8.4 dist/index.d.ts and dist/namespace.d.ts: to all connected clients',
    },
    {
      type: { from: 'package', package: 'socket.io', name: 'Socket' },
      methods: ['emit', 'send', 'write'],
      through: 'broadcast',
      targetedBy: ['except', 'in', 'to'],
      source: 'socket.io@4.8.4 dist/socket.d.ts: `broadcast` is all connected clients but the sender',
    },
    {
      type: { from: 'package', package: 'uWebSockets.js', name: 'TemplatedApp' },
      methods: ['publish'],
      topic: 0,
      source: 'uWebSockets.js@20 docs/index.d.ts: to all subscribers of the topic',
    },
    {
      type: { from: 'package', package: 'bun-types', name: 'Server' },
      methods: ['publish'],
      topic: 0,
      source: 'bun-types@1 serve.d.ts: to all subscribers of the topic',
    },
    {
      type: { from: 'package', package: '@mastra/core', name: 'PubSub' },
      methods: ['publish'],
      topic: 0,
      source: '@mastra/core@1.71.0 dist/events/pubsub.d.ts: to all subscribers of the topic',
    },
  ],
  connectionHubTypes: [
    {
      type: { from: 'package', package: 'ws', name: ['Server', 'WebSocketServer'] },
      source: '@types/ws@8.18.2 index.d.ts: `clients` has all connected sockets',
    },
  ],
  userOwnedTypes: [
    {
      type: { from: 'package', package: 'ws', name: 'WebSocket' },
      source: '@types/ws@8.18.2 index.d.ts: the parameter of the `connection` listener',
    },
    {
      type: { from: 'package', package: 'socket.io', name: 'Socket' },
      source: 'socket.io@4.8.4 dist/socket.d.ts: the parameter of the `connection` listener',
    },
  ],
};
