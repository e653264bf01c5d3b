import { logger } from '../utilities/logger.js';
import { summarizeState } from '../utilities/state-summary.js';
import type { UserExecutionContext } from '../context.js';
import type { RunState } from './run-state.js';

/** The agents that a run can consist of. */
export type AgentName = 'triage' | 'data' | 'optimization' | 'report';

/** An agent does one step of a run and returns what it found out. */
export interface Agent {
  run(state: RunState, context: UserExecutionContext): Promise<Partial<RunState>>;
}

/** How one step is to be executed. */
export interface AgentExecutionContext {
  readonly attempt: number;
  readonly timeoutMilliseconds: number;
}

/** Where the engine reports the progress of a run. */
export interface ProgressBridge {
  sendProgress(context: UserExecutionContext, message: string): void;
}

/** Executes the agents of one run and keeps its trail. */
export class ExecutionEngine {
  private readonly agentFactories = new Map<AgentName, () => Agent>();
  private trail: string[] = [];

  /** Makes an agent known; every step gets a fresh one from the factory. */
  registerAgent(name: AgentName, factory: () => Agent): void {
    this.agentFactories.set(name, factory);
  }

  /** Starts the trail of a run. */
  openRun(state: RunState): void {
    this.trail = [`opened ${summarizeState(state)}`];
  }

  /** Runs one agent on the state and puts its results into the state. */
  async executeAgentSafely(
    agentName: AgentName,
    state: RunState,
    context: AgentExecutionContext,
    userContext: UserExecutionContext,
    bridge?: ProgressBridge,
  ): Promise<void> {
    const factory = this.agentFactories.get(agentName);
    if (factory === undefined) {
      throw new Error(`no agent is registered as ${agentName}`);
    }
    bridge?.sendProgress(userContext, `${agentName}: ${state.userRequest}`);
    const updates = await withTimeout(
      factory().run(state, userContext),
      context.timeoutMilliseconds,
    );
    Object.assign(state, updates, { stepCount: state.stepCount + 1 });
    this.trail.push(`${agentName} finished ${summarizeState(state)}`);
    logger.info('agent_finished', { agentName, attempt: context.attempt });
  }

  /** The trail of the run, for the quality metrics. */
  closeRun(): string[] {
    return [...this.trail];
  }
}

async function withTimeout<T>(
  work: Promise<T>,
  milliseconds: number,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the agent took longer than ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
