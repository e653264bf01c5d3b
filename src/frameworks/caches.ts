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
      source: '@types/lodash@4 common/function.d.ts: "the first argument provided to the memoized function is used as the map cache key"',
    },
    {
      type: { from: 'package', package: 'lodash', name: 'LoDashStatic' },
      methods: ['memoize'],
      key: { resolver: { argument: 1 } },
      value: { argument: 0 },
      source: '@types/lodash@4 common/function.d.ts: `_.memoize`, the same',
    },
    {
      type: { from: 'package', package: 'lodash-es', name: 'memoize' },
      methods: [],
      key: { resolver: { argument: 1 } },
      value: { argument: 0 },
      source: '@types/lodash-es@4 memoize.d.ts: the same',
    },
    {
      type: { from: 'package', package: 'lodash.memoize', name: 'memoize' },
      methods: [],
      key: { resolver: { argument: 1 } },
      value: { argument: 0 },
      source: '@types/lodash.memoize@4 index.d.ts: the same',
    },
    {
      type: { from: 'package', package: 'lodash', name: 'once' },
      methods: [],
      key: { resolver: { argument: 1 } },
      keyed: 0,
      value: { argument: 0 },
      source: '@types/lodash@4 common/function.d.ts: "repeat calls to the function return the value of the first call"',
    },
    {
      type: { from: 'package', package: 'lodash-es', name: 'once' },
      methods: [],
      key: { resolver: { argument: 1 } },
      keyed: 0,
      value: { argument: 0 },
      source: '@types/lodash-es@4 once.d.ts: the same',
    },
    {
      type: { from: 'package', package: 'p-memoize', name: 'pMemoize' },
      methods: [],
      key: { resolver: { argument: 1, property: 'cacheKey' } },
      value: { argument: 0 },
      source: 'p-memoize@7 distribution/index.d.ts: "only the first argument is considered" unless `cacheKey` is given',
    },
    {
      type: { from: 'package', package: 'memoize', name: 'memoize' },
      methods: [],
      key: { resolver: { argument: 1, property: 'cacheKey' } },
      value: { argument: 0 },
      source: 'memoize@10 distribution/index.d.ts: "only the first argument is considered" unless `cacheKey` is given',
    },
    {
      type: { from: 'package', package: '@tanstack/query-core', name: 'QueryClient' },
      methods: ['ensureInfiniteQueryData', 'ensureQueryData', 'fetchInfiniteQuery', 'fetchQuery', 'prefetchInfiniteQuery', 'prefetchQuery'],
      key: { argument: 0, property: 'queryKey' },
      value: { argument: 0, property: 'queryFn' },
      source: '@tanstack/query-core@5 queryClient.d.ts: results are shared by all who use the client with one `queryKey`',
    },
    {
      type: { from: 'package', package: '@tanstack/query-core', name: 'QueryClient' },
      methods: ['setQueryData'],
      key: { argument: 0 },
      value: { argument: 1 },
      source: '@tanstack/query-core@5 queryClient.d.ts: setQueryData(queryKey, updater)',
    },
    {
      type: { from: 'package', package: 'next', name: 'unstable_cache' },
      methods: [],
      key: { argument: 1 },
      value: { argument: 0 },
      source: 'next@15 dist/server/web/spec-extension/unstable-cache.d.ts: what the function closes over is not in the key',
    },
  ],
  requestCacheTypes: [
    {
      type: { from: 'package', package: 'dataloader', name: 'DataLoader' },
      unless: { argument: 1, property: 'cache', value: false },
      source: 'dataloader@2 README, "Caching per-Request": an instance is made for each request',
    },
  ],
};
