import { describe, expect, it } from 'vitest';

import { separationOf } from '../../src/isolation/key.js';
import { analyze } from '../tester/analysis.js';

function separationIn(parameters: string, key: string): string {
  const analyzed = analyze(`const CONSTANT = 'x';
    enum Kind { A, B }
    declare const table: Record<string, unknown>;
    export const f = (${parameters}) => table[${key}];
    void [CONSTANT, Kind];`);
  return separationOf(analyzed.expression(key), analyzed.analysis);
}

describe('separationOf', () => {
  it.each([
    ['', "'x'", 'constant'],
    ['', 'CONSTANT', 'constant'],
    ['', 'Kind.A', 'constant'],
    ['userId: string', 'userId', 'per-user'],
    ['userId: string', '`${userId}:${CONSTANT}`', 'per-user'],
    ['given: { sessionId: string }', 'JSON.stringify([given.sessionId, 1])', 'per-user'],
    ['userId: string | undefined', 'userId!', 'per-user'],
    ['url: string', 'url', 'shared'],
    ['', 'String(Math.random())', 'shared'],
  ])('(%s) => table[%s] is %s', (parameters, key, expected) => {
    expect(separationIn(parameters, key)).toBe(expected);
  });

  it('sees that an identity may be missing', () => {
    const analyzed = analyze('declare const table: Map<string | undefined, string>; export const f = (userId?: string) => table.get(userId);');
    expect(separationOf(analyzed.expression('userId'), analyzed.analysis)).toBe('may-be-undefined');
  });
});
