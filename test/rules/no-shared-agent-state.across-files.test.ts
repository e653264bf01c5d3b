import { noSharedAgentState } from '../../src/rules/no-shared-agent-state.js';
import { testRule } from '../tester/rule-tester.js';

const person = 'export interface Person { id: string; email: string }\n';
const holder = `
  import type { Person } from './person.js';
  export class Desk {
    private visitor: Person | undefined;
    greet(visitor: Person): void { this.visitor = visitor; }
    last(): string | undefined { return this.visitor?.email; }
  }
`;
const kept = [{ messageId: 'keptInShared' as const, line: 5 }];
const safe = holder.replace('export class Desk', 'class Desk').replace('this.visitor = visitor', 'void visitor') + 'export { Desk };';
const make = (file: string, other: Record<string, string> = {}) => ({
  'person.ts': person,
  'other.ts': file,
  ...other,
});
const bad = (name: string, file: string, other: Record<string, string> = {}, code = holder) => ({ name, code, files: make(file, other), neighbour: code === holder ? safe : safe.replace('export { Desk };', 'export { Desk as default };'), errors: kept });
const good = (name: string, file: string, other: Record<string, string> = {}, code = holder) => ({ name, code, files: make(file, other) });

testRule('no-shared-agent-state', noSharedAgentState, {
  valid: [
    good('the default of a parameter is made for each call', "import { Desk } from './file.js'; export function greet(p: { id: string; email: string }, desk = new Desk()) { desk.greet(p); }"),
    good('a local lazy slot of a function that handlers call', "import { Desk } from './file.js'; export function open() { let desk: Desk | undefined; return () => (desk ??= new Desk()); }"),
    { name: 'a closure keeps what the start-up function was called with', files: make("import { start } from './file.js'; export const server = start({ id: 'system', email: '' });"), code: `
      import type { Person } from './person.js';
      export function start(owner: Person) {
        let current: Person | undefined;
        return new Promise<() => Person | undefined>((resolve) => {
          resolve(() => { current = owner; return current; });
        });
      }
    ` },
    { name: 'a setter of another file that is given a level of the program', files: make("import { setLevel } from './file.js'; export const verbose = (): void => { setLevel('debug'); };"), code: `
      let level = 'info';
      export function setLevel(value: string): void { level = value; }
      export const isVerbose = (): boolean => level === 'debug';
    ` },
    good('a container makes one instance for each scope', "import { Desk } from './file.js'; import { asClass } from 'awilix'; export const r = { desk: asClass(Desk).scoped() };", { 'di.d.ts': "declare module 'awilix' { export interface R { singleton(): R; scoped(): R } export function asClass(c: unknown): R }" }),
    good('a method of the same name that is no container’s', "import { Desk } from './file.js'; declare const c: { registerSingleton(x: unknown): void }; c.registerSingleton(Desk);"),
    good('an instance that an example makes', "export {};", { 'examples/use.ts': "import { Desk } from '../file.js'; export const d = new Desk();" }),
    good('an instance for each request', "import { Desk } from './file.js'; export const handle = (p: {id: string; email: string}) => { const d = new Desk(); d.greet(p); return d.last(); };"),
    good('an instance for all and one for each request: the class cannot tell', "import { Desk } from './file.js'; export const one = new Desk(); export const handle = () => new Desk();"),
    good('a factory that nobody calls at start-up', "import { Desk } from './file.js'; export const makeDesk = () => new Desk();"),
    good('another class of the same name', "class Desk { a = 1; } export const one = new Desk();"),
    good('only the type is used', "import type { Desk } from './file.js'; export const desks = new WeakMap<object, Desk>();"),
    good('an instance made by a handler', "import { Desk } from './file.js'; declare const app: { get(p: string, f: () => unknown): void }; app.get('/', () => new Desk());"),
    good('an instance that a test makes', "export {};", { 'desk.test.ts': "import { Desk } from './file.js'; const d = new Desk(); export { d };" }),
    good('instances kept under ids', "import { Desk } from './file.js'; const desks = new Map<string, Desk>(); export const deskOf = (id: string) => { let d = desks.get(id); if (!d) { d = new Desk(); desks.set(id, d); } return d; };"),
    good('a field of an object made for each request', "import { Desk } from './file.js'; class Conversation { desk = new Desk(); } export const open = () => new Conversation();"),
    good('a factory that a registry is given', "import { Desk } from './file.js'; declare function register(n: string, f: () => Desk): void; register('x', () => new Desk());"),
    good('a function called at start-up and by a handler', "import { start } from './start.js'; start(); export const handle = () => start();", { 'start.ts': "import { Desk } from './file.js'; export function start() { return new Desk(); }" }),
    { name: 'a setter that another file calls at module level', files: make("import { setUser } from './file.js'; setUser({ id: 'system', email: '' });"), code: `
      import type { Person } from './person.js';
      let user: Person | undefined;
      export function setUser(value: Person): void { user = value; }
      export const getUser = () => user;
    ` },
    { name: 'a setter that another file calls in main', files: make("import { init } from './file.js'; async function main() { init({ apiKey: process.env['KEY'] ?? '' }); } void main();"), code: `
      let credentials: { apiKey: string } | undefined;
      export function init(value: { apiKey: string }): void { credentials = value; }
      export const get = () => credentials;
    ` },
    { name: 'a singleton keeps data under the id of the run', files: make("import { Runs } from './file.js'; export const runs = new Runs();"), code: `
      import type { Person } from './person.js';
      export class Runs {
        private readonly byId = new Map<string, Person>();
        private count = 0;
        private level = 'info';
        start(runId: string, owner: Person): void { this.byId.set(runId, owner); this.count += 1; }
        end(runId: string): void { this.byId.delete(runId); }
        setLevel(level: string): void { this.level = level; }
        describe(): string { return this.level + String(this.count); }
      }
    ` },
    { name: 'a singleton registry that start-up code fills', files: make("import { Tools } from './file.js'; export const tools = new Tools(); tools.register({ name: 'x', run: () => 'x' });"), code: `
      export interface Tool { name: string; run(): string }
      export class Tools {
        private readonly all: Tool[] = [];
        private byName: Record<string, Tool> = {};
        register(tool: Tool): void { this.all.push(tool); this.byName[tool.name] = tool; }
        list(): readonly Tool[] { return this.all; }
      }
    ` },
    { name: 'a getter of a map that is keyed by user', files: make("const users = new Map<string, string>(); export const getUsers = () => users;"), code: `
      import { getUsers } from './other.js';
      export function note(userId: string, text: string): void { getUsers().set(userId, text); }
    ` },
    { name: 'a getter of another file makes the object', files: make("export const make = (): { user: string } => ({ user: '' });"), code: `
      import { make } from './other.js';
      export function note(userId: string): unknown { const a = make(); a.user = userId; return a; }
    ` },
    { name: 'a factory with a closure that nobody calls', files: make('export {};'), code: `
      import type { Person } from './person.js';
      export function createApp() { let user: Person | undefined; return { set: (p: Person) => { user = p; }, get: () => user }; }
    ` },
  ],
  invalid: [
    {
      name: 'a method of a shared object that a request gives something of itself',
      filename: 'letter.ts',
      code: `
        export class Letter { private to = ''; addressee(name: string): this { this.to = name; return this; } text(): string { return this.to; } }
        export const letter = new Letter();
      `,
      neighbour: `
        export class Letter { private to = ''; addressee(name: string): this { this.to = name.length > 0 ? 'x' : ''; return this; } text(): string { return this.to; } }
        export const letter = new Letter();
      `,
      files: {
        'routes.ts': `
          import { letter } from './letter.js';
          export function route(req: Request): string { const to = req.headers.get('to') ?? ''; return letter.addressee(to).text(); }
        `,
      },
      errors: [{ messageId: 'keptInShared', line: 2 }],
    },
    bad('an instance under a constant key', "import { Desk } from './file.js'; const all = new Map<string, Desk>(); export function desk() { if (!all.has('desk')) all.set('desk', new Desk()); return all.get('desk'); }"),
    bad('an instance in a lazy slot of a closure', "import { Desk } from './file.js'; export const getDesk = (() => { let desk: Desk | undefined; return () => (desk ??= new Desk()); })();"),
    bad('an instance of a class without a name', 'export {};', {}, holder.replace('export class Desk', 'export const desk = new (class').replace(/\}\s*$/u, '})();')),
    bad('an instance in a function that is called where it stands', "import { Desk } from './file.js'; export const desks: [string, Desk][] = []; ['a', 'b'].forEach((name) => { desks.push([name, new Desk()]); });"),
    bad('a container is told to keep one instance (tsyringe)', "import { Desk } from './file.js'; import { container } from 'tsyringe'; container.registerSingleton(Desk);", { 'di.d.ts': "declare module 'tsyringe' { export const container: { registerSingleton(c: unknown): void; register(c: unknown): void } }" }),
    bad('a container is told to keep one instance (inversify)', "import { Desk } from './file.js'; import { Container } from 'inversify'; const c = new Container(); c.bind('desk').to(Desk).inSingletonScope();", { 'di.d.ts': "declare module 'inversify' { export interface In { inSingletonScope(): void } export class Container { bind(c: unknown): { to(c: unknown): In } } }" }),
    bad('a container is told to keep one instance (awilix)', "import { Desk } from './file.js'; import { asClass } from 'awilix'; export const r = { desk: asClass(Desk).singleton() };", { 'di.d.ts': "declare module 'awilix' { export interface R { singleton(): R; scoped(): R } export function asClass(c: unknown): R }" }),
    bad('an instance at module level of another file', "import { Desk } from './file.js'; export const desk = new Desk();"),
    bad('the class imported under another name', "import { Desk as D } from './file.js'; export const desk = new D();"),
    bad('the class re-exported under another name', "import { Table } from './barrel.js'; export const desk = new Table();", { 'barrel.ts': "export { Desk as Table } from './file.js';" }),
    bad('the class re-exported with all others', "import { Desk } from './barrel.js'; export const desk = new Desk();", { 'barrel.ts': "export * from './file.js';" }),
    bad('the class named through a namespace', "import * as all from './file.js'; export default new all.Desk();"),
    bad('the class is a default export', "import Any from './file.js'; export default new Any();", {}, holder.replace('export class', 'export default class')),
    bad('an instance in a static field of another class', "import { Desk } from './file.js'; export class Office { static desk = new Desk(); }"),
    bad('an instance in a lazy static slot', "import { Desk } from './file.js'; export class Office { private static it?: Desk; static get() { this.it ??= new Desk(); return this.it; } }"),
    bad('an instance in a lazy slot with a test', "import { Desk } from './file.js'; let desk: Desk | undefined; export function getDesk() { if (!desk) { desk = new Desk(); } return desk; }"),
    bad('an instance in a lazy slot with ??=', "import { Desk } from './file.js'; let desk: Desk | null = null; export const getDesk = () => desk ??= new Desk();"),
    bad('an instance kept on the global object', "import { Desk } from './file.js'; const g = globalThis as { desk?: Desk }; export const getDesk = () => ((globalThis as unknown as typeof g).desk ??= new Desk());"),
    bad('an instance of a factory of a third file', "import { makeDesk } from './make.js'; export const desk = makeDesk();", { 'make.ts': "import { Desk } from './file.js'; export function makeDesk() { return new Desk(); }" }),
    bad('an instance made by a function that is kept once', "import { Desk } from './file.js'; declare function singleton<T>(n: string, f: () => T): T; const init = () => new Desk(); export const desk = singleton('desk', init);"),
    bad('a field of a shared object', "import { Desk } from './file.js'; export class Office { private readonly desk = new Desk(); run() { return this.desk.last(); } }", { 'main.ts': "import { Office } from './other.js'; export const office = new Office();" }),
    bad('a field that a shared object fills in its constructor', "import { Desk } from './file.js'; export class Office { private readonly desk; constructor() { this.desk = new Desk(); } run() { return this.desk.last(); } } export const o = new Office();"),
    bad('an argument of a shared object', "import { Desk } from './file.js'; class Office { constructor(readonly desk: Desk) {} } export const o = new Office(new Desk());"),
    bad('a subclass is shared', "import { Desk } from './file.js'; class Office extends Desk {} export const o = new Office();"),
    bad('an instance made in main', "import { Desk } from './file.js'; declare function serve(d: Desk): void; async function main() { const desk = new Desk(); serve(desk); } main().catch(() => {});"),
    bad('an instance made in a start function that a third file calls', "import { start } from './start.js'; await start(80);", { 'start.ts': "import { Desk } from './file.js'; export async function start(port: number) { const d = new Desk(); return [d, port]; }" }),
    bad('an instance of a static factory method', "import { Desk } from './file.js'; export class Office { static create() { return new Desk(); } }", { 'main.ts': "import { Office } from './other.js'; export const desk = Office.create();" }),
    bad('an instance whose method a framework is given once', "import { Desk } from './file.js'; declare const app: { use(f: unknown): void }; app.use(new Desk().greet);"),
    bad('an instance in an object of services', "import { Desk } from './file.js'; export const services = { desk: new Desk(), size: 1 };"),
    bad('an instance in a map of services', "import { Desk } from './file.js'; export const services = new Map([['desk', new Desk()]]);"),
    { name: 'a write through an imported getter', files: make("export const state: { user?: string } = {}; export function getState() { return state; }"), neighbour: safe, code: `
      import { getState } from './other.js';
      export function note(userId: string): void { getState().user = userId; }
    `, errors: [{ messageId: 'keptInShared', line: 3 }] },
    { name: 'a write through a getter of a namespace, with a local name', files: make("const state: { user?: string } = {}; export const getState = () => state;"), neighbour: safe, code: `
      import * as ns from './other.js';
      export function note(userId: string): void { const state = ns.getState(); state.user = userId; }
    `, errors: [{ messageId: 'keptInShared', line: 3 }] },
    { name: 'a write through getInstance of another file', files: make("export class Registry { private static it: Registry | undefined; user = ''; static getInstance() { Registry.it ??= new Registry(); return Registry.it; } }"), neighbour: safe, code: `
      import { Registry } from './other.js';
      export function note(userId: string): void { Registry.getInstance().user = userId; }
    `, errors: [{ messageId: 'keptInShared', line: 3 }] },
    { name: 'a write to the default instance of another file', files: make("class Registry { user = ''; } export default new Registry();"), neighbour: safe, code: `
      import registry from './other.js';
      export function note(userId: string): void { registry.user = userId; }
    `, errors: [{ messageId: 'keptInShared', line: 3 }] },
    { name: 'a closure of a factory that another file calls at module level', files: make("import { createApp } from './file.js'; export const app = createApp();"), neighbour: `
      import type { Person } from './person.js';
      export const createApp = () => ({ greet: (p: Person) => p.email });
    `, code: `
      import type { Person } from './person.js';
      export function createApp() {
        let user: Person | undefined;
        return {
          set: (p: Person) => { user = p; },
          get: () => user,
        };
      }
    `, errors: [{ messageId: 'keptInShared', line: 6 }] },
    { name: 'a handler of another file calls configure', files: make(`
      import type { IncomingMessage } from 'node:http';
      import { configure } from './file.js';
      export function handle(request: IncomingMessage): void { configure({ label: request.headers['x-label'] as string }); }
    `), neighbour: 'export const configure = (value: { label: string }): string => value.label;', code: `
      let current: { label: string } | undefined;
      export function configure(value: { label: string }): void { current = value; }
      export const get = () => current;
    `, errors: [{ messageId: 'keptInShared', line: 3 }] },
    { name: 'a handler of another file calls a setter', files: make(`
      import type { IncomingMessage } from 'node:http';
      import { setLocale } from './file.js';
      export function handle(request: IncomingMessage): void { const locale = String(request.headers['accept-language']); setLocale(locale); }
    `), neighbour: 'export const setLocale = (value: string): string => value;', code: `
      let locale = 'en';
      export function setLocale(value: string): void { locale = value; }
      export const get = () => locale;
    `, errors: [{ messageId: 'keptInShared', line: 3 }] },
  ],
});
