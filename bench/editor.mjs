// How long after an edit the problems are there in an editor: the plugin's `recommended`, beside no-floating-promises alone.
//
//   npm run bench:editor                               three edits in each file of the example server, among 20,000 lines
//   npm run bench:editor -- --lines 2000 --edits 1     to try it
//
// Two of VS Code's ESLint servers run, each on a project of its own with copies of the example server's sources. Each edit
// is made in both, one after the other and in turns, and is measured from the edit to the answer. What the editor itself
// waits before it asks is not in it.

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import installClients from '../test/e2e/clients/install.mjs';
import { copiesFor, filesOfExample, sizeOfExample, writeCopies } from './copies.mjs';
import { environment } from './environment.mjs';
import { countOf, OptionError } from './options.mjs';
import { summarize } from './statistics.mjs';

const variants = [
  { name: 'user-context/recommended', base: 'no rule', withPlugin: true },
  { name: 'no-floating-promises', base: 'no-floating-promises', withPlugin: false },
];

function readOptions() {
  try {
    const { values } = parseArgs({ options: { lines: { type: 'string' }, edits: { type: 'string' } } });
    return { lines: countOf('lines', values.lines, 20_000), edits: countOf('edits', values.edits, 3) };
  } catch (error) {
    throw new OptionError(`${error.message}\n\nnpm run bench:editor -- [--lines N] [--edits N]`);
  }
}

function writeProject(directory, copies, { base, withPlugin }) {
  writeCopies(directory, copies);
  writeFileSync(
    join(directory, 'eslint.config.js'),
    `import { configurationOf } from ${JSON.stringify(new URL('configurations.mjs', import.meta.url).href)};

export default configurationOf(${JSON.stringify({ directory, base, withPlugin })});
`,
  );
}

async function milliseconds(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Does the same in both editors; who begins alternates, so that a busy machine slows both. */
async function inBoth(editors, round, action) {
  const times = [];
  for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
    times[index] = await milliseconds(() => action(editors[index]));
  }
  return times;
}

function print(what, values, format) {
  const { median, low, high, confidence, count } = summarize(values);
  console.log(
    `${what.padEnd(52)}${format(median).padStart(9)}  [${format(low)} to ${format(high)}, ` +
      `${(confidence * 100).toFixed(0)} %, n = ${count}]`,
  );
}

const inMilliseconds = (value) => `${value.toFixed(0)} ms`;

async function measure({ lines, edits }, directory) {
  // It brings the packages that the editor is made of.
  installClients();
  const { Editor } = await import('../test/e2e/clients/editor.mjs');
  const size = sizeOfExample();
  const copies = copiesFor(lines, size.lines);
  const editors = [];
  const firsts = [];
  const pairs = [];
  try {
    for (const [index, variant] of variants.entries()) {
      const project = join(directory, String(index));
      writeProject(project, copies, variant);
      editors.push(await Editor.start(project));
    }
    let round = 0;
    let reports = 0;
    for (const file of filesOfExample()) {
      const path = `copy-001/${file}`;
      firsts.push(
        await inBoth(editors, round, async (editor) => {
          await editor.open(path);
          await editor.problems(path);
        }),
      );
      const text = editors[0].text(path);
      for (let edit = 1; edit <= edits; edit += 1) {
        round += 1;
        pairs.push(
          await inBoth(editors, round, async (editor) => {
            await editor.type(path, `${text}export const typed = ${edit};\n`);
            await editor.problems(path);
          }),
        );
      }
      reports += (await editors[0].problems(path)).length;
      await Promise.all(editors.map((editor) => editor.close(path)));
    }
    console.log(Object.entries(environment()).map(([name, value]) => `${name} ${value}`).join(', '));
    console.log(`${copies * size.lines} lines in ${copies * size.files} files; ${reports} reports in the edited files\n`);
    console.log('from an edit to its problems'.padEnd(57) + 'median');
    for (const [index, { name }] of variants.entries()) {
      print(`  ${name}`, pairs.map((times) => times[index]), inMilliseconds);
    }
    print('  ratio', pairs.map(([ours, theirs]) => ours / theirs), (value) => value.toFixed(2));
    const [first, ...later] = firsts;
    console.log(`\nthe first file that is opened, with the program: ${first.map(inMilliseconds).join(' and ')}`);
    print('another file that is opened, ratio', later.map(([ours, theirs]) => ours / theirs), (value) => value.toFixed(2));
  } finally {
    await Promise.all(editors.map((editor) => editor.stop()));
  }
}

let temporary;
try {
  const options = readOptions();
  temporary = realpathSync(mkdtempSync(join(tmpdir(), 'user-context-bench-')));
  await measure(options, temporary);
} catch (error) {
  console.error(error instanceof OptionError ? error.message : error);
  process.exitCode = error instanceof OptionError ? 2 : 1;
} finally {
  if (temporary !== undefined) {
    rmSync(temporary, { recursive: true, force: true });
  }
}
