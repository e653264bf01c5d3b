// Medians, and how far they can be trusted.

/** @param {readonly number[]} values at least one */
export function median(values) {
  if (values.length === 0) {
    throw new RangeError('no value has no median');
  }
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How likely it is that at most `successes` of `count` fair coins show heads. */
function fairCoins(successes, count) {
  let term = 0.5 ** count;
  let sum = 0;
  for (let heads = 0; heads <= successes; heads += 1) {
    sum += term;
    term *= (count - heads) / (heads + 1);
  }
  return sum;
}

/**
 * The narrowest interval between two of the values, counted from both ends alike, that has the true median in it with at
 * least the asked confidence. It supposes nothing of how the values are distributed. With fewer than six values there is
 * none with 95 %: then it is the widest, and `confidence` says how much that is.
 *
 * @param {readonly number[]} values at least one
 * @returns {{ low: number, high: number, confidence: number }}
 */
export function medianInterval(values, confidence = 0.95) {
  if (values.length === 0) {
    throw new RangeError('no value has no median');
  }
  const sorted = values.toSorted((one, other) => one - other);
  const confidenceAt = (rank) => 1 - 2 * fairCoins(rank, sorted.length);
  let rank = 0;
  while (rank + 1 < sorted.length / 2 && confidenceAt(rank + 1) >= confidence) {
    rank += 1;
  }
  return { low: sorted[rank], high: sorted[sorted.length - 1 - rank], confidence: Math.max(0, confidenceAt(rank)) };
}

/**
 * Median and interval of values that were measured in pairs.
 *
 * @param {readonly number[]} values
 */
export function summarize(values) {
  return { median: median(values), ...medianInterval(values), count: values.length };
}
