import { requireUserContext } from '../../src/rules/require-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const configured = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

/** A dispatcher of the project, as settings name it. */
const dispatcher = `
import type { UserExecutionContext } from './context';
export interface WorkspaceContext {
  workspaceId: string;
}
export class ToolDispatcher {
  async dispatch(tool: string, input: string, context?: UserExecutionContext): Promise<string> {
    return tool + input + (context?.userId ?? '');
  }
  async dispatchAll(tools: string[]): Promise<string[]> {
    return tools;
  }
}
export const shared = new ToolDispatcher();
export async function callTool(name: string): Promise<string> {
  return name;
}
`;

const withDispatcher = {
  ...configured,
  toolCalls: [
    { type: { from: 'file', name: 'ToolDispatcher', path: 'dispatcher.ts' }, method: 'dispatch', context: { argument: 2 } },
    { type: { from: 'file', name: 'ToolDispatcher' }, method: 'dispatchAll', context: 'enclosing' },
    { type: { from: 'file', name: 'callTool', path: 'dispatcher.ts' }, method: '', context: 'enclosing' },
  ],
};

const files = { 'dispatcher.ts': dispatcher };
const imports = `import { ToolDispatcher, shared, callTool } from './dispatcher';
import type { UserExecutionContext } from './context';
`;

const use = (body: string): string => `${imports}void shared; void callTool; void ToolDispatcher; type _Context = UserExecutionContext;\n${body}`;

/** Code that is fine, in a program with the project's context and dispatcher. */
const fine = (name: string, code: string, more: Record<string, unknown> = {}) => ({
  name,
  code: use(code),
  files,
  settings: withDispatcher,
  ...more,
});

/** Code with one report, whose neighbour has none; line 5 is the first line of the code. */
const wrong = (
  name: string,
  code: string,
  neighbour: string,
  messageId: 'castContext' | 'missingContext' | 'missingInEntryPoint' | 'missingWhereWorkBegins' | 'optionalContext' | 'requiredByCallee',
  more: Record<string, unknown> = {},
  line = 4,
) => ({
  name,
  code: use(code),
  neighbour: use(neighbour),
  files,
  // With two types of contexts to choose from there is no suggestion; those have their own tests.
  settings: { ...withDispatcher, contextTypes: [...configured.contextTypes, { from: 'file', name: 'WorkspaceContext' }] },
  errors: [{ messageId, line }],
  ...more,
});

const contextInReach = [
  fine('a required parameter', `export const f = (context: UserExecutionContext) => shared.dispatch('a', 'b');`),
  fine('a parameter of any name', `export const f = (who: UserExecutionContext) => shared.dispatch('a', 'b');`),
  fine(
    'a parameter with a property that is one',
    `export const f = (request: { input: string; user: UserExecutionContext }) => shared.dispatch('a', request.input);`,
  ),
  fine(
    'a destructured parameter',
    `export const f = ({ user, input }: { input: string; user: UserExecutionContext }) => shared.dispatch('a', input, user);`,
  ),
  fine(
    'a destructured parameter that leaves the context where it is',
    `export const f = ({ input }: { input: string; user: UserExecutionContext }) => shared.dispatch('a', input);`,
  ),
  fine('Readonly of a context', `export const f = (context: Readonly<UserExecutionContext>) => shared.dispatch('a', 'b');`),
  fine(
    'Readonly of a context behind an alias',
    `type Frozen = Readonly<UserExecutionContext>;\nexport const f = (context: Frozen) => shared.dispatch('a', 'b');`,
  ),
  fine(
    'Pick of a context',
    `export const f = (context: Pick<UserExecutionContext, 'userId' | 'runId'>) => shared.dispatch('a', 'b');`,
  ),
  fine(
    'a mapped type of the project',
    `type Deep<T> = { readonly [K in keyof T]: T[K] };\nexport const f = (context: Deep<UserExecutionContext>) => shared.dispatch('a', 'b');`,
  ),
  fine(
    'an interface that extends a context',
    `interface Mine extends UserExecutionContext { extra: string }\nexport const f = (context: Mine) => shared.dispatch('a', 'b');`,
  ),
  fine(
    'a class that implements a context',
    `class Mine implements UserExecutionContext {\n  constructor(readonly userId: string, readonly threadId: string, readonly runId: string, readonly agentContext: Readonly<Record<string, unknown>>) {}\n}\nexport const f = (context: Mine) => shared.dispatch('a', 'b');`,
  ),
  fine('a type alias', `type Alias = UserExecutionContext;\nexport const f = (context: Alias) => shared.dispatch('a', 'b');`),
  fine(
    'a type parameter that is constrained to a context',
    `export const f = <C extends UserExecutionContext>(context: C) => shared.dispatch('a', 'b');`,
  ),
  fine(
    'an intersection with a context',
    `export const f = (context: UserExecutionContext & { extra: string }) => shared.dispatch('a', 'b');`,
  ),
  fine(
    'a union of contexts',
    `interface Admin extends UserExecutionContext { admin: true }\nexport const f = (context: UserExecutionContext | Admin) => shared.dispatch('a', 'b');`,
  ),
  fine('a this parameter', `export function f(this: { user: UserExecutionContext }) { return shared.dispatch('a', 'b'); }`),
  fine(
    'a branded identity that the settings name',
    `type UserId = string & { readonly __brand: 'UserId' };\nexport const f = (user: UserId) => shared.dispatch('a', user);`,
    { settings: { ...withDispatcher, contextTypes: [...configured.contextTypes, { from: 'file', name: 'UserId' }] } },
  ),
  fine(
    'an alias that leaves no trace in the type, as z.infer makes one',
    `declare const schema: { _output: { user: string } };\ntype Infer<T extends { _output: unknown }> = T['_output'];\ntype Session = Infer<typeof schema>;\nexport const f = (session: Session) => shared.dispatch('a', session.user);`,
    { settings: { ...withDispatcher, contextTypes: [...configured.contextTypes, { from: 'file', name: 'Session' }] } },
  ),
  fine(
    'a local that is made before the call',
    `declare function load(token: string): UserExecutionContext;\nexport function f(token: string) {\n  const context = load(token);\n  return shared.dispatch('a', 'b', context);\n}`,
  ),
  fine(
    'a local that is awaited',
    `declare function load(token: string): Promise<UserExecutionContext>;\nexport async function f(token: string) {\n  const context = await load(token);\n  return shared.dispatch('a', 'b');\n}`,
  ),
  fine(
    'a local taken from an object',
    `declare function load(token: string): { context: UserExecutionContext };\nexport function f(token: string) {\n  const { context } = load(token);\n  return shared.dispatch('a', 'b');\n}`,
  ),
  fine(
    'a loop over contexts',
    `export async function f(contexts: UserExecutionContext[]) {\n  for (const context of contexts) {\n    await shared.dispatch('a', 'b');\n  }\n}`,
  ),
  fine(
    'a context made in the argument',
    `declare function load(token: string): UserExecutionContext;\nexport const f = (token: string) => shared.dispatch('a', 'b', load(token));`,
  ),
  fine(
    'the parameter of an enclosing function',
    `export function make(context: UserExecutionContext) {\n  return async (input: string) => shared.dispatch('a', input);\n}`,
  ),
  fine(
    'the parameter of a function two levels up',
    `export function make(context: UserExecutionContext) {\n  return { run: (inputs: string[]) => inputs.map((input) => shared.dispatch('a', input)) };\n}`,
  ),
  fine(
    'the local of an enclosing function that is made after the inner one is declared',
    `declare function load(token: string): UserExecutionContext;\nexport function f(token: string) {\n  const run = () => shared.dispatch('a', 'b');\n  const context = load(token);\n  return [run(), context];\n}`,
  ),
  fine(
    'a field of an instance for one user',
    `export class Engine {\n  constructor(private readonly context: UserExecutionContext) {}\n  run(input: string) {\n    return shared.dispatch('a', input);\n  }\n}`,
  ),
  fine(
    'a private field',
    `export class Engine {\n  readonly #context: UserExecutionContext;\n  constructor(context: UserExecutionContext) {\n    this.#context = context;\n  }\n  run(input: string) {\n    return shared.dispatch('a', input, this.#context);\n  }\n}`,
  ),
  fine(
    'a field of the base class',
    `class Base {\n  constructor(protected readonly context: UserExecutionContext) {}\n}\nexport class Engine extends Base {\n  run = async (input: string) => shared.dispatch('a', input);\n}`,
  ),
  fine(
    'a field that holds the context among other things',
    `export class Engine {\n  constructor(private readonly deps: { context: UserExecutionContext }) {}\n  run(input: string) {\n    return [input].map((item) => shared.dispatch('a', item));\n  }\n}`,
  ),
  fine(
    'a field of a class expression',
    `export const make = (context: UserExecutionContext) => new (class {\n  readonly own: UserExecutionContext = context;\n  run() {\n    return shared.dispatch('a', 'b');\n  }\n})();`,
  ),
  fine(
    'a configured provider that is called before',
    `declare function currentUser(): { id: string };\nexport function f() {\n  const user = currentUser();\n  return shared.dispatch('a', user.id);\n}`,
    { settings: { ...withDispatcher, contextProviders: [{ from: 'file', name: 'currentUser' }] } },
  ),
  fine(
    'a nullable parameter after a check that throws',
    `export function f(context: UserExecutionContext | null) {\n  if (context === null) {\n    throw new Error('no context');\n  }\n  return shared.dispatch('a', 'b', context);\n}`,
  ),
  fine(
    'an optional parameter after an assertion',
    `declare function assertContext(value: unknown): asserts value is UserExecutionContext;\nexport function f(context?: UserExecutionContext) {\n  assertContext(context);\n  return shared.dispatch('a', 'b', context);\n}`,
  ),
  fine(
    'an optional parameter inside a condition',
    `export function f(context?: UserExecutionContext) {\n  return context ? shared.dispatch('a', 'b', context) : undefined;\n}`,
  ),
  fine(
    'an optional property after a check',
    `export function f(options: { context?: UserExecutionContext }) {\n  if (!options.context) throw new Error('no context');\n  return shared.dispatch('a', 'b');\n}`,
  ),
];

