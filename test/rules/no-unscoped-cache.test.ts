import { noUnscopedCache } from '../../src/rules/no-unscoped-cache.js';
import { testRule } from '../tester/rule-tester.js';

const fetching = 'declare function fetchPage(url: string, token: string): Promise<string>;\n';
const lodash = {
  'lodash.d.ts': `
    declare module 'lodash' {
      export function memoize<F extends (...given: never[]) => unknown>(run: F, key?: (...given: Parameters<F>) => string): F;
    }
  `,
};
const loader = {
  'dataloader.d.ts': `
    declare module 'dataloader' {
      export default class DataLoader<K, V> {
        constructor(batch: (keys: readonly K[]) => Promise<V[]>, options?: { cache?: boolean; cacheKeyFn?: (key: K) => unknown });
        load(key: K): Promise<V>;
      }
    }
  `,
};
const cached = {
  'caches.d.ts': `
    declare module 'quick-lru' { export class QuickLRU<K, V> { get(key: K): V | undefined; set(key: K, value: V): this } }
    declare module 'atoms' { export interface Store { get(key: string): unknown; set(key: string, value: object): void } export function getDefaultStore(): Store; export function createStore(): Store }
    declare module '@tanstack/query-core' { export class QueryClient { setQueryData(key: readonly unknown[], data: unknown): void } }
  `,
};
const caching = `import { QuickLRU } from 'quick-lru'; import { QueryClient } from '@tanstack/query-core';
const cache = new QuickLRU<string, object>(); export const queries = new QueryClient();
`;
const loading = `import DataLoader from 'dataloader';
  declare function rows(ids: readonly string[]): Promise<string[]>;
`;

const helper = `
        const kept = new Map<string, unknown>();
        declare function trips(userId: string, week: string): Promise<number>;
        async function remember<T>(key: string, make: () => Promise<T>): Promise<T> {
          if (kept.has(key)) return kept.get(key) as T;
          const fresh = await make();
          kept.set(key, fresh);
          return fresh;
        }`;
const next = {
  'next.d.ts': `
    declare module 'next/headers' { export function cookies(): Promise<{ get(name: string): string }> }
    declare module 'next/cache' { export function unstable_cache<T>(run: () => Promise<T>, key: string[]): () => Promise<T> }
  `,
};
const reading = `import { cookies } from 'next/headers';
        import { unstable_cache } from 'next/cache';
        declare function invoices(sid: string): Promise<string[]>;`;

/** Helpers in a file of their own. */
const remembering = {
  'remember.ts': `
    const kept = new Map<string, unknown>();
    const running: Record<string, Promise<unknown>> = {};
    export async function remember<T>(key: string, seconds: number, load: () => Promise<T>): Promise<T> {
      const name = 'v1:' + key;
      if (kept.has(name)) return kept.get(name) as T;
      const fresh = await load();
      kept.set(name, fresh);
      return seconds > 0 ? fresh : load();
    }
    export function once<T>(name: string, work: () => Promise<T>): Promise<T> {
      return (running[name] = (running[name] ?? work()) as Promise<T>) as Promise<T>;
    }
    export async function retry<T>(name: string, work: () => Promise<T>): Promise<T> {
      try { return await work(); } catch { console.log(name); return work(); }
    }
  `,
};

const locking = {
  'lock.ts': `
    const running = new Map<string, Promise<unknown>>();
    export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
      while (running.has(name)) await running.get(name);
      const run = work();
      running.set(name, run);
      return run;
    }
    export function chained<T>(name: string, work: () => Promise<T>): Promise<T> {
      const before = running.get(name) ?? Promise.resolve();
      const next = before.then(() => work());
      running.set(name, next);
      return next;
    }
  `,
};

