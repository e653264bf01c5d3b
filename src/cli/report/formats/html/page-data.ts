import type { Finding } from '../../../findings/finding.js';
import type { ReportData } from '../../report-data.js';

import { messageParts } from '../message-parts.js';
import { ruleFacts } from '../rule-facts.js';
import { statuses } from '../wording.js';

/** Prose and code by turns, beginning with prose. */
export type Turns = readonly string[];

/** A finding as the script of the page gets it. */
export interface PageFinding extends Omit<Finding, 'message' | 'sink' | 'source'> {
  message: Turns;
  source: Turns | undefined;
  sink: Turns | undefined;
}

/** What the script of the page gets. */
export interface PageData {
  /** Open ones first, then suppressed and accepted ones; each by file, line and column. */
  findings: readonly PageFinding[];
  /** The addresses of the rules' pages. */
  ruleUrls: Readonly<Record<string, string>>;
}

function turnsOf(text: string): Turns {
  const turns: string[] = [];
  for (const part of messageParts(text)) {
    const isItsTurn = part.isCode === (turns.length % 2 === 1);
    turns.push(...(isItsTurn ? [part.text] : ['', part.text]));
  }
  return turns;
}

function pageFinding(finding: Finding): PageFinding {
  const { message, sink, source } = finding;
  return {
    ...finding,
    message: turnsOf(message),
    source: source === undefined ? undefined : turnsOf(source),
    sink: sink === undefined ? undefined : turnsOf(sink),
  };
}

/** The findings of a report, for the script of the page. */
export function pageData({ findings }: ReportData): PageData {
  return {
    findings: statuses.flatMap((wanted) =>
      findings.filter(({ status }) => status === wanted).map(pageFinding),
    ),
    ruleUrls: Object.fromEntries(ruleFacts.map(({ name, url }) => [name, url])),
  };
}
