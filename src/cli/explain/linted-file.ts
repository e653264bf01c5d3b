import type { Linter } from 'eslint';

import { ESLint } from 'eslint';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { CalculatedConfig } from '../eslint/calculated-config.js';
import type { Finding } from './finding.js';

import { namespace } from '../../migration/phases.js';
import { plugin } from '../../plugin.js';
import { rules } from '../../rules/index.js';
import { CommandError } from '../command-error.js';
import { ownPlugin } from '../eslint/calculated-config.js';
import { said, sentenceOf } from '../eslint/sentence.js';
import { pathFrom } from '../paths.js';
import { AnalysisCollector, collectorRule } from './analysis-collector.js';
import { findingsOf } from './finding.js';

/** A file as ESLint sees it with the project's configuration. */
export interface LintedFile {
  /** As people write it: relative to the working directory, with slashes. */
  name: string;
  analysis: FileAnalysis;
  findings: readonly Finding[];
  /** The configuration turns a rule of this package on for the file. */
  isLinted: boolean;
}

/**
 * Lints one file with the configuration that the project has for it. The rules of this package that are off are turned on
 * to see what they would report.
 *
 * @throws {CommandError} where there is no such file, or it cannot be linted with types.
 */
export async function lintFile(file: string, cwd: string): Promise<LintedFile> {
  const path = resolve(cwd, file);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new CommandError(`there is no file ${file}; paths are relative to the directory that the command is started in`);
  }
  const eslint = new ESLint({ cwd });
  const config = await configOf(path, file, eslint);
  const name = pathFrom(cwd, path);
  const analysis = await analyze(path, file, cwd);
  const own = ownRules(config);
  const off = own.names.filter((rule) => (config.rules?.[rule]?.[0] ?? 0) === 0);
  const [result] = await lint(path, cwd, {
    overrideConfig: {
      ...(own.isInConfig ? {} : { plugins: { [namespace]: plugin } }),
      rules: Object.fromEntries(off.map((rule) => [rule, 'warn'])),
    },
    ruleFilter: ({ ruleId }) => own.names.includes(ruleId),
  });
  return {
    name,
    analysis,
    findings: result === undefined ? [] : findingsOf(result, (rule) => off.includes(rule)),
    isLinted: off.length < own.names.length,
  };
}

async function configOf(path: string, file: string, eslint: ESLint): Promise<CalculatedConfig> {
  const config = await said(async () => (await eslint.calculateConfigForFile(path)) as CalculatedConfig | undefined);
  if (config === undefined || (await said(async () => eslint.isPathIgnored(path)))) {
    throw new CommandError(
      `ESLint does not lint ${file}: its configuration ignores the file, or has no "files" for it; explain can only say what ESLint sees`,
    );
  }
  return config;
}

/** What our rules know of a file, under its own settings. */
async function analyze(path: string, file: string, cwd: string): Promise<FileAnalysis> {
  const collector = new AnalysisCollector();
  const [result] = await lint(path, cwd, {
    overrideConfig: collector.config,
    ruleFilter: ({ ruleId }) => ruleId === collectorRule,
  });
  const fatal = result?.messages.find((message) => message.fatal === true);
  if (fatal !== undefined) {
    // A file that no tsconfig includes is refused as a whole.
    const place = fatal.line > 0 ? `${file}:${fatal.line}` : file;
    throw new CommandError(`${place} cannot be linted: ${sentenceOf(fatal.message)}`);
  }
  if (collector.analysis === undefined) {
    throw new CommandError(
      `${file} has no type information in ESLint, and lifetime, owner and key are decided by types; set languageOptions.parserOptions.projectService for it, and let a tsconfig include it`,
    );
  }
  return collector.analysis;
}

interface LintOptions {
  overrideConfig: Linter.Config;
  ruleFilter: (rule: { ruleId: string }) => boolean;
}

async function lint(path: string, cwd: string, options: LintOptions): Promise<ESLint.LintResult[]> {
  try {
    return await new ESLint({ cwd, ...options }).lintFiles([path]);
  } catch (error) {
    if ((error as Error).name === 'ConfigurationError') {
      throw new CommandError(sentenceOf(error));
    }
    throw error;
  }
}

/** The rules of this package as a configuration names them; under the plugin's own name where it does not have them. */
function ownRules(config: CalculatedConfig): { names: string[]; isInConfig: boolean } {
  const found = ownPlugin(config);
  const names = Object.keys(found?.rules ?? rules);
  return { names: names.map((rule) => `${found?.key ?? namespace}/${rule}`), isInConfig: found !== undefined };
}
