import type { Finding } from '../../findings/finding.js';
import type { FindingCounts } from '../report-data.js';

/** Findings that have something in common. */
export interface Tally extends FindingCounts {
  name: string;
}

/**
 * Counts findings by what they have in common, such as their rule or file.
 *
 * @returns Those with most open findings first, then those with most silenced ones.
 */
export function tally(findings: readonly Finding[], nameOf: (finding: Finding) => string): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const finding of findings) {
    const name = nameOf(finding);
    const counts = tallies.get(name) ?? { name, open: 0, suppressed: 0, accepted: 0 };
    counts[finding.status] += 1;
    tallies.set(name, counts);
  }
  return [...tallies.values()].sort(
    (one, other) =>
      other.open - one.open ||
      other.suppressed + other.accepted - one.suppressed - one.accepted ||
      (one.name < other.name ? -1 : 1),
  );
}
