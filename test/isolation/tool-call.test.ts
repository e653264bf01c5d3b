import type { TSESTree } from '@typescript-eslint/utils';

import { describe, expect, it } from 'vitest';

import type { UserContextSettings } from '../../src/settings.js';

import { isContextGiven, toolRunAt } from '../../src/isolation/tool-call.js';
import { analyze } from '../tester/analysis.js';

const settings: UserContextSettings = {
  contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' }],
  toolCalls: [
    { type: { from: 'file', name: 'Dispatcher' }, method: 'dispatch', context: { argument: 1 } },
    { type: { from: 'file', name: 'Dispatcher' }, method: 'all', context: 'enclosing' },
    { type: { from: 'file', name: 'runTool' }, method: '', context: { argument: 1, property: 'context' } },
  ],
};
const declarations = `import type { UserExecutionContext } from './context';
import type { StructuredToolInterface } from '@langchain/core';
import type { CompiledStateGraph } from '@langchain/langgraph';
import type { Agent } from '@openai/agents';
import { run } from '@openai/agents';
import * as ai from 'ai-6';
import type { ToolLoopAgent, ToolSet } from 'ai-6';
interface Dispatcher {
  dispatch(name: string, context?: UserExecutionContext): void;
  all(): void;
  other(): void;
}
class Mine implements Dispatcher {
  dispatch(name: string, context?: UserExecutionContext) { void [name, context]; }
  all() {}
  other() {}
}
declare function runTool(name: string, options?: { context?: UserExecutionContext; tags?: string[] }): void;
declare const d: Dispatcher, mine: Mine, either: Dispatcher | undefined, both: Dispatcher & { b: 1 }, anything: any;
declare const lookalike: { dispatch(name: string): void };
declare const map: Map<string, Dispatcher>;
declare const context: UserExecutionContext, maybe: UserExecutionContext | undefined, args: [string, UserExecutionContext];
declare const tool: StructuredToolInterface, graph: CompiledStateGraph, agent: Agent, tools: ToolSet, loop: ToolLoopAgent;
declare const options: { context: UserExecutionContext };
`;

function runOf(call: string): ReturnType<typeof toolRunAt> & { given?: boolean } | undefined {
  const analyzed = analyze(`${declarations}void (${call});`, { settings });
  const { analysis } = analyzed;
  const run = toolRunAt(analyzed.expression(call) as TSESTree.CallExpression, analysis);
  return run === undefined ? undefined : { ...run, given: isContextGiven(run, analysis) };
}

describe('toolRunAt', () => {
  it.each([
    ["d.dispatch('a')", 'd.dispatch', true, undefined],
    ["mine.dispatch('a')", 'mine.dispatch', true, undefined],
    ["either!.dispatch('a')", 'either!.dispatch', true, undefined],
    ["both.dispatch('a')", 'both.dispatch', true, undefined],
    ["d['dispatch']('a')", "d['dispatch']", true, undefined],
    ['d.all()', 'd.all', false, undefined],
    ["runTool('a')", 'runTool', true, undefined],
    ["tool.invoke('a')", 'tool.invoke', true, 'LangChain'],
    ['graph.invoke({})', 'graph.invoke', true, 'LangChain'],
    ["run(agent, 'a')", 'run', true, 'the OpenAI Agents SDK'],
    ["ai.generateText({ model: 'm', tools })", 'ai.generateText', false, 'the AI SDK'],
    ["loop.generate({ prompt: 'a' })", 'loop.generate', false, 'the AI SDK'],
  ])('%s', (call, name, takesContext, framework) => {
    const found = runOf(call);
    expect(found).toMatchObject({ name, takesContext });
    expect(found?.framework?.name).toBe(framework);
  });

  it.each([
    ["anything.dispatch('a')"],
    ["lookalike.dispatch('a')"],
    ['d.other()'],
    ["map.get('a')"],
    ["ai.generateText({ model: 'm' })"],
    ["ai.generateText({ model: 'm', tools: {} })"],
    ["Symbol('a')"],
    ["(() => 'a')()"],
    ["import.meta.resolve('a')"],
  ])('%s runs none', (call) => {
    expect(runOf(call)).toBeUndefined();
  });
});

describe('isContextGiven', () => {
  it.each([
    ["d.dispatch('a', context)", true],
    ["d.dispatch('a', options.context)", true],
    ['d.dispatch(...args)', true],
    ["d.dispatch('a')", false],
    ["d.dispatch('a', undefined)", false],
    ["d.dispatch('a', maybe)", false],
    ["d.dispatch('a', maybe!)", false],
    ["d.dispatch('a', {} as UserExecutionContext)", false],
    ["d.dispatch('a', context as Readonly<UserExecutionContext>)", true],
    ["runTool('a', { context })", true],
    ["runTool('a', { ...options })", true],
    ["runTool('a', options)", true],
    ["runTool('a', { context: maybe })", false],
    ["runTool('a', { tags: ['b'] })", false],
    ["runTool('a', {})", false],
    ["tool.invoke('a', { configurable: { user: 'a' } })", true],
    ["tool.invoke('a', { context: { user: 'a' } })", true],
    ["tool.invoke({ context }, {})", true],
    ["tool.invoke('a', { tags: [] })", false],
    ["run(agent, 'a', { context: { user: 'a' } })", true],
    ["run(agent, 'a', { maxTurns: 1 })", false],
    ["ai.streamText({ model: 'm', tools, experimental_context: { user: 'a' } })", true],
  ])('%s: %s', (call, expected) => {
    expect(runOf(call)?.given).toBe(expected);
  });
});
