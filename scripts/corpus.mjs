// Lints the leak corpus with the built plugin and says which leaks it tells apart from their fix.
//
//   npm run corpus                what is found, by category; fails when a recorded result got worse
//   npm run corpus -- --verbose   also every case with its reports
//   npm run corpus -- --record    writes test/corpus/results.json; refuses to record a worse result

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import userContext from '../dist/index.js';
import { corpus, installPackages, lintCorpus, readCases } from './corpus-cases.mjs';
import { formatResults, isToldApart, worsened } from './corpus-results.mjs';

const resultsFile = join(corpus, 'results.json');

function reportsOf(reports, file) {
  const found = reports.get(file);
  if (found === undefined) {
    throw new Error(`${file} was not linted`);
  }
  return found;
}

function judgeLeak({ id, owningRules, defectLines }, reports) {
  const hits = reportsOf(reports, `${id}/bad.ts`).filter(
    ({ line, rule }) => defectLines.includes(line) && owningRules.includes(rule.replace('user-context/', '')),
  );
  return { found: hits.length > 0, noise: reportsOf(reports, `${id}/good.ts`).length };
}

function judgeSafe({ id }, reports) {
  return { noise: reportsOf(reports, `${id}/ok.ts`).length };
}

function print({ file, line, rule, message }) {
  console.log(`  ${file}:${line} ${rule}\n    ${message}`);
}

function printCategories(leaks, results) {
  for (const category of [...new Set(leaks.map((leak) => leak.category))].sort()) {
    const cases = leaks.filter((leak) => leak.category === category);
    const toldApart = cases.filter(({ id }) => isToldApart(results[id])).length;
    console.log(`${category.padEnd(28)}${String(toldApart).padStart(4)} of ${String(cases.length).padStart(3)}`);
  }
}

function printNoise(reports) {
  const noisy = [...reports].filter(([file, found]) => !file.endsWith('/bad.ts') && found.length > 0);
  console.log(`\nNoise: reports on fixed versions and safe files${noisy.length === 0 ? ': none' : ''}`);
  noisy.flatMap(([, found]) => found).forEach(print);
}

function printCases(cases, results, reports) {
  for (const { id, owningRules, defectLines } of cases) {
    const { found, noise } = results[id];
    const outcome = found === undefined ? 'safe' : isToldApart(results[id]) ? 'told apart' : found ? 'found' : 'MISSED';
    console.log(`${id}: ${outcome}${noise > 0 ? `, NOISE ${noise}` : ''}`);
    if (found === false) {
      console.log(`  expected: ${owningRules.join(' or ')} on one of the lines ${defectLines.join(', ')}`);
    }
    [...reports].filter(([file]) => file.startsWith(`${id}/`)).flatMap(([, found]) => found).forEach(print);
  }
  console.log();
}

const { values: flags } = parseArgs({ options: { verbose: { type: 'boolean' }, record: { type: 'boolean' } } });

installPackages();
const leaks = readCases('leaks');
const safe = readCases('safe');
const reports = await lintCorpus([userContext.configs.recommended]);
const results = Object.fromEntries([
  ...leaks.map((leak) => [leak.id, judgeLeak(leak, reports)]),
  ...safe.map((example) => [example.id, judgeSafe(example, reports)]),
]);

if (flags.verbose) {
  printCases([...leaks, ...safe], results, reports);
}
console.log('Leaks told apart from their fix');
printCategories(leaks, results);
printNoise(reports);
const noisyLeaks = leaks.filter(({ id }) => results[id].noise > 0).length;
const noisySafe = safe.filter(({ id }) => results[id].noise > 0).length;
console.log(
  `\n${leaks.filter(({ id }) => isToldApart(results[id])).length} of ${leaks.length} leaks told apart, ` +
    `${noisyLeaks} of ${leaks.length} fixes and ${noisySafe} of ${safe.length} safe files reported`,
);

const recorded = JSON.parse(readFileSync(resultsFile, 'utf8'));
const worse = worsened(recorded, results);
if (worse.length > 0) {
  console.error(`\nWorse than recorded in test/corpus/results.json:\n${worse.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
} else if (flags.record) {
  writeFileSync(resultsFile, formatResults(results));
  console.log('Recorded in test/corpus/results.json.');
} else if (formatResults(results) !== formatResults(recorded)) {
  console.log('Better than recorded: keep it with "npm run corpus -- --record".');
}
