import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Command, CommandEnvironment } from '../command.js';
import type { FileResult, LintRun } from '../findings/lint-results.js';
import type { LintedProject } from '../findings/linted-project.js';
import type { BaselineEntry, Comparison } from './baseline.js';
import type { StoredBaseline } from './baseline-file.js';
import type { GateOptions } from './options.js';

import { CommandError } from '../command-error.js';
import { lintedFiles } from '../eslint/linted-files.js';
import { lookupFlags } from '../eslint/lookup-flags.js';
import { lint, readResults } from '../findings/lint-results.js';
import { readLintedProject } from '../findings/linted-project.js';
import { pathFrom } from '../paths.js';
import { Progress } from '../progress.js';
import { compare, entryOf } from './baseline.js';
import { readBaseline, writeBaseline } from './baseline-file.js';
import { changedFiles } from './changed-files.js';
import { describe, describeFinding, listed } from './describe.js';
import { isGreen, isInForce, judge } from './judgement.js';
import { help, readOptions } from './options.js';
import { farReachingChange, relatedFiles } from './related-files.js';

/** `user-context gate`: fails a build that is worse than what was accepted. */
export const gate: Command = {
  summary: 'fails a build that is worse than what was accepted',
  help,
  run: runGate,
};

async function runGate(commandLine: readonly string[], environment: CommandEnvironment): Promise<number> {
  const { cwd, stderr, stdout } = environment;
  const options = readOptions(commandLine);
  const stored = readBaseline(cwd, options.baseline);
  if (stored?.isConflicted === true && !options.update) {
    throw new CommandError(
      `${options.baseline} has a conflict that git left; user-context gate --update resolves it: it keeps what either side accepted and the code still has`,
    );
  }
  const progress = new Progress(stderr);
  try {
    progress.start(options.from.length > 0 ? 'reading the results of ESLint' : 'linting');
    const { run, scope } = await runOf(cwd, options);
    const project = await readLintedProject(cwd, run);
    progress.end();
    const comparison = compareAll(cwd, project, run.results, stored?.entries ?? []);
    if (options.update) {
      return await update(project, comparison, stored, options, environment);
    }
    const judgement = judge(project, comparison, { complete: options.complete, isPart: options.since !== undefined });
    stdout.write(describe(project, comparison, judgement, { ...options, hasBaseline: stored !== undefined, scope }));
    return isGreen(judgement) ? 0 : 1;
  } finally {
    progress.end();
  }
}

/** What is judged, and what it is called. */
async function runOf(cwd: string, { baseline, from, since }: GateOptions): Promise<{ run: LintRun; scope: string }> {
  if (from.length > 0) {
    const given = readResults(cwd, from);
    const files = await lintedFiles(cwd, ['.'], lookupFlags());
    return { run: withLeftOut(given, files), scope: 'by the results of ESLint that were given' };
  }
  if (since === undefined) {
    return { run: await lint(cwd, ['.']), scope: 'the whole project' };
  }
  const changed = changedFiles(cwd, since);
  const cause = farReachingChange(changed, [resolve(cwd, baseline)]);
  if (cause !== undefined) {
    const name = pathFrom(cwd, cause);
    return { run: await lint(cwd, ['.']), scope: `the whole project, because ${name} differs from ${since}` };
  }
  const files = await lintedFiles(cwd, ['.']);
  const related = new Set(relatedFiles(files, changed));
  const run = await lint(cwd, [...related]);
  const what = related.size === 1 ? 'the file that differs' : `the ${related.size} files that differ`;
  return {
    run: withLeftOut(run, files),
    scope: related.size === 0 ? `no linted file differs from ${since}` : `${what} from ${since} or can be changed by one that does`,
  };
}

/** A run, with those of the files that it has no result for. */
function withLeftOut({ eslint, results }: LintRun, files: readonly string[]): LintRun {
  const linted = new Set(results.map(({ path }) => path));
  const leftOut = files
    .filter((path) => !linted.has(path))
    .map((path): FileResult => ({ path, messages: [], suppressedMessages: [], isLeftOut: true }));
  return { results: [...results, ...leftOut], eslint };
}

/** The entries of files that could not be looked at are left as they are. */
function compareAll(
  cwd: string,
  project: LintedProject,
  results: readonly FileResult[],
  entries: readonly BaselineEntry[],
): Comparison {
  const unseen = new Set([
    ...project.unjudged.map(({ file }) => file),
    ...results.filter(({ isLeftOut }) => isLeftOut === true).map(({ path }) => pathFrom(cwd, path)),
  ]);
  const comparison = compare(
    entries,
    project.findings.filter(({ status }) => status !== 'accepted'),
    (file) => existsSync(resolve(cwd, file)),
  );
  return { ...comparison, mended: comparison.mended.filter(({ file }) => !unseen.has(file)) };
}

async function update(
  project: LintedProject,
  { beyond, known, mended }: Comparison,
  stored: StoredBaseline | undefined,
  { acceptedBecause, baseline }: GateOptions,
  { cwd, stdout }: CommandEnvironment,
): Promise<number> {
  if (project.unjudged.length > 0) {
    const [{ file, line, message }] = project.unjudged as [LintedProject['unjudged'][number]];
    throw new CommandError(`${file}:${line} does not parse (${message}), and what is in it could not be kept; nothing was written`);
  }
  const [missing] = project.leftOut;
  if (missing !== undefined) {
    throw new CommandError(`no result is about ${missing}, and what is in it could not be kept; give the results of all shards and packages; nothing was written`);
  }
  // The first baseline is what ESLint was told to suppress: nobody has to say it twice.
  const first = stored === undefined ? beyond.filter(({ status }) => status === 'suppressed') : [];
  const others = beyond.filter((finding) => !first.includes(finding) && isInForce(finding));
  if (others.length > 0 && acceptedBecause === undefined) {
    const advice =
      stored === undefined
        ? 'suppress them with npx eslint . --suppress-all before, or give --accept-new --reason "…"'
        : 'mend them, or give --accept-new --reason "…"';
    stdout.write(
      [
        `${baseline} was not written, because it would ${stored === undefined ? 'leave out' : 'have to grow by'} ${others.length === 1 ? 'a finding' : `${others.length} findings`}: ${advice}`,
        ...listed(others.map(describeFinding)),
        '',
      ].join('\n'),
    );
    return 1;
  }
  const entries = [
    ...known.map(({ entry: { reason }, finding }) => entryOf(finding, reason)),
    ...first.map((finding) => entryOf(finding)),
    ...others.map((finding) => entryOf(finding, acceptedBecause)),
  ];
  await writeBaseline(cwd, baseline, entries);
  const changes = [
    ...(mended.length === 0 ? [] : [`${mended.length} mended`]),
    ...(first.length === 0 ? [] : [`${first.length} taken over from the suppressions`]),
    ...(others.length === 0 ? [] : [`${others.length} accepted`]),
  ];
  stdout.write(`${baseline}: ${entries.length} ${entries.length === 1 ? 'finding' : 'findings'}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}\n`);
  return 0;
}
