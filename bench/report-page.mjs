// How long the page of `user-context report --format html` takes to open: from its address to the first findings in sight
// and a filter that answers.
//
//   npm run bench:page                       10,000 findings, five times
//   npm run bench:page -- --findings 50000 --runs 3
//
// Each run is a new window of Chromium, in which nothing is cached.

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { formats } from '../dist/cli/report/formats/index.js';
import { rules } from '../dist/rules/index.js';
import { median } from './statistics.mjs';

const { values } = parseArgs({ options: { findings: { type: 'string', default: '10000' }, runs: { type: 'string', default: '5' } } });
const findingCount = Number(values.findings);
const runs = Number(values.runs);

const ruleNames = Object.keys(rules);
const statuses = ['open', 'suppressed', 'suppressed', 'suppressed', 'suppressed', 'accepted'];
const filesOf = { components: 40, each: 50 };
const fileCount = filesOf.components * filesOf.each;

function markOf(component) {
  return { component: `component-${component}`, phase: 1 + (component % 3), state: component % 7 === 0 ? 'rolled back' : 'enforced' };
}

function finding(index) {
  const file = index % fileCount;
  const component = file % filesOf.components;
  const line = 20 + (index % 400);
  return {
    rule: ruleNames[index % ruleNames.length],
    symbol: `ToolDispatcher${file} > bindState`,
    place: `this.state${index} = state`,
    file: `src/component-${component}/services/agents/tool-dispatcher-${file}.ts`,
    line,
    column: 5,
    endLine: line,
    endColumn: 23,
    message: `\`state\` of \`bindState\` is kept in \`this.state${index}\` of the shared \`toolDispatcher\`, which all users share, so another user can be served with it: pass it on as an argument or keep it in the request's own context.`,
    severity: index % 9 === 0 ? 'warning' : 'error',
    status: statuses[index % statuses.length],
    reason: '',
    source: '`state` of `bindState`',
    sink: `\`this.state${index}\``,
    mark: markOf(component),
    code: {
      startLine: line - 3,
      lines: [
        '  /** The run that is going on, which the tools read. */',
        '',
        '  bindState(state: DeepAgentState): void {',
        `    this.state${index} = state;`,
        '    this.listeners.forEach((listener) => listener(state));',
        '  }',
        '',
      ],
    },
  };
}

function progressOf(files, findings) {
  const counts = { open: 0, suppressed: 0, accepted: 0 };
  const byRule = {};
  for (const { rule, status } of findings) {
    counts[status] += 1;
    byRule[rule] = (byRule[rule] ?? 0) + 1;
  }
  const cleanFiles = Math.max(0, files - new Set(findings.map(({ file }) => file)).size);
  return { files, cleanFiles, percentDone: Math.floor((100 * cleanFiles) / files), findings: counts, byRule, change: -3 };
}

function reportData() {
  const findings = Array.from({ length: findingCount }, (_finding, index) => finding(index));
  const components = Array.from({ length: filesOf.components }, (_component, index) => ({
    ...markOf(index),
    globs: [`src/component-${index}/**`],
    owners: ['@agents/core'],
    isEmpty: false,
    isNotLinted: false,
    ...progressOf(
      filesOf.each,
      findings.filter(({ mark }) => mark.component === `component-${index}`),
    ),
  }));
  return {
    version: 1,
    plugin: { name: 'eslint-plugin-user-context', version: '0.0.0' },
    time: '2026-07-30T14:05:11.000Z',
    commit: null,
    isDirty: false,
    directory: '',
    total: progressOf(fileCount, findings),
    phases: [1, 2, 3].map((phase) => ({
      phase,
      ...progressOf(
        fileCount / 3,
        findings.filter(({ mark }) => mark.phase === phase),
      ),
    })),
    components: components.sort((one, other) => one.phase - other.phase),
    elsewhere: undefined,
    overlaps: [],
    unjudged: [],
    findings,
    history: [],
  };
}

/** In milliseconds: until the first findings are in sight, then until a filter has been applied to all of them. */
async function openPage(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const start = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('.finding').first().waitFor();
  const firstFindings = performance.now() - start;
  await page.getByLabel('Text').fill(`state${findingCount - 1} `);
  await page.getByText(`Showing 1 of ${findingCount.toLocaleString('en-US')}`).waitFor();
  const filtered = performance.now() - start;
  await page.close();
  return { firstFindings, filtered };
}

const directory = mkdtempSync(join(tmpdir(), 'user-context-page-'));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const file = join(directory, 'report.html');
  const start = performance.now();
  writeFileSync(file, formats.html(reportData()));
  const megabytes = statSync(file).size / 1_000_000;
  console.log(`${findingCount.toLocaleString('en-US')} findings, ${megabytes.toFixed(1)} MB, made in ${(performance.now() - start).toFixed(0)} ms`);
  const figures = [];
  for (let run = 1; run <= runs; run += 1) {
    const { filtered, firstFindings } = await openPage(browser, pathToFileURL(file).href);
    figures.push(filtered);
    console.log(`  ${run}/${runs}  first findings after ${firstFindings.toFixed(0)} ms, filtered after ${filtered.toFixed(0)} ms`);
  }
  console.log(`from the address to a filtered list: median ${median(figures).toFixed(0)} ms, at most ${Math.max(...figures).toFixed(0)} ms`);
} finally {
  await browser.close();
  rmSync(directory, { recursive: true });
}