const notJudged = [
  fine('a call when the module is evaluated', `await shared.dispatch('warm', 'up');`),
  fine('a function of start-up', `async function main() {\n  await shared.dispatch('warm', 'up');\n}\nvoid main();`),
  fine(
    'a function that only start-up calls',
    `async function warm() {\n  await shared.dispatch('warm', 'up');\n}\nasync function main() {\n  await warm();\n}\nmain().catch(console.error);`,
  ),
  fine('an immediately called function', `void (async () => {\n  await shared.dispatch('warm', 'up');\n})();`),
  fine(
    'a function without parameters that start-up hands on',
    `declare function supervise(job: () => Promise<void>): void;\nasync function main() {\n  await shared.dispatch('warm', 'up');\n}\nsupervise(main);`,
  ),
  fine(
    'a callback without parameters in start-up',
    `declare function traced<T>(name: string, job: (trace: object) => T): T;\nasync function main() {\n  await traced('a', async () => shared.dispatch('warm', 'up'));\n}\nvoid main();`,
  ),
  fine('an iteration at start-up', `for (const job of ['a', 'b'].map((name) => shared.dispatch(name, ''))) void job;`),
  fine('a timer at start-up', `setInterval(() => void shared.dispatch('sweep', ''), 1000);`),
  fine(
    'a method of the same name of another class',
    `class Other {\n  dispatch(event: string) {\n    return event;\n  }\n}\nexport const f = (other: Other) => other.dispatch('a');`,
  ),
  fine('a receiver of type any', `export const f = (anything: any) => anything.dispatch('a');`),
  fine('another method of the dispatcher', `export const f = () => shared.toString();`),
  fine(
    'a function of the same name from elsewhere',
    `export function f() {\n  const callTool = (name: string) => name;\n  return callTool('a');\n}`,
  ),
  fine('a spread argument', `export const f = (args: [string, string, UserExecutionContext]) => shared.dispatch(...args);`),
  {
    name: 'a parameter whose type cannot be resolved',
    code: `import { shared } from './dispatcher';
import type { Unknown } from 'not-installed';
export const f = (something: Unknown) => shared.dispatch('a', String(something));
`,
    files,
    settings: withDispatcher,
    untyped: 'because the module is not installed' as const,
  },
  {
    name: 'a file for the browser',
    code: `'use client';\nimport { shared } from './dispatcher';\nexport const f = () => shared.dispatch('a', 'b');\n`,
    files,
    settings: withDispatcher,
  },
  {
    name: 'nothing is configured and the call takes no context',
    code: `import { Client } from '@modelcontextprotocol/sdk/client/index.js';
export const f = (client: Client) => client.callTool({ name: 'a' });
`,
  },
  {
    name: 'what is configured is not in the program and the call takes no context',
    code: `import { Client } from '@modelcontextprotocol/sdk/client/index.js';
export const f = (client: Client) => client.callTool({ name: 'a' });
`,
    settings: { contextTypes: [{ from: 'file', name: 'TenantContext' }] },
  },
];

