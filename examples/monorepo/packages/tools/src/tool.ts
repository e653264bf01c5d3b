import type { UserContext } from '@example/context';

/** What an agent can do for a user. */
export interface Tool {
  readonly name: string;
  run(input: string, context: UserContext): string;
}
