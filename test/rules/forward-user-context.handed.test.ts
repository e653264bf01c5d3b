import { forwardUserContext } from '../../src/rules/forward-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

const prices = `
import type { UserExecutionContext } from './context';
export function price(item: string, context: UserExecutionContext): number {
  return item.length + context.userId.length;
}
export function ping(context: UserExecutionContext): void {
  void context;
}
export function between(item: string, context: UserExecutionContext, currency?: string): string {
  return item + context.userId + String(currency);
}
export function compare(one: string, other: string, context: UserExecutionContext): number {
  return context.userId.length + one.length - other.length;
}
export function free(item: string): number {
  return item.length;
}
export function optional(item: string, context?: UserExecutionContext): number {
  return item.length + (context?.userId.length ?? 0);
}
export function owner(context: UserExecutionContext): string {
  return context.userId;
}
export const table = { price };
export class Desk {
  price(item: string, context: UserExecutionContext): number {
    return price(item, context);
  }
}
export declare function retry<T>(run: (attempt: string) => T): T;
export declare function each(run: (item: string, context: UserExecutionContext) => void): void;
export declare const queue: { add(run: (item: string) => void): void; on(event: string, run: (item: string) => void): void };
`;

const files = { 'prices.ts': prices };

const use = (body: string): string =>
  `import { type Desk, between, compare, each, free, optional, owner, ping, price, queue, retry, table } from './prices';\nimport type { UserExecutionContext } from './context';\nexport const used = [between, compare, each, free, optional, owner, ping, price, queue, retry, table];\n${body}`;

const fine = (name: string, body: string) => ({ name, code: use(body), files, settings });

/** A function that is called at once: one fix. */
const fixed = (name: string, body: string, output: string, typeErrors: number[]) => ({
  name,
  code: use(body),
  neighbour: use(output),
  output: use(output),
  files,
  settings,
  typeErrors,
  errors: [{ messageId: 'handedWithoutContext' as const, line: 5 }],
});

type Step = 'passCapturedContext' | 'passContext' | 'passOneOfContexts';

const suggested = (name: string, body: string, suggestions: readonly (readonly [Step, string])[], typeErrors: number[]) => ({
  name,
  code: use(body),
  neighbour: use(suggestions[0]?.[1] ?? ''),
  files,
  settings,
  typeErrors,
  errors: [
    {
      messageId: 'handedWithoutContext' as const,
      line: 5,
      suggestions: suggestions.map(([messageId, output]) => ({ messageId, output: use(output) })),
    },
  ],
});

testRule('forward-user-context', forwardUserContext, {
  valid: [
    fine('what requires no context', 'export function all(items: string[], context: UserExecutionContext) {\n  return [context.userId.length, ...items.map(free)];\n}'),
    fine('what is called with a context', 'export function all(items: UserExecutionContext[], context: UserExecutionContext) {\n  each(price);\n  return [context.userId, ...items.map(owner)];\n}'),
    fine('where no context is in reach', 'export function all(items: string[]) {\n  return items.map((item) => free(item));\n}'),
    fine('a function that is only named', 'export function all(context: UserExecutionContext) {\n  return [price, context];\n}'),
  ],
  invalid: [
    fixed(
      'to an iteration',
      'export function all(items: string[], context: UserExecutionContext) {\n  return items.map(price);\n}',
      'export function all(items: string[], context: UserExecutionContext) {\n  return items.map((item) => price(item, context));\n}',
      [2345],
    ),
    fixed(
      'of which two arguments are taken',
      'export function sorted(items: string[], context: UserExecutionContext) {\n  return items.sort(compare);\n}',
      'export function sorted(items: string[], context: UserExecutionContext) {\n  return items.sort((one, other) => compare(one, other, context));\n}',
      [2345],
    ),
    fixed(
      'to a timer, without an argument',
      'export function later(context: UserExecutionContext) {\n  setTimeout(ping, 100);\n}',
      'export function later(context: UserExecutionContext) {\n  setTimeout(() => ping(context), 100);\n}',
      [],
    ),
    fixed(
      'as a member, with parameters whose names are taken',
      'export function all(items: string[], item: UserExecutionContext, desk: Desk) {\n  return items.map(desk.price.bind(desk));\n}',
      'export function all(items: string[], item: UserExecutionContext, desk: Desk) {\n  return items.map((item2) => desk.price(item2, item));\n}',
      [2345],
    ),
    fixed(
      'as a member of a table',
      'export function all(items: string[], context: UserExecutionContext) {\n  return items.map(table.price);\n}',
      'export function all(items: string[], context: UserExecutionContext) {\n  return items.map((item) => table.price(item, context));\n}',
      [2345],
    ),
    suggested(
      'to what calls it for the same user',
      'export function once(context: UserExecutionContext) {\n  return retry(price);\n}',
      [['passContext', 'export function once(context: UserExecutionContext) {\n  return retry((item) => price(item, context));\n}']],
      [2345],
    ),
    suggested(
      'with two contexts to choose from',
      'export function all(items: string[], context: UserExecutionContext, child: UserExecutionContext) {\n  return items.map(price);\n}',
      [
        ['passOneOfContexts', 'export function all(items: string[], context: UserExecutionContext, child: UserExecutionContext) {\n  return items.map((item) => price(item, context));\n}'],
        ['passOneOfContexts', 'export function all(items: string[], context: UserExecutionContext, child: UserExecutionContext) {\n  return items.map((item) => price(item, child));\n}'],
      ],
      [2345],
    ),
    {
      name: 'with a comment inside, which stays',
      code: use('export function all(items: string[], context: UserExecutionContext, desk: Desk) {\n  return items.map(desk.price.bind(/* the same */ desk));\n}'),
      neighbour: use('export function all(items: string[], context: UserExecutionContext, desk: Desk) {\n  return items.map((item) => desk.price(/* the same */ item, context));\n}'),
      files,
      settings,
      typeErrors: [2345],
      errors: [{ messageId: 'handedWithoutContext' as const, line: 5 }],
    },
  ],
});
