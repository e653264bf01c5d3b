import { expect } from 'vitest';

import { makeScratchDirectory, removeScratchDirectory, run } from './consumer.js';

/** A repository that a checkout is pushed to: what stands on GitHub or GitLab. */
export class Origin {
  readonly #checkout: string;
  readonly #directory: string;

  private constructor(checkout: string, directory: string) {
    this.#checkout = checkout;
    this.#directory = directory;
  }

  /** Makes a checkout of a directory, and an empty repository for it. */
  static async of(checkout: string): Promise<Origin> {
    const origin = new Origin(checkout, await makeScratchDirectory());
    await git('init --quiet --bare', origin.#directory);
    await git('init --quiet --initial-branch main', checkout);
    for (const setting of ['user.name Tests', 'user.email tests@example.com', 'commit.gpgsign false', 'core.autocrlf false']) {
      await git(`config ${setting}`, checkout);
    }
    await git(`remote add origin "${origin.#directory}"`, checkout);
    return origin;
  }

  /**
   * Commits all that is in the checkout to the main branch.
   *
   * @returns The commit.
   */
  async push(subject: string): Promise<string> {
    await git('add .', this.#checkout);
    await git(`commit --quiet --message "${subject}"`, this.#checkout);
    await git('push --quiet origin main', this.#checkout);
    return git('rev-parse HEAD', this.#checkout);
  }

  /** The subjects of the commits of a branch, the last one first. */
  async subjects(branch: string): Promise<string[]> {
    return (await git(`log --format=%s ${branch}`, this.#directory)).split('\n');
  }

  /** The text of a file on a branch. */
  async read(branch: string, file: string): Promise<string> {
    return git(`show ${branch}:${file}`, this.#directory);
  }

  /** Takes the repository away. */
  async remove(): Promise<void> {
    await removeScratchDirectory(this.#directory);
  }
}

async function git(command: string, directory: string): Promise<string> {
  const { exitCode, stderr, stdout } = await run(`git ${command}`, directory);
  expect(exitCode, `git ${command}\n${stdout}\n${stderr}`).toBe(0);
  return stdout.trim();
}
