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
        constructor(batch: (keys: readonly K[]) => Promise<V[]>, options?: { cache?: boolean });
        load(key: K): Promise<V>;
      }
    }
  `,
};
const loading = `import DataLoader from 'dataloader';
  declare function rows(ids: readonly string[]): Promise<string[]>;
`;

testRule('no-unscoped-cache', noUnscopedCache, {
  valid: [
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
