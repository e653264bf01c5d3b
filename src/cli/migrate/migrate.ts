import type ts from 'typescript';

import { createTwoFilesPatch } from 'diff';

import type { Command, CommandEnvironment } from '../command.js';
import type { ChangedFile } from './write-files.js';

import { CommandError } from '../command-error.js';
import { Progress } from '../progress.js';
import { compilerErrorOf, describeError } from './compiler-error.js';
import { Fixpoint } from './fixpoint.js';
import { help, readOptions } from './options.js';
import { Project } from './project.js';
import { select } from './selection.js';
import { summarize } from './summary.js';
import { typeCheck, verify } from './verification.js';
import { checkWorkingTree } from './working-tree.js';
import { finishInterruptedRun, planName, writeFiles } from './write-files.js';

/** `user-context migrate`: lets the rules correct a program until nothing changes, and takes back what does not type-check. */
export const migrate: Command = {
  summary: "gives functions the user's context, across files, and verifies the result",
  help,
  run: runMigrate,
};

async function runMigrate(commandLine: readonly string[], { cwd, stderr, stdout }: CommandEnvironment): Promise<number> {
  const options = readOptions(commandLine);
  const finished = options.dryRun ? undefined : await finishInterruptedRun(cwd);
  if (finished !== undefined) {
    stderr.write(`went on with the run that was interrupted: ${finished.length} ${finished.length === 1 ? 'file' : 'files'} written from ${planName}\n`);
  } else if (!options.dryRun && !options.allowDirty) {
    checkWorkingTree(cwd);
  }
  const progress = new Progress(stderr);
  try {
    progress.start('reading the ESLint configuration and the tsconfigs');
    const project = await Project.open(cwd, progress);
    const selection = await select(project, options);
    progress.start('type-checking before the start');
    refuseTypeErrors(project);
    const fixpoint = new Fixpoint(project, selection, progress);
    fixpoint.run();
    progress.start('type-checking the result');
    const outcome = verify(project, fixpoint);
    progress.end();
    if ('errors' in outcome) {
      throw new CommandError(
        `nothing was written, because type errors are left that no correction can be blamed for:\n${listErrors(outcome.errors, project)}`,
      );
    }
    const changed = changedFiles(project, fixpoint);
    const { isAnythingLeft, text } = summarize(project, fixpoint, selection, outcome);
    if (options.dryRun) {
      stdout.write(changed.map(patchOf).join(''));
      stderr.write(text);
    } else {
      if (changed.length > 0) {
        await writeFiles(cwd, changed);
      }
      stdout.write(text);
    }
    return isAnythingLeft ? 1 : 0;
  } finally {
    progress.end();
  }
}

/** Calls at entry points that lack a context may be there already: an earlier run leaves them for a person. */
function refuseTypeErrors(project: Project): void {
  const { errors } = typeCheck(project, (path) => project.lint(path).entryCalls);
  if (errors.length > 0) {
    throw new CommandError(
      `the program has type errors, and what is corrected could not be verified; mend these first:\n${listErrors(errors, project)}`,
    );
  }
}

/** Nothing is written where errors are listed: their places are those of the texts on disk. */
function listErrors(errors: readonly ts.Diagnostic[], project: Project): string {
  const shown = errors
    .slice(0, 50)
    .map((error) => `  ${describeError(compilerErrorOf(error), project, (path) => project.original(path))}`);
  return [...shown, ...(errors.length > shown.length ? [`  and ${errors.length - shown.length} more`] : [])].join('\n');
}

function changedFiles(project: Project, { applied }: Fixpoint): ChangedFile[] {
  return [...new Set(applied.map(({ path }) => path))]
    .map((path) => ({ path: project.display(path), ...project.contents(path) }))
    .filter(({ after, before }) => after !== before)
    .sort((one, other) => one.path.localeCompare(other.path));
}

function patchOf({ after, before, path }: ChangedFile): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after);
  return patch.slice(patch.indexOf('\n') + 1);
}
