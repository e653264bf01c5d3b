import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeScratchDirectory, removeScratchDirectory, writeFiles } from './consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

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

  /** Writes a file, and the directories around it. */
  async write(file: string, text: string): Promise<void> {
    await writeFiles(this.directory, { [file]: text });
  }

  /** Takes away the clone that the folder lies in. */
  async remove(): Promise<void> {
    await removeScratchDirectory(this.#clone);
  }
}
