import type { Framework } from './framework.js';

/** Stores of application state. In a browser one is enough; on a server each request needs its own. */
export const stateStores: Framework = {
  name: 'state stores',
  stateWrites: [
    {
      type: { from: 'package', package: 'redux', name: 'Store' },
      methods: ['dispatch'],
      source: 'redux@5 docs, "Server Rendering": "create a fresh, new Redux store instance on every request"',
    },
    {
      type: { from: 'package', package: '@reduxjs/toolkit', name: 'EnhancedStore' },
      methods: ['dispatch'],
      source: '@reduxjs/toolkit@2 dist/configureStore.d.ts: what `configureStore` returns; corpus 070',
    },
    {
      type: { from: 'package', package: 'zustand', name: ['StoreApi', 'UseBoundStore'] },
      methods: ['setState'],
      source: 'zustand@5 vanilla.d.ts: one state for all who import the store',
    },
    {
      type: { from: 'package', package: 'svelte', name: 'Writable' },
      methods: ['set', 'update'],
      source: 'svelte@5 types/index.d.ts; SvelteKit docs, "State management": "Avoid shared state on the server"',
    },
  ],
  requestDecorations: [
    {
      type: { from: 'package', package: 'fastify', name: 'FastifyInstance' },
      methods: ['decorateReply', 'decorateRequest'],
      source: 'fastify@5 docs, Decorators: a reference type "would be shared amongst all requests"; corpus 098',
    },
  ],
};