const noContext = [
  wrong(
    'a parameter that is only named context',
    `export const f = (context: { tags: string[] }) => shared.dispatch('a', context.tags.join());`,
    `export const f = (context: UserExecutionContext) => shared.dispatch('a', context.userId);`,
    'missingContext',
  ),
  wrong(
    'an optional parameter',
    `export function f(context?: UserExecutionContext) {\n  return shared.dispatch('a', 'b', context);\n}`,
    `export function f(context: UserExecutionContext) {\n  return shared.dispatch('a', 'b', context);\n}`,
    'optionalContext',
  ),
  wrong(
    'a parameter with a default',
    `declare const nobody: UserExecutionContext;\nexport function f(context: UserExecutionContext = nobody) {\n  return shared.dispatch('a', 'b');\n}`,
    `declare const nobody: UserExecutionContext;\nexport function f(context: UserExecutionContext) {\n  return shared.dispatch('a', 'b');\n}`,
    'optionalContext',
    {},
    5,
  ),
  wrong(
    'a parameter with an empty object as default',
    `export function f(context = {} as UserExecutionContext) {\n  return shared.dispatch('a', 'b');\n}`,
    `export function f(context: UserExecutionContext) {\n  return shared.dispatch('a', 'b');\n}`,
    'optionalContext',
  ),
  wrong(
    'a nullable parameter',
    `export const f = (context: UserExecutionContext | null) => shared.dispatch('a', context?.userId ?? '');`,
    `export const f = (context: UserExecutionContext) => shared.dispatch('a', context.userId);`,
    'optionalContext',
  ),
  wrong(
    'an optional property of a parameter',
    `export const f = (options: { context?: UserExecutionContext }) => shared.dispatch('a', 'b', options.context);`,
    `export const f = (options: { context: UserExecutionContext }) => shared.dispatch('a', 'b', options.context);`,
    'optionalContext',
  ),
  wrong(
    'a context from a cast',
    `export function f(body: unknown) {\n  const context = body as UserExecutionContext;\n  return shared.dispatch('a', 'b', context);\n}`,
    `declare function parse(body: unknown): UserExecutionContext;\nexport function f(body: unknown) {\n  const context = parse(body);\n  return shared.dispatch('a', 'b', context);\n}`,
    'castContext',
  ),
  wrong(
    'a cast in the argument',
    `export const f = () => shared.dispatch('a', 'b', {} as UserExecutionContext);`,
    `export const f = (context: UserExecutionContext) => shared.dispatch('a', 'b', context);`,
    'missingContext',
  ),
  wrong(
    'Partial of a context',
    `export const f = (context: Partial<UserExecutionContext>) => shared.dispatch('a', context.userId ?? '');`,
    `export const f = (context: Required<UserExecutionContext>) => shared.dispatch('a', context.userId);`,
    'missingContext',
  ),
  wrong(
    'several contexts at once',
    `export const f = (contexts: UserExecutionContext[]) => shared.dispatch('a', String(contexts.length));`,
    `export const f = (contexts: { current: UserExecutionContext }) => shared.dispatch('a', 'b');`,
    'missingContext',
  ),
  wrong(
    'a local that is made after the call',
    `declare function load(token: string): UserExecutionContext;\nexport async function f(token: string) {\n  await shared.dispatch('a', 'b');\n  const context = load(token);\n  return context;\n}`,
    `declare function load(token: string): UserExecutionContext;\nexport async function f(token: string) {\n  const context = load(token);\n  await shared.dispatch('a', 'b');\n  return context;\n}`,
    'missingContext',
    {},
    5,
  ),
  wrong(
    'the context of another function',
    `declare function load(): UserExecutionContext;\nexport function other() {\n  const context = load();\n  return context;\n}\nexport const f = () => shared.dispatch('a', other.name);`,
    `declare function load(): UserExecutionContext;\nexport function other() {\n  const context = load();\n  return () => shared.dispatch('a', context.userId);\n}`,
    'missingContext',
    {},
    9,
  ),
  wrong(
    'a context of the module, which all users share',
    `declare function load(): UserExecutionContext;\nconst context = load();\nexport const f = () => shared.dispatch('a', context.userId);`,
    `declare function load(): UserExecutionContext;\nexport const f = () => {\n  const context = load();\n  return shared.dispatch('a', context.userId);\n};`,
    'missingContext',
    {},
    6,
  ),
  wrong(
    'a field of an instance that all users share',
    `class Engine {\n  constructor(private readonly context: UserExecutionContext) {}\n  run(input: string) {\n    return shared.dispatch('a', input);\n  }\n}\ndeclare const first: UserExecutionContext;\nexport const engine = new Engine(first);`,
    `class Engine {\n  constructor(private readonly context: UserExecutionContext) {}\n  run(input: string) {\n    return shared.dispatch('a', input);\n  }\n}\nexport const engine = (first: UserExecutionContext) => new Engine(first);`,
    'missingContext',
    {},
    6,
  ),
  wrong(
    'an optional field',
    `export class Engine {\n  context?: UserExecutionContext;\n  run(input: string) {\n    return shared.dispatch('a', input, this.context);\n  }\n}`,
    `export class Engine {\n  constructor(readonly context: UserExecutionContext) {}\n  run(input: string) {\n    return shared.dispatch('a', input, this.context);\n  }\n}`,
    'optionalContext',
    {},
    6,
  ),
  wrong(
    'a private context of somebody else',
    `class Session {\n  constructor(private readonly context: UserExecutionContext) {}\n  who() {\n    return this.context.userId;\n  }\n}\nexport const f = (session: Session) => shared.dispatch('a', session.who());`,
    `class Session {\n  constructor(readonly context: UserExecutionContext) {}\n  who() {\n    return this.context.userId;\n  }\n}\nexport const f = (session: Session) => shared.dispatch('a', session.who());`,
    'missingContext',
    {},
    10,
  ),
  wrong(
    'a provider that is called after the call',
    `declare function currentUser(): { id: string };\nexport async function f() {\n  await shared.dispatch('a', '');\n  return currentUser();\n}`,
    `declare function currentUser(): { id: string };\nexport async function f() {\n  currentUser();\n  return shared.dispatch('a', '');\n}`,
    'missingContext',
    {
      settings: {
        ...withDispatcher,
        contextTypes: [...configured.contextTypes, { from: 'file', name: 'WorkspaceContext' }],
        contextProviders: [{ from: 'file', name: 'currentUser' }],
      },
    },
    5,
  ),
  wrong(
    'a call that takes no context',
    `export const f = () => shared.dispatchAll(['a']);`,
    `export const f = (context: UserExecutionContext) => shared.dispatchAll([context.userId]);`,
    'missingContext',
  ),
  wrong(
    'a listed function',
    `export const f = () => callTool('a');`,
    `export const f = (context: UserExecutionContext) => callTool(context.userId);`,
    'missingContext',
  ),
  {
    ...wrong(
      'a listed function under another name',
      `import { callTool as go } from './dispatcher';\nexport const f = () => go('a');`,
      `import { callTool as go } from './dispatcher';\nvoid go;\nexport const f = (go: (name: string) => string) => go('a');`,
      'missingContext',
      {},
      5,
    ),
  },
  wrong(
    'a listed function of a namespace',
    `import * as tools from './dispatcher';\nexport const f = () => tools.callTool('a');`,
    `import * as tools from './dispatcher';\nvoid tools;\nexport const f = (context: UserExecutionContext) => tools.callTool(context.userId);`,
    'missingContext',
    {},
    5,
  ),
  wrong(
    'a subclass of the dispatcher, an optional call and a computed name',
    `class Mine extends ToolDispatcher {}\nexport const f = (mine?: Mine) => mine?.['dispatch']('a', 'b');`,
    `class Mine extends ToolDispatcher {}\nexport const f = (context: UserExecutionContext, mine?: Mine) => mine?.['dispatch']('a', 'b');`,
    'missingContext',
    {},
    5,
  ),
  wrong(
    'a type parameter that is constrained to the dispatcher',
    `export const f = <T extends ToolDispatcher>(dispatcher: T) => dispatcher.dispatch('a', 'b');`,
    `export const f = <T extends ToolDispatcher>(dispatcher: T, context: UserExecutionContext) => dispatcher.dispatch('a', 'b');`,
    'missingContext',
  ),
  wrong(
    'a callback is reported at the function around it',
    `export function f(inputs: string[]) {\n  return Promise.all(inputs.map(async (input) => shared.dispatch('a', input)));\n}`,
    `export function f(inputs: string[], context: UserExecutionContext) {\n  return Promise.all(inputs.map(async (input) => shared.dispatch('a', input)));\n}`,
    'missingContext',
  ),
  wrong(
    'two calls in one function are one report',
    `export async function f() {\n  await shared.dispatch('a', 'b');\n  await shared.dispatch('c', 'd');\n}`,
    `export async function f(context: UserExecutionContext) {\n  await shared.dispatch('a', 'b');\n  await shared.dispatch('c', 'd');\n}`,
    'missingContext',
  ),
  wrong(
    'a function that start-up and others call',
    `async function warm() {\n  await shared.dispatch('warm', 'up');\n}\nvoid warm();\nexport const again = () => warm();`,
    `async function warm() {\n  await shared.dispatch('warm', 'up');\n}\nvoid warm();`,
    'missingContext',
  ),
  wrong(
    'a callback that start-up registers',
    `declare function onMessage(handler: (text: string) => Promise<string>): void;\nfunction main() {\n  onMessage(async (text) => shared.dispatch('a', text));\n}\nmain();`,
    `declare function onMessage(handler: (text: string, context: UserExecutionContext) => Promise<string>): void;\nfunction main() {\n  onMessage(async (text, context) => shared.dispatch('a', text, context));\n}\nmain();`,
    'missingWhereWorkBegins',
    {},
    6,
  ),
  wrong(
    'a callback that an exported function registers at start-up, whose context would be nobody\'s',
    `declare function onMessage(handler: (text: string) => Promise<string>): void;\nexport function registerAll(name: string) {\n  onMessage(async (text) => shared.dispatch(name, text));\n}\nfunction main() {\n  registerAll('a');\n}\nmain();`,
    `declare function onMessage(handler: (text: string, context: UserExecutionContext) => Promise<string>): void;\nexport function registerAll(name: string) {\n  onMessage(async (text, context) => shared.dispatch(name, text, context));\n}\nfunction main() {\n  registerAll('a');\n}\nmain();`,
    'missingWhereWorkBegins',
    {},
    6,
  ),
  wrong(
    'a constructor',
    `export class Engine {\n  ready: Promise<string>;\n  constructor() {\n    this.ready = shared.dispatch('a', 'b');\n  }\n}`,
    `export class Engine {\n  ready: Promise<string>;\n  constructor(context: UserExecutionContext) {\n    this.ready = shared.dispatch('a', 'b', context);\n  }\n}`,
    'missingContext',
    {},
    6,
  ),
];

