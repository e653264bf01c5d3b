// What other plugins tell apart in the leak corpus, beside this one. They were made for other purposes; this says what is left
// to do where one of them is in use already.
//
//   npm run peers
//
// A leak is told apart when a rule, whichever it is, reports one of its defect lines, and nothing on the fixed version.

import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

import tseslint from 'typescript-eslint';

import userContext from '../dist/index.js';
import { installPackages, lintCorpus, readCases } from './corpus-cases.mjs';
import { installLocked } from './install-locked.mjs';

const peers = fileURLToPath(new URL('../test/peers/', import.meta.url));

/** @returns {Promise<any>} a plugin that is installed in `test/peers` */
async function peer(name) {
  const path = createRequire(`${peers}package.json`).resolve(name);
  const module = await import(pathToFileURL(path).href);
  return module.default ?? module;
}

/** @returns {Promise<Record<string, import('eslint').Linter.Config[]>>} by what the table calls them */
async function candidates() {
  const [functional, importX, security, sonarjs, unicorn] = await Promise.all(
    ['functional', 'import-x', 'security', 'sonarjs', 'unicorn'].map((name) => peer(`eslint-plugin-${name}`)),
  );
  return {
    'this plugin, `recommended`': [userContext.configs.recommended],
    'functional: `no-let`, `immutable-data`': [
      { plugins: { functional }, rules: { 'functional/no-let': 'error', 'functional/immutable-data': 'error' } },
    ],
    'unicorn: `no-top-level-assignment-in-function`': [
      { plugins: { unicorn }, rules: { 'unicorn/no-top-level-assignment-in-function': 'error' } },
    ],
    'ESLint: `require-atomic-updates`': [{ rules: { 'require-atomic-updates': 'error' } }],
    'sonarjs: `recommended`': [sonarjs.configs.recommended],
    'security: `recommended`': [security.configs.recommended],
    'import-x: `no-mutable-exports`': [{ plugins: { 'import-x': importX }, rules: { 'import-x/no-mutable-exports': 'error' } }],
    'typescript-eslint: `strictTypeChecked`': tseslint.configs.strictTypeChecked,
  };
}

installPackages();
installLocked(peers);
const leaks = readCases('leaks');
const safe = readCases('safe');

console.log(`| | leaks told apart, of ${leaks.length} | fixes reported, of ${leaks.length} | safe files reported, of ${safe.length} |`);
console.log('| --- | ---: | ---: | ---: |');
for (const [name, configuration] of Object.entries(await candidates())) {
  const reports = await lintCorpus(configuration.map((each) => ({ ...each, files: ['{leaks,safe}/**/*.ts'] })));
  const isReported = (file) => reports.get(file).length > 0;
  const noisy = leaks.filter(({ id }) => isReported(`${id}/good.ts`));
  const toldApart = leaks.filter(({ defectLines, id }) => {
    const onFix = new Set(reports.get(`${id}/good.ts`).map(({ rule }) => rule));
    return reports.get(`${id}/bad.ts`).some(({ line, rule }) => defectLines.includes(line) && !onFix.has(rule));
  });
  console.log(`| ${name} | ${toldApart.length} | ${noisy.length} | ${safe.filter(({ id }) => isReported(`${id}/ok.ts`)).length} |`);
}
