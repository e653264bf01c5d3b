import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';

import { runBash } from './bash.js';

/** A step of a job, as far as the recipes have them. */
export interface Step {
  id?: string;
  name?: string;
  if?: string;
  env?: Record<string, string>;
  run?: string;
  uses?: string;
  with?: Record<string, string>;
}

/** A job of a workflow. */
export interface Job {
  if?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: { shard: number[] } };
  steps: Step[];
}

/** A workflow of GitHub Actions. */
export interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

/** What expressions can ask for: `github`, `matrix`, `needs` and others. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What became of a step. */
export type Outcome = 'failure' | 'skipped' | 'success';

/** What a job left. */
export interface JobResult {
  result: 'failure' | 'success';
  /** What became of the steps, and what they printed: by name, or by what a step runs or uses where it has none. */
  outcomes: Record<string, Outcome>;
  output: Record<string, string>;
  /** What the steps wrote to the summary of the job. */
  summary: string;
}

/** Where a job runs. */
export interface Runner {
  /** The checkout. */
  directory: string;
  contexts: Contexts;
  /** Beside the environment of this process. */
  env: Readonly<Record<string, string>>;
  /** The packages are there from an earlier job, so `npm ci` is left out. */
  isInstalled?: boolean;
}

/** Reads a workflow. */
export function readWorkflow(path: string): Workflow {
  return parse(readFileSync(path, 'utf8')) as Workflow;
}

/**
 * The value of an expression of GitHub's. What is not there is `undefined`, however deep it is asked for; names have `_` for
 * the `-` of theirs.
 */
function valueOf(expression: string, contexts: Contexts, hasFailed: boolean): unknown {
  const status = { cancelled: () => false, failure: () => hasFailed, success: () => !hasFailed };
  return runInNewContext(expression.replaceAll('.', '?.').replaceAll('-', '_'), { ...contexts, ...status });
}

function filledIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gsu, (_all, expression: string) => String(valueOf(expression.trim(), contexts, false)));
}

/** @returns Whether a step or a job is due. One that does not ask how it stands is due as long as nothing has failed. */
export function isDue({ if: condition = '${{ success() }}' }: { if?: string }, contexts: Contexts, hasFailed = false): boolean {
  const expression = /^\$\{\{(.*)\}\}$/su.exec(condition)?.[1]?.trim() ?? condition;
  const asksForStatus = /\b(?:always|cancelled|failure|success)\(\)/u.test(expression);
  return (asksForStatus || !hasFailed) && Boolean(valueOf(expression, contexts, hasFailed));
}

/**
 * Runs the scripts of a job with bash, in their order. Actions are not run: the checkout is there, and files that one job
 * hands to the next stay where they are.
 */
export async function runJob({ steps }: Job, { contexts, directory, env, isInstalled = false }: Runner): Promise<JobResult> {
  const temporary = await mkdtemp(join(tmpdir(), 'user-context-runner-'));
  const summary = join(temporary, 'summary.md');
  await writeFile(summary, '');
  const job: JobResult = { result: 'success', outcomes: {}, output: {}, summary: '' };
  const known: Record<string, { outcome: Outcome }> = {};
  for (const { env: own = {}, id, name, run, uses = '', ...step } of steps) {
    const title = name ?? run ?? uses;
    const all = { ...contexts, steps: known };
    let outcome: Outcome = 'skipped';
    if (isDue(step, all, job.result === 'failure') && !(isInstalled && run === 'npm ci')) {
      outcome = 'success';
      if (run !== undefined) {
        // GitHub runs steps that name no shell with these options.
        const { exitCode, output } = await runBash(filledIn(run, all), ['-e'], {
          directory,
          env: {
            ...env,
            ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, filledIn(value, all)])),
            GITHUB_STEP_SUMMARY: summary,
          },
        });
        job.output[title] = output;
        outcome = exitCode === 0 ? 'success' : 'failure';
      }
    }
    job.outcomes[title] = outcome;
    if (id !== undefined) {
      known[id] = { outcome };
    }
    if (outcome === 'failure') {
      job.result = 'failure';
    }
  }
  job.summary = await readFile(summary, 'utf8');
  await rm(temporary, { recursive: true });
  return job;
}
