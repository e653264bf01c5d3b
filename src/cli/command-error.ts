/** Why a command cannot do what it was told: one sentence that says what to do, printed without a stack; exit code 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
