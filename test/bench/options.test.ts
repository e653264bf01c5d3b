import { describe, expect, it } from 'vitest';

interface Options {
  pairs: number;
  lines: number;
  json?: string;
}

const { readOptions } = (await import(new URL('../../bench/options.mjs', import.meta.url).href)) as {
  readOptions: (argv: string[]) => Options;
};

describe('options of the benchmark', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({ pairs: 10, lines: 100_000, json: undefined });
  });

  it('reads what it is told', () => {
    expect(readOptions(['--pairs', '3', '--lines=5000', '--json', 'out.json'])).toEqual({
      pairs: 3,
      lines: 5000,
      json: 'out.json',
    });
  });

  it.each([
    [['--pairs', '0'], /^--pairs must be a whole number from 1 up; it is "0"/u],
    [['--lines', '1e5'], /^--lines must be a whole number/u],
    [['--pairs', '2.5'], /^--pairs must be a whole number/u],
    [['--pairs'], /--pairs/u],
    [['--json='], /^--json must name a file/u],
    [['--pair', '3'], /--pair/u],
    [['3'], /Unexpected argument '3'/u],
  ])('refuses %o', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message);
  });
});
