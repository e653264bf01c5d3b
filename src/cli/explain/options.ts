import { CommandError } from '../command-error.js';
import { parseCommandLine } from '../command-line.js';

/** A place that `user-context explain` is asked about. */
export interface Place {
  /** As it was written. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1, as editors do; `undefined` for the whole line. */
  column: number | undefined;
}

/** The text of `--help`. */
export const help = `Usage: user-context explain FILE:LINE[:COLUMN]...

Says of each slot, value and key on a line what the rules know of it, and why it is reported or not:

  lifetime  how long the storage lives, and by what that was decided
  owner     whose the value is, and the way that it took
  key       whether the key keeps users apart
  context   of a call that runs a tool or takes a context: which context is in reach, and which it is given
  verdict   what ESLint reports there, or why it reports nothing

ESLint lints the file with the project's own configuration; the rules of this package that are off for
it are asked, too. With a column, only what stands there is explained.

  --help    print this

Exit code: 0 every place is explained, whether something is reported there or not, 2 it could not run.
`;

/**
 * Reads the command line.
 *
 * @throws {CommandError} Names the wrong option or place and what is allowed.
 */
export function readPlaces(commandLine: readonly string[]): Place[] {
  const places = parseCommandLine('explain', commandLine, {}).positionals.map(placeOf);
  if (places.length === 0) {
    throw new CommandError('explain needs a place; write FILE:LINE, such as src/app.ts:12');
  }
  return places;
}

/** The file is as short as it can be: what follows it may be a line, or a line and a column, and `C:` is a drive. */
const placePattern = /^(?<file>.+?):(?<line>[1-9]\d*)(?::(?<column>[1-9]\d*))?$/u;

function placeOf(text: string): Place {
  const { column, file, line } = placePattern.exec(text)?.groups ?? {};
  if (file === undefined || line === undefined) {
    throw new CommandError(`"${text}" is no place; write FILE:LINE or FILE:LINE:COLUMN, such as src/app.ts:12, counted from 1`);
  }
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) };
}
