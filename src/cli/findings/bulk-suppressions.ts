import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { CommandError } from '../command-error.js';
import { sentenceOf } from '../eslint/sentence.js';
import { pathFrom } from '../paths.js';

/** The file that ESLint keeps its bulk suppressions in, unless it is told otherwise. */
export const suppressionsName = 'eslint-suppressions.json';

type Counts = Readonly<Record<string, Readonly<Record<string, { count: number }>>>>;

/** A bulk suppression that covers more findings than there are. */
export interface StaleSuppression {
  /** The file that is linted, relative to the directory of the command. */
  file: string;
  /** As the suppressions have it: with the plugin's key. */
  ruleId: string;
  allowed: number;
  found: number;
  /** The suppressions file, relative to the directory of the command. */
  suppressions: string;
}

/** ESLint's bulk suppressions below a directory: those of each package of a monorepo. */
export class BulkSuppressions {
  readonly #cwd: string;
  /** By the directory of the suppressions file; paths in it are relative to that. */
  readonly #files: ReadonlyMap<string, Counts>;

  private constructor(cwd: string, files: ReadonlyMap<string, Counts>) {
    this.#cwd = cwd;
    this.#files = files;
  }

  /**
   * Reads the suppressions that concern some files: those in the directories around them, up to the command's.
   *
   * @throws {CommandError} where a file is no JSON.
   */
  static around(cwd: string, paths: Iterable<string>): BulkSuppressions {
    const directories = new Set([cwd]);
    for (const path of paths) {
      for (let directory = dirname(path); directory.startsWith(cwd + sep) && !directories.has(directory); directory = dirname(directory)) {
        directories.add(directory);
      }
    }
    const files = new Map<string, Counts>();
    for (const directory of directories) {
      const file = join(directory, suppressionsName);
      if (existsSync(file)) {
        files.set(directory, readCounts(file, pathFrom(cwd, file)));
      }
    }
    return new BulkSuppressions(cwd, files);
  }

  /** How many findings of a rule are covered in a file; ESLint reports them all when there are more. */
  allowed(path: string, ruleId: string): number {
    for (const [directory, counts] of this.#files) {
      const count = counts[pathFrom(directory, path)]?.[ruleId]?.count;
      if (count !== undefined) {
        return count;
      }
    }
    return 0;
  }

  /**
   * The suppressions of our rules that cover more than there is.
   *
   * @param judged Whether a file was linted; one that is gone counts as linted, without a finding.
   * @param found The number of findings of a rule in a file, without those that a directive silences.
   * @param isOurs Whether a rule is one of ours.
   */
  stale({ found, isOurs, judged }: {
    found: (path: string, ruleId: string) => number;
    isOurs: (ruleId: string) => boolean;
    judged: (path: string) => boolean;
  }): StaleSuppression[] {
    const stale: StaleSuppression[] = [];
    for (const [directory, counts] of this.#files) {
      for (const [file, byRule] of Object.entries(counts)) {
        const path = join(directory, file);
        if (!judged(path) && existsSync(path)) {
          continue;
        }
        for (const [ruleId, { count }] of Object.entries(byRule)) {
          const number = isOurs(ruleId) ? found(path, ruleId) : count;
          if (number < count) {
            const suppressions = pathFrom(this.#cwd, join(directory, suppressionsName));
            stale.push({ file: pathFrom(this.#cwd, path), ruleId, allowed: count, found: number, suppressions });
          }
        }
      }
    }
    return stale;
  }
}

function readCounts(file: string, name: string): Counts {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${name} cannot be read (${sentenceOf(error)}); mend it, or make it again with eslint --suppress-all`);
  }
  const isCounts =
    isRecord(parsed) &&
    Object.values(parsed).every(
      (byRule) => isRecord(byRule) && Object.values(byRule).every((entry) => isRecord(entry) && typeof entry.count === 'number'),
    );
  if (!isCounts) {
    throw new CommandError(`${name} is not what ESLint writes; make it again with eslint --suppress-all`);
  }
  return parsed as Counts;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
