import type {
  ActionPlanResult,
  DataResult,
  OptimizationsResult,
  Report,
  SyntheticDataResult,
  TriageResult,
} from './results.js';

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

/**
 * Everything the agents find out about one run: the request, and the result of
 * each step so far. Whose run it is, only its context says.
 */
export class RunState {
  userRequest: string;
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

  constructor(fields: Pick<RunState, 'userRequest'> & Partial<RunState>) {
    this.userRequest = fields.userRequest;
    Object.assign(this, fields);
  }
}
