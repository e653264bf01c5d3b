import { noFallbackIdentity } from '../../src/rules/no-fallback-identity.js';
import { testRule } from '../tester/rule-tester.js';

const notes = 'declare const notes: Map<string, string[]>;\n';
const thrown = (identity: string): string => `(() => { throw new Error("${identity} is missing"); })()`;

const validated: [string, string][] = [
  ['by a comparison', "if (clinicId !== user.clinicId) throw new Error('403');"],
  ['by a list of the caller’s', "if (!user.clinicIds.includes(clinicId)) throw new Error('403');"],
  ['in a callback', "if (!user.clinicIds.some((own) => own === clinicId)) throw new Error('403');"],
  ['by a function that throws', 'assertMember(user, clinicId);'],
];

testRule('no-fallback-identity', noFallbackIdentity, {
  valid: [
    ...validated.map(([name, rest]) => ({
      name: `a stand-in that is turned away: ${name}`,
      code: `${notes}export function f(header: (name: string) => string | undefined, user: { clinicId: string; clinicIds: string[] }): string[] | undefined {\nconst clinicId = header('x-clinic-id') ?? 'main';\n${rest}\nreturn notes.get(clinicId); }\nexport declare function assertMember(user: object, clinicId: string): void;`,
    })),
    {
      name: 'the made-up users of a test',
      code: `import { it } from 'node:test';\ndeclare const graph: { invoke(input: string, config: { configurable?: Record<string, any> }): Promise<string> };\nit('asks', async () => { await graph.invoke('a', { configurable: { thread_id: '1' } }); });`,
    },
    { name: 'a count', code: `declare const hits: Map<string, number>;\nexport const f = (tenantId?: string) => { hits.set(tenantId ?? 'none', 1); };` },
    { name: 'a text of an option, under another name', code: `${notes}export const f = (options: { clinic?: string }) => { const clinicId = options.clinic ?? 'main'; return notes.get(clinicId); };` },
    { name: 'a thread of which the text is said', code: `${notes}export const f = (input: { thread?: string }) => notes.get(input.thread ?? 'T-1000');` },
    { name: 'a check that asks for another object', code: `interface Viewer { holderNo: string }\nexport const f = (claim: { holderNo: string }, viewer: Viewer | undefined, other: Viewer) => { if (viewer && claim.holderNo !== other.holderNo) throw new Error('no'); return claim; };` },
    {
      name: 'the columns of a query, and options that may all be left out',
      code: `
        interface RunContext { userId: string; traceId: string }
        declare const rows: { find(filter: object, options: { projection: Record<string, number> }): unknown };
        declare function open(context: Partial<RunContext>): void;
        export function list(status: string): unknown { return rows.find({ status }, { projection: { conversationId: 1, userId: 1 } }); }
        export function run(context: Partial<RunContext> = {}): void { open(context); }
      `,
    },
    { name: 'a log line', code: `export function f(userId?: string) { console.log('for', userId ?? 'anonymous'); }` },
    { name: 'an error', code: `export function f(userId?: string) { throw new Error(userId ?? 'nobody'); }` },
    { name: 'a logger of any name', code: `declare const requestLog: { write(text: string): void };\nexport const f = (tenantId?: string) => requestLog.write(\`\${tenantId ?? 'none'}\`);` },
    { name: 'an answer', code: `export function label(user?: { id: string }) { return user ? user.id : 'guest'; }` },
    {
      name: 'a name inside a sandbox that is made for the call',
      code: `declare const box: { newString(text: string): number; setProp(name: string, value: number): void };\nexport const f = (sessionId?: string) => { const handle = box.newString(sessionId ?? 'default'); box.setProp('session', handle); };`,
    },
    { name: 'a locale', code: `${notes}export const f = (locale?: string) => notes.get(locale ?? 'en');` },
    { name: 'a model', code: `declare function ask(model: string): void;\nexport const f = (model?: string) => { ask(model ?? 'small'); };` },
    { name: 'a name that is shown', code: `declare function greet(name: string): void;\nexport const f = (userName?: string) => { greet(userName ?? 'you'); };` },
    { name: 'a fresh id', code: `${notes}export const f = (sessionId?: string) => notes.get(sessionId ?? crypto.randomUUID());` },
    { name: 'the environment', code: `${notes}export const f = () => notes.get(process.env['USER_ID'] ?? 'me');` },
    { name: 'start-up', code: `${notes}function start(tenantId?: string) { notes.set(tenantId ?? 'main', []); }\nstart();` },
    { name: 'a credential', code: `declare function connect(token: string): void;\nexport const f = (token?: string) => { connect(token ?? 'public'); };` },
    { name: 'without a type', code: `${notes}export const f = (input: any) => notes.get(input.userId ?? 'x');` },
    { name: 'the empty text', code: `${notes}export const f = (userId?: string) => notes.get(userId ?? '');` },
    {
      name: 'a guest who is turned away',
      code: `${notes}export function f(userId?: string) { const id = userId ?? 'guest'; if (id === 'guest') throw new Error('sign in'); return notes.get(id); }`,
    },
    { name: 'one user of the program itself', code: `declare function run(options: { userId: string }): void;\nexport const f = () => { run({ userId: 'system' }); };` },
    { name: 'one of a few texts', code: `declare function run(options: { sessionId: 'a' | 'b' }): void;\nexport const f = () => { run({ sessionId: 'a' }); };` },
    {
      name: 'an optional filter',
      code: `interface Row { userId: string }\nexport function f(rows: Row[], userId?: string) { return rows.filter((row) => { if (userId && row.userId !== userId) return false; return true; }); }`,
    },
    { name: 'an empty object of another type', code: `interface Options { depth?: number }\ndeclare function scan(options: Options): void;\nexport const f = (options: Options = {}) => { scan(options); };` },
  ],
  invalid: [
    {
      name: 'looked up among what the module keeps, which asks nothing about the caller',
      code: `${notes}export function f(header: (name: string) => string | undefined): string[] | undefined {\nconst clinicId = header('x-clinic-id') ?? 'main';\nif (!notes.has(clinicId)) throw new Error('404');\nreturn notes.get(clinicId); }`,
      neighbour: `${notes}export function f(header: (name: string) => string | undefined, own: Set<string>): string[] | undefined {\nconst clinicId = header('x-clinic-id') ?? 'main';\nif (!own.has(clinicId)) throw new Error('404');\nreturn notes.get(clinicId); }`,
      errors: [
        {
          messageId: 'fallback',
          line: 3,
          suggestions: [
            {
              messageId: 'throwInstead',
              output: `${notes}export function f(header: (name: string) => string | undefined): string[] | undefined {\nconst clinicId = header('x-clinic-id') ?? (() => { throw new Error("header('x-clinic-id') is missing"); })();\nif (!notes.has(clinicId)) throw new Error('404');\nreturn notes.get(clinicId); }`,
            },
          ],
        },
      ],
    },
    {
      name: 'a header, named by the variable that holds it; its neighbour is a number of pages',
      code: `${notes}export const f = (header: (name: string) => string | undefined) => {\nconst clinicId = header('x-site')?.toString() ?? 'main';\nreturn notes.get(clinicId); };`,
      neighbour: `${notes}export const f = (header: (name: string) => string | undefined) => {\nconst pages = header('x-site')?.toString() ?? 'main';\nreturn notes.get(pages); };`,
      errors: [
        {
          messageId: 'fallback',
          line: 3,
          suggestions: [
            {
              messageId: 'throwInstead',
              output: `${notes}export const f = (header: (name: string) => string | undefined) => {\nconst clinicId = header('x-site')?.toString() ?? (() => { throw new Error("header('x-site')?.toString() is missing"); })();\nreturn notes.get(clinicId); };`,
            },
          ],
        },
      ],
    },
    {
      name: 'a thread for all who bring none',
      code: `${notes}export const f = (input: { thread?: string }) => notes.get(input.thread || 'default');`,
      neighbour: `${notes}export const f = (input: { thread?: string }) => notes.get(input.thread || '');`,
      errors: [
        {
          messageId: 'fallback',
          line: 2,
          suggestions: [
            {
              messageId: 'throwInstead',
              output: `${notes}export const f = (input: { thread?: string }) => notes.get(input.thread || (() => { throw new Error("input.thread is missing"); })());`,
            },
          ],
        },
      ],
    },
    {
      name: 'a check that is skipped when nobody asks, whatever the owner is called',
      code: `interface Viewer { holderNo: string }\nexport const f = (claim: { holderNo: string }, context: { viewer?: Viewer }) => {\nif (context.viewer && claim.holderNo !== context.viewer.holderNo) throw new Error('no');\nreturn claim; };`,
      neighbour: `interface Viewer { holderNo: string }\nexport const f = (claim: { holderNo: string }, context: { viewer?: Viewer }) => {\nif (!context.viewer || claim.holderNo !== context.viewer.holderNo) throw new Error('no');\nreturn claim; };`,
      errors: [{ messageId: 'skippedCheck', line: 3 }],
    },
    {
      name: 'a text in a key',
      code: `${notes}export const f = (userId?: string) => notes.get(userId ?? 'default');`,
      neighbour: `${notes}export const f = (userId: string) => notes.get(userId);`,
      errors: [{ messageId: 'fallback', line: 2, suggestions: [{ messageId: 'throwInstead', output: `${notes}export const f = (userId?: string) => notes.get(userId ?? ${thrown('userId')});` }] }],
    },
    {
      name: 'a named constant, by ||, through a local',
      code: `${notes}const NOBODY = 'nobody';\nexport function f(input: { thread_id?: string }) { const key = \`t:\${input.thread_id || NOBODY}\`; return notes.get(key); }`,
      neighbour: `${notes}const NOBODY = 'nobody';\nexport function f(input: { thread_id?: string }) { const key = \`t:\${input.thread_id || NOBODY}\`; return key; }`,
      errors: [{ messageId: 'fallback', line: 3, suggestions: [{ messageId: 'throwInstead', output: `${notes}const NOBODY = 'nobody';\nexport function f(input: { thread_id?: string }) { const key = \`t:\${input.thread_id || ${thrown('input.thread_id')}}\`; return notes.get(key); }` }] }],
    },
    {
      name: 'whoever came last',
      code: `${notes}let last: string | undefined;\nexport function open(id: string) { last = id; }\nfunction who(sessionId?: string) { return sessionId ?? last ?? 'main'; }\nexport const f = (sessionId?: string) => notes.get(who(sessionId));`,
      neighbour: `${notes}let last: string | undefined;\nexport function open(id: string) { last = id; }\nfunction who(sessionId?: string) { return sessionId ?? last ?? 'main'; }\nexport const f = (sessionId?: string) => { console.log(who(sessionId)); };`,
      errors: [{ messageId: 'fallback', line: 4 }],
    },
    {
      name: 'an assignment where it is missing',
      code: `${notes}export function f(tenantId?: string) { if (!tenantId) { tenantId = 'shared'; } return notes.get(tenantId); }`,
      neighbour: `${notes}export function f(tenantId?: string) { if (!tenantId) { throw new Error('no tenant'); } return notes.get(tenantId); }`,
      errors: [{ messageId: 'fallback', line: 2, suggestions: [{ messageId: 'throwInstead', output: `${notes}export function f(tenantId?: string) { if (!tenantId) { tenantId = ${thrown('tenantId')}; } return notes.get(tenantId); }` }] }],
    },
    {
      name: 'a default of a parameter',
      code: `${notes}export const f = (userId = 'anonymous') => notes.get(userId);`,
      neighbour: `${notes}export const f = (userId = 'anonymous') => { console.log(userId); };`,
      errors: [{ messageId: 'fallback', line: 2, suggestions: [{ messageId: 'removeDefault', output: `${notes}export const f = (userId: string) => notes.get(userId);` }] }],
    },
    {
      name: 'a default of a parameter, whose callers must bring a value then',
      code: `${notes}function f(page: number, userId: string = 'anonymous', limit = 9) { return notes.get(userId)?.slice(page, limit); }\nexport const all = (userId: string) => [f(1), f(2, userId)];`,
      neighbour: `${notes}function f(page: number, locale: string = 'en', limit = 9) { return notes.get(locale)?.slice(page, limit); }\nexport const all = (locale: string) => [f(1), f(2, locale)];`,
      errors: [
        {
          messageId: 'fallback',
          line: 2,
          suggestions: [
            {
              messageId: 'removeDefault',
              data: { name: 'userId' },
              output: `${notes}function f(page: number, userId: string, limit = 9) { return notes.get(userId)?.slice(page, limit); }\nexport const all = (userId: string) => [f(1), f(2, userId)];`,
              typeErrors: [2554],
            },
          ],
        },
      ],
    },
    {
      name: 'a default of a number, and of a parameter property',
      code: `declare const rows: Map<number | string, string>;\nexport const f = (userId = 7) => rows.get(userId);\nexport class Rows { constructor(private readonly tenantId = 'main') {} all() { return rows.get(this.tenantId); } }\nexport const main = () => new Rows();`,
      neighbour: `declare const rows: Map<number | string, string>;\nexport const f = (size = 7) => rows.get(size);\nexport class Rows { constructor(private readonly tenantId: string) {} all() { return rows.get(this.tenantId); } }\nexport const main = () => new Rows('a');`,
      errors: [
        {
          messageId: 'fallback',
          line: 2,
          suggestions: [
            {
              messageId: 'removeDefault',
              output: `declare const rows: Map<number | string, string>;\nexport const f = (userId: number) => rows.get(userId);\nexport class Rows { constructor(private readonly tenantId = 'main') {} all() { return rows.get(this.tenantId); } }\nexport const main = () => new Rows();`,
            },
          ],
        },
        {
          messageId: 'fallback',
          line: 3,
          suggestions: [
            {
              messageId: 'removeDefault',
              output: `declare const rows: Map<number | string, string>;\nexport const f = (userId = 7) => rows.get(userId);\nexport class Rows { constructor(private readonly tenantId: string) {} all() { return rows.get(this.tenantId); } }\nexport const main = () => new Rows();`,
              typeErrors: [2554],
            },
          ],
        },
      ],
    },
    {
      name: 'a default of a property that is always there',
      code: `interface Options { userId: string; depth?: number }\n${notes}export const f = ({ userId = 'anonymous', depth = 1 }: Options) => notes.get(userId)?.at(depth);\nexport function g(options: Options) { const { userId: id = 'anonymous' } = options; return notes.get(id); }`,
      neighbour: `interface Options { userId: string; depth?: number }\n${notes}export const f = ({ userId, depth = 1 }: Options) => notes.get(userId)?.at(depth);\nexport function g(options: Options) { const { userId: id } = options; return notes.get(id); }`,
      errors: [
        {
          messageId: 'fallback',
          line: 3,
          suggestions: [
            {
              messageId: 'removeDefault',
              output: `interface Options { userId: string; depth?: number }\n${notes}export const f = ({ userId, depth = 1 }: Options) => notes.get(userId)?.at(depth);\nexport function g(options: Options) { const { userId: id = 'anonymous' } = options; return notes.get(id); }`,
            },
          ],
        },
        {
          messageId: 'fallback',
          line: 4,
          suggestions: [
            {
              messageId: 'removeDefault',
              output: `interface Options { userId: string; depth?: number }\n${notes}export const f = ({ userId = 'anonymous', depth = 1 }: Options) => notes.get(userId)?.at(depth);\nexport function g(options: Options) { const { userId: id } = options; return notes.get(id); }`,
            },
          ],
        },
      ],
    },
    ...(
      [
        ['after an optional parameter', (id: string) => `export const f = (page?: number, ${id} = 'a') => notes.get(${id})?.at(page ?? 0);`],
        ['where undefined is in the type', (id: string) => `export const f = (${id}: string | undefined = 'a') => notes.get(${id});`],
        ['where a caller gives what may be missing', (id: string) => `function f(${id} = 'a') { return notes.get(${id}); }\nexport const g = (given?: string) => f(given);`],
        ['where a caller spreads its arguments', (id: string) => `function f(${id} = 'a') { return notes.get(${id}); }\nexport const g = (given: [] | [string]) => f(...given);`],
        ['of a callback', (id: string) => `export const g = (ids: string[]) => ids.map((${id} = 'a') => notes.get(${id}));`],
        ['of a function that is handed on', (id: string) => `function f(${id} = 'a') { return notes.get(${id}); }\nexport const g = (ids: string[]) => ids.map(f);`],
        ['of a function whose type is declared', (id: string) => `export const f: (given?: string) => unknown = (${id} = 'a') => notes.get(${id});`],
        ['of a method that an interface has', (id: string) => `interface Reads { read(given?: string): unknown }\nexport class Notes implements Reads { read(${id} = 'a') { return notes.get(${id}); } }`],
        ['of a constructor that subclasses call', (id: string) => `class Notes { constructor(${id} = 'a') { notes.get(${id}); } }\nexport class Others extends Notes {}`],
        ['with a comment that would be lost', (id: string) => `export const f = (${id} = /* nobody yet */ 'a') => notes.get(${id});`],
        ['of a property of an object that may be left out', (id: string) => `export const f = ({ ${id} = 'a' }: { ${id}?: string } = {}) => notes.get(${id});`],
        ['of a property in a nested pattern', (id: string) => `export const f = ({ by: { ${id} = 'a' } }: { by: { ${id}: string } }) => notes.get(${id});`],
        ['whose type is one text', (id: string) => `const NOBODY = { ${id}: 'a' } as const;\nexport const f = (${id} = NOBODY.${id}) => notes.get(${id});`],
      ] as const
    ).map(([where, code]) => ({
      name: `no suggestion for a default ${where}`,
      code: notes + code('userId'),
      neighbour: notes + code('locale'),
      errors: [{ messageId: 'fallback' as const, line: /^(?:const|interface)/u.test(code('')) ? 3 : 2 }],
    })),
    {
      name: 'a default in a pattern',
      code: `${notes}export const f = ({ sessionId: key = 'main' }: { sessionId?: string }) => notes.get(key);`,
      neighbour: `${notes}export const f = ({ page: key = 'main' }: { page?: string }) => notes.get(key);`,
      errors: [{ messageId: 'fallback', line: 2 }],
    },
    {
      name: 'a condition',
      code: `${notes}export const f = (user?: { id: string }) => notes.get(user ? user.id : 'guest');`,
      neighbour: `${notes}export const f = (user?: { id: string }) => user ? notes.get(user.id) : 'guest';`,
      errors: [{ messageId: 'fallback', line: 2, suggestions: [{ messageId: 'throwInstead', output: `${notes}export const f = (user?: { id: string }) => notes.get(user ? user.id : ${thrown('user.id')});` }] }],
    },
    {
      name: 'a context that is made when it is forgotten',
      code: `class RunContext { userId = ''; }\ndeclare function list(context: RunContext): string[];\nexport const f = (context: RunContext = new RunContext()) => list(context);`,
      neighbour: `class RunContext { userId = ''; }\ndeclare function list(context: RunContext): string[];\nexport const f = (context: RunContext) => list(context);`,
      errors: [
        {
          messageId: 'defaultContext',
          line: 3,
          suggestions: [
            {
              messageId: 'removeDefault',
              output: `class RunContext { userId = ''; }\ndeclare function list(context: RunContext): string[];\nexport const f = (context: RunContext) => list(context);`,
            },
          ],
        },
      ],
    },
    {
      name: 'a cast context',
      code: `interface UserContext { userId: string }\ndeclare function list(context: UserContext): string[];\nexport const f = () => list({} as UserContext);`,
      neighbour: `interface UserContext { userId: string }\ndeclare function list(context: UserContext): string[];\nexport const f = (context: UserContext) => list(context);`,
      errors: [{ messageId: 'castContext', line: 3 }],
    },
    {
      name: 'a literal thread',
      code: `declare const graph: { invoke(input: string, config: { configurable?: Record<string, any> }): Promise<string> };\nexport const f = (text: string) => graph.invoke(text, { configurable: { thread_id: '1' } });`,
      neighbour: `declare const graph: { invoke(input: string, config: { configurable?: Record<string, any> }): Promise<string> };\nexport const f = (text: string, thread: string) => graph.invoke(text, { configurable: { thread_id: thread } });`,
      errors: [{ messageId: 'literal', line: 2 }],
    },
    {
      name: 'a check that is skipped without an identity',
      code: `interface Doc { ownerId: string }\nexport function f(doc: Doc, userId?: string) { if (userId && doc.ownerId !== userId) throw new Error('no'); return doc; }`,
      neighbour: `interface Doc { ownerId: string }\nexport function f(doc: Doc, userId?: string) { if (!userId || doc.ownerId !== userId) throw new Error('no'); return doc; }`,
      errors: [{ messageId: 'skippedCheck', line: 2 }],
    },
  ],
});
