import { afterEach, describe, expect, it } from 'vitest';

import { ScratchProject } from './scratch-project.js';

let project: ScratchProject | undefined;

afterEach(() => {
  project?.remove();
  project = undefined;
});

const wrappers = `export function traced<A extends unknown[], R>(run: (...given: A) => R): (...given: A) => R {
  return (...given) => run(...given);
}

export function withLabel<A extends unknown[], R>(label: string, run: (...given: A) => Promise<R>): (...given: A) => Promise<R> {
  return async (...given) => {
    String(label);
    return run(...given);
  };
}

export function memoized<F extends (...given: never[]) => unknown>(run: F): F {
  return run;
}
`;

describe('goes on through functions that are wrapped', () => {
  it.each([
    ['in one that passes on all that it is called with', 'traced(ask)'],
    ['in one with more arguments', "withLabel('ask', async (query: string) => ask(query))"],
    ['in one that has the type of what it wraps', 'memoized(ask)'],
    ['by a name', 'traced(shout)'],
  ])('%s', async (_, wrapped) => {
    project = new ScratchProject({
      'src/wrappers.ts': wrappers,
      'src/ask.ts': `import { tools } from './context.js';
import { memoized, traced, withLabel } from './wrappers.js';

function ask(query: string): string {
  return tools.dispatch('ask', query);
}

function shout(query: string): string {
  return ask(query).toUpperCase();
}

export const wrappers = [memoized, traced, withLabel];

export const answer = ${wrapped};
`,
      'src/report.ts': "import { answer } from './ask.js';\n\nexport function report(query: string): unknown {\n  return answer(query);\n}\n",
    });
    const { stdout } = await project.migrate();
    expect(project.read('src/ask.ts')).toContain('function ask(query: string, context: UserContext)');
    expect(project.read('src/report.ts')).toContain('report(query: string, context: UserContext): unknown {\n  return answer(query, context);');
    expect(stdout).not.toContain('taken back');
    expect(project.typeErrors()).toEqual([]);
  });
});
