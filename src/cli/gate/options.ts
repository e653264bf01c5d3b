import type { Phase } from '../../migration/phases.js';

import { CommandError } from '../command-error.js';
import { parseCommandLine, phaseOf } from '../command-line.js';
import { baselineName } from './baseline-file.js';

/** What `user-context gate` is told. */
export interface GateOptions {
  /** Files of ESLint's results; the project is linted when empty. */
  from: readonly string[];
  /** The phases up to this one must have no finding at all. */
  complete: Phase | undefined;
  /** Only what differs from this commit is looked at. */
  since: string | undefined;
  baseline: string;
  /** The baseline is written. */
  update: boolean;
  /** Why the baseline may grow; `undefined` where it may not. */
  acceptedBecause: string | undefined;
}

/** The text of `--help`. */
export const help = `Usage: user-context gate [options]

Fails a build that is worse than what was accepted: a finding that the baseline does not have, a
component whose globs match no file, a suppression that covers nothing any more, a directive that
silences a finding without a reason. Lints the whole project with its own ESLint configuration, or
reads what ESLint wrote.

  --complete N       also fails unless the phases 1 to N have no finding at all, those that are
                     suppressed or silenced included, and none of their components is rolled back
  --since REF        looks only at the files that differ from a commit, those that import them and
                     those that they import
  --from FILE        results of eslint --format json in place of linting, of the whole project; can
                     be repeated, globs are understood
  --baseline FILE    the accepted findings; ${baselineName} when left out
  --update           write the baseline: leave out what is mended, follow renamed files. Without a
                     baseline, make it from the findings that eslint-suppressions.json covers
  --accept-new       with --update: also accept findings that the baseline does not have
  --reason TEXT      with --accept-new: why; it is kept with each of them
  --help             print this

Exit code: 0 nothing is worse, 1 something is, 2 it could not be judged.
`;

/**
 * Reads the command line.
 *
 * @throws {CommandError} Names the wrong option and what is allowed.
 */
export function readOptions(commandLine: readonly string[]): GateOptions {
  const { positionals, values } = parseCommandLine('gate', commandLine, {
    complete: { type: 'string' },
    since: { type: 'string' },
    from: { type: 'string', multiple: true },
    baseline: { type: 'string' },
    update: { type: 'boolean' },
    'accept-new': { type: 'boolean' },
    reason: { type: 'string' },
  });
  if (positionals.length > 0 && values.from === undefined) {
    throw new CommandError(`gate judges the whole project and takes no paths (${positionals.join(' ')}); give --since to look at what has changed`);
  }
  const { since, update = false } = values;
  const from = values.from === undefined ? [] : [...values.from, ...positionals];
  if (since !== undefined && update) {
    throw new CommandError('--update needs the whole project, so it cannot go with --since');
  }
  if (since !== undefined && from.length > 0) {
    throw new CommandError('--since chooses what is linted, so it cannot go with --from');
  }
  if (since !== undefined && values.complete !== undefined) {
    throw new CommandError('--complete needs the whole project, so it cannot go with --since');
  }
  return {
    from,
    complete: values.complete === undefined ? undefined : phaseOf('--complete', values.complete),
    since,
    baseline: values.baseline ?? baselineName,
    update,
    acceptedBecause: acceptedBecause(values['accept-new'] ?? false, values.reason, update),
  };
}

function acceptedBecause(acceptNew: boolean, reason: string | undefined, update: boolean): string | undefined {
  if (acceptNew && !update) {
    throw new CommandError('--accept-new changes the baseline, so it goes with --update');
  }
  if (!acceptNew && reason !== undefined) {
    throw new CommandError('--reason says why new findings are accepted, so it goes with --accept-new');
  }
  if (acceptNew && (reason === undefined || reason.trim() === '')) {
    throw new CommandError('--accept-new lets the baseline grow, so it needs --reason with the reason, which is kept with each finding');
  }
  return reason?.trim();
}
