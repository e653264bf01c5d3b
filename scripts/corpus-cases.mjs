// The cases of the leak corpus, and what a configuration reports on them.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** The directory of the corpus. */
export const corpus = fileURLToPath(new URL('../test/corpus/', import.meta.url));

/**
 * @typedef {object} Report
 * @property {string} file
 * @property {number} line
 * @property {string} rule with the plugin's prefix
 * @property {string} message
 */

/**
 * @typedef {object} Case
 * @property {string} id the directory, such as `leaks/001-mcp-sdk-shared-transport`
 * @property {string} category
 * @property {string[]} owningRules
 * @property {number[]} defectLines
 */

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Installs the packages whose types the corpus needs, where they are missing. */
export function installPackages() {
  if (modifiedAt(join(corpus, 'node_modules/.package-lock.json')) >= modifiedAt(join(corpus, 'package-lock.json'))) {
    return;
  }
  console.log('Installing the packages whose types the corpus needs …');
  execFileSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', {
    cwd: corpus,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * @param {'leaks' | 'safe'} kind
 * @returns {Case[]}
 */
export function readCases(kind) {
  return readdirSync(join(corpus, kind))
    .sort()
    .map((directory) => {
      const id = `${kind}/${directory}`;
      const meta = JSON.parse(readFileSync(join(corpus, id, 'meta.json'), 'utf8'));
      return {
        id,
        category: meta.category,
        owningRules: meta.rules ?? [],
        defectLines: meta.defect_lines ?? [],
      };
    });
}

/**
 * Lints all cases with types.
 *
 * @param {import('eslint').Linter.Config[]} configuration whose rules are judged
 * @returns {Promise<Map<string, Report[]>>} reports by file, as `leaks/001-…/bad.ts`
 */
export async function lintCorpus(configuration) {
  const eslint = new ESLint({
    cwd: corpus,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: [
      {
        files: ['{leaks,safe}/**/*.ts'],
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { project: ['tsconfig.json'], tsconfigRootDir: corpus },
        },
      },
      ...configuration,
    ],
  });
  const results = await eslint.lintFiles(['leaks/*/*.ts', 'safe/*/*.ts']);
  return new Map(
    results.map(({ filePath, messages }) => {
      const file = filePath.slice(corpus.length).replaceAll('\\', '/');
      return [
        file,
        messages.map(({ line, ruleId, message }) => {
          if (ruleId === null) {
            throw new Error(`${file}: ${message}`);
          }
          return { file, line, rule: ruleId, message };
        }),
      ];
    }),
  );
}
