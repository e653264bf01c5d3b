import { resolve } from 'node:path';

import { CommandError } from '../command-error.js';
import { askGit } from '../git.js';

/**
 * The files that differ from a commit: what was committed since the branches parted, what is staged, what is not, and
 * what git does not track yet.
 *
 * @param ref As git takes it.
 * @returns Absolute paths, those of deleted files and the old ones of renamed files included.
 * @throws {CommandError} where there is no git repository, no commit or not this one.
 */
export function changedFiles(cwd: string, ref: string): string[] {
  const root = askGit(cwd, 'rev-parse', '--show-toplevel')?.trim();
  if (root === undefined) {
    throw new CommandError('--since compares with a commit, and this directory is not in a git repository; leave it out, or run git init and commit');
  }
  if (askGit(cwd, 'rev-parse', '--verify', '--quiet', 'HEAD') === undefined) {
    throw new CommandError('--since compares with a commit, and this git repository has none; leave it out, or commit first');
  }
  const commit = askGit(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)?.trim();
  if (commit === undefined) {
    throw new CommandError(`--since: git knows no commit "${ref}" here; fetch it first (git fetch origin, or fetch-depth: 0 in CI), or give another one`);
  }
  const base = askGit(cwd, 'merge-base', commit, 'HEAD')?.trim() ?? commit;
  const differing = askGit(cwd, 'diff', '--name-only', '--no-renames', '-z', base) ?? '';
  const untracked = askGit(cwd, 'ls-files', '--others', '--exclude-standard', '--full-name', '-z', root) ?? '';
  return [...new Set(`${differing}${untracked}`.split('\0'))].filter((file) => file !== '').map((file) => resolve(root, file));
}
