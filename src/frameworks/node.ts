import type { Framework } from './framework.js';

/** Node.js and the web platform: requests, responses, sockets, async-local storage. */
export const node: Framework = {
  name: 'Node.js',
  contextProviders: [
    {
      type: { from: 'package', package: 'async_hooks', name: 'getStore' },
      source: '@types/node@20.19.43 async_hooks.d.ts: AsyncLocalStorage#getStore returns what `run` was given for this request',
    },
    {
      type: { from: 'package', package: 'node:async_hooks', name: 'getStore' },
      source: '@types/node@25.9.9 async_hooks.d.ts: the same under the module’s other name',
    },
  ],
  contextEntries: [
    {
      type: { from: 'package', package: 'async_hooks', name: 'enterWith' },
      source: '@types/node@20.19.43 async_hooks.d.ts: AsyncLocalStorage#enterWith: the store stays for the rest of the synchronous execution and all that follows from it',
    },
    {
      type: { from: 'package', package: 'node:async_hooks', name: 'enterWith' },
      source: '@types/node@25.9.9 async_hooks.d.ts: the same under the module’s other name',
    },
  ],
  contextRuns: [
    {
      type: { from: 'package', package: 'async_hooks', name: 'run' },
      source: '@types/node@20.19.43 async_hooks.d.ts: AsyncLocalStorage#run: the store is there for the callback and what follows from it',
    },
    {
      type: { from: 'package', package: 'node:async_hooks', name: 'run' },
      source: '@types/node@25.9.9 async_hooks.d.ts: the same under the module’s other name',
    },
  ],
  processWideTypes: [
    {
      type: { from: 'package', package: 'async_hooks', name: 'AsyncLocalStorage' },
      source: '@types/node@20.19.43 async_hooks.d.ts: one storage for all requests, with a store for each (signals.md, signal 2)',
    },
    {
      type: { from: 'package', package: 'node:async_hooks', name: 'AsyncLocalStorage' },
      source: '@types/node@25.9.9 async_hooks.d.ts: the same under the module’s other name',
    },
  ],
  userOwnedTypes: [
    {
      type: { from: 'lib', name: ['FormData', 'Request'] },
      source: 'typescript@6.0.3 lib/lib.dom.d.ts: what a server action and a fetch handler are given',
    },
    {
      type: { from: 'package', package: 'undici-types', name: ['FormData', 'Request'] },
      source:
        'undici-types@6.21.0, undici-types@7.24.6 fetch.d.ts and formdata.d.ts: what the globals of @types/node 20 and 25 extend where the DOM library is not used',
    },
    {
      type: { from: 'package', package: 'http', name: ['IncomingMessage', 'ServerResponse'] },
      source: '@types/node@20.19.43 http.d.ts: the parameters of a request listener',
    },
    {
      type: { from: 'package', package: 'node:http', name: ['IncomingMessage', 'ServerResponse'] },
      source: '@types/node@25.9.9 http.d.ts: the same under the module’s other name',
    },
    {
      type: { from: 'package', package: 'http2', name: ['Http2ServerRequest', 'Http2ServerResponse'] },
      source: '@types/node@20.19.43 http2.d.ts: the parameters of a request listener',
    },
    {
      type: { from: 'package', package: 'node:http2', name: ['Http2ServerRequest', 'Http2ServerResponse'] },
      source: '@types/node@25.9.9 http2.d.ts: the same under the module’s other name',
    },
  ],
};
