import type { RunState } from '../execution/run-state.js';
import type { StateStore } from '../store/state-store.js';
import { logger } from '../utilities/logger.js';
import { countEvent } from '../utilities/metrics.js';
import { summarizeState } from '../utilities/state-summary.js';
import type { ApprovalGate } from './approval-gate.js';
import type { Supervisor } from './supervisor.js';
import type { UserExecutionContext } from '../context.js';

/** Where finished reports are announced. */
export interface ReportPublisher {
  publishReport(state: RunState, context: UserExecutionContext): void;
}

/** The parts of the server that a run needs. */
export interface WorkflowServices {
  /** Creates the supervisor of one run. */
  readonly createSupervisor: () => Supervisor;
  readonly states: StateStore;
  readonly approvals: ApprovalGate;
  readonly publisher: ReportPublisher;
}

/** Takes runs from the submission to the finished report. */
export class WorkflowOrchestrator {
  // The latest run of each user's thread: follow-up questions refer back to it.
  private readonly runs = new Map<string, RunState>();
  private readonly unfinished = new Set<Promise<void>>();

  constructor(private readonly services: WorkflowServices) {}

  /** Accepts a run and works on it in the background. */
  async submit(
    state: RunState,
    options: { requireApproval: boolean },
    context: UserExecutionContext,
  ): Promise<void> {
    await this.services.states.saveRun(state, 'running', context);
    countEvent('runs_started');
    const work = this.execute(state, options.requireApproval, context)
      .catch((error: unknown) => this.recordFailure(state, error, context))
      .finally(() => this.unfinished.delete(work));
    this.unfinished.add(work);
  }

  /** Waits for the runs that are still being worked on. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.unfinished);
  }

  private async execute(
    state: RunState,
    requireApproval: boolean,
    context: UserExecutionContext,
  ): Promise<void> {
    const { createSupervisor, states, approvals, publisher } = this.services;
    const supervisor = createSupervisor();
    this.continueThread(state, context);
    await supervisor.prepare(state, context);
    if (requireApproval) {
      const approval = approvals.waitFor(context.runId, context);
      await states.saveRun(state, 'awaiting_approval', context);
      await approval;
      await states.saveRun(state, 'running', context);
    }
    await supervisor.complete(state, context);
    await states.saveRun(state, 'completed', context);
    countEvent('runs_completed');
    publisher.publishReport(state, context);
  }

  private continueThread(state: RunState, context: UserExecutionContext): void {
    const thread = `${context.userId}:${context.threadId}`;
    const previous = this.runs.get(thread);
    if (previous !== undefined) {
      state.contextTracking = { continuedFrom: summarizeState(previous) };
    }
    this.runs.set(thread, state);
  }

  private async recordFailure(
    state: RunState,
    error: unknown,
    context: UserExecutionContext,
  ): Promise<void> {
    countEvent('runs_failed');
    const { runId } = context;
    logger.warning('run_failed', { runId, error: String(error) });
    await this.services.states.saveRun(state, 'failed', context);
  }
}
