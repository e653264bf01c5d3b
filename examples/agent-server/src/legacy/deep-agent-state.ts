import type {
  ActionPlanResult,
  DataResult,
  OptimizationsResult,
  Report,
  SyntheticDataResult,
  TriageResult,
} from '../execution/results.js';

/** One line of the conversation between the user and the agents. */
export interface AgentMessage {
  role: 'user' | 'assistant';
  content: string;
}

/** Labels and display options of a run. */
export interface RunMetadata {
  tags: string[];
  display: { currency: string; decimals: number };
}

/** What the user hands in besides the request itself. */
export interface AgentInput {
  notes?: string;
  services?: string[];
}

/** The data of a {@link DeepAgentState}. */
export interface DeepAgentStateFields {
  userRequest: string;
  chatThreadId?: string;
  userId?: string;
  runId?: string;
  websocketConnectionId?: string;
  agentInput?: AgentInput;
  triageResult?: TriageResult;
  dataResult?: DataResult;
  optimizationsResult?: OptimizationsResult;
  actionPlanResult?: ActionPlanResult;
  reportResult?: Report;
  syntheticDataResult?: SyntheticDataResult;
  finalReport?: string;
  stepCount: number;
  messages: AgentMessage[];
  metadata: RunMetadata;
  qualityMetrics: { trail?: string[] };
  contextTracking: { continuedFrom?: string };
}

/**
 * Everything the agents know about a run: the request, who made it, and the
 * result of each step so far. The supervisor hands one object to all agents,
 * and each of them adds its part.
 */
export class DeepAgentState implements DeepAgentStateFields {
  userRequest = 'default_request';
  chatThreadId?: string;
  userId?: string;
  runId?: string;
  websocketConnectionId?: string;
  agentInput?: AgentInput;
  triageResult?: TriageResult;
  dataResult?: DataResult;
  optimizationsResult?: OptimizationsResult;
  actionPlanResult?: ActionPlanResult;
  reportResult?: Report;
  syntheticDataResult?: SyntheticDataResult;
  finalReport?: string;
  stepCount = 0;
  messages: AgentMessage[] = [];
  metadata: RunMetadata = {
    tags: [],
    display: { currency: 'EUR', decimals: 2 },
  };
  qualityMetrics: { trail?: string[] } = {};
  contextTracking: { continuedFrom?: string } = {};

  constructor(fields: Partial<DeepAgentStateFields> = {}) {
    Object.assign(this, fields);
  }

  /** A new state with the given fields replaced. */
  copyWithUpdates(updates: Partial<DeepAgentStateFields>): DeepAgentState {
    return new DeepAgentState({ ...this, ...updates });
  }

  /** Takes over every field that the other state has set. */
  mergeFrom(other: DeepAgentState): void {
    const present = Object.entries(other).filter(
      ([, value]) => value !== undefined,
    );
    Object.assign(this, Object.fromEntries(present));
  }
}
