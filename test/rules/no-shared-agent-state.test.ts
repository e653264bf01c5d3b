import { noSharedAgentState } from '../../src/rules/no-shared-agent-state.js';
import { testRule } from '../tester/rule-tester.js';

/** Declarations that several cases begin with. */
const person = 'interface Person { id: string; email: string }\n';
const carrier = 'interface Inbound { path: string; user: { id: string; name: string } }\n';

/** The shape of the MCP SDK, as far as the cases use it. */
const mcp = {
  'mcp.d.ts': `
    declare module '@modelcontextprotocol/sdk/server/index.js' {
      import type { IncomingMessage } from 'node:http';
      export interface Transport { send(line: string): Promise<void> }
      export class McpServer {
        constructor(info: { name: string });
        connect(transport: Transport): Promise<void>;
        registerTool(name: string, run: (input: { text: string }) => Promise<string>): void;
        readonly server: { sendLoggingMessage(message: { data: string }): Promise<void> };
      }
      export class StdioServerTransport implements Transport { send(line: string): Promise<void> }
      export class StreamableHTTPServerTransport implements Transport {
        constructor(options: { sessionIdGenerator?: () => string });
        send(line: string): Promise<void>;
        handleRequest(request: IncomingMessage): Promise<void>;
      }
    }
  `,
};
const mcpImport = `
  import { McpServer, StdioServerTransport, StreamableHTTPServerTransport, type Transport } from '@modelcontextprotocol/sdk/server/index.js';
  import type { IncomingMessage } from 'node:http';
`;

/** The shape of LangChain's message history. */
const langchain = {
  'langchain.d.ts': `
    declare module '@langchain/core/chat_history' {
      export class InMemoryChatMessageHistory { addUserMessage(text: string): Promise<void>; getMessages(): Promise<string[]> }
    }
  `,
};

/** A class that a function makes of another. */
const mixin = `
type Constructor = new (...given: any[]) => object;
class Base { label = ''; }
function Audited<B extends Constructor>(Parent: B) {
  return class extends Parent {
    actorId = '';
    as(userId: string): this { this.actorId = userId; return this; }
    who(): string { return this.actorId; }
  };
}
function Timed<B extends Constructor>(Parent: B) { return class extends Parent { started = 0; }; }
`;
const mixins: [string, string][] = [
  ['a mixed class, of which the module has an instance', 'export const desk = new (Audited(Base))();'],
  ['a mixed class with a name', 'const Desk = Audited(Base);\nexport const desk = new Desk();'],
  ['a class that extends a mixed one', 'class Desk extends Audited(Base) {}\nexport const desk = new Desk();'],
  ['a class that is mixed twice', 'export const desk = new (Timed(Audited(Base)))();'],
];

const pinia = {
  'pinia.d.ts': `
    declare module 'pinia' {
      export interface Pinia { state: { value: object } }
      export function createPinia(): Pinia;
      export function defineStore<Store>(id: string, make: () => Store): (pinia: Pinia) => Store;
    }
  `,
};

