import { CommandError } from '../command-error.js';

/** The first line of what was thrown: ESLint and TypeScript explain at length below it. */
export function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/**
 * Asks ESLint, and lets it say in its own words what is wrong with its configuration.
 *
 * @throws {CommandError} with the first line of what was thrown.
 */
export async function said<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw new CommandError(`ESLint says: ${sentenceOf(error)}`);
  }
}
