import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type tsTypes from 'typescript';

import ts from '../../typescript.js';

/** Files that can change what is found in any other. */
const farReaching =
  /^(?:eslint\.config\.[cm]?[jt]s|eslint-suppressions\.json|tsconfig.*\.json|package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|.*\.d\.[cm]?ts)$/u;

/** @returns A changed file after which every file has to be looked at: configuration, packages, ambient types. */
export function farReachingChange(changed: readonly string[], others: readonly string[]): string | undefined {
  return changed.find((path) => farReaching.test(basename(path)) || others.includes(path));
}

/**
 * The files in which a change can be found: the changed ones, those that import them, however many files lie in between,
 * and those that they import themselves, because what a class keeps is reported in its own file.
 *
 * @param files All files that are linted, absolute.
 * @param changed Absolute; deleted files, too.
 */
export function relatedFiles(files: readonly string[], changed: readonly string[]): string[] {
  const imports = new ImportGraph(files);
  const related = new Set(changed);
  for (const path of related) {
    for (const importer of imports.importersOf(path)) {
      related.add(importer);
    }
  }
  for (const path of changed) {
    for (const imported of imports.importedBy(path)) {
      related.add(imported);
    }
  }
  return files.filter((path) => related.has(path));
}

/** Which file imports which; modules that no longer exist included. */
class ImportGraph {
  readonly #imported = new Map<string, Set<string>>();
  readonly #importers = new Map<string, Set<string>>();
  readonly #options = new Map<string, tsTypes.CompilerOptions>();
  readonly #caches = new Map<tsTypes.CompilerOptions, tsTypes.ModuleResolutionCache>();

  constructor(files: readonly string[]) {
    for (const file of files) {
      const targets = new Set(this.#targetsOf(file));
      this.#imported.set(file, targets);
      for (const target of targets) {
        const importers = this.#importers.get(target) ?? new Set();
        importers.add(file);
        this.#importers.set(target, importers);
      }
    }
  }

  importedBy(path: string): Iterable<string> {
    return this.#imported.get(path) ?? [];
  }

  importersOf(path: string): Iterable<string> {
    return [...(this.#importers.get(path) ?? []), ...(existsSync(path) ? [] : (this.#importers.get(withoutExtension(path)) ?? []))];
  }

  #targetsOf(file: string): string[] {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
    const options = this.#optionsAround(dirname(file));
    const cache = this.#cacheFor(options);
    return importedFiles.map(({ fileName }) => {
      const resolved = ts.resolveModuleName(fileName, file, options, ts.sys, cache).resolvedModule?.resolvedFileName;
      // A module that is gone is known by its path without an extension.
      return resolved === undefined ? withoutExtension(resolve(dirname(file), fileName)) : resolve(resolved);
    });
  }

  #optionsAround(directory: string): tsTypes.CompilerOptions {
    let options = this.#options.get(directory);
    if (options === undefined) {
      const tsconfig = join(directory, 'tsconfig.json');
      if (existsSync(tsconfig)) {
        const { config } = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)) as { config?: object };
        ({ options } = ts.parseJsonConfigFileContent(config ?? {}, { ...ts.sys, readDirectory: () => [] }, directory));
      } else {
        options = dirname(directory) === directory ? {} : this.#optionsAround(dirname(directory));
      }
      this.#options.set(directory, options);
    }
    return options;
  }

  #cacheFor(options: tsTypes.CompilerOptions): tsTypes.ModuleResolutionCache {
    let cache = this.#caches.get(options);
    if (cache === undefined) {
      cache = ts.createModuleResolutionCache(ts.sys.getCurrentDirectory(), (name) => name, options);
      this.#caches.set(options, cache);
    }
    return cache;
  }
}

/** `src/store` for `src/store.ts`, `src/store.js` and `src/store/index.ts`: all can be meant by one specifier. */
function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/u, '').replace(/[/\\]index$/u, '');
}
