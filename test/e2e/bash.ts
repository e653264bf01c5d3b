import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { environment } from './consumer.js';

/** On Windows, `bash` alone is the one of the Linux subsystem. */
const bash =
  process.platform === 'win32'
    ? join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), '../../../bin/bash.exe')
    : 'bash';

/**
 * Runs a script and waits for it, whatever its exit code is.
 *
 * @param options Of bash, such as `-e`.
 * @param env Beside the environment of this process.
 * @returns `output` has what the script printed to standard output and standard error, in this order of time.
 */
export async function runBash(
  script: string,
  options: readonly string[],
  { directory, env }: { directory: string; env: Readonly<Record<string, string>> },
): Promise<{ exitCode: number; output: string }> {
  const whole = { ...environment(), npm_config_prefer_offline: 'true', ...env };
  return new Promise((resolve) => {
    execFile(bash, [...options, '-c', `exec 2>&1\n${script}`], { cwd: directory, env: whole, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      resolve({ exitCode: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, output: stdout });
    });
  });
}
