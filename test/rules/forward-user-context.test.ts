import { forwardUserContext } from '../../src/rules/forward-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

/** Functions of the project that take a context, each in a way of its own. */
const engine = `
import type { UserExecutionContext } from './context';
export async function run(task: string, context: UserExecutionContext): Promise<string> {
  return task + context.userId;
}
export async function audit(event: string, context?: UserExecutionContext): Promise<void> {
  void event;
  void context;
}
export async function review(task: string, context: UserExecutionContext | undefined): Promise<string> {
  return task + (context?.userId ?? '');
}
export async function before(context: UserExecutionContext, task: string): Promise<string> {
  return task + context.userId;
}
export async function between(task: string, context: UserExecutionContext, priority?: number, tags: string[] = []): Promise<string> {
  return task + context.userId + String(priority) + tags.join();
}
export async function late(task: string, priority?: number, context?: UserExecutionContext): Promise<string> {
  return task + String(priority) + (context?.userId ?? '');
}
export async function many(task: string, context: UserExecutionContext, ...more: string[]): Promise<string> {
  return task + context.userId + more.join();
}
export interface RunOptions {
  retries?: number;
  context?: UserExecutionContext;
}
export async function withOptions(task: string, options: RunOptions = {}): Promise<string> {
  return task + (options.context?.userId ?? '');
}
export interface StrictOptions {
  task: string;
  context: UserExecutionContext;
}
export async function strict(options: StrictOptions): Promise<string> {
  return options.task + options.context.userId;
}
export function plan(task: string): string;
export function plan(task: string, context: UserExecutionContext): string;
export function plan(task: string, context?: UserExecutionContext): string {
  return task + (context?.userId ?? '');
}
export function childOf(context: UserExecutionContext, runId?: string): UserExecutionContext {
  return { ...context, runId: runId ?? context.runId };
}
export function deriveFrom(label: string, context?: UserExecutionContext): UserExecutionContext | undefined {
  void label;
  return context;
}
export class Engine {
  async execute(task: string, context: UserExecutionContext): Promise<string> {
    return task + context.userId;
  }
  async notify(text: string, context?: UserExecutionContext): Promise<void> {
    void text;
    void context;
  }
}
export class Job {
  constructor(readonly task: string, readonly context: UserExecutionContext) {}
}
export interface Session {
  context: UserExecutionContext;
  notify(text: string, context?: UserExecutionContext): Promise<void>;
}
export declare const contexts: Map<string, UserExecutionContext>;
export declare const systemContext: UserExecutionContext;
export declare function createContext(userId?: string): UserExecutionContext;
export declare function currentContext(): UserExecutionContext;
export declare const bus: { on(event: string, listener: (text: string, sender: UserExecutionContext) => void): void };
`;

const files = { 'engine.ts': engine };

const use = (body: string): string =>
  `import * as engine from './engine';\nimport type { UserExecutionContext } from './context';\n${body}`;

/** Code without a report; its first line is line 3. */
const fine = (name: string, body: string, more: Record<string, unknown> = {}) => ({
  name,
  code: use(body),
  files,
  settings,
  ...more,
});

type MessageId =
  | 'contextLeftOut'
  | 'otherContext'
  | 'parentContext'
  | 'passCapturedContext'
  | 'passContext'
  | 'passInstead'
  | 'passOneOfContexts'
  | 'sameForAll';

/** A call that the compiler rejects, and that one fix mends. */
const fixed = (name: string, body: string, output: string, more: Record<string, unknown> = {}) => ({
  name,
  code: use(body),
  neighbour: use(output),
  output: use(output),
  files,
  settings,
  typeErrors: [2554],
  errors: [{ messageId: 'contextLeftOut' as const, line: 4 }],
  ...more,
});

/** A report with suggestions; each as `[message id, output]`. */
const suggested = (
  name: string,
  body: string,
  neighbour: string,
  messageId: MessageId,
  suggestions: readonly (readonly [MessageId, string])[],
  more: Record<string, unknown> = {},
  line = 4,
) => ({
  name,
  code: use(body),
  neighbour: use(neighbour),
  files,
  settings,
  errors: [
    {
      messageId,
      line,
      suggestions: suggestions.map(([id, output]) => ({ messageId: id, output: use(output) })),
    },
  ],
  ...more,
});

