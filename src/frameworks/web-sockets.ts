import type { Framework } from './framework.js';

/** WebSocket servers: one socket is one client's. */
export const webSockets: Framework = {
  name: 'WebSocket servers',
  broadcasts: [
    {
      type: { from: 'package', package: 'socket.io', name: ['Namespace', 'Server'] },
      methods: ['emit', 'send', 'write'],
      targetedBy: ['except', 'in', 'to'],
      source: 'socket.io@4.8.4 dist/index.d.ts and dist/namespace.d.ts: to all connected clients; corpus 080',
    },
    {
      type: { from: 'package', package: 'socket.io', name: 'Socket' },
      methods: ['emit'],
      through: 'broadcast',
      targetedBy: ['except', 'in', 'to'],
      source: 'socket.io@4.8.4 dist/socket.d.ts and dist/broadcast-operator.d.ts: `broadcast` is all connected clients but the sender, and only emits',
    },
    {
      type: { from: 'package', package: 'uWebSockets.js', name: 'TemplatedApp' },
      methods: ['publish'],
      topic: 0,
      source: 'uWebSockets.js@20.0.0 docs/index.d.ts: "Publishes a message under topic, for all WebSockets under this app"',
    },
    {
      type: { from: 'package', package: 'bun', name: 'Server' },
      methods: ['publish'],
      topic: 0,
      source: 'bun-types@1.4.5 serve.d.ts: declares the module `bun`; to all subscribers of the topic',
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
