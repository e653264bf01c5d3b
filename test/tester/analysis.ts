import type { TSESTree } from '@typescript-eslint/utils';

import * as typescriptParser from '@typescript-eslint/parser';
import { ESLintUtils } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';

import type { FileAnalysis } from '../../src/isolation/file-analysis.js';
import type { UserContextSettings } from '../../src/settings.js';

import { analysisOf } from '../../src/isolation/file-analysis.js';
import { walk } from '../../src/isolation/syntax.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
const parser = overlayParser(overlay, typescriptParser);
const linter = new Linter({ configType: 'flat', cwd: fixtures });

/** The analysis of a text, and its expressions by their own text. */
export interface AnalyzedText {
  analysis: FileAnalysis;
  /** The last expression in the text that is written so. */
  expression(text: string): TSESTree.Node;
}

/**
 * Analyzes a text as ESLint would: parsed, with scopes, parents and types.
 *
 * @param files Files beside it that exist only here.
 */
export function analyze(
  code: string,
  options: { files?: Readonly<Record<string, string>>; settings?: UserContextSettings } = {},
): AnalyzedText {
  const files = Object.entries(options.files ?? {});
  for (const [name, text] of files) {
    overlay.put(name, text);
  }
  let analysis: FileAnalysis | undefined;
  const capture = ESLintUtils.RuleCreator.withoutDocs({
    meta: { type: 'problem', schema: [], messages: {}, defaultOptions: [] },
    create: (context) => ({
      Program: () => {
        analysis = analysisOf(context);
      },
    }),
  });
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: parser },
        plugins: { test: { rules: { capture: capture as never } } },
        rules: { 'test/capture': 'error' },
        settings: { 'user-context': options.settings ?? {} },
      },
    ],
    { filename: overlay.path('file.ts') },
  );
  for (const [name] of files) {
    overlay.remove(name);
  }
  if (analysis === undefined) {
    throw new Error(messages.map(({ message }) => message).join('\n'));
  }
  const { sourceCode } = analysis;
  return {
    analysis,
    expression: (text) => {
      let found: TSESTree.Node | undefined;
      walk(sourceCode.ast, sourceCode.visitorKeys, (node) => {
        if (sourceCode.getText(node) === text && !node.type.endsWith('Statement')) {
          found = node;
        }
      });
      if (found === undefined) {
        throw new Error(`no expression \`${text}\` in:\n${code}`);
      }
      return found;
    },
  };
}