/** A call of a library without a context, and the same with one; in a program without a context of its own. */
const library = (
  name: string,
  importing: string,
  code: string,
  neighbour: string,
  more: Record<string, unknown> = {},
) => ({
  name,
  code: `${importing}\n${code}\n`,
  neighbour: `${importing}\n${neighbour}\n`,
  errors: [{ messageId: 'missingContext' as const, line: importing.split('\n').length + 1 }],
  ...more,
});

const langchainCore = `import type { RunnableConfig, StructuredToolInterface, ToolRuntime } from '@langchain/core/tools';
import { ChatPromptTemplate, DynamicStructuredTool, tool, StructuredTool } from '@langchain/core/tools';
export type { RunnableConfig, StructuredToolInterface, ToolRuntime };
export { ChatPromptTemplate, DynamicStructuredTool, tool, StructuredTool };`;
const langgraph = `import type { CompiledStateGraph, LangGraphRunnableConfig, Runtime } from '@langchain/langgraph';
import { StateGraph, ToolNode, getConfig } from '@langchain/langgraph';
export type { CompiledStateGraph, LangGraphRunnableConfig, Runtime };
export { StateGraph, ToolNode, getConfig };`;
const openai = `import type { FunctionTool, MCPServer, RunState } from '@openai/agents';
import { Agent, RunContext, Runner, invokeFunctionTool, run, tool } from '@openai/agents';
export type { FunctionTool, MCPServer, RunState };
export { Agent, RunContext, Runner, invokeFunctionTool, run, tool };`;
const ai6 = `import { ToolLoopAgent, generateText, streamText, tool, type Tool, type ToolExecutionOptions, type ToolSet } from 'ai-6';
import type { UserExecutionContext } from './context';
export { ToolLoopAgent, generateText, streamText, tool, type Tool, type ToolExecutionOptions, type ToolSet, type UserExecutionContext };`;
const ai7 = `import { generateText, streamText, tool, type Tool, type ToolExecutionOptions, type ToolSet } from 'ai-7';
import type { UserExecutionContext } from './context';
export { generateText, streamText, tool, type Tool, type ToolExecutionOptions, type ToolSet, type UserExecutionContext };`;
const mastra1 = `import { Agent, RequestContext, Tool, createTool } from '@mastra/core-1';
export { Agent, RequestContext, Tool, createTool };`;
const mastra0 = `import { Agent, RuntimeContext, Tool, type ToolExecutionContext } from '@mastra/core-0';
export { Agent, RuntimeContext, Tool, type ToolExecutionContext };`;
const mcp1 = `import { Client, McpServer, type RequestHandlerExtra } from '@modelcontextprotocol/sdk/client/index.js';
import type { UserExecutionContext } from './context';
export { Client, McpServer, type RequestHandlerExtra, type UserExecutionContext };`;
const mcp2 = `import { Client } from '@modelcontextprotocol/client';
import { McpServer, createMcpHandler, type McpRequestContext, type ServerContext } from '@modelcontextprotocol/server';
import type { UserExecutionContext } from './context';
export { Client, McpServer, createMcpHandler, type McpRequestContext, type ServerContext, type UserExecutionContext };`;
const claude = `import { query, tool } from '@anthropic-ai/claude-agent-sdk';
import type { UserExecutionContext } from './context';
export { query, tool, type UserExecutionContext };`;

/** Two types to choose from, so that nothing is suggested. */
const twoContexts = { contextTypes: [...configured.contextTypes, { from: 'file', name: 'WorkspaceContext' }] };
const workspace = { settings: twoContexts, files: { 'workspace.ts': 'export interface WorkspaceContext { id: string }\n' } };

