import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

import { CommandError } from '../command-error.js';

/** A file that is to be written. */
export interface ChangedFile {
  /** Relative to the directory that the command runs in, with forward slashes. */
  path: string;
  before: string;
  after: string;
}

/** One file of a run that is being written: enough to go on after an interruption. */
interface PlannedFile {
  path: string;
  /** The digest of what is on disk before. */
  before: string;
  after: string;
}

/** The file in which a run notes what it is about to write; it is there only until all is written. */
export const planName = '.user-context-migrate.json';

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Writes files, each of them whole or not at all. What is to be written is noted first, so that an interrupted run can be
 * gone on with: see {@link finishInterruptedRun}.
 *
 * @throws {CommandError} where a file was changed meanwhile or cannot be written; says which files are written.
 */
export async function writeFiles(cwd: string, files: readonly ChangedFile[]): Promise<void> {
  const planned = files.map(({ after, before, path }) => ({ path, before: digestOf(before), after }));
  for (const file of planned) {
    checkUnchanged(cwd, file);
  }
  const plan = join(cwd, planName);
  try {
    await writeFileAtomic(plan, JSON.stringify(planned));
  } catch (error) {
    throw new CommandError(`${planName} cannot be written, and no file was changed: ${(error as Error).message}`);
  }
  await carryOut(cwd, planned);
}

/**
 * Writes what an interrupted run left.
 *
 * @returns The files that were written; `undefined` where no run was interrupted.
 * @throws {CommandError} where a file was changed since then or cannot be written.
 */
export async function finishInterruptedRun(cwd: string): Promise<string[] | undefined> {
  const plan = join(cwd, planName);
  if (!existsSync(plan)) {
    return undefined;
  }
  const planned = JSON.parse(readFileSync(plan, 'utf8')) as PlannedFile[];
  const left = planned.filter(({ after, path }) => readFileSync(join(cwd, path), 'utf8') !== after);
  for (const file of left) {
    checkUnchanged(cwd, file);
  }
  await carryOut(cwd, left);
  return left.map(({ path }) => path);
}

function checkUnchanged(cwd: string, { before, path }: PlannedFile): void {
  const file = join(cwd, path);
  if (!existsSync(file) || digestOf(readFileSync(file, 'utf8')) !== before) {
    throw new CommandError(
      `${path} was changed since it was read, and nothing more is written; ${
        existsSync(join(cwd, planName))
          ? `take the interrupted run back (git restore), delete ${planName} and run the command again`
          : 'run the command again'
      }`,
    );
  }
}

/** Not synchronous: the signal of Ctrl-C comes in between two files. */
async function carryOut(cwd: string, planned: readonly PlannedFile[]): Promise<void> {
  const written: string[] = [];
  for (const { after, path } of planned) {
    try {
      await writeFileAtomic(join(cwd, path), after);
    } catch (error) {
      const done = written.length === 0 ? 'none' : written.join(', ');
      throw new CommandError(
        `${path} cannot be written (${(error as Error).message}); written so far: ${done}; make it writable and run the command again, which goes on from ${planName}`,
      );
    }
    written.push(path);
  }
  rmSync(join(cwd, planName));
}

