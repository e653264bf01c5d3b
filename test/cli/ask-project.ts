import { expect } from 'vitest';

import { ScratchProject } from './scratch-project.js';

/** Imports the function that runs a tool in an {@link askProject}. */
export const importAsk = "import { ask } from './ask.js';\n";

/** A project with a function that runs a tool, in a chain whose other functions are in `files`. */
export function askProject(files: Readonly<Record<string, string>>): ScratchProject {
  return new ScratchProject({
    'src/ask.ts': "import { tools } from './context.js';\n\nexport function ask(query: string): string {\n  return tools.dispatch('ask', query);\n}\n",
    ...files,
  });
}

/** The function that runs the tool takes the context: the chain was not taken back. */
export function expectThreaded(scratch: ScratchProject): void {
  expect(scratch.read('src/ask.ts')).toContain('ask(query: string, context: UserContext)');
}