testRule('no-unscoped-cache', noUnscopedCache, {
  valid: [
    {
      name: 'locks of another file, which give nobody what they keep',
      files: locking,
      code: `
        import { chained, locked } from './lock.js';
        declare function book(orderId: string, accessToken: string): Promise<string>;
        export const one = (orderId: string, accessToken: string) => locked('order:' + orderId, () => book(orderId, accessToken));
        export const other = (orderId: string, accessToken: string) => chained('order:' + orderId, () => book(orderId, accessToken));
      `,
    },
    {
      name: 'a lock of the file',
      code: `
        const running = new Map<string, Promise<unknown>>();
        declare function book(orderId: string, accessToken: string): Promise<string>;
        async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
          while (running.has(name)) await running.get(name);
          const run = work();
          running.set(name, run);
          return run;
        }
        export const one = (orderId: string, accessToken: string) => locked('order:' + orderId, () => book(orderId, accessToken));
      `,
    },
    {
      name: 'a setting of the factory beside the key of a caller',
      code: `
        interface Bucket { tokens: number; at: number }
        export function throttle(capacity: number) {
          const buckets = new Map<string, Bucket>();
          return buckets;
        }
        const all = new Map<string, Bucket>();
        export const limiter = (capacity: number) => (req: Request & { ip: string }): void => {
          all.set(req.ip, all.get(req.ip) ?? { tokens: capacity, at: 0 });
        };
      `,
    },
    {
      name: 'a resolver that uses all arguments, and one that uses the owner’s',
      files: lodash,
      code: `
        import { memoize } from 'lodash';
        declare function exchange(resource: string, tenantId: string): Promise<string>;
        export const first = memoize((resource: string, tenantId: string) => exchange(resource, tenantId), (...given) => given.join());
        export const second = memoize((resource: string, tenantId: string) => exchange(resource, tenantId), (_resource, tenantId) => tenantId);
      `,
    },
    {
      name: 'a loader that makes its keys, with an owner in them',
      files: loader,
      code: `import DataLoader from 'dataloader';
        interface Wanted { id: string; viewer: { employeeNo: string } }
        declare function fetchAll(wanted: readonly Wanted[]): Promise<string[]>;
        export const contracts = new DataLoader<Wanted, string>(fetchAll, { cacheKeyFn: (wanted) => wanted.viewer.employeeNo + '/' + wanted.id });
      `,
    },
    {
      name: 'a registry of connections under the ids that a library gives out',
      code: `
        declare class StreamTransport {
          constructor(options: { onopen(id: string): void });
          handle(request: Request): Promise<void>;
        }
        const open = new Map<string, StreamTransport>();
        export async function accept(request: Request): Promise<void> {
          const transport = new StreamTransport({ onopen: (id) => { open.set(id, transport); } });
          await transport.handle(request);
        }
      `,
    },
    {
      name: 'timers and formatters say nothing of anybody',
      code: `
        const timers = new Map<string | undefined, ReturnType<typeof setInterval>>();
        const formats = new Map<string, Intl.NumberFormat>();
        declare function tick(sessionId: string | undefined): void;
        export function begin(sessionId: string | undefined): void {
          timers.set(sessionId, setInterval(() => { tick(sessionId); }, 1000));
        }
        export function format(user: { id: string; currency: string }, amount: number): string {
          let found = formats.get(user.currency);
          if (found === undefined) {
            found = new Intl.NumberFormat('en', { currency: user.currency });
            formats.set(user.currency, found);
          }
          return found.format(amount);
        }
      `,
    },
    {
      name: 'rooms are shared on purpose, and a thing under its own id goes to whom it is named',
      code: `
        interface Task { id: string; title: string }
        declare function plan(userId: string, title: string): Task;
        declare function enter(userId: string): { seats: number; host: string };
        const rooms = new Map<string, { seats: number; host: string }>();
        const tasks = new Map<string, Task>();
        export function join(roomId: string, userId: string): void { rooms.set(roomId, enter(userId)); }
        export function add(task: Task): void { tasks.set(task.id, task); }
      `,
    },
    {
      name: 'keys that functions read from the request, which say whose they are',
      code: `
        declare function readCookie(request: Request, name: string): string;
        declare function tenantOf(request: Request): string;
        declare function parse(request: Request): Promise<string[]>;
        const carts = new Map<string, string[]>();
        export async function fill(request: Request): Promise<void> {
          const sid = readCookie(request, 'sid');
          carts.set(sid, await parse(request));
          carts.set(tenantOf(request), await parse(request));
        }
      `,
    },
    {
      name: 'keys that are made here and given to one caller',
      code: `
        import { randomUUID } from 'node:crypto';
        declare function start(userId: string): { stop(): void };
        const handles = new Map<string, { stop(): void }>();
        export function begin(userId: string): string {
          const id = randomUUID();
          handles.set(id, start(userId));
          return id;
        }
      `,
    },
    {
      name: 'the credential is in the key',
      code: `${fetching}
        const pages = new Map<string, string>();
        export async function page(url: string, token: string): Promise<string> {
          const key = \`\${token}|\${url}\`;
          const known = pages.get(key);
          if (known !== undefined) return known;
          const text = await fetchPage(url, token);
          pages.set(key, text);
          return text;
        }
      `,
    },
    {
      name: 'nothing of the caller but the address is in the value',
      code: `
        declare function fetchPublic(url: string): Promise<string>;
        const pages = new Map<string, string>();
        export async function page(url: string, userId: string): Promise<string> {
          const known = pages.get(url);
          if (known !== undefined) return known + userId;
          const text = await fetchPublic(url);
          pages.set(url, text);
          return text;
        }
      `,
    },
    {
      name: 'what is stored is compared with who asks',
      code: `
        declare function open(name: string, userId: string): { userId: string };
        const files = new Map<string, { userId: string }>();
        export function file(name: string, userId: string): { userId: string } {
          const known = files.get(name);
          if (known !== undefined && known.userId === userId) return known;
          const made = open(name, userId);
          files.set(name, made);
          return made;
        }
      `,
    },
    {
      name: 'a record of whose a job is',
      code: `
        const jobs = new Map<string, { userId: string }>();
        export function start(job: string, userId: string): boolean {
          if (jobs.has(job)) return false;
          jobs.set(job, { userId });
          return true;
        }
      `,
    },
    {
      name: 'memoized with a key of both arguments',
      files: lodash,
      code: `
        import { memoize } from 'lodash';
        declare function exchange(resource: string, tenantId: string): Promise<string>;
        export const tokenOf = memoize(
          (resource: string, tenantId: string) => exchange(resource, tenantId),
          (resource, tenantId) => JSON.stringify([resource, tenantId]),
        );
      `,
    },
    {
      name: 'a loader for each request',
      files: loader,
      code: `${loading}
        export const makeLoader = () => new DataLoader<string, string>((ids) => rows(ids));
        export const find = (loader: DataLoader<string, string>, viewer: string, id: string) => loader.load(id + viewer);
      `,
    },
  ],
  invalid: [
    {
      name: 'in the one store that a package has for all',
      files: cached,
      code: `${caching}import { getDefaultStore } from 'atoms'; export function remember(visitor: { email: string }): void { const store = getDefaultStore(); store.set('visitor', visitor); }`,
      neighbour: `${caching}import { createStore } from 'atoms'; export function remember(visitor: { email: string }): void { const store = createStore(); store.set('visitor', visitor); }`,
      errors: [{ messageId: 'leftOut', line: 3 }],
    },
    {
      name: 'under a constant of the module, in a store of a package',
      files: cached,
      code: `${caching}export function remember(visitor: { email: string }): void { cache.set(VISITOR, visitor); } const VISITOR = 'visitor';`,
      neighbour: `${caching}export function remember(userId: string, visitor: { email: string }): void { cache.set(VISITOR + userId, visitor); } const VISITOR = 'visitor';`,
      errors: [{ messageId: 'leftOut', line: 3 }],
    },
    {
      name: 'a resolver that leaves the owner out',
      files: lodash,
      code: `
        import { memoize } from 'lodash';
        declare function exchange(tenantId: string, resource: string): Promise<string>;
        export const tokenOf = memoize((tenantId: string, resource: string) => exchange(tenantId, resource), (_tenant, resource) => resource);
      `,
      neighbour: `
        import { memoize } from 'lodash';
        declare function exchange(tenantId: string, resource: string): Promise<string>;
        export const tokenOf = memoize((tenantId: string, resource: string) => exchange(tenantId, resource), (tenantId, resource) => tenantId + resource);
      `,
      errors: [{ messageId: 'leftOut', line: 4, data: { store: 'tokenOf', identity: 'tenantId' } }],
    },
    {
      name: 'a helper of another file that keeps what its callers make',
      files: remembering,
      code: `
        import { remember } from './remember.js';
        declare function trips(userId: string, week: string): Promise<number>;
        export const weekOf = (userId: string, week: string): Promise<number> => remember(\`trips:\${week}\`, 60, () => trips(userId, week));
      `,
      neighbour: `
        import { remember } from './remember.js';
        declare function trips(userId: string, week: string): Promise<number>;
        export const weekOf = (userId: string, week: string): Promise<number> => remember(\`trips:\${userId}:\${week}\`, 60, () => trips(userId, week));
      `,
      errors: [{ messageId: 'leftOut', line: 4, data: { store: 'remember', identity: 'userId' } }],
    },
    {
      name: 'a helper that keeps what runs; its neighbour only tries again',
      files: remembering,
      code: `
        import { once } from './remember.js';
        declare function profile(token: string): Promise<string>;
        export const show = (token: string): Promise<string> => once('profile', () => profile(token));
      `,
      neighbour: `
        import { retry } from './remember.js';
        declare function profile(token: string): Promise<string>;
        export const show = (token: string): Promise<string> => retry('profile', () => profile(token));
      `,
      errors: [{ messageId: 'leftOut', line: 4 }],
    },
    {
      name: 'a loader whose own keys leave the owner out',
      files: loader,
      code: `import DataLoader from 'dataloader';
        interface Wanted { id: string; viewer: { employeeNo: string } }
        declare function fetchAll(wanted: readonly Wanted[]): Promise<string[]>;
        export const contracts = new DataLoader<Wanted, string>(fetchAll, { cacheKeyFn: (wanted) => wanted.id });
      `,
      neighbour: `import DataLoader from 'dataloader';
        interface Wanted { id: string; viewer: { employeeNo: string } }
        declare function fetchAll(wanted: readonly Wanted[]): Promise<string[]>;
        export const contractsFor = () => new DataLoader<Wanted, string>(fetchAll, { cacheKeyFn: (wanted) => wanted.id });
      `,
      errors: [{ messageId: 'requestCache', line: 4, data: { store: 'contracts' } }],
    },
    {
      name: 'a helper that keeps what its callers make under the keys that they bring',
      code: `${helper}
        export const weekOf = (userId: string, week: string): Promise<number> => remember(\`trips:\${week}\`, () => trips(userId, week));`,
      neighbour: `${helper}
        export const weekOf = (userId: string, week: string): Promise<number> => remember(\`trips:\${userId}:\${week}\`, () => trips(userId, week));`,
      errors: [{ messageId: 'leftOut', line: 10, data: { store: 'kept', identity: 'userId' } }],
    },
    {
      name: 'memoized where handlers are set up; its neighbour is memoized for each call',
      files: lodash,
      code: `
        import { memoize } from 'lodash';
        declare function report(term: string, pupilNumber: string): Promise<string>;
        export function routes(app: { get(path: string, run: (term: string, pupilNumber: string) => Promise<string>): void }): void {
          const load = memoize(async (term: string, pupilNumber: string) => report(term, pupilNumber));
          app.get('/card', async (term, pupilNumber) => load(term, pupilNumber));
        }
      `,
      neighbour: `
        import { memoize } from 'lodash';
        declare function report(term: string, pupilNumber: string): Promise<string>;
        export function card(pupilNumber: string, terms: string[]): Promise<string[]> {
          const load = memoize(async (term: string, pupilNumber: string) => report(term, pupilNumber));
          return Promise.all(terms.map((term) => load(term, pupilNumber)));
        }
      `,
      errors: [{ messageId: 'leftOut', line: 5, data: { store: 'load', identity: 'pupilNumber' } }],
    },
    {
      name: 'what is made for the one whose cookies are read',
      files: next,
      code: `${reading}
        export async function page(): Promise<string[]> { const jar = await cookies(); return unstable_cache(async () => invoices(jar.get('sid')), ['open'])(); }`,
      neighbour: `${reading}
        export async function page(): Promise<string[]> { const jar = await cookies(); const sid = jar.get('sid'); return unstable_cache(async () => invoices(sid), ['open', sid])(); }`,
      errors: [{ messageId: 'leftOut', line: 4 }],
    },
    {
      name: 'the identity goes into the constant that the key is kept in',
      code: `
        declare function load(folder: string, userId: string): Promise<string[]>;
        const listings = new Map<string, string[]>();
        export async function list(userId: string, folder: string): Promise<string[]> {
          const key = \`list:\${folder}\`;
          const known = listings.get(key);
          if (known !== undefined) return known;
          const found = await load(folder, userId);
          listings.set(key, found);
          return found;
        }
      `,
      neighbour: `
        declare function load(folder: string, userId: string): Promise<string[]>;
        const listings = new Map<string, string[]>();
        export async function list(userId: string, folder: string): Promise<string[]> {
          const key = \`list:\${userId}:\${folder}\`;
          const known = listings.get(key);
          if (known !== undefined) return known;
          const found = await load(folder, userId);
          listings.set(key, found);
          return found;
        }
      `,
      errors: [
        {
          messageId: 'leftOut',
          line: 9,
          suggestions: [
            {
              messageId: 'addIdentity',
              data: { identity: 'userId' },
              output: `
        declare function load(folder: string, userId: string): Promise<string[]>;
        const listings = new Map<string, string[]>();
        export async function list(userId: string, folder: string): Promise<string[]> {
          const key = \`\${userId}:list:\${folder}\`;
          const known = listings.get(key);
          if (known !== undefined) return known;
          const found = await load(folder, userId);
          listings.set(key, found);
          return found;
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a credential is no part of a key, whatever it went through: the identity in reach is',
      code: `
        declare function fetchOrders(region: string, token: string): Promise<string>;
        const orders = new Map<string, string>();
        export async function ordersOf(region: string, caller: { userId: string; accessToken: string }): Promise<string> {
          const key = \`orders:\${region}\`;
          const known = orders.get(key);
          if (known !== undefined) return known;
          const text = await fetchOrders(region, caller.accessToken);
          orders.set(key, text);
          return text;
        }
      `,
      neighbour: `
        declare function fetchOrders(region: string, token: string): Promise<string>;
        const orders = new Map<string, string>();
        export async function ordersOf(region: string, caller: { userId: string; accessToken: string }): Promise<string> {
          const key = \`orders:\${caller.userId}:\${region}\`;
          const known = orders.get(key);
          if (known !== undefined) return known;
          const text = await fetchOrders(region, caller.accessToken);
          orders.set(key, text);
          return text;
        }
      `,
      errors: [
        {
          messageId: 'leftOut',
          line: 9,
          suggestions: [
            {
              messageId: 'addIdentity',
              data: { identity: 'caller.userId' },
              output: `
        declare function fetchOrders(region: string, token: string): Promise<string>;
        const orders = new Map<string, string>();
        export async function ordersOf(region: string, caller: { userId: string; accessToken: string }): Promise<string> {
          const key = \`\${caller.userId}:orders:\${region}\`;
          const known = orders.get(key);
          if (known !== undefined) return known;
          const text = await fetchOrders(region, caller.accessToken);
          orders.set(key, text);
          return text;
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a key of a part of a request whose user is at hand',
      code: `
        interface Inbound extends Request { user: { id: string } }
        declare function render(request: Inbound): Promise<string>;
        declare const store: { get(key: string): Promise<string | null>; setex(key: string, seconds: number, value: string): Promise<void> };
        export async function serve(request: Inbound): Promise<string> {
          const known = await store.get(request.url);
          if (known !== null) return known;
          const page = await render(request);
          await store.setex(request.url, 60, page);
          return page;
        }
      `,
      neighbour: `
        interface Inbound extends Request { user: { id: string } }
        declare function render(request: Inbound): Promise<string>;
        declare const store: { get(key: string): Promise<string | null>; setex(key: string, seconds: number, value: string): Promise<void> };
        export async function serve(request: Inbound): Promise<string> {
          const known = await store.get(request.user.id + request.url);
          if (known !== null) return known;
          const page = await render(request);
          await store.setex(request.user.id + request.url, 60, page);
          return page;
        }
      `,
      errors: [{ messageId: 'leftOut', line: 9 }],
    },
    {
      name: 'a key that a function makes which the caller brings',
      code: `
        interface Call { path: string; viewer: { userId: string } }
        type Answer = (call: Call) => Promise<string>;
        const answers = new Map<string, string>();
        export function remembered(options: { keyOf(call: Call): string }, answer: Answer): Answer {
          return async (call) => {
            const key = options.keyOf(call);
            const known = answers.get(key);
            if (known !== undefined) return known;
            const made = await answer(call);
            answers.set(key, made);
            return made;
          };
        }
        declare const orders: Answer;
        export const route = remembered({ keyOf: (call) => call.path }, orders);
      `,
      neighbour: `
        interface Call { path: string; viewer: { userId: string } }
        type Answer = (call: Call) => Promise<string>;
        const answers = new Map<string, string>();
        export function remembered(options: { keyOf(call: Call): string }, answer: Answer): Answer {
          return async (call) => {
            const key = options.keyOf(call);
            const known = answers.get(key);
            if (known !== undefined) return known;
            const made = await answer(call);
            answers.set(key, made);
            return made;
          };
        }
        declare const orders: Answer;
        export const route = remembered({ keyOf: (call) => call.viewer.userId + call.path }, orders);
      `,
      errors: [{ messageId: 'leftOut', line: 11 }],
    },
    {
      name: 'counted keys, and a replay of all of them',
      code: `
        const events = new Map<string, string>();
        let count = 0;
        export function keep(message: string): void { events.set(\`event-\${++count}\`, message); }
        export function replay(send: (message: string) => void): void { for (const [, message] of events) send(message); }
      `,
      neighbour: `
        const events = new Map<string, string>();
        let count = 0;
        export function keep(sessionId: string, message: string): void { events.set(\`\${sessionId}-\${++count}\`, message); }
        export function replay(sessionId: string, send: (message: string) => void): void {
          for (const [id, message] of events) if (id.startsWith(sessionId)) send(message);
        }
      `,
      errors: [{ messageId: 'numbered', line: 4 }],
    },
    {
      name: 'all who have no identity share one entry',
      code: `
        interface Profile { email: string }
        declare function load(userId: string | undefined): Promise<Profile>;
        const profiles = new Map<string | undefined, Profile>();
        export async function profileOf(userId: string | undefined): Promise<Profile> {
          const profile = await load(userId);
          profiles.set(userId, profile);
          return profile;
        }
      `,
      neighbour: `
        interface Profile { email: string }
        declare function load(userId: string): Promise<Profile>;
        const profiles = new Map<string, Profile>();
        export async function profileOf(userId: string): Promise<Profile> {
          const profile = await load(userId);
          profiles.set(userId, profile);
          return profile;
        }
      `,
      errors: [{ messageId: 'mayBeMissing', line: 7 }],
    },
    {
      name: 'the credential that the value is fetched with is not in the key',
      code: `${fetching}
        const pages = new Map<string, string>();
        export async function page(url: string, token: string): Promise<string> {
          const known = pages.get(url);
          if (known !== undefined) return known;
          const text = await fetchPage(url, token);
          pages.set(url, text);
          return text;
        }
      `,
      neighbour: `${fetching}
        const pages = new Map<string, string>();
        export async function page(url: string, token: string): Promise<string> {
          const known = pages.get(url);
          if (known !== undefined) return known;
          const text = await fetchPage(url, '');
          pages.set(url, text);
          return text;
        }
      `,
      errors: [{ messageId: 'leftOut', line: 8 }],
    },
    {
      name: 'a record of promises in flight',
      code: `${fetching}
        const flights: Record<string, Promise<string> | undefined> = {};
        export function page(url: string, accessToken: string): Promise<string> {
          return (flights[url] ??= fetchPage(url, accessToken));
        }
      `,
      neighbour: `${fetching}
        const flights: Record<string, Promise<string> | undefined> = {};
        export function page(url: string, accessToken: string): Promise<string> {
          return (flights[accessToken + url] ??= fetchPage(url, accessToken));
        }
      `,
      errors: [{ messageId: 'leftOut', line: 5 }],
    },
    {
      name: 'memoized by the first of two arguments',
      files: lodash,
      code: `
        import { memoize } from 'lodash';
        declare function exchange(resource: string, tenantId: string): Promise<string>;
        export const tokenOf = memoize((resource: string, tenantId: string) => exchange(resource, tenantId));
      `,
      neighbour: `
        import { memoize } from 'lodash';
        declare function exchange(resource: string, tenantId: string): Promise<string>;
        export const tokenOf = memoize((resource: string, tenantId: string) => exchange(resource, tenantId), (...given) => given.join());
      `,
      errors: [{ messageId: 'leftOut', line: 4 }],
    },
    {
      name: 'a function with a name is memoized',
      files: lodash,
      code: `
        import { memoize } from 'lodash';
        declare function exchange(resource: string, tenantId: string): Promise<string>;
        async function request(resource: string, tenantId: string): Promise<string> { return exchange(resource, tenantId); }
        export const tokenOf = memoize(request);
      `,
      neighbour: `
        import { memoize } from 'lodash';
        declare function exchange(resource: string, tenantId: string): Promise<string>;
        async function request(tenantId: string, resource: string): Promise<string> { return exchange(resource, tenantId); }
        export const tokenOf = memoize(request, (...given) => given.join());
      `,
      errors: [{ messageId: 'leftOut', line: 5, data: { store: 'tokenOf', identity: 'tenantId' } }],
    },
    {
      name: "a package's cache, under a key that is always the same",
      files: cached,
      code: `${caching}export function remember(visitor: { email: string }): void { cache.set('visitor', visitor); }`,
      neighbour: `${caching}export function remember(plan: { price: string }): void { cache.set('plan', plan); }`,
      errors: [{ messageId: 'leftOut', line: 3, data: { store: 'cache', identity: 'visitor' } }],
    },
    {
      name: 'query data, under a key that is always the same',
      files: cached,
      code: `${caching}export function remember(visitor: { email: string }): void { queries.setQueryData(['me'], visitor); }`,
      neighbour: `${caching}export function remember(userId: string, visitor: { email: string }): void { queries.setQueryData(['me', userId], visitor); }`,
      errors: [{ messageId: 'leftOut', line: 3 }],
    },
    {
      name: 'one loader for everybody',
      files: loader,
      code: `${loading}
        const names = new DataLoader<string, string>((ids) => rows(ids));
        export const find = async (viewer: string, id: string) => (await names.load(id)) + viewer;
      `,
      neighbour: `${loading}
        const names = new DataLoader<string, string>((ids) => rows(ids), { cache: false });
        export const find = async (viewer: string, id: string) => (await names.load(id)) + viewer;
      `,
      errors: [{ messageId: 'requestCache', line: 4 }],
    },
  ],
});
