import type { UserContextSettings } from '../../src/settings.js';

import { requireUserContext } from '../../src/rules/require-user-context.js';
import { testRule } from '../tester/rule-tester.js';

/** A function of the project that runs tools for whoever calls it, and one that takes the context. */
const engine = `
import type { UserExecutionContext } from './context';
export const echo = async (input: string): Promise<string> => input;
export const runTools = async (input: string): Promise<string> => input;
export const runToolsFor = async (input: string, context: UserExecutionContext): Promise<string> => input + context.userId;
`;

const settings = {
  contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }],
  toolCalls: [{ type: { from: 'file', name: 'runTools', path: 'engine.ts' }, method: '', context: 'enclosing' }],
};

const head = `import { runTools } from './engine';\n`;

interface More {
  handlerDecorators?: UserContextSettings['handlerDecorators'];
  files?: Readonly<Record<string, string>>;
  typeErrors?: readonly (2322 | 2345 | 2416 | 2554 | 2555 | 7006)[];
}

/** The code with the import of the context, behind the imports that it begins with. */
const withImport = (code: string, body: string): string => {
  const imports = /^(?:import .*\n)*/u.exec(code)?.[0] ?? '';
  const added = imports.includes("'./context'") ? '' : `import type { UserExecutionContext } from './context';\n`;
  return `${head}${imports}${added}${body}\n`;
};

/** A function that lacks a context at a line of `code`, counted from 1, and the code behind the imports once it takes one. */
const suggested = (name: string, line: number, code: string, output: string, { files, typeErrors }: More = {}) => ({
  name: `suggestion: ${name}`,
  code: `${head}${code}\n`,
  neighbour: `${head}${code}\n`.replaceAll('runTools', 'echo'),
  files: { 'engine.ts': engine, ...files },
  settings,
  errors: [
    {
      messageId: 'missingContext' as const,
      line: line + 1,
      suggestions: [
        {
          messageId: 'addContextParameter' as const,
          output: withImport(code, output),
          ...(typeErrors === undefined ? {} : { typeErrors }),
        },
      ],
    },
  ],
});

/** The same where somebody else decides about the parameters. */
const unsuggested = (
  name: string,
  line: number,
  code: string,
  { files, handlerDecorators }: More = {},
  messageId: 'missingContext' | 'missingWhereWorkBegins' = 'missingContext',
) => ({
  name: `no suggestion: ${name}`,
  code: `${head}${code}\n`,
  neighbour: `${head}${code}\n`.replaceAll('runTools', 'echo'),
  files: { 'engine.ts': engine, ...files },
  settings: handlerDecorators === undefined ? settings : { ...settings, handlerDecorators },
  errors: [{ messageId, line: line + 1 }],
});

const overloads = [
  suggested(
    'a function with overloads',
    3,
    `export function ask(query: string): Promise<string>;
export function ask(query: number): Promise<string>;
export function ask(query: number | string) {
  return runTools(String(query));
}`,
    `export function ask(query: string, context: UserExecutionContext): Promise<string>;
export function ask(query: number, context: UserExecutionContext): Promise<string>;
export function ask(query: number | string, context: UserExecutionContext) {
  return runTools(String(query));
}`,
  ),
  suggested(
    'overloads of different length, at the position that all of them have',
    3,
    `export function ask(query: string): Promise<string>;
export function ask(query: string, limit: number): Promise<string>;
export function ask(query: string, limit?: number) {
  return runTools(query + String(limit));
}
export const both = [ask('a'), ask('a', 1)];`,
    `export function ask(query: string, context: UserExecutionContext): Promise<string>;
export function ask(query: string, context: UserExecutionContext, limit: number): Promise<string>;
export function ask(query: string, context: UserExecutionContext, limit?: number) {
  return runTools(query + String(limit));
}
export const both = [ask('a'), ask('a', 1)];`,
    { typeErrors: [2554, 2345] },
  ),
  suggested(
    'overloads with comments of their own',
    8,
    `/**
 * Asks by name.
 * @param name The name.
 */
export function ask(name: string): Promise<string>;
/** @param id - The number. */
export function ask(id: number): Promise<string>;
export function ask(query: number | string) {
  return runTools(String(query));
}`,
    `/**
 * Asks by name.
 * @param name The name.
 * @param context The context of the user on whose behalf this runs.
 */
export function ask(name: string, context: UserExecutionContext): Promise<string>;
/** @param id - The number.
 * @param context - The context of the user on whose behalf this runs. */
export function ask(id: number, context: UserExecutionContext): Promise<string>;
export function ask(query: number | string, context: UserExecutionContext) {
  return runTools(String(query));
}`,
  ),
  suggested(
    'a default export with overloads',
    3,
    `export default function (query: string): Promise<string>;
export default function (query: number): Promise<string>;
export default function (query: number | string) {
  return runTools(String(query));
}`,
    `export default function (query: string, context: UserExecutionContext): Promise<string>;
export default function (query: number, context: UserExecutionContext): Promise<string>;
export default function (query: number | string, context: UserExecutionContext) {
  return runTools(String(query));
}`,
  ),
  suggested(
    'a method with overloads, beside one of the same name that is static',
    4,
    `export class Desk {
  ask(query: string): Promise<string>;
  ask(query: number): Promise<string>;
  ask(query: number | string) {
    return runTools(String(query));
  }
  static ask(query: string) {
    return query;
  }
}`,
    `export class Desk {
  ask(query: string, context: UserExecutionContext): Promise<string>;
  ask(query: number, context: UserExecutionContext): Promise<string>;
  ask(query: number | string, context: UserExecutionContext) {
    return runTools(String(query));
  }
  static ask(query: string) {
    return query;
  }
}`,
  ),
  suggested(
    'an overload that has a context already',
    4,
    `import type { UserExecutionContext } from './context';
export function ask(query: string, context: UserExecutionContext): Promise<string>;
export function ask(query: number): Promise<string>;
export function ask(query: number | string, ...rest: unknown[]) {
  return runTools(String(query) + rest.length);
}`,
    `export function ask(query: string, context: UserExecutionContext): Promise<string>;
export function ask(query: number, context: UserExecutionContext): Promise<string>;
export function ask(query: number | string, context: UserExecutionContext, ...rest: unknown[]) {
  return runTools(String(query) + rest.length);
}`,
  ),
];

