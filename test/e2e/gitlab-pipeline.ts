import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

import { runBash } from './bash.js';

/** A job of a pipeline, as far as the recipes have them. */
export interface PipelineJob {
  parallel?: number;
  variables?: Record<string, string>;
  script: string[];
  artifacts?: { when: string; paths: string[]; reports?: Record<string, string> };
}

/** The jobs of a pipeline of GitLab CI/CD. */
export function readPipeline(path: string): Record<string, PipelineJob> {
  return parse(readFileSync(path, 'utf8')) as Record<string, PipelineJob>;
}

/**
 * Runs the script of a job as the runner does: all lines in one shell, up to the first that fails.
 *
 * @param env What GitLab predefines.
 * @param isInstalled The packages are there from an earlier job, so `npm ci` is left out.
 */
export async function runPipelineJob(
  { script, variables = {} }: PipelineJob,
  { directory, env, isInstalled = false }: { directory: string; env: Readonly<Record<string, string>>; isInstalled?: boolean },
): Promise<{ exitCode: number; output: string }> {
  const own = Object.entries(variables).map(([key, value]) => [key, value.replaceAll(/\$(\w+)/gu, (_all, name: string) => env[name] ?? '')]);
  const lines = script.filter((line) => !(isInstalled && line === 'npm ci'));
  return runBash(lines.join('\n'), ['-e', '-o', 'pipefail'], {
    directory,
    env: { ...env, ...(Object.fromEntries(own) as Record<string, string>) },
  });
}
