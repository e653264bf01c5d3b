import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { explain } from '../../src/cli/explain/explain.js';
import { readPlaces } from '../../src/cli/explain/options.js';
import { contextFile, eslintConfig, ScratchProject, tsconfigWithNode } from './scratch-project.js';

/** The texts that the places of the tests are in; a place is given by what its line has in it. */
const files: Readonly<Record<string, string>> = {
  'src/context.ts': contextFile,
  'src/lifetimes.ts': `import { hub } from './hub.js';
import { unknownStore } from 'nowhere';

export interface User { userId: string; name: string }

let current: User | undefined;
export const users: User[] = [];

export class Registry {
  static latest: User | undefined;
  last: User | undefined;
}
export const registry = new Registry();

export class PerCall {
  user: User | undefined;
  keep(user: User): void {
    this.user = user; // per call
  }
}
export function makePerCall(): PerCall {
  return new PerCall();
}

export class Nowhere {
  user: User | undefined;
  keep(user: User): void {
    this.user = user; // nowhere
  }
}

export function remember(user: User): void {
  current = user;
  Registry.latest = user;
  registry.last = user;
  (globalThis as { user?: User }).user = user;
  hub.user = user;
  unknownStore.user = user;
  process.env.LAST_USER = user.name;
  const local: { user?: User } = {};
  local.user = user;
  console.log(current?.name, users.length);
}

export function keepOnce(user: User): User {
  current ??= user;
  return current;
}

function start(): (user: User) => User | undefined {
  let kept: User | undefined;
  return (user) => {
    const before = kept;
    kept = user;
    return before;
  };
}
export const handle = start();
`,
  'src/hub.ts': `import type { User } from './lifetimes.js';

export class Hub {
  user: User | undefined;
  follow(user: User): void {
    this.user = user;
  }
}

export const hub = new Hub();
`,
  'src/made.ts': `import type { User } from './lifetimes.js';

export class MadeElsewhere {
  user: User | undefined;
  follow(user: User): void {
    this.user = user;
  }
}
`,
  'src/maker.ts': "import { MadeElsewhere } from './made.js';\n\nexport const made = new MadeElsewhere();\n",
  'src/owners.ts': `import type { IncomingMessage } from 'node:http';
import type { User } from './lifetimes.js';
import { tools, type UserContext } from './context.js';

const state: Record<string, unknown> = {};
const STARTED = 'now';

export function owners(
  request: IncomingMessage,
  context: UserContext,
  user: User,
  accessToken: string,
  anything: object,
  count: number,
  account: Invoice,
): void {
  state.request = request.url;
  state.context = context;
  state.user = user;
  state.token = accessToken;
  state.anything = anything;
  state.count = count;
  state.method = request.method;
  state.constant = 'x';
  state.module = STARTED;
  state.made = new Date();
  const { name } = user;
  const greeting = \`hello \${name}\`;
  state.greeting = [greeting];
  try {
    JSON.parse('');
  } catch (error) {
    state.error = error;
  }
  state.account = account;
  console.log(state, tools);
}

interface Invoice { email: string }

function configure(level: object): void {
  state.level = level;
}
configure({});
`,
  'src/keys.ts': `import { createHash } from 'node:crypto';

interface Ask { userId: string; session?: { userId?: string }; url: string }

const answers = new Map<string, string>();
const byObject = new WeakMap<object, string>();
const roles: Partial<Record<'buyer' | 'seller', string>> = {};
const settings: Record<string, unknown> = {};

function keyOf(ask: Ask): string {
  return createHash('sha256').update(ask.url).digest('hex');
}

export function answer(ask: Ask, text: string, role: 'buyer' | 'seller', sessionId: string | undefined): string | undefined {
  answers.set(\`\${ask.userId}:\${ask.url}\`, text);
  answers.set(keyOf(ask), make(ask.userId, text));
  byObject.set(ask, text);
  roles[role] = text;
  settings['current'] = ask.userId;
  answers.set('latest', text);
  sessions.set(sessionId, make(ask.userId, text));
  console.log(byObject, roles, settings, sessions);
  return answers.get(ask.url);
}

const sessions = new Map<string | undefined, string>();

function make(userId: string, text: string): string {
  return userId + text;
}
`,
  'src/silent.ts': `import type { User } from './lifetimes.js';

// A comment and nothing else.

let counter = 0;
let lastSeen: User | undefined;
const table = new Map<string, string>();
let listeners: (() => void)[] = [];

export function load(): void {
  table.set('x', 'y');
  lastSeen = undefined;
}
load();

export function count(user: User): number {
  counter = user.name.length;
  // eslint-disable-next-line user-context/no-shared-agent-state -- one user at a time in this tool
  lastSeen = user;
  /* eslint-disable-next-line user-context/no-shared-agent-state */
  lastSeen = { ...user };
  table.delete('x');
  return counter + (lastSeen === undefined ? 0 : 1) + table.size;
}

export function unsubscribe(listener: () => void): void {
  listeners = listeners.filter((other) => other !== listener);
}

export function readBoth(user: User): string {
  return \`\${user.name}: \${lastSeen?.name ?? ''}\`;
}
`,
  'src/calls.ts': `import { tools, type UserContext } from './context.js';

function lookUp(query: string, context: UserContext): string {
  return query + context.userId;
}

export function withContext(query: string, context: UserContext): string {
  tools.dispatch('with', query);
  return lookUp(query, context);
}

export function without(query: string): string {
  return tools.dispatch('without', query);
}

export function perhaps(query: string, context?: UserContext): string {
  return tools.dispatch('perhaps', query);
}

tools.dispatch('warm up', '');
`,
  'src/client.ts': `'use client';

let current: { userId: string } | undefined;

export function show(user: { userId: string }): string {
  const before = current?.userId ?? '';
  current = user;
  return before;
}
`,
  'src/other/plain.ts': `let current: { userId: string } | undefined;

export function keep(user: { userId: string }): string {
  const before = current?.userId ?? '';
  current = user;
  return before;
}
`,
  'src/other/warned.ts': `let current: { userId: string } | undefined;

export function keep(user: { userId: string }): string {
  const before = current?.userId ?? '';
  current = user;
  return before;
}
`,
  'src/sends.ts': `interface Socket { userId: string; send(text: string): void }

const sockets = new Set<Socket>();

export function toAll(message: { userId: string; text: string }): void {
  const { text } = message;
  for (const socket of sockets) {
    socket.send(text); // all
  }
}

export function toOwn(message: { userId: string; text: string }): void {
  const { text } = message;
  for (const socket of sockets) {
    if (socket.userId === message.userId) {
      socket.send(text); // asked
    }
  }
}
`,
  'src/harmless.ts': `import type { User } from './lifetimes.js';

class Desk {
  owner: User;
  constructor(owner: User) {
    this.owner = owner;
  }
}
let desk: Desk | undefined;
export const deskOf = (user: User): Desk => (desk ??= new Desk(user));

const found: User[] = [];
export function find(user: User): User | undefined {
  found.push(user);
  return found.find(({ name }) => name === user.name);
}

const seen = new Set<string>();
export function see(user: User): void {
  seen.add(user.userId);
}

const waiting: User[] = [];
export function queue(user: User): User | undefined {
  waiting.push(user);
  return waiting.shift();
}

let busyWith: object | undefined;
export function latch(task: object): void {
  if (busyWith) {
    return;
  }
  busyWith = task;
  busyWith = undefined;
}

let lastQuery: string | undefined;
let lastAnswer = '';
export function memo(query: string): string {
  if (query !== lastQuery) {
    lastQuery = query; // memo
    lastAnswer = query.trim();
  }
  return lastAnswer;
}

let endpoint: object | undefined;
export function configureEndpoint(to: object): object | undefined {
  const before = endpoint;
  endpoint = to;
  return before;
}

export class Box<Item> {
  item: Item | undefined;
  swap(item: Item): Item | undefined {
    const before = this.item;
    this.item = item; // box
    return before;
  }
}
export const box = new Box<object>();

let winner = '';
export function record(user: User): void {
  winner = user.name;
}
console.log(winner);

const jobs: object[] = [];
export function job(user: User): Promise<void> {
  return new Promise((resolve) => {
    jobs.push({ user, resolve });
  });
}
export const next = (): object | undefined => jobs[0];

let notice: string | undefined;
export function announce(user: { role: string; userId: string }, text: string): string | undefined {
  if (user.role !== 'admin') {
    throw new Error('not allowed');
  }
  const before = notice;
  notice = text;
  return before;
}

let scrolled: User | undefined;
export function scroll(user: User): User | undefined {
  if (typeof window !== 'undefined') {
    scrolled = user;
  }
  return scrolled;
}
`,
  'src/broken.ts': 'const x = ;\n',
  'src/other/off.ts': `let current: { userId: string } | undefined;

export function keep(user: { userId: string }): string {
  const before = current?.userId ?? '';
  current = user;
  return before;
}
`,
  'src/ignored.ts': 'export const x = 1;\n',
  'script.ts': 'export const y = 1;\n',
  'eslint.config.js': eslintConfig(`
    { ...userContext.configs.recommended, ignores: ['src/other/plain.ts'] },
    { files: ['src/other/off.ts'], rules: { 'user-context/no-shared-agent-state': 'off' } },
    { files: ['src/other/warned.ts'], rules: { 'user-context/no-shared-agent-state': 'warn' } },
    { ignores: ['src/ignored.ts'] },
    { files: ['untyped.js'], rules: {} }`),
  'untyped.js': 'let x; export function f(user) { x = user; return x; }\n',
};

