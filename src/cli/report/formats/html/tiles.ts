import type { ComponentReport, Progress, ReportData } from '../../report-data.js';
import type { Standing } from '../wording.js';
import type { Markup } from './markup.js';

import { changeText, counted, numberText, percentText, remarksOn, standingOf } from '../wording.js';
import { markup, nothing } from './markup.js';
import { prose } from './prose.js';

const classes: Readonly<Record<Standing, string>> = {
  done: 'is-done',
  enforced: 'is-enforced',
  'no files': 'is-empty',
  'not linted': 'is-waiting',
  'rolled back': 'is-rolled-back',
  upcoming: 'is-waiting',
};

function bar(percent: number | undefined): Markup {
  return markup`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-all" width="100" height="1"/><rect class="bar-done" width="${percent ?? 0}" height="1"/></svg>`;
}

function factsOf({ change, cleanFiles, files, findings }: Progress): Markup {
  const silenced = findings.suppressed + findings.accepted;
  if (files === 0) {
    return markup`<span class="facts">no files</span>`;
  }
  return markup`<span class="facts"><span>${numberText(cleanFiles)} of ${counted(files, 'file')} clean</span> ${
    findings.open === 0 ? markup`<span>0 open</span>` : markup`<span class="open">${numberText(findings.open)} open</span>`
  } <span>${numberText(silenced)} silenced</span>${
    change === undefined ? nothing : markup` <span>${changeText(change)} since the last snapshot</span>`
  }</span>`;
}

function tile(component: ComponentReport): Markup {
  const { owners, percentDone } = component;
  const standing = standingOf(component);
  return markup`<li><a class="tile ${classes[standing]}" data-filter href="#${new URLSearchParams({ component: component.component }).toString()}">
<span class="tile-head"><strong class="tile-name">${component.component}</strong> <span class="state">${standing}</span></span>
<span class="percent">${percentText(percentDone)}</span> ${bar(percentDone)}
${component.isEmpty || component.isNotLinted ? nothing : factsOf(component)}
${remarksOn(component).map((remark) => markup`<span class="remark">${prose(remark)}</span>`)}
${owners.length === 0 ? nothing : markup`<span class="owners">${owners.join(' ')}</span>`}
</a></li>`;
}

/** A phase, or all that is in no component. */
function group(name: string, progress: Progress, filter: string, components: readonly ComponentReport[]): Markup {
  // What is rolled back or empty may have clean files, too, and nobody is done with it.
  const isDone = progress.percentDone === 100 && components.every(({ isEmpty, state }) => state === 'enforced' && !isEmpty);
  return markup`<div class="group ${isDone ? 'is-done' : 'is-enforced'}">
<div class="group-head"><h3><a data-filter href="#phase=${filter}">${name}</a></h3> <span class="percent">${percentText(progress.percentDone)}</span> ${bar(progress.percentDone)} ${factsOf(progress)}</div>
${components.length === 0 ? nothing : markup`<ul class="tiles">${components.map(tile)}</ul>`}
</div>`;
}

/** Phases and components, as links that filter the findings; nothing where there are no components. */
export function tiles({ components, elsewhere, phases }: ReportData): Markup {
  return components.length === 0
    ? nothing
    : markup`<section aria-labelledby="components"><h2 id="components">Phases and components</h2>
${phases.map((phase) => group(`Phase ${phase.phase}`, phase, String(phase.phase), components.filter((component) => component.phase === phase.phase)))}
${elsewhere === undefined ? nothing : group('In no component', elsewhere, 'none', [])}
</section>`;
}
