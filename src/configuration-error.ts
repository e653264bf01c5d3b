/**
 * A mistake in what the user configured: settings, rule options or `migration()`.
 *
 * ESLint prints the `stack` of an error that a rule throws; the stack of this one is its message, so that the user
 * reads which key is wrong and what is allowed instead of our call stack.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  /** @param message The first line names the wrong key and what is allowed. */
  constructor(message: string) {
    super(message);
    this.stack = `eslint-plugin-user-context: ${message}`;
  }
}
