import type { Finding, FindingIdentity } from '../findings/finding.js';

/** A finding that is accepted for now. */
export interface BaselineEntry extends FindingIdentity {
  /** Relative to the baseline, with forward slashes. */
  file: string;
  /** Why it was accepted after the baseline was made. */
  reason?: string;
}

/** What of a baseline is found in the code, and what not. */
export interface Comparison {
  /** Findings that the baseline does not have. */
  beyond: readonly Finding[];
  /** Findings that it has, each with its entry; the entry may name the file's old path. */
  known: readonly { finding: Finding; entry: BaselineEntry }[];
  /** Entries that nothing in the code corresponds to any more. */
  mended: readonly BaselineEntry[];
}

function keyOf(identity: FindingIdentity, file?: string): string {
  return [file, identity.rule, identity.symbol, identity.place].join('\n');
}

/**
 * Compares findings with a baseline, one by one: of two that look the same, each needs an entry of its own. Lines play no
 * part. An entry also stands for the same finding in another file if its own file is gone: it was renamed.
 *
 * @param exists Whether there still is such a file.
 */
export function compare(
  entries: readonly BaselineEntry[],
  findings: readonly Finding[],
  exists: (file: string) => boolean,
): Comparison {
  const here = new Pool(entries, ({ file, ...identity }) => keyOf(identity, file));
  const known: Comparison['known'][number][] = [];
  const others: Finding[] = [];
  for (const finding of findings) {
    const entry = here.take(keyOf(finding, finding.file));
    if (entry === undefined) {
      others.push(finding);
    } else {
      known.push({ finding, entry });
    }
  }
  const left = here.rest();
  const renamed = new Pool(
    left.filter(({ file }) => !exists(file)),
    (entry) => keyOf(entry),
  );
  const beyond: Finding[] = [];
  for (const finding of others) {
    const entry = renamed.take(keyOf(finding));
    if (entry === undefined) {
      beyond.push(finding);
    } else {
      known.push({ finding, entry });
    }
  }
  const taken = new Set(known.map(({ entry }) => entry));
  return { beyond, known, mended: left.filter((entry) => !taken.has(entry)) };
}

/** Entries that are taken out one at a time. */
class Pool {
  readonly #entries = new Map<string, BaselineEntry[]>();

  constructor(entries: readonly BaselineEntry[], key: (entry: BaselineEntry) => string) {
    for (const entry of entries) {
      const list = this.#entries.get(key(entry)) ?? [];
      list.push(entry);
      this.#entries.set(key(entry), list);
    }
  }

  take(key: string): BaselineEntry | undefined {
    return this.#entries.get(key)?.shift();
  }

  rest(): BaselineEntry[] {
    return [...this.#entries.values()].flat();
  }
}

/** The entry of a finding. */
export function entryOf({ file, place, rule, symbol }: Finding, reason?: string): BaselineEntry {
  return { file, rule, symbol, place, ...(reason === undefined ? {} : { reason }) };
}
