import type { InvalidTestCase, TestCaseError, ValidTestCase } from '@typescript-eslint/rule-tester';
import type { RuleModule } from '@typescript-eslint/utils/ts-eslint';

import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { rules } from '../../src/rules/index.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';
import { lostComments } from './comments.js';

/** What every case may say beside its code. */
interface CaseContext<Options extends readonly unknown[]> {
  /** What the case shows; the title of its tests. */
  name: string;
  code: string;
  options?: Options;
  /** `settings['user-context']` of the case. */
  settings?: Readonly<Record<string, unknown>>;
  /** The linted file, relative to `test/fixtures`; `file.ts` when left out. */
  filename?: string;
  /** Files beside it that exist only in this case, by path relative to `test/fixtures`. */
  files?: Readonly<Record<string, string>>;
  /** The files among them that do not compile beside `code`, where that is what the case is about. */
  brokenFiles?: readonly string[];
  /** Codes of the compiler's errors that `code` is about, in order; none when left out. */
  typeErrors?: readonly number[];
  /** Only where the case is about code whose imports cannot be resolved: its text is not type-checked. */
  untyped?: 'because the module is not installed' | 'because it is a syntax that TypeScript rejects';
}

/** A suggestion of a report. */
export interface Suggestion<MessageIds extends string> {
  messageId: MessageIds;
  data?: Readonly<Record<string, unknown>>;
  output: string;
  /**
   * Codes of the errors that the suggestion leaves for a person, in order. Only "a caller lacks the new argument"
   * (TS2554, TS2555, TS2345 for a callback) is accepted, and "the interface, base class or type of a table, which stands in
   * another file, lacks the new parameter" (TS2416, TS2322; TS7006 for what it gave a type): DESIGN.md section 3.
   */
  typeErrors?: readonly (2322 | 2345 | 2416 | 2554 | 2555 | 7006)[];
}

/** A report of an invalid case. */
export interface ExpectedReport<MessageIds extends string> extends Omit<TestCaseError<MessageIds>, 'suggestions' | 'type'> {
  line: number;
  suggestions?: readonly Suggestion<MessageIds>[];
}

/** Code without a report. */
export type ValidCase<Options extends readonly unknown[]> = CaseContext<Options>;

/** Code with reports. */
export interface InvalidCase<MessageIds extends string, Options extends readonly unknown[]>
  extends CaseContext<Options> {
  /** The nearest code without a report: it differs in the one thing that the case is about. */
  neighbour: string;
  errors: readonly ExpectedReport<MessageIds>[];
  /** The text after all fixes; leave out when there is no fix. An array has one text for each pass. */
  output?: string | readonly string[];
}

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
const parser = overlayParser(overlay, typescriptParser);
const linter = new Linter({ configType: 'flat', cwd: fixtures });

/** The key that RuleTester gives the plugin, so that a directive in a case means the same to both linters. */
const pluginKey = '@rule-tester';
const plugin = { rules };

/** ESLint's own reports on directives are no reports of a rule. */
const linterOptions = { reportUnusedDisableDirectives: 'off' } as const;

function lint<Options extends readonly unknown[]>(
  ruleNames: readonly string[],
  code: string,
  test: CaseContext<Options>,
  ownRule: string,
): Linter.LintMessage[] {
  return linter.verify(code, [configFor(ruleNames, test, ownRule)], { filename: overlay.path(test.filename ?? 'file.ts') });
}

function configFor<Options extends readonly unknown[]>(
  ruleNames: readonly string[],
  test: CaseContext<Options>,
  ownRule: string,
): Linter.Config {
  return {
    files: ['**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx}'],
    languageOptions: { parser: parser },
    linterOptions,
    plugins: { [pluginKey]: plugin as never },
    rules: Object.fromEntries(
      ruleNames.map((name) => [
        `${pluginKey}/${name}`,
        name === ownRule ? ['error', ...(test.options ?? [])] : ['error'],
      ]),
    ) as never,
    settings: { 'user-context': test.settings ?? {} },
  };
}

