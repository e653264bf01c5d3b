// The command line of the benchmark.

import { parseArgs } from 'node:util';

/** What the user can mend on the command line. */
export class OptionError extends Error {}

/** What the benchmark does unless it is told otherwise. */
export const defaults = { pairs: 10, lines: 100_000 };

const usage = `npm run bench -- [options]

  --pairs N     how often each comparison is made; ${defaults.pairs} unless it is said
  --lines N     lines of code to lint, at least; ${defaults.lines} unless it is said
  --json FILE   writes every measured run there, too`;

/**
 * Reads a count.
 *
 * @param {string} name of the option, without its dashes
 * @param {string | undefined} text as it was given
 * @param {number} fallback for an option that was not given
 * @throws {OptionError}
 */
export function countOf(name, text, fallback) {
  if (text === undefined) {
    return fallback;
  }
  if (!/^[1-9]\d*$/u.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new OptionError(`--${name} must be a whole number from 1 up; it is "${text}"`);
  }
  return Number(text);
}

/**
 * @param {string[]} argv what comes after the script's name
 * @returns {{ pairs: number, lines: number, json?: string }}
 * @throws {OptionError} the first line names the wrong option
 */
export function readOptions(argv) {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: { pairs: { type: 'string' }, lines: { type: 'string' }, json: { type: 'string' } },
    }));
  } catch (error) {
    throw new OptionError(`${error.message}\n\n${usage}`);
  }
  if (values.json === '') {
    throw new OptionError('--json must name a file');
  }
  return {
    pairs: countOf('pairs', values.pairs, defaults.pairs),
    lines: countOf('lines', values.lines, defaults.lines),
    json: values.json,
  };
}
