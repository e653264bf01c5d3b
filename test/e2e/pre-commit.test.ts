import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CommandResult } from './consumer.js';

import { makeClientProject } from './client-project.js';
import { removeScratchDirectory, run, writeFiles } from './consumer.js';
import { guide } from './guide.js';
import { leak, mended, projectFiles, searchForUser } from './project-files.js';

const minutes = 60_000;

const files = { ...projectFiles, '.gitignore': 'node_modules/\n' };

const hooks = {
  husky: {
    files: {
      '.husky/pre-push': guide('pre-commit').file('.husky/pre-push'),
      '.husky/pre-commit': guide('pre-commit').file('.husky/pre-commit'),
      'package.json': JSON.stringify({
        ...(JSON.parse(projectFiles['package.json']) as object),
        ...(JSON.parse(guide('pre-commit').file('package.json')) as object),
      }),
    },
    install: 'npm run --silent prepare',
    hidesAllUnstaged: true,
  },
  lefthook: {
    files: {
      'lefthook.yml': guide('pre-commit').file('lefthook.yml'),
    },
    install: 'npx lefthook install',
    hidesAllUnstaged: false,
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
    await gitOrThrow('init --quiet --bare --initial-branch main node_modules/origin.git');
    await gitOrThrow('remote add origin node_modules/origin.git');
    await gitOrThrow('push --quiet origin main');
    const { exitCode, stderr, stdout } = await run(hook.install, project);
    expect(exitCode, stdout + stderr).toBe(0);
  }, minutes);

  afterAll(async () => {
    await removeScratchDirectory(project);
  }, minutes);

  // Each continues in the repository that the one before it left.
  it('stops a commit that has a leak', async () => {
    await writeFiles(project, { 'src/handle.ts': leak });
    await gitOrThrow('add src/handle.ts');
    const { exitCode, stderr, stdout } = await commit('leak');
    expect(stdout + stderr).toContain('user-context/no-shared-agent-state');
    expect(exitCode).toBe(1);
    expect(await subjects()).toEqual(['start']);
  });

  it('lets the mended one pass, whatever lies on disk beside it', async () => {
    await writeFiles(project, { 'src/handle.ts': mended });
    await gitOrThrow('add src/handle.ts');
    await writeFiles(project, { 'src/handle.ts': leak });
    expect(await commit('mended')).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(project, 'src/handle.ts'), 'utf8')).toBe(leak);
    expect(await gitOrThrow('show HEAD:src/handle.ts')).toBe(mended);
  });

  it('stops a commit whose leak is mended on disk only', async () => {
    await gitOrThrow('add src/handle.ts');
    await writeFiles(project, { 'src/handle.ts': mended });
    const { exitCode, stderr, stdout } = await commit('half');
    expect(stdout + stderr).toContain('user-context/no-shared-agent-state');
    expect(exitCode).toBe(1);
    expect(await readFile(join(project, 'src/handle.ts'), 'utf8')).toBe(mended);
    expect(await subjects()).toEqual(['mended', 'start']);
    await gitOrThrow('reset --quiet --hard');
  });

  it(`takes the types of other files as they ${hook.hidesAllUnstaged ? 'will be committed' : 'lie on disk'}`, async () => {
    await writeFiles(project, {
      'src/search.ts': searchForUser,
      'src/reply.ts': files['src/reply.ts'].replace('} for $', '} as of $'),
    });
    await gitOrThrow('add src/reply.ts');
    const { exitCode, stderr, stdout } = await commit('reply');
    expect((stdout + stderr).includes('user-context/forward-user-context')).toBe(!hook.hidesAllUnstaged);
    expect(exitCode).toBe(hook.hidesAllUnstaged ? 0 : 1);
    expect(await readFile(join(project, 'src/search.ts'), 'utf8')).toBe(searchForUser);
    await gitOrThrow('reset --quiet --hard');
  });

  it('sees no file that depends on what is staged', async () => {
    await writeFiles(project, { 'src/search.ts': searchForUser });
    await gitOrThrow('add src/search.ts');
    expect(await commit('dependents')).toMatchObject({ exitCode: 0 });
    expect(await gitOrThrow('show HEAD:src/search.ts')).toBe(searchForUser);
  });

  it('stops the push, which sees them', async () => {
    const { exitCode, stderr, stdout } = await git('push origin main');
    expect(stdout + stderr).toContain('src/reply.ts:5:13  forward-user-context');
    expect(exitCode).toBe(1);
    expect(await gitOrThrow('log --format=%s origin/main')).toBe('start\n');
  });
});
