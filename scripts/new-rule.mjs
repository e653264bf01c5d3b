// Begins a rule: the rule, its test and its page, all of which pass, and its entry in the list of rules.
//
//   npm run new-rule no-shared-transcript

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { addToList, pageOf, ruleOf, testOf } from './rule-templates.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const list = `${root}src/rules/index.ts`;
const usage = 'usage: npm run new-rule NAME, where NAME is like no-shared-transcript or require-user-context';

/** @throws {Error} One sentence that says what to do. */
function begin(names) {
  const [name = ''] = names;
  if (names.length !== 1 || !/^[a-z]+(?:-[a-z]+)+$/u.test(name)) {
    throw new Error(usage);
  }
  const files = { [`src/rules/${name}.ts`]: ruleOf(name), [`test/rules/${name}.test.ts`]: testOf(name), [`docs/rules/${name}.md`]: pageOf(name) };
  const [taken] = Object.keys(files).filter((file) => existsSync(root + file));
  if (taken !== undefined) {
    throw new Error(`${taken} is there already; choose another name`);
  }
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(root + file, text);
    console.log(`wrote ${file}`);
  }
  writeFileSync(list, addToList(readFileSync(list, 'utf8'), name));
  console.log('added it to src/rules/index.ts');
  execFileSync('npm', ['run', '--silent', 'docs'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  console.log(`wrote the page's header and the README's table

Next:
  npx vitest run test/rules/${name}.test.ts   passes: the rule reports calls of \`replaceMe\`
  Write the leak and its neighbour into the test, and see it fail; then ask src/isolation in the rule.
  npx vitest run test/docs.test.ts            asks for the incident that the page has to cite
  npx vitest run test/migration -u            the table of presets, once docs.phase is right
CONTRIBUTING.md has the rest.`);
}

try {
  begin(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
