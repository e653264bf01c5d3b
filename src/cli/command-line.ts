import type { ParseArgsConfig } from 'node:util';

import { parseArgs } from 'node:util';

import type { Phase } from '../migration/phases.js';

import { phases } from '../migration/phases.js';
import { CommandError } from './command-error.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Described extends Options> = ReturnType<typeof parseArgs<{ allowPositionals: true; options: Described }>>;

/**
 * Reads the options of a command.
 *
 * @param command Its name, for the sentence.
 * @throws {CommandError} Names the option that there is not, or that lacks its value.
 */
export function parseCommandLine<const Described extends Options>(
  command: string,
  commandLine: readonly string[],
  options: Described,
): Parsed<Described> {
  try {
    return parseArgs({ args: [...commandLine], allowPositionals: true, options });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\. |\n/u);
    throw new CommandError(`${sentence ?? ''}; user-context ${command} --help lists the options`);
  }
}

/**
 * Reads a phase.
 *
 * @throws {CommandError} Names the option and what is allowed.
 */
export function phaseOf(option: string, text: string): Phase {
  const phase = phases.find((candidate) => String(candidate) === text);
  if (phase === undefined) {
    throw new CommandError(`${option} must be one of: ${phases.join(', ')}; it is "${text}"`);
  }
  return phase;
}
