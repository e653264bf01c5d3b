import { noContextMutation } from '../../src/rules/no-context-mutation.js';
import { testRule } from '../tester/rule-tester.js';

const settings = { contextTypes: [{ from: 'file', name: 'RequestScope' }] };
const scope = `
interface Profile { id: string; roles: string[] }
interface RequestScope {
  userId: string;
  tenantId?: string;
  requestId: string;
  readonly profile: Profile;
  readonly labels: Map<string, string>;
  readonly notes: string[];
  readonly bag: Record<string, unknown>;
  count: number;
  readonly response: Response & { cached?: boolean };
}
`;
const legacy = `import { DeepAgentState } from './legacy-state.js';\n`;

const written = (line: number) => [{ messageId: 'written' as const, line }];
const carriedOver = (line: number) => [{ messageId: 'carriedOver' as const, line }];

/** A write in the body of a function with the context `scope`, and the same without the context. */
const inBody = (name: string, body: string, neighbour: string) => ({
  name,
  settings,
  code: `${scope}export function work(scope: RequestScope): void {\n${body}\n}`,
  neighbour: `${scope}export function work(scope: RequestScope): void {\n${neighbour}\n}`,
  errors: written(15),
});

/** A copy in a function with two users. */
const copies = (name: string, code: string, neighbour: string) => ({
  name,
  settings,
  code: `${scope}${code}`,
  neighbour: `${scope}${neighbour}`,
  errors: carriedOver(14),
});