const libraries = [
  library(
    'LangChain: a tool without a config',
    langchainCore,
    `export const f = (search: StructuredToolInterface) => search.invoke({ query: 'a' });`,
    `export const f = (search: StructuredToolInterface, config: RunnableConfig) => search.invoke({ query: 'a' }, config);`,
  ),
  library(
    'LangChain: a config that says nothing of the user',
    langchainCore,
    `export const f = (search: DynamicStructuredTool) => search.invoke({ query: 'a' }, { recursionLimit: 5 });`,
    `export const f = (search: DynamicStructuredTool, user: string) =>\n  search.invoke({ query: 'a' }, { recursionLimit: 5, configurable: { user } });`,
  ),
  library(
    'LangChain: an empty config',
    langchainCore,
    `export const f = (search: StructuredTool) => search.call({ query: 'a' }, {});`,
    `export const f = (search: StructuredTool, config: RunnableConfig) => search.call({ query: 'a' }, { ...config });`,
  ),
  library(
    'LangChain: a subclass of a tool',
    `${langchainCore}\nexport abstract class Mine extends StructuredTool {}`,
    `export const f = (mine: Mine) => mine.invoke({ query: 'a' });`,
    `export const f = (mine: Mine, runtime: ToolRuntime) => mine.invoke({ query: 'a' }, runtime);`,
  ),
  library(
    'LangChain: a tool that a tool runs, with and without async-local storage',
    `${langchainCore}\ndeclare const inner: StructuredTool;`,
    `export const outer = tool(async (input: { query: string }) => inner.invoke(input), { name: 'outer' });`,
    `export const outer = tool(async (input: { query: string }, config) => inner.invoke(input, config), { name: 'outer' });`,
    { options: [{ ambientContext: 'report' }] },
  ),
  library(
    'LangChain: an optional config of a graph node, with async-local storage not counted',
    `${langgraph}\nimport type { StructuredTool } from '@langchain/core/tools';\ndeclare const inner: StructuredTool;`,
    `export async function node(state: object, config?: LangGraphRunnableConfig) {\n  return inner.invoke(state, config);\n}`,
    `export async function node(state: object, config: LangGraphRunnableConfig) {\n  return inner.invoke(state, config);\n}`,
    { options: [{ ambientContext: 'report' }], errors: [{ messageId: 'optionalContext', line: 7 }] },
  ),
  library(
    'LangGraph: a graph',
    langgraph,
    `export const f = (graph: CompiledStateGraph, question: string) => graph.invoke({ question });`,
    `export const f = (graph: CompiledStateGraph, question: string, thread: string) =>\n  graph.invoke({ question }, { configurable: { thread_id: thread } });`,
  ),
  library(
    'LangGraph: a graph with a context',
    langgraph,
    `export const f = (graph: CompiledStateGraph, question: string) => graph.stream({ question }, { streamMode: 'values' });`,
    `export const f = (graph: CompiledStateGraph, question: string, user: string) =>\n  graph.stream({ question }, { streamMode: 'values', context: { user } });`,
  ),
  library(
    'LangGraph: the config from async-local storage',
    `${langgraph}\ndeclare const graph: CompiledStateGraph;`,
    `export const f = (question: string) => graph.invoke({ question });`,
    `export function f(question: string) {\n  const config = getConfig();\n  return graph.invoke({ question, tags: config.tags });\n}`,
  ),
  library(
    'langchain: an agent',
    `import { createAgent } from 'langchain';`,
    `const agent = createAgent({ model: 'm', tools: [] });\nexport const f = (text: string) => agent.invoke({ messages: [text] });`,
    `const agent = createAgent({ model: 'm', tools: [] });\nexport const f = (text: string, user: string) => agent.invoke({ messages: [text] }, { context: { user } });`,
    { errors: [{ messageId: 'missingContext', line: 3 }] },
  ),
  library(
    'OpenAI Agents: run',
    openai,
    `export const f = (agent: Agent, input: string) => run(agent, input);`,
    `export const f = (agent: Agent, input: string, user: { id: string }) => run(agent, input, { context: user });`,
  ),
  library(
    'OpenAI Agents: options without a context',
    openai,
    `export const f = (agent: Agent, input: string) => new Runner().run(agent, input, { maxTurns: 3 });`,
    `export const f = (agent: Agent, state: RunState<object>) => run(agent, state, { maxTurns: 3 });`,
  ),
  library(
    'OpenAI Agents: run under another name and undefined as context',
    `import { run as start, type Agent } from '@openai/agents';`,
    `export const f = (agent: Agent, input: string) => start(agent, input, { context: undefined });`,
    `export const f = (agent: Agent, input: string, context: object) => start(agent, input, { context });`,
  ),
  library(
    'OpenAI Agents: a handler that passes over its context',
    `${openai}\ndeclare const helper: Agent;`,
    `export const outer = tool({ name: 'outer', execute: async (input: string) => (await run(helper, input)).finalOutput ?? '' });`,
    `export const outer = tool({ name: 'outer', execute: async (input: string, context) => (await run(helper, input, { context })).finalOutput ?? '' });`,
  ),
  library(
    'AI SDK 6: a tool set from the module',
    ai6,
    `declare const tools: ToolSet;\nexport const f = (prompt: string) => generateText({ model: 'm', prompt, tools });`,
    `declare const tools: ToolSet;\nexport const f = (prompt: string, context: UserExecutionContext) =>\n  generateText({ model: 'm', prompt, tools, experimental_context: context });`,
    { ...workspace, errors: [{ messageId: 'missingContext', line: 5 }] },
  ),
  library(
    'AI SDK 6: a tool',
    ai6,
    `export const f = (search: Tool<string, string>) => search.execute?.('a', { toolCallId: '1', messages: [] });`,
    `export const f = (search: Tool<string, string>, user: string) =>\n  search.execute?.('a', { toolCallId: '1', messages: [], experimental_context: { user } });`,
  ),
  library(
    'AI SDK 6: an agent with call options',
    ai6,
    `declare const agent: ToolLoopAgent<{ user: string }>;\nexport const f = (prompt: string) => agent.generate({ prompt, options: undefined as never });`,
    `declare const agent: ToolLoopAgent<{ user: string }>;\nexport const f = (prompt: string, user: string) => agent.generate({ prompt, options: { user } });`,
    { errors: [{ messageId: 'missingContext', line: 5 }] },
  ),
  library(
    'AI SDK 7: tools that take a context',
    `${ai7}\ndeclare const search: Tool<string, string, { user: string }>;`,
    `export const f = (prompt: string) => streamText({ model: 'm', prompt, tools: { search } });`,
    `export const f = (prompt: string, user: string) =>\n  streamText({ model: 'm', prompt, tools: { search }, toolsContext: { search: { user } } });`,
  ),
  library(
    'AI SDK 7: a tool',
    ai7,
    `export const f = (search: Tool<string, string, object>) =>\n  search.execute?.('a', { toolCallId: '1', messages: [], context: {} });`,
    `export const f = (search: Tool<string, string, object>, options: ToolExecutionOptions<object>) => search.execute?.('a', options);`,
  ),
  library(
    'Mastra 1: a tool',
    mastra1,
    `export const f = (search: Tool<string, string>) => search.execute?.('a', {});`,
    `export const f = (search: Tool<string, string>, requestContext: RequestContext) => search.execute?.('a', { requestContext });`,
  ),
  library(
    'Mastra 1: an agent',
    mastra1,
    `export const f = (agent: Agent, text: string) => agent.generate(text, { maxSteps: 3 });`,
    `export function f(agent: Agent, text: string, user: string) {\n  const requestContext = new RequestContext();\n  requestContext.set('user', user);\n  return agent.generate(text, { maxSteps: 3, requestContext });\n}`,
  ),
  library(
    'Mastra 1: an agent, by the overload without options',
    mastra1,
    `export const f = (agent: Agent, text: string) => agent.generate(text);`,
    `export const f = (agent: Agent, text: string, requestContext: RequestContext) => agent.generate(text, { requestContext });`,
  ),
  library(
    'Mastra 0: an agent',
    mastra0,
    `export const f = (agent: Agent, text: string) => agent.generate(text);`,
    `export const f = (agent: Agent, text: string, runtimeContext: RuntimeContext) => agent.generate(text, { runtimeContext });`,
  ),
  library(
    'MCP 1: a client, in a program that has contexts',
    mcp1,
    `export const f = (client: Client) => client.callTool({ name: 'a' });`,
    `export const f = (client: Client, context: UserExecutionContext) => client.callTool({ name: 'a', arguments: { user: context.userId } });`,
    workspace,
  ),
  library(
    'MCP 2: a client, in a program that has contexts',
    mcp2,
    `export const f = (client: Client) => client.callTool({ name: 'a' });`,
    `export const f = (client: Client, context: UserExecutionContext) => client.callTool({ name: 'a', arguments: { user: context.userId } });`,
    workspace,
  ),
  library(
    'OpenAI Agents: an MCP server, in a program that has contexts',
    `${openai}\nimport type { UserExecutionContext } from './context';`,
    `export const f = (server: MCPServer) => server.callTool('a', {});`,
    `export const f = (server: MCPServer, context: UserExecutionContext) => server.callTool('a', { user: context.userId });`,
    workspace,
  ),
  library(
    'Claude Agent SDK, in a program that has contexts',
    claude,
    `export const f = (prompt: string) => query({ prompt, options: { cwd: '/srv' } });`,
    `export const f = (prompt: string, context: UserExecutionContext) => query({ prompt, options: { cwd: context.userId } });`,
    workspace,
  ),
  library(
    'MCP 1: a handler that passes over what it is given',
    `${mcp1}\ndeclare const upstream: Client;\ndeclare const server: McpServer;`,
    `server.registerTool('a', { inputSchema: {} }, async (args) => upstream.callTool({ name: 'a', arguments: args }));`,
    `server.registerTool('a', { inputSchema: {} }, async (args, extra) =>\n  upstream.callTool({ name: 'a', arguments: { ...args, session: extra.sessionId } }));`,
    workspace,
  ),
];