let project: ScratchProject;

beforeAll(() => {
  project = new ScratchProject({ 'tsconfig.json': tsconfigWithNode, ...files });
});

afterAll(() => {
  project.remove();
});

/** `src/a.ts:12`, where line 12 is the first that has a text in it. */
function placeOf(file: string, text: string): string {
  const index = (files[file] ?? '').split('\n').findIndex((line) => line.includes(text));
  if (index < 0) {
    throw new Error(`no line of ${file} has ${text}`);
  }
  return `${file}:${index + 1}`;
}

/** What is printed for a line, with each answer and each step on one line. */
async function explained(file: string, text: string): Promise<string> {
  const { exitCode, stderr, stdout } = await project.run(explain, placeOf(file, text));
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout.replaceAll(/\n {14}(?:\s{4})?(?=\S)/gu, ' ');
}

/** The answer to a question about the first thing on a line. */
async function answer(question: string, file: string, text: string): Promise<string> {
  const printed = await explained(file, text);
  const line = printed.split('\n').find((candidate) => candidate.startsWith(`    ${question.padEnd(10)}`));
  return line?.slice(14) ?? `no ${question} in:\n${printed}`;
}

/** The way of the first value on a line, a step in each text. */
async function way(file: string, text: string): Promise<string[]> {
  const lines = (await explained(file, text)).split('\n');
  const first = lines.findIndex((line) => line.startsWith(' '.repeat(16)));
  const end = lines.findIndex((line, index) => index > first && !line.startsWith(' '.repeat(16)));
  return lines.slice(first, end).map((line) => line.trim());
}

