import type { Framework } from './framework.js';

/** Stores of application state. In a browser one is enough; on a server each request needs its own. */
export const stateStores: Framework = {
  name: 'state stores',
  stateWrites: [
    {
      type: { from: 'package', package: 'redux', name: 'Store' },
      methods: ['dispatch'],
      source:
        'redux@5.0.1 dist/redux.d.ts; redux.js.org, "Server Rendering": "create a fresh, new Redux store instance on every request"; corpus 070',
    },
    {
      type: { from: 'package', package: '@reduxjs/toolkit', name: 'EnhancedStore' },
      methods: ['dispatch'],
      source: '@reduxjs/toolkit@2.14.0 dist/index.d.ts: what `configureStore` returns; corpus 070',
    },
    {
      type: { from: 'package', package: 'zustand', name: 'StoreApi' },
      methods: ['setState'],
      source: 'zustand@5.1.0 vanilla.d.ts: one state for all who import the store; what `create` returns is one, too',
    },
    {
      type: { from: 'package', package: 'svelte', name: 'Writable' },
      methods: ['set', 'update'],
      source: 'svelte@5.57.3 types/index.d.ts; svelte.dev/docs/kit/state-management: "Avoid shared state on the server"; corpus 072',
    },
  ],
  stateHolderTypes: [
    {
      type: { from: 'package', package: 'pinia', name: 'Pinia' },
      source: 'pinia@4.1.0 dist/pinia.d.ts: `state` has the state of all stores; Pinia docs, "Server Side Rendering": one for each request',
    },
  ],
  requestDecorations: [
    {
      type: { from: 'package', package: 'fastify', name: 'FastifyInstance' },
      methods: ['decorateReply', 'decorateRequest'],
      source:
        'fastify@5.12.8 docs/Guides/Migration-Guide-V5.md: a reference type is prohibited, "as this reference is shared amongst all requests"; corpus 098',
    },
  ],
};
