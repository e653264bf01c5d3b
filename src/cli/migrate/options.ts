import type { Phase } from '../../migration/phases.js';

import { rules } from '../../rules/index.js';
import { CommandError } from '../command-error.js';
import { parseCommandLine, phaseOf } from '../command-line.js';

/** What `user-context migrate` is told. */
export interface MigrateOptions {
  /** Files and directories, as ESLint takes them. */
  paths: readonly string[];
  /** Only components of this phase and earlier ones. */
  phase: Phase | undefined;
  /** Only these components; all when empty. */
  components: readonly string[];
  /** The names of the rules whose corrections are applied; all when empty. */
  rules: readonly string[];
  dryRun: boolean;
  allowDirty: boolean;
}

/** The text of `--help`. */
export const help = `Usage: user-context migrate [paths...] [options]

Gives functions the user's context and passes it on, across files: applies the fixes of the rules
and those of their suggestions that are steps of the migration, until nothing changes. What does
not type-check then is taken back.

Paths are files, directories and globs, as ESLint takes them; the current directory when left
out. They and the options say where corrections begin: calls that lack the new argument are
followed into every file that ESLint lints.

  --phase N          only files of components of phase N and earlier ones
  --component NAME   only files of this component of migration(); can be repeated
  --rules A,B        only the corrections of these rules
  --dry-run          write nothing; print the changes as a unified diff, the summary to stderr
  --allow-dirty      run although git has uncommitted changes, or there is no git repository
  --help             print this

Exit code: 0 nothing is left to do, 1 something is left for a person, 2 it could not run.
`;

/**
 * Reads the command line.
 *
 * @throws {CommandError} Names the wrong option and what is allowed.
 */
export function readOptions(commandLine: readonly string[]): MigrateOptions {
  const { values, positionals } = parseCommandLine('migrate', commandLine, {
    phase: { type: 'string' },
    component: { type: 'string', multiple: true },
    rules: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    'allow-dirty': { type: 'boolean' },
  });
  return {
    paths: positionals.length === 0 ? ['.'] : positionals,
    phase: values.phase === undefined ? undefined : phaseOf('--phase', values.phase),
    components: values.component ?? [],
    rules: (values.rules ?? []).flatMap((list) => list.split(',')).map(ruleNameOf),
    dryRun: values['dry-run'] ?? false,
    allowDirty: values['allow-dirty'] ?? false,
  };
}

function ruleNameOf(text: string): string {
  const name = text.trim().split('/').at(-1) ?? '';
  if (!Object.hasOwn(rules, name)) {
    throw new CommandError(`--rules: there is no rule "${text.trim()}"; the rules are: ${Object.keys(rules).join(', ')}`);
  }
  return name;
}
