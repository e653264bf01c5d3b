import { afterEach, describe, expect, it } from 'vitest';

import type { ScratchProject } from './scratch-project.js';

import { askProject, importAsk } from './ask-project.js';

let project: ScratchProject | undefined;

function projectOf(files: Readonly<Record<string, string>>): ScratchProject {
  project = askProject(files);
  return project;
}

afterEach(() => {
  project?.remove();
  project = undefined;
});

describe('gives the context to', () => {
  it('a default export without a name, and lists its callers at entry points', async () => {
    const scratch = projectOf({
      'src/book.ts': `${importAsk}\nexport default (query: string, times = 1): string => ask(query).repeat(times);\n`,
      'src/main.ts': "import book from './book.js';\n\nexport const first = book('first');\n",
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/book.ts')).toContain('(query: string, context: UserContext, times = 1): string => ask(query, context).repeat(times)');
    expect(stdout).toContain('src/main.ts:3  make the context of the user on whose behalf the program starts here: `book` requires it');
    expect(scratch.typeErrors()).toHaveLength(1);
  });

  it('all functions of one type, in whatever order they stand', async () => {
    const scratch = projectOf({
      'src/handlers.ts': `${importAsk}
type Handler = (query: string, times?: number) => string;

function open(query: string): string {
  return ask(query);
}

const close: Handler = (query, times) => ask(query).repeat(times ?? 1);

export const handlers: Record<string, Handler> = { open, close };
`,
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/handlers.ts')).toContain('type Handler = (query: string, context: UserContext, times?: number) => string;');
    expect(scratch.read('src/handlers.ts')).toMatch(/close: Handler = \(query, context: UserContext, times\) => ask\(query, context\)/u);
    expect(stdout).not.toContain('taken back');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('functions in an object that a function returns', async () => {
    const scratch = projectOf({
      'src/desk.ts': `${importAsk}
export function makeDesk(prefix: string) {
  function one(query: string): string {
    return ask(prefix + query);
  }
  const two = (query: string): string => one(query) + one(query);
  return { one, deep: { two }, three: (query: string) => two(query) };
}
`,
      'src/use.ts': "import { makeDesk } from './desk.js';\n\nconst desk = makeDesk('a');\n\nexport const use = (query: string): string => desk.one(query) + desk.deep.two(query) + desk.three(query);\n",
    });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/use.ts')).toContain('desk.one(query, context) + desk.deep.two(query, context) + desk.three(query, context)');
    expect(stdout).not.toContain('taken back');
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('members of a class that a double in a test implements with something else in its place', async () => {
    const scratch = projectOf({
      'src/desk.ts': `${importAsk}
export interface Desk {
  all(queries: string[], shown?: (answer: string) => void): string[];
}

export class RealDesk implements Desk {
  all(queries: string[], shown?: (answer: string) => void): string[] {
    const answers = queries.map(ask);
    answers.forEach((answer) => shown?.(answer));
    return answers;
  }
}
`,
      'test/double.ts': `import type { Desk } from '../src/desk.js';

export class Double implements Desk {
  all(queries: string[], shown: (answer: string) => void = () => undefined): string[] {
    queries.forEach((query) => shown(query));
    return queries;
  }
}
`,
    });
    const { stdout } = await scratch.migrate('src');
    expect(scratch.read('src/desk.ts')).toContain('all(queries: string[], context: UserContext, shown?: (answer: string) => void): string[];');
    expect(scratch.read('test/double.ts')).toContain('all(queries: string[], context: UserContext, shown: (answer: string) => void');
    expect(stdout).not.toContain('double.ts');
    expect(scratch.typeErrors()).toEqual([]);
  });
});

describe('says why it cannot', () => {
  it('where a function is handed on in another way than by its name', async () => {
    const scratch = projectOf({
      'src/all.ts': `${importAsk}
const other = (query: string): string => query;

export function two(query: string): string {
  return ask(query);
}

export const all = (queries: string[], isOther: boolean): string[] => queries.map(isOther ? other : two);
`,
    });
    const { stdout } = await scratch.migrate();
    expect(stdout).toMatch(/src\/all\.ts:6:10 TS2554: Expected 2 arguments, but got 1\. `two` cannot take it, because line 9 hands it on, and who calls it then decides about its parameters\.$/mu);
    expect(scratch.typeErrors()).toEqual([]);
  });

  it('where a call would give something else for the context', async () => {
    const scratch = projectOf({
      'src/visit.ts': `${importAsk}\nexport function visit(name?: string): string {\n  return ask(name ?? 'anybody');\n}\n`,
      'src/server.ts': "import { visit } from './visit.js';\n\nexport const serve = (body: string): string => visit(JSON.parse(body));\n",
    });
    const { stdout } = await scratch.migrate();
    expect(stdout).toContain('`visit` cannot take it, because src/server.ts:3 gives something in its place that would pass for the context.');
    expect(scratch.typeErrors()).toEqual([]);
  });
});

describe('leaves to a person whose context a call gets', () => {
  it('where a pattern leaves behind the one of what is given', async () => {
    const all = (call: string): string => `${importAsk}import type { UserContext } from './context.js';

interface Message {
  sender: UserContext;
  text: string;
}

export function answer(admin: UserContext, messages: Message[]): string[] {
  return messages.map(({ text }) => ${call});
}
`;
    const scratch = projectOf({ 'src/all.ts': all('ask(text)') });
    const { stdout } = await scratch.migrate();
    expect(scratch.read('src/all.ts')).toContain('({ text }) => ask(text)');
    expect(stdout).toContain('src/all.ts:10  pass one of `admin`, `sender` to `ask`: the one of the user for whom this is done');
  });

  it('and says once what to do at a listener', async () => {
    const scratch = projectOf({
      'src/listen.ts': `${importAsk}import type { UserContext } from './context.js';

declare const inbox: { on(event: string, listener: (text: string) => void): void };

export function listen(subscriber: UserContext): void {
  inbox.on(subscriber.userId, (text) => {
    ask(text);
  });
}
`,
    });
    const { stdout } = await scratch.migrate();
    expect(stdout.match(/src\/listen\.ts:8/gu)).toHaveLength(1);
  });
});
