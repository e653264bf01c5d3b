/** Where a command runs and prints. */
export interface CommandEnvironment {
  /** The directory that the command was started in. */
  cwd: string;
  /** Where results go. */
  stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Where progress goes. */
  stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
}

/** A command of `user-context`. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints. */
  help: string;
  /**
   * Runs the command.
   *
   * @param options What follows the command's name.
   * @returns The exit code.
   * @throws {CommandError} What is wrong with the options or the project.
   */
  run(options: readonly string[], environment: CommandEnvironment): Promise<number>;
}
