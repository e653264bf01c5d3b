import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

import type { Command, CommandEnvironment } from '../command.js';
import type { TerminalOptions } from './formats/index.js';
import type { Output } from './options.js';
import type { ReportData } from './report-data.js';

import { CommandError } from '../command-error.js';
import { sentenceOf } from '../eslint/sentence.js';
import { lint, readResults } from '../findings/lint-results.js';
import { readLintedProject } from '../findings/linted-project.js';
import { checkedOutIn } from '../git.js';
import { Progress } from '../progress.js';
import { CodeOwners } from './code-owners.js';
import { formats } from './formats/index.js';
import { appendSnapshot, readHistory } from './history.js';
import { help, readOptions } from './options.js';
import { snapshotOf, summarize } from './summary.js';

/** What is taken where nobody says how wide the terminal is. */
const narrowest = 80;

/** `user-context report`: says how far the migration is. */
export const report: Command = {
  summary: 'says how far the migration is, by phase and component',
  help,
  run: runReport,
};

async function runReport(commandLine: readonly string[], environment: CommandEnvironment): Promise<number> {
  const { cwd, stderr } = environment;
  const { from, history: historyFile, outputs, paths, snapshot } = readOptions(commandLine);
  const time = new Date();
  const history = readHistory(cwd, historyFile);
  for (const complaint of history.complaints) {
    stderr.write(`user-context: ${complaint}\n`);
  }
  const progress = new Progress(stderr);
  try {
    progress.start(from.length > 0 ? 'reading the results of ESLint' : 'linting');
    const run = from.length > 0 ? readResults(cwd, from) : await lint(cwd, paths);
    const project = await readLintedProject(cwd, run);
    progress.end();
    const data = summarize(project, {
      cwd,
      time,
      checkedOut: checkedOutIn(cwd),
      owners: CodeOwners.around(cwd),
      history: history.snapshots,
    });
    for (const output of outputs) {
      await write(output, data, environment);
    }
    if (snapshot) {
      appendSnapshot(cwd, historyFile, snapshotOf(data, project.configuration));
    }
    return 0;
  } finally {
    progress.end();
  }
}

async function write({ file, format }: Output, data: ReportData, { cwd, stderr, stdout }: CommandEnvironment): Promise<void> {
  const text = formats[format](data, file === undefined ? terminalOptions(stdout) : undefined);
  if (file === undefined) {
    stdout.write(text);
    return;
  }
  const path = resolve(cwd, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    await writeFileAtomic(path, text);
  } catch (error) {
    throw new CommandError(`${file} cannot be written (${sentenceOf(error)}); give another file to --format ${format}`);
  }
  stderr.write(`${format}: ${file}\n`);
}

function terminalOptions({ columns = narrowest, isTTY }: CommandEnvironment['stdout']): TerminalOptions {
  const { NO_COLOR } = process.env;
  return { columns, color: isTTY === true && (NO_COLOR === undefined || NO_COLOR === '') };
}
