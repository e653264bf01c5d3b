import type { ReportData } from '../report-data.js';
import type { TerminalOptions } from './terminal.js';

import { github } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { sarif } from './sarif.js';
import { terminal } from './terminal.js';

export type { TerminalOptions } from './terminal.js';

/** The forms that a report has. */
export const formatNames = ['terminal', 'json', 'markdown', 'github', 'sarif', 'html'] as const;

/** A form of the report. */
export type FormatName = (typeof formatNames)[number];

/**
 * Writes a report.
 *
 * @param options Of the terminal that it is written to; all other formats are the same everywhere.
 * @returns The whole text, with a line end.
 */
export type Format = (data: ReportData, options?: TerminalOptions) => string;

/** What writes each form. */
export const formats: Readonly<Record<FormatName, Format>> = { terminal, json, markdown, github, sarif, html };
