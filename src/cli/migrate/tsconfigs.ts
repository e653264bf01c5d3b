import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from '../../typescript.js';

import type { OverlayTexts } from '../../typed-overlay.js';
import type { TypedParserOptions } from '../eslint/calculated-config.js';

import { readTsconfig, TypedOverlay } from '../../typed-overlay.js';
import { CommandError } from '../command-error.js';

/**
 * Finds the tsconfig of each file as typescript-eslint does: in those that `parserOptions.project` lists, else in the
 * nearest `tsconfig.json` that includes the file, itself or in a project that it references.
 */
export class Tsconfigs {
  readonly #cwd: string;
  readonly #texts: OverlayTexts;
  readonly #registry = ts.createDocumentRegistry();
  readonly #overlays = new Map<string, TypedOverlay>();
  readonly #parsed = new Map<string, { files: ReadonlySet<string>; references: readonly string[] }>();

  constructor(cwd: string, texts: OverlayTexts) {
    this.#cwd = cwd;
    this.#texts = texts;
  }

  /** The overlays that files were found in. */
  get overlays(): readonly TypedOverlay[] {
    return [...this.#overlays.values()];
  }

  /**
   * @returns The overlay over the file's tsconfig; `undefined` where no tsconfig includes the file.
   * @throws {CommandError} where a tsconfig cannot be read.
   */
  overlayOf(path: string, options: TypedParserOptions): TypedOverlay | undefined {
    const tsconfig = this.#candidates(path, options)
      .flatMap((candidate) => this.#withReferences(candidate, new Set()))
      .find((candidate) => this.#parse(candidate).files.has(path));
    if (tsconfig === undefined) {
      return undefined;
    }
    let overlay = this.#overlays.get(tsconfig);
    if (overlay === undefined) {
      overlay = new TypedOverlay(tsconfig, this.#texts, this.#registry);
      this.#overlays.set(tsconfig, overlay);
    }
    return overlay;
  }

  #candidates(path: string, { project, tsconfigRootDir = this.#cwd }: TypedParserOptions): string[] {
    if (typeof project === 'string' || Array.isArray(project)) {
      return [project].flat().flatMap((listed: string) =>
        /[*?{]/u.test(listed)
          ? ts.sys.readDirectory(tsconfigRootDir, ['.json'], ['**/node_modules'], [listed])
          : [resolve(tsconfigRootDir, listed)],
      );
    }
    const found: string[] = [];
    for (let directory = dirname(path), below = ''; directory !== below; below = directory, directory = dirname(directory)) {
      const tsconfig = join(directory, 'tsconfig.json');
      if (existsSync(tsconfig)) {
        found.push(tsconfig);
      }
    }
    return found;
  }

  #withReferences(tsconfig: string, seen: Set<string>): string[] {
    if (seen.has(tsconfig)) {
      return [];
    }
    seen.add(tsconfig);
    return [tsconfig, ...this.#parse(tsconfig).references.flatMap((other) => this.#withReferences(other, seen))];
  }

  #parse(tsconfig: string): { files: ReadonlySet<string>; references: readonly string[] } {
    let parsed = this.#parsed.get(tsconfig);
    if (parsed === undefined) {
      try {
        const { fileNames, projectReferences = [] } = readTsconfig(tsconfig);
        parsed = {
          files: new Set(fileNames),
          references: projectReferences.map((reference) => ts.resolveProjectReferencePath(reference)),
        };
      } catch (error) {
        throw new CommandError(`${tsconfig} cannot be read: ${(error as Error).message}`);
      }
      this.#parsed.set(tsconfig, parsed);
    }
    return parsed;
  }
}
