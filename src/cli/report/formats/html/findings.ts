import type { ReportData } from '../../report-data.js';
import type { Markup } from './markup.js';

import { tally } from '../tally.js';
import { counted, numberText, statuses, totalOf } from '../wording.js';
import { markup, nothing } from './markup.js';

interface Choice {
  value: string;
  text: string;
}

function select(name: string, label: string, choices: readonly Choice[]): Markup {
  return choices.length === 0
    ? nothing
    : markup`<div><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}"><option value="">All</option>${choices.map(
        ({ text, value }) => markup`<option value="${value}">${text}</option>`,
      )}</select></div>`;
}

function phaseChoices({ components, phases }: ReportData): Choice[] {
  return components.length === 0
    ? []
    : [...phases.map(({ phase }) => ({ value: String(phase), text: `Phase ${phase}` })), { value: 'none', text: 'In no component' }];
}

function filters(data: ReportData): Markup {
  const { components, findings } = data;
  const named = (name: string, count: number): Choice => ({ value: name, text: `${name} (${numberText(count)})` });
  const byStatus = tally(findings, ({ status }) => status);
  const bySeverity = tally(findings, ({ severity }) => severity);
  const byRule = tally(findings, ({ rule }) => rule);
  return markup`<form id="filters" role="search" aria-label="Filter the findings">
<div class="text"><label for="filter-text">Text</label><input type="search" id="filter-text" name="text" placeholder="message, file, code" autocomplete="off" spellcheck="false"></div>
${select('phase', 'Phase', phaseChoices(data))}
${select('component', 'Component', components.map((component) => named(component.component, totalOf(component.findings))))}
${select('rule', 'Rule', byRule.map((counts) => named(counts.name, totalOf(counts))))}
${select('status', 'Status', statuses.map((status) => named(status, byStatus.find(({ name }) => name === status)?.[status] ?? 0)))}
${select('severity', 'Severity', bySeverity.map((counts) => named(counts.name, totalOf(counts))))}
<button type="reset">Clear filters</button>
</form>`;
}

/** The findings, which the script of the page fills in, with their filters. */
export function findingsSection(data: ReportData): Markup {
  const count = data.findings.length;
  return markup`<section aria-labelledby="findings"><h2 id="findings" tabindex="-1">Findings</h2>
${
  count === 0
    ? markup`<p class="quiet">There are none.</p>`
    : markup`${filters(data)}
<p id="count" role="status"></p>
<noscript><p>${counted(count, 'finding')}: this page shows them with JavaScript, which is switched off.</p></noscript>
<ol id="list"></ol>
<div id="nothing" hidden><p>Nothing matches these filters.</p><button type="button" id="clear">Clear filters</button></div>
<button type="button" id="more" hidden>Show more</button>`
}</section>`;
}
