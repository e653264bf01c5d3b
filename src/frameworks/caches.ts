import type { Framework } from './framework.js';

/** Caches and memoizers whose key is not simply the first argument of `set`. */
export const caches: Framework = {
  name: 'caches',
  keyedCalls: [
    {
      type: { from: 'package', package: 'lodash', name: 'memoize' },
      methods: [],
      key: { resolver: { argument: 1 } },
      value: { argument: 0 },
      source:
        '@types/lodash@4.17.27 common/function.d.ts: "the first argument provided to the memoized function is used as the map cache key"; the types of lodash-es 4.17.12 and lodash.memoize 4.1.9 re-export this declaration; corpus 058',
    },
    {
      type: { from: 'package', package: 'lodash', name: 'LoDashStatic' },
      methods: ['memoize'],
      key: { resolver: { argument: 1 } },
      value: { argument: 0 },
      source: '@types/lodash@4.17.27 common/function.d.ts: `_.memoize`, the same',
    },
    {
      type: { from: 'package', package: 'lodash', name: 'once' },
      methods: [],
      key: { resolver: { argument: 1 } },
      keyed: 0,
      value: { argument: 0 },
      source: '@types/lodash@4.17.27 common/function.d.ts: "Repeat calls to the function return the value of the first call", and those of lodash-es re-export it',
    },
    {
      type: { from: 'package', package: 'p-memoize', name: 'pMemoize' },
      methods: [],
      key: { resolver: { argument: 1, property: 'cacheKey' } },
      value: { argument: 0 },
      source: 'p-memoize@8.0.0 dist/index.d.ts: "only the first argument is considered" unless `cacheKey` is given',
    },
    {
      type: { from: 'package', package: 'memoize', name: 'memoize' },
      methods: [],
      key: { resolver: { argument: 1, property: 'cacheKey' } },
      value: { argument: 0 },
      source: 'memoize@10.2.0 distribution/index.d.ts: "only the first argument is considered" unless `cacheKey` is given',
    },
    {
      type: { from: 'package', package: '@tanstack/query-core', name: 'QueryClient' },
      methods: ['ensureInfiniteQueryData', 'ensureQueryData', 'fetchInfiniteQuery', 'fetchQuery', 'prefetchInfiniteQuery', 'prefetchQuery'],
      key: { argument: 0, property: 'queryKey' },
      value: { argument: 0, property: 'queryFn' },
      source:
        '@tanstack/query-core@5.108.0 src/queryClient.ts: finds the query by the hash of its `queryKey`, and fetches only what is missing or stale; corpus 066',
    },
    {
      type: { from: 'package', package: '@tanstack/query-core', name: 'QueryClient' },
      methods: ['setQueryData'],
      key: { argument: 0 },
      value: { argument: 1 },
      source: '@tanstack/query-core@5.108.0 src/queryClient.ts: setQueryData(queryKey, updater)',
    },
    {
      type: { from: 'package', package: 'next', name: 'unstable_cache' },
      methods: [],
      key: { argument: 1 },
      value: { argument: 0 },
      source:
        'next@13.4.19 dist/server/web/spec-extension/unstable-cache.js: the key is the text of the function, `keyParts` and the arguments of the call, so what the function closes over is not in it; the same place in 15.5.29',
    },
  ],
  requestCacheTypes: [
    {
      type: { from: 'package', package: 'dataloader', name: 'DataLoader' },
      unless: { argument: 1, property: 'cache', value: false },
      keyedBy: { argument: 1, property: 'cacheKeyFn' },
      source:
        'dataloader@2.2.3 README.md, "Caching Per-Request": "instances are created when a Request begins"; corpus 062',
    },
  ],
};