const sameFile = [
  suggested(
    'a method that an interface of the file declares; its other implementations need nothing',
    5,
    `export interface Desk {
  ask(query: string): Promise<string>;
}
export class Real implements Desk {
  ask(query: string) {
    return runTools(query);
  }
}
export class Fake implements Desk {
  async ask(query: string) {
    return query;
  }
}`,
    `export interface Desk {
  ask(query: string, context: UserExecutionContext): Promise<string>;
}
export class Real implements Desk {
  ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}
export class Fake implements Desk {
  async ask(query: string) {
    return query;
  }
}`,
  ),
  suggested(
    'an implementation of the same interface that takes more has to make room',
    5,
    `interface Desk {
  ask(query: string): Promise<string>;
}
export class Real implements Desk {
  ask(query: string) {
    return runTools(query);
  }
}
export class Fake implements Desk {
  async ask(query: string, limit = 10) {
    return query + String(limit);
  }
}`,
    `interface Desk {
  ask(query: string, context: UserExecutionContext): Promise<string>;
}
export class Real implements Desk {
  ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}
export class Fake implements Desk {
  async ask(query: string, context: UserExecutionContext, limit = 10) {
    return query + String(limit);
  }
}`,
  ),
  suggested(
    'a function-typed property of an interface',
    6,
    `interface Desk {
  /** @param query What is asked. */
  readonly ask: (query: string) => Promise<string>;
}
export class Real implements Desk {
  ask = (query: string) => runTools(query);
}`,
    `interface Desk {
  /** @param query What is asked.
   * @param context The context of the user on whose behalf this runs. */
  readonly ask: (query: string, context: UserExecutionContext) => Promise<string>;
}
export class Real implements Desk {
  ask = (query: string, context: UserExecutionContext) => runTools(query);
}`,
  ),
  suggested(
    'an object type that a class implements',
    3,
    `type Desk = { ask(): Promise<string> };
export class Real implements Desk {
  ask() {
    return runTools('a');
  }
}`,
    `type Desk = { ask(context: UserExecutionContext): Promise<string> };
export class Real implements Desk {
  ask(context: UserExecutionContext) {
    return runTools('a');
  }
}`,
  ),
  suggested(
    'an abstract method',
    5,
    `export abstract class Desk {
  protected abstract ask(query: string): Promise<string>;
}
export class Real extends Desk {
  protected override ask(query: string) {
    return runTools(query);
  }
}`,
    `export abstract class Desk {
  protected abstract ask(query: string, context: UserExecutionContext): Promise<string>;
}
export class Real extends Desk {
  protected override ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
  ),
  suggested(
    'a method of a base class, and an interface above it',
    10,
    `interface Desk<T> {
  ask(query: T): Promise<string>;
}
class Base implements Desk<string> {
  async ask(query: string): Promise<string> {
    return query;
  }
}
export class Real extends Base {
  override ask(query: string) {
    return runTools(query);
  }
}`,
    `interface Desk<T> {
  ask(query: T, context: UserExecutionContext): Promise<string>;
}
class Base implements Desk<string> {
  async ask(query: string, context: UserExecutionContext): Promise<string> {
    return query;
  }
}
export class Real extends Base {
  override ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
  ),
  suggested(
    'a static method of a base class',
    7,
    `class Base {
  static async ask(query: string): Promise<string> {
    return query;
  }
}
export class Real extends Base {
  static override ask(query: string) {
    return runTools(query);
  }
}`,
    `class Base {
  static async ask(query: string, context: UserExecutionContext): Promise<string> {
    return query;
  }
}
export class Real extends Base {
  static override ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
  ),
  suggested(
    'a subclass that takes more has to make room',
    2,
    `class Base {
  ask(query: string) {
    return runTools(query);
  }
}
export class Verbose extends Base {
  override async ask(query: string, ...rest: string[]) {
    return query + rest.join();
  }
}`,
    `class Base {
  ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}
export class Verbose extends Base {
  override async ask(query: string, context: UserExecutionContext, ...rest: string[]) {
    return query + rest.join();
  }
}`,
  ),
  suggested(
    'an interface that takes the context already, before something else',
    6,
    `import type { UserExecutionContext } from './context';
interface Desk {
  ask(context: UserExecutionContext, query: string): Promise<string>;
}
export class Real implements Desk {
  ask() {
    return runTools('a');
  }
}`,
    `interface Desk {
  ask(context: UserExecutionContext, query: string): Promise<string>;
}
export class Real implements Desk {
  ask(context: UserExecutionContext) {
    return runTools('a');
  }
}`,
  ),
  suggested(
    'a method with a this parameter, a pattern, a default and a rest',
    2,
    `export class Desk {
  async *ask<T extends string>(this: Desk, { query }: { query: T }, limit = 1, ...rest: T[]): AsyncGenerator<string> {
    yield await runTools(query + String(limit) + rest.join());
  }
}`,
    `export class Desk {
  async *ask<T extends string>(this: Desk, { query }: { query: T }, context: UserExecutionContext, limit = 1, ...rest: T[]): AsyncGenerator<string> {
    yield await runTools(query + String(limit) + rest.join());
  }
}`,
  ),
];

/** Decorators as NestJS declares them. */
const nest = `declare module '@nestjs/common' {
  export const Get: (path?: string) => MethodDecorator;
}
declare module '@nestjs/event-emitter' {
  export const OnEvent: (event: string) => MethodDecorator;
}
declare module 'tracing' {
  export const Traced: () => MethodDecorator;
}
`;

const tracedBy = (name: string, importing: string, files: Record<string, string>) =>
  suggested(
    `a method that ${name} traces`,
    3,
    `${importing}
export class DeskController {
  @Traced() ask(query: string) {
    return runTools(query);
  }
}`,
    `export class DeskController {
  @Traced() ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
    { files },
  );

const held = [
  tracedBy('a decorator of the project', `import { Traced } from './traced';`, {
    'traced.ts': `export const Traced = (): MethodDecorator => () => undefined;\n`,
  }),
  tracedBy('a decorator of a package', `import { Traced } from 'tracing';`, { 'nest.d.ts': nest }),
  suggested(
    'a parameter with a decorator of the project',
    3,
    `import { traced } from './traced';
export class Desk {
  ask(@traced query: string) {
    return runTools(query);
  }
}`,
    `export class Desk {
  ask(@traced query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
    { files: { 'traced.ts': `export const traced = (..._: unknown[]): void => undefined;\n` } },
  ),
  suggested(
    'a constant with a function type',
    1,
    `export const ask: (query: string) => Promise<string> = (query) => runTools(query);`,
    `export const ask: (query: string, context: UserExecutionContext) => Promise<string> = (query, context: UserExecutionContext) => runTools(query);`,
  ),
  suggested(
    'a constant with a function type, without parentheses',
    2,
    `/** @param query What is asked. */
export const ask: (query: string) => Promise<string> = query => runTools(query);`,
    `/** @param query What is asked.
 * @param context The context of the user on whose behalf this runs. */
export const ask: (query: string, context: UserExecutionContext) => Promise<string> = (query, context: UserExecutionContext) => runTools(query);`,
  ),
  suggested(
    'a field with a function type',
    2,
    `export class Desk {
  ask: () => Promise<string> = () => runTools('a');
}`,
    `export class Desk {
  ask: (context: UserExecutionContext) => Promise<string> = (context: UserExecutionContext) => runTools('a');
}`,
  ),
  suggested(
    'a type alias of the file that only its functions have',
    3,
    `type Handler = (query: string) => Promise<string>;
const quiet: Handler = async (query) => query;
export const ask: Handler = (query) => runTools(query);
export const answer = (await ask('a')) + (await quiet('a'));`,
    `type Handler = (query: string, context: UserExecutionContext) => Promise<string>;
const quiet: Handler = async (query) => query;
export const ask: Handler = (query, context: UserExecutionContext) => runTools(query);
export const answer = (await ask('a')) + (await quiet('a'));`,
    { typeErrors: [2554, 2554] },
  ),
  suggested(
    'a method of an object that only its file reads',
    2,
    `const desk = {
  ask() {
    return runTools('a');
  },
  name: 'desk',
};
export const answer = desk.name + (await desk.ask());`,
    `const desk = {
  ask(context: UserExecutionContext) {
    return runTools('a');
  },
  name: 'desk',
};
export const answer = desk.name + (await desk.ask());`,
    { typeErrors: [2554] },
  ),
  suggested(
    'a function in an object with a type of the file',
    5,
    `export interface Desk {
  ask(query: string): Promise<string>;
}
export const desk: Desk = {
  ask: (query) => runTools(query),
};`,
    `export interface Desk {
  ask(query: string, context: UserExecutionContext): Promise<string>;
}
export const desk: Desk = {
  ask: (query, context: UserExecutionContext) => runTools(query),
};`,
  ),
  suggested(
    'a constructor of a class that is only called',
    2,
    `export class Desk {
  constructor(readonly name: string) {
    void runTools(name);
  }
  ask(): string;
  ask(limit?: number): string;
  ask() {
    return this.name;
  }
}`,
    `export class Desk {
  constructor(readonly name: string, context: UserExecutionContext) {
    void runTools(name);
  }
  ask(): string;
  ask(limit?: number): string;
  ask() {
    return this.name;
  }
}`,
  ),
];

/** Functions that objects, lists and constants hold, under types of the file or of another one. */
const inTables = [
  suggested(
    'a type alias that others may use, and one of a parameter',
    2,
    `export type Handler = (query: string) => Promise<string>;
export const ask: Handler = (query) => runTools(query);
export const later = (handler: Handler) => handler;`,
    `export type Handler = (query: string, context: UserExecutionContext) => Promise<string>;
export const ask: Handler = (query, context: UserExecutionContext) => runTools(query);
export const later = (handler: Handler) => handler;`,
  ),
  suggested(
    'a type alias of another file, which cannot take the parameter yet',
    2,
    `import type { Handler } from './handler';
export const ask: Handler = (query) => runTools(query);`,
    `export const ask: Handler = (query, context: UserExecutionContext) => runTools(query);`,
    { files: { 'handler.ts': `export type Handler = (query: string) => Promise<string>;\n` }, typeErrors: [2322, 7006] },
  ),
  suggested(
    'a function that an object of a type of the file holds',
    2,
    `type Handlers = { ask(query: string): Promise<string> };
const ask = async (query: string) => runTools(query);
export const handlers: Handlers = { ask };`,
    `type Handlers = { ask(query: string, context: UserExecutionContext): Promise<string> };
const ask = async (query: string, context: UserExecutionContext) => runTools(query);
export const handlers: Handlers = { ask };`,
  ),
  suggested(
    'a function in a table, together with the type of its values',
    2,
    `type Handler = (query: string) => Promise<string>;
const ask = async (query: string) => runTools(query);
export const table: Record<string, Handler> = { a: ask, b: async (query) => query };`,
    `type Handler = (query: string, context: UserExecutionContext) => Promise<string>;
const ask = async (query: string, context: UserExecutionContext) => runTools(query);
export const table: Record<string, Handler> = { a: ask, b: async (query) => query };`,
  ),
  suggested(
    'a function in a table that has more parameters than its type: the position that suits both',
    2,
    `interface Handler { (query: string, limit?: number): Promise<string> }
const ask = async (query: string, limit = 1) => runTools(query + String(limit));
export const table: Handler[] = [ask];`,
    `interface Handler { (query: string, context: UserExecutionContext, limit?: number): Promise<string> }
const ask = async (query: string, context: UserExecutionContext, limit = 1) => runTools(query + String(limit));
export const table: Handler[] = [ask];`,
  ),
  suggested(
    'a function in a constant object that is the default export',
    1,
    `const ask = async () => runTools('a');
const commands = { ask } as const;
export type Name = keyof typeof commands;
export default commands;`,
    `const ask = async (context: UserExecutionContext) => runTools('a');
const commands = { ask } as const;
export type Name = keyof typeof commands;
export default commands;`,
  ),
];

const desk = `export interface Desk {\n  ask(query: string): Promise<string>;\n}\n`;

const otherFile = [
  suggested(
    'a method of an interface of another file, which cannot take the parameter yet',
    3,
    `import type { Desk } from './desk';
export class Real implements Desk {
  ask(query: string) {
    return runTools(query);
  }
}`,
    `export class Real implements Desk {
  ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
    { files: { 'desk.ts': desk }, typeErrors: [2416] },
  ),
  suggested(
    'a method of an interface of another file that takes the context already',
    3,
    `import type { Desk } from './desk';
export class Real implements Desk {
  ask(query = 'a') {
    return runTools(query);
  }
}`,
    `export class Real implements Desk {
  ask(query = 'a', context: UserExecutionContext) {
    return runTools(query);
  }
}`,
    {
      files: {
        'desk.ts': `import type { UserExecutionContext } from './context';\nexport interface Desk {\n  ask(query: string, context: UserExecutionContext, limit?: number): Promise<string>;\n}\n`,
      },
    },
  ),
  suggested(
    'an implementation in another file makes room, which is said there',
    5,
    `export interface Desk {
  ask(query: string): Promise<string>;
}
export class Real implements Desk {
  ask(query: string) {
    return runTools(query);
  }
}`,
    `export interface Desk {
  ask(query: string, context: UserExecutionContext): Promise<string>;
}
export class Real implements Desk {
  ask(query: string, context: UserExecutionContext) {
    return runTools(query);
  }
}`,
    {
      files: {
        'fake.ts': `import type { Desk } from './file';\nexport class Fake implements Desk {\n  async ask(query: string, limit = 1) {\n    return query + String(limit);\n  }\n}\n`,
      },
    },
  ),
  suggested(
    'an object that a function returns',
    2,
    `export const makeDesk = () => ({
  ask() {
    return runTools('a');
  },
});`,
    `export const makeDesk = () => ({
  ask(context: UserExecutionContext) {
    return runTools('a');
  },
});`,
  ),
  unsuggested(
    'an interface of the file repeats a member of one in another file',
    6,
    `import type { Desk } from './desk';
interface Better extends Desk {
  ask(query: string): Promise<string>;
}
export class Real implements Better {
  ask(query: string) {
    return runTools(query);
  }
}`,
    { files: { 'desk.ts': desk } },
  ),
  unsuggested(
    'the context of an interface stands behind a parameter that the method does not have',
    3,
    `import type { Desk } from './desk';
export class Real implements Desk {
  ask() {
    return runTools('a');
  }
}`,
    {
      files: {
        'desk.ts': `import type { UserExecutionContext } from './context';\nexport interface Desk {\n  ask(query: string, context: UserExecutionContext): Promise<string>;\n}\n`,
      },
    },
  ),
  unsuggested(
    'an interface of another file takes a context that callers may leave out',
    3,
    `import type { Desk } from './desk';
export class Real implements Desk {
  ask(query: string) {
    return runTools(query);
  }
}`,
    {
      files: {
        'desk.ts': `import type { UserExecutionContext } from './context';\nexport interface Desk {\n  ask(query: string, context?: UserExecutionContext): Promise<string>;\n}\n`,
      },
    },
  ),
  unsuggested(
    'a static method of a base class in another file',
    3,
    `import { Base } from './base';
export class Real extends Base {
  static override ask(query: string) {
    return runTools(query);
  }
}`,
    {
      files: {
        'base.ts': `export class Base {\n  static async ask(query: string): Promise<string> {\n    return query;\n  }\n}\n`,
      },
    },
  ),
];

const refused = [
  unsuggested(
    'a method that a decorator registers',
    3,
    `import { onEvent } from './events';
export class Desk {
  @onEvent('asked') ask(query: string) {
    return runTools(query);
  }
}`,
    { files: { 'events.d.ts': `export declare const onEvent: (name: string) => MethodDecorator;\n` } },
    'missingWhereWorkBegins',
  ),
  unsuggested(
    'a method that a known decorator registers, in a class of any name',
    3,
    `import { OnEvent } from '@nestjs/event-emitter';
export class Desk {
  @OnEvent('asked') ask(query: string) {
    return runTools(query);
  }
}`,
    { files: { 'nest.d.ts': nest } },
    'missingWhereWorkBegins',
  ),
  unsuggested(
    'a method that a decorator of the project registers, which is made of a known one',
    5,
    `import { Get } from '@nestjs/common';
const AdminGet = (path: string): MethodDecorator => Get('admin/' + path);
export class Desk {
  @AdminGet('asked')
  ask(query: string) {
    return runTools(query);
  }
}`,
    { files: { 'nest.d.ts': nest } },
    'missingWhereWorkBegins',
  ),
  unsuggested(
    'a method that a decorator of the project registers, in a class that takes what comes in',
    4,
    `import { Get, Controller } from './web';
@Controller()
export class Desk {
  @Get() ask(query: string) {
    return runTools(query);
  }
}`,
    { files: { 'web.ts': `export const Get = (): MethodDecorator => () => undefined;\nexport const Controller = (): ClassDecorator => () => undefined;\n` } },
    'missingWhereWorkBegins',
  ),
  unsuggested(
    'a method that a decorator of the settings registers',
    3,
    `import { Hourly } from './clock';
export class Desk {
  @Hourly ask() {
    return runTools('');
  }
}`,
    {
      files: { 'clock.ts': `export const Hourly: MethodDecorator = () => undefined;\n` },
      handlerDecorators: [{ type: { from: 'file', name: 'Hourly' }, handles: 'scheduled run' }],
    },
    'missingWhereWorkBegins',
  ),
  unsuggested(
    'a method with a parameter that a decorator of a library fills',
    3,
    `import { payload } from './events';
export class Desk {
  ask(@payload() query: string) {
    return runTools(query);
  }
}`,
    { files: { 'events.d.ts': `export declare const payload: () => ParameterDecorator;\n` } },
  ),
  unsuggested(
    'a member of a library',
    2,
    `export class Tools extends Map<string, Promise<string>> {
  override get(key: string) {
    return runTools(key);
  }
}`,
  ),
  unsuggested(
    'an object with a type of a library',
    2,
    `export const handler: ProxyHandler<{ name: string }> = {
  get(_target, key) {
    return runTools(String(key));
  },
};`,
  ),
  unsuggested(
    'an object that is handed on',
    2,
    `const desk = {
  ask() {
    return runTools('a');
  },
};
export const all = [desk];`,
  ),
  unsuggested(
    'a method of an object that is handed on',
    2,
    `const desk = {
  ask(query: string) {
    return runTools(query);
  },
};
export const all = ['a'].map(desk.ask);`,
  ),
  unsuggested(
    'an object that is returned as anything',
    2,
    `export const makeDesk = (): any => ({
  ask() {
    return runTools('a');
  },
});`,
  ),
  unsuggested(
    'a constructor of a class that is made for everybody',
    2,
    `class Desk {
  constructor(readonly name: string) {
    void runTools(name);
  }
}
export const desk = new Desk('a');`,
  ),
  unsuggested(
    'a constructor of a class that is handed on',
    2,
    `class Desk {
  constructor(readonly name: string) {
    void runTools(name);
  }
}
export const classes = [Desk];`,
  ),
  unsuggested(
    'a value that satisfies a function type',
    1,
    `export const ask = ((query: string) => runTools(query)) satisfies (query: string) => Promise<string>;`,
  ),
];

/** Members whose implementation in another file requires a context. */
const real = `import { runToolsFor } from './engine';
import type { UserExecutionContext } from './context';
import type { Desk } from './file';
export class Real implements Desk {
  ask(query: string, context: UserExecutionContext) {
    return runToolsFor(query, context);
  }
}
`;

const declared = (
  name: string,
  code: string,
  output: string | undefined,
  more: { files: Readonly<Record<string, string>>; neighbour: string; line?: number; typeErrors?: readonly (2322 | 2345 | 2416 | 2554 | 2555 | 7006)[] },
) => ({
  name: `declared elsewhere: ${name}`,
  code,
  neighbour: more.neighbour,
  files: { 'engine.ts': engine, ...more.files },
  /** The implementation does not compile yet: that is what the report is about. */
  brokenFiles: Object.keys(more.files),
  settings,
  errors: [
    {
      messageId: 'requiredByImplementation' as const,
      line: more.line ?? 2,
      ...(output === undefined
        ? {}
        : {
            suggestions: [
              {
                messageId: 'addContextParameter' as const,
                output,
                ...(more.typeErrors === undefined ? {} : { typeErrors: more.typeErrors }),
              },
            ],
          }),
    },
  ],
});

const declaredElsewhere = [
  declared(
    'a method of an interface',
    `export interface Desk {\n  ask(query: string): Promise<string>;\n}\n`,
    `import type { UserExecutionContext } from './context';\n\nexport interface Desk {\n  ask(query: string, context: UserExecutionContext): Promise<string>;\n}\n`,
    { files: { 'real.ts': real }, neighbour: `export interface Desk {\n  answer(query: string): Promise<string>;\n}\n` },
  ),
  declared(
    'callers in the file lack the argument then',
    `export interface Desk {\n  ask(query: string): Promise<string>;\n}\ndeclare const desk: Desk;
export const answer = desk.ask('a');\n`,
    `import type { UserExecutionContext } from './context';\n\nexport interface Desk {\n  ask(query: string, context: UserExecutionContext): Promise<string>;\n}\ndeclare const desk: Desk;
export const answer = desk.ask('a');\n`,
    {
      files: { 'real.ts': real },
      neighbour: `export interface Desk {\n  ask(query: string, ...rest: unknown[]): Promise<string>;\n}\ndeclare const desk: Desk;
export const answer = desk.ask('a');\n`,
      typeErrors: [2554],
    },
  ),
  declared(
    'a function-typed property, before an optional parameter',
    `export interface Desk {\n  ask: (query: string, limit?: number) => Promise<string>;\n}\n`,
    `import type { UserExecutionContext } from './context';\n\nexport interface Desk {\n  ask: (query: string, context: UserExecutionContext, limit?: number) => Promise<string>;\n}\n`,
    {
      files: { 'real.ts': real },
      neighbour: `export interface Desk {\n  ask: (query: string, more?: any) => Promise<string>;\n}\n`,
    },
  ),
  declared(
    'an abstract method',
    `export abstract class Desk {\n  abstract ask(query: string): Promise<string>;\n}\n`,
    `import type { UserExecutionContext } from './context';\n\nexport abstract class Desk {\n  abstract ask(query: string, context: UserExecutionContext): Promise<string>;\n}\n`,
    {
      files: { 'real.ts': real.replace("import type { Desk }", 'import { Desk }').replace('implements', 'extends') },
      neighbour: `import type { UserExecutionContext } from './context';\n\nexport abstract class Desk {\n  abstract ask(query: string, context: UserExecutionContext): Promise<string>;\n}\n`,
    },
  ),
  declared(
    'a method of a base class, through another class',
    `export class Desk {\n  async ask(query: string): Promise<string> {\n    return query;\n  }\n}\n`,
    `import type { UserExecutionContext } from './context';\n\nexport class Desk {\n  async ask(query: string, context: UserExecutionContext): Promise<string> {\n    return query;\n  }\n}\n`,
    {
      files: {
        'middle.ts': `import { Desk } from './file';\nexport class Middle extends Desk {}\n`,
        'real.ts': real.replace("import type { Desk } from './file'", "import { Middle } from './middle'").replace('implements Desk', 'extends Middle'),
      },
      neighbour: `export class Desk {\n  async answer(query: string): Promise<string> {\n    return query;\n  }\n}\n`,
    },
  ),
  declared(
    'an object type',
    `export type Desk = {\n  ask(query: string): Promise<string>;\n};\n`,
    `import type { UserExecutionContext } from './context';\n\nexport type Desk = {\n  ask(query: string, context: UserExecutionContext): Promise<string>;\n};\n`,
    { files: { 'real.ts': real }, neighbour: `export type Desk = {\n  answer(query: string): Promise<string>;\n};\n` },
  ),
  declared(
    'all overloads, at the position that the implementation has it at',
    `export interface Desk {\n  ask(query: string): Promise<string>;\n  ask(query: string, limit: number): Promise<string>;\n}\n`,
    `import type { UserExecutionContext } from './context';\n\nexport interface Desk {\n  ask(query: string, context: UserExecutionContext): Promise<string>;\n  ask(query: string, context: UserExecutionContext, limit: number): Promise<string>;\n}\n`,
    { files: { 'real.ts': real }, neighbour: `export interface Desk {\n  ask(query: string): Promise<string>;\n  ask(query: string, context: import('./context').UserExecutionContext): Promise<string>;\n}\n` },
  ),
  declared(
    'also where another implementation takes something else there, which makes room',
    `export interface Desk {\n  ask(query: string): Promise<string>;\n}\n`,
    `import type { UserExecutionContext } from './context';\n\nexport interface Desk {\n  ask(query: string, context: UserExecutionContext): Promise<string>;\n}\n`,
    {
      files: {
        'real.ts': real,
        'other.ts': `import type { Desk } from './file';\nexport class Other implements Desk {\n  async ask(query: string, limit = 1) {\n    return query + String(limit);\n  }\n}\n`,
      },
      neighbour: `export interface Desk {\n  answer(query: string): Promise<string>;\n}\n`,
    },
  ),
];

const deskWithContext = `import type { UserExecutionContext } from './context';
export interface Desk {
  ask(query: string, context: UserExecutionContext): Promise<string>;
  all(context: UserExecutionContext): Promise<string[]>;
}
`;

/** A class that implements `Desk` of another file, with something else in the place of the context. */
const makesRoom = (name: string, line: number, before: string, after: string, typeErrors: readonly number[]) => ({
  name: `makes room: ${name}`,
  code: `import type { Desk } from './desk';\n${before}\n`,
  neighbour: `import type { Desk } from './desk';\nimport type { UserExecutionContext } from './context';\n${after}\n`,
  files: { 'desk.ts': deskWithContext },
  settings,
  typeErrors,
  errors: [
    {
      messageId: 'requiredByBase' as const,
      line,
      suggestions: [
        {
          messageId: 'addContextParameter' as const,
          output: `import type { Desk } from './desk';\nimport type { UserExecutionContext } from './context';\n${after}\n`,
        },
      ],
    },
  ],
});

const rooms = [
  makesRoom(
    'before an optional parameter',
    3,
    `export class Fake implements Desk {
  async ask(query: string, limit = 1) {
    return query + String(limit);
  }
  all = async () => [];
}`,
    `export class Fake implements Desk {
  async ask(query: string, context: UserExecutionContext, limit = 1) {
    return query + String(limit);
  }
  all = async () => [];
}`,
    [2416],
  ),
  makesRoom(
    'in a field, before all others',
    6,
    `export class Fake implements Desk {
  async ask(query: string) {
    return query;
  }
  all = async (limit?: number) => [String(limit)];
}`,
    `export class Fake implements Desk {
  async ask(query: string) {
    return query;
  }
  all = async (context: UserExecutionContext, limit?: number) => [String(limit)];
}`,
    [2416],
  ),
];

const withContext = `import type { UserExecutionContext } from './context';\n`;

/** A type under which a function of another file is held that requires a context; it compiles once the type takes it, too. */
const heldUnder = (name: string, line: number, declared: string, expected: string) => {
  const code = (imports: string, text: string, held: string): string =>
    `import { ${held} } from './engine';\n${imports}${text.replaceAll('runToolsFor', held)}\n`;
  return {
    name: `held under: ${name}`,
    code: code('', declared, 'runToolsFor'),
    neighbour: code('', declared, 'runTools'),
    files: { 'engine.ts': engine },
    settings,
    typeErrors: [2322],
    errors: [
      {
        messageId: 'requiredByImplementation' as const,
        line: line + 1,
        suggestions: [{ messageId: 'addContextParameter' as const, output: code(withContext, expected, 'runToolsFor') }],
      },
    ],
  };
};

const heldUnderTypes = [
  heldUnder(
    'a type alias',
    1,
    `export type Handler = (input: string) => Promise<string>;
export const table: Record<string, Handler> = { a: runToolsFor };`,
    `export type Handler = (input: string, context: UserExecutionContext) => Promise<string>;
export const table: Record<string, Handler> = { a: runToolsFor };`,
  ),
  heldUnder(
    'a callable interface',
    2,
    `export interface Handler {
  (input: string): Promise<string>;
}
export const handlers: readonly Handler[] = [runToolsFor];`,
    `export interface Handler {
  (input: string, context: UserExecutionContext): Promise<string>;
}
export const handlers: readonly Handler[] = [runToolsFor];`,
  ),
  heldUnder(
    'the values of a table',
    1,
    `export const table: Record<string, (input: string) => Promise<string>> = { runToolsFor };`,
    `export const table: Record<string, (input: string, context: UserExecutionContext) => Promise<string>> = { runToolsFor };`,
  ),
  heldUnder(
    'a member of an interface',
    2,
    `export interface Tool {
  run(input: string): Promise<string>;
  name: string;
}
export const tool: Tool = { name: 'a', run: runToolsFor };`,
    `export interface Tool {
  run(input: string, context: UserExecutionContext): Promise<string>;
  name: string;
}
export const tool: Tool = { name: 'a', run: runToolsFor };`,
  ),
  heldUnder(
    'a field with a function type',
    2,
    `export interface Tool {
  run: (input: string) => Promise<string>;
}
export const tools: Tool[] = [{ run: runToolsFor }];`,
    `export interface Tool {
  run: (input: string, context: UserExecutionContext) => Promise<string>;
}
export const tools: Tool[] = [{ run: runToolsFor }];`,
  ),
];

/** Functions that require a context, called by what only the type of the callee tells. */
const calledByType = (
  [
    ['by a key of a table', `export const f = (name: string) => table[name]?.('a');`],
    ['by a local that is read from a table', `export const f = (name: string) => {\n  const ask = table[name];\n  return ask?.('a');\n};`],
    ['by what a map has', `export const f = (name: string) => map.get(name)?.('a');`],
    ['by a member of another name', `const commands = { ls: runToolsFor };\nexport const f = () => commands.ls('a');`],
  ] as const
).map(([name, code]) => {
  const file = (more: string, text: string): string =>
    `import { runTools, runToolsFor } from './engine';\nimport type { Handler, Other } from './handler';\n${more}declare const table: Record<string, Handler>, map: Map<string, Handler>, plain: Map<string, Other>;\nexport const all = [table, map, plain, runTools, runToolsFor];\n${text}\n`;
  return {
    name: `called ${name}`,
    code: file('', code),
    neighbour: file('', code.replace('runToolsFor', 'runTools').replace(/\b(?:table\[name\]|map\.get)/u, (text) => (text === 'map.get' ? 'plain.get' : 'plain.get(name)'))),
    files: {
      'engine.ts': engine,
      'handler.ts': `${withContext}export type Handler = (query: string, context: UserExecutionContext) => Promise<string>;\nexport type Other = (query: string) => Promise<string>;\n`,
    },
    settings,
    typeErrors: [2554],
    errors: [
      {
        messageId: 'requiredByCallee' as const,
        line: code.startsWith('const') ? 6 : 5,
        suggestions: [
          {
            messageId: 'addContextParameter' as const,
            output: file(withContext, code.replace('(name: string)', '(name: string, context: UserExecutionContext)').replace('()', '(context: UserExecutionContext)')),
            typeErrors: [2554] as const,
          },
        ],
      },
    ],
  };
});

testRule('require-user-context', requireUserContext, {
  valid: [
    {
      name: 'an implementation that can do without the context',
      code: `export interface Desk {\n  ask(query: string): Promise<string>;\n}\n`,
      files: { 'engine.ts': engine, 'real.ts': real.replace('context: User', 'context?: User').replace('runToolsFor(query, context)', 'Promise.resolve(query + (context?.userId ?? runToolsFor.name))') },
      settings,
    },
    {
      name: 'a static method of the same name',
      code: `export class Desk {\n  static ask = (query: string) => query;\n}\n`,
      files: { 'engine.ts': engine },
      settings,
    },
  ],
  invalid: [...overloads, ...sameFile, ...held, ...inTables, ...otherFile, ...refused, ...declaredElsewhere, ...rooms, ...heldUnderTypes, ...calledByType],
});
