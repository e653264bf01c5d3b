import type { ComponentReport, FindingCounts, Progress, ReportData } from '../report-data.js';
import type { Cell, Column, Row, Style } from './text-table.js';
import type { Standing } from './wording.js';

import { tally } from './tally.js';
import { formatTable, paint, tableWidth } from './text-table.js';
import { changeText, commitText, counted, numberText, oneLine, percentText, remarksOn, standingOf, summaryOf, timeText } from './wording.js';

/** Where the report is read. */
export interface TerminalOptions {
  /** How wide it is. */
  columns: number;
  /** Whether it shows colours: not where the output is no terminal, nor with `NO_COLOR`. */
  color: boolean;
}

/** How many lines a list has before it is cut: the table is what the report is for. */
const longestList = 10;

const colors: Readonly<Record<Standing, Style>> = {
  done: 'green',
  enforced: 'plain',
  'no files': 'yellow',
  'not linted': 'dim',
  'rolled back': 'yellow',
  upcoming: 'dim',
};

const progressColumns: readonly Column[] = [
  { title: 'Component', alignment: 'left', isFlexible: true },
  { title: 'State', alignment: 'left' },
  { title: 'Files', alignment: 'right' },
  { title: 'Clean', alignment: 'right' },
  { title: 'Done', alignment: 'right' },
  { title: 'Open', alignment: 'right' },
  { title: 'Silenced', alignment: 'right' },
  { title: 'Change', alignment: 'right' },
];

const ownersColumn: Column = { title: 'Owners', alignment: 'left' };

function openCell(open: number): Cell {
  return { text: numberText(open), style: open > 0 ? 'red' : 'plain' };
}

function progressCells({ change, cleanFiles, files, findings, percentDone }: Progress): Cell[] {
  return [
    { text: numberText(files) },
    { text: numberText(cleanFiles) },
    { text: percentText(percentDone) },
    openCell(findings.open),
    { text: numberText(findings.suppressed + findings.accepted) },
    { text: changeText(change) },
  ];
}

function totalRow(name: string, progress: Progress): Row {
  return [{ text: name, style: 'bold' }, { text: '' }, ...progressCells(progress)];
}

function componentRow(component: ComponentReport): Row {
  const standing = standingOf(component);
  return [
    { text: `  ${component.component}` },
    { text: standing, style: colors[standing] },
    ...progressCells(component),
    { text: component.owners.join(' ') },
  ];
}

function progressTable({ components, elsewhere, phases, total }: ReportData, options: TerminalOptions): string[] {
  const rows: Row[] = [
    ...phases.flatMap((phase) => [
      totalRow(`Phase ${phase.phase}`, phase),
      ...components.filter((component) => component.phase === phase.phase).map(componentRow),
    ]),
    ...(elsewhere === undefined || components.length === 0 ? [] : [totalRow('In no component', elsewhere)]),
    totalRow('All files', total),
  ];
  const hasOwners = components.some(({ owners }) => owners.length > 0);
  const withOwners = [...progressColumns, ownersColumn];
  const isWideEnough = tableWidth(withOwners, rows) <= options.columns;
  return formatTable(hasOwners && isWideEnough ? withOwners : progressColumns, rows, options);
}

/** Sentences, broken between words. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > columns) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = `${line} ${word}`;
    }
  }
  return lines;
}

function remarks({ components }: ReportData, { columns }: TerminalOptions): string[] {
  return components.flatMap((component) => remarksOn(component).flatMap((remark) => wrap(`${component.component}: ${remark}`, columns)));
}

function section(title: string, lines: readonly string[], { color }: TerminalOptions): string[] {
  return lines.length === 0 ? [] : ['', paint(title, 'bold', color), ...lines];
}

/** The first lines, and how many more there are. */
function cut(lines: readonly string[]): string[] {
  const left = lines.length - longestList;
  return left > 0 ? [...lines.slice(0, longestList), `and ${numberText(left)} more`] : [...lines];
}

function countsTable(title: string, counts: readonly (FindingCounts & { name: string })[], options: TerminalOptions): string[] {
  const columns: Column[] = [
    { title, alignment: 'left', isFlexible: true },
    { title: 'Open', alignment: 'right' },
    { title: 'Suppressed', alignment: 'right' },
    { title: 'Accepted', alignment: 'right' },
  ];
  const rows = counts.map(({ accepted, name, open, suppressed }): Row => [
    { text: name },
    openCell(open),
    { text: numberText(suppressed) },
    { text: numberText(accepted) },
  ]);
  return rows.length === 0 ? [] : ['', ...formatTable(columns, rows, options)];
}

function worstFiles({ findings }: ReportData, options: TerminalOptions): string[] {
  const files = tally(findings, ({ file }) => file);
  const left = files.length - longestList;
  return [
    ...countsTable('Files with most findings', files.slice(0, longestList), options),
    ...(left > 0 ? [`and ${counted(left, 'more file')}`] : []),
  ];
}

/**
 * A table of phases and components with what is to be said of them, the findings by rule, the files that have most of
 * them, and a summary; ESLint prints the findings themselves.
 */
export function terminal(data: ReportData, options: TerminalOptions = { columns: 80, color: false }): string {
  const { findings, overlaps, plugin, time, unjudged } = data;
  const { color, columns } = options;
  const heading = [`${plugin.name} ${plugin.version}`, timeText(time), commitText(data)].filter((part) => part !== '').join(', ');
  return [
    ...wrap(heading, columns).map((line) => paint(line, 'dim', color)),
    '',
    ...progressTable(data, options),
    ...section('Notes', remarks(data, options), options),
    ...countsTable('Findings by rule', tally(findings, ({ rule }) => rule), options),
    ...worstFiles(data, options),
    ...section(
      `In the globs of several components (${numberText(overlaps.length)})`,
      cut(overlaps.map(({ belongsTo, components, file }) => `${file}: ${components.join(', ')}; it counts for ${belongsTo}`)),
      options,
    ),
    ...section(
      `Not judged, because they do not parse (${numberText(unjudged.length)})`,
      cut(unjudged.map(({ file, line, message }) => `${file}:${line}  ${oneLine(message)}`)),
      options,
    ),
    '',
    ...wrap(summaryOf(data), columns),
    '',
  ].join('\n');
}
