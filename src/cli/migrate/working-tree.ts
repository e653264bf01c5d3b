import { spawnSync } from 'node:child_process';

import { CommandError } from '../command-error.js';

/**
 * Checks that git can take back whatever is written.
 *
 * @throws {CommandError} where files are not committed, or where there is no git repository.
 */
export function checkWorkingTree(cwd: string): void {
  const { error, status, stdout } = spawnSync('git', ['status', '--porcelain'], { cwd, encoding: 'utf8' });
  if (error !== undefined) {
    throw new CommandError(`git cannot be run (${error.message}), so nothing could take the changes back; install it, or give --allow-dirty`);
  }
  if (status !== 0) {
    throw new CommandError(
      'this directory is not in a git repository, so nothing could take the changes back; run git init and commit, or give --allow-dirty',
    );
  }
  const files = stdout.split('\n').filter((line) => line !== '');
  if (files.length > 0) {
    const others = files.length > 3 ? ` and ${files.length - 3} more` : '';
    throw new CommandError(
      `git has uncommitted changes (${files
        .slice(0, 3)
        .map((line) => line.slice(3))
        .join(', ')}${others}); commit or stash them, or give --allow-dirty`,
    );
  }
}
