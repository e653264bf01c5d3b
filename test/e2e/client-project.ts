import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeScratchDirectory, writeFiles } from './consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Where the clients are installed; `vitest.config.ts` has it done before the tests. */
export const clients = fileURLToPath(new URL('clients/', import.meta.url));

/** What a project needs to lint with the plugin, as it is built here. */
const linting = ['eslint', 'eslint-plugin-user-context', 'typescript', 'typescript-eslint'];

async function link(home: string, packages: readonly string[], project: string): Promise<void> {
  for (const name of packages) {
    const place = join(project, 'node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(home, 'node_modules', name), place, 'junction');
  }
  // They are found from where they lie, which leads through the links.
  await cp(join(home, 'node_modules/.bin'), join(project, 'node_modules/.bin'), { recursive: true, verbatimSymlinks: true });
}

/**
 * Writes the plugin's command, for shells and for Windows. npm makes it from what is built, which is not there yet when the
 * packages of this repository are installed.
 */
async function writeCommand(project: string): Promise<void> {
  const command = join(project, 'node_modules/.bin/user-context');
  // It may be a link to what is built.
  await rm(command, { force: true });
  const main = join(repository, 'dist/cli/main.js');
  await writeFile(command, `#!/bin/sh\nexec node "${main}" "$@"\n`, { mode: 0o755 });
  await writeFile(`${command}.cmd`, `@node "${main}" %*\r\n`);
}

/**
 * Makes an empty scratch project that has the plugin and what lints with it: by links, because installing takes longer than most
 * tests.
 *
 * @returns Its directory.
 */
export async function makeLintingProject(): Promise<string> {
  const project = await makeScratchDirectory();
  await link(repository, linting, project);
  await writeCommand(project);
  return project;
}

/**
 * Makes a scratch project that has the clients as well.
 *
 * @returns Its directory.
 */
export async function makeClientProject(files: Readonly<Record<string, string>>): Promise<string> {
  const project = await makeLintingProject();
  const { dependencies } = JSON.parse(await readFile(join(clients, 'package.json'), 'utf8')) as { dependencies: object };
  await link(clients, Object.keys(dependencies), project);
  await writeFiles(project, files);
  return project;
}