const librariesFine = [
  {
    name: 'LangChain: a handler with an inferred config',
    code: `${langchainCore}
declare const inner: StructuredTool;
export const outer = tool(async (input: { query: string }, config) => inner.invoke(input), { name: 'outer' });
`,
  },
  {
    name: 'LangChain: handlers find the config in async-local storage',
    code: `${langchainCore}
declare const inner: StructuredTool;
export const one = tool(async (input: { query: string }) => inner.invoke(input), { name: 'one' });
export const two = new DynamicStructuredTool({ name: 'two', func: async (input: string) => inner.invoke(input) });
export class Three extends StructuredTool {
  name = 'three';
  protected async _call(input: string) {
    return inner.invoke(input);
  }
}
async function four(input: { query: string }) {
  return inner.invoke(input);
}
export const named = tool(four, { name: 'four' });
`,
  },
  {
    name: 'LangGraph: nodes find the config in async-local storage',
    code: `${langgraph}
import type { StructuredTool } from '@langchain/core/tools';
declare const inner: StructuredTool;
const callModel = async (state: Record<string, any>) => inner.invoke(state);
export const graph = new StateGraph().addNode('model', callModel).addNode('other', async (state) => inner.invoke(state));
export async function node(state: object, config?: LangGraphRunnableConfig) {
  return inner.invoke(state, config);
}
`,
  },
  {
    name: 'LangChain: prompts, models and chains run no tool',
    code: `${langchainCore}
const prompt = ChatPromptTemplate.fromTemplate('a');
export const f = (text: string) => prompt.pipe(prompt).invoke({ text });
export const g = (text: string) => prompt.invoke({ text });
`,
  },
  {
    name: 'OpenAI Agents: a context that the type requires, and a handler by name',
    code: `${openai}
declare const helper: Agent;
export const f = (search: FunctionTool, context: RunContext) => search.invoke(context, '{}');
export const g = (search: FunctionTool, user: string) => invokeFunctionTool({ tool: search, runContext: new RunContext(user), input: '' });
async function execute(input: string, context?: RunContext) {
  return (await run(helper, input)).finalOutput ?? '';
}
export const outer = tool({ name: 'outer', execute });
`,
  },
  {
    name: 'OpenAI Agents: an agent that is made from what the caller gives',
    code: `${openai}
declare function toolsFor(user: string): FunctionTool[];
export function f(user: string, input: string) {
  const agent = new Agent({ name: 'a', tools: toolsFor(user) });
  return run(agent, input);
}
`,
  },
  {
    name: 'AI SDK 6: a model without tools',
    code: `${ai6}
export const f = (prompt: string) => generateText({ model: 'm', prompt });
export const g = (prompt: string) => generateText({ model: 'm', prompt, tools: {} });
export const h = (prompt: string) => generateText({ model: 'm', prompt, tools: undefined });
`,
    settings: configured,
  },
  {
    name: 'AI SDK 6: tools get their user by closure, where nothing else is known',
    code: `${ai6}
declare const tools: ToolSet;
export const f = (prompt: string) => streamText({ model: 'm', prompt, tools });
export function g(prompt: string, user: string) {
  return streamText({ model: 'm', prompt, tools: { search: tool({ execute: async (query: string) => query + user }) } });
}
export const h = (prompt: string, agent: ToolLoopAgent) => agent.generate({ prompt });
`,
  },
  {
    name: 'AI SDK 7: tools that take no context, where nothing else is known',
    code: `${ai7}
const search = tool({ execute: async (query: string) => query });
export const f = (prompt: string) => generateText({ model: 'm', prompt, tools: { search } });
`,
  },
  {
    name: 'AI SDK 7: tools that are made for the caller',
    code: `${ai7}
declare function searchFor(user: string): Tool<string, string, { user: string }>;
export function f(prompt: string, user: string) {
  const search = searchFor(user);
  return streamText({ model: 'm', prompt, tools: { search } });
}
`,
  },
  {
    name: 'Mastra 1: a handler, and memory of one user',
    code: `${mastra1}
declare const inner: Tool<string, string>;
declare const agent: Agent;
export const outer = createTool({ id: 'outer', execute: async (input: string, context) => inner.execute?.(input, context) });
export const f = (text: string, user: string) => agent.generate(text, { memory: { thread: user, resource: user } });
`,
  },
  {
    name: 'Mastra 0: the context is inside the first argument',
    code: `${mastra0}
declare const inner: Tool<string, string>;
export const f = (runtimeContext: RuntimeContext) => inner.execute?.({ context: 'a', runtimeContext });
export const execute = async ({ context, runtimeContext }: ToolExecutionContext<string>) => inner.execute?.({ context, runtimeContext });
`,
  },
  {
    name: 'MCP: handlers that take what the SDK gives',
    code: `${mcp2}
declare const upstream: Client;
export const handler = createMcpHandler((context: McpRequestContext) => {
  const server = new McpServer({ name: 'a', version: '1' });
  server.registerTool('a', { inputSchema: {} }, async () => upstream.callTool({ name: 'a' }));
  return server;
});
export async function named(args: Record<string, string>, context: ServerContext) {
  return upstream.callTool({ name: 'a', arguments: { ...args, session: context.sessionId } });
}
`,
    settings: configured,
  },
];

/** The report on a function that works on behalf of whoever a context is made of. */
const begins = (name: string, origin: string, line: number) => ({
  messageId: 'missingWhereWorkBegins' as const,
  line,
  data: { function: name, call: 'shared.dispatch', made: 'the `UserExecutionContext`', origin },
});

/** What a function is given to, what messages call it then, and what its context is made of. */
const begun = (
  [
    ['a queue', `queue.consume((text) => void shared.dispatch('a', text));`, 'queue.consume', 'from this message'],
    ['a job', `worker.process((text) => void shared.dispatch('a', text));`, 'worker.process', 'from this job'],
    ['a timer', `setInterval(() => void shared.dispatch('a', task), 1000);`, 'setInterval', 'of the user on whose behalf this is scheduled'],
    ['a schedule', `cron.schedule('* * * * *', (text) => void shared.dispatch('a', text));`, 'cron.schedule', 'of the user on whose behalf this is scheduled'],
    ['a message', `socket.on('message', (text) => void shared.dispatch('a', text));`, 'socket.on', 'from this message'],
    ['a connection', `socket.on('connection', (text) => void shared.dispatch('a', text));`, 'socket.on', 'from this connection'],
    ['an event', `socket.on('ordered', (text) => void shared.dispatch('a', text));`, 'socket.on', 'from this event'],
  ] as const
).map(([name, code, taker, origin]) => ({
  name: `where the work begins with ${name}, and not the constructor that registers it`,
  code: `import { shared } from './dispatcher';
type Listener = (text: string) => void;
declare const queue: { consume(listener: Listener): void };
declare const worker: { process(listener: Listener): void };
declare const cron: { schedule(rule: string, listener: Listener): void };
declare const socket: { on(event: string, listener: Listener): void };
export class Mine {
  constructor(task: string) {
    ${code}
  }
}
void [queue, worker, cron, socket];
`,
  neighbour: `import { shared } from './dispatcher';
export class Mine {
  constructor(task: string) {
    void [shared, task];
  }
}
`,
  files,
  settings: withDispatcher,
  errors: [begins(`The callback given to \`${taker}\``, origin, 9)],
}));

const entryPoints = [
  ...begun,
  {
    name: 'an HTTP handler',
    code: `import express, { type Request, type Response } from 'express';
import { shared } from './dispatcher';
import type { UserExecutionContext } from './context';
export declare function contextOf(request: Request): UserExecutionContext;
const app = express();
app.post('/ask', async (request, response: Response) => {
  response.json(await shared.dispatch('ask', String(request.body)));
});
`,
    neighbour: `import express, { type Request, type Response } from 'express';
import { shared } from './dispatcher';
import type { UserExecutionContext } from './context';
export declare function contextOf(request: Request): UserExecutionContext;
const app = express();
app.post('/ask', async (request, response: Response) => {
  const context = contextOf(request);
  response.json(await shared.dispatch('ask', String(request.body), context));
});
`,
    files,
    settings: withDispatcher,
    errors: [
      {
        messageId: 'missingInEntryPoint' as const,
        line: 6,
        data: {
          function: 'The callback given to `app.post`',
          call: 'shared.dispatch',
          request: 'request',
          context: "the user's `UserExecutionContext`",
        },
      },
    ],
  },
  {
    name: 'a handler that does not look at its request',
    code: `import express, { type Request } from 'express';
import { shared } from './dispatcher';
export type { Request };
const app = express();
app.post('/sync', async () => {
  await shared.dispatch('sync', '');
});
`,
    neighbour: `import { shared } from './dispatcher';
declare const app: { on(event: string, listener: () => void): void };
app.on('ready', async () => {
  await shared.dispatch('sync', '');
});
`,
    files,
    settings: withDispatcher,
    errors: [begins('The callback given to `app.post`', 'from this request', 5)],
  },
  {
    name: 'a handler of fetch requests, in a callback inside it',
    code: `import { shared } from './dispatcher';
export async function POST(request: Request) {
  const lines = (await request.text()).split(' ');
  return Response.json(await Promise.all(lines.map((line) => shared.dispatch('ask', line))));
}
`,
    neighbour: `import { shared } from './dispatcher';
import type { UserExecutionContext } from './context';
declare module './context' {}
declare global {
  interface Request {
    readonly user: UserExecutionContext;
  }
}
export async function POST(request: Request & { user: UserExecutionContext }) {
  const lines = (await request.text()).split(' ');
  return Response.json(await Promise.all(lines.map((line) => shared.dispatch('ask', line))));
}
`,
    files,
    settings: withDispatcher,
    errors: [{ messageId: 'missingInEntryPoint' as const, line: 2 }],
  },
];

const withEngine = {
  'engine.ts': `import type { UserExecutionContext } from './context';
export type Ctx = UserExecutionContext;
export async function runTool(name: string, context: UserExecutionContext): Promise<string> {
  return name + context.userId;
}
export const lookUp = async (context: Ctx, key: string): Promise<string> => context.userId + key;
export class Engine {
  constructor(private readonly context: Readonly<UserExecutionContext>) {}
  execute(step: string, context: Ctx): string {
    return step + context.userId + this.context.userId;
  }
}
export function either(name: string): string;
export function either(name: string, context: UserExecutionContext): string;
export function either(name: string): string {
  return name;
}
export declare const anybody: UserExecutionContext;
export interface WorkspaceContext {
  id: string;
}
`,
};
const engineImports = `import { Engine, either, lookUp, runTool, runTool as go, anybody, type WorkspaceContext } from './engine';
import type { UserExecutionContext } from './context';
export { Engine, either, lookUp, runTool, go, anybody, type WorkspaceContext, type UserExecutionContext };
`;

