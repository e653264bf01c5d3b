import { requireUserContext } from '../../src/rules/require-user-context.js';
import { testRule } from '../tester/rule-tester.js';

const configured = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }] };

/** A dispatcher of the project, as settings name it. */
const dispatcher = `
import type { UserExecutionContext } from './context';
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
    { type: { from: 'file', name: 'callTool' }, method: '', context: 'enclosing' },
  ],
};

const files = { 'dispatcher.ts': dispatcher };
const imports = `import { ToolDispatcher, shared, callTool } from './dispatcher';
import type { UserExecutionContext } from './context';
`;

testRule('require-user-context', requireUserContext, {
  valid: [],
  invalid: [
    {
      name: 'a function without a context runs a tool',
      code: `import { shared } from './dispatcher';
export async function search(query: string): Promise<string> {
  return shared.dispatch('search', query);
}
`,
      neighbour: `${imports}
export async function search(query: string, context: UserExecutionContext): Promise<string> {
  return shared.dispatch('search', query);
}
`,
      files,
      settings: withDispatcher,
      errors: [
        {
          messageId: 'missingContext',
          line: 2,
          column: 23,
          endColumn: 29,
          data: { function: '`search`', call: 'shared.dispatch', context: 'a `UserExecutionContext`' },
          suggestions: [
            {
              messageId: 'addContextParameter',
              output: `import { shared } from './dispatcher';
import type { UserExecutionContext } from './context';
export async function search(query: string, context: UserExecutionContext): Promise<string> {
  return shared.dispatch('search', query);
}
`,
            },
          ],
        },
      ],
    },
  ],
});