function typeErrors(text: string, test: CaseContext<readonly unknown[]>): string[] {
  const fileName = test.filename ?? 'file.ts';
  overlay.put(fileName, text);
  return overlay
    .errors(fileName)
    .map((error) => `TS${error.code}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
}

function codesOf(errors: readonly string[]): number[] {
  return errors.map((error) => Number(/^TS(\d+)/u.exec(error)?.[1]));
}

function expectTypeErrors(text: string, test: CaseContext<readonly unknown[]>, expected: readonly number[]): void {
  if (test.untyped === undefined) {
    const errors = typeErrors(text, test);
    expect(codesOf(errors), `type errors of:\n${text}\n\n${errors.join('\n')}`).toEqual([...expected]);
  }
}

function expectNoCommentLost(before: string, after: string, test: CaseContext<readonly unknown[]>): void {
  expect(lostComments(before, after, test.filename), `comments lost in:\n${after}`).toEqual([]);
}

function withFiles(test: CaseContext<readonly unknown[]>, body: () => void): void {
  layFiles(test);
  try {
    body();
  } finally {
    takeFiles(test);
  }
}

function layFiles(test: CaseContext<readonly unknown[]>): void {
  for (const [name, text] of Object.entries(test.files ?? {})) {
    overlay.put(name, text);
  }
}

function takeFiles(test: CaseContext<readonly unknown[]>): void {
  for (const name of Object.keys(test.files ?? {})) {
    overlay.remove(name);
  }
  overlay.remove(test.filename ?? 'file.ts');
}

function messagesOf(messages: readonly Linter.LintMessage[]): string[] {
  return messages.map((message) => `${message.line}:${message.column} ${message.ruleId ?? 'fatal'} ${message.message}`);
}

function expectOneReportPerDefect(code: string, test: CaseContext<readonly unknown[]>, ruleName: string): void {
  const messages = lint(Object.keys(rules), code, test, ruleName);
  const places = new Map<string, string[]>();
  for (const message of messages) {
    const place = `${message.line}:${message.column}`;
    places.set(place, [...(places.get(place) ?? []), message.ruleId ?? 'fatal']);
  }
  const doubled = [...places].filter(([, ruleIds]) => ruleIds.length > 1);
  expect(doubled, `two reports at one place:\n${code}`).toEqual([]);
}

function checkFixes<MessageIds extends string, Options extends readonly unknown[]>(
  ruleName: string,
  test: InvalidCase<MessageIds, Options>,
): void {
  const before = lint([ruleName], test.code, test, ruleName);
  const fixable = before.filter((message) => message.fix !== undefined);
  const outputs = test.output === undefined ? [] : [test.output].flat();
  const last = outputs.at(-1);
  if (last === undefined) {
    expect(messagesOf(fixable), 'reports with a fix, but the case has no output').toEqual([]);
    return;
  }
  expectNoCommentLost(test.code, last, test);
  expectTypeErrors(last, test, []);
  const after = lint([ruleName], last, test, ruleName);
  expect(
    messagesOf(after.filter((message) => message.fix !== undefined)),
    `fixing twice is not fixing once:\n${last}`,
  ).toEqual([]);
  expect(after.length, `fixed reports are still there: ${messagesOf(after).join('; ')}`).toBe(
    before.length - fixable.length,
  );
}

function checkSuggestions<MessageIds extends string, Options extends readonly unknown[]>(
  ruleName: string,
  test: InvalidCase<MessageIds, Options>,
): void {
  const before = lint([ruleName], test.code, test, ruleName);
  const idsBefore = new Set(before.map((message) => message.messageId));
  for (const { suggestions = [] } of test.errors) {
    for (const suggestion of suggestions) {
      expectNoCommentLost(test.code, suggestion.output, test);
      expectTypeErrors(suggestion.output, test, suggestion.typeErrors ?? []);
      const after = lint([ruleName], suggestion.output, test, ruleName);
      expect(after.length, `the report is still there: ${messagesOf(after).join('; ')}`).toBeLessThan(before.length);
      expect(
        after.filter((message) => !idsBefore.has(message.messageId)),
        `the suggestion brought another report:\n${suggestion.output}`,
      ).toEqual([]);
    }
  }
}

/** `code` may have the errors that the case is about; with virtual files around it. */
function checkCode(ruleName: string, code: string, test: CaseContext<readonly unknown[]>): void {
  expectTypeErrors(code, test, test.typeErrors ?? []);
  for (const [name, text] of Object.entries(test.files ?? {})) {
    if (/\.[cm]?tsx?$/u.test(name) && test.untyped === undefined && test.brokenFiles?.includes(name) !== true) {
      const errors = overlay.errors(name).map((error) => ts.flattenDiagnosticMessageText(error.messageText, '\n'));
      expect(errors, `type errors of ${name}:\n${text}`).toEqual([]);
    }
  }
  expectOneReportPerDefect(code, test, ruleName);
}

function toValidTestCase<Options extends readonly unknown[]>(test: ValidCase<Options>): ValidTestCase<Options> {
  return {
    name: test.name,
    code: test.code,
    ...(test.options === undefined ? {} : { options: test.options }),
    filename: test.filename ?? 'file.ts',
    settings: { 'user-context': test.settings ?? {} },
    before: () => {
      layFiles(test);
    },
    after: () => {
      takeFiles(test);
    },
  };
}

function toInvalidTestCase<MessageIds extends string, Options extends readonly unknown[]>(
  test: InvalidCase<MessageIds, Options>,
): InvalidTestCase<MessageIds, Options> {
  return {
    ...toValidTestCase(test),
    errors: test.errors.map(({ suggestions, ...error }) => ({
      ...error,
      suggestions:
        suggestions?.map(({ messageId, data, output }) => ({
          messageId,
          output,
          ...(data === undefined ? {} : { data }),
        })) ?? null,
    })),
    output: test.output === undefined ? null : [test.output].flat(),
  };
}

/**
 * Tests one rule. Beside what typescript-eslint's RuleTester checks, it checks for every case that
 *
 * - the code, the text after all fixes and the text after each suggestion type-check;
 * - fixing twice is fixing once, and a fixed report is gone;
 * - a suggestion makes its report go away and brings no other;
 * - no comment is lost;
 * - no two rules of the plugin report the same place;
 * - the neighbour of an invalid case has no report.
 */
export function testRule<MessageIds extends string, Options extends readonly unknown[]>(
  ruleName: string,
  rule: RuleModule<MessageIds, Options>,
  cases: {
    valid: readonly ValidCase<NoInfer<Options>>[];
    invalid: readonly InvalidCase<NoInfer<MessageIds>, NoInfer<Options>>[];
  },
): void {
  const neighbours = cases.invalid.map(({ neighbour, errors: _errors, output: _output, typeErrors: _, ...test }) => ({
    ...test,
    name: `${test.name} (neighbour)`,
    code: neighbour,
  }));
  // Two cases may share one neighbour; RuleTester refuses to run a case twice.
  const valid = [...cases.valid, ...neighbours].filter(
    (test, index, all) =>
      all.findIndex(
        (other) =>
          other.code === test.code &&
          JSON.stringify([other.options, other.settings, other.filename, other.files]) ===
            JSON.stringify([test.options, test.settings, test.filename, test.files]),
      ) === index,
  );
  const tester = new RuleTester({ languageOptions: { parser: parser as never }, linterOptions });
  tester.run(ruleName, rule, {
    valid: valid.map(toValidTestCase),
    invalid: cases.invalid.map(toInvalidTestCase),
  });
  describe(`${ruleName}: each case`, () => {
    for (const test of valid) {
      it(`type-checks, no place has two reports: ${test.name}`, () => {
        withFiles(test, () => {
          checkCode(ruleName, test.code, test);
        });
      });
    }
    for (const test of cases.invalid) {
      it(`type-checks before and after its corrections: ${test.name}`, () => {
        withFiles(test, () => {
          checkCode(ruleName, test.code, test);
          checkFixes(ruleName, test);
          checkSuggestions(ruleName, test);
        });
      });
    }
  });
}
