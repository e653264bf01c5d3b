import { describe, expect, it } from 'vitest';

import { ownerOf } from '../../src/isolation/owner.js';
import { analyze } from '../tester/analysis.js';

function ownerIn(code: string, expression: string): string {
  const analyzed = analyze(code, {
    settings: { contextTypes: [{ from: 'file', name: 'Who' }], identityNames: ['badge'] },
  });
  const { owner, by } = ownerOf(analyzed.expression(expression), analyzed.analysis);
  return `${owner} by ${by}`;
}

describe('ownerOf', () => {
  it.each([
    ['a request', 'export const f = (given: Request) => { const x = given.url; return [x]; };', '[x]', 'user by known-type'],
    ['a configured context', 'interface Who { n: string } export const f = (given: Who) => [given];', '[given]', 'user by known-type'],
    ['a type that says so', 'interface Basket { tenantId: string } export const f = (given: Basket) => [given];', '[given]', 'user by type'],
    ['a property that says so', 'export const f = (given: any) => [given.userId];', '[given.userId]', 'user by name'],
    ['a name that the settings add', 'export const f = (badge: string) => [badge];', '[badge]', 'user by name'],
    ['a parameter of whom nothing is known', 'export const f = (given: string) => [given];', '[given]', 'caller by flow'],
    ['a constant', "export const f = () => ['userId'];", "['userId']", 'process by flow'],
    ['the environment', 'export const f = () => [process.env.USER_ID];', '[process.env.USER_ID]', 'process by flow'],
    ['the program’s own key', 'export const f = (config: { apiKey: string }) => [config.apiKey];', '[config.apiKey]', 'caller by flow'],
    ['a caught error', 'export const f = () => { try { f(); } catch (userId) { return [userId]; } return []; };', '[userId]', 'unknown by flow'],
    ['how long something of a caller is', 'export const f = (given: string) => [given.length];', '[given.length]', 'process by flow'],
    ['whether a caller brought something', 'export const f = (given?: string) => [Boolean(given), !given];', '[Boolean(given), !given]', 'caller by flow'],
    [
      'what async-local storage holds',
      "import { AsyncLocalStorage } from 'node:async_hooks'; const als = new AsyncLocalStorage<string>(); export const f = () => [als.getStore()];",
      '[als.getStore()]',
      'user by known-type',
    ],
  ])('%s', (_name, code, expression, expected) => {
    expect(ownerIn(code, expression)).toBe(expected);
  });
});
