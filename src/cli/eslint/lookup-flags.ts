import { ESLint } from 'eslint';

/**
 * The flags with which ESLint finds the configuration of a file from that file's directory, as the runs of several packages
 * did whose results are read. ESLint 9 takes one for all from the directory that it runs in, unless it is told otherwise.
 */
export function lookupFlags(): string[] {
  return ESLint.version.startsWith('9.') ? ['unstable_config_lookup_from_file'] : [];
}