const leftOut = [
  fixed(
    'a required argument with one binding in the function',
    `export const f = (context: UserExecutionContext) =>\n  engine.run('a');`,
    `export const f = (context: UserExecutionContext) =>\n  engine.run('a', context);`,
  ),
  fixed(
    'a binding of any name',
    `export const f = (who: UserExecutionContext) =>\n  engine.run('a');`,
    `export const f = (who: UserExecutionContext) =>\n  engine.run('a', who);`,
  ),
  fixed(
    'an argument that stands first',
    `export const f = (context: UserExecutionContext) =>\n  engine.before('a');`,
    `export const f = (context: UserExecutionContext) =>\n  engine.before(context, 'a');`,
  ),
  fixed(
    'an argument before optional ones, which are given already',
    `export const f = (context: UserExecutionContext) =>\n  engine.between('a', 3, ['b']);`,
    `export const f = (context: UserExecutionContext) =>\n  engine.between('a', context, 3, ['b']);`,
    { typeErrors: [2345] },
  ),
  fixed(
    'an argument before a spread one',
    `export const f = (context: UserExecutionContext, rest: string[]) =>\n  engine.many('a', ...rest);`,
    `export const f = (context: UserExecutionContext, rest: string[]) =>\n  engine.many('a', context, ...rest);`,
    { typeErrors: [2556] },
  ),
  fixed(
    'an argument before others and a spread one',
    `export const f = (context: UserExecutionContext, rest: string[]) =>\n  engine.many('a', 'b', ...rest);`,
    `export const f = (context: UserExecutionContext, rest: string[]) =>\n  engine.many('a', context, 'b', ...rest);`,
    { typeErrors: [2345] },
  ),
  {
    name: 'no fix behind a spread argument, where nobody can count to the place',
    code: use(`export const f = (context: UserExecutionContext, rest: string[]) =>\n  engine.many(...rest);`),
    neighbour: use(`export const f = (context: UserExecutionContext, [first = '', ...rest]: string[]) =>\n  engine.many(first, context, ...rest);`),
    files,
    settings,
    typeErrors: [2556],
    errors: [{ messageId: 'contextBehindSpread' as const, line: 4 }],
  },
  fixed(
    'a method',
    `export const f = (context: UserExecutionContext, it: engine.Engine) =>\n  it.execute('a');`,
    `export const f = (context: UserExecutionContext, it: engine.Engine) =>\n  it.execute('a', context);`,
  ),
  fixed(
    'an optional call',
    `export const f = (context: UserExecutionContext, it?: engine.Engine) =>\n  it?.execute('a');`,
    `export const f = (context: UserExecutionContext, it?: engine.Engine) =>\n  it?.execute('a', context);`,
  ),
  fixed(
    'a constructor',
    `export const f = (context: UserExecutionContext) =>\n  new engine.Job('a');`,
    `export const f = (context: UserExecutionContext) =>\n  new engine.Job('a', context);`,
  ),
  fixed(
    'a property that the options require',
    `export const f = (context: UserExecutionContext) =>\n  engine.strict({ task: 'a' });`,
    `export const f = (context: UserExecutionContext) =>\n  engine.strict({ task: 'a', context });`,
    { typeErrors: [2345] },
  ),
  fixed(
    'a callback that runs on the spot',
    `export const f = (context: UserExecutionContext, tasks: string[]) =>\n  tasks.map((task) => engine.run(task));`,
    `export const f = (context: UserExecutionContext, tasks: string[]) =>\n  tasks.map((task) => engine.run(task, context));`,
  ),
  fixed(
    'a local that an entry point makes of its request',
    `export const f = (token: string) => { const context = engine.createContext(token);\n  return engine.run('a'); };`,
    `export const f = (token: string) => { const context = engine.createContext(token);\n  return engine.run('a', context); };`,
  ),
  fixed(
    'reachable through a member (depth 1)',
    `export const f = (request: { input: string; user: UserExecutionContext }) =>\n  engine.run(request.input);`,
    `export const f = (request: { input: string; user: UserExecutionContext }) =>\n  engine.run(request.input, request.user);`,
  ),
  fixed(
    'a property that a pattern takes out under another name',
    `export const f = ({ user: who }: { user: UserExecutionContext }) =>\n  engine.run('a');`,
    `export const f = ({ user: who }: { user: UserExecutionContext }) =>\n  engine.run('a', who);`,
  ),
  fixed(
    'a field of an instance that is not shared',
    `export class Agent { constructor(private readonly context: UserExecutionContext) {} act() {\n  return engine.run('a'); } }`,
    `export class Agent { constructor(private readonly context: UserExecutionContext) {} act() {\n  return engine.run('a', this.context); } }`,
  ),
  fixed(
    'a private name',
    `export class Agent { readonly #context: UserExecutionContext; constructor(context: UserExecutionContext) { this.#context = context; } act() {\n  return engine.run('a'); } }`,
    `export class Agent { readonly #context: UserExecutionContext; constructor(context: UserExecutionContext) { this.#context = context; } act() {\n  return engine.run('a', this.#context); } }`,
  ),
  suggested(
    'an optional parameter',
    `export const f = (context: UserExecutionContext) =>\n  engine.audit('a');`,
    `export const f = (context: UserExecutionContext) =>\n  engine.audit('a', context);`,
    'contextLeftOut',
    [['passContext', `export const f = (context: UserExecutionContext) =>\n  engine.audit('a', context);`]],
  ),
  suggested(
    'nullable parameter',
    `export const f = (context: UserExecutionContext) =>\n  engine.review('a', undefined);`,
    `export const f = (context: UserExecutionContext) =>\n  engine.review('a', context);`,
    'contextLeftOut',
    [['passContext', `export const f = (context: UserExecutionContext) =>\n  engine.review('a', context);`]],
  ),
  suggested(
    'nullable parameter, and a nullable context to pass on',
    `export const f = (context?: UserExecutionContext) =>\n  engine.review('a', undefined);`,
    `export const f = (context?: UserExecutionContext) =>\n  engine.review('a', context);`,
    'contextLeftOut',
    [['passContext', `export const f = (context?: UserExecutionContext) =>\n  engine.review('a', context);`]],
  ),
  suggested(
    'extra optional parameters',
    `export const f = (context: UserExecutionContext) =>\n  engine.late('a');`,
    `export const f = (context: UserExecutionContext) =>\n  engine.late('a', undefined, context);`,
    'contextLeftOut',
    [['passContext', `export const f = (context: UserExecutionContext) =>\n  engine.late('a', undefined, context);`]],
  ),
  suggested(
    'an object of options that lacks it',
    `export const f = (context: UserExecutionContext) =>\n  engine.withOptions('a', { retries: 2 });`,
    `export const f = (context: UserExecutionContext) =>\n  engine.withOptions('a', { retries: 2, context });`,
    'contextLeftOut',
    [['passContext', `export const f = (context: UserExecutionContext) =>\n  engine.withOptions('a', { retries: 2, context });`]],
  ),
  suggested(
    'an object of options that is left out',
    `export const f = (who: UserExecutionContext) =>\n  engine.withOptions('a');`,
    `export const f = (who: UserExecutionContext) =>\n  engine.withOptions('a', { context: who });`,
    'contextLeftOut',
    [['passContext', `export const f = (who: UserExecutionContext) =>\n  engine.withOptions('a', { context: who });`]],
  ),
  suggested(
    'an overload that takes one',
    `export const f = (context: UserExecutionContext) =>\n  engine.plan('a');`,
    `export const f = (context: UserExecutionContext) =>\n  engine.plan('a', context);`,
    'contextLeftOut',
    [['passContext', `export const f = (context: UserExecutionContext) =>\n  engine.plan('a', context);`]],
  ),
  suggested(
    'two bindings to choose from',
    `export const f = (one: UserExecutionContext, other: UserExecutionContext) =>\n  engine.run('a');`,
    `export const f = (one: UserExecutionContext, other: UserExecutionContext) =>\n  engine.run('a', other);`,
    'contextLeftOut',
    [
      ['passOneOfContexts', `export const f = (one: UserExecutionContext, other: UserExecutionContext) =>\n  engine.run('a', one);`],
      ['passOneOfContexts', `export const f = (one: UserExecutionContext, other: UserExecutionContext) =>\n  engine.run('a', other);`],
    ],
    { typeErrors: [2554] },
  ),
  fixed(
    'a timer of the function',
    `export const f = (context: UserExecutionContext) => setTimeout(() => void\n  engine.run('a'), 1);`,
    `export const f = (context: UserExecutionContext) => setTimeout(() => void\n  engine.run('a', context), 1);`,
  ),
  fixed(
    'a function in the function, called by its name',
    `export const f = (context: UserExecutionContext) => { const step = () =>\n  engine.run('a'); return step(); };`,
    `export const f = (context: UserExecutionContext) => { const step = () =>\n  engine.run('a', context); return step(); };`,
  ),
  suggested(
    'a listener of something that all share',
    `export const f = (context: UserExecutionContext) => engine.bus.on('a', () => void\n  engine.run('a'));`,
    `export const f = (context: UserExecutionContext) => engine.bus.on('a', () => void\n  engine.run('a', context));`,
    'contextLeftOut',
    [
      [
        'passCapturedContext',
        `export const f = (context: UserExecutionContext) => engine.bus.on('a', () => void\n  engine.run('a', context));`,
      ],
    ],
    { typeErrors: [2554] },
  ),
  suggested(
    'a listener of the connection of the user',
    `export const f = (context: UserExecutionContext, socket: typeof engine.bus) => socket.on('a', () => void\n  engine.run('a'));`,
    `export const f = (context: UserExecutionContext, socket: typeof engine.bus) => socket.on('a', () => void\n  engine.run('a', context));`,
    'contextLeftOut',
    [
      [
        'passContext',
        `export const f = (context: UserExecutionContext, socket: typeof engine.bus) => socket.on('a', () => void\n  engine.run('a', context));`,
      ],
    ],
    { typeErrors: [2554] },
  ),
  suggested(
    'a function that somebody is given to call',
    `export const f = (context: UserExecutionContext, retry: (work: () => void) => void) => retry(() => void\n  engine.run('a'));`,
    `export const f = (context: UserExecutionContext, retry: (work: () => void) => void) => retry(() => void\n  engine.run('a', context));`,
    'contextLeftOut',
    [
      [
        'passContext',
        `export const f = (context: UserExecutionContext, retry: (work: () => void) => void) => retry(() => void\n  engine.run('a', context));`,
      ],
    ],
    { typeErrors: [2554] },
  ),
  suggested(
    'a context that is checked before the call',
    `export function f(context?: UserExecutionContext) { if (context === undefined) { throw new Error('who?'); }\n  return engine.audit('a'); }`,
    `export function f(context?: UserExecutionContext) { if (context === undefined) { throw new Error('who?'); }\n  return engine.audit('a', context); }`,
    'contextLeftOut',
    [
      [
        'passContext',
        `export function f(context?: UserExecutionContext) { if (context === undefined) { throw new Error('who?'); }\n  return engine.audit('a', context); }`,
      ],
    ],
  ),
];

