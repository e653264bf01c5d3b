import { forwardUserContext } from '../../src/rules/forward-user-context.js';
import { testRule } from '../tester/rule-tester.js';

/** Contexts as people declare them. */
const types = `
export type UserId = string & { readonly __brand: 'UserId' };
export type TenantId = string & { readonly __brand: 'TenantId' };
export interface Caller {
  readonly userId: UserId;
  readonly tenantId: TenantId;
}
export interface AdminCaller extends Caller {
  readonly scopes: readonly string[];
}
export interface Principal {
  readonly id: string;
}
export class Principal {
  constructor(readonly id: string) {}
  child(): Principal {
    return new Principal(this.id);
  }
}
`;

const files = { 'types.ts': types };
const contextTypes = ['Caller', 'Principal', 'UserId'].map((name) => ({ from: 'file', name, path: 'types.ts' }));
const settings = { contextTypes };

const use = (body: string): string =>
  `import { type AdminCaller, type Caller, Principal, type TenantId, type UserId } from './types';\nexport type _All = [AdminCaller, Caller, Principal, TenantId, UserId]; void Principal;\n${body}\n`;

/** The call is mended by a fix: the compiler demands the argument. */
const fixed = (name: string, declaration: string, before: string, after: string, more: Record<string, unknown> = {}) => ({
  name,
  code: use(`${declaration}\n${before}`),
  neighbour: use(`${declaration}\n${after}`),
  output: use(`${declaration}\n${after}`),
  files,
  settings,
  typeErrors: [2554],
  errors: [{ messageId: 'contextLeftOut' as const, line: 4 }],
  ...more,
});

const fine = (name: string, declaration: string, body: string, more: Record<string, unknown> = {}) => ({
  name,
  code: use(`${declaration}\n${body}`),
  files,
  settings,
  ...more,
});

testRule('forward-user-context', forwardUserContext, {
  valid: [
    fine(
      'another branded id is no context',
      `declare function load(key: string, user: UserId): string;`,
      `export const f = (tenant: TenantId) => load('a');`,
      { typeErrors: [2554] },
    ),
    fine(
      'a union that has something else in it can be told by the call alone',
      `declare function load(key: string, by: Caller | string): string;`,
      `export const f = (caller: Caller) => load('a', 'nobody');`,
    ),
    fine(
      'what is wanted is more than what is there',
      `declare function load(key: string, caller?: AdminCaller): string;`,
      `export const f = (caller: Caller) => load('a');`,
    ),
    fine(
      'Partial of a context is none',
      `declare function load(key: string, caller?: Caller): string;`,
      `export const f = (caller: Partial<Caller>) => load('a');`,
    ),
    fine(
      'a list of contexts is none',
      `declare function load(key: string, caller?: Caller): string;`,
      `export const f = (callers: Caller[]) => load(String(callers.length));`,
    ),
    fine(
      'a child of a class with an interface of the same name',
      `declare function load(key: string, who: Principal): string;`,
      `export const f = (who: Principal) => load('a', who.child());`,
    ),
  ],
  invalid: [
    fixed(
      'branded ids',
      `declare function load(key: string, user: UserId): string;`,
      `export const f = (user: UserId) => load('a');`,
      `export const f = (user: UserId) => load('a', user);`,
    ),
    fixed(
      'a branded id that is a member',
      `declare function load(key: string, user: UserId): string;`,
      `export const f = (session: { owner: UserId }) => load('a');`,
      `export const f = (session: { owner: UserId }) => load('a', session.owner);`,
    ),
    fixed(
      'Pick of a context is taken',
      `declare function load(key: string, who: Pick<Caller, 'userId'>): string;`,
      `export const f = (caller: Caller) => load('a');`,
      `export const f = (caller: Caller) => load('a', caller);`,
    ),
    fixed(
      'Readonly of a context is there',
      `declare function load(key: string, who: Caller): string;`,
      `export const f = (caller: Readonly<Caller>) => load('a');`,
      `export const f = (caller: Readonly<Caller>) => load('a', caller);`,
    ),
    fixed(
      'a generic function with a constrained parameter',
      `declare function load<C extends Caller>(key: string, who: C): string;`,
      `export const f = (caller: AdminCaller) => load('a');`,
      `export const f = (caller: AdminCaller) => load('a', caller);`,
    ),
    fixed(
      'a generic function that is generic in something else',
      `declare function load<T>(make: () => T, who: Caller): T;`,
      `export const f = (caller: Caller) => load(() => 1);`,
      `export const f = (caller: Caller) => load(() => 1, caller);`,
    ),
    fixed(
      'a type parameter of the function around',
      `declare function load(key: string, who: Caller): string;`,
      `export const f = <C extends Caller>(caller: C) => load('a');`,
      `export const f = <C extends Caller>(caller: C) => load('a', caller);`,
    ),
    fixed(
      'a union of contexts',
      `declare function load(key: string, who: AdminCaller | Caller): string;`,
      `export const f = (caller: Caller) => load('a');`,
      `export const f = (caller: Caller) => load('a', caller);`,
    ),
    fixed(
      'an interface that extends the context',
      `declare function load(key: string, who: Caller): string;`,
      `export const f = (caller: AdminCaller) => load('a');`,
      `export const f = (caller: AdminCaller) => load('a', caller);`,
    ),
    fixed(
      'class and interface declarations of the same name',
      `declare function load(key: string, who: Principal): string;`,
      `export const f = (who: Principal) => load('a');`,
      `export const f = (who: Principal) => load('a', who);`,
    ),
    fixed(
      'a function behind a type of its own',
      `type Loader = (key: string, who: Caller) => string;`,
      `export const f = (caller: Caller, load: Loader) => load('a');`,
      `export const f = (caller: Caller, load: Loader) => load('a', caller);`,
    ),
    fixed(
      'a method of an interface',
      `interface Store { load(key: string, who: Caller): string }`,
      `export const f = (caller: Caller, store: Store) => store.load('a');`,
      `export const f = (caller: Caller, store: Store) => store.load('a', caller);`,
    ),
    fixed(
      'two parameters called context, of which the type decides',
      `declare function load(key: string, context: Caller): string; interface Canvas { width: number }`,
      `export const f = (context: Canvas, caller: Caller) => load(String(context.width));`,
      `export const f = (context: Canvas, caller: Caller) => load(String(context.width), caller);`,
    ),
    fixed(
      'an inherited constructor',
      `class Base { constructor(readonly key: string, readonly who: Caller) {} } class Derived extends Base { more = 1; }`,
      `export const f = (caller: Caller) => new Derived('a');`,
      `export const f = (caller: Caller) => new Derived('a', caller);`,
    ),
  ],
});
