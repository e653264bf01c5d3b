import { requireUserContext } from '../../src/rules/require-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

const prices = `
import type { UserExecutionContext } from './context';
export function price(item: string, context: UserExecutionContext): number {
  return item.length + context.userId.length;
}
export function free(item: string): number {
  return item.length;
}
type Handler = (item: string) => number;
export class Registry {
  readonly #handlers = new Map<string, Handler>();
  register(name: string, handler: Handler): void {
    this.#handlers.set(name, handler);
  }
}
export function traced<A extends unknown[], R>(run: (...given: A) => R): (...given: A) => R {
  return (...given) => run(...given);
}
export declare const bus: { on(event: string, run: (item: string) => void): void };
`;

const files = { 'prices.ts': prices };

const use = (body: string): string =>
  `import { bus, free, price, traced, type Registry } from './prices';\nimport type { UserExecutionContext } from './context';\nexport const used = [bus, free, price, traced];\n${body}`;

const fine = (name: string, body: string, more: Record<string, unknown> = {}) => ({ name, code: use(body), files, settings, ...more });

testRule('require-user-context', requireUserContext, {
  valid: [
    fine('what requires no context', 'export function all(items: string[]) {\n  return items.map(free);\n}'),
    fine('where a context is in reach', 'export function all(items: string[], context: UserExecutionContext) {\n  return items.map((item) => price(item, context));\n}'),
    fine('to what keeps it: its type is to take the context', "export function register(registry: Registry) {\n  registry.register('price', price);\n}", { typeErrors: [2345] }),
    fine('to a listener, which is called with what comes in', "export function listen() {\n  bus.on('item', price);\n}", { typeErrors: [2345] }),
    fine('at the start of the program', "export const total = ['one'].map(price);", { typeErrors: [2345] }),
    fine('to what makes another one of it', 'const tracedPrice = traced(price);\nexport function one(item: string, context: UserExecutionContext) {\n  return tracedPrice(item, context);\n}'),
  ],
  invalid: [
    {
      name: 'to an iteration',
      code: use('export function all(items: string[]) {\n  return items.map(price);\n}'),
      neighbour: use('export function all(items: string[]) {\n  return items.map(free);\n}'),
      files,
      settings,
      typeErrors: [2345],
      errors: [
        {
          messageId: 'requiredByCallee',
          line: 4,
          suggestions: [
            {
              messageId: 'addContextParameter',
              output: use('export function all(items: string[], context: UserExecutionContext) {\n  return items.map(price);\n}'),
              typeErrors: [2345],
            },
          ],
        },
      ],
    },
    {
      name: 'through what makes another one of it',
      code: use('const tracedPrice = traced(price);\nexport function one(item: string) {\n  return tracedPrice(item);\n}'),
      neighbour: use('const tracedFree = traced(free);\nexport function one(item: string) {\n  return tracedFree(item);\n}'),
      files,
      settings,
      typeErrors: [2554],
      errors: [
        {
          messageId: 'requiredByCallee',
          line: 5,
          suggestions: [
            {
              messageId: 'addContextParameter',
              output: use('const tracedPrice = traced(price);\nexport function one(item: string, context: UserExecutionContext) {\n  return tracedPrice(item);\n}'),
              typeErrors: [2554],
            },
          ],
        },
      ],
    },
    {
      name: 'in place in what makes another one of it',
      code: use('export const one = traced((item: string) => price(item));'),
      neighbour: use('export const one = traced((item: string, context: UserExecutionContext) => price(item, context));'),
      files,
      settings,
      typeErrors: [2554],
      errors: [
        {
          messageId: 'requiredByCallee',
          line: 4,
          suggestions: [
            {
              messageId: 'addContextParameter',
              output: use('export const one = traced((item: string, context: UserExecutionContext) => price(item));'),
              typeErrors: [2554],
            },
          ],
        },
      ],
    },
  ],
});
