import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { UserExecutionContext } from '../context.js';
import { HttpError } from './http-error.js';

/** Somebody who may use the server. */
export interface User {
  readonly id: string;
  readonly displayName: string;
}

const USERS: readonly User[] = [
  { id: 'alice', displayName: 'Alice' },
  { id: 'bob', displayName: 'Bob' },
];

// Development tokens: alice-token, bob-token.
const USERS_BY_TOKEN_DIGEST: ReadonlyMap<string, User> = new Map(
  USERS.map((user) => [digest(`${user.id}-token`), user]),
);

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Finds a user in the user directory. */
export function findUser(userId: string): User | undefined {
  return USERS.find((user) => user.id === userId);
}

/** The user that an Authorization header stands for, if it is valid. */
export function userForAuthorization(
  authorization: string | undefined,
): User | undefined {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  return token === undefined
    ? undefined
    : USERS_BY_TOKEN_DIGEST.get(digest(token));
}

/** Lets requests with a valid bearer token pass and remembers the user. */
export function authenticate(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const user = userForAuthorization(request.headers.authorization);
  if (user === undefined) {
    throw new HttpError(401, 'a valid bearer token is required');
  }
  response.locals.user = user;
  next();
}

/** Creates the context of an authenticated request. */
export function createRequestContext(
  response: Response,
  run: { threadId: string; runId: string },
): UserExecutionContext {
  const user = response.locals.user as User;
  return UserExecutionContext.create({ userId: user.id, ...run });
}
