// On what a benchmark ran: its figures mean little without it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';

/** The date, the machine, and the versions of what takes the time. */
export function environment() {
  const require = createRequire(import.meta.url);
  const versionOf = (name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} in use`,
    eslint: versionOf('eslint'),
    typescript: versionOf('typescript'),
    'typescript-eslint': versionOf('typescript-eslint'),
  };
}
