import type { Linter } from 'eslint';

import { ESLint } from 'eslint';

import { typeScriptFiles } from '../../migration/presets.js';
import { said } from './sentence.js';

/**
 * The files that ESLint lints for some patterns.
 *
 * @param flags Of ESLint's.
 * @returns Absolute paths.
 * @throws {CommandError} ESLint's own sentence, where its configuration is wrong or a pattern matches nothing.
 */
export async function lintedFiles(cwd: string, patterns: readonly string[], flags: readonly string[] = []): Promise<string[]> {
  // ESLint has no API that only lists files; with no rule and nothing to parse, linting them is that.
  const lister = new ESLint({
    cwd,
    flags: [...flags],
    ruleFilter: () => false,
    overrideConfig: [{ files: [typeScriptFiles], languageOptions: { parser: { parse: emptyProgram } } }],
  });
  return (await said(async () => lister.lintFiles([...patterns]))).map(({ filePath }) => filePath);
}

const nowhere = { line: 1, column: 0 };

function emptyProgram(): Linter.ESLintParseResult['ast'] {
  return {
    type: 'Program',
    sourceType: 'module',
    body: [],
    comments: [],
    tokens: [],
    range: [0, 0],
    loc: { start: nowhere, end: nowhere },
  };
}
