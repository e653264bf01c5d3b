import type { FormatName } from './formats/index.js';

import { CommandError } from '../command-error.js';
import { parseCommandLine } from '../command-line.js';
import { formatNames } from './formats/index.js';
import { historyName } from './history.js';

/** A format, and the file that it is written to; standard output when `undefined`. */
export interface Output {
  format: FormatName;
  file: string | undefined;
}

/** What `user-context report` is told. */
export interface ReportOptions {
  /** Files and directories, as ESLint takes them. */
  paths: readonly string[];
  /** Files of ESLint's results; the project is linted when empty. */
  from: readonly string[];
  outputs: readonly Output[];
  snapshot: boolean;
  history: string;
}

/** The text of `--help`. */
export const help = `Usage: user-context report [paths...] [options]

Says how far the migration is: for each phase and component its files, those without a finding,
the findings by rule and what changed since the last snapshot. Lints with the ESLint configuration
of the project, or reads what ESLint wrote.

Paths are files, directories and globs, as ESLint takes them; the current directory when left
out. Findings that are suppressed in bulk or by a directive are counted, too.

  --format NAME[=FILE]  terminal (default), json, markdown, github (annotations), sarif, html;
                        into FILE, or to standard output; can be repeated
  --from FILE           results of eslint --format json in place of linting, also those of several
                        runs that are put together; can be repeated, globs are understood
  --snapshot            add today's numbers to the history, which the next report compares with
  --history FILE        the history; ${historyName} when left out
  --help                print this

Exit code: 0 the report is made, 2 it could not be made. user-context gate is what fails a build.
`;

/**
 * Reads the command line.
 *
 * @throws {CommandError} Names the wrong option and what is allowed.
 */
export function readOptions(commandLine: readonly string[]): ReportOptions {
  const { positionals, values } = parseCommandLine('report', commandLine, {
    format: { type: 'string', multiple: true },
    from: { type: 'string', multiple: true },
    snapshot: { type: 'boolean' },
    history: { type: 'string' },
  });
  // A shell that knows globs makes several words of `--from results/*.json`.
  const from = values.from === undefined ? [] : [...values.from, ...positionals];
  const outputs = (values.format ?? ['terminal']).map(outputOf);
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new CommandError('--format: only one format can go to standard output; give the others a file, as in --format html=report.html');
  }
  return {
    paths: positionals.length === 0 || from.length > 0 ? ['.'] : positionals,
    from,
    outputs,
    snapshot: values.snapshot ?? false,
    history: values.history ?? historyName,
  };
}

function outputOf(text: string): Output {
  const [name = '', ...rest] = text.split('=');
  const format = formatNames.find((candidate) => candidate === name);
  if (format === undefined) {
    throw new CommandError(`--format must be one of: ${formatNames.join(', ')}; it is "${name}"`);
  }
  const file = rest.join('=');
  if (rest.length > 0 && file === '') {
    throw new CommandError(`--format ${name}=: the name of the file is missing`);
  }
  return { format, file: rest.length === 0 ? undefined : file };
}
