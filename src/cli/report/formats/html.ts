import type { ReportData } from '../report-data.js';

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { burnDown } from './html/burn-down.js';
import { findingsSection } from './html/findings.js';
import { overlapList, ruleList, unjudgedList } from './html/lists.js';
import { Markup, markup, nothing } from './html/markup.js';
import { pageData } from './html/page-data.js';
import { style } from './html/style.js';
import { tiles } from './html/tiles.js';
import { changeText, commitText, numberText, percentText, summaryOf, timeText } from './wording.js';

/** The script as it is compiled: in the sources as in what is built, the package is four directories up. */
const scriptFile = new URL('../../../../dist/cli/report/formats/html/client.js', import.meta.url);

/** What a page may hold that is neither HTML nor text: styles and scripts end where this begins. */
function verbatim(text: string): Markup {
  return new Markup(text.replaceAll('\r\n', '\n'));
}

function digest({ text }: Markup): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing in it can end the element that it stands in. */
function embeddedData(data: ReportData): Markup {
  return verbatim(JSON.stringify(pageData(data)).replaceAll('<', String.raw`\u003c`));
}

function figure(name: string, value: string, className = ''): Markup {
  return markup`<div><dt>${name}</dt><dd class="${className}">${value}</dd></div>`;
}

function overview(data: ReportData): Markup {
  const { change, findings, percentDone } = data.total;
  return markup`<section aria-labelledby="now"><h2 id="now">Now</h2>
<dl class="figures">
${figure('open', numberText(findings.open), findings.open > 0 ? 'open' : '')}
${figure('suppressed', numberText(findings.suppressed))}
${figure('accepted by directives', numberText(findings.accepted))}
${figure('of the files are clean', percentText(percentDone))}
${change === undefined ? nothing : figure('findings since the last snapshot', changeText(change))}
</dl>
<p>${summaryOf(data)}</p></section>`;
}

/**
 * One page that needs nothing but itself: no network, which its policy forbids, and no file beside it. Its script filters
 * the findings and shows them a screen at a time; the rest is there without it.
 */
export function html(data: ReportData): string {
  const { plugin, time } = data;
  const script = verbatim(readFileSync(scriptFile, 'utf8'));
  const styles = verbatim(style);
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(styles)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const origin = [`${plugin.name} ${plugin.version}`, timeText(time), commitText(data)].filter((part) => part !== '').join(', ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>User context report</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
<a id="skip" href="#findings">Go to the findings</a>
<header><h1>User context report</h1><p>${origin}</p><button type="button" id="theme" hidden></button></header>
<main>
${overview(data)}
${unjudgedList(data)}
<div class="side-by-side">${burnDown(data)}${ruleList(data)}</div>
${tiles(data)}
${overlapList(data)}
${findingsSection(data)}
</main>
<script type="application/json" id="data">${embeddedData(data)}</script>
<script type="module">${script}</script>
</body>
</html>
`.text;
}
