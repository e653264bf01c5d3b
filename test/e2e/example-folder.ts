import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeScratchDirectory, removeScratchDirectory, run, writeFiles } from './consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const lintingPackages = ['@types/node', 'eslint', 'typescript', 'typescript-eslint'];

/** What a folder in `examples` does not have in git. */
const generated = /[/\\](?:node_modules|lint-results|\.turbo)(?:[/\\]|$)/u;

/**
 * A folder that lies as the examples do in a clone of this repository: `file:../..`, the address of the plugin in their
 * manifests, is the plugin that is built here.
 */
export class ExampleFolder {
  readonly directory: string;
  readonly #clone: string;

  private constructor(clone: string, name: string) {
    this.#clone = clone;
    this.directory = join(clone, 'examples', name);
  }

  /** Makes an empty folder. */
  static async make(name: string): Promise<ExampleFolder> {
    const clone = await makeScratchDirectory();
    const folder = new ExampleFolder(clone, name);
    await mkdir(folder.directory, { recursive: true });
    await cp(join(repository, 'package.json'), join(clone, 'package.json'));
    for (const directory of ['dist', 'node_modules']) {
      await symlink(join(repository, directory), join(clone, directory), 'junction');
    }
    return folder;
  }

  /** Makes a folder with what git has of an example. */
  static async copy(name: string): Promise<ExampleFolder> {
    const folder = await ExampleFolder.make(name);
    const example = join(repository, 'examples', name);
    await cp(example, folder.directory, { recursive: true, filter: (path) => !generated.test(path.slice(example.length)) });
    return folder;
  }

  /**
   * Makes the packages that a lint needs those of the clone, in the manifest and the lock file: npm only has to link them, while
   * installing takes longer than most lints.
   */
  async linkPackages(): Promise<void> {
    const manifest = JSON.parse(await readFile(join(this.directory, 'package.json'), 'utf8')) as object;
    const links = lintingPackages.map((name) => [name, `file:../../node_modules/${name}`]);
    const devDependencies = { ...(Object.fromEntries(links) as object), 'eslint-plugin-user-context': 'file:../..' };
    await this.write('package.json', JSON.stringify({ ...manifest, devDependencies }));
    await rm(join(this.directory, 'package-lock.json'), { force: true });
    const { exitCode, stderr } = await run('npm install --package-lock-only --no-audit --no-fund --prefer-offline', this.directory);
    if (exitCode !== 0) {
      throw new Error(`npm makes no lock file in ${this.directory}:\n${stderr}`);
    }
  }

  /** Writes a file, and the directories around it. */
  async write(file: string, text: string): Promise<void> {
    await writeFiles(this.directory, { [file]: text });
  }

  /** Takes away the clone that the folder lies in. */
  async remove(): Promise<void> {
    await removeScratchDirectory(this.#clone);
  }
}
