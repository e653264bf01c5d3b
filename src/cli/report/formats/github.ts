import type { Finding } from '../../findings/finding.js';
import type { UnjudgedFile } from '../../findings/linted-project.js';
import type { ReportData } from '../report-data.js';

import { namespace } from '../../../migration/phases.js';
import { counted, summaryOf } from './wording.js';

/** How many annotations of a kind GitHub takes from one step; it drops the rest without a word. */
const shownOfKind = 10;

type Kind = 'error' | 'notice' | 'warning';

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function workflowCommand(kind: Kind, properties: Readonly<Record<string, number | string>>, message: string): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${kind} ${listed.join(',')}::${escapeMessage(message)}\n`;
}

/** GitHub looks for files below the root of the repository. */
function pathInRepository({ directory }: ReportData, file: string): string {
  return directory === '' ? file : `${directory}/${file}`;
}

function kindOf({ mark, severity }: Finding): Kind {
  return severity === 'error' && (mark === undefined || mark.state === 'enforced') ? 'error' : 'warning';
}

function annotation(data: ReportData, finding: Finding): string {
  const { column, endColumn, endLine, file, line, mark, message, rule } = finding;
  const state = mark === undefined || mark.state === 'enforced' ? '' : ` (${mark.component}, ${mark.state})`;
  return workflowCommand(
    kindOf(finding),
    {
      file: pathInRepository(data, file),
      line,
      endLine,
      // GitHub takes columns only of what is within one line.
      ...(line === endLine ? { col: column, endColumn } : {}),
      title: `${namespace}/${rule}${state}`,
    },
    message,
  );
}

function unjudgedAnnotation(data: ReportData, { file, line, message }: UnjudgedFile): string {
  return workflowCommand(
    'error',
    { file: pathInRepository(data, file), line, title: `${namespace}: not judged` },
    `No rule could look at this file, because it does not parse: ${message}`,
  );
}

/**
 * Annotations for a step of GitHub Actions: workflow commands, which the runner reads from what the step prints. Files
 * that could not be judged and open findings are errors, or warnings where the component is rolled back or upcoming. The
 * last one sums up, and says how many GitHub leaves out.
 */
export function github(data: ReportData): string {
  const open = data.findings.filter(({ status }) => status === 'open');
  const errors = open.filter((finding) => kindOf(finding) === 'error').length + data.unjudged.length;
  const warnings = open.length + data.unjudged.length - errors;
  const isCut = errors > shownOfKind || warnings > shownOfKind;
  const cut = `GitHub shows at most ${shownOfKind} errors and ${shownOfKind} warnings of a step; this one has ${counted(errors, 'error')} and ${counted(warnings, 'warning')}, and its log has them all.`;
  return [
    ...data.unjudged.map((file) => unjudgedAnnotation(data, file)),
    ...open.map((finding) => annotation(data, finding)),
    workflowCommand('notice', { title: namespace }, [summaryOf(data), ...(isCut ? [cut] : [])].join(' ')),
  ].join('');
}
