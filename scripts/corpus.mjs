// Lints the leak corpus with the built plugin and says which leaks it tells apart from their fix.
//
//   npm run corpus                what is found, by category; fails when a recorded result got worse
//   npm run corpus -- --verbose   also every case with its reports
//   npm run corpus -- --record    writes test/corpus/results.json; refuses to record a worse result

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

import userContext from '../dist/index.js';
import { formatResults, isToldApart, worsened } from './corpus-results.mjs';

const corpus = fileURLToPath(new URL('../test/corpus/', import.meta.url));
const resultsFile = join(corpus, 'results.json');

/**
 * @typedef {object} Report
 * @property {string} file
 * @property {number} line
 * @property {string} rule without the plugin's prefix
 * @property {string} message
 */

/**
 * @typedef {object} Case
 * @property {string} id the directory, such as `leaks/001-mcp-sdk-shared-transport`
 * @property {string} category
 * @property {string[]} owningRules
 * @property {number[]} defectLines
 */

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function installPackages() {
  if (modifiedAt(join(corpus, 'node_modules/.package-lock.json')) >= modifiedAt(join(corpus, 'package-lock.json'))) {
    return;
  }
  console.log('Installing the packages whose types the corpus needs …');
  execFileSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', {
    cwd: corpus,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** @returns {Case[]} */
function readCases(kind) {
  return readdirSync(join(corpus, kind))
    .sort()
    .map((directory) => {
      const id = `${kind}/${directory}`;
      const meta = JSON.parse(readFileSync(join(corpus, id, 'meta.json'), 'utf8'));
      return {
        id,
        category: meta.category,
        owningRules: meta.rules ?? [],
        defectLines: meta.defect_lines ?? [],
      };
    });
}

/** @returns {Promise<Map<string, Report[]>>} reports by file, as `leaks/001-…/bad.ts` */
async function lintCorpus() {
  const eslint = new ESLint({
    cwd: corpus,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: [
      {
        files: ['{leaks,safe}/**/*.ts'],
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { project: ['tsconfig.json'], tsconfigRootDir: corpus },
        },
      },
      userContext.configs.recommended,
    ],
  });
  const results = await eslint.lintFiles(['leaks/*/*.ts', 'safe/*/*.ts']);
  return new Map(
    results.map(({ filePath, messages }) => {
      const file = filePath.slice(corpus.length).replaceAll('\\', '/');
      return [
        file,
        messages.map(({ line, ruleId, message }) => {
          if (ruleId === null) {
            throw new Error(`${file}: ${message}`);
          }
          return { file, line, rule: ruleId.slice(ruleId.indexOf('/') + 1), message };
        }),
      ];
    }),
  );
}

function reportsOf(reports, file) {
  const found = reports.get(file);
  if (found === undefined) {
    throw new Error(`${file} was not linted`);
  }
  return found;
}

function judgeLeak({ id, owningRules, defectLines }, reports) {
  const hits = reportsOf(reports, `${id}/bad.ts`).filter(
    ({ line, rule }) => defectLines.includes(line) && owningRules.includes(rule),
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
const reports = await lintCorpus();
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