describe('explain', () => {
  it('prints the three answers, the way of the value and the finding', async () => {
    const { stdout } = await project.run(explain, placeOf('src/owners.ts', 'state.greeting ='));
    expect(stdout).toBe(`src/owners.ts:29
  state.greeting = [greeting];

  \`state.greeting\` is assigned in \`owners\`
    lifetime  outlives the request: \`state\` is declared at module level at line 5
    owner     one user's: the type of \`user\` is called \`User\`
                \`[greeting]\` (line 29)
                ← \`hello \${name}\` (line 28)
                ← \`user\` (line 27)
                ← parameter \`user: User\` of \`owners\` (line 11)
    key       none: one place for all who write it
    verdict   reported as an error by user-context/no-shared-agent-state: A value made from \`user\` of \`owners\`
              is kept in \`state.greeting\` (module scope), which all users share, so another user can be served
              with it: pass it on as an argument or keep it in the request's own context.

  \`greeting\` is read
    lifetime  ends with the request: \`greeting\` is a local of \`owners\`, declared at line 28
    owner     one user's: the type of \`user\` is called \`User\`
                \`greeting\` (line 29)
                ← \`hello \${name}\` (line 28) and so on, as above
`);
  });

  describe('says how long a storage lives', () => {
    it.each([
      ['a variable of the module', 'src/lifetimes.ts', '  current = user', 'outlives the request: `current` is declared at module level at line 6'],
      ['a static', 'src/lifetimes.ts', 'Registry.latest = ', 'outlives the request: `Registry.latest` is a static member of a class, declared at line 10'],
      ['the global object', 'src/lifetimes.ts', 'globalThis', 'outlives the request: a property of the global object `globalThis`'],
      ['a variable of another module', 'src/lifetimes.ts', 'hub.user =', 'outlives the request: `hub` is declared at module level at src/hub.ts:10'],
      ['a field of an object that is made once', 'src/hub.ts', 'this.user = ', 'outlives the request: `this.user` is a field of `Hub`, and everybody uses the instance that is made at line 10'],
      ['a field of an object that another file makes once', 'src/made.ts', 'this.user = ', 'outlives the request: `this.user` is a field of `MadeElsewhere`, and everybody uses the instance that is made at src/maker.ts:3'],
      ['a field of an object that is made with each call', 'src/lifetimes.ts', 'this.user = user; // per call', 'ends with the request: `this.user` is a field of `PerCall`, and each call of `makePerCall` makes one, at line 22'],
      ['a field of an object that nobody makes', 'src/lifetimes.ts', 'this.user = user; // nowhere', 'ends with the request: `this.user` is a field of `Nowhere`, and the program makes no instance of it that everybody uses'],
      ['a local', 'src/lifetimes.ts', 'local.user = ', 'ends with the request: `local` is a local of `remember`, declared at line 40'],
      ['a local that start-up code leaves to a later function', 'src/lifetimes.ts', '    kept = user', 'outlives the request: `kept`, declared at line 51, is a local of a function that runs only while the program starts, and functions that run later keep it'],
      ['the platform', 'src/lifetimes.ts', 'process.env', 'outlives the request: `process.env.LAST_USER` belongs to the platform, which has one for the whole process'],
      ['an import that leads nowhere', 'src/lifetimes.ts', 'unknownStore.user', 'not known, so nothing is reported: what `unknownStore` names is declared where the rules cannot see how long it lives'],
    ])('%s', async (_name, file, text, expected) => {
      expect(await answer('lifetime', file, text)).toBe(expected);
    });
  });

  describe('says whose a value is', () => {
    it.each([
      ['a known type of a package', 'state.request', "one user's: `request` is of the type `IncomingMessage` of the package http, which is known as one user's"],
      ['a type of the settings', 'state.context', "one user's: `context` is of the type `UserContext`, which your settings name as a context (contextTypes)"],
      ['a telling type', 'state.user', "one user's: the type of `user` is called `User`"],
      ['a telling member', 'state.account', "one user's: the type `Invoice` of `account` has the member `email`"],
      ['a telling name', 'state.token', "one user's: the name `accessToken` says so"],
      ['a parameter', 'state.anything', "a caller's: `anything` comes from a parameter of `owners`, and neither its type nor its name says whose it is"],
      ['a number', 'state.count', "nobody's: `count` is of the type `number`, which says nothing about anybody"],
      ['the method of a request', 'state.method', "nobody's: `request.method` says nothing about who sent the request"],
      ['a constant', 'state.constant', "no caller's: `'x'` is a constant"],
      ['a variable of the module', 'state.module', "no caller's: `STARTED` is read from a module; what functions put into it is judged where they do"],
      ['something new', 'state.made', "no caller's: `new Date()` is made of nothing that a caller brings"],
      ['a caught error', 'state.error', 'not known: the trace ends at `error`, beyond which it cannot see'],
    ])('%s', async (_name, text, expected) => {
      expect(await answer('owner', 'src/owners.ts', `  ${text}`)).toBe(expected);
    });

    it('with the way through a function of the file', async () => {
      expect(await way('src/keys.ts', 'answers.set(keyOf')).toEqual([
        '`make(ask.userId, text)` (line 16)',
        '← `userId + text` (line 29)',
        '← `ask.userId` (line 16)',
        '← parameter `ask: Ask` of `answer` (line 14)',
      ]);
    });
  });

  describe('says whether a key keeps users apart', () => {
    it.each([
      ['an identity in it', 'answers.set(`', 'keeps users apart: `ask.userId` is in it, which counts as an identity, a credential, or the id of what its users share on purpose'],
      ['an identity left out, by a function that makes the key', 'answers.set(keyOf', 'does not keep users apart: two users can come with the same `keyOf(ask)`, which is made of `ask.url` (line 11); `ask.userId` is not in it'],
      ['an identity that may be missing', 'sessions.set(', 'keeps only those apart who have `sessionId`: it may be missing, and all who have none share one entry'],
      ['an object', 'byObject.set(', 'keeps users apart: `ask` is in it'],
      ['one of a few', 'roles[role]', '`role` is one of a few values that the program knows'],
      ['a constant', "answers.set('latest'", "always the same: `'latest'`"],
      ['none', "settings['current']", 'none: one place for all who write it'],
    ])('%s', async (_name, text, expected) => {
      expect(await answer('key', 'src/keys.ts', text)).toBe(expected);
    });

    it('unless what is written does not last', async () => {
      expect(await answer('key', 'src/lifetimes.ts', 'local.user = ')).toBe('not asked, because what is written ends with the request');
    });
  });

  describe('says why nothing is reported', () => {
    it.each([
      ['what is written does not last', 'src/lifetimes.ts', 'local.user = ', 'what is written ends with the request'],
      ['nobody knows how long it lives', 'src/lifetimes.ts', 'unknownStore.user', 'nobody knows how long it lives'],
      ['the key', 'src/keys.ts', 'answers.set(`', 'the key keeps users apart'],
      ['a method of another kind of collection', 'src/keys.ts', 'byObject.set(', 'the called method is not that of an array, a `Map` or a `Set`, so what it keeps, and for whom, is its own affair'],
      ['start-up', 'src/silent.ts', "table.set('x'", 'it runs only while the program starts, before anybody is served'],
      ['a number', 'src/silent.ts', 'counter = user', 'its type says nothing about anybody, as with numbers, dates and functions'],
      ['a list that is filtered', 'src/silent.ts', 'listeners = listeners', 'what stays is what was in it before; who put it there is judged at that place'],
      ['a value of the program', 'src/owners.ts', 'state.constant', "nothing of it is one user's"],
      ['a caller of whom nothing is known', 'src/owners.ts', 'state.anything', "nothing says that the value is one user's, and nothing in the file shows that it reaches another caller's work; the preset `strict` reports it"],
      ['a file for browsers', 'src/client.ts', '  current = user', 'the rules skip this file, which says that it runs in a browser'],
      ['a constructor', 'src/harmless.ts', 'this.owner = owner', 'a constructor fills its own object; whether that object is shared is judged where it is made'],
      ['a list that is searched', 'src/harmless.ts', 'found.push', 'the collection is only asked for what a caller names, as a keyed one is'],
      ['a set that nobody asks', 'src/harmless.ts', 'seen.add', 'nobody reads it'],
      ['a queue', 'src/harmless.ts', 'waiting.push', 'what is put in is taken out again: it is handed on, and not kept'],
      ['a latch', 'src/harmless.ts', 'busyWith = task', 'it is only tested, and never given on'],
      ['a memo of one entry', 'src/harmless.ts', '// memo', 'what was kept is compared with the new input before it is used, and made anew where they differ'],
      ['a setting', 'src/harmless.ts', 'endpoint = to', 'the name says a setting of the whole process, which start-up code makes'],
      ['a generic container', 'src/harmless.ts', '// box', 'a class with type parameters keeps what it is given for whoever made it'],
      ['a variable that start-up code reads', 'src/harmless.ts', 'winner = user', 'only code that runs while the program starts reads it'],
      ['a job with its answer', 'src/harmless.ts', 'jobs.push', 'each entry brings the promise by which it is answered, so the answer goes to the one who brought it'],
      ['a notice of an operator', 'src/harmless.ts', 'notice = text', 'only those who run the service can set it: everybody else is turned away before'],
      ['code for browsers', 'src/harmless.ts', 'scrolled = user', 'it runs only in a browser, which serves one user'],
      ['a removal', 'src/silent.ts', 'table.delete', 'it is taken away, and nothing is put in'],
      ['a loop that asks', 'src/sends.ts', 'socket.send(text); // asked', 'a condition on the way asks whose the connection is'],
    ])('%s', async (_name, file, text, expected) => {
      expect(await answer('verdict', file, text)).toBe(`not reported: ${expected}`);
    });

    it('the rule is off, with what it would report', async () => {
      expect(await answer('verdict', 'src/other/off.ts', '  current = user')).toMatch(
        /^not reported: user-context\/no-shared-agent-state is off for this file; turned on, it says: `user` of `keep` is kept in `current`/u,
      );
    });

    it('the configuration has no rule on for the file', async () => {
      const printed = await explained('src/other/plain.ts', '  current = user');
      expect(printed).toContain('no-shared-agent-state is off for this file');
      expect(printed).toMatch(/\n {2}The ESLint configuration turns no rule of eslint-plugin-user-context on for this file\.\n$/u);
    });
  });

  describe('says what is reported', () => {
    it('with the reason of the directive that suppresses it', async () => {
      expect(await answer('verdict', 'src/silent.ts', '  lastSeen = user;')).toMatch(
        /^suppressed by a directive that gives the reason "one user at a time in this tool"; user-context\/no-shared-agent-state says: `user` of `count`/u,
      );
    });

    it('with a directive that gives no reason', async () => {
      expect(await answer('verdict', 'src/silent.ts', 'lastSeen = { ...user }')).toMatch(/^suppressed by a directive that gives no reason; /u);
    });

    it('as a warning', async () => {
      expect(await answer('verdict', 'src/other/warned.ts', '  current = user')).toMatch(/^reported as a warning by user-context\/no-shared-agent-state: /u);
    });

    it('of something that is neither written nor read, under its own text', async () => {
      const printed = await explained('src/calls.ts', 'function perhaps');
      expect(printed).toContain('\n  `perhaps`\n    verdict   reported as an error by user-context/require-user-context: ');
    });

    it('of what is sent to everybody', async () => {
      const printed = await explained('src/sends.ts', 'socket.send(text); // all');
      expect(printed).toContain('`socket.send(text)` sends to those of `sockets`');
      expect(printed).toContain('reported as an error by user-context/no-user-data-broadcast: ');
    });

    it('of what an object of a package keeps', async () => {
      const printed = await explained('src/lifetimes.ts', 'process.env');
      expect(printed).toContain('reported as an error by user-context/no-identity-on-shared-object: `user.name` of `remember` is written to');
    });
  });

  describe('says of a call', () => {
    it.each([
      ['that a context is in reach', 'tools.dispatch(\'with\'', 'in reach is `context` (a parameter of `withContext`)', 'not reported: a context is in reach'],
      ['that it is passed on', 'return lookUp(', 'in reach is `context` (a parameter of `withContext`); `context` is given as `context`', 'not reported: the context is passed on'],
      ['that it happens at start-up', "tools.dispatch('warm up'", 'none is in reach', 'not reported: the call happens while the program starts, for nobody in particular'],
    ])('%s', async (_name, text, context, verdict) => {
      expect(await answer('context', 'src/calls.ts', text)).toBe(context);
      expect(await answer('verdict', 'src/calls.ts', text)).toBe(verdict);
    });

    it.each([
      ['none is in reach', "tools.dispatch('without'", 'none is in reach', '`without` runs `tools.dispatch` with no user'],
      ['it may be missing', "tools.dispatch('perhaps'", 'in reach is `context` (a parameter of `perhaps`, which may be missing)', '`perhaps` runs `tools.dispatch` although `context` may be missing'],
    ])('that %s, as it is reported at the head of the function', async (_name, text, context, finding) => {
      expect(await answer('context', 'src/calls.ts', text)).toBe(context);
      expect(await answer('verdict', 'src/calls.ts', text)).toContain(`reported as an error by user-context/require-user-context: ${finding}`);
    });
  });

  it('says of a declaration where functions write it', async () => {
    expect(await answer('writes', 'src/silent.ts', 'let lastSeen')).toBe('functions put something into it at lines 12, 19 and 21');
    expect(await answer('writes', 'src/owners.ts', 'const STARTED')).toBe('no function of this file puts anything into it');
  });

  it('says of a parameter whose it is', async () => {
    expect(await explained('src/lifetimes.ts', 'function keepOnce')).toContain(
      "  `user` is a parameter of `keepOnce`\n    owner     one user's: the type of `user` is called `User`\n",
    );
  });

  it('says of what is only read where it lives and whose it is', async () => {
    const printed = await explained('src/silent.ts', '${user.name}: ');
    expect(printed).toContain('  `user.name` is read\n    lifetime  ends with the request: `user` is a parameter of `readBoth`\n');
    expect(printed).toContain('  `lastSeen?.name` is read\n    lifetime  outlives the request: `lastSeen` is declared at module level at line 6\n');
  });

  it.each([
    ['a blank line', 'src/silent.ts:2', 'The line is blank.'],
    ['a comment', placeOf('src/silent.ts', '// A comment'), 'The line has a comment only.'],
    ['a bracket', 'src/silent.ts:13', 'Nothing on this line is written or read, and nothing is called that runs a tool or takes a context.'],
    ['a column with nothing', `${placeOf('src/silent.ts', '  lastSeen = user;')}:1`, 'Nothing at column 1 is written, read or called; leave the column out for all that is on the line.'],
  ])('says that there is nothing: %s', async (_name, place, expected) => {
    const { exitCode, stdout } = await project.run(explain, place);
    expect(stdout.trimEnd().endsWith(`\n  ${expected}`), stdout).toBe(true);
    expect(exitCode).toBe(0);
  });

  it('explains only what stands at a column', async () => {
    const { stdout } = await project.run(explain, `${placeOf('src/silent.ts', '${user.name}: ')}:30`);
    expect(stdout).toContain('`lastSeen?.name` is read');
    expect(stdout).not.toContain('`user.name` is read');
  });

  it('explains several places one after the other', async () => {
    const { stdout } = await project.run(explain, 'src/silent.ts:2', 'src/hub.ts:6');
    expect(stdout).toMatch(/^src\/silent\.ts:2\n\n {2}The line is blank\.\n\nsrc\/hub\.ts:6\n {2}this\.user = user;\n\n {2}`this\.user` is assigned/u);
  });
});

