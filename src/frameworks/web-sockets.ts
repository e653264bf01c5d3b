import type { Framework } from './framework.js';

/** WebSocket servers: one socket is one client's. */
export const webSockets: Framework = {
  name: 'WebSocket servers',
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
