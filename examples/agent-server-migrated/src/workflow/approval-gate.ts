import type { UserExecutionContext } from '../context.js';

interface PendingApproval {
  readonly userId: string;
  readonly approve: () => void;
  readonly cancel: (reason: Error) => void;
}

/** Holds runs until their user has approved them. */
export class ApprovalGate {
  private readonly pending = new Map<string, PendingApproval>();

  /** Registers the run; the promise resolves when its user approves. */
  waitFor(runId: string, context: UserExecutionContext): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.set(runId, {
        userId: context.userId,
        approve: resolve,
        cancel: reject,
      });
    });
  }

  /** Lets a run of this user continue; false when none is waiting. */
  approve(context: UserExecutionContext, runId: string): boolean {
    const approval = this.pending.get(runId);
    if (approval === undefined || approval.userId !== context.userId) {
      return false;
    }
    this.pending.delete(runId);
    approval.approve();
    return true;
  }

  /** Gives up on all waiting runs, because the server stops. */
  cancelAll(): void {
    for (const approval of this.pending.values()) {
      approval.cancel(new Error('the server stopped before the approval'));
    }
    this.pending.clear();
  }
}