const passed = [
  fine('passed twice: it stands at another position already', `export const f = (context: UserExecutionContext) => engine.deriveFrom(context.userId, context);`),
  fine(
    'passed in another argument',
    `declare function send(request: { who: UserExecutionContext }, context?: UserExecutionContext): void;\nexport const f = (context: UserExecutionContext) => { send({ who: context }); };`,
  ),
  fine(
    'handed on inside an object that is made elsewhere',
    `declare function send(request: engine.StrictOptions, context?: UserExecutionContext): void;\nexport const f = (context: UserExecutionContext, request: engine.StrictOptions) => { send(request); };`,
  ),
  fine('the receiver has one of its own', `export const f = (context: UserExecutionContext, session: engine.Session) => session.notify('a');`),
  fine(
    'a spread argument that can bring one, or anything',
    `export const f = (context: UserExecutionContext, rest: ['a', UserExecutionContext, ...string[]]) => engine.many(...rest);\nexport const g = (context: UserExecutionContext, rest: [any]) => engine.many('a', ...rest);`,
  ),
  fine('passed through a spread', `export const f = (context: UserExecutionContext, rest: ['a', UserExecutionContext]) => engine.run(...rest);`),
  fine(
    'passed through a spread of options',
    `export const f = (context: UserExecutionContext, options: engine.RunOptions) => engine.withOptions('a', { ...options, retries: 1 });`,
  ),
  fine('options that are made elsewhere', `export const f = (context: UserExecutionContext, options: engine.RunOptions) => engine.withOptions('a', options);`),
  fine(
    'a bound function',
    `export const f = (context: UserExecutionContext) => { const bound = (task: string) => engine.run(task, context); return bound('a'); };`,
  ),
  fine('a method that is bound', `export const f = (context: UserExecutionContext) => { const run = engine.before.bind(null, context); return run('a'); };`),
  fine(
    'overload that does not compile',
    `declare function open(path: string): number;\ndeclare function open(path: URL, context: UserExecutionContext): number;\nexport const f = (context: UserExecutionContext) => open('a');`,
  ),
  fine(
    'overload with another result',
    `declare function open(path: string): number;\ndeclare function open(path: string, context: UserExecutionContext): string;\nexport const f = (context: UserExecutionContext): number => open('a');`,
  ),
  fine('call that itself returns a context', `export const f = (context: UserExecutionContext) => engine.deriveFrom('a');`),
  fine(
    'inaccessible at that point: hidden by another name',
    `export const f = (context: UserExecutionContext) => ['a'].map((context) => engine.audit(context));`,
  ),
  fine(
    'inaccessible at that point: a private member',
    `export class Holder { constructor(private readonly context: UserExecutionContext) {} get id() { return this.context.userId; } }\nexport const f = (holder: Holder) => engine.audit(holder.id);`,
  ),
  fine(
    'inaccessible at that point: this of another function',
    `export class Agent { constructor(private readonly context: UserExecutionContext) {} act() { return { id: this.context.userId, async run() { await engine.audit('a'); } }; } }`,
  ),
  fine(
    'inaccessible at that point: declared after the call',
    `export const f = () => { void engine.audit('a'); const context = engine.createContext('u'); return context; };`,
  ),
  fine(
    'inaccessible at that point: a pattern leaves it where it is',
    `export const f = ({ input }: { input: string; user: UserExecutionContext }) => engine.audit(input);`,
  ),
  fine('an optional context is none for a parameter that requires one', `export const f = (context?: UserExecutionContext) => engine.run('a');`, { typeErrors: [2554] }),
  fine('no context in reach', `export const f = (task: string) => engine.audit(task);`),
  fine(
    'a type of the same name that is another one',
    `interface UserExecution { id: string }\nexport const f = (context: UserExecution) => engine.audit(context.id);`,
  ),
  fine('only a part of what is taken', `export const f = (context: Pick<UserExecutionContext, 'userId'>) => engine.audit(context.userId);`),
  fine('at module level', `export const done = engine.audit('start');`),
];

