import { styleText } from 'node:util';

/** How a text looks on a terminal that shows colours. */
export type Style = 'bold' | 'dim' | 'green' | 'plain' | 'red' | 'yellow';

/** A column of a table. */
export interface Column {
  title: string;
  alignment: 'left' | 'right';
  /** Its texts are shortened where the table is too wide; at most one column is. */
  isFlexible?: boolean;
}

/** A text in a table. */
export interface Cell {
  text: string;
  style?: Style;
}

/** The cells of a line, in the order of the columns; those that are missing at the end are empty. */
export type Row = readonly Cell[];

const gap = '  ';

/** What a flexible column keeps in any case. */
const narrowest = 16;

/** Gives a text its style, where the terminal shows colours. */
export function paint(text: string, style: Style, color: boolean): string {
  // What is written to is known to the caller; some versions of Node would ask their own standard output instead.
  return color && style !== 'plain' ? styleText(style, text, { validateStream: false }) : text;
}

/** Takes the middle out of a text: the ends of paths and names say most. */
function shorten(text: string, width: number): string {
  if (text.length <= width) {
    return text;
  }
  const kept = width - 1;
  return `${text.slice(0, Math.floor(kept / 2))}…${text.slice(text.length - Math.ceil(kept / 2))}`;
}

function pad(text: string, width: number, { alignment }: Column): string {
  return alignment === 'left' ? text.padEnd(width) : text.padStart(width);
}

function naturalWidths(columns: readonly Column[], rows: readonly Row[]): number[] {
  return columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => row[index]?.text.length ?? 0)));
}

/** How wide a table is when nothing in it is shortened. */
export function tableWidth(columns: readonly Column[], rows: readonly Row[]): number {
  return naturalWidths(columns, rows).reduce((sum, width) => sum + width, gap.length * (columns.length - 1));
}

/**
 * Lines a table up: a line of titles, then the rows. A table that cannot be made narrow enough is wider than the terminal.
 *
 * @param options How wide the terminal is, and whether it shows colours.
 */
export function formatTable(columns: readonly Column[], rows: readonly Row[], options: { columns: number; color: boolean }): string[] {
  const excess = Math.max(0, tableWidth(columns, rows) - options.columns);
  const widths = naturalWidths(columns, rows).map((width, index) =>
    columns[index]?.isFlexible === true ? Math.max(Math.min(narrowest, width), width - excess) : width,
  );
  const line = (row: Row): string =>
    columns
      .map((column, index) => {
        const { style = 'plain', text = '' } = row[index] ?? {};
        const width = widths[index] ?? 0;
        return paint(pad(shorten(text, width), width, column), style, options.color);
      })
      .join(gap)
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, style: 'dim' }))), ...rows.map(line)];
}
