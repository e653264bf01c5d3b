import type { UserContext } from '@example/context';

import { record } from '@example/context';

import type { Tool } from './tool.ts';

/** Finds the tool that an agent asks for, and runs it for the user whom the agent works for. */
export class ToolDispatcher {
  readonly #tools: ReadonlyMap<string, Tool>;

  constructor(tools: readonly Tool[]) {
    this.#tools = new Map(tools.map((tool) => [tool.name, tool]));
  }

  /** @throws {Error} where there is no such tool. */
  dispatch(name: string, input: string, context: UserContext): string {
    const tool = this.#tools.get(name);
    if (tool === undefined) {
      throw new Error(`there is no tool "${name}"`);
    }
    record(`${name} runs`);
    return tool.run(input, context);
  }
}
