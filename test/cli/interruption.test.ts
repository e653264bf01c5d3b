import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

import { planName } from '../../src/cli/migrate/write-files.js';
import { ScratchProject } from './scratch-project.js';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const fileCount = 150;

let project: ScratchProject | undefined;

afterEach(() => {
  project?.remove();
  project = undefined;
});

const before = (index: number): string =>
  `import { tools } from './context.js';\n\nexport function run${index}(input: string): string {\n  return tools.dispatch('run', input);\n}\n`;

const after = (index: number): string =>
  before(index).replace('{ tools }', '{ tools, type UserContext }').replace('input: string)', 'input: string, context: UserContext)');

const pathOf = (index: number): string => `src/run${index}.ts`;

const indexes = Array.from({ length: fileCount }, (_, index) => index);

function isWritten(scratch: ScratchProject, index: number): boolean {
  return scratch.read(pathOf(index)) === after(index);
}

/** Runs the command and stops it as soon as some files are written. */
function interrupt(scratch: ScratchProject, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'migrate', '--allow-dirty'], { cwd: scratch.directory, stdio: 'ignore' });
    const watch = setInterval(() => {
      if (existsSync(join(scratch.directory, planName)) && indexes.some((index) => isWritten(scratch, index))) {
        clearInterval(watch);
        child.kill(signal);
      }
    }, 1);
    child.once('error', reject);
    child.once('exit', () => {
      clearInterval(watch);
      resolve();
    });
  });
}

function manyFiles(): ScratchProject {
  project = new ScratchProject(Object.fromEntries(indexes.map((index) => [pathOf(index), before(index)])));
  return project;
}

describe.each(['SIGKILL', 'SIGINT'] as const)('stopped by %s while it writes', (signal) => {
  it('leaves each file old or new, and a second run goes on', async () => {
    const scratch = manyFiles();
    await interrupt(scratch, signal);
    const written = indexes.filter((index) => isWritten(scratch, index));
    const untouched = indexes.filter((index) => scratch.read(pathOf(index)) === before(index));
    expect(written.length).toBeGreaterThan(0);
    expect(untouched.length).toBeGreaterThan(0);
    expect(written.length + untouched.length).toBe(fileCount);
    const { exitCode, stderr, stdout } = await scratch.migrateWith();
    expect(stderr).toContain(`went on with the run that was interrupted: ${untouched.length} files written`);
    expect(stdout).toContain('0  files changed');
    expect(exitCode).toBe(0);
    expect(indexes.every((index) => isWritten(scratch, index))).toBe(true);
    expect(existsSync(join(scratch.directory, planName))).toBe(false);
    expect(scratch.typeErrors()).toEqual([]);
  });
});

it('does not write over what was changed since the interruption', async () => {
  const scratch = manyFiles();
  await interrupt(scratch, 'SIGKILL');
  const untouched = indexes.find((index) => scratch.read(pathOf(index)) === before(index)) as number;
  scratch.write(pathOf(untouched), '// changed by hand\n');
  const { exitCode, stderr } = await scratch.migrateWith();
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`${pathOf(untouched)} was changed since it was read`);
  expect(scratch.read(pathOf(untouched))).toBe('// changed by hand\n');
});

it('says which files are written where one cannot be, and goes on when it can', async () => {
  // No temporary file fits beside a file whose name is as long as names can be; that also holds for the superuser.
  const long = `src/${'z'.repeat(250)}.ts`;
  project = new ScratchProject({ [pathOf(1)]: before(1), [long]: before(2) });
  const { exitCode, stderr } = await project.migrate();
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`${long} cannot be written`);
  expect(stderr).toContain(`written so far: ${pathOf(1)}`);
  expect(project.read(pathOf(1))).toBe(after(1));
  expect(project.read(long)).toBe(before(2));
});
