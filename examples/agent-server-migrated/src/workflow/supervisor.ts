import type {
  AgentName,
  ExecutionEngine,
  ProgressBridge,
} from '../execution/execution-engine.js';
import type { RunState } from '../execution/run-state.js';
import type { UserExecutionContext } from '../context.js';

const STEP_TIMEOUT_MILLISECONDS = 10_000;

/** Decides which agents work on a run, and has the engine execute them. */
export class Supervisor {
  constructor(
    private readonly engine: ExecutionEngine,
    private readonly bridge: ProgressBridge,
  ) {}

  /** Finds out what the request is about and collects the spend data. */
  async prepare(state: RunState, context: UserExecutionContext): Promise<void> {
    this.engine.openRun(state);
    await this.execute('triage', state, context);
    if (state.triageResult?.needsSpendData) {
      await this.execute('data', state, context);
    }
  }

  /** Looks for savings and writes the report. */
  async complete(state: RunState, context: UserExecutionContext): Promise<void> {
    await this.execute('optimization', state, context);
    await this.execute('report', state, context);
    state.qualityMetrics = { trail: this.engine.closeRun() };
  }

  private async execute(
    agentName: AgentName,
    state: RunState,
    context: UserExecutionContext,
  ): Promise<void> {
    await this.engine.executeAgentSafely(
      agentName,
      state,
      { attempt: 1, timeoutMilliseconds: STEP_TIMEOUT_MILLISECONDS },
      context,
      this.bridge,
    );
  }
}
