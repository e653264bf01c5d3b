import { afterEach, describe, expect, it } from 'vitest';

import type { ScratchProject } from './scratch-project.js';

import { askProject, expectThreaded, importAsk } from './ask-project.js';
import { tsconfigWithNode } from './scratch-project.js';

let project: ScratchProject | undefined;

function projectOf(files: Readonly<Record<string, string>>): ScratchProject {
  project = askProject({ 'tsconfig.json': tsconfigWithNode, ...files });
  return project;
}

afterEach(() => {
  project?.remove();
  project = undefined;
});

describe('makes the context in what is called with what comes in', () => {
  const queue = `export interface Queue {
  consume(handler: (text: string) => void): void;
}
`;

  it.each([
    ['a listener without parameters, given by its name', 'from this event', "function onPing(): void {\n  ask('ping');\n}\n\nexport function connect(socket: EventEmitter): void {\n  socket.on('ping', onPing);\n}\n", 6],
    ['a timer that is started for each connection', 'of the user on whose behalf this is scheduled', "function poll(): void {\n  ask('poll');\n}\n\nexport function connect(socket: EventEmitter): void {\n  setInterval(poll, 1000);\n  socket.emit('ready');\n}\n", 6],
    ['a function beside a listener in place', 'from this message', "function onPing(text: string): void {\n  ask(text);\n}\n\nexport function connect(queue: Queue): void {\n  queue.consume((text) => {\n    console.log(text);\n  });\n  queue.consume(onPing);\n}\n", 6],
    ['a field of a class', 'from this message', 'export class Consumer {\n  constructor(readonly queue: Queue) {}\n  start(): void {\n    this.queue.consume(this.onMessage);\n  }\n  readonly onMessage = (text: string): void => {\n    ask(text);\n  };\n}\n', 11],
    ['a method that is bound to its object', 'from this message', 'export class Consumer {\n  constructor(readonly queue: Queue) {}\n  start(): void {\n    this.queue.consume(this.onMessage.bind(this));\n  }\n  onMessage(text: string): void {\n    ask(text);\n  }\n}\n', 11],
    ['a field that is given to a field', 'from this job', "export class Worker {\n  readonly bus = new EventEmitter();\n  start(): void {\n    this.bus.on('job', this.run);\n  }\n  readonly run = (text: string): void => {\n    ask(text);\n  };\n}\n", 11],
    ['a function that is wrapped on its way', 'from this message', "declare function throttled(run: (text: string) => void): (text: string) => void;\n\nfunction onText(text: string): void {\n  ask(text);\n}\n\nexport function connect(queue: Queue): void {\n  queue.consume(throttled(onText));\n}\n", 8],
  ])('%s', async (_, origin, code, line) => {
    const text = `import { EventEmitter } from 'node:events';\n${importAsk}import type { Queue } from './queue.js';\n\n${code}`;
    const scratch = projectOf({ 'src/queue.ts': queue, 'src/entry.ts': text });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/entry.ts')).toBe(text);
    expect(stdout).toContain(`src/entry.ts:${line}  make the context ${origin} here: \`ask\` requires it`);
    expect(stdout).not.toContain('the command does not correct');
    expect(scratch.typeErrors()).toHaveLength(1);
  });

  it('also where another file gives it away', async () => {
    const handlers = `${importAsk}\nexport function onPing(): void {\n  ask('ping');\n}\n`;
    const scratch = projectOf({
      'src/handlers.ts': handlers,
      'src/server.ts': "import type { EventEmitter } from 'node:events';\nimport * as handlers from './handlers.js';\n\nexport function connect(socket: EventEmitter): void {\n  socket.on('ping', handlers.onPing);\n}\n",
    });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/handlers.ts')).toBe(handlers);
    expect(stdout).toContain('src/handlers.ts:4  make the context');
  });

  it('and not in a method that the listener calls, which can take it', async () => {
    const scratch = projectOf({
      'src/worker.ts': `import { EventEmitter } from 'node:events';
${importAsk}
export class Worker {
  readonly bus = new EventEmitter();
  start(): void {
    this.bus.on('job', (text: string) => this.run(text));
  }
  run(text: string): string {
    return ask(text);
  }
}
`,
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/worker.ts')).toContain('run(text: string, context: UserContext): string {');
    expect(stdout).toContain('src/worker.ts:8  make the context from this job here: `this.run` requires it');
  });
});

describe('goes on into functions that are held', () => {
  const shell = (call: string): string => `import { commands } from './commands.js';\n\nexport function shell(query: string): string {\n  return ${call};\n}\n`;
  const list = `${importAsk}\nfunction list(query: string): string {\n  return ask(query);\n}\n`;

  it.each([
    ['an object', 'export const commands = { list };', 'commands.list(query)', 'commands.list(query, context)'],
    ['an object under another name', 'export const commands = { ls: list };', 'commands.ls(query)', 'commands.ls(query, context)'],
    ['an object that is constant', 'export const commands = { list } as const;', 'commands.list(query)', 'commands.list(query, context)'],
    ['an object that is read by key', "export const commands = { list };\nexport type Name = keyof typeof commands;", "commands['list'](query)", "commands['list'](query, context)"],
    ['a table of a type of the file', 'type Handler = (query: string) => string;\nexport const commands: Record<string, Handler> = { list };', "commands['list']!(query)", "commands['list']!(query, context)"],
    ['a table with a type of its own', 'export const commands: Record<string, (query: string) => string> = { list };', "commands['list']!(query)", "commands['list']!(query, context)"],
    ['a map', "export const commands = new Map<string, (query: string) => string>([['list', list]]);", "commands.get('list')!(query)", "commands.get('list')!(query, context)"],
    ['a list of objects', 'interface Command {\n  name: string;\n  run(query: string): string;\n}\nexport const commands: Command[] = [{ name: "list", run: list }];', 'commands.map((command) => command.run(query)).join()', 'commands.map((command) => command.run(query, context)).join()'],
  ])('%s', async (_, object, call, expected) => {
    const scratch = projectOf({ 'src/commands.ts': `${list}\n${object}\n`, 'src/shell.ts': shell(call) });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/commands.ts')).toContain('function list(query: string, context: UserContext): string {');
    expect(scratch.read('src/shell.ts')).toContain(`shell(query: string, context: UserContext): string {\n  return ${expected};`);
    expect(scratch.typeErrors()).toEqual([]);
    expect(stdout).not.toContain('taken back');
  });

  it('a default export, a local that is read from a table, and a type of another file', async () => {
    const scratch = projectOf({
      'src/handler.ts': 'export type Handler = (query: string) => string;\n',
      'src/table.ts': `import type { Handler } from './handler.js';\n${list}\nconst echo: Handler = (query) => query;\nexport const table: Partial<Record<string, Handler>> = { list, echo };\nexport default { list };\n`,
      'src/shell.ts': `import commands, { table } from './table.js';

export function shell(name: string, query: string): string {
  const run = table[name];
  return run === undefined ? commands.list(query) : run(query);
}
`,
    });
    await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/handler.ts')).toContain('type Handler = (query: string, context: UserContext) => string;');
    expect(scratch.read('src/table.ts')).toContain('const echo: Handler = (query) => query;');
    expect(scratch.read('src/shell.ts')).toContain('commands.list(query, context) : run(query, context)');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('and stops where a library decides about the type', async () => {
    const table = `${list}\nexport const table: Record<string, typeof JSON.parse> = { list };\n`;
    const scratch = projectOf({ 'src/table.ts': table });
    const { stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/table.ts')).toBe(table);
    expect(stdout).toContain('src/table.ts:4  make the context for `ask` here, or let `list` take it: whoever calls `list` by what holds it');
  });
});

describe('counts to the place of a context', () => {
  const many = "import { tools } from './context.js';\n\nexport function many(query: string, ...more: string[]): string {\n  return tools.dispatch(query, more.join());\n}\n";

  it('before a spread argument', async () => {
    const scratch = projectOf({
      'src/many.ts': many,
      'src/all.ts': "import { many } from './many.js';\n\nexport const all = (items: string[]): string => many('a', ...items) + many('a', 'b', ...items);\n",
    });
    await scratch.migrate();
    expect(scratch.read('src/all.ts')).toContain("many('a', context, ...items) + many('a', context, 'b', ...items)");
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('and not behind one, which is for a person', async () => {
    const scratch = projectOf({
      'src/many.ts': many,
      'src/all.ts': "import { many } from './many.js';\n\nexport const all = (items: [string, ...string[]]): string => many(...items);\n",
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/many.ts')).toContain('many(query: string, context: UserContext, ...more: string[])');
    expect(stdout).toContain('src/all.ts:4  write out the arguments of `many` and pass `context`: a spread argument stands before its place');
    expect(scratch.typeErrors()).toHaveLength(1);
  });

  it('and leaves a function alone whose calls spread what would pass for a context', async () => {
    const scratch = projectOf({
      'src/many.ts': many.replaceAll('string[]', 'any[]'),
      'src/all.ts': "import { many } from './many.js';\n\nexport const all = (items: [any, any]): string => many('a', ...items);\n",
    });
    await scratch.migrate();
    expect(scratch.read('src/many.ts')).not.toContain('UserContext');
  });
});

describe('keeps a chain in which only a person can say whose context a call needs', () => {
  const plain = 'export function plain(): string {\n  return ask("plain");\n}\n';

  it.each([
    ['several', 'export function copy(from: UserContext, to: UserContext): string {\n  return ask(from.userId + to.userId);\n}\n', 'pass one of `from`, `to` to `ask`'],
    ['one that may be missing', 'export function copy(from?: UserContext): string {\n  return ask(String(from));\n}\n', 'make `from` required, or throw where it is missing, and pass it to `ask`'],
    ['one that a cast makes', 'export function copy(body: string): string {\n  const from = JSON.parse(body) as UserContext;\n  return ask(from.userId);\n}\n', 'make the context for `ask` of values that are checked: only a cast makes `from` one'],
    ['one that is taken apart', 'export function copy({ userId }: UserContext): string {\n  return ask(userId);\n}\n', 'give the context that `{ userId }: UserContext` takes apart a name, and pass it to `ask`'],
    ['one that a pattern leaves out', 'export function copy({ name }: { name: string; from: UserContext }): string {\n  return ask(name);\n}\n', 'takes apart a name, and pass it to `ask`'],
    ['less than a context', "export function copy(from: Pick<UserContext, 'userId'>): string {\n  return ask(from.userId);\n}\n", 'take the whole context that `ask` requires, and pass it: `from` cannot stand for it here'],
    ['that of a listener, or of who calls it', "import type { EventEmitter } from 'node:events';\n\nfunction copy(text: string): void {\n  ask(text);\n}\n\nexport function follow(bus: EventEmitter, context: UserContext): string {\n  bus.on('text', copy);\n  copy('first');\n  return context.userId;\n}\n", 'make the context for `ask` here, or take it as a parameter: `copy` is kept to be called'],
  ])('%s', async (_, code, sentence) => {
    const scratch = projectOf({
      'src/context.ts':
        "export interface UserContext {\n  readonly userId: string;\n  readonly tenant: string;\n}\n\nexport class Tools {\n  dispatch(tool: string, input: string): string {\n    return tool + input;\n  }\n}\n\nexport const tools = new Tools();\n",
      'src/copy.ts': `${importAsk}import type { UserContext } from './context.js';\n${code}\n${plain}`,
    });
    const { exitCode, stdout } = await scratch.migrate();
    expectThreaded(scratch);
    expect(scratch.read('src/copy.ts')).toContain('plain(context: UserContext): string {\n  return ask("plain", context);');
    expect(stdout).toContain('For a person, calls of which only a person can say whose context they need (1):');
    expect(stdout).toContain(sentence);
    expect(stdout).not.toContain('the command does not correct');
    expect(scratch.typeErrors()).toHaveLength(1);
    expect(exitCode).toBe(1);
    const { stdout: second } = await scratch.migrate();
    expect(second).toContain(sentence);
    expect(second).toContain('0  files changed');
  });
});