describe('explain refuses, in one sentence', () => {
  it.each([
    ['no place', [], 'explain needs a place; write FILE:LINE, such as src/app.ts:12'],
    ['a file without a line', ['src/hub.ts'], '"src/hub.ts" is no place; write FILE:LINE or FILE:LINE:COLUMN, such as src/app.ts:12, counted from 1'],
    ['line 0', ['src/hub.ts:0'], '"src/hub.ts:0" is no place; write FILE:LINE or FILE:LINE:COLUMN, such as src/app.ts:12, counted from 1'],
    ['an option that there is not', ['--all'], "Unknown option '--all'; user-context explain --help lists the options"],
    ['a file that there is not', ['src/none.ts:1'], 'there is no file src/none.ts; paths are relative to the directory that the command is started in'],
    ['a line beyond the end', ['src/hub.ts:99'], 'src/hub.ts has no line 99; its last one is line 11'],
    ['a column beyond the end', ['src/hub.ts:6:99'], 'src/hub.ts:6 has no column 99; its last one is column 21'],
    ['an ignored file', ['src/ignored.ts:1'], 'ESLint does not lint src/ignored.ts: its configuration ignores the file, or has no "files" for it; explain can only say what ESLint sees'],
    ['a file that no configuration is for', ['package.json:1'], 'ESLint does not lint package.json: its configuration ignores the file, or has no "files" for it; explain can only say what ESLint sees'],
    ['a file without types', ['untyped.js:1'], 'untyped.js has no type information in ESLint, and lifetime, owner and key are decided by types; set languageOptions.parserOptions.projectService for it, and let a tsconfig include it'],
    ['a syntax error', ['src/broken.ts:1'], 'src/broken.ts:1 cannot be linted: Parsing error: Expression expected.'],
  ])('%s', async (_name, options, expected) => {
    expect(await project.run(explain, ...options)).toEqual({ exitCode: 2, stdout: '', stderr: `${expected}\n` });
  });

  it('a file that no tsconfig includes', async () => {
    const { exitCode, stderr } = await project.run(explain, 'script.ts:1');
    expect(stderr).toMatch(/^script\.ts cannot be linted: Parsing error: .*script\.ts was not found by the project service/u);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(exitCode).toBe(2);
  });
});

it.each([
  ['src/a.ts:12', { file: 'src/a.ts', line: 12, column: undefined }],
  ['src/a.ts:12:5', { file: 'src/a.ts', line: 12, column: 5 }],
  ['C:\\work\\a.ts:12', { file: 'C:\\work\\a.ts', line: 12, column: undefined }],
  ['C:\\work\\a.ts:12:5', { file: 'C:\\work\\a.ts', line: 12, column: 5 }],
])('%s is a place', (text, place) => {
  expect(readPlaces([text])).toEqual([place]);
});
