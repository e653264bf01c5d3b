import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeClientProject } from './client-project.js';
import { Editor } from './clients/editor.mjs';
import { removeScratchDirectory, writeFiles } from './consumer.js';
import { guide } from './guide.js';
import { projectFiles, searchForUser } from './project-files.js';

const minutes = 60_000;

const settings = JSON.parse(guide('editor').file('.vscode/settings.json')) as Record<string, unknown>;

const files = {
  ...projectFiles,
  'src/tools.ts': `import type { UserContext } from './context.js';

export function callTool(input: string, context: UserContext): string {
  return \`\${input} for \${context.userId}\`;
}
`,
  'src/ask.ts': `import type { UserContext } from './context.js';
import { callTool } from './tools.js';

export function ask(question: string, context: UserContext): string {
  return callTool(question, context);
}
`,
};

const good = files['src/ask.ts'];
const withoutArgument = good.replace('callTool(question, context)', 'callTool(question)');
const withoutParameter = withoutArgument.replace(', context: UserContext', '').replace(/^import type .*\n/u, '');

describe("VS Code's ESLint server", () => {
  let project: string;
  let editor: Editor;

  beforeAll(async () => {
    project = await makeClientProject(files);
    editor = await Editor.start(project, settings);
  }, minutes);

  afterAll(async () => {
    await editor.stop();
    await removeScratchDirectory(project);
  }, minutes);

  async function rulesIn(path: string): Promise<string[]> {
    return (await editor.problems(path)).map(({ code = '' }) => code);
  }

  /** Takes a correction of a file's first problem. */
  async function correct(path: string, title: string): Promise<void> {
    const [problem] = await editor.problems(path);
    const corrections = problem === undefined ? [] : await editor.corrections(path, problem);
    const correction = corrections.find((each) => each.title === title);
    if (correction === undefined) {
      throw new Error(`"${title}" is not offered, but ${corrections.map((each) => `"${each.title}"`).join(', ')}`);
    }
    await editor.apply(correction);
  }

  // Each continues with the texts that the one before it left.
  it('reports in a text that is not saved what only types can tell, and applies the fix', async () => {
    await editor.open('src/ask.ts');
    expect(await rulesIn('src/ask.ts')).toEqual([]);
    await editor.type('src/ask.ts', withoutArgument);
    expect(await editor.problems('src/ask.ts')).toMatchObject([
      { code: 'user-context/forward-user-context', severity: 1, range: { start: { line: 4 } } },
    ]);
    await correct('src/ask.ts', 'Fix this user-context/forward-user-context problem');
    expect(editor.text('src/ask.ts')).toBe(good);
    expect(await rulesIn('src/ask.ts')).toEqual([]);
    expect(await readFile(join(project, 'src/ask.ts'), 'utf8')).toBe(good);
  });

  it('applies a suggestion, after which the next problem is there', async () => {
    await editor.type('src/ask.ts', withoutParameter);
    expect(await rulesIn('src/ask.ts')).toEqual(['user-context/require-user-context']);
    await correct('src/ask.ts', 'Add the required parameter `context: UserContext`. (user-context/require-user-context)');
    expect(editor.text('src/ask.ts')).toContain('export function ask(question: string, context: UserContext): string {');
    expect(await rulesIn('src/ask.ts')).toEqual(['user-context/forward-user-context']);
  });

  it('applies fixes on saving, and no suggestion', async () => {
    const another = withoutParameter.replace(/^import .*\n\n/u, '\n').replace('ask', 'askAgain');
    await editor.type('src/ask.ts', withoutArgument + another);
    expect(await rulesIn('src/ask.ts')).toEqual(['user-context/forward-user-context', 'user-context/require-user-context']);
    for (const correction of await editor.onSave('src/ask.ts')) {
      await editor.apply(correction);
    }
    expect(editor.text('src/ask.ts')).toBe(good + another);
    expect(await rulesIn('src/ask.ts')).toEqual(['user-context/require-user-context']);
  });

  it('judges a file by what is typed into another one, saved or not', async () => {
    await editor.open('src/reply.ts');
    expect(await rulesIn('src/reply.ts')).toEqual([]);
    await editor.open('src/search.ts');
    await editor.type('src/search.ts', searchForUser);
    expect(await rulesIn('src/search.ts')).toEqual([]);
    expect(await rulesIn('src/reply.ts')).toEqual(['user-context/forward-user-context']);
    await editor.close('src/search.ts');
    expect(await rulesIn('src/reply.ts')).toEqual(['user-context/forward-user-context']);
  });

  it('forgets on a restart what was not saved', async () => {
    await editor.stop();
    editor = await Editor.start(project, settings);
    await editor.open('src/reply.ts');
    expect(await rulesIn('src/reply.ts')).toEqual([]);
  });

  it('sees what another program writes into a file once this file is opened', async () => {
    await writeFiles(project, { 'src/search.ts': searchForUser });
    await editor.changedOnDisk('src/search.ts');
    expect(await rulesIn('src/reply.ts')).toEqual([]);
    await editor.open('src/search.ts');
    expect(await rulesIn('src/search.ts')).toEqual([]);
    expect(await rulesIn('src/reply.ts')).toEqual(['user-context/forward-user-context']);
  });
});
