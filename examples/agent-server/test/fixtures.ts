import {
  DeepAgentState,
  type DeepAgentStateFields,
} from '../src/legacy/index.js';
import type { Account } from '../src/store/account-store.js';

/** The cloud account that the tests work with. */
export const aliceAccount: Account = {
  accountNumber: '4711',
  billingContact: 'Alice, Finance',
  commitments: [{ service: 'compute', name: 'compute-three-years' }],
  resources: [
    { resource: 'build-farm', service: 'compute', monthlyCost: 620 },
    { resource: 'backups', service: 'storage', monthlyCost: 90 },
  ],
};

/** The state of a run of alice; fields may be replaced. */
export function createAliceState(
  fields: Partial<DeepAgentStateFields> = {},
): DeepAgentState {
  return new DeepAgentState({
    userId: 'alice',
    chatThreadId: 'spring-review',
    runId: 'c0e3f0f4-5f0e-4a51-8a6c-8a7c6b1f2d10',
    userRequest: 'Where can we save?',
    ...fields,
  });
}
