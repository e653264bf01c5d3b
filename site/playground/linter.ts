import type { ESLint, Linter as LinterTypes } from 'eslint';

import type { PresetName } from '../../src/migration/phases.js';
import type { Explanation } from '../../src/cli/explain/explanation.js';
import type { LintedFile } from '../../src/cli/explain/linted-file.js';
import type { Correction, Linted, PageFinding } from './messages.js';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint/universal';

import { AnalysisCollector } from '../../dist/cli/explain/analysis-collector.js';
import { explanationsAt } from '../../dist/cli/explain/explained-place.js';
import { findingsOf } from '../../dist/cli/explain/finding.js';
import { inventoryOf } from '../../dist/isolation/inventory.js';
import { plugin } from '../../dist/plugin.js';
import { file } from './system.js';
import { VirtualProject } from './virtual-project.js';

const key = 'user-context';

/** ESLint, with the plugin's rules and types, over one text at a time. */
export class PageLinter {
  readonly #project = new VirtualProject();
  readonly #linter = new Linter({ configType: 'flat', cwd: '/project' });
  #linted: Pick<LintedFile, 'analysis' | 'findings'> | undefined;

  /**
   * @param settings Those of `settings['user-context']`.
   * @throws {Error} What is wrong with the settings.
   */
  lint(code: string, preset: PresetName, settings: unknown): Linted {
    const program = this.#project.programOf(code);
    const collector = new AnalysisCollector();
    const { plugins, rules } = plugin.configs[preset];
    const messages = this.#linter.verify(
      code,
      [
        {
          files: ['**/*.tsx'],
          languageOptions: { parser: parserOver(program) },
          plugins: { ...plugins, ...collector.config.plugins },
          rules: { ...rules, ...collector.config.rules },
          settings: { [key]: settings },
        },
      ] as LinterTypes.Config[],
      { filename: file },
    );
    const result = { messages, suppressedMessages: suppressedIn(this.#linter) } as ESLint.LintResult;
    const { analysis } = collector;
    this.#linted = analysis === undefined ? undefined : { analysis, findings: findingsOf(result, () => false) };
    const lines = new Set(messages.map(({ line }) => line));
    for (const { node } of analysis === undefined ? [] : inventoryOf(analysis.sourceCode).writes) {
      lines.add(node.loc.start.line);
    }
    return {
      findings: messages.map((message) => pageFinding(message, code)),
      errors: this.#project.errors(),
      explanations: [...lines]
        .sort((one, other) => one - other)
        .map((line) => ({ line, explanations: this.explain(line) }))
        .filter(({ explanations }) => explanations.length > 0),
    };
  }

  /** What the rules know of a line of the text that was linted last. */
  explain(line: number): Explanation[] {
    return this.#linted === undefined ? [] : explanationsAt(line, undefined, this.#linted);
  }
}

/** Documented by ESLint since 8.8, and missing in its types. */
function suppressedIn(linter: Linter): LinterTypes.SuppressedLintMessage[] {
  return (linter as Linter & { getSuppressedMessages: () => LinterTypes.SuppressedLintMessage[] }).getSuppressedMessages();
}

/** typescript-eslint's parser over a program that is there already. */
function parserOver(program: object): { parseForESLint: (text: string, options?: object) => unknown } {
  return {
    parseForESLint: (text, options) =>
      parser.parseForESLint(text, {
        ...options,
        filePath: file,
        ecmaFeatures: { jsx: true },
        programs: [program] as never,
        tsconfigRootDir: '/project',
        warnOnUnsupportedTypeScriptVersion: false,
      }),
  };
}

function pageFinding(message: LinterTypes.LintMessage, code: string): PageFinding {
  const { column, endColumn, endLine, fix, line, ruleId, severity, suggestions = [] } = message;
  const from = offsetOf(code, line, column);
  const corrections: Correction[] = [
    ...(fix === undefined ? [] : [correction('Fix', fix)]),
    ...suggestions.map(({ desc, fix: change }) => correction(desc, change)),
  ];
  return {
    rule: ruleId?.slice(key.length + 1),
    message: message.message,
    severity: severity === 2 ? 'error' : 'warning',
    line,
    column,
    from,
    to: Math.max(offsetOf(code, endLine ?? line, endColumn ?? column), from),
    corrections,
  };
}

function correction(title: string, { range: [from, to], text }: { range: [number, number]; text: string }): Correction {
  return { title, from, to, text };
}

function offsetOf(code: string, line: number, column: number): number {
  const before = code.split('\n').slice(0, line - 1);
  return Math.min(before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1, code.length);
}
