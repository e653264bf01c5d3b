import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

import type { BaselineEntry } from './baseline.js';

import { describeSchemaErrors } from '../../schema-error.js';
import { CommandError } from '../command-error.js';
import { sentenceOf } from '../eslint/sentence.js';
import { schemaOf } from '../schemas.js';

/** The baseline, unless `--baseline` says otherwise. */
export const baselineName = 'user-context.baseline.json';

const formatVersion = 1;

const entryIndent = '    {';

/** A baseline as it was read. */
export interface StoredBaseline {
  entries: readonly BaselineEntry[];
  /** Git could not merge it: the entries are those of both sides, each once. */
  isConflicted: boolean;
}

/**
 * Reads a baseline.
 *
 * @returns `undefined` where there is none.
 * @throws {CommandError} where it cannot be read, is none, or was written by a newer version.
 */
export function readBaseline(cwd: string, name: string): StoredBaseline | undefined {
  const path = resolve(cwd, name);
  if (!existsSync(path)) {
    return undefined;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(`${name} cannot be read (${sentenceOf(error)})`);
  }
  if (!/^<{7} /mu.test(text)) {
    return { entries: parse(text, name), isConflicted: false };
  }
  const [one, other] = sidesOf(text).map((side) => parse(side, name));
  return { entries: union(one ?? [], other ?? []), isConflicted: true };
}

function parse(text: string, name: string): BaselineEntry[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${name} is no JSON (${sentenceOf(error)}); take it from git again`);
  }
  const version = (parsed as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > formatVersion) {
    throw new CommandError(
      `${name} was written by a newer version of this plugin, in format ${version}, and this one reads format ${formatVersion}; update eslint-plugin-user-context`,
    );
  }
  const validate = new Ajv({ allErrors: true, verbose: true }).compile<{ findings: BaselineEntry[] }>(schemaOf('baseline'));
  if (!validate(parsed)) {
    throw new CommandError(`${describeSchemaErrors(validate.errors ?? [], name).split('\n')[0] ?? name}; take it from git again`);
  }
  return parsed.findings;
}

/** The two files that git could not merge into one. */
function sidesOf(text: string): string[] {
  return ['<', '>'].map((side) => {
    let inside: '<' | '>' | '|' | undefined;
    const lines: string[] = [];
    for (const line of text.split(/\r?\n/u)) {
      if (/^<{7} /u.test(line)) {
        inside = '<';
      } else if (inside !== undefined && /^\|{7}/u.test(line)) {
        inside = '|';
      } else if (inside !== undefined && /^={7}/u.test(line)) {
        inside = '>';
      } else if (/^>{7} /u.test(line)) {
        inside = undefined;
      } else if (inside === undefined || inside === side) {
        lines.push(line);
      }
    }
    // An entry ends with a comma unless it is the last one, which it need not be on the other side.
    const entries = lines.filter((line) => line.startsWith(entryIndent)).map((line) => line.replace(/,$/u, ''));
    const version = lines.find((line) => line.includes('"version"')) ?? '';
    return `{${version}"findings": [${entries.join(',')}]}`;
  });
}

/** What either side has, as often as the side that has it more often. */
function union(one: readonly BaselineEntry[], other: readonly BaselineEntry[]): BaselineEntry[] {
  const left = new Map<string, number>();
  for (const entry of one) {
    left.set(lineOf(entry), (left.get(lineOf(entry)) ?? 0) + 1);
  }
  const added = other.filter((entry) => {
    const count = left.get(lineOf(entry)) ?? 0;
    left.set(lineOf(entry), count - 1);
    return count <= 0;
  });
  return [...one, ...added];
}

function lineOf({ file, place, reason, rule, symbol }: BaselineEntry): string {
  return JSON.stringify({ file, rule, symbol, place, reason });
}

/**
 * Writes a baseline: sorted, an entry on each line, so that git merges what two branches mended.
 *
 * @throws {CommandError} where it cannot be written; the old one stays as it is.
 */
export async function writeBaseline(cwd: string, name: string, entries: readonly BaselineEntry[]): Promise<void> {
  const lines = entries.map(lineOf).sort(byText);
  const findings = lines.length === 0 ? '[]' : `[\n${lines.map((line) => `${entryIndent}${line.slice(1)}`).join(',\n')}\n  ]`;
  try {
    await writeFileAtomic(resolve(cwd, name), `{\n  "version": ${formatVersion},\n  "findings": ${findings}\n}\n`);
  } catch (error) {
    throw new CommandError(`${name} cannot be written (${sentenceOf(error)}); the old one is as it was`);
  }
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
