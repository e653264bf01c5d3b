import type { Framework } from './framework.js';

/** deepagents, and the servers that have a state class of the same name of their own. */
export const deepagents: Framework = {
  name: 'deepagents',
  legacyTypes: [
    {
      type: { from: 'file', name: 'DeepAgentState' },
      replacement: { from: 'file', name: 'UserExecutionContext' },
      fields: {
        chatThreadId: 'threadId',
        websocketConnectionId: 'websocketClientId',
        userRequest: 'agentContext.userRequest',
        agentInput: 'agentContext.agentInput',
        triageResult: 'agentContext.triageResult',
        dataResult: 'agentContext.dataResult',
        optimizationsResult: 'agentContext.optimizationsResult',
        actionPlanResult: 'agentContext.actionPlanResult',
        reportResult: 'agentContext.reportResult',
        syntheticDataResult: 'agentContext.syntheticDataResult',
        stepCount: 'agentContext.stepCount',
        messages: 'agentContext.messages',
        qualityMetrics: 'agentContext.qualityMetrics',
        contextTracking: 'agentContext.contextTracking',
        metadata: 'agentContext.legacyMetadata',
        finalReport: 'auditMetadata.legacyFinalReport',
      },
      source:
        'the migration from DeepAgentState to UserExecutionContext that the phases come from: in practice the class stands in the server itself, in its `state.ts` or a port of it',
    },
    {
      type: { from: 'package', package: 'deepagents', name: ['DeepAgentState', 'DeepAgentStateType'] },
      source:
        'deepagents@0.0.2 dist/state.d.ts and dist/types.d.ts: the Zod object of the graph state and its type; neither exists from 1.1.0 on (checked 1.1.0, 1.3.1 and 1.14.1), whose MergedDeepAgentState is another type',
    },
  ],
};
