import { join } from 'node:path';
import { z } from 'zod';
import type { UserExecutionContext } from '../context.js';
import { readJsonFile, writeJsonFile } from './json-file.js';

/** What a user has told us about their cloud account. */
export const accountSchema = z.object({
  accountNumber: z.string(),
  billingContact: z.string(),
  commitments: z.array(z.object({ service: z.string(), name: z.string() })),
  resources: z.array(
    z.object({
      resource: z.string(),
      service: z.string(),
      monthlyCost: z.number().nonnegative(),
    }),
  ),
});

/** The cloud account of one user. */
export type Account = z.infer<typeof accountSchema>;

/** Keeps one account per user. */
export class AccountStore {
  constructor(private readonly dataDirectory: string) {}

  /** Replaces the account of the user. */
  async save(state: UserExecutionContext, account: Account): Promise<void> {
    await writeJsonFile(this.pathFor(state), account);
  }

  /** The account of the user; throws when the user has not set it up. */
  async load(state: UserExecutionContext): Promise<Account> {
    const content = await readJsonFile(this.pathFor(state));
    if (content === undefined) {
      throw new Error(`${state.userId} has not set up an account`);
    }
    return accountSchema.parse(content);
  }

  private pathFor(state: UserExecutionContext): string {
    return join(this.dataDirectory, 'users', state.userId, 'account.json');
  }
}
