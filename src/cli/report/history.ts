import type { ValidateFunction } from 'ajv';

import { Ajv } from 'ajv';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Snapshot } from './report-data.js';

import { CommandError } from '../command-error.js';
import { sentenceOf } from '../eslint/sentence.js';
import { schemaOf } from '../schemas.js';

/** The file of the audit trail, unless `--history` says otherwise. */
export const historyName = 'user-context.history.jsonl';

/** What could be read of an audit trail. */
export interface History {
  /** Oldest first. */
  snapshots: readonly Snapshot[];
  /** A sentence for each line that is no snapshot; such a line is left where it is. */
  complaints: readonly string[];
}

/**
 * Reads an audit trail: a JSON object on each line.
 *
 * @param name Relative to the directory of the command; no such file is no history yet.
 * @throws {CommandError} where the file cannot be read.
 */
export function readHistory(cwd: string, name: string): History {
  const path = resolve(cwd, name);
  if (!existsSync(path)) {
    return { snapshots: [], complaints: [] };
  }
  const validate = new Ajv({ allErrors: true, formats: { 'date-time': isTime } }).compile<Snapshot>(schemaOf('snapshot'));
  const snapshots: Snapshot[] = [];
  const complaints: string[] = [];
  for (const [index, line] of readText(path, name).split(/\r?\n/u).entries()) {
    if (line.trim() !== '') {
      const read = readSnapshot(line, validate);
      if (typeof read === 'string') {
        complaints.push(`${name}:${index + 1} is no snapshot and is skipped (${read})`);
      } else {
        snapshots.push(read);
      }
    }
  }
  return { snapshots: snapshots.sort((one, other) => Date.parse(one.time) - Date.parse(other.time)), complaints };
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(`${name} cannot be read (${sentenceOf(error)}); give another file with --history`);
  }
}

/** @returns The snapshot, or what is wrong with it. */
function readSnapshot(line: string, validate: ValidateFunction<Snapshot>): Snapshot | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return 'it is not whole, or no JSON';
  }
  const version = (parsed as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1) {
    return `it was written by a newer version of this plugin, in format ${version}`;
  }
  if (validate(parsed)) {
    return parsed;
  }
  const [error] = validate.errors ?? [];
  return `${error?.instancePath ?? ''} ${error?.message ?? ''}`.trim();
}

/**
 * Appends a snapshot as a line of its own, also after one that was only half written.
 *
 * @throws {CommandError} where the file cannot be written.
 */
export function appendSnapshot(cwd: string, name: string, snapshot: Snapshot): void {
  const path = resolve(cwd, name);
  try {
    const isWhole = !existsSync(path) || /(?:^|\n)$/u.test(readFileSync(path, 'utf8'));
    const file = openSync(path, 'a');
    try {
      writeSync(file, `${isWhole ? '' : '\n'}${JSON.stringify(snapshot)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new CommandError(`${name} cannot be written (${sentenceOf(error)}); the snapshot is not taken`);
  }
}
