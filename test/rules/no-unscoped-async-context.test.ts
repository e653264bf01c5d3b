import { noUnscopedAsyncContext } from '../../src/rules/no-unscoped-async-context.js';
import { testRule } from '../tester/rule-tester.js';

const head = `import { AsyncLocalStorage } from 'node:async_hooks';
interface Scope { userId: string }
const scopes = new AsyncLocalStorage<Scope>();
`;

testRule('no-unscoped-async-context', noUnscopedAsyncContext, {
  valid: [
    { name: 'throwing where there is no store', code: `${head}export function scope(): Scope { const store = scopes.getStore(); if (!store) throw new Error('outside'); return store; }` },
    { name: 'nothing is no other store', code: `${head}export const scope = (): Scope | null => scopes.getStore() ?? null;` },
    { name: 'what only a log shows', code: `${head}export const label = (): string => scopes.getStore()?.userId ?? 'no-request';` },
    {
      name: 'the pool where there is no transaction',
      code: `import { AsyncLocalStorage } from 'node:async_hooks';
        declare class Pool { query(sql: string): void }
        const pool = new Pool();
        const transactions = new AsyncLocalStorage<Pool>();
        export const connection = (): Pool => transactions.getStore() ?? pool;`,
    },
    { name: 'while the program starts', code: `${head}scopes.enterWith({ userId: 'system' });` },
    { name: 'another class with such a method', code: `declare class Room { enterWith(key: string): void }\nexport const enter = (room: Room): void => { room.enterWith('a'); };` },
  ],
  invalid: [
    {
      name: 'the rest of a function goes into run',
      code: `${head}export async function work(userId: string, job: () => Promise<string>): Promise<string> {
  scopes.enterWith({ userId });
  // The work itself.
  const result = await job();
  return result;
}
`,
      neighbour: `${head}export async function work(userId: string, job: () => Promise<string>): Promise<string> {
  return scopes.run({ userId }, async () => await job());
}
`,
      errors: [
        {
          messageId: 'entered',
          line: 5,
          suggestions: [
            {
              messageId: 'runInstead',
              output: `${head}export async function work(userId: string, job: () => Promise<string>): Promise<string> {
  return scopes.run({ userId }, async () => {
  // The work itself.
  const result = await job();
  return result;
  });
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'nothing follows that could go into run',
      code: `${head}export function enter(userId: string): void { scopes.enterWith({ userId }); }`,
      neighbour: `${head}export function enter(userId: string, body: () => void): void { scopes.run({ userId }, body); }`,
      errors: [{ messageId: 'entered', line: 4 }],
    },
    {
      name: 'a store of the module in place of a missing one',
      code: `${head}const fallback: Scope = { userId: 'default' };\nexport const scope = (): Scope => scopes.getStore() ?? fallback;`,
      neighbour: `${head}export const scope = (): Scope | undefined => scopes.getStore() ?? undefined;`,
      errors: [{ messageId: 'fallback', line: 5 }],
    },
    {
      name: 'an invented identity',
      code: `${head}export const scope = (): Scope => { const store = scopes.getStore(); return store ? store : { userId: 'anonymous' }; };`,
      neighbour: `${head}export const scope = (): Scope | undefined => { const store = scopes.getStore(); return store ? store : undefined; };`,
      errors: [{ messageId: 'fallback', line: 4 }],
    },
  ],
});
