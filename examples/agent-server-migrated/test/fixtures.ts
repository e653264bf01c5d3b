import { UserExecutionContext } from '../src/context.js';
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

/** The context of a run of alice. */
export const aliceContext = UserExecutionContext.create({
  userId: 'alice',
  threadId: 'spring-review',
  runId: 'c0e3f0f4-5f0e-4a51-8a6c-8a7c6b1f2d10',
});

/** The context of a run of bob, who calls his thread the same. */
export const bobContext = UserExecutionContext.create({
  userId: 'bob',
  threadId: 'spring-review',
  runId: '5a0f2c55-31ac-4a4e-9f0e-6b0a6f0e8b21',
});