testRule('no-shared-agent-state', noSharedAgentState, {
  valid: [
    {
      name: 'the method and the route of a request, which are the program’s own words',
      code: `
        interface Call extends Request { route: { path: string } }
        let last = '';
        export function note(call: Call): void { last = call.method + call.route.path; }
        export const current = (): string => last;
      `,
    },
    {
      name: 'a setting that those who run the service make',
      code: `
        let level = 'info';
        export function configure(req: Request & { role: string }, res: { status(code: number): void }): void {
          if (req.role !== 'admin') { res.status(403); return; }
          level = req.url;
        }
        export const current = (): string => level;
      `,
    },
    {
      name: 'a command, which runs once for the one who typed it',
      files: { 'commander.d.ts': "declare module 'commander' { export class Command { action(run: (options: { email: string }) => void): this } }" },
      code: `
        import { Command } from 'commander';
        let current = '';
        function signIn(email: string): void { current = email; }
        new Command().action(async (options) => { signIn(options.email); });
        export const who = (): string => current;
      `,
    },
    {
      name: 'what a test makes for itself',
      files: { 'vitest.d.ts': "declare module 'vitest' { export function beforeEach(run: () => void): void; export function it(name: string, run: () => void): void }" },
      code: `
        import { beforeEach, it } from 'vitest';
        class Inbox { userId = ''; as(userId: string): void { this.userId = userId; } }
        let inbox: Inbox;
        beforeEach(() => { inbox = new Inbox(); });
        it('is of one user', () => { inbox.as('a'); });
      `,
    },
    {
      name: 'what nobody reads',
      code: `
        const seen = new Set<string>();
        export function revoke(accessToken: string): void { seen.add(accessToken); }
      `,
    },
    {
      name: 'a queue whose entries are answered one by one, each to the one who brought it',
      code: `
        interface Job { vin: string; token: string; done: (answer: string) => void }
        declare function ask(vin: string, token: string): Promise<string>;
        let waiting: Job[] = [];
        async function flush(): Promise<void> {
          const batch = waiting;
          waiting = [];
          for (const job of batch) job.done(await ask(job.vin, job.token));
        }
        export function lookUp(vin: string, token: string): Promise<string> {
          return new Promise((done) => { waiting.push({ vin, token, done }); setTimeout(() => void flush(), 5); });
        }
      `,
    },
    {
      name: 'listeners that are looked for and taken out when their connection ends',
      code: `
        import type { ServerResponse } from 'node:http';
        interface Listener { merchantNo: string; res: ServerResponse }
        const listeners: Listener[] = [];
        export function listen(merchantNo: string, res: ServerResponse): void {
          const entry = { merchantNo, res };
          listeners.push(entry);
          res.on('close', () => { listeners.splice(listeners.indexOf(entry), 1); });
        }
        export function tell(merchantNo: string, text: string): void {
          for (const listener of listeners) if (listener.merchantNo === merchantNo) listener.res.write(text);
        }
      `,
    },
    {
      name: 'a copy of defaults is written at its first level, or with its nested object copied too',
      code: `
        const initial = { view: { path: '' }, visits: [] as string[], title: '' };
        export function open(req: { path: string; userId: string }): unknown {
          const state = { ...initial, visits: [...initial.visits] };
          state.title = req.userId;
          state.visits.push(req.path);
          const other = { ...initial };
          other.view = { ...initial.view };
          other.view.path = req.userId;
          const deep = structuredClone(initial);
          deep.view.path = req.path;
          return [state, other, deep];
        }
      `,
    },
    {
      name: 'a default is copied before it is written',
      code: `
        const FALLBACK: Record<string, string> = { accept: '*/*' };
        export class Caller {
          readonly settings: { headers: Record<string, string> };
          constructor(token: string, given: { headers?: Record<string, string> }) {
            this.settings = { headers: { ...(given.headers ?? FALLBACK) } };
            this.settings.headers['authorization'] = token;
          }
        }
        const EARLIER: string[] = [];
        export function ask(text: string, turns = [...EARLIER]): string[] {
          turns.push(text);
          return turns;
        }
      `,
    },
    {
      name: 'a list of connections without the closed one',
      code: `
        interface Listener { userId: string; write(text: string): void }
        export class Listeners {
          private all: Listener[] = [];
          remove(gone: Listener): void { this.all = this.all.filter((listener) => listener !== gone); }
        }
        export const listeners = new Listeners();
      `,
    },
    {
      name: 'constant tables are read only',
      code: `
        export const SCOPES: Record<string, readonly string[]> = { list: ['read'] };
        const RETRYABLE = new Set([429, 503]);
        const TABLE: Record<string, number> = {};
        for (const status of [1, 2]) TABLE[String(status)] = status;
        ['a', 'b'].forEach((name) => { TABLE[name] = 0; });
        export const isRetryable = (status: number): boolean => RETRYABLE.has(status) && status in TABLE;
      `,
    },
    {
      name: 'logger, pool and metrics singletons',
      code: `
        declare class Logger { info(line: string): void }
        declare class Pool { constructor(options: { max: number }); query(sql: string, values: unknown[]): Promise<unknown> }
        const logger = new Logger();
        let pool: Pool | undefined;
        let requests = 0;
        export async function orders(userId: string): Promise<unknown> {
          pool ??= new Pool({ max: 10 });
          requests += 1;
          logger.info(String(requests));
          return pool.query('select', [userId]);
        }
      `,
    },
    {
      name: 'feature flags are the same for everybody',
      code: `
        interface Flag { readonly name: string }
        declare function fetchFlags(): Promise<readonly Flag[]>;
        let flags: readonly Flag[] = [];
        let loadedAt = 0;
        export async function isOn(name: string, userId: string): Promise<boolean> {
          if (Date.now() - loadedAt > 1000) {
            flags = await fetchFlags();
            loadedAt = Date.now();
          }
          return userId !== '' && flags.some((flag) => flag.name === name);
        }
      `,
    },
    {
      name: 'a compiled schema and a lazy client from the environment',
      code: `
        declare class Gateway { constructor(options: { apiKey: string | undefined }); ask(text: string): Promise<string> }
        let gateway: Gateway | undefined;
        export function ask(sessionId: string, text: string): Promise<string> {
          gateway ??= new Gateway({ apiKey: process.env.API_KEY });
          return gateway.ask(sessionId + text);
        }
      `,
    },
    {
      name: 'globalThis guard against reloading',
      code: `
        declare class Database { find(id: string): Promise<string> }
        const globals = globalThis as unknown as { database?: Database };
        export const database = globals.database ?? new Database();
        if (process.env.NODE_ENV !== 'production') globals.database = database;
        export function reset(): void { globals.database = new Database(); }
      `,
    },
    {
      name: 'a registry filled at start-up',
      code: `
        interface Tool { name: string; run(input: string): Promise<string> }
        const tools: Tool[] = [];
        const byName = new Map<string, Tool>();
        export function registerTool(tool: Tool): void {
          tools.push(tool);
          byName.set(tool.name, tool);
        }
        export const run = (name: string, input: string): Promise<string> | undefined => byName.get(name)?.run(input);
      `,
    },
    {
      name: 'start-up code may keep what it is given',
      code: `
        ${person}
        let operator: Person | undefined;
        async function main(person: Person): Promise<void> { operator = person; await Promise.resolve(); }
        void main({ id: process.argv[2] ?? '', email: '' });
        export const operatorId = (): string | undefined => operator?.id;
      `,
    },
    {
      name: 'a WeakMap keyed by the request',
      code: `
        ${person}
        const persons = new WeakMap<Request, Person>();
        export function remember(request: Request, person: Person): void { persons.set(request, person); }
      `,
    },
    {
      name: 'sessions by id with a delete',
      code: `
        interface Session { id: string; lines: string[] }
        const sessions = new Map<string, Session>();
        export function open(session: Session): void { sessions.set(session.id, session); }
        export function close(id: string): void { sessions.delete(id); }
      `,
    },
    {
      name: 'a rate limiter keyed by user',
      code: `
        const buckets: Record<string, number> = {};
        export function take(userId: string, amount: number): void { buckets[userId] = amount; }
      `,
    },
    {
      name: 'pending answers by a random id',
      code: `
        declare function randomId(): string;
        const pending = new Map<string, { resolve(value: unknown): void }>();
        export function call(userId: string, send: (id: string, userId: string) => void): Promise<unknown> {
          const id = randomId();
          return new Promise((resolve) => {
            pending.set(id, { resolve });
            send(id, userId);
          });
        }
      `,
    },
    {
      name: 'a one-entry memo whose guard compares its input',
      code: `
        let lastText = '';
        let lastWords: string[] = [];
        export function words(text: string): string[] {
          if (text !== lastText) {
            lastWords = text.split(' ');
            lastText = text;
          }
          return lastWords;
        }
      `,
    },
    {
      name: 'AsyncLocalStorage used with run',
      code: `
        import { AsyncLocalStorage } from 'node:async_hooks';
        const storage = new AsyncLocalStorage<{ userId: string }>();
        export const run = (userId: string, body: () => void): void => { storage.run({ userId }, body); };
        export const userId = (): string | undefined => storage.getStore()?.userId;
      `,
    },
    {
      name: 'setDefault and configure are called by start-up code',
      code: `
        let _defaultKey: string | undefined;
        let options: { token: string } | undefined;
        export function setDefaultKey(key: string): void { _defaultKey = key; }
        export function configure(given: { token: string }): void { options = given; }
        export const current = (): string | undefined => _defaultKey ?? options?.token;
      `,
    },
    {
      name: 'a queue hands its items on',
      code: `
        interface Message { userId: string; text: string }
        const queue: Message[] = [];
        export function enqueue(message: Message): void { queue.push(message); }
        export function next(): Message | undefined { return queue.shift(); }
      `,
    },
    {
      name: 'a list of subscribers that is filtered',
      code: `
        interface Session { id: string }
        let sessions: Session[] = [];
        export function join(session: Session): () => void {
          sessions.push(session);
          return () => { sessions = sessions.filter((other) => other !== session); };
        }
      `,
    },
    {
      name: 'set, delete and push of databases and queues are not writes to a collection',
      code: `
        declare const db: { users: { delete(id: string): Promise<void>; push(user: { userId: string }): void } };
        declare const redis: { set(key: string, value: string): Promise<void> };
        const jobs = { add(user: { userId: string }): void { void user; }, set(key: string, userId: string): void { void key; void userId; } };
        export async function save(userId: string): Promise<void> {
          db.users.push({ userId });
          await redis.set('last-user', userId);
          jobs.add({ userId });
          jobs.set('last', userId);
        }
      `,
    },
    {
      name: 'any receivers are unknown',
      code: `
        declare const anything: any;
        export function save(userId: string): void { anything.cache.set('user', userId); anything.list.push(userId); }
      `,
    },
    {
      name: 'fields of an object made for the request',
      code: `
        class Run {
          userId = '';
          lines: string[] = [];
          start(userId: string): void { this.userId = userId; this.lines.push(userId); }
        }
        export function handle(userId: string): string { const run = new Run(); run.start(userId); run.userId = userId; return run.userId; }
      `,
    },
    {
      name: 'collaborators given to the constructor of a singleton',
      code: `
        class Notes { constructor(private readonly session: { find(id: string): Promise<string> }) {} find(userId: string): Promise<string> { return this.session.find(userId); } }
        export const notes = new Notes({ find: (id) => Promise.resolve(id) });
      `,
    },
    {
      name: "a file that says 'use client'",
      code: `
        'use client';
        let currentUser: string | undefined;
        export function setUser(userId: string): void { currentUser = userId; }
        export const user = (): string | undefined => currentUser;
      `,
    },
    {
      name: 'a branch for browsers',
      code: `
        class Store { constructor(readonly token: string) {} }
        let browserStore: Store | undefined;
        export function storeFor(token: string): Store {
          if (typeof window === 'undefined') return new Store(token);
          browserStore ??= new Store(token);
          return browserStore;
        }
      `,
    },
    {
      name: 'a function that needs a window',
      code: `
        let lastEmail = '';
        export function remember(email: string): void { window.localStorage.setItem('email', email); lastEmail = email; }
        export const last = (): string => lastEmail;
      `,
    },
    {
      name: 'what only a script reads',
      code: `
        declare function call(options: { ontoken(token: string): void }): Promise<void>;
        let lastToken = '';
        await call({ ontoken: (token) => { lastToken = token; } });
        console.log(lastToken);
        export {};
      `,
    },
    {
      name: 'removing one user from a list',
      code: `
        class Admins {
          private sessions: string[] = [];
          remove(sessionId: string): void { this.sessions = this.sessions.filter((other) => other !== sessionId); }
          has(sessionId: string): boolean { return this.sessions.includes(sessionId); }
        }
        export const admins = new Admins();
      `,
    },
    {
      name: 'a type that the settings declare process-wide',
      code: `
        class TenantDirectory { constructor(readonly tenantId: string) {} }
        let directory: TenantDirectory | undefined;
        export function open(tenantId: string): TenantDirectory { directory = new TenantDirectory(tenantId); return directory; }
      `,
      settings: { processWideTypes: [{ from: 'file', name: 'TenantDirectory' }] },
    },
    {
      name: 'locals of an enclosing function',
      code: `
        ${person}
        export function handle(person: Person): () => string {
          let current: Person | undefined;
          const set = (): void => { current = person; };
          set();
          return () => current?.id ?? '';
        }
      `,
    },
    {
      name: 'values that depend on no caller',
      code: `
        interface Session { startedAt: number }
        let session: Session | undefined;
        export function restart(userId: string): string { session = { startedAt: Date.now() }; return userId + session.startedAt; }
      `,
    },
    {
      name: 'names alone tell nothing',
      code: `
        let currentUser = '';
        export function useDemo(): void { currentUser = 'demo'; }
        export const user = (): string => currentUser;
      `,
    },
    {
      name: 'data of a caller of whom nothing is known',
      code: `
        let color = '';
        export function paint(given: string): void { color = given; }
        export const painted = (): string => color;
      `,
    },
    {
      name: 'an MCP server over stdio has one client, also when it notifies',
      code: `
        ${mcpImport}
        const server = new McpServer({ name: 'notes' });
        server.registerTool('search', async ({ text }) => {
          await server.server.sendLoggingMessage({ data: text });
          return text;
        });
        export async function start(): Promise<void> { await server.connect(new StdioServerTransport()); }
        export const unused = [StreamableHTTPServerTransport] as unknown as Transport & IncomingMessage;
      `,
      files: mcp,
    },
    {
      name: 'a busy latch that is reset, and one that only throws',
      code: `
        interface Job { name: string; run(): Promise<void> }
        let running: string | undefined;
        let migrating: string | undefined;
        export async function tick(job: Job): Promise<void> {
          if (running) return;
          running = job.name;
          try { await job.run(); } finally { running = undefined; }
        }
        export async function migrate(name: string, run: () => Promise<void>): Promise<void> {
          if (migrating) throw new Error(\`busy with \${migrating}\`);
          migrating = name;
          try { await run(); } finally { migrating = undefined; }
        }
      `,
    },
    {
      name: 'records of numbers and texts that the program knows',
      code: `
        type Phase = 'booting' | 'ready';
        const history: { phase: Phase; at: number }[] = [];
        export function enter(phase: Phase): number { history.push({ phase, at: Date.now() }); return history.length; }
      `,
    },
    {
      name: 'a connection that the program opens itself',
      code: `
        declare module 'ws' { export class WebSocket { constructor(url: string); on(event: string, run: (data: string) => void): void } }
        import { WebSocket } from 'ws';
        let feed: WebSocket | undefined;
        let latest = '';
        export function connect(): void {
          feed = new WebSocket(process.env.FEED ?? '');
          feed.on('message', (data) => { latest = data; });
        }
        export const read = (): string => latest + String(feed);
      `,
      untyped: 'because the module is not installed',
    },
    {
      name: 'what an emitter says once',
      code: `
        declare const bot: { once(event: string, run: (ready: { user: { id: string } }) => void): void };
        let me: { id: string } | undefined;
        export function start(): void { bot.once('ready', (ready) => { me = ready.user; }); }
        export const id = (): string | undefined => me?.id;
      `,
    },
    {
      name: 'an offset of a message is nothing that anybody wrote',
      code: `
        let lastOffset = '';
        export const consume = (message: { offset: string }): void => { lastOffset = message.offset; };
        export const offset = (): string => lastOffset;
      `,
    },
    {
      name: 'a generic container keeps what it is given',
      code: `
        class List<Item> {
          private tail?: { item: Item };
          add(item: Item): void { this.tail ??= { item }; }
          last(): Item | undefined { return this.tail?.item; }
        }
        export const list = new List<string>();
      `,
    },
    {
      name: 'a table is searched for what the caller names',
      code: `
        interface Todo { ownerId: string; text: string }
        const todos: Todo[] = [];
        const revoked = new Set<string>();
        export function add(todo: Todo, token: string): void { todos.push(todo); revoked.add(token); }
        export const of = (ownerId: string): Todo[] => todos.filter((todo) => todo.ownerId === ownerId);
        export const isRevoked = (token: string): boolean => revoked.has(token);
      `,
    },
    {
      name: 'the number of a caller’s things',
      code: `
        let total = { done: 0, total: 0 };
        export async function run(docs: string[]): Promise<number> {
          total = { done: 0, total: docs.length };
          await Promise.resolve();
          return total.total;
        }
      `,
    },
    {
      name: 'a command-line program has one conversation',
      code: `
        import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
        const history = new InMemoryChatMessageHistory();
        async function main(): Promise<void> { await history.addUserMessage(process.argv[2] ?? ''); }
        void main();
      `,
      files: langchain,
    },
    {
      name: 'types of packages tell by their name only',
      code: `
        import type { URL as Address } from 'node:url';
        const seen: Address[] = [];
        export function visit(address: Address): number { seen.push(address); return seen.length; }
      `,
    },
    {
      name: 'the first caller decides about a configuration',
      code: `
        interface StoreConfig { url: string }
        class Store { constructor(readonly config: StoreConfig) {} }
        let store: Store | undefined;
        export function storeOf(config: StoreConfig): Store { store ??= new Store(config); return store; }
        let level = '';
        export function levelOf(mode: 'quiet' | 'loud'): string { if (level === '') level = mode; return level; }
      `,
    },
  ],
  invalid: [
    {
      name: 'one’s own identity stays one’s own, also of those who run the service; and a role is no such check',
      code: `
        let current = '';
        interface Call { role: string; userId: string }
        export function enter(call: Call): void { if (call.role !== 'admin') throw new Error('403'); current = call.userId; }
        export const who = (): string => current;
      `,
      neighbour: `
        interface Call { role: string; userId: string }
        export function enter(call: Call): string { if (call.role !== 'admin') throw new Error('403'); return call.userId; }
      `,
      errors: [{ messageId: 'keptInShared', line: 4 }],
    },
    {
      name: 'what a member of a ward chooses is no setting',
      code: `
        let patient = '';
        export function open(req: Request & { role: string }): void { if (req.role !== 'doctor') throw new Error('403'); patient = req.url; }
        export const current = (): string => patient;
      `,
      neighbour: `
        export function open(req: Request & { role: string }): string { if (req.role !== 'doctor') throw new Error('403'); return req.url; }
      `,
      errors: [{ messageId: 'keptInShared', line: 3 }],
    },
    {
      name: 'a setter that the module was given with its value',
      code: `
        declare function createSignal<T>(first: T): [() => T, (next: T) => void];
        const [viewer, setViewer] = createSignal('');
        export function render(userId: string): string { setViewer(userId); return viewer(); }
      `,
      neighbour: `
        declare function createSignal<T>(first: T): [() => T, (next: T) => void];
        export function render(userId: string): string { const [viewer, setViewer] = createSignal(''); setViewer(userId); return viewer(); }
      `,
      errors: [{ messageId: 'keptInShared', line: 4 }],
    },
    {
      name: 'a property of the global object, under a symbol',
      code: `
        const ACTOR = Symbol.for('actor');
        const scope = globalThis as typeof globalThis & { [ACTOR]?: string };
        export function enter(userId: string): void { scope[ACTOR] = userId; }
        export const who = (): string | undefined => scope[ACTOR];
      `,
      neighbour: `
        const ACTOR = Symbol.for('actor');
        const scope = globalThis as typeof globalThis & { [ACTOR]?: string };
        export function enter(version: string): void { if (version.length > 0) scope[ACTOR] = 'one'; }
        export const who = (): string | undefined => scope[ACTOR];
      `,
      errors: [{ messageId: 'keptInShared', line: 4 }],
    },
    ...mixins.map(([name, use]) => ({
      name,
      code: `${mixin}${use}`,
      neighbour: `${mixin}export const open = (userId: string): string => { const Desk = Audited(Base); return new Desk().as(userId).who(); };`,
      errors: [{ messageId: 'keptInShared' as const, line: 7 }],
    })),
    {
      name: 'the one on whose behalf a shared object works',
      code: `
        class Desk { actor = ''; as(counsel: string): this { this.actor = counsel; return this; } who(): string { return this.actor; } }
        export const desk = new Desk();
      `,
      neighbour: `
        class Desk { label = ''; as(counsel: string): this { this.label = counsel; return this; } }
        export const desk = new Desk();
      `,
      errors: [{ messageId: 'keptInShared', line: 2 }],
    },
    {
      name: 'an MCP server that a function made once; its neighbour makes one for each request',
      files: mcp,
      code: `
        ${mcpImport}
        declare const app: { post(path: string, handler: (request: IncomingMessage) => Promise<void>): void };
        function build(): McpServer { return new McpServer({ name: 'notes' }); }
        const server = build();
        app.post('/mcp', async () => { await server.connect(new StreamableHTTPServerTransport({})); });
        export const unused = [StdioServerTransport] as unknown as Transport;
      `,
      neighbour: `
        ${mcpImport}
        declare const app: { post(path: string, handler: (request: IncomingMessage) => Promise<void>): void };
        function build(): McpServer { return new McpServer({ name: 'notes' }); }
        app.post('/mcp', async () => { const server = build(); await server.connect(new StreamableHTTPServerTransport({})); });
        export const unused = [StdioServerTransport] as unknown as Transport;
      `,
      errors: [{ messageId: 'connectionForAll', line: 8, data: { name: 'server' } }],
    },
    {
      name: 'a store that is made with state which all users share',
      files: pinia,
      code: `
        import { createPinia, defineStore } from 'pinia';
        const pinia = createPinia();
        const useDesk = defineStore('desk', () => ({ guest: '', open: (userId: string) => userId }));
        export function render(userId: string): string {
          useDesk(pinia).guest = userId;
          const desk = useDesk(pinia);
          return desk.open(userId);
        }
      `,
      neighbour: `
        import { createPinia, defineStore } from 'pinia';
        const useDesk = defineStore('desk', () => ({ guest: '', open: (userId: string) => userId }));
        export function render(userId: string): string {
          const pinia = createPinia();
          useDesk(pinia).guest = userId;
          const desk = useDesk(pinia);
          return desk.open(userId);
        }
      `,
      errors: [
        { messageId: 'keptInShared', line: 6 },
        { messageId: 'keptInShared', line: 8 },
      ],
    },
    {
      name: 'the nested object of spread defaults is the one of everybody',
      code: `
        const initial = { view: { path: '' }, visits: [] as string[], title: '' };
        export function open(req: { path: string; userId: string }): unknown {
          const state = { ...initial };
          state.view.path = req.userId;
          state.visits.push(req.path);
          return state;
        }
      `,
      neighbour: `
        const initial = { view: { path: '' }, visits: [] as string[], title: '' };
        export function open(req: { path: string; userId: string }): unknown {
          const state = structuredClone(initial);
          state.view.path = req.userId;
          state.visits.push(req.path);
          return state;
        }
      `,
      errors: [{ messageId: 'writtenToDefault', line: 5 }, { messageId: 'writtenToDefault', line: 6 }],
    },
    {
      name: 'a default object is written by reference, as a field and as the default of a parameter',
      code: `
        const FALLBACK: Record<string, string> = { accept: '*/*' };
        export class Caller {
          readonly settings: { headers: Record<string, string> };
          constructor(token: string, given: { headers?: Record<string, string> }) {
            this.settings = { headers: given.headers ?? FALLBACK };
            this.settings.headers['authorization'] = token;
          }
        }
        const EARLIER: string[] = [];
        export function ask(text: string, turns = EARLIER): string[] {
          turns.push(text);
          return turns;
        }
      `,
      neighbour: `
        const FALLBACK: Record<string, string> = { accept: '*/*' };
        export class Caller {
          readonly settings: { headers: Record<string, string> };
          constructor(token: string, given: { headers?: Record<string, string> }) {
            this.settings = { headers: { ...(given.headers ?? FALLBACK) } };
            this.settings.headers['authorization'] = token;
          }
        }
        const EARLIER: string[] = [];
        export function ask(text: string, turns = [...EARLIER]): string[] {
          turns.push(text);
          return turns;
        }
      `,
      errors: [{ messageId: 'writtenToDefault', line: 7 }, { messageId: 'writtenToDefault', line: 12 }],
    },
    {
      name: 'a copy of defaults is handed in, and its nested list is written',
      code: `
        const DEFAULTS = { labels: [] as string[] };
        interface Run { meta: { labels: string[] } }
        function open(parts: Run): Run { return { ...parts }; }
        export function start(person: { userId: string; labels: string[] }): Run {
          const run = open({ meta: { ...DEFAULTS } });
          run.meta.labels.push(...person.labels);
          return run;
        }
      `,
      neighbour: `
        const DEFAULTS = { labels: [] as string[] };
        interface Run { meta: { labels: string[] } }
        function open(parts: Run): Run { return structuredClone(parts); }
        export function start(person: { userId: string; labels: string[] }): Run {
          const run = open({ meta: { ...DEFAULTS } });
          run.meta.labels.push(...person.labels);
          return run;
        }
      `,
      errors: [{ messageId: 'writtenToDefault', line: 7 }],
    },
    {
      name: 'a store of application state that is made once',
      files: {
        'redux.d.ts': `
          declare module 'redux' {
            export interface Store<State> { dispatch(action: { type: string; payload: unknown }): void; getState(): State }
            export function createStore<State>(first: State): Store<State>;
          }
        `,
      },
      code: `
        import { createStore } from 'redux';
        const store = createStore({ name: '' });
        const storeFor = () => store;
        export function render(user: { name: string }): string {
          const own = storeFor();
          own.dispatch({ type: 'named', payload: user.name });
          return own.getState().name;
        }
      `,
      neighbour: `
        import { createStore } from 'redux';
        const storeFor = () => createStore({ name: '' });
        export function render(user: { name: string }): string {
          const own = storeFor();
          own.dispatch({ type: 'named', payload: user.name });
          return own.getState().name;
        }
      `,
      errors: [{ messageId: 'keptInShared', line: 7 }],
    },
    {
      name: 'a member by which a person is known, in a store that is made once',
      files: {
        'zustand.d.ts': `
          declare module 'zustand' {
            export interface StoreApi<State> { setState(part: Partial<State>): void; getState(): State }
            export function createStore<State>(first: State): StoreApi<State>;
          }
        `,
      },
      code: `
        import { createStore } from 'zustand';
        const store = createStore({ email: '', theme: '' });
        export function signIn(email: string, theme: string): string { store.setState({ email }); return theme; }
      `,
      neighbour: `
        import { createStore } from 'zustand';
        const store = createStore({ email: '', theme: '' });
        export function signIn(email: string, theme: string): string { store.setState({ theme }); return email; }
      `,
      errors: [{ messageId: 'keptInShared', line: 4 }],
    },
    {
      name: 'one object that every request has as a member',
      files: {
        'fastify.d.ts': `
          declare module 'fastify' {
            export interface FastifyRequest { url: string; trail: { userId: string } }
            export interface FastifyInstance {
              decorateRequest(name: string, value?: unknown): void;
              addHook(name: 'onRequest', hook: (request: FastifyRequest) => void): void;
            }
            export function fastify(): FastifyInstance;
          }
        `,
      },
      code: `
        import { fastify } from 'fastify';
        const server = fastify();
        const trail = { userId: '' };
        server.decorateRequest('trail', { getter: () => trail });
        server.addHook('onRequest', (request) => { request.trail.userId = request.url; });
      `,
      neighbour: `
        import { fastify } from 'fastify';
        const server = fastify();
        server.decorateRequest('trail');
        server.addHook('onRequest', (request) => { request.trail = { userId: request.url }; });
      `,
      errors: [{ messageId: 'holderForAll', line: 5 }],
    },
    {
      name: 'a static written through a parameter that is the class',
      code: `
        interface Viewer { readonly userId: string }
        export class Registry { static viewer?: Viewer }
        export function viewerOf(registry: typeof Registry, req: { userId: string }): Viewer {
          if (registry.viewer) return registry.viewer;
          registry.viewer = { get userId() { return req.userId; } };
          return registry.viewer;
        }
      `,
      neighbour: `
        interface Viewer { readonly userId: string }
        export class Registry { static viewer?: Viewer }
        export function viewerOf(registry: Registry & { viewer?: Viewer }, req: { userId: string }): Viewer {
          if (registry.viewer) return registry.viewer;
          registry.viewer = { get userId() { return req.userId; } };
          return registry.viewer;
        }
      `,
      errors: [{ messageId: 'keptFirst', line: 6 }],
    },
    {
      name: 'a let that a handler fills with a user',
      code: `
        ${person}
        let current: Person | undefined;
        declare function verify(token: string): Promise<Person>;
        export async function handle(token: string): Promise<void> { current = await verify(token); }
        export const whoami = (): Person | undefined => current;
      `,
      neighbour: `
        ${person}
        declare function verify(token: string): Promise<Person>;
        export async function handle(token: string): Promise<Person> { const current = await verify(token); return current; }
      `,
      errors: [{ messageId: 'keptInShared', line: 6, data: { source: 'A value made from `token` of `handle`', slot: '`current` (module scope)' } }],
    },
    {
      name: 'a let boxed into an object stays a finding',
      code: `
        ${person}
        const box: { current?: Person } = {};
        export function handle(person: Person): void { box.current = person; }
        export const whoami = (): Person | undefined => box.current;
      `,
      neighbour: `
        ${person}
        const boxes: Record<string, Person> = {};
        export function handle(person: Person): void { boxes[person.id] = person; }
        export const whoami = (userId: string): Person | undefined => boxes[userId];
      `,
      errors: [{ messageId: 'keptInShared', line: 5, data: { source: '`person` of `handle`', slot: '`box.current` (module scope)' } }],
    },
    {
      name: 'a let boxed into a Map stays a finding',
      code: `
        ${person}
        const KEY = 'current';
        const box = new Map<string, Person>();
        export function handle(person: Person): void { box.set(KEY, person); box.set('last', person); }
        export const whoami = (): Person | undefined => box.get(KEY);
      `,
      neighbour: `
        ${person}
        const box = new Map<string, Person>();
        export function handle(person: Person): void { box.set(person.id, person); }
        export const whoami = (userId: string): Person | undefined => box.get(userId);
      `,
      errors: [
        { messageId: 'keptInShared', line: 6 },
        { messageId: 'keptInShared', line: 6 },
      ],
    },
    {
      name: 'a static that a method fills, under the class name and under this',
      code: `
        export class Registry {
          static #token: string | undefined;
          static owner = '';
          static login(accessToken: string, tenantId: string): void { this.#token = accessToken; Registry.owner = tenantId; }
          static header(): string { return \`\${this.#token ?? ''} \${Registry.owner}\`; }
        }
      `,
      neighbour: `
        export class Registry {
          #token: string | undefined;
          owner = '';
          login(accessToken: string, tenantId: string): void { this.#token = accessToken; this.owner = tenantId; }
          header(): string { return \`\${this.#token ?? ''} \${this.owner}\`; }
        }
      `,
      errors: [
        { messageId: 'keptInShared', line: 5, data: { source: '`accessToken` of `login`', slot: '`Registry.#token` (static field)' } },
        { messageId: 'keptInShared', line: 5, data: { source: '`tenantId` of `login`', slot: '`Registry.owner` (static field)' } },
      ],
    },
    {
      name: 'the global object, also under another name',
      code: `
        declare global { var __tenant: string | undefined }
        const scope = globalThis as { session?: string };
        export function enter(tenantId: string, sessionId: string): void { globalThis.__tenant = tenantId; scope.session = sessionId; }
      `,
      neighbour: `
        declare global { var __tenant: string | undefined }
        const scope: { session?: string } = {};
        globalThis.__tenant = process.env.TENANT;
        export const session = (): string | undefined => scope.session;
      `,
      errors: [
        { messageId: 'keptInShared', line: 4, data: { source: '`tenantId` of `enter`', slot: '`globalThis.__tenant` (global object)' } },
        { messageId: 'keptInShared', line: 4, data: { source: '`sessionId` of `enter`', slot: '`globalThis.session` (global object)' } },
      ],
    },
    {
      name: 'Object.assign, destructuring and loop heads are writes',
      code: `
        ${carrier}
        const shared: { id?: string; name?: string } = {};
        let userId = '';
        let account = '';
        export function a(inbound: Inbound): void { Object.assign(shared, inbound.user); }
        export function b(inbound: Inbound): void { ({ id: userId } = inbound.user); }
        export function c(accounts: string[]): void { for (account of accounts) void account; }
        export const read = (): string => [shared.id, userId, account].join();
      `,
      neighbour: `
        ${carrier}
        export function a(inbound: Inbound): object { return Object.assign({}, inbound.user); }
        export function b(inbound: Inbound): string { let userId = ''; ({ id: userId } = inbound.user); return userId; }
        export function c(accounts: string[]): void { for (const account of accounts) void account; }
      `,
      errors: [
        { messageId: 'keptInShared', line: 7 },
        { messageId: 'keptInShared', line: 8 },
        { messageId: 'keptInShared', line: 9 },
      ],
    },
    {
      name: 'the first caller wins, in all spellings',
      code: `
        interface Member { id: string; roles: string[] }
        type Tools = Record<string, () => string>;
        declare function toolsFor(member: Member): Tools;
        let a: Tools | undefined;
        let b: Tools | undefined;
        let c: Tools | null = null;
        let d: Tools | undefined;
        export function one(member: Member): Tools { a ??= toolsFor(member); return a; }
        export function two(member: Member): Tools { if (!b) { b = toolsFor(member); } return b; }
        export function three(member: Member): Tools { if (c !== null) { return c; } c = toolsFor(member); return c; }
        export const four = (member: Member): Tools => d ?? (d = toolsFor(member));
      `,
      neighbour: `
        interface Member { id: string; roles: string[] }
        type Tools = Record<string, () => string>;
        declare function toolsFor(member: Member): Tools;
        export function one(member: Member): Tools { return toolsFor(member); }
      `,
      errors: [
        { messageId: 'keptFirst', line: 9 },
        { messageId: 'keptFirst', line: 10 },
        { messageId: 'keptFirst', line: 11 },
        { messageId: 'keptFirst', line: 12 },
      ],
    },
    {
      name: 'the first caller wins with what only flow shows to be theirs',
      code: `
        declare function build(tone: string): { answer(text: string): string };
        let bot: { answer(text: string): string } | undefined;
        export function botFor(tone: string): { answer(text: string): string } { bot ??= build(tone); return bot; }
      `,
      neighbour: `
        declare function build(): { answer(text: string): string };
        let bot: { answer(text: string): string } | undefined;
        export function botFor(tone: string): string { bot ??= build(); return bot.answer(tone); }
      `,
      errors: [{ messageId: 'keptFirst', line: 4 }],
    },
    {
      name: 'messages of everybody in one array',
      code: `
        const transcript: string[] = [];
        export function say(message: string): string[] { transcript.push(message); return transcript; }
      `,
      neighbour: `
        export function say(transcript: string[], message: string): string[] { transcript.push(message); return transcript; }
      `,
      errors: [{ messageId: 'addedToShared', line: 3, data: { source: '`message` of `say`', slot: '`transcript` (module scope)' } }],
    },
    {
      name: 'a write through an import alias',
      code: `
        import { state as shared } from './shared-state.js';
        export function handle(userId: string): void { shared.userId = userId; }
      `,
      files: { 'shared-state.ts': "export const state = { userId: '', size: 0 };" },
      neighbour: `
        import { state as shared } from './shared-state.js';
        export function handle(size: number): void { shared.size = size; }
      `,
      errors: [{ messageId: 'keptInShared', line: 3, data: { source: '`userId` of `handle`', slot: '`shared.userId` (module scope)' } }],
    },
    {
      name: 'a write through a re-export, a namespace and a default export',
      code: `
        import fallback, * as stores from './barrel.js';
        import { Registry } from './barrel.js';
        export function handle(sessionId: string): void {
          stores.store.sessionId = sessionId;
          fallback.sessionId = sessionId;
          Registry.last = sessionId;
        }
      `,
      files: {
        'declared.ts': "export const store = { sessionId: '' };\nexport class Registry { static last = ''; own = ''; }\nexport default { sessionId: '' };",
        'barrel.ts': "export * from './declared.js';\nexport { default } from './declared.js';",
      },
      neighbour: `
        import { Registry } from './barrel.js';
        export function handle(sessionId: string): Registry { const registry = new Registry(); registry.own = sessionId; return registry; }
      `,
      errors: [
        { messageId: 'keptInShared', line: 5, data: { source: '`sessionId` of `handle`', slot: '`stores.store.sessionId` (module scope)' } },
        { messageId: 'keptInShared', line: 6 },
        { messageId: 'keptInShared', line: 7, data: { source: '`sessionId` of `handle`', slot: '`Registry.last` (static field)' } },
      ],
    },
    {
      name: 'another name for a shared object, and a getter of it',
      code: `
        const state = { user: '' };
        const store = state;
        const getState = (): typeof state => state;
        export function a(userId: string): void { store.user = userId; }
        export function b(userId: string): void { const local = getState(); local.user = userId; }
        export function c(userId: string): void { getState().user = userId; }
      `,
      neighbour: `
        const getState = (): { user: string } => ({ user: '' });
        export function b(userId: string): void { const local = getState(); local.user = userId; }
        export function c(userId: string): void { getState().user = userId; }
      `,
      errors: [
        { messageId: 'keptInShared', line: 5 },
        { messageId: 'keptInShared', line: 6 },
        { messageId: 'keptInShared', line: 7 },
      ],
    },
    {
      name: 'fields of an instance made at module level',
      code: `
        class Mailer {
          private recipient = '';
          compose(email: string): void { this.recipient = email; }
          send(): string { return this.recipient; }
        }
        export const mailer = new Mailer();
      `,
      neighbour: `
        class Mailer {
          private recipient = '';
          compose(email: string): void { this.recipient = email; }
          send(): string { return this.recipient; }
        }
        export const makeMailer = (): Mailer => new Mailer();
      `,
      errors: [{ messageId: 'keptInShared', line: 4, data: { source: '`email` of `compose`', slot: '`this.recipient` (field of a shared object)' } }],
    },
    {
      name: 'fields of an instance kept in a static, in a lazy variable, in a field of a shared object, of a subclass',
      code: `
        class One { static instance = new One(); user = ''; enter(userId: string): void { this.user = userId; } }
        class Two { private static shared?: Two; user = ''; static get(): Two { return (this.shared ??= new Two()); } enter(userId: string): void { this.user = userId; } }
        class Three { user = ''; enter(userId: string): void { this.user = userId; } }
        let three: Three | undefined;
        export function getThree(): Three { if (!three) three = new Three(); return three; }
        class Four { user = ''; enter(userId: string): void { this.user = userId; } }
        class Outer { readonly four = new Four(); }
        class Base { user = ''; enter(userId: string): void { this.user = userId; } }
        class Sub extends Base {}
        class Five { user = ''; enter(userId: string): void { this.user = userId; } }
        const makeFive = (): Five => new Five();
        export const all = [One, Two, new Outer(), new Sub(), makeFive()];
      `,
      neighbour: `
        class One { user = ''; enter(userId: string): void { this.user = userId; } }
        class Outer { readonly one = new One(); }
        export const make = (): Outer => new Outer();
      `,
      errors: [2, 3, 4, 7, 9, 11].map((line) => ({ messageId: 'keptInShared' as const, line })),
    },
    {
      name: 'a caller’s value read after an await',
      code: `
        declare function load(name: string): Promise<number>;
        let style = '';
        const render = (size: number): string => style + size;
        export async function draw(name: string, border: string): Promise<string> {
          style = border;
          const size = await load(name);
          return render(size);
        }
      `,
      neighbour: `
        let style = '';
        const render = (size: number): string => style + size;
        export function draw(name: string, border: string): string {
          style = border;
          return render(name.length);
        }
      `,
      errors: [{ messageId: 'interleaved', line: 6, data: { source: '`border` of `draw`', slot: '`style` (module scope)' } }],
    },
    {
      name: 'what the last call left is given on in the next',
      code: `
        declare function complete(options: { input: string; previous: string | undefined }): Promise<{ id: string; text: string }>;
        let previous: string | undefined;
        export async function send(input: string): Promise<string> {
          const response = await complete({ input, previous });
          previous = response.id;
          return response.text;
        }
      `,
      neighbour: `
        declare function complete(options: { input: string; previous: string | undefined }): Promise<{ id: string; text: string }>;
        export async function send(input: string, previous: string | undefined): Promise<{ id: string; text: string }> {
          return complete({ input, previous });
        }
      `,
      errors: [
        {
          messageId: 'readBack',
          line: 6,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              data: { name: 'previous' },
              output: `
        declare function complete(options: { input: string; previous: string | undefined }): Promise<{ id: string; text: string }>;
        export async function send(input: string): Promise<string> {
          let previous: string | undefined;
          const response = await complete({ input, previous });
          previous = response.id;
          return response.text;
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'requests and sockets are one user’s by their type',
      code: `
        import type { IncomingMessage } from 'node:http';
        let last: unknown;
        let seen: unknown;
        export function a(incoming: IncomingMessage): void { last = incoming; }
        export function b(given: Request): void { seen = given.headers.get('x'); }
        export const read = (): unknown => [last, seen];
      `,
      neighbour: `
        import type { IncomingMessage } from 'node:http';
        let count = 0;
        export function a(incoming: IncomingMessage): void { count += incoming.url?.length ?? 0; }
        export const read = (): number => count;
      `,
      errors: [
        { messageId: 'keptInShared', line: 5 },
        { messageId: 'keptInShared', line: 6 },
      ],
    },
    {
      name: 'a context type of the settings, and the legacy state',
      code: `
        import type { UserExecutionContext } from './context.js';
        import type { DeepAgentState } from './legacy-state.js';
        let a: unknown;
        let b: unknown;
        export function handle(given: Pick<UserExecutionContext, 'userId'>, old: Readonly<DeepAgentState>): void { a = given; b = old; }
        export const read = (): unknown => [a, b];
      `,
      settings: { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] },
      neighbour: `
        import type { UserExecutionContext } from './context.js';
        export function handle(given: Pick<UserExecutionContext, 'userId'>): string { const a = given; return a.userId; }
      `,
      errors: [
        { messageId: 'keptInShared', line: 6 },
        { messageId: 'keptInShared', line: 6 },
      ],
    },
    {
      name: 'a closure takes the user along',
      code: `
        ${person}
        let greet: (() => string) | undefined;
        export function handle(person: Person): void { greet = () => 'hello ' + person.email; }
        export const run = (): string | undefined => greet?.();
      `,
      neighbour: `
        let greet: (() => string) | undefined;
        export function handle(): void { greet = () => 'hello'; }
        export const run = (): string | undefined => greet?.();
      `,
      errors: [{ messageId: 'keptInShared', line: 5 }],
    },
    {
      name: 'values are followed through locals, helpers, literals and callbacks',
      code: `
        ${carrier}
        declare function lookUp(id: string): Promise<{ plan: string }>;
        const wrap = (value: string): { value: string } => ({ value });
        let a: unknown; let b: unknown; let c: unknown; let d: unknown;
        export async function handle(inbound: Inbound): Promise<void> {
          const { user } = inbound;
          a = { nested: [wrap(user.id)] };
          b = (await lookUp(user.id)).plan;
          const filled: string[] = [];
          filled.push(user.name);
          c = filled;
          [inbound].forEach((item) => { d = item.user; });
        }
        export const read = (): unknown => [a, b, c, d];
      `,
      neighbour: `
        ${carrier}
        const wrap = (value: string): { value: string } => ({ value });
        let a: unknown; let b: unknown;
        export async function handle(inbound: Inbound): Promise<string> {
          a = { nested: [wrap('constant')] };
          b = await Promise.resolve('plan');
          return inbound.user.id;
        }
        export const read = (): unknown => [a, b];
      `,
      errors: [9, 10, 13, 14].map((line) => ({ messageId: 'keptInShared' as const, line })),
    },
    {
      name: 'a helper that only this file calls is judged by what it is called with',
      code: `
        ${carrier}
        let kept = '';
        function keep(value: string): void { kept = value; }
        export function handle(inbound: Inbound): void { keep(inbound.user.name); }
        export const read = (): string => kept;
      `,
      neighbour: `
        ${carrier}
        let kept = '';
        function keep(value: string): void { kept = value; }
        export function handle(inbound: Inbound): void { keep('constant'); void inbound; }
        export const read = (): string => kept;
      `,
      errors: [{ messageId: 'keptInShared', line: 5, data: { source: '`inbound.user.name` of `handle`', slot: '`kept` (module scope)' } }],
    },
    {
      name: 'variables of a namespace',
      code: `
        export namespace Sessions {
          export let current = '';
          export function enter(sessionId: string): void { current = sessionId; }
        }
      `,
      neighbour: `
        export namespace Sessions {
          export const current = new Map<string, string>();
          export function enter(sessionId: string, text: string): void { current.set(sessionId, text); }
        }
      `,
      errors: [{ messageId: 'keptInShared', line: 4 }],
    },
    {
      name: 'an identity that is a number',
      code: `
        let currentUserId = 0;
        export function enter(user: { id: number }): void { currentUserId = user.id; }
        export const read = (): number => currentUserId;
      `,
      neighbour: `
        let lastSize = 0;
        export function enter(user: { size: number }): void { lastSize = user.size; }
        export const read = (): number => lastSize;
      `,
      errors: [{ messageId: 'keptInShared', line: 3 }],
    },
    {
      name: 'a memo that compares is read elsewhere without comparing',
      code: `
        let currentUser = '';
        export function enter(userId: string): void { if (userId !== currentUser) currentUser = userId; }
        export const read = (): string => currentUser;
      `,
      neighbour: `
        let lastUser = '';
        let lastGreeting = '';
        export function greet(userId: string): string {
          if (userId !== lastUser) { lastUser = userId; lastGreeting = 'hello ' + userId; }
          return lastGreeting;
        }
      `,
      errors: [{ messageId: 'keptInShared', line: 3 }],
    },
    {
      name: 'names of identities that the settings add',
      code: `
        let holder: string | undefined;
        export function enter(patientNumber: string): void { holder = patientNumber; }
        export const read = (): string | undefined => holder;
      `,
      settings: { identityNames: ['patientNumber'] },
      neighbour: `
        let holder: string | undefined;
        export function enter(roomNumber: string): void { holder = roomNumber; }
        export const read = (): string | undefined => holder;
      `,
      errors: [{ messageId: 'keptInShared', line: 3 }],
    },
    {
      name: 'a local of the start-up function that handlers keep filling',
      code: `
        declare const app: { get(path: string, handler: (inbound: { user: { id: string } }) => string): void };
        function main(): void {
          let current = '';
          app.get('/', (inbound) => { current = inbound.user.id; return current; });
          app.get('/who', () => current);
        }
        main();
      `,
      neighbour: `
        declare const app: { get(path: string, handler: (inbound: { user: { id: string } }) => string): void };
        function main(): void {
          app.get('/', (inbound) => { let current = ''; current = inbound.user.id; return current; });
        }
        main();
      `,
      errors: [{ messageId: 'keptInShared', line: 5, data: { source: '`inbound.user.id`', slot: '`current` (module scope)' } }],
    },
    {
      name: '`this` in an object literal, and the properties of a function',
      code: `
        ${person}
        export const session = {
          current: undefined as Person | undefined,
          login(person: Person): void { this.current = person; },
        };
        export function greet(person: Person): string { greet.last = person.email; return person.email; }
        greet.last = '';
      `,
      neighbour: `
        ${person}
        export const sessionOf = (): { current?: Person; login(person: Person): void } => ({
          login(person: Person): void { this.current = person; },
        });
      `,
      errors: [
        { messageId: 'keptInShared', line: 6, data: { source: '`person` of `login`', slot: '`session.current` (module scope)' } },
        { messageId: 'keptInShared', line: 8, data: { source: '`person.email` of `greet`', slot: '`greet.last` (module scope)' } },
      ],
    },
    {
      name: 'a constant key is one slot, also of an enum or a constant object',
      code: `
        ${person}
        enum Key { Current }
        const KEYS = { last: 'last' } as const;
        const box = new Map<string | Key, Person>();
        export function handle(person: Person): void { box.set(Key.Current, person); box.set(KEYS.last, person); }
      `,
      neighbour: `
        ${person}
        const KEYS = { last: 'last' } as const;
        const box = new Map<string, Person>();
        export function handle(person: Person): void { box.set(KEYS.last + person.id, person); }
      `,
      errors: [
        { messageId: 'keptInShared', line: 7 },
        { messageId: 'keptInShared', line: 7 },
      ],
    },
    {
      name: 'fields of a service that the container makes once',
      code: `
        ${person}
        import { Injectable } from '@nestjs/common';
        @Injectable()
        export class Carts {
          private owner?: Person;
          load(person: Person): void { this.owner = person; }
          current(): Person | undefined { return this.owner; }
        }
      `,
      files: {
        'nest.d.ts':
          "declare module '@nestjs/common' { export enum Scope { REQUEST } export function Injectable(options?: { scope?: Scope }): ClassDecorator; }",
      },
      neighbour: `
        ${person}
        import { Injectable, Scope } from '@nestjs/common';
        @Injectable({ scope: Scope.REQUEST })
        export class Carts {
          private owner?: Person;
          load(person: Person): void { this.owner = person; }
          current(): Person | undefined { return this.owner; }
        }
      `,
      errors: [{ messageId: 'keptInShared', line: 8 }],
    },
    {
      name: 'one MCP server and one transport for the clients of an HTTP server',
      code: `
        ${mcpImport}
        declare const app: { post(path: string, handler: (request: IncomingMessage) => Promise<void>): void };
        const server = new McpServer({ name: 'notes' });
        const transport = new StreamableHTTPServerTransport({});
        await server.connect(transport);
        app.post('/mcp', (request) => transport.handleRequest(request));
        export const unused = [StdioServerTransport] as unknown as Transport;
      `,
      files: mcp,
      neighbour: `
        ${mcpImport}
        declare const app: { post(path: string, handler: (request: IncomingMessage) => Promise<void>): void };
        app.post('/mcp', async (request) => {
          const server = new McpServer({ name: 'notes' });
          const transport = new StreamableHTTPServerTransport({});
          await server.connect(transport);
          await transport.handleRequest(request);
        });
        export const unused = [StdioServerTransport] as unknown as Transport;
      `,
      errors: [
        { messageId: 'connectionForAll', line: 7, data: { name: 'server' } },
        { messageId: 'connectionForAll', line: 8, data: { name: 'transport' } },
      ],
    },
    {
      name: 'an MCP server that whoever comes is connected to, or that is handed to each request',
      code: `
        ${mcpImport}
        declare function answer(server: McpServer, request: Request): Promise<Response>;
        const one = new McpServer({ name: 'one' });
        const two = new McpServer({ name: 'two' });
        export async function accept(transport: Transport): Promise<void> { await one.connect(transport); }
        export default { fetch: (request: Request): Promise<Response> => answer(two, request) };
        export const unused = [StdioServerTransport, StreamableHTTPServerTransport] as unknown as IncomingMessage;
      `,
      files: mcp,
      neighbour: `
        ${mcpImport}
        declare function answer(server: McpServer, request: Request): Promise<Response>;
        const make = (): McpServer => new McpServer({ name: 'one' });
        export async function accept(transport: Transport): Promise<void> { await make().connect(transport); }
        export default { fetch: (request: Request): Promise<Response> => answer(make(), request) };
        export const unused = [StdioServerTransport, StreamableHTTPServerTransport] as unknown as IncomingMessage;
      `,
      errors: [
        {
          messageId: 'connectionForAll',
          line: 7,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `
        ${mcpImport}
        declare function answer(server: McpServer, request: Request): Promise<Response>;
        const two = new McpServer({ name: 'two' });
        export async function accept(transport: Transport): Promise<void> { const one = new McpServer({ name: 'one' }); await one.connect(transport); }
        export default { fetch: (request: Request): Promise<Response> => answer(two, request) };
        export const unused = [StdioServerTransport, StreamableHTTPServerTransport] as unknown as IncomingMessage;
      `,
            },
          ],
        },
        {
          messageId: 'connectionForAll',
          line: 8,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `
        ${mcpImport}
        declare function answer(server: McpServer, request: Request): Promise<Response>;
        const one = new McpServer({ name: 'one' });
        export async function accept(transport: Transport): Promise<void> { await one.connect(transport); }
        export default { fetch: (request: Request): Promise<Response> => {
          const two = new McpServer({ name: 'two' });
          return answer(two, request);
        } };
        export const unused = [StdioServerTransport, StreamableHTTPServerTransport] as unknown as IncomingMessage;
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'one message history for all conversations, in a variable and in a service',
      code: `
        import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
        const history = new InMemoryChatMessageHistory();
        export async function chat(text: string): Promise<string[]> { await history.addUserMessage(text); return history.getMessages(); }
        class Chats { private readonly messages = new InMemoryChatMessageHistory(); read(): Promise<string[]> { return this.messages.getMessages(); } }
        export const chats = new Chats();
      `,
      files: langchain,
      neighbour: `
        import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
        const histories = new Map<string, InMemoryChatMessageHistory>();
        export async function chat(threadId: string, text: string): Promise<void> {
          const history = histories.get(threadId) ?? new InMemoryChatMessageHistory();
          histories.set(threadId, history);
          await history.addUserMessage(text);
        }
      `,
      errors: [
        {
          messageId: 'holderForAll',
          line: 3,
          data: { name: 'history' },
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `
        import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
        export async function chat(text: string): Promise<string[]> { const history = new InMemoryChatMessageHistory(); await history.addUserMessage(text); return history.getMessages(); }
        class Chats { private readonly messages = new InMemoryChatMessageHistory(); read(): Promise<string[]> { return this.messages.getMessages(); } }
        export const chats = new Chats();
      `,
            },
          ],
        },
        { messageId: 'holderForAll', line: 5, data: { name: 'messages' } },
      ],
    },
    {
      name: 'a list with a size cap is still a list for everybody',
      code: `
        const recent: string[] = [];
        export function open(email: string): string[] { recent.unshift(email); if (recent.length > 9) recent.pop(); return recent; }
      `,
      neighbour: `
        const recent: string[] = [];
        export function open(email: string): string | undefined { recent.unshift(email); return recent.pop(); }
      `,
      errors: [{ messageId: 'addedToShared', line: 3 }],
    },
    {
      name: 'a set that is asked for what the program names',
      code: `
        const roles = new Set<string>();
        export async function load(given: Request): Promise<void> { for (const role of await given.json() as string[]) roles.add(role); }
        export const isAdmin = (): boolean => roles.has('admin');
      `,
      neighbour: `
        export async function isAdmin(given: Request): Promise<boolean> {
          const roles = new Set<string>();
          for (const role of await given.json() as string[]) roles.add(role);
          return roles.has('admin');
        }
      `,
      errors: [{ messageId: 'addedToShared', line: 3 }],
    },
    {
      name: 'members of mapped types and records, and one of a few keys',
      code: `
        interface State { email: string; buyer: string; seller: string }
        const part: Partial<State> = {};
        const record: Record<string, string> = {};
        const sides: Record<'buyer' | 'seller', string> = { buyer: '', seller: '' };
        export function fill(email: string, side: 'buyer' | 'seller', userId: string): void {
          part.email = email;
          record['email'] = email;
          sides[side] = userId;
        }
        export const read = (): object => [part, record, sides];
      `,
      neighbour: `
        interface State { email: string }
        export function fill(email: string): Partial<State> { const part: Partial<State> = {}; part.email = email; return part; }
      `,
      errors: [7, 8, 9].map((line) => ({ messageId: 'keptInShared' as const, line })),
    },
    {
      name: 'a part of a shared object taken out by a pattern, and a namespace from outside',
      code: `
        const shared: { form: { email?: string }; deep: { log: string[] } } = { form: {}, deep: { log: [] } };
        export namespace Ambient { export let tenant = ''; }
        export function fill(email: string, tenantId: string): void {
          const { form, deep: { log } } = shared;
          form.email = email;
          log.push(email);
          Ambient.tenant = tenantId;
        }
        export const read = (): object => shared;
      `,
      neighbour: `
        const make = (): { form: { email?: string }; deep: { log: string[] } } => ({ form: {}, deep: { log: [] } });
        export function fill(email: string): object {
          const { form, deep: { log } } = make();
          form.email = email;
          log.push(email);
          return [form, log];
        }
      `,
      errors: [
        { messageId: 'keptInShared', line: 6, data: { source: '`email` of `fill`', slot: '`shared.form.email` (module scope)' } },
        { messageId: 'addedToShared', line: 7, data: { source: '`email` of `fill`', slot: '`shared.deep.log` (module scope)' } },
        { messageId: 'keptInShared', line: 8 },
      ],
    },
    {
      name: 'methods and exported functions that the file calls with a request',
      code: `
        class Agent { private goal = ''; run(text: string): string { this.goal = text; return this.goal; } }
        const agent = new Agent();
        let topic = '';
        export function remember(text: string): void { topic = text; }
        export function handle(given: Request): string { remember(given.url); return agent.run(given.url) + topic; }
      `,
      neighbour: `
        class Agent { private goal = ''; run(text: string): string { this.goal = text; return this.goal; } }
        const agent = new Agent();
        let topic = '';
        export function remember(text: string): void { topic = text; }
        export function handle(): string { remember('constant'); return agent.run('constant') + topic; }
      `,
      errors: [
        {
          messageId: 'keptInShared',
          line: 2,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              data: { name: 'agent' },
              output: `
        class Agent { private goal = ''; run(text: string): string { this.goal = text; return this.goal; } }
        let topic = '';
        export function remember(text: string): void { topic = text; }
        export function handle(given: Request): string { const agent = new Agent(); remember(given.url); return agent.run(given.url) + topic; }
      `,
            },
          ],
        },
        { messageId: 'keptInShared', line: 5 },
      ],
    },
    {
      name: 'parts of a request: patterns, decorators, form data, server actions',
      code: `
        'use server';
        import { Body, Controller } from '@nestjs/common';
        let a: unknown; let b: unknown; let c: unknown;
        @Controller()
        export class Terms { private term = ''; set(@Body() given: { term: string }): void { this.term = given.term; } get(): string { return this.term; } }
        const route = (run: (given: Request) => void): void => { void run; };
        route(({ body }) => { a = body; });
        export async function save(form: FormData): Promise<void> { b = form.get('text'); }
        export async function act(value: string): Promise<void> { c = value; }
        export const read = async (): Promise<unknown> => [a, b, c];
      `,
      files: {
        'nest.d.ts':
          "declare module '@nestjs/common' { export function Controller(): ClassDecorator; export function Body(): ParameterDecorator; }",
      },
      neighbour: `
        import { Controller } from '@nestjs/common';
        let a: unknown;
        @Controller()
        export class Terms { private term = ''; set(given: { term: string }): void { this.term = given.term; } get(): string { return this.term; } }
        const route = (run: (given: Request) => void): void => { void run; };
        route(({ body }) => { const own = body; void own; });
        export const read = async (): Promise<unknown> => a;
      `,
      errors: [6, 8, 9, 10].map((line) => ({ messageId: 'keptInShared' as const, line })),
    },
    {
      name: 'what arrives over somebody’s socket',
      code: `
        import type { IncomingMessage } from 'node:http';
        let text = '';
        export function accept(connection: IncomingMessage): void { connection.on('data', (chunk: unknown) => { text = String(chunk); }); }
        export const read = (): string => text;
      `,
      neighbour: `
        import type { IncomingMessage } from 'node:http';
        export function accept(connection: IncomingMessage): void { let text = ''; connection.on('data', (chunk: unknown) => { text = String(chunk); }); void text; }
      `,
      errors: [{ messageId: 'keptInShared', line: 4 }],
    },
    {
      name: 'a scratchpad that each turn of a loop reads again',
      code: `
        declare function decide(goal: string, steps: readonly string[]): Promise<string>;
        class Researcher {
          private steps: string[] = [];
          async run(goal: string): Promise<string> {
            for (;;) {
              const next = await decide(goal, this.steps);
              if (next === '') return next;
              this.steps.push(next);
            }
          }
        }
        export const researcher = new Researcher();
      `,
      neighbour: `
        declare function decide(goal: string, steps: readonly string[]): Promise<string>;
        class Researcher {
          async run(goal: string): Promise<string> {
            const steps: string[] = [];
            for (;;) {
              const next = await decide(goal, steps);
              if (next === '') return next;
              steps.push(next);
            }
          }
        }
        export const researcher = new Researcher();
      `,
      errors: [{ messageId: 'interleaved', line: 9 }],
    },
    {
      name: 'strict reports all data of callers',
      code: `
        let color = '';
        export function paint(given: string): void { color = given; }
        export const painted = (): string => color;
      `,
      options: [{ callerData: 'all' }],
      neighbour: `
        let color = '';
        export function paint(): void { color = 'red'; }
        export const painted = (): string => color;
      `,
      errors: [{ messageId: 'keptInShared', line: 3 }],
    },
  ],
});
