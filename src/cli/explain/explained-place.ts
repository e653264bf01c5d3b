import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Explanation, Subject } from './explanation.js';
import type { Finding } from './finding.js';
import type { LintedFile } from './linted-file.js';
import type { Place } from './options.js';

import { isClientFile } from '../../isolation/browser.js';
import { name as packageName } from '../../package-facts.js';
import { CommandError } from '../command-error.js';
import { quoted, shortened } from './code-text.js';
import { FindingsOfFile } from './findings-of-file.js';
import { printExplanation } from './page.js';
import { withoutRepeatedSteps } from './repeated-steps.js';
import { liesOn, subjectsOf, withoutRepetitions } from './subjects.js';
import { describeFinding } from './verdict.js';

/**
 * What is said of a place, as it is printed.
 *
 * @throws {CommandError} where the file has no such line or column.
 */
export function explainPlace({ column, line, ...place }: Place, file: LintedFile): string {
  const { analysis, name } = file;
  const text = analysis.sourceCode.lines[line - 1];
  if (text === undefined) {
    throw new CommandError(`${place.file} has no line ${line}; its last one is line ${analysis.sourceCode.lines.length}`);
  }
  if (column !== undefined && column > text.length) {
    throw new CommandError(`${place.file}:${line} has no column ${column}; its last one is column ${text.length}`);
  }
  const head = `${name}:${line}${column === undefined ? '' : `:${column}`}\n${text.trim() === '' ? '' : `  ${text.trim()}\n`}\n`;
  return `${head}${bodyOf(line, column, text, file)}${notesOf(file).join('')}`;
}

function bodyOf(line: number, column: number | undefined, text: string, file: LintedFile): string {
  const explanations = explanationsAt(line, column, file);
  return explanations.length === 0
    ? `  ${nothingText(line, column, text, file.analysis)}\n`
    : explanations.map(printExplanation).join('\n');
}

/** What the rules know of all that stands on a line, or of the innermost that stands at a column of it; both counted from 1. */
export function explanationsAt(
  line: number,
  column: number | undefined,
  { analysis, findings }: Pick<LintedFile, 'analysis' | 'findings'>,
): Explanation[] {
  const given = new FindingsOfFile(findings);
  const onLine = subjectsOf(given, analysis).filter(({ node }) => liesOn(line, node, analysis));
  const chosen = column === undefined ? withoutRepetitions(onLine) : innermostAt(line, column, onLine, analysis);
  const explained = chosen.map((subject) => subject.explain());
  const left = column === undefined ? given.leftOn(line).map((finding) => explainFinding(finding, analysis)) : [];
  return withoutRepeatedSteps([...explained, ...left]);
}

/** A finding on something that is neither written nor read: a parameter, a property of a literal, an import. */
function explainFinding(finding: Finding, { sourceCode }: FileAnalysis): Explanation {
  const [start, end] = [finding.start, finding.end].map(({ column, line }) => sourceCode.getIndexFromLoc({ line, column: column - 1 }));
  return {
    title: quoted(shortened(sourceCode.text.slice(start, end))),
    answers: [{ question: 'verdict', text: describeFinding(finding) }],
  };
}

/** The smallest of some subjects that stand at a column. */
function innermostAt(
  line: number,
  column: number,
  subjects: readonly Subject[],
  { sourceCode }: FileAnalysis,
): Subject[] {
  const offset = sourceCode.getIndexFromLoc({ line, column: column - 1 });
  const around = subjects.filter(({ node: { range } }) => range[0] <= offset && offset < range[1]);
  const sizes = around.map(({ node: { range } }) => range[1] - range[0]);
  const smallest = Math.min(...sizes);
  return around.filter((_, index) => sizes[index] === smallest);
}

function nothingText(line: number, column: number | undefined, text: string, { sourceCode }: FileAnalysis): string {
  if (text.trim() === '') {
    return 'The line is blank.';
  }
  if (column !== undefined) {
    return `Nothing at column ${column} is written, read or called; leave the column out for all that is on the line.`;
  }
  const isOutside = [...sourceCode.ast.tokens].every(({ loc }) => loc.end.line < line || line < loc.start.line);
  return isOutside
    ? 'The line has a comment only.'
    : 'Nothing on this line is written or read, and nothing is called that runs a tool or takes a context.';
}

function notesOf({ analysis, isLinted }: LintedFile): string[] {
  const notes = [
    ...(isLinted ? [] : [`The ESLint configuration turns no rule of ${packageName} on for this file.`]),
    ...(isClientFile(analysis.sourceCode.ast) ? ["The file begins with 'use client': the rules skip it."] : []),
  ];
  return notes.map((note) => `\n  ${note}\n`);
}
