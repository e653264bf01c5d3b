import type { UserId } from '@example/context';

const users: ReadonlyMap<string, UserId> = new Map([
  ['Bearer alice-token', 'alice' as UserId],
  ['Bearer bob-token', 'bob' as UserId],
]);

/** Says whose request this is; `undefined` where the token is missing or unknown. */
export function authenticate(authorization: string | undefined): UserId | undefined {
  return authorization === undefined ? undefined : users.get(authorization);
}