const requiredByCallee = [
  ...(
    [
      ['a function', `runTool('a')`, 2554],
      ['a function under another name', `go('a')`, 2554],
      ['undefined instead of a context', `runTool('a', undefined!)`, undefined],
      ['a cast instead of a context', `runTool('a', {} as UserExecutionContext)`, undefined],
      ['an arrow function and an alias of the type', `lookUp(null!, 'a')`, undefined],
      ['a constructor', `new Engine()`, 2554],
      ['a method', `(null! as Engine).execute('a')`, 2554],
    ] as const
  ).map(([name, call, code]) => ({
    name: `a call that lacks its context: ${name}`,
    code: `${engineImports}export const f = () => ${call};\n`,
    neighbour: `${engineImports}export const f = (context: UserExecutionContext) => ${
      call.includes('lookUp') ? `lookUp(context, 'a')` : call.includes('new ') ? 'new Engine(context)' : call.includes('execute') ? `(null! as Engine).execute('a', context)` : `runTool('a', context)`
    };\n`,
    files: withEngine,
    settings: twoContexts,
    ...(code === undefined ? {} : { typeErrors: [code] }),
    errors: [{ messageId: 'requiredByCallee' as const, line: 4 }],
  })),
  {
    name: 'a call that lacks its context: a default import under another name, and a renamed export',
    code: `import search from './search';\nimport { lookUpNow } from './barrel';\nimport type { UserExecutionContext } from './context';\nexport const f = () => search('a');\nexport const g = () => lookUpNow('a');\n`,
    neighbour: `import search from './search';\nimport { lookUpNow } from './barrel';\nimport type { UserExecutionContext } from './context';\nexport const f = (context: UserExecutionContext) => search('a', context);\nexport const g = (context: UserExecutionContext) => lookUpNow('a', context);\n`,
    files: {
      ...withEngine,
      'search.ts': `import type { UserExecutionContext } from './context';\nexport default function find(query: string, context: UserExecutionContext): string {\n  return query + context.userId;\n}\n`,
      'barrel.ts': `export { default as lookUpNow } from './search';\n`,
    },
    settings: twoContexts,
    typeErrors: [2554, 2554],
    errors: [
      { messageId: 'requiredByCallee' as const, line: 4 },
      { messageId: 'requiredByCallee' as const, line: 5 },
    ],
  },
  {
    name: 'a call that lacks its context: what stands there has no type, and one argument is missing',
    code: `${engineImports}declare function early(context: UserExecutionContext, ...rest: [text: string, limit?: number]): string;\nexport const f = (body: { text: any }) => early(body.text);\n`,
    neighbour: `${engineImports}declare function early(context: UserExecutionContext, ...rest: [text: string, limit?: number]): string;\nexport const f = (body: { text: any }) => early(body.text, 'a');\n`,
    files: withEngine,
    settings: twoContexts,
    typeErrors: [2554],
    errors: [{ messageId: 'requiredByCallee' as const, line: 5 }],
  },
];

const requiredButFine = [
  {
    name: 'start-up calls something that requires a context',
    code: `${engineImports}void runTool('a');\n`,
    files: withEngine,
    settings: configured,
    typeErrors: [2554],
  },
  {
    name: 'a callee that has a signature without a context',
    code: `${engineImports}export const f = () => either('a');\n`,
    files: withEngine,
    settings: configured,
  },
  {
    name: 'a callee that is given a context which is made elsewhere',
    code: `${engineImports}export const f = (make: () => UserExecutionContext) => runTool('a', make());\n`,
    files: withEngine,
    settings: configured,
  },
  {
    name: 'a function of the same name without a context',
    code: `import { anybody } from './engine';\nvoid anybody;\nconst runTool = (name: string) => name;\nexport const f = () => runTool('a');\n`,
    files: withEngine,
    settings: configured,
  },
  {
    name: 'arguments that are spread',
    code: `${engineImports}export const f = (args: [string, UserExecutionContext]) => runTool(...args);\n`,
    files: withEngine,
    settings: configured,
  },
];

/** The suggestion on one form of a function; the imports come out the same for all. */
const suggesting = (
  name: string,
  code: string,
  output: string,
  more: { typeErrors?: readonly (2345 | 2554 | 2555)[]; parameter?: string; lines?: number } = {},
) => ({
  name: `suggestion: ${name}`,
  code: `import { shared } from './dispatcher';\n${code}\n`,
  neighbour: `import { shared } from './dispatcher';\nvoid shared;\n`,
  files,
  settings: withDispatcher,
  errors: [
    {
      messageId: 'missingContext' as const,
      line: 2 + (more.lines ?? 0),
      suggestions: [
        {
          messageId: 'addContextParameter' as const,
          data: { name: more.parameter ?? 'context', type: 'UserExecutionContext' },
          output: `import { shared } from './dispatcher';\nimport type { UserExecutionContext } from './context';\n${output}\n`,
          ...(more.typeErrors === undefined ? {} : { typeErrors: more.typeErrors }),
        },
      ],
    },
  ],
});

const suggestions = [
  suggesting(
    'a function declaration whose caller in the file lacks an argument then',
    `export async function f() {\n  return shared.dispatch('a', 'b');\n}\nawait f();`,
    `export async function f(context: UserExecutionContext) {\n  return shared.dispatch('a', 'b');\n}\nawait f();`,
    { typeErrors: [2554] },
  ),
  suggesting(
    'a generator',
    `export async function* f(query: string) {\n  yield shared.dispatch('a', query);\n}`,
    `export async function* f(query: string, context: UserExecutionContext) {\n  yield shared.dispatch('a', query);\n}`,
  ),
  suggesting(
    'a default export',
    `export default function () {\n  return shared.dispatch('a', 'b');\n}`,
    `export default function (context: UserExecutionContext) {\n  return shared.dispatch('a', 'b');\n}`,
  ),
  suggesting(
    'an arrow function',
    `export const f = async (query: string) => shared.dispatch('a', query);`,
    `export const f = async (query: string, context: UserExecutionContext) => shared.dispatch('a', query);`,
  ),
  suggesting(
    'a function expression',
    `export const f = function named(query: string) {\n  return shared.dispatch('a', query);\n};`,
    `export const f = function named(query: string, context: UserExecutionContext) {\n  return shared.dispatch('a', query);\n};`,
  ),
  suggesting(
    'a method',
    `export class Engine {\n  async run<T extends string>(query: T): Promise<string> {\n    return shared.dispatch('a', query);\n  }\n}`,
    `export class Engine {\n  async run<T extends string>(query: T, context: UserExecutionContext): Promise<string> {\n    return shared.dispatch('a', query);\n  }\n}`,
    { lines: 1 },
  ),
  suggesting(
    'a field that holds a function',
    `export class Engine {\n  private run = async () => shared.dispatch('a', 'b');\n}`,
    `export class Engine {\n  private run = async (context: UserExecutionContext) => shared.dispatch('a', 'b');\n}`,
    { lines: 1 },
  ),
  suggesting(
    'before optional and rest parameters',
    `export function f(query: string, limit?: number, ...rest: string[]) {\n  return shared.dispatch('a', query + String(limit) + rest.join());\n}`,
    `export function f(query: string, context: UserExecutionContext, limit?: number, ...rest: string[]) {\n  return shared.dispatch('a', query + String(limit) + rest.join());\n}`,
  ),
  suggesting(
    'before an only parameter that is optional',
    `export function f(query = 'b') {\n  return shared.dispatch('a', query);\n}`,
    `export function f(context: UserExecutionContext, query = 'b') {\n  return shared.dispatch('a', query);\n}`,
  ),
  suggesting(
    'a function that is also a member of an object of the module',
    `export async function f(query: string) {\n  return shared.dispatch('a', query);\n}\nexport const forTests = { f };`,
    `export async function f(query: string, context: UserExecutionContext) {\n  return shared.dispatch('a', query);\n}\nexport const forTests = { f };`,
  ),
  suggesting(
    'an optional parameter behind it, of which no caller gives what would pass for a context',
    `export function ask(query: string, more?: number) {\n  return shared.dispatch('a', query + String(more));\n}\nexport const early = ask('a');`,
    `export function ask(query: string, context: UserExecutionContext, more?: number) {\n  return shared.dispatch('a', query + String(more));\n}\nexport const early = ask('a');`,
    { typeErrors: [2554] },
  ),
  suggesting(
    'another name where this one is used',
    `const context = 'b';\nexport function f() {\n  return shared.dispatch('a', context);\n}`,
    `const context = 'b';\nexport function f(userContext: UserExecutionContext) {\n  return shared.dispatch('a', context);\n}`,
    { parameter: 'userContext', lines: 1 },
  ),
];

