import { forwardUserContext } from '../../src/rules/forward-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const settings = {
  contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }],
  contextProviders: [{ from: 'file', name: 'currentContext', path: 'tools.ts' }],
  toolCalls: [{ type: { from: 'file', name: 'Toolbox', path: 'tools.ts' }, method: 'use', context: { argument: 2 } }],
};

const files = {
  'tools.ts': `
import type { UserExecutionContext } from './context';
export class Toolbox {
  use(tool: string, input: string, context?: UserExecutionContext): string {
    return tool + input + (context?.userId ?? '');
  }
}
export function toolboxFor(context: UserExecutionContext): Toolbox {
  return context.userId === '' ? new Toolbox() : new Toolbox();
}
export class Base {
  constructor(readonly topic: string, readonly context?: UserExecutionContext) {}
}
export interface Message { sender: UserExecutionContext; text: string }
export interface Claim { id: string; witness?: UserExecutionContext }
export interface Deps { context: UserExecutionContext; toolbox: Toolbox }
export declare function one(text: string, context: UserExecutionContext): string;
export declare function currentContext(): UserExecutionContext;
export declare const inbox: { on(event: string, listener: (message: Message) => void): void };
`,
};

const use = (body: string): string =>
  `import { Base, type Claim, type Deps, type Message, Toolbox, currentContext, inbox, one, toolboxFor } from './tools';
import type { UserExecutionContext } from './context';
export const used = [Base, Toolbox, currentContext, inbox, one, toolboxFor] as const;
export type Used = Claim | Deps | Message | UserExecutionContext;
${body}`;

const fine = (name: string, body: string, more: Record<string, unknown> = {}) => ({ name, code: use(body), files, settings, ...more });

type MessageId = 'contextLeftOut' | 'otherContext' | 'passContext' | 'passInstead' | 'passOneOfContexts';

const reported = (
  name: string,
  messageId: MessageId,
  line: number,
  body: string,
  suggestions: readonly (readonly [MessageId, string])[],
  more: Record<string, unknown> = {},
) => ({
  name,
  code: use(body),
  neighbour: use(suggestions[0]?.[1] ?? ''),
  files,
  settings,
  errors: [{ messageId, line, suggestions: suggestions.map(([id, output]) => ({ messageId: id, output: use(output) })) }],
  ...more,
});

const classWith = (fields: string, call: string): string => `export class Desk {
  ${fields}
  ask(query: string): string {
    return ${call};
  }
}`;

/** Each is reported at line 8: the toolbox of the instance has nothing of its context. */
const ofInstance = (name: string, fields: string, before: string, after: string) =>
  reported(name, 'contextLeftOut', 8, classWith(fields, before), [['passContext', classWith(fields, after)]]);

const both = 'constructor(private readonly toolbox: Toolbox, readonly context: UserExecutionContext) {}';