const wrongOne = [
  suggested(
    "wrong one of two: an outer user's, captured by a handler with its own",
    `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void\n  engine.run(text, context); }); };`,
    `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void\n  engine.run(text, sender); }); };`,
    'otherContext',
    [
      [
        'passInstead',
        `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void\n  engine.run(text, sender); }); };`,
      ],
    ],
  ),
  suggested(
    'wrong one of two: the context of the object in a method with its own',
    `export class Agent { constructor(private readonly owner: UserExecutionContext) {} act(task: string, caller: UserExecutionContext) {\n  return engine.run(task, this.owner); } }`,
    `export class Agent { constructor(private readonly owner: UserExecutionContext) {} act(task: string, caller: UserExecutionContext) {\n  return engine.run(task, caller); } }`,
    'otherContext',
    [
      [
        'passInstead',
        `export class Agent { constructor(private readonly owner: UserExecutionContext) {} act(task: string, caller: UserExecutionContext) {\n  return engine.run(task, caller); } }`,
      ],
    ],
  ),
  suggested(
    'wrong one of two: in an object of options',
    `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void\n  engine.withOptions(text, { context }); }); };`,
    `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void\n  engine.withOptions(text, { context: sender }); }); };`,
    'otherContext',
    [
      [
        'passInstead',
        `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void\n  engine.withOptions(text, { context: sender }); }); };`,
      ],
    ],
  ),
  suggested(
    'wrong one of two: looked up by a constant',
    `export const f = (context: UserExecutionContext) => { const first = engine.contexts.get('first')!;\n  return engine.run('a', first); };`,
    `export const f = (context: UserExecutionContext) => { const first = engine.contexts.get('first')!;\n  return engine.run('a', context) ?? first; };`,
    'sameForAll',
    [
      [
        'passInstead',
        `export const f = (context: UserExecutionContext) => { const first = engine.contexts.get('first')!;\n  return engine.run('a', context); };`,
      ],
    ],
  ),
  suggested(
    'wrong one of two: a constant of the module',
    `export const f = (context: UserExecutionContext) =>\n  engine.run('a', engine.systemContext);`,
    `export const f = (context: UserExecutionContext) =>\n  engine.run('a', context);`,
    'sameForAll',
    [['passInstead', `export const f = (context: UserExecutionContext) =>\n  engine.run('a', context);`]],
  ),
  suggested(
    'wrong one of two: the parent where a child was made',
    `export const f = (context: UserExecutionContext) => { const child = engine.childOf(context); void child.runId;\n  return engine.run('a', context); };`,
    `export const f = (context: UserExecutionContext) => { const child = engine.childOf(context); void child.runId;\n  return engine.run('a', child); };`,
    'parentContext',
    [
      [
        'passInstead',
        `export const f = (context: UserExecutionContext) => { const child = engine.childOf(context); void child.runId;\n  return engine.run('a', child); };`,
      ],
    ],
  ),
  suggested(
    'a freshly made context',
    `export const f = (context: UserExecutionContext) =>\n  engine.run('a', engine.createContext());`,
    `export const f = (context: UserExecutionContext) =>\n  engine.run('a', engine.childOf(context));`,
    'sameForAll',
    [['passInstead', `export const f = (context: UserExecutionContext) =>\n  engine.run('a', context);`]],
  ),
  suggested(
    'an empty context',
    `class Empty implements UserExecutionContext { userId = ''; threadId = ''; runId = ''; agentContext = {}; }\nexport const f = (context: UserExecutionContext) =>\n  engine.run('a', new Empty());`,
    `class Empty implements UserExecutionContext { userId = ''; threadId = ''; runId = ''; agentContext = {}; }\nexport const f = (context: UserExecutionContext) =>\n  engine.run('a', context ?? new Empty());`,
    'sameForAll',
    [
      [
        'passInstead',
        `class Empty implements UserExecutionContext { userId = ''; threadId = ''; runId = ''; agentContext = {}; }\nexport const f = (context: UserExecutionContext) =>\n  engine.run('a', context);`,
      ],
    ],
    {},
    5,
  ),
];

