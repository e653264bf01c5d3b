import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { PlannedComponent } from '../../settings.js';
import type { FileStanding } from '../eslint/standing.js';
import type { StaleSuppression } from './bulk-suppressions.js';
import type { Finding, FindingStatus } from './finding.js';
import type { FileResult, LintRun, ResultMessage } from './lint-results.js';

import { name as packageName } from '../../package-facts.js';
import { rules } from '../../rules/index.js';
import { byText } from '../by-text.js';
import { CommandError } from '../command-error.js';
import { sentenceOf } from '../eslint/sentence.js';
import { Standings } from '../eslint/standing.js';
import { pathFrom } from '../paths.js';
import { BulkSuppressions } from './bulk-suppressions.js';
import { PlacesOfFile } from './code-place.js';
import { sourceAndSink } from './source-and-sink.js';

/** A file that rules of ours are on for, or that belongs to a component. */
export interface JudgedFile {
  /** Relative to the directory of the command, with forward slashes. */
  file: string;
  standing: FileStanding;
}

/** A file that could not be judged. */
export interface UnjudgedFile {
  file: string;
  line: number;
  message: string;
}

/** What ESLint says of a project, by our rules alone. */
export interface LintedProject {
  /** By path. */
  files: readonly JudgedFile[];
  /** By file, line and column. */
  findings: readonly Finding[];
  unjudged: readonly UnjudgedFile[];
  /** All components of `migration()`, in the order of the configuration. */
  components: ReadonlyMap<string, PlannedComponent>;
  /** A digest of the rules and settings in force. */
  configuration: string;
  staleSuppressions: readonly StaleSuppression[];
  /** The files that rules of ours are on for, and that were not linted this time. */
  leftOut: readonly string[];
}

/** Lines of code before and after a finding. */
const linesAround = 2;
/** A finding that is longer is shown from its beginning. */
const longestCode = 12;

/**
 * Makes findings of ESLint's results.
 *
 * @param run One, or several that are put together.
 * @throws {CommandError} where the configuration is broken, or has our plugin for none of the files.
 */
export async function readLintedProject(cwd: string, { eslint, results }: LintRun): Promise<LintedProject> {
  const standings = new Standings(eslint);
  const files: JudgedFile[] = [];
  const findings: Finding[] = [];
  const unjudged: UnjudgedFile[] = [];
  const leftOut: string[] = [];
  const suppressions = BulkSuppressions.around(cwd, results.map(({ path }) => path));
  const errorCounts = new Map<string, number>();
  const findingCounts = new Map<string, number>();
  for (const result of results) {
    const standing = await standings.of(result.path);
    if (standing === undefined || (standing.rules.size === 0 && standing.memberships.length === 0)) {
      continue;
    }
    const file = pathFrom(cwd, result.path);
    files.push({ file, standing });
    if (result.isLeftOut === true && standing.rules.size > 0) {
      leftOut.push(file);
    }
    const fatal = result.messages.find((message) => message.fatal === true);
    if (fatal !== undefined) {
      unjudged.push({ file, line: fatal.line, message: sentenceOf(fatal.message) });
      continue;
    }
    count(result, standing.key, { errors: errorCounts, findings: findingCounts });
    findings.push(...findingsOf(file, result, standing, (ruleId, status) => {
      const found = errorCounts.get(countKey(result.path, ruleId)) ?? 0;
      return status === 'open' && found <= suppressions.allowed(result.path, ruleId) ? 'suppressed' : status;
    }));
  }
  if (files.length === 0) {
    // ESLint lints files of this name whatever the globs of the components are.
    await standings.of(join(cwd, 'eslint.config.js'));
  }
  if (files.length === 0 && standings.components.size === 0) {
    throw new CommandError(
      `no linted file has a rule of ${packageName} turned on; add a preset or migration() to the ESLint configuration, or give other paths`,
    );
  }
  const broken = new Set(unjudged.map(({ file }) => resolve(cwd, file)));
  const judged = new Set(results.filter(({ isLeftOut, path }) => isLeftOut !== true && !broken.has(path)).map(({ path }) => path));
  return {
    files: files.sort((one, other) => byText(one.file, other.file)),
    findings: findings.sort((one, other) => byText(one.file, other.file) || one.line - other.line || one.column - other.column),
    unjudged,
    components: standings.components,
    configuration: standings.digest,
    leftOut: leftOut.sort(byText),
    staleSuppressions: suppressions.stale({
      judged: (path) => judged.has(path),
      // ESLint suppresses errors only; a suppression is still about something where a component is rolled back to warnings.
      found: (path, ruleId) => findingCounts.get(countKey(path, ruleId)) ?? 0,
      isOurs: (ruleId) => isOurs(ruleId, standings.keys),
    }),
  };
}

