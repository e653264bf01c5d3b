export { DeepAgentState } from './deep-agent-state.js';
export type {
  AgentInput,
  AgentMessage,
  DeepAgentStateFields,
  RunMetadata,
} from './deep-agent-state.js';
export { contextFromState, stateFromContext } from './state-adapter.js';
