import type { FindingStatus } from '../../findings/finding.js';
import type { ComponentReport, FindingCounts, Progress, ReportData } from '../report-data.js';

/** How a component stands, in the words that every format uses. */
export type Standing = 'done' | 'enforced' | 'no files' | 'not linted' | 'rolled back' | 'upcoming';

/** What became of findings, those first that somebody has to look at. */
export const statuses: readonly FindingStatus[] = ['open', 'suppressed', 'accepted'];

/**
 * How a component stands. Whatever its numbers say, one that is rolled back is never called done, nor is one whose globs
 * match no file.
 */
export function standingOf({ isEmpty, isNotLinted, percentDone, state }: ComponentReport): Standing {
  if (state === 'rolled back') {
    return 'rolled back';
  }
  if (isEmpty) {
    return 'no files';
  }
  if (isNotLinted) {
    return 'not linted';
  }
  return state === 'enforced' && percentDone === 100 ? 'done' : state;
}

/** What the numbers of a component do not say: one sentence each, without its name, to follow it and a colon. */
export function remarksOn({ globs, isEmpty, isNotLinted, state }: ComponentReport): string[] {
  const listed = globs.map((glob) => `\`${glob}\``).join(', ');
  return [
    ...(state === 'rolled back' ? ['it is rolled back, and its findings are warnings that stop nobody.'] : []),
    ...(isEmpty ? [`${globs.length === 1 ? 'its glob matches' : 'its globs match'} no file, so nothing of it is checked: ${listed}`] : []),
    ...(isNotLinted ? ["it is not linted yet, because `upcoming` of `migration()` is 'off'."] : []),
  ];
}

/** A number with thousands separated: `10,482`. */
export function numberText(count: number): string {
  return count.toLocaleString('en-US');
}

/** A number and what it counts: `1 file`, `2 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** A text without its line ends, for where a line is the end of what is said. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/gu, ' ').trim();
}

/** How much is done: `71%`, or a dash where there is nothing to do it in. */
export function percentText(percent: number | undefined): string {
  return percent === undefined ? '–' : `${percent}%`;
}

/** The change since the last snapshot: `+3`, `-12`, `0`, or a dash where that has no such part. */
export function changeText(change: number | undefined): string {
  return change === undefined ? '–' : `${change > 0 ? '+' : ''}${numberText(change)}`;
}

/** All findings, whatever became of them. */
export function totalOf({ accepted, open, suppressed }: FindingCounts): number {
  return open + suppressed + accepted;
}

/** A time to the minute: `2026-07-30 14:05 UTC`. */
export function timeText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** The commit that the report is of: `commit 4a92c13 with uncommitted changes`; empty without one. */
export function commitText({ commit, isDirty }: Pick<ReportData, 'commit' | 'isDirty'>): string {
  if (commit === null) {
    return '';
  }
  return `commit ${commit.slice(0, 7)}${isDirty ? ' with uncommitted changes' : ''}`;
}

function findingsSentence({ findings, total }: ReportData): string {
  const { accepted, open, suppressed } = total.findings;
  if (totalOf(total.findings) === 0) {
    return 'No findings';
  }
  const files = new Set(findings.filter(({ status }) => status === 'open').map(({ file }) => file)).size;
  const silenced = [
    ...(suppressed === 0 ? [] : [`${numberText(suppressed)} suppressed`]),
    ...(accepted === 0 ? [] : [`${numberText(accepted)} accepted by directives`]),
  ];
  return [open === 0 ? 'No open findings' : `${counted(open, 'open finding')} in ${counted(files, 'file')}`, ...silenced].join(', ');
}

function cleanSentence({ cleanFiles, files, percentDone }: Progress): string {
  const verb = files === 1 || cleanFiles === 1 ? 'is' : 'are';
  return `${numberText(cleanFiles)} of ${counted(files, 'file')} ${verb} clean (${percentText(percentDone)})`;
}

/** How things stand, in a few sentences that can be read alone. */
export function summaryOf(data: ReportData): string {
  const { components, total, unjudged } = data;
  const rolledBack = components.filter(({ state }) => state === 'rolled back').length;
  const empty = components.filter(({ isEmpty }) => isEmpty).length;
  return [
    total.files === 0
      ? 'No file was checked: no rule of this plugin is on for any file.'
      : `${findingsSentence(data)}; ${cleanSentence(total)}.`,
    ...(unjudged.length === 0
      ? []
      : [`${counted(unjudged.length, 'file')} could not be judged, because ${unjudged.length === 1 ? 'it does' : 'they do'} not parse.`]),
    ...(rolledBack === 0 ? [] : [`${counted(rolledBack, 'component')} ${rolledBack === 1 ? 'is' : 'are'} rolled back.`]),
    ...(empty === 0 ? [] : [`The globs of ${counted(empty, 'component')} match no file.`]),
  ].join(' ');
}