testRule('no-context-mutation', noContextMutation, {
  valid: [
    {
      name: 'an object that is called like a member that all objects have',
      code: `
        const constructor = { assign: (target: object): object => target };
        export const run = (value: object): object => constructor.assign(value);
      `,
    },
    {
      name: 'a context may be put together where it is made',
      settings,
      code: `${scope}
        declare const response: Response;
        export function open(userId: string, entries: readonly (readonly [string, string])[]): RequestScope {
          const scope: RequestScope = { userId, requestId: '', profile: { id: userId, roles: [] }, labels: new Map(), notes: [], bag: {}, count: 0, response };
          scope.requestId = crypto.randomUUID();
          scope.profile.roles.push('reader');
          entries.forEach(([key, value]) => { scope.labels.set(key, value); });
          return scope;
        }
      `,
    },
    {
      name: 'constructors and lazily made private parts',
      settings: { contextTypes: [{ from: 'file', name: 'Visit' }] },
      code: `
        export class Visit {
          readonly userId: string;
          readonly roles: string[] = [];
          #key: string | undefined;
          constructor(userId: string, roles: readonly string[]) {
            this.userId = userId;
            roles.forEach((role) => { this.roles.push(role); });
          }
          get key(): string { return (this.#key ??= this.userId.toLowerCase()); }
        }
      `,
    },
    {
      name: 'requests and the contexts of web servers have a contract of their own',
      settings,
      code: `${scope}
        interface Req { user?: Profile; scope: RequestScope }
        interface Ctx { state: Record<string, unknown>; set(name: string, value: string): void }
        export function authenticate(req: Req, ctx: Ctx, profile: Profile, scope: RequestScope): void {
          req.user = profile;
          req.scope = scope;
          ctx.state.user = profile;
          ctx.set('x', profile.id);
        }
      `,
    },
    {
      name: 'copies of a part, and what only the context carries',
      settings,
      code: `${scope}
        export function report(scope: RequestScope): string[] {
          const notes = [...scope.notes];
          notes.push('end');
          const roles = scope.profile.roles.slice();
          roles.sort();
          scope.response.cached = true;
          const own = structuredClone(scope);
          own.bag.done = true;
          return [...notes, ...roles.filter((role) => role !== '').sort()];
        }
      `,
    },
    {
      name: 'a child context of the same user',
      settings,
      code: `${scope}
        export const child = (scope: RequestScope): RequestScope => ({ ...scope, requestId: crypto.randomUUID(), count: scope.count + 1 });
        export const trimmed = (scope: RequestScope): RequestScope => ({ ...scope, userId: scope.userId.trim() });
        export const forLog = (scope: RequestScope): RequestScope => ({ ...scope, userId: '[redacted]' });
        export const dto = (scope: RequestScope, userId: string): { count: number; userId: string } => ({ count: scope.count, userId });
      `,
    },
    {
      name: 'defaults of the module become the first user\'s',
      settings,
      code: `${scope}
        declare const defaults: RequestScope;
        export const open = (userId: string): RequestScope => ({ ...defaults, userId });
        export const close = (partial: Omit<RequestScope, 'userId'>, userId: string): RequestScope => ({ ...partial, userId });
      `,
    },
    {
      name: 'a legacy state is written by its agents',
      code: `${legacy}
        export function note(state: DeepAgentState, line: string): void { state.messages.push(line); state.metadata.last = line; }
      `,
    },
    {
      name: 'no type, no report',
      settings,
      code: 'export function work(scope: any): void { scope.userId = 1; scope.notes.push(2); delete scope.bag; }',
    },
    {
      name: 'a context without a contract of its own may be written',
      code: 'interface RequestContext { userId: string }\nexport function work(context: RequestContext): void { context.userId = ""; }',
    },
  ],
  invalid: [
    inBody('assignment to a member', "scope.requestId = '';", "const requestId = ''; void requestId; void scope;"),
    inBody('assignment at depth', "scope.profile.roles = ['admin'];", "const profile = { ...scope.profile }; profile.roles = ['admin'];"),
    inBody('delete', 'delete scope.tenantId;', 'const { tenantId, ...rest } = scope; void tenantId; void rest;'),
    inBody('counting', 'scope.count++;', 'let count = scope.count; count++; void count;'),
    inBody('a method of an array', "scope.notes.push('x');", "const notes = [...scope.notes]; notes.push('x');"),
    inBody('a method of a map', "scope.labels.set('a', 'b');", "const labels = new Map(scope.labels); labels.set('a', 'b');"),
    inBody('sorting in place', 'scope.profile.roles.sort();', 'scope.profile.roles.map((role) => role).sort();'),
    inBody('Object.assign', "Object.assign(scope, { requestId: '' });", "Object.assign({}, scope, { requestId: '' });"),
    inBody('Object.defineProperty', "Object.defineProperty(scope, 'userId', { value: '' });", "Object.defineProperty({}, 'userId', { value: scope.userId });"),
    inBody('Reflect.set', "Reflect.set(scope.bag, 'a', 1);", "Reflect.get(scope.bag, 'a');"),
    inBody('a borrowed method', "Array.prototype.push.call(scope.notes, 'x');", "Array.prototype.concat.call(scope.notes, 'x');"),
    inBody('an alias', 'const bag = scope.bag; bag.x = 1;', 'const bag = { ...scope.bag }; bag.x = 1;'),
    inBody('destructuring', 'const { profile: { roles } } = scope; roles.length = 0;', 'const { profile: { roles: [...roles] } } = scope; roles.length = 0;'),
    inBody('a cast', "(scope as { userId: string }).userId = '';", "({ ...scope } as { userId: string }).userId = '';"),
    inBody('any', "(scope as any).profile.id = '';", "(structuredClone(scope) as any).profile.id = '';"),
    inBody('a destructuring target', "[scope.requestId] = [''];", "let requestId; [requestId] = ['']; void requestId; void scope;"),
    inBody('the target of a loop', "for (scope.requestId of ['a']) { break; }", "for (const requestId of ['a']) { void requestId; } void scope;"),
    inBody('the second level of a spread', "const copy = { ...scope }; copy.profile.id = '';", "const copy = { ...scope, profile: { ...scope.profile } }; copy.profile.id = '';"),
    inBody('elements', 'for (const entry of [...scope.notes]) { void entry; } scope.bag[scope.userId] = 1;', 'const bag: Record<string, number> = {}; bag[scope.userId] = 1;'),
    {
      name: 'after it was handed on',
      settings,
      code: `${scope}declare function run(scope: RequestScope): void;
export function start(base: RequestScope): void { const next: RequestScope = { ...base }; run(next); next.requestId = ''; }`,
      neighbour: `${scope}declare function run(scope: RequestScope): void;
export function start(base: RequestScope): void { const next: RequestScope = { ...base }; next.requestId = ''; run(next); }`,
      errors: written(15),
    },
    {
      name: 'a field that holds a context, and a property of another object',
      settings,
      code: `${scope}export class Agent { constructor(private readonly scope: RequestScope) {}
  run(job: { scope: RequestScope }): void { this.scope.count += 1; job.scope.notes.length = 0; } }`,
      neighbour: `${scope}export class Agent { constructor(private scope: RequestScope) {}
  run(job: { scope: RequestScope }): void { this.scope = { ...this.scope, count: this.scope.count + 1 }; job.scope = this.scope; } }`,
      errors: [...written(15), ...written(15)],
    },
    {
      name: 'a destructured parameter',
      settings,
      code: `${scope}
export function work({ bag, profile: { roles } }: RequestScope): void { bag.x = 1; roles.push(''); }`,
      neighbour: `${scope}
export function work({ bag, profile: { roles } }: RequestScope): void { void bag.x; roles.at(0); }`,
      errors: [...written(15), ...written(15)],
    },
    {
      name: 'a method that changes its own context',
      settings: { contextTypes: [{ from: 'file', name: 'Visit' }] },
      code: 'export class Visit { constructor(public userId: string) {}\n  become(userId: string): void { this.userId = userId; } }',
      neighbour: 'export class Visit { constructor(public userId: string) {}\n  child(): Visit { return new Visit(this.userId); } }',
      errors: written(2),
    },
    copies(
      'a copy for another user by spread',
      'export const share = (alice: RequestScope, bob: string): RequestScope => ({ ...alice, userId: bob });',
      'export const share = (alice: RequestScope, bob: string): RequestScope => ({ ...alice, requestId: bob });',
    ),
    copies(
      'a copy by Object.assign',
      'export const share = (from: RequestScope, to: Profile): RequestScope => Object.assign({}, from, { userId: to.id });',
      'export const share = (from: RequestScope, to: Profile): RequestScope => Object.assign({}, from, { requestId: to.id });',
    ),
    copies(
      'a deep copy',
      'export function share(from: RequestScope, to: RequestScope): RequestScope { const copy = structuredClone(from); copy.userId = to.userId; return copy; }',
      'export function share(from: RequestScope, to: RequestScope): RequestScope { const copy = structuredClone(from); copy.requestId = to.requestId; return copy; }',
    ),
    copies(
      'the rest of a state',
      'export function share(from: RequestScope, to: string): RequestScope { const { userId: _, ...rest } = from; return { ...rest, userId: to }; }',
      'export function share(from: RequestScope, to: string): RequestScope { const { userId, ...rest } = from; return { ...rest, userId, requestId: to }; }',
    ),
    {
      name: 'a legacy state copied by its own method or constructor',
      code: `${legacy}
        declare class Run extends DeepAgentState { copyWithUpdates(updates: Partial<Run>): Run }
        export const hand = (run: Run, member: { id: string }): Run => run.copyWithUpdates({ userId: member.id });
        export const again = (state: DeepAgentState, userId: string): DeepAgentState => Object.assign(new DeepAgentState(), { ...state, userId });
      `,
      neighbour: `${legacy}
        declare class Run extends DeepAgentState { copyWithUpdates(updates: Partial<Run>): Run }
        export const hand = (run: Run, member: { id: string }): Run => run.copyWithUpdates({ chatThreadId: member.id });
        export const again = (state: DeepAgentState, userId: string): DeepAgentState => Object.assign(new DeepAgentState(), { userId, ...state });
      `,
      errors: [...carriedOver(4), ...carriedOver(5)],
    },
    {
      name: 'what the SDK says is only to be read',
      code: `import type { ToolExecutionOptions } from '@ai-sdk/provider-utils';
export function execute(input: unknown, options: ToolExecutionOptions): void { options.messages.push({ role: 'user', content: '' }); void input; }`,
      neighbour: `import type { ToolExecutionOptions } from '@ai-sdk/provider-utils';
export function execute(input: unknown, options: ToolExecutionOptions): void { [...options.messages].push({ role: 'user', content: '' }); void input; }`,
      files: {
        'ai.d.ts': `declare module '@ai-sdk/provider-utils' {
          export interface ToolExecutionOptions { toolCallId: string; messages: { role: 'user'; content: string }[]; experimental_context?: unknown }
        }`,
      },
      errors: written(2),
    },
  ],
});