const rightOne = [
  fine('the innermost of two', `export const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { void engine.run(text, sender); }); };`),
  fine(
    'an outer one where the inner one is passed, too',
    `declare function share(from: UserExecutionContext, to: string, rest?: unknown): void;\nexport const f = (context: UserExecutionContext) => { engine.bus.on('a', (text, sender) => { share(context, text, sender); }); };`,
  ),
  fine('two of one function: what each is for is not known', `export const f = (actor: UserExecutionContext, target: UserExecutionContext) => engine.run('a', actor);`),
  fine(
    'a parent where the child is used for something else',
    `export const f = async (context: UserExecutionContext) => { const child = engine.childOf(context); await engine.run('a', child); return engine.audit('b', context); };`,
  ),
  fine('a child of the context', `export const f = (context: UserExecutionContext) => engine.run('a', engine.childOf(context, 'r'));`),
  fine('one that is made of something of the caller', `export const f = (context: UserExecutionContext, userId: string) => engine.run('a', engine.createContext(userId));`),
  fine('one that a function without arguments finds', `export const f = (context: UserExecutionContext) => engine.run('a', engine.currentContext());`),
  fine(
    'explicit opt-out accepted: a value',
    `export const f = (context: UserExecutionContext) => engine.run('a', engine.systemContext);`,
    { settings: { ...settings, contextOptOuts: [{ from: 'file', name: 'systemContext', path: 'engine.ts' }] } },
  ),
  fine(
    'explicit opt-out accepted: a function',
    `export const f = (context: UserExecutionContext) => engine.run('a', engine.createContext('maintenance'));`,
    { settings: { ...settings, contextOptOuts: ['createContext'] } },
  ),
  fine('no context in reach but the made one', `export const f = () => engine.run('a', engine.createContext('maintenance'));`),
];

testRule('forward-user-context', forwardUserContext, {
  valid: [...passed, ...rightOne],
  invalid: [...leftOut, ...wrongOne],
});
