import { describe, expect, it } from 'vitest';

interface Interval {
  low: number;
  high: number;
  confidence: number;
}

const { median, medianInterval, summarize } = (await import(new URL('../../bench/statistics.mjs', import.meta.url).href)) as {
  median: (values: readonly number[]) => number;
  medianInterval: (values: readonly number[], confidence?: number) => Interval;
  summarize: (values: readonly number[]) => Interval & { median: number; count: number };
};
const { copiesFor } = (await import(new URL('../../bench/copies.mjs', import.meta.url).href)) as {
  copiesFor: (lines: number, linesOfCopy: number) => number;
};

describe('median', () => {
  it.each([
    [[3], 3],
    [[10, 2, 9], 9],
    [[4, 1, 3, 2], 2.5],
  ])('of %o is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => medianInterval([])).toThrow(RangeError);
  });
});

describe('interval of a median', () => {
  it('leaves out one value at each end of ten, which is 97.9 %', () => {
    const { low, high, confidence } = medianInterval([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect([low, high]).toEqual([2, 9]);
    expect(confidence).toBeCloseTo(0.979, 3);
  });

  it('is the whole range of six values, and says that fewer are not 95 %', () => {
    expect(medianInterval([1, 2, 3, 4, 5, 6]).confidence).toBeCloseTo(0.969, 3);
    const five = medianInterval([5, 4, 3, 2, 1]);
    expect([five.low, five.high]).toEqual([1, 5]);
    expect(five.confidence).toBeCloseTo(0.9375, 4);
  });

  it('is a point without confidence for one value', () => {
    expect(summarize([1.5])).toEqual({ median: 1.5, low: 1.5, high: 1.5, confidence: 0, count: 1 });
  });

  it('does not change the values', () => {
    const values = [3, 1, 2];
    summarize(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('number of copies', () => {
  it.each([
    [1, 1980, 4],
    [100_000, 1980, 52],
    [7920, 1980, 4],
    [7921, 1980, 8],
  ])('for %d lines of %d in a copy is %d', (lines, linesOfCopy, expected) => {
    expect(copiesFor(lines, linesOfCopy)).toBe(expected);
  });
});
