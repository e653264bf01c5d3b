import { spawnSync } from 'node:child_process';

import { CommandError } from './command-error.js';

const largestOutput = 256 * 1024 * 1024;

/**
 * Asks git.
 *
 * @returns What it prints; `undefined` where it refuses: no repository, no such commit.
 * @throws {CommandError} where git cannot be run.
 */
export function askGit(cwd: string, ...options: readonly string[]): string | undefined {
  const { error, status, stdout } = spawnSync('git', options, { cwd, encoding: 'utf8', maxBuffer: largestOutput });
  if (error !== undefined) {
    throw new CommandError(`git cannot be run (${error.message}); install it`);
  }
  return status === 0 ? stdout : undefined;
}

/** What is checked out. */
export interface CheckedOut {
  /** `null` without git, or without a commit. */
  commit: string | null;
  /** There are changes beside the commit. */
  isDirty: boolean;
  /** The directory, seen from the root of the repository, with forward slashes; empty there, and without git. */
  directory: string;
}

/** @returns What is checked out in a directory. */
export function checkedOutIn(cwd: string): CheckedOut {
  let prefix: string | undefined;
  try {
    prefix = askGit(cwd, 'rev-parse', '--show-prefix')?.trim();
  } catch {
    // A report is possible without git.
  }
  if (prefix === undefined) {
    return { commit: null, isDirty: false, directory: '' };
  }
  const commit = askGit(cwd, 'rev-parse', '--verify', '--quiet', 'HEAD')?.trim();
  return {
    commit: commit ?? null,
    isDirty: commit !== undefined && askGit(cwd, 'status', '--porcelain') !== '',
    directory: prefix.replace(/\/$/u, ''),
  };
}
