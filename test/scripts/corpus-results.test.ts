import { describe, expect, it } from 'vitest';

interface CaseResult {
  found?: boolean;
  noise: number;
}

const { formatResults, isToldApart, worsened } = (await import(
  new URL('../../scripts/corpus-results.mjs', import.meta.url).href
)) as {
  formatResults: (results: Record<string, CaseResult>) => string;
  isToldApart: (result: CaseResult) => boolean;
  worsened: (recorded: Record<string, CaseResult>, current: Record<string, CaseResult>) => string[];
};

describe('results of the corpus', () => {
  it.each([
    [{ found: true, noise: 0 }, true],
    [{ found: true, noise: 1 }, false],
    [{ found: false, noise: 0 }, false],
    [{ noise: 0 }, false],
  ])('%o is told apart: %s', (result, expected) => {
    expect(isToldApart(result)).toBe(expected);
  });

  it('may stay as they are, and get better', () => {
    const recorded = { 'leaks/1': { found: true, noise: 0 }, 'leaks/2': { found: false, noise: 2 }, 'safe/1': { noise: 1 } };
    expect(worsened(recorded, recorded)).toEqual([]);
    const better = { 'leaks/1': { found: true, noise: 0 }, 'leaks/2': { found: true, noise: 0 }, 'safe/1': { noise: 0 } };
    expect(worsened(recorded, better)).toEqual([]);
    expect(worsened({}, better)).toEqual([]);
  });

  it.each<[string, Record<string, CaseResult>, string[]]>([
    ['a leak is missed', { 'leaks/1': { found: false, noise: 0 }, 'safe/1': { noise: 0 } }, ['leaks/1: the leak is no longer found']],
    [
      'a fix is reported',
      { 'leaks/1': { found: true, noise: 1 }, 'safe/1': { noise: 0 } },
      ['leaks/1: 1 reports where there is no leak; there were 0'],
    ],
    [
      'a safe file is reported',
      { 'leaks/1': { found: true, noise: 0 }, 'safe/1': { noise: 2 } },
      ['safe/1: 2 reports where there is no leak; there were 0'],
    ],
    ['a case is gone', { 'leaks/1': { found: true, noise: 0 } }, ['safe/1: the case is gone']],
    [
      'a new case is noisy',
      { 'leaks/1': { found: true, noise: 0 }, 'safe/1': { noise: 0 }, 'safe/2': { noise: 1 } },
      ['safe/2: a new case with 1 reports where there is no leak'],
    ],
  ])('are worse where %s', (_name, current, expected) => {
    expect(worsened({ 'leaks/1': { found: true, noise: 0 }, 'safe/1': { noise: 0 } }, current)).toEqual(expected);
  });

  it('are written one case to a line', () => {
    const text = formatResults({ 'leaks/1': { found: true, noise: 0 }, 'safe/1': { noise: 0 } });
    expect(text).toBe('{\n  "leaks/1": { "found": true, "noise": 0 },\n  "safe/1": { "noise": 0 }\n}\n');
  });
});
