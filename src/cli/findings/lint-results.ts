import type { Linter } from 'eslint';

import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ESLint } from 'eslint';

import ts from '../../typescript.js';
import { rules } from '../../rules/index.js';
import { CommandError } from '../command-error.js';
import { lookupFlags } from '../eslint/lookup-flags.js';
import { sentenceOf } from '../eslint/sentence.js';
import { pathFrom, slashed } from '../paths.js';

/** A message as ESLint's JSON has it. */
export type ResultMessage = Pick<Linter.LintMessage, 'column' | 'endColumn' | 'endLine' | 'fatal' | 'line' | 'message' | 'messageId' | 'ruleId' | 'severity'> & {
  suppressions?: readonly { kind: string; justification: string }[];
};

/** What ESLint found in one file. */
export interface FileResult {
  /** Absolute, on this machine. */
  path: string;
  messages: readonly ResultMessage[];
  suppressedMessages: readonly ResultMessage[];
  /** The file is known, and was not linted this time. */
  isLeftOut?: true;
}

/** The part of an ESLint result that is read of a results file. */
interface WrittenResult {
  filePath: string;
  messages: ResultMessage[];
  suppressedMessages?: ResultMessage[];
  source?: string;
}

/** What a lint found, and the ESLint that knows what each file's configuration is. */
export interface LintRun {
  results: readonly FileResult[];
  eslint: ESLint;
}

/**
 * Lints with the project's own ESLint configuration: all of it but the rules of others.
 *
 * @param patterns As ESLint takes them; without any, nothing is linted.
 * @throws {CommandError} ESLint's own sentence, where its configuration is wrong, a pattern matches nothing or a rule throws.
 */
export async function lint(cwd: string, patterns: readonly string[]): Promise<LintRun> {
  const eslint = new ESLint({
    cwd,
    // Components whose globs match nothing at all are for the caller to say.
    errorOnUnmatchedPattern: patterns.some((pattern) => pattern !== '.'),
    ruleFilter: ({ ruleId }) => Object.hasOwn(rules, ruleId.split('/').at(-1) ?? ''),
  });
  try {
    const linted = patterns.length === 0 ? [] : await eslint.lintFiles([...patterns]);
    const results = linted.map(({ filePath, messages, suppressedMessages }) => ({
      path: filePath,
      messages,
      suppressedMessages,
    }));
    return { results, eslint };
  } catch (error) {
    throw new CommandError(`ESLint says: ${explanationOf(error)}`);
  }
}

/** The first line, and the file that it is about where ESLint says it further below. */
function explanationOf(error: unknown): string {
  const place = /^(?:Occurred while linting|Parser:) .*$/mu.exec((error as Error).message)?.[0];
  return place === undefined ? sentenceOf(error) : `${sentenceOf(error)} (${place})`;
}

/**
 * Reads results that `eslint --format json` wrote, maybe on another machine: files are those of this checkout.
 *
 * @param patterns Files, or globs for shells that do not know them.
 * @throws {CommandError} where nothing matches, a file is no ESLint result, or the checkout is another one.
 */
export function readResults(cwd: string, patterns: readonly string[]): LintRun {
  const results = new Map<string, FileResult>();
  for (const file of patterns.flatMap((pattern) => filesMatching(cwd, pattern))) {
    const written = parseResults(file, cwd);
    const root = rootOf(written, cwd, file);
    for (const { filePath, messages, source, suppressedMessages = [] } of written) {
      const path = join(cwd, withoutRoot(filePath, root));
      checkText(path, source, { cwd, file });
      // Of two shards that linted one file, what either of them found counts.
      const other = results.get(path);
      results.set(path, {
        path,
        messages: merged(other?.messages, messages),
        suppressedMessages: merged(other?.suppressedMessages, suppressedMessages),
      });
    }
  }
  return {
    results: [...results.values()].sort((one, other) => (one.path < other.path ? -1 : 1)),
    eslint: new ESLint({ cwd, flags: lookupFlags() }),
  };
}

function filesMatching(cwd: string, pattern: string): string[] {
  if (existsSync(resolve(cwd, pattern))) {
    return [resolve(cwd, pattern)];
  }
  const found = /[*?{]/u.test(pattern) ? ts.sys.readDirectory(cwd, ['.json'], ['**/node_modules'], [pattern]) : [];
  if (found.length === 0) {
    throw new CommandError(`--from: no file matches ${pattern}; write results with eslint --format json --output-file`);
  }
  return found;
}

function parseResults(file: string, cwd: string): WrittenResult[] {
  const name = pathFrom(cwd, file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`--from: ${name} cannot be read as JSON (${sentenceOf(error)}); write it with eslint --format json`);
  }
  // The formatter json-with-metadata has the results beside what it knows of the rules.
  const results = Array.isArray(parsed) ? (parsed as unknown[]) : (parsed as { results?: unknown } | null)?.results;
  if (!Array.isArray(results) || !results.every(isResult)) {
    throw new CommandError(`--from: ${name} is not what eslint --format json writes`);
  }
  return results;
}

function isResult(value: unknown): value is WrittenResult {
  const result = value as Partial<WrittenResult> | null;
  return (
    typeof result === 'object' &&
    typeof result?.filePath === 'string' &&
    isMessages(result.messages) &&
    (result.suppressedMessages === undefined || isMessages(result.suppressedMessages))
  );
}

function isMessages(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((message: Partial<ResultMessage> | null) => typeof message === 'object' && typeof message?.message === 'string')
  );
}

/** The directory of the other checkout, with a slash at its end; of this one, where the files lie in it. */
function rootOf(written: readonly WrittenResult[], cwd: string, file: string): string {
  const paths = written.map(({ filePath }) => slashed(filePath));
  const here = `${slashed(cwd)}/`;
  if (paths.every((path) => path.startsWith(here))) {
    return here;
  }
  const [first = ''] = paths;
  const steps = first.split('/');
  for (let length = 1; length < steps.length; length++) {
    const root = `${steps.slice(0, length).join('/')}/`;
    if (paths.every((path) => path.startsWith(root) && existsSync(join(cwd, path.slice(root.length))))) {
      return root;
    }
  }
  const lost = paths.find((path) => !existsSync(path)) ?? first;
  throw new CommandError(
    `--from: ${basename(file)} is about ${lost}, which is not in this checkout; check out the commit that was linted, and run the command in the directory that belongs to it`,
  );
}

function withoutRoot(path: string, root: string): string {
  return slashed(path).slice(root.length);
}

/** ESLint writes the text of each file that it reports something in. */
function checkText(path: string, source: string | undefined, { cwd, file }: { cwd: string; file: string }): void {
  if (!existsSync(path)) {
    throw new CommandError(
      `--from: ${pathFrom(cwd, path)} of ${basename(file)} is not in this checkout; check out the commit that was linted, or lint again`,
    );
  }
  const unified = (text: string): string => text.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n');
  if (source !== undefined && unified(readFileSync(path, 'utf8')) !== unified(source)) {
    throw new CommandError(
      `--from: ${pathFrom(cwd, path)} is not the text that ${basename(file)} is about; check out the commit that was linted, or lint again`,
    );
  }
}

function merged(one: readonly ResultMessage[] | undefined, other: readonly ResultMessage[]): readonly ResultMessage[] {
  if (one === undefined) {
    return other;
  }
  const known = new Set(one.map(keyOf));
  return [...one, ...other.filter((message) => !known.has(keyOf(message)))];
}

function keyOf({ column, line, message, ruleId }: ResultMessage): string {
  return [ruleId, line, column, message].join('\n');
}
