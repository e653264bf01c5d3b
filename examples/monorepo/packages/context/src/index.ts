declare const authenticated: unique symbol;

/** The id of a user who was authenticated; a text that somebody sent is none. */
export type UserId = string & { readonly [authenticated]: true };

/** Whose request is worked on. Made once for each request, and handed to everything that works for it. */
export interface UserContext {
  readonly userId: UserId;
  readonly requestId: string;
}

/** Tells operators what the server does. */
export function record(event: string): void {
  process.stderr.write(`${event}\n`);
}
