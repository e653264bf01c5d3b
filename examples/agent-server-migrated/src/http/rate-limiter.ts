import type { UserExecutionContext } from '../context.js';

const WINDOW_MILLISECONDS = 60_000;

interface Window {
  readonly startedAt: number;
  count: number;
}

/** Limits how many runs a user may start per minute. */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly runsPerMinute: number) {}

  /** Counts one run of the user; false when the user has to wait. */
  admit(context: UserExecutionContext): boolean {
    this.forgetOldWindows();
    const window = this.windows.get(context.userId) ?? {
      startedAt: Date.now(),
      count: 0,
    };
    window.count += 1;
    this.windows.set(context.userId, window);
    return window.count <= this.runsPerMinute;
  }

  private forgetOldWindows(): void {
    const oldest = Date.now() - WINDOW_MILLISECONDS;
    for (const [userId, window] of this.windows) {
      if (window.startedAt < oldest) {
        this.windows.delete(userId);
      }
    }
  }
}
