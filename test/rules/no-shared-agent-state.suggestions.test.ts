import { noSharedAgentState } from '../../src/rules/no-shared-agent-state.js';
import { testRule } from '../tester/rule-tester.js';

/** The shape of LangChain's message history. */
const files = {
  'langchain.d.ts': `
    declare module '@langchain/core/chat_history' {
      export class InMemoryChatMessageHistory { constructor(first?: string[]); addUserMessage(text: string): Promise<void>; getMessages(): Promise<string[]> }
    }
  `,
};
const historyImport = `import { InMemoryChatMessageHistory as History } from '@langchain/core/chat_history';\n`;

const app = 'declare const app: { post(path: string, handler: (input: { userId: string; text: string }) => unknown): void };\n';

const withHistory = (rest: string): string => `${historyImport}${app}${rest}`;

/** The nearest code without a report: each call makes its own. */
const freshHistory = withHistory(`app.post('/', async (input) => { const history = new History(); await history.addUserMessage(input.text); return history.getMessages(); });\n`);

/** Each call has its own already. */
const freshUser = `export function handle(input: { userId: string }): string { let current = ''; current = input.userId; return current; }\n`;

testRule('no-shared-agent-state', noSharedAgentState, {
  valid: [],
  invalid: [
    {
      name: 'an object goes into the handler that uses it, with its comments, behind directives and remarks',
      code: withHistory(`
// Where it all begins.

// What was said.
// In order.
const history = new History([
  'hello',
]); // Starts with a greeting.

app.post('/', async (input) => {
  'use strict'; // As always.
  // First the message.
  await history.addUserMessage(input.text);
  return [input].map(() => history.getMessages());
});
`),
      files,
      neighbour: freshHistory,
      errors: [
        {
          messageId: 'holderForAll',
          line: 8,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              data: { name: 'history' },
              output: withHistory(`
// Where it all begins.

app.post('/', async (input) => {
  'use strict'; // As always.
  // What was said.
  // In order.
  const history = new History([
    'hello',
  ]); // Starts with a greeting.
  // First the message.
  await history.addUserMessage(input.text);
  return [input].map(() => history.getMessages());
});
`),
            },
          ],
        },
      ],
    },
    {
      name: 'a variable of a start-up function goes into the handler',
      code: `${app}function main(): void {
  let current = '';
  app.post('/', (input) => {
    current = input.userId;
    return current;
  });
}
main();
`,
      neighbour: freshUser,
      errors: [
        {
          messageId: 'keptInShared',
          line: 5,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `${app}function main(): void {
  app.post('/', (input) => {
    let current = '';
    current = input.userId;
    return current;
  });
}
main();
`,
            },
          ],
        },
      ],
    },
    {
      name: 'an object goes into an arrow function without a block, and a method',
      code: withHistory(`const one = new History();
app.post('/', (input) => one.addUserMessage(input.text));
let two = new History(); const three = new History();
export class Chat {
  async say(text: string): Promise<void> {
    await two.addUserMessage(text);
  }
  async hear(text: string): Promise<void> { await three.addUserMessage(text); }
}
`),
      files,
      neighbour: freshHistory,
      errors: [
        {
          messageId: 'holderForAll',
          line: 3,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: withHistory(`app.post('/', (input) => {
  const one = new History();
  return one.addUserMessage(input.text);
});
let two = new History(); const three = new History();
export class Chat {
  async say(text: string): Promise<void> {
    await two.addUserMessage(text);
  }
  async hear(text: string): Promise<void> { await three.addUserMessage(text); }
}
`),
            },
          ],
        },
        {
          messageId: 'holderForAll',
          line: 5,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: withHistory(`const one = new History();
app.post('/', (input) => one.addUserMessage(input.text));
const three = new History();
export class Chat {
  async say(text: string): Promise<void> {
    let two = new History();
    await two.addUserMessage(text);
  }
  async hear(text: string): Promise<void> { await three.addUserMessage(text); }
}
`),
            },
          ],
        },
        {
          messageId: 'holderForAll',
          line: 5,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: withHistory(`const one = new History();
app.post('/', (input) => one.addUserMessage(input.text));
let two = new History();
export class Chat {
  async say(text: string): Promise<void> {
    await two.addUserMessage(text);
  }
  async hear(text: string): Promise<void> { const three = new History(); await three.addUserMessage(text); }
}
`),
            },
          ],
        },
      ],
    },
    ...(
      [
        ['two functions use it', `const history = new History();\napp.post('/', (input) => history.addUserMessage(input.text));\napp.post('/all', () => history.getMessages());\n`],
        ['start-up code uses it too', `const history = new History();\nawait history.addUserMessage('hello');\napp.post('/', (input) => history.addUserMessage(input.text));\n`],
        ['other files can use it', `export const history = new History();\napp.post('/', (input) => history.addUserMessage(input.text));\n`],
        ['its initializer calls something', `declare function load(): string[];\nconst history = new History(load());\napp.post('/', (input) => history.addUserMessage(input.text));\n`],
        ['its initializer depends on what changes', `let first = ['hello'];\nexport const begin = (text: string): void => { first = [text]; };\nconst history = new History(first);\napp.post('/', (input) => history.addUserMessage(input.text));\n`],
        ['a name would mean something else in the function', `const first = ['hello'];\nconst history = new History(first);\napp.post('/', (input) => { const first = input.text; return history.addUserMessage(first); });\n`],
        ['the function that registers the handler may run for each user or once', `const history = new History();\nexport function register(path: string): void { app.post(path, (input) => history.addUserMessage(input.text)); }\n`],
        ['a default of a parameter uses it', `const history = new History();\nexport const say = (text: string, to = history): Promise<void> => to.addUserMessage(text);\n`],
        ['the function calls itself', `const history = new History();\nexport async function say(texts: string[]): Promise<void> { await history.addUserMessage(texts[0] ?? ''); if (texts.length > 1) await say(texts.slice(1)); }\n`],
        ['it is declared with others', `const history = new History(), path = '/';\napp.post(path, (input) => history.addUserMessage(input.text));\n`],
        ['a comment of the linter stands above it', `// eslint-disable-next-line prefer-const\nconst history = new History();\napp.post('/', (input) => history.addUserMessage(input.text));\n`],
        ['a comment would be between two statements of a line', `const path = '/'; const history = new History(); // Which one?\napp.post(path, (input) => history.addUserMessage(input.text));\n`],
        ['a comment stands where the block would begin', `const history = new History();\napp.post('/', (input) => /* for now */ history.addUserMessage(input.text));\n`],
        ['a line comment would swallow the function', `const history = new History(); // One.\napp.post('/', (input) => { void history.addUserMessage(input.text); });\n`],
      ] as const
    ).map(([why, rest]) => ({
      name: `no suggestion where ${why}`,
      code: withHistory(rest),
      files,
      neighbour: freshHistory,
      errors: [{ messageId: 'holderForAll' as const, line: 3 + rest.slice(0, rest.indexOf('new History')).split('\n').length - 1 }],
    })),
    {
      name: 'a variable goes into the function that assigns it before it reads it',
      code: `interface User { id: string; tags: string[] }
declare function verify(text: string): Promise<User>;
/** Who asks. */
let current: User | undefined;
let count: number;

export async function handle(userId: string): Promise<number> {
  current = await verify(userId);
  count = current.tags.length;
  return count;
}
`,
      neighbour: `interface User { id: string; tags: string[] }
declare function verify(text: string): Promise<User>;
export async function handle(userId: string): Promise<number> {
  const current = await verify(userId);
  return current.tags.length;
}
`,
      errors: [
        {
          messageId: 'keptInShared',
          line: 8,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              data: { name: 'current' },
              output: `interface User { id: string; tags: string[] }
declare function verify(text: string): Promise<User>;
let count: number;

export async function handle(userId: string): Promise<number> {
  /** Who asks. */
  let current: User | undefined;
  current = await verify(userId);
  count = current.tags.length;
  return count;
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a box and a nullable variable go into the function that uses them',
      code: `declare function note(id: string | null, other?: string): void;
const box: { id?: string; previous: string[] } = { previous: [] };
let lastUserId: string | null = null;
export function handle(userId: string): string {
  box.id = userId;
  note(lastUserId, box.id);
  lastUserId = userId;
  return box.id;
}
`,
      neighbour: `declare function note(id: string | null, other?: string): void;
export function handle(userId: string): string {
  note(null, userId);
  return userId;
}
`,
      errors: [
        {
          messageId: 'keptInShared',
          line: 5,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `declare function note(id: string | null, other?: string): void;
let lastUserId: string | null = null;
export function handle(userId: string): string {
  const box: { id?: string; previous: string[] } = { previous: [] };
  box.id = userId;
  note(lastUserId, box.id);
  lastUserId = userId;
  return box.id;
}
`,
            },
          ],
        },
        {
          messageId: 'keptInShared',
          line: 7,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `declare function note(id: string | null, other?: string): void;
const box: { id?: string; previous: string[] } = { previous: [] };
export function handle(userId: string): string {
  let lastUserId: string | null = null;
  box.id = userId;
  note(lastUserId, box.id);
  lastUserId = userId;
  return box.id;
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a scratchpad goes into the loop’s function',
      code: `declare function decide(goal: string, steps: readonly string[]): Promise<string>;
const steps: string[] = [];
export async function run(goal: string): Promise<string> {
  for (;;) {
    const next = await decide(goal, steps);
    if (next === '') return next;
    steps.push(next);
  }
}
`,
      neighbour: `declare function decide(goal: string, steps: readonly string[]): Promise<string>;
export async function run(goal: string): Promise<string> {
  const steps: string[] = [];
  for (;;) {
    const next = await decide(goal, steps);
    if (next === '') return next;
    steps.push(next);
  }
}
`,
      errors: [
        {
          messageId: 'interleaved',
          line: 7,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              output: `declare function decide(goal: string, steps: readonly string[]): Promise<string>;
export async function run(goal: string): Promise<string> {
  const steps: string[] = [];
  for (;;) {
    const next = await decide(goal, steps);
    if (next === '') return next;
    steps.push(next);
  }
}
`,
            },
          ],
        },
      ],
    },
    ...(
      [
        ['the narrowed local would not fit: a test of what it is first', `let current: string | null = null;\nexport function handle(input: { userId: string }): string { if (current === 'root') return ''; current = input.userId; return current; }\n`],
        ['the narrowed local would not fit: a member of it', `let current: { userId: string } | undefined = undefined;\nexport function handle(input: { userId: string }): string { const before = current?.userId; current = input; return String(before); }\n`],
        ['the narrowed local would decide about the type of a call', `declare function both<T>(a: T, b: T): T[];\nlet current: { userId: string } | null = null;\nexport function handle(input: { userId: string }): unknown { const all = both(current, null); current = input; return all; }\n`],
        ['the local would be read before it is assigned', `let current: string;\nexport function handle(input: { userId: string }): string { if (input.userId !== '') { current = input.userId; } return current; }\n`],
        ['another function reads it', `let current = '';\nexport function handle(input: { userId: string }): string { current = input.userId; return current; }\nexport const who = (): string => current;\n`],
        ['other files read it', `export let current = '';\nexport function handle(input: { userId: string }): string { current = input.userId; return current; }\n`],
        ['nobody reads it in the file', `let current = '';\nexport function handle(input: { userId: string }): void { current = input.userId; }\n`],
      ] as const
    ).map(([why, code]) => ({
      name: `no suggestion where ${why}`,
      code,
      neighbour: freshUser,
      errors: [{ messageId: 'keptInShared' as const, line: code.split('\n').findIndex((line) => line.includes('function handle')) + 1 }],
    })),
    ...['#!/usr/bin/env node', '/// <reference lib="es2022" />', '// @ts-check', '/* Copyright: everybody. */', '/* eslint-disable prefer-const */'].map((comment) => ({
      name: `no suggestion that would move a comment about the file: ${comment}`,
      code: `${comment}\nlet current = '';\n${freshUser.replace("let current = ''; ", '')}`,
      neighbour: freshUser,
      errors: [{ messageId: 'keptInShared' as const, line: 3 }],
    })),
    {
      name: 'no suggestion for what is made for the first caller, and for a list that grows from call to call',
      code: `interface Member { id: string }
declare function toolsFor(member: Member): string[];
let tools: string[] | undefined;
const messages: string[] = [];
export function one(member: Member): string[] { tools ??= toolsFor(member); return tools; }
export function say(message: string): string[] { messages.push(message); return messages; }
`,
      neighbour: `interface Member { id: string }
declare function toolsFor(member: Member): string[];
export function one(member: Member): string[] { return toolsFor(member); }
`,
      errors: [
        { messageId: 'keptFirst', line: 5 },
        { messageId: 'addedToShared', line: 6 },
      ],
    },
    {
      name: 'the instance that keeps the data in its fields goes into the function that uses it',
      code: `class Mailer {
  private recipient = '';
  readonly #sent = new Map<string, number>();
  constructor(private readonly host: string) {}
  compose(email: string): void { this.recipient = email; }
  send(): string { return this.host + this.recipient + this.#sent.size; }
}
const mailer: Mailer = new Mailer('mail');
export function notify(email: string): string {
  mailer.compose(email);
  return mailer.send();
}
`,
      neighbour: `class Mailer {
  private recipient = '';
  compose(email: string): void { this.recipient = email; }
  send(): string { return this.recipient; }
}
export function notify(email: string): string {
  const mailer = new Mailer();
  mailer.compose(email);
  return mailer.send();
}
`,
      errors: [
        {
          messageId: 'keptInShared',
          line: 5,
          suggestions: [
            {
              messageId: 'moveIntoFunction',
              data: { name: 'mailer' },
              output: `class Mailer {
  private recipient = '';
  readonly #sent = new Map<string, number>();
  constructor(private readonly host: string) {}
  compose(email: string): void { this.recipient = email; }
  send(): string { return this.host + this.recipient + this.#sent.size; }
}
export function notify(email: string): string {
  const mailer: Mailer = new Mailer('mail');
  mailer.compose(email);
  return mailer.send();
}
`,
            },
          ],
        },
      ],
    },
    ...(
      [
        ['other files can make instances', 'export class Mailer { %compose }', 'new Mailer()'],
        ['its constructor does something', 'declare function connect(): void;\nclass Mailer { constructor() { connect(); } %compose }', 'new Mailer()'],
        ['a field calls something', 'declare function connect(): string;\nclass Mailer { host = connect(); %compose }', 'new Mailer()'],
        ['a base class may do something', 'class Base { constructor() { console.log(this); } }\nclass Mailer extends Base { %compose }', 'new Mailer()'],
        ['there are two instances', 'class Mailer { %compose }\nexport const other = new Mailer();', 'new Mailer()'],
      ] as const
    ).map(([why, definition, made]) => {
      const head = definition.replace('%compose', "recipient = ''; compose(email: string): void { this.recipient = email; }");
      const use = 'export function notify(email: string): string { mailer.compose(email); return mailer.recipient; }\n';
      return {
        name: `no suggestion for an instance where ${why}`,
        code: `${head}\nconst mailer = ${made};\n${use}`,
        neighbour: freshUser,
        errors: [{ messageId: 'keptInShared' as const, line: head.split('\n').findIndex((line) => line.includes('compose(')) + 1 }],
      };
    }),
  ],
});