function isOurs(ruleId: string, keys: ReadonlySet<string>): boolean {
  const slash = ruleId.lastIndexOf('/');
  return keys.has(ruleId.slice(0, slash)) && Object.hasOwn(rules, ruleId.slice(slash + 1));
}

function countKey(path: string, ruleId: string): string {
  return `${path}\n${ruleId}`;
}

interface Counts {
  /** What ESLint counts for its bulk suppressions. */
  errors: Map<string, number>;
  /** The same, and warnings. */
  findings: Map<string, number>;
}

/** Adds what is found in a file, without what a directive silences. */
function count({ messages, path, suppressedMessages }: FileResult, key: string, { errors, findings }: Counts): void {
  const add = (counts: Map<string, number>, ruleId: string): void => {
    counts.set(countKey(path, ruleId), (counts.get(countKey(path, ruleId)) ?? 0) + 1);
  };
  for (const { ruleId, severity } of [...messages, ...suppressedMessages.filter(isSuppressedInBulk)]) {
    if (ruleId?.startsWith(`${key}/`) === true) {
      add(findings, ruleId);
      if (severity === 2) {
        add(errors, ruleId);
      }
    }
  }
}

function isSuppressedInBulk({ suppressions = [] }: ResultMessage): boolean {
  return suppressions.some(({ kind }) => kind === 'file');
}

function findingsOf(
  file: string,
  { messages, path, suppressedMessages }: FileResult,
  { key, mark }: FileStanding,
  statusOf: (ruleId: string, status: FindingStatus) => FindingStatus,
): Finding[] {
  const reported = [
    ...messages.map((message) => ({ message, status: 'open' as const })),
    ...suppressedMessages.map((message) => ({
      message,
      status: isSuppressedInBulk(message) ? ('suppressed' as const) : ('accepted' as const),
    })),
  ];
  let places: PlacesOfFile | undefined;
  return reported.flatMap(({ message, status }): Finding[] => {
    const { column, endColumn, endLine, line, message: text, messageId, ruleId, severity, suppressions = [] } = message;
    if (ruleId?.startsWith(`${key}/`) !== true) {
      return [];
    }
    const rule = ruleId.slice(key.length + 1);
    places ??= new PlacesOfFile(path, readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''));
    const end = { line: endLine ?? line, column: endColumn ?? column };
    return [
      {
        file,
        rule,
        ...places.at({ line, column }, end),
        line,
        column,
        endLine: end.line,
        endColumn: end.column,
        message: text,
        severity: severity === 2 ? 'error' : 'warning',
        status: severity === 2 ? statusOf(ruleId, status) : status,
        reason: suppressions.find(({ kind }) => kind === 'directive')?.justification ?? '',
        ...sourceAndSink(rule, messageId, text),
        mark,
        code: codeAround(places.lines, line, end.line),
      },
    ];
  });
}

function codeAround(lines: readonly string[], line: number, endLine: number): Finding['code'] {
  const startLine = Math.max(line - linesAround, 1);
  const lastLine = Math.min(endLine + linesAround, startLine + longestCode - 1);
  return { startLine, lines: lines.slice(startLine - 1, lastLine) };
}