testRule('forward-user-context', forwardUserContext, {
  valid: [
    fine(
      'a field that is made of the context',
      `export class Desk {
  readonly #toolbox: Toolbox;
  constructor(readonly context: UserExecutionContext) {
    this.#toolbox = toolboxFor(context);
  }
  ask(query: string): string {
    return this.#toolbox.use('a', query);
  }
}`,
    ),
    fine('a field that is made of another one', classWith('readonly context = currentContext();\n  readonly toolbox = toolboxFor(this.context);', "this.toolbox.use('a', query)")),
    fine('what a method makes', classWith('constructor(readonly context: UserExecutionContext) {}\n  own(): Toolbox {\n    return toolboxFor(this.context);\n  }', "this.own().use('a', query)")),
    fine('all of a message', "export const listen = (owner: UserExecutionContext) => {\n  inbox.on('message', (message) => void [message, one(message.text, message.sender), owner]);\n};"),
    fine('an identity of the context in what is asked', classWith(both, "this.toolbox.use('a', query, this.context)")),
  ],
  invalid: [
    ofInstance('a toolbox that the constructor is given', both, "this.toolbox.use('a', query)", "this.toolbox.use('a', query, this.context)"),
    ofInstance('a toolbox that is made of nothing', 'readonly toolbox = new Toolbox(); constructor(readonly context: UserExecutionContext) {}', "this.toolbox.use('a', query)", "this.toolbox.use('a', query, this.context)"),
    ofInstance('a toolbox beside the context in an object', 'constructor(readonly deps: Deps) {}', "this.deps.toolbox.use('a', query)", "this.deps.toolbox.use('a', query, this.deps.context)"),
    ofInstance('nothing in the place', both, "this.toolbox.use('a', query, undefined)", "this.toolbox.use('a', query, this.context)"),
    ofInstance('a word of the context for what is asked', both, "this.toolbox.use('a', this.context.userId === query ? 'one' : 'other')", "this.toolbox.use('a', this.context.userId === query ? 'one' : 'other', this.context)"),
    reported(
      'a toolbox beside the context in a parameter',
      'contextLeftOut',
      6,
      "export const ask = (deps: Deps, query: string): string =>\n  deps.toolbox.use('a', query);",
      [['passContext', "export const ask = (deps: Deps, query: string): string =>\n  deps.toolbox.use('a', query, deps.context);"]],
    ),
    reported(
      'a constructor of the base class',
      'contextLeftOut',
      7,
      'export class Desk extends Base {\n  constructor(topic: string, context: UserExecutionContext) {\n    super(topic);\n    void context;\n  }\n}',
      [['passContext', 'export class Desk extends Base {\n  constructor(topic: string, context: UserExecutionContext) {\n    super(topic, context);\n    void context;\n  }\n}']],
    ),
    reported(
      'the owner of a listener for the sender of a message, whose text is passed',
      'otherContext',
      6,
      "export const listen = (owner: UserExecutionContext) => {\n  inbox.on('message', (message) => void one(message.text, owner));\n};",
      [['passInstead', "export const listen = (owner: UserExecutionContext) => {\n  inbox.on('message', (message) => void one(message.text, message.sender));\n};"]],
    ),
    ...(
      [
        ['an element', "export const all = (admin: UserExecutionContext, messages: Message[]) =>\n  one(messages[0]!.text, admin);", 'one(messages[0]!.text)'],
        ['a pattern', 'export const all = (admin: UserExecutionContext, { text }: Message) =>\n  one(text, admin);', 'one(text)'],
        ['a pattern in an iteration', 'export const all = (admin: UserExecutionContext, messages: Message[]) =>\n  messages.map(({ text }) => one(text, admin));', 'one(text)'],
        ['an entry of a map', 'export function all(admin: UserExecutionContext, owners: Map<string, UserExecutionContext>) {\n  for (const [id] of owners) one(id, admin);\n}', 'one(id)'],
        ['parts of what a pattern takes', 'export const all = (admin: UserExecutionContext, messages: (Message & { parts: string[] })[]) =>\n  messages.map(({ parts }) => parts.map((part) => one(part, admin)));', 'one(part)'],
      ] as const
    ).map(([name, after, call]) =>
      reported(
        `one of the contexts that may be meant, where ${name} has one without a name`,
        'contextLeftOut',
        6,
        after.replace(/one\(.*admin\)/u, call),
        [['passOneOfContexts', after]],
        { typeErrors: [2554] },
      ),
    ),
    {
      name: 'a part of a thing is not whom the thing is done for: the fix is the context itself',
      code: use('export const assess = (claim: Claim, context: UserExecutionContext) =>\n  one(claim.id);'),
      neighbour: use('export const assess = (claim: Claim, context: UserExecutionContext) =>\n  one(claim.id, context);'),
      output: use('export const assess = (claim: Claim, context: UserExecutionContext) =>\n  one(claim.id, context);'),
      files,
      settings,
      typeErrors: [2554],
      errors: [{ messageId: 'contextLeftOut' as const, line: 6 }],
    },
    {
      name: 'what a provider returned is one context, kept or not',
      code: use('export function ask(query: string): string {\n  const context = currentContext();\n  return context.userId + one(query);\n}'),
      neighbour: use('export function ask(query: string): string {\n  const context = currentContext();\n  return context.userId + one(query, context);\n}'),
      output: use('export function ask(query: string): string {\n  const context = currentContext();\n  return context.userId + one(query, context);\n}'),
      files,
      settings,
      typeErrors: [2554],
      errors: [{ messageId: 'contextLeftOut' as const, line: 7 }],
    },
  ],
});
