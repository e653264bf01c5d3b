import type { TSESTree } from '@typescript-eslint/utils';

import type { Finding } from './finding.js';

/** The findings of a file, each given out to what it is about. */
export class FindingsOfFile {
  readonly #findings: readonly Finding[];
  readonly #given = new Set<Finding>();

  constructor(findings: readonly Finding[]) {
    this.#findings = findings;
  }

  /** @returns The findings that are reported at one of some locations. */
  at(...locations: readonly TSESTree.SourceLocation[]): Finding[] {
    const found = this.#findings.filter((finding) =>
      locations.some(({ start }) => finding.start.line === start.line && finding.start.column === start.column + 1),
    );
    for (const finding of found) {
      this.#given.add(finding);
    }
    return found;
  }

  /** @returns The findings on a line that nothing has been given yet. */
  leftOn(line: number): Finding[] {
    return this.#findings.filter((finding) => !this.#given.has(finding) && finding.start.line <= line && line <= finding.end.line);
  }
}
