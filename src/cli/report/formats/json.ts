import type { ReportData } from '../report-data.js';

/** The data itself, as `schemas/report.json` describes it; what is `undefined` is left out. */
export function json(data: ReportData): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
