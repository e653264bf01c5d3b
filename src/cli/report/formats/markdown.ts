import type { ComponentReport, Progress, ReportData } from '../report-data.js';
import type { Finding } from '../../findings/finding.js';

import { codeSpan, messageMarkdown, prose } from './markdown-text.js';
import { ruleFacts } from './rule-facts.js';
import { tally } from './tally.js';
import { changeText, commitText, counted, numberText, percentText, remarksOn, standingOf, summaryOf, timeText } from './wording.js';

/** GitHub refuses comments of more than 65,536 characters; what posts this may put a few of its own around it. */
const longestPage = 64_000;

/** What no list but the last one may take of what is left of the page. */
const largestShare = 0.5;

/** A part of the page whose lines can be left out from the end. */
interface Section {
  /** Before the lines. */
  head: readonly string[];
  lines: readonly string[];
  /** After the lines. */
  foot: readonly string[];
  /** What the lines are, in the plural: `open findings`. */
  subject: string;
}

/** One line between two others, and the line end after it. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** As many lines of a section as there is room for, and a sentence about those that are left out. */
function fit({ foot, head, lines, subject }: Section, room: number): string[] {
  const sentence = (left: number): string[] => [
    '',
    `Left out, because the page would be too long for GitHub: ${numberText(left)} of ${numberText(lines.length)} ${subject}.`,
  ];
  const roomForLines = room - lengthOf([...head, ...sentence(lines.length), ...foot]);
  let used = 0;
  let kept = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > roomForLines) {
      break;
    }
    kept += 1;
  }
  const left = lines.length - kept;
  return [...head, ...lines.slice(0, kept), ...foot, ...(left === 0 ? [] : sentence(left))];
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function progressCells({ change, cleanFiles, files, findings, percentDone }: Progress): string[] {
  const { accepted, open, suppressed } = findings;
  return [
    numberText(files),
    numberText(cleanFiles),
    percentText(percentDone),
    open === 0 ? '0' : `**${numberText(open)}**`,
    numberText(suppressed),
    numberText(accepted),
    changeText(change),
  ];
}

function componentRow(component: ComponentReport): string {
  // Code notifies nobody, while `@team` in prose would.
  const owners = component.owners.map((owner) => codeSpan(owner, 'cell')).join(' ');
  return tableRow([prose(component.component, 'cell'), standingOf(component), ...progressCells(component), owners]);
}

function progressSection({ components, elsewhere, phases, total }: ReportData): Section {
  const totalRow = (name: string, progress: Progress): string => tableRow([`**${name}**`, '', ...progressCells(progress), '']);
  return {
    head: [
      '| Component | State | Files | Clean | Done | Open | Suppressed | Accepted | Change | Owners |',
      '| :-- | :-- | --: | --: | --: | --: | --: | --: | --: | :-- |',
      totalRow('All files', total),
    ],
    lines: [
      ...phases.flatMap((phase) => [
        totalRow(`Phase ${phase.phase}`, phase),
        ...components.filter((component) => component.phase === phase.phase).map(componentRow),
      ]),
      ...(elsewhere === undefined || components.length === 0 ? [] : [totalRow('In no component', elsewhere)]),
    ],
    foot: [],
    subject: 'rows',
  };
}

function remarksSection({ components }: ReportData): Section {
  return {
    head: [''],
    lines: components.flatMap((component) =>
      remarksOn(component).map((remark) => `- **${prose(component.component)}**: ${messageMarkdown(remark)}`),
    ),
    foot: [],
    subject: 'remarks on components',
  };
}

/** A link whose address is at the end of the page, where it takes room once. */
function ruleLink(rule: string): string {
  return `[${rule}]`;
}

function ruleAddresses({ findings }: ReportData): string[] {
  const named = new Set(findings.map(({ rule }) => rule));
  const addresses = ruleFacts.filter(({ name }) => named.has(name)).map(({ name, url }) => `[${name}]: ${url}`);
  return addresses.length === 0 ? [] : ['', ...addresses];
}

function rulesSection({ findings }: ReportData): Section {
  return {
    head: ['', '| Rule | Open | Suppressed | Accepted |', '| :-- | --: | --: | --: |'],
    lines: tally(findings, ({ rule }) => rule).map(({ accepted, name, open, suppressed }) =>
      tableRow([ruleLink(name), ...[open, suppressed, accepted].map(numberText)]),
    ),
    foot: [],
    subject: 'rules',
  };
}

function folded(summary: string, lines: readonly string[], subject: string): Section {
  return { head: ['', `<details><summary>${summary}</summary>`, ''], lines, foot: ['', '</details>'], subject };
}

function unjudgedSection({ unjudged }: ReportData): Section {
  const parse = unjudged.length === 1 ? 'it does not parse' : 'they do not parse';
  return folded(
    `${counted(unjudged.length, 'file')} could not be judged, because ${parse}`,
    unjudged.map(({ file, line, message }) => `- ${codeSpan(`${file}:${line}`)}: ${prose(message)}`),
    'files',
  );
}

function overlapsSection({ overlaps }: ReportData): Section {
  return folded(
    `${counted(overlaps.length, 'file')} in the globs of several components`,
    overlaps.map(
      ({ belongsTo, components, file }) => `- ${codeSpan(file)}: ${components.map((name) => prose(name)).join(', ')}; it counts for ${prose(belongsTo)}`,
    ),
    'files',
  );
}

function findingLine({ file, line, mark, message, rule }: Finding): string {
  const state = mark === undefined || mark.state === 'enforced' ? '' : ` (${mark.state})`;
  return `- ${codeSpan(`${file}:${line}`)} ${ruleLink(rule)}${state}: ${messageMarkdown(message)}`;
}

function openSection({ findings }: ReportData): Section {
  const open = findings.filter(({ status }) => status === 'open');
  return folded(counted(open.length, 'open finding'), open.map(findingLine), 'open findings');
}

/**
 * Markdown for a comment on a pull request or the summary of a job: the table of phases and components, what is to be
 * said of them, findings by rule, and the open findings, which are cut where the page would be too long for GitHub.
 */
export function markdown(data: ReportData): string {
  const { plugin, time } = data;
  const origin = [`${plugin.name} ${plugin.version}`, timeText(time), commitText(data)].filter((part) => part !== '').join(', ');
  const sections = [
    progressSection(data),
    ...[remarksSection(data), rulesSection(data), unjudgedSection(data), overlapsSection(data), openSection(data)].filter(
      ({ lines }) => lines.length > 0,
    ),
  ];
  const page = ['## User context', '', summaryOf(data), ''];
  const end = ['', `<sub>${origin}</sub>`, ...ruleAddresses(data)];
  for (const [index, section] of sections.entries()) {
    const room = longestPage - lengthOf([...page, ...end]);
    page.push(...fit(section, index === sections.length - 1 ? room : room * largestShare));
  }
  return `${[...page, ...end].join('\n')}\n`;
}
