import type { Command, CommandEnvironment } from '../../src/cli/command.js';

import { clearCaches } from '@typescript-eslint/parser';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { CommandError } from '../../src/cli/command-error.js';
import { migrate } from '../../src/cli/migrate/migrate.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** What a run printed. */
export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** The context type and the tool dispatcher that the programs of the tests use. */
export const contextFile = `export interface UserContext {
  readonly userId: string;
}

export class Tools {
  dispatch(tool: string, input: string): string {
    return tool + input;
  }
}

export const tools = new Tools();
`;

/** What Node.js brings is left out: to read its declarations takes a third of the time of most tests. */
const tsconfig = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  },
  include: ['src', 'test'],
};

/** The `tsconfig.json` of a project that uses what Node.js brings. */
export const tsconfigWithNode = JSON.stringify({ ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, types: ['node'] } });

/** Settings that name the context type and the tool call of {@link contextFile}. */
const settings = `settings: { 'user-context': {
    contextTypes: [{ from: 'file', name: 'UserContext', path: 'src/context.ts' }],
    toolCalls: [{ type: { from: 'file', name: 'Tools', path: 'src/context.ts' }, method: 'dispatch', context: 'enclosing' }],
  } }`;

/** A configuration as projects have it; `more` comes after the settings. */
export function eslintConfig(more = 'userContext.configs.recommended'): string {
  return `import tseslint from 'typescript-eslint';
import userContext, { migration } from 'eslint-plugin-user-context';

export default [
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }, ${settings} },
  ${more},
].flat();
`;
}

/** A project on disk that uses the built plugin. */
export class ScratchProject {
  readonly directory: string;
  /** A file was written since the last command. */
  #isChanged = false;

  /** @param files Texts by path; the configuration files and `src/context.ts` are there unless they are given. */
  constructor(files: Readonly<Record<string, string>>) {
    this.directory = realpathSync(mkdtempSync(join(tmpdir(), 'user-context-project-')));
    symlinkSync(join(repository, 'node_modules'), join(this.directory, 'node_modules'), 'junction');
    const all = {
      'package.json': JSON.stringify({ private: true, type: 'module' }),
      'tsconfig.json': JSON.stringify(tsconfig),
      'eslint.config.js': eslintConfig(),
      'src/context.ts': contextFile,
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      this.write(path, text);
    }
  }

  write(path: string, text: string): void {
    this.#isChanged = true;
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
  }

  delete(path: string): void {
    this.#isChanged = true;
    rmSync(join(this.directory, path));
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8');
  }

  /** All texts, by path. */
  texts(): Record<string, string> {
    const paths = readdirSync(this.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes('node_modules'))
      .map((entry) => join(entry.parentPath, entry.name).slice(this.directory.length + 1));
    return Object.fromEntries(paths.sort().map((path) => [path, this.read(path)]));
  }

  /** Runs `migrate`, on a directory without git unless the options say otherwise. */
  async migrate(...options: readonly string[]): Promise<CommandResult> {
    return this.run(migrate, '--allow-dirty', ...options);
  }

  /** Runs `migrate` with these options and no other. */
  async migrateWith(...options: readonly string[]): Promise<CommandResult> {
    return this.run(migrate, ...options);
  }

  /** Runs a command in the project's directory. */
  async run(command: Command, ...options: readonly string[]): Promise<CommandResult> {
    if (this.#isChanged) {
      // A process of its own would read the project anew, too.
      clearCaches();
      this.#isChanged = false;
    }
    const stdout = new Capture();
    const stderr = new Capture();
    const environment: CommandEnvironment = { cwd: this.directory, stdout, stderr };
    try {
      const exitCode = await command.run(options, environment);
      return { exitCode, stdout: stdout.text, stderr: stderr.text };
    } catch (error) {
      if (error instanceof CommandError) {
        return { exitCode: 2, stdout: stdout.text, stderr: `${stderr.text}${error.message}\n` };
      }
      throw error;
    }
  }

  /** Runs git in the project's directory, with an author. */
  git(...options: readonly string[]): void {
    const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...identity, ...options], { cwd: this.directory, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`git ${options.join(' ')}: ${stderr}`);
    }
  }

  /** The errors of the project's own compiler, a line each. */
  typeErrors(): string[] {
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], {
      cwd: this.directory,
      encoding: 'utf8',
    });
    return stdout.split('\n').filter((line) => line !== '');
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

class Capture extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