/** Functions whose parameters somebody else decides: there is a report, and no suggestion. */
const unsuggested: readonly (readonly [
  name: string,
  code: string,
  line: number,
  messageId?: 'missingContext' | 'missingWhereWorkBegins',
  more?: Readonly<Record<string, string>>,
])[] = [
  [
    'a caller gives something without a type where the context would stand',
    `export function ask(query: string, more?: any) {\n  return shared.dispatch('a', query + String(more));\n}\nexport const early = (body: any) => ask('a', body.more);`,
    2,
  ],
  [
    'a caller gives one of many that would pass for a context',
    `export function ask(query: string, ...more: any[]) {\n  return shared.dispatch('a', query + String(more));\n}\nexport const early = (body: any) => ask('a', body);`,
    2,
  ],
  ['a method that the language calls', `export class Mine {\n  toJSON() {\n    return shared.dispatch('a', 'b');\n  }\n}`, 3],
  [
    'a method of an iteration',
    `export class Mine {\n  async *[Symbol.asyncIterator]() {\n    yield await shared.dispatch('a', 'b');\n  }\n}`,
    3,
  ],
  [
    'a listener that is given by its name',
    `const f = (text: string) => void shared.dispatch('a', text);\nexport const start = (bus: { on(name: string, listener: (text: string) => void): void }) => {\n  bus.on('a', f);\n};`,
    2,
    'missingWhereWorkBegins',
  ],
  [
    'a listener of another file',
    `export const f = (text: string) => void shared.dispatch('a', text);`,
    2,
    'missingWhereWorkBegins',
    { 'start.ts': `import { f as listen } from './file';\nexport const start = (queue: { consume(listener: (text: string) => void): void }) => {\n  queue.consume(listen);\n};\n` },
  ],
  [
    'a function in an object whose type a library decides',
    `async function f(query: string) {\n  return shared.dispatch('a', query);\n}\nexport const revivers: Record<string, typeof JSON.parse> = { f };`,
    2,
  ],
  ['a callback by name', `async function f(query: string) {\n  return shared.dispatch('a', query);\n}\nexport const all = ['a'].map(f);`, 2],
  [
    'a method that is handed on',
    `export class Mine {\n  run(query: string) {\n    return shared.dispatch('a', query);\n  }\n  all = (other: typeof this.run) => ['a'].map(other.length > 0 ? this.run : other);\n}`,
    3,
  ],
  ['a getter', `export class Mine {\n  get result() {\n    return shared.dispatch('a', 'b');\n  }\n}`, 3],
  ['a setter', `export class Mine {\n  set result(query: string) {\n    void shared.dispatch('a', query);\n  }\n}`, 3],
];

testRule('require-user-context', requireUserContext, {
  valid: [...contextInReach, ...notJudged, ...librariesFine, ...requiredButFine],
  invalid: [
    ...(
      [
        ['line 5 hands it on, and who calls it then decides about its parameters', `import { ask } from './ask';\nvoid ask;\n`, `\nexport const all = ['a'].map(ask);`, {}],
        ['test/fixtures/other.ts:2 gives something in its place that would pass for the context', `import { ask } from './ask';\nvoid ask('a', JSON.parse('1'));\n`, '', {}],
        ['`HiddenContext` cannot be imported here', `interface HiddenContext { userId: string }\nexport type Shown = HiddenContext;\n`, '', { contextTypes: [{ from: 'file', name: 'HiddenContext' }] }],
        ['`GenericContext` alone does not name one type', `export interface GenericContext<T> { user: T }\n`, '', { contextTypes: [{ from: 'file', name: 'GenericContext' }] }],
        ['`contextTypes` leaves several to choose from', `export {};\n`, '', { contextTypes: [...configured.contextTypes, { from: 'file', name: 'WorkspaceContext' }] }],
      ] as const
    ).map(([why, other, more, settings]) => ({
      name: `no suggestion, because ${why}`,
      filename: 'ask.ts',
      code: `import { shared } from './dispatcher';
export async function ask(query: string, meta?: unknown) {
  return [await shared.dispatch('a', query), meta];
}${more}
`,
      neighbour: `import { shared } from './dispatcher';
export async function ask(query: string, meta?: unknown) {
  return [shared, query, meta];
}${more}
`,
      files: { ...files, 'other.ts': other },
      settings: { ...withDispatcher, ...settings } as never,
      errors: [
        {
          messageId: 'missingContext' as const,
          line: 2,
          data: {
            function: '`ask`',
            call: 'shared.dispatch',
            context: `the user's ${
              'contextTypes' in settings ? settings.contextTypes.map(({ name }) => `\`${name}\``).join(' or ') : '`UserExecutionContext`'
            }`,
            why: ` (not suggested, because ${why})`,
          },
        },
      ],
    })),
    ...[...noContext, ...libraries, ...entryPoints, ...requiredByCallee].map((test) => test as never),
    ...suggestions,
    ...unsuggested.map(([name, code, line, messageId = 'missingContext', more = {}]) => ({
      name: `no suggestion: ${name}`,
      code: `import { shared } from './dispatcher';\n${code}\n`,
      neighbour: `import { shared } from './dispatcher';\nvoid shared;\nexport const f = (text: string) => void text;\n`,
      files: { ...files, ...more },
      settings: withDispatcher,
      errors: [{ messageId, line }],
    })),
    {
      name: 'suggestion: the context is declared in the file itself',
      code: `import { shared } from './dispatcher';
export interface TenantContext {
  tenant: string;
}
export const f = () => shared.dispatch('a', 'b');
`,
      neighbour: `import { shared } from './dispatcher';
export interface TenantContext {
  tenant: string;
}
export const f = (tenant: TenantContext) => shared.dispatch('a', tenant.tenant);
`,
      files,
      settings: { ...withDispatcher, contextTypes: ['TenantContext'] },
      errors: [
        {
          messageId: 'missingContext',
          line: 5,
          suggestions: [
            {
              messageId: 'addContextParameter',
              output: `import { shared } from './dispatcher';
export interface TenantContext {
  tenant: string;
}
export const f = (context: TenantContext) => shared.dispatch('a', 'b');
`,
            },
          ],
        },
      ],
    },
    {
      name: 'suggestion: the context is imported already, under another name',
      code: `import { shared } from './dispatcher';
import type { UserExecutionContext as Ctx } from './context';
export const name = (who: Ctx) => who.userId;
export const f = () => shared.dispatch('a', 'b');
`,
      neighbour: `import { shared } from './dispatcher';
import type { UserExecutionContext as Ctx } from './context';
export const name = (who: Ctx) => shared.dispatch('a', who.userId);
`,
      files,
      settings: withDispatcher,
      errors: [
        {
          messageId: 'missingContext',
          line: 4,
          suggestions: [
            {
              messageId: 'addContextParameter',
              output: `import { shared } from './dispatcher';
import type { UserExecutionContext as Ctx } from './context';
export const name = (who: Ctx) => who.userId;
export const f = (context: Ctx) => shared.dispatch('a', 'b');
`,
            },
          ],
        },
      ],
    },
  ],
});
