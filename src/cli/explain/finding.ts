import type { ESLint, Linter } from 'eslint';

/** What ESLint reports, or would report if a rule were on. */
export interface Finding {
  /** With the key of the plugin: `user-context/no-unscoped-cache`. */
  rule: string;
  message: string;
  /** `off`: the rule is off for the file, and was turned on to see. */
  severity: 'error' | 'off' | 'warning';
  /** The reasons of the directives that suppress it; empty texts where they give none. */
  suppressedBy: readonly string[];
  /** Counted from 1, the end as well. */
  start: { line: number; column: number };
  end: { line: number; column: number };
}

/**
 * The findings of a result, the suppressed ones included.
 *
 * @param isOff Whether the project has a rule off for the file.
 */
export function findingsOf(result: ESLint.LintResult, isOff: (rule: string) => boolean): Finding[] {
  const reported: (Linter.LintMessage & { suppressions?: Linter.LintSuppression[] })[] = [
    ...result.messages,
    ...result.suppressedMessages,
  ];
  return reported
    .flatMap(({ column, endColumn, endLine, line, message, ruleId, severity, suppressions = [] }): Finding[] =>
      ruleId === null
        ? []
        : [
            {
              rule: ruleId,
              message,
              severity: isOff(ruleId) ? 'off' : severity === 2 ? 'error' : 'warning',
              suppressedBy: suppressions.map(({ justification }) => justification),
              start: { line, column },
              end: { line: endLine ?? line, column: endColumn ?? column },
            },
          ],
    )
    .sort((one, other) => one.start.line - other.start.line || one.start.column - other.start.column);
}
