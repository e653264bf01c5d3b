import type { UserContext } from '@example/context';
import type { ToolDispatcher } from '@example/tools';

/** Answers what a user says; what begins with `remember` is left to a tool. */
export class Agent {
  readonly #tools: ToolDispatcher;

  constructor(tools: ToolDispatcher) {
    this.#tools = tools;
  }

  answer(message: string, context: UserContext): string {
    const [, reminder] = /^remember (.+)$/u.exec(message) ?? [];
    return reminder === undefined ? `You said: ${message}` : this.#tools.dispatch('notes', reminder, context);
  }
}
