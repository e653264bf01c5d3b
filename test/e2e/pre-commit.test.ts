import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CommandResult } from './consumer.js';

import { makeClientProject } from './client-project.js';
import { removeScratchDirectory, run, writeFiles } from './consumer.js';
import { guide } from './guide.js';

const minutes = 60_000;

const files = {
  '.gitignore': 'node_modules/\n',
  'eslint.config.js': `import userContext from 'eslint-plugin-user-context';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['src/**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  plugins: { 'user-context': userContext },
  extends: ['user-context/recommended'],
  settings: { 'user-context': { contextTypes: [{ from: 'file', name: 'UserContext', path: 'src/context.ts' }] } },
});
`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, types: [] },
    include: ['src'],
  }),
  'src/context.ts': `export interface UserContext {
  readonly userId: string;
}
`,
  'src/search.ts': `export function search(query: string): string {
  return query;
}
`,
  'src/reply.ts': `import type { UserContext } from './context.js';
import { search } from './search.js';

export function reply(question: string, context: UserContext): string {
  return \`\${search(question)} for \${context.userId}\`;
}
`,
};

/** Who asked last is kept where the next user's request finds it. */
const leak = `let lastQuestion = '';

export function remember(question: string): string {
  const before = lastQuestion;
  lastQuestion = question;
  return before;
}
`;

/** The same without a leak: each caller keeps its own. */
const mended = `export function remember(question: string, before: string): string {
  return before === question ? '' : before;
}
`;

const hooks = {
  husky: {
    files: {
      '.husky/pre-commit': guide('pre-commit').file('.husky/pre-commit'),
      'package.json': guide('pre-commit').file('package.json').replace('{', '{ "private": true, "type": "module",'),
    },
    install: 'npm run --silent prepare',
  },
  lefthook: {
    files: {
      'lefthook.yml': guide('pre-commit').file('lefthook.yml'),
      'package.json': '{ "private": true, "type": "module" }\n',
    },
    install: 'npx lefthook install',
  },
};

describe.each(Object.entries(hooks))('the %s recipe', (_name, hook) => {
  let project: string;

  async function git(command: string): Promise<CommandResult> {
    return run(`git ${command}`, project);
  }

  async function gitOrThrow(command: string): Promise<string> {
    const { exitCode, stderr, stdout } = await git(command);
    if (exitCode !== 0) {
      throw new Error(`git ${command} exits with ${exitCode}:\n${stdout}\n${stderr}`);
    }
    return stdout;
  }

  /** Commits what is staged; the subjects tell afterwards which commits there are. */
  async function commit(subject: string): Promise<CommandResult> {
    return git(`commit --message ${subject}`);
  }

  async function subjects(): Promise<string[]> {
    return (await gitOrThrow('log --format=%s')).trim().split('\n');
  }

  beforeAll(async () => {
    project = await makeClientProject({ ...files, ...hook.files });
    await gitOrThrow('init --quiet --initial-branch main');
    for (const setting of ['user.name Tests', 'user.email tests@example.com', 'commit.gpgsign false', 'core.autocrlf false']) {
      await gitOrThrow(`config ${setting}`);
    }
    await gitOrThrow('add .');
    await gitOrThrow('commit --quiet --message start');
    const { exitCode, stderr, stdout } = await run(hook.install, project);
    expect(exitCode, stdout + stderr).toBe(0);
  }, minutes);

  afterAll(async () => {
    await removeScratchDirectory(project);
  }, minutes);

  // Each continues in the repository that the one before it left.
  it('stops a commit that has a leak, and lets the mended one pass', async () => {
    await writeFiles(project, { 'src/remember.ts': leak });
    await gitOrThrow('add src/remember.ts');
    const { exitCode, stderr, stdout } = await commit('leak');
    expect(stdout + stderr).toContain('user-context/no-shared-agent-state');
    expect(exitCode).toBe(1);
    expect(await subjects()).toEqual(['start']);

    await writeFiles(project, { 'src/remember.ts': mended });
    await gitOrThrow('add src/remember.ts');
    expect(await commit('mended')).toMatchObject({ exitCode: 0 });
    expect(await subjects()).toEqual(['mended', 'start']);
  });

  it('judges what is staged of a file, not what lies on disk', async () => {
    await writeFiles(project, { 'src/remember.ts': `${mended}\nexport const isStaged = true;\n` });
    await gitOrThrow('add src/remember.ts');
    await writeFiles(project, { 'src/remember.ts': leak });
    expect(await commit('good-part')).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(project, 'src/remember.ts'), 'utf8')).toBe(leak);
    expect(await gitOrThrow('show HEAD:src/remember.ts')).toContain('isStaged');

    await gitOrThrow('add src/remember.ts');
    await writeFiles(project, { 'src/remember.ts': mended });
    const { exitCode, stderr, stdout } = await commit('bad-part');
    expect(stdout + stderr).toContain('user-context/no-shared-agent-state');
    expect(exitCode).toBe(1);
    expect(await readFile(join(project, 'src/remember.ts'), 'utf8')).toBe(mended);
    expect((await subjects())[0]).toBe('good-part');
    await gitOrThrow('reset --quiet --hard');
  });

  it('does not see files that depend on what is staged', async () => {
    await writeFiles(project, {
      'src/search.ts': `import type { UserContext } from './context.js';

export function search(query: string, context?: UserContext): string {
  return \`\${query} for \${context?.userId ?? 'nobody'}\`;
}
`,
    });
    await gitOrThrow('add src/search.ts');
    expect(await commit('dependents')).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await run('npx eslint .', project);
    expect(stdout).toMatch(/src[\\/]reply\.ts\n.*user-context\/forward-user-context/u);
    expect(exitCode).toBe(1);
  });
});
