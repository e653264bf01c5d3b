import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Correction, Problem } from './clients/editor.mjs';

import { makeClientProject } from './client-project.js';
import { Editor } from './clients/editor.mjs';
import { removeScratchDirectory } from './consumer.js';
import { guide } from './guide.js';

const minutes = 60_000;

const config = `import userContext from 'eslint-plugin-user-context';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['src/**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  plugins: { 'user-context': userContext },
  extends: ['user-context/recommended'],
  settings: { 'user-context': { contextTypes: [{ from: 'file', name: 'UserContext', path: 'src/context.ts' }] } },
});
`;

const tsconfig = JSON.stringify({
  compilerOptions: { target: 'ES2022', lib: ['ES2022'], module: 'NodeNext', strict: true, noEmit: true, types: [] },
  include: ['src'],
});

const files = {
  'package.json': JSON.stringify({ private: true, type: 'module' }),
  'eslint.config.js': config,
  'tsconfig.json': tsconfig,
  'src/context.ts': `export interface UserContext {
  readonly userId: string;
}
`,
  'src/tools.ts': `import type { UserContext } from './context.js';

export function callTool(input: string, context: UserContext): string {
  return \`\${input} for \${context.userId}\`;
}
`,
  'src/search.ts': `import type { UserContext } from './context.js';
import { callTool } from './tools.js';

export function search(query: string, context: UserContext): string {
  return callTool(query, context);
}
`,
};

const good = files['src/search.ts'];
const withoutArgument = good.replace('callTool(query, context)', 'callTool(query)');
const withoutContext = withoutArgument.replace(', context: UserContext', '').replace(/^import type .*\n/u, '');

function rulesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ code }) => code ?? '');
}

function titled(corrections: readonly Correction[], title: string): Correction {
  const found = corrections.find((correction) => correction.title === title);
  if (found === undefined) {
    throw new Error(`"${title}" is not offered, but ${corrections.map((each) => `"${each.title}"`).join(', ')}`);
  }
  return found;
}

describe("VS Code's ESLint server", () => {
  let project: string;
  let editor: Editor;

  beforeAll(async () => {
    project = await makeClientProject(files);
    const settings = JSON.parse(guide('editor').file('.vscode/settings.json')) as Record<string, unknown>;
    editor = await Editor.start(project, settings);
  }, minutes);

  afterAll(async () => {
    await editor.stop();
    await removeScratchDirectory(project);
  }, minutes);

  /** Types a text into an open file and takes the correction of its only problem. */
  async function correct(path: string, text: string, title: string): Promise<void> {
    await editor.type(path, text);
    const [problem, ...others] = await editor.problems(path);
    if (problem === undefined || others.length > 0) {
      throw new Error(`${path} has ${others.length + (problem === undefined ? 0 : 1)} problems instead of one`);
    }
    await editor.apply(titled(await editor.corrections(path, problem), title));
  }

  it('reports in a text that is not saved what only types can tell, and applies its fix', async () => {
    await editor.open('src/search.ts');
    expect(await editor.problems('src/search.ts')).toEqual([]);
    await editor.type('src/search.ts', withoutArgument);
    expect(await editor.problems('src/search.ts')).toMatchObject([
      { code: 'user-context/forward-user-context', severity: 1, range: { start: { line: 4 } } },
    ]);
    await correct('src/search.ts', withoutArgument, 'Fix this user-context/forward-user-context problem');
    expect(editor.text('src/search.ts')).toBe(good);
    expect(await editor.problems('src/search.ts')).toEqual([]);
    expect(readFileSync(join(project, 'src/search.ts'), 'utf8')).toBe(good);
  });

  it('applies a suggestion, whose result has the next problem', async () => {
    await correct('src/search.ts', withoutContext, 'Add the required parameter `context: UserContext`. (user-context/require-user-context)');
    expect(editor.text('src/search.ts')).toContain('export function search(query: string, context: UserContext): string {');
    expect(rulesOf(await editor.problems('src/search.ts'))).toEqual(['user-context/forward-user-context']);
  });

  it('applies fixes on saving, and no suggestion', async () => {
    await editor.type('src/search.ts', withoutArgument + withoutContext.replace('search', 'find').replace(/^import .*\n\n/mu, '\n'));
    expect(rulesOf(await editor.problems('src/search.ts'))).toEqual([
      'user-context/forward-user-context',
      'user-context/require-user-context',
    ]);
    for (const correction of await editor.onSave('src/search.ts')) {
      await editor.apply(correction);
    }
    expect(editor.text('src/search.ts')).toContain('callTool(query, context)');
    expect(rulesOf(await editor.problems('src/search.ts'))).toEqual(['user-context/require-user-context']);
  });
});
