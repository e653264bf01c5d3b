import type { UserId } from '@example/context';

import type { Tool } from './tool.ts';

const notesOfUsers = new Map<UserId, readonly string[]>();

/** Keeps what a user wants to be reminded of, for this user alone. */
export const notes: Tool = {
  name: 'notes',
  run(input, context) {
    const own = [...(notesOfUsers.get(context.userId) ?? []), input];
    notesOfUsers.set(context.userId, own);
    return `Your notes: ${own.join('; ')}`;
  },
};
