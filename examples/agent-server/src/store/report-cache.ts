import { createHash } from 'node:crypto';
import type { Report } from '../execution/results.js';
import type { DeepAgentState } from '../legacy/index.js';

const LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/** Keeps reports for a while: people ask for the same ones again and again. */
export class ReportCache {
  private readonly entries = new Map<
    string,
    { report: Report; expiresAt: number }
  >();

  /** The report for the request of this state, unless it is too old. */
  find(state: DeepAgentState): Report | undefined {
    const key = cacheKey(state);
    const entry = this.entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) {
      return entry?.report;
    }
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps the report for the request of this state. */
  store(state: DeepAgentState, report: Report): void {
    this.entries.set(cacheKey(state), {
      report,
      expiresAt: Date.now() + LIFETIME_MILLISECONDS,
    });
  }
}

function cacheKey(state: DeepAgentState): string {
  const request = state.userRequest.trim().toLowerCase();
  return createHash('sha256').update(request).digest('hex');
}
