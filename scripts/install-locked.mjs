// Some parts of the repository have packages of their own, with a lock file, so that whoever only works on the rules need
// not install them.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs what a directory's lock file names, unless it is there already. Its `.npmrc` says how.
 *
 * @param {string} directory has a package.json and a package-lock.json
 * @throws when npm fails; it has said why
 */
export function installLocked(directory) {
  const wanted = JSON.parse(readFileSync(join(directory, 'package-lock.json'), 'utf8')).packages;
  const installed = join(directory, 'node_modules', '.package-lock.json');
  const have = existsSync(installed) ? JSON.parse(readFileSync(installed, 'utf8')).packages : {};
  const direct = Object.keys(wanted['']?.dependencies ?? {}).map((name) => `node_modules/${name}`);
  if (direct.some((path) => have[path]?.version !== wanted[path].version)) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['ci', '--loglevel=error'], {
      cwd: directory,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
}
