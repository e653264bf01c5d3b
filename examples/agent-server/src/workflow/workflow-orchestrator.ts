import type { ToolDispatcher } from '../dispatch/tool-dispatcher.js';
import type { DeepAgentState } from '../legacy/index.js';
import type { StateStore } from '../store/state-store.js';
import { logger } from '../utilities/logger.js';
import { countEvent } from '../utilities/metrics.js';
import { MAIN_THREAD } from '../utilities/run-defaults.js';
import { summarizeState } from '../utilities/state-summary.js';
import type { ApprovalGate } from './approval-gate.js';
import type { Supervisor } from './supervisor.js';

/** Where finished reports are announced. */
export interface ReportPublisher {
  publishReport(state: DeepAgentState): void;
}

/** The parts of the server that a run needs. */
export interface WorkflowServices {
  readonly supervisor: Supervisor;
  readonly dispatcher: ToolDispatcher;
  readonly states: StateStore;
  readonly approvals: ApprovalGate;
  readonly publisher: ReportPublisher;
}

/** Takes runs from the submission to the finished report. */
export class WorkflowOrchestrator {
  // The latest run of each thread: follow-up questions refer back to it.
  private readonly runs = new Map<string, DeepAgentState>();
  private readonly unfinished = new Set<Promise<void>>();

  constructor(private readonly services: WorkflowServices) {}

  /** Accepts a run and works on it in the background. */
  async submit(
    state: DeepAgentState,
    options: { requireApproval: boolean },
  ): Promise<void> {
    await this.services.states.saveRun(state, 'running');
    countEvent('runs_started');
    const work = this.execute(state, options.requireApproval)
      .catch((error: unknown) => this.recordFailure(state, error))
      .finally(() => this.unfinished.delete(work));
    this.unfinished.add(work);
  }

  /** Waits for the runs that are still being worked on. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.unfinished);
  }

  private async execute(
    state: DeepAgentState,
    requireApproval: boolean,
  ): Promise<void> {
    const { supervisor, dispatcher, states, approvals, publisher } =
      this.services;
    this.continueThread(state);
    dispatcher.bindState(state);
    await supervisor.prepare(state);
    if (requireApproval) {
      const approval = approvals.waitFor(state.runId ?? '', state);
      await states.saveRun(state, 'awaiting_approval');
      await approval;
      await states.saveRun(state, 'running');
    }
    await supervisor.complete(state);
    await states.saveRun(state, 'completed');
    countEvent('runs_completed');
    publisher.publishReport(state);
  }

  private continueThread(state: DeepAgentState): void {
    const threadId = state.chatThreadId ?? MAIN_THREAD;
    const previous = this.runs.get(threadId);
    if (previous !== undefined) {
      state.contextTracking = { continuedFrom: summarizeState(previous) };
    }
    this.runs.set(threadId, state);
  }

  private async recordFailure(
    state: DeepAgentState,
    error: unknown,
  ): Promise<void> {
    countEvent('runs_failed');
    logger.warning('run_failed', { runId: state.runId, error: String(error) });
    await this.services.states.saveRun(state, 'failed');
  }
}
