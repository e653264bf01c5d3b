import { createHash } from 'node:crypto';
import type { UserExecutionContext } from '../context.js';
import type { Report } from '../execution/results.js';
import type { RunState } from '../execution/run-state.js';

const LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/** Keeps reports for a while: people ask for the same ones again and again. */
export class ReportCache {
  private readonly entries = new Map<
    string,
    { report: Report; expiresAt: number }
  >();

  /** The user's report for the request of this state, unless it is too old. */
  find(state: RunState, context: UserExecutionContext): Report | undefined {
    const key = cacheKey(state, context);
    const entry = this.entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) {
      return entry?.report;
    }
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps the user's report for the request of this state. */
  store(state: RunState, report: Report, context: UserExecutionContext): void {
    this.entries.set(cacheKey(state, context), {
      report,
      expiresAt: Date.now() + LIFETIME_MILLISECONDS,
    });
  }
}

function cacheKey(state: RunState, context: UserExecutionContext): string {
  const request = state.userRequest.trim().toLowerCase();
  return createHash('sha256')
    .update(`${context.userId}:${request}`)
    .digest('hex');
}
