import type { ReportData } from '../../report-data.js';
import type { Markup } from './markup.js';

import { ruleFacts } from '../rule-facts.js';
import { tally } from '../tally.js';
import { counted, numberText } from '../wording.js';
import { markup, nothing } from './markup.js';

/** The findings by rule, as links that filter them; nothing where there are none. */
export function ruleList({ findings }: ReportData): Markup {
  const rows = tally(findings, ({ rule }) => rule).map(
    ({ accepted, name, open, suppressed }) => markup`<tr><th scope="row"><a data-filter href="#rule=${name}">${name}</a><span class="quiet">${
      ruleFacts.find((rule) => rule.name === name)?.description ?? ''
    }</span></th><td class="number${open > 0 ? ' open' : ''}">${numberText(open)}</td><td class="number">${numberText(suppressed + accepted)}</td></tr>`,
  );
  return rows.length === 0
    ? nothing
    : markup`<section aria-labelledby="by-rule"><h2 id="by-rule">By rule</h2>
<table class="rules"><thead><tr><th scope="col">Rule</th><th scope="col" class="number">Open</th><th scope="col" class="number">Silenced</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

/** The files that no rule could look at, in sight: they would pass for clean otherwise. */
export function unjudgedList({ unjudged }: ReportData): Markup {
  return unjudged.length === 0
    ? nothing
    : markup`<section class="warning" aria-labelledby="unjudged"><h2 id="unjudged">${counted(unjudged.length, 'file')} could not be judged</h2>
<p>No rule could look at ${unjudged.length === 1 ? 'it, because it does' : 'them, because they do'} not parse.</p>
<ul>${unjudged.map(({ file, line, message }) => markup`<li><code>${file}:${line}</code> ${message}</li>`)}</ul></section>`;
}

/** The files that count for one component and match the globs of others. */
export function overlapList({ overlaps }: ReportData): Markup {
  return overlaps.length === 0
    ? nothing
    : markup`<details class="overlaps"><summary>${counted(overlaps.length, 'file')} in the globs of several components</summary>
<ul>${overlaps.map(
        ({ belongsTo, components, file }) => markup`<li><code>${file}</code> ${components.join(', ')}; it counts for ${belongsTo}</li>`,
      )}</ul></details>`;
}
