import type { ParserServicesWithTypeInformation, TSESLint, TSESTree } from '@typescript-eslint/utils';
import type * as ts from 'typescript';

import { ESLintUtils } from '@typescript-eslint/utils';

import type { UserContextSettings } from '../settings.js';

import { readSettings } from '../settings.js';

/** What every analysis of one file is given. */
export interface FileAnalysis {
  sourceCode: TSESLint.SourceCode;
  services: ParserServicesWithTypeInformation;
  program: ts.Program;
  checker: ts.TypeChecker;
  settings: UserContextSettings;
  /** The directory that ESLint runs in. */
  cwd: string;
}

const analyses = new WeakMap<TSESTree.Program, FileAnalysis>();

/**
 * The analysis of the linted file, the same object for all rules of a pass.
 *
 * @throws typescript-eslint's own error, which names the missing setting, where there is no type information.
 * @throws {ConfigurationError} where the settings are wrong.
 */
export function analysisOf(context: TSESLint.RuleContext<string, readonly unknown[]>): FileAnalysis {
  const { sourceCode } = context;
  let analysis = analyses.get(sourceCode.ast);
  if (analysis === undefined) {
    const services = ESLintUtils.getParserServices(context);
    analysis = {
      sourceCode,
      services,
      program: services.program,
      checker: services.program.getTypeChecker(),
      settings: readSettings(context.settings),
      cwd: context.cwd,
    };
    analyses.set(sourceCode.ast, analysis);
  }
  return analysis;
}

/**
 * Whether the program is the one-file program of a later pass in single-run mode: nothing that the file imports is in
 * it, so what needs other files is unknown there.
 */
export function isIsolatedProgram(program: ts.Program): boolean {
  return program.getCompilerOptions().noResolve === true && program.getRootFileNames().length === 1;
}
