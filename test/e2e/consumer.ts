import { exec } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** What a finished command left. */
export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * What git tells its hooks. Where one of them runs these tests, it would lead their own git commands out of the scratch
 * projects.
 */
const ofOuterGit = Object.fromEntries(Object.keys(process.env).filter((name) => name.startsWith('GIT_')).map((name) => [name, undefined]));

/** What commands find in their environment: what this process has, without what would change what they print. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, ...ofOuterGit, NO_COLOR: '1', FORCE_COLOR: undefined, npm_config_loglevel: 'error' };
}

/** Runs a command line and waits for it, whatever its exit code is. */
export function run(command: string, cwd: string): Promise<CommandResult> {
  return new Promise((resolve) => {
    exec(command, { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr });
    });
  });
}

async function runOrThrow(command: string, cwd: string): Promise<CommandResult> {
  const result = await run(command, cwd);
  if (result.exitCode !== 0) {
    throw new Error(`${command} failed in ${cwd}:\n${result.stdout}\n${result.stderr}`);
  }
  return result;
}

/** Writes files, by their names in a directory; folders on the way are made. */
export async function writeFiles(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

/** Makes an empty directory for scratch projects; on macOS the temporary directory is a link, which is resolved. */
export async function makeScratchDirectory(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'user-context-e2e-')));
}

/** Takes a scratch directory away with all that is in it. */
export async function removeScratchDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}

/** What `npm pack` put into the package. */
export interface PackedPlugin {
  tarball: string;
  files: string[];
}

/** Packs the plugin as it would be published, from what is built in `dist`. */
export async function packPlugin(directory: string): Promise<PackedPlugin> {
  const { stdout } = await runOrThrow(`npm pack --json --ignore-scripts --pack-destination "${directory}"`, repository);
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(directory, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** An installed project that uses the packed plugin; scenarios are folders in it and share its packages. */
export class Consumer {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Installs the plugin's tarball and other packages, by name and exact version, into a new project. */
  static async install(parent: string, tarball: string, packages: Readonly<Record<string, string>>): Promise<Consumer> {
    const directory = await mkdtemp(join(parent, 'consumer-'));
    const manifest = {
      name: 'consumer',
      private: true,
      type: 'module',
      devDependencies: { ...packages, 'eslint-plugin-user-context': `file:${tarball}` },
    };
    await writeFiles(directory, { 'package.json': JSON.stringify(manifest) });
    await runOrThrow('npm install --ignore-scripts --no-audit --no-fund --prefer-offline', directory);
    return new Consumer(directory);
  }

  /**
   * Writes the files of one scenario.
   *
   * @returns Its directory, where commands can run.
   */
  async scenario(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const directory = join(this.#directory, name);
    await writeFiles(directory, files);
    return directory;
  }
}
