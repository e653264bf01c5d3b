// What the plugin costs beside typescript-eslint's own typed rules, on many copies of the example server's sources.
//
//   npm run bench                               ten pairs on 100,000 lines
//   npm run bench -- --pairs 1 --lines 5000     to try it
//   npm run bench -- --json FILE                every run's figures, too
//
// Each lint runs in a process of its own; CPU time and peak memory are that process's. The runs that are compared alternate,
// so that a busy machine slows both. Ratios are printed beside their targets. Nothing fails on a missed target.

import { fork } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { copiesFor, sizeOfExample, writeCopies } from './copies.mjs';
import { environment } from './environment.mjs';
import { OptionError, readOptions } from './options.mjs';
import { median, summarize } from './statistics.mjs';

/** A process that takes longer has hung. */
const longestRun = 15 * 60_000;

let runningChild;
let temporary;

function cleanUp() {
  runningChild?.kill();
  if (temporary !== undefined) {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const progress = (text) => {
  process.stderr.write(`${text}\n`);
};

function lint(task) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('lint.mjs', import.meta.url)), [], { timeout: longestRun });
    runningChild = child;
    let figures;
    child.once('message', (message) => {
      figures = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      runningChild = undefined;
      if (code === 0 && figures !== undefined) {
        resolve(figures);
      } else {
        reject(new Error(`a lint ended with ${signal ?? code}`));
      }
    });
    child.send(task);
  });
}

const nameOf = ({ base, withPlugin, part }) =>
  `${base}${withPlugin ? ' + user-context' : ''}${part === 'quarter' ? ', a quarter of the files' : ''}`;

/** Runs the variants in turn, forwards and backwards alternately; a round in which one fails is left out. */
async function runRounds(title, rounds, variants, projects) {
  const complete = [];
  const start = performance.now();
  for (let round = 1; round <= rounds; round += 1) {
    const figures = new Array(variants.length);
    const order = [...variants.keys()];
    try {
      for (const index of round % 2 === 1 ? order : order.reverse()) {
        const variant = variants[index];
        figures[index] = await lint({ ...variant, ...projects[variant.part] });
        progress(
          `  ${title} ${round}/${rounds}  ${nameOf(variant)}: ` +
            `${figures[index].cpuSeconds.toFixed(1)} s CPU, ${figures[index].memoryMegabytes.toFixed(0)} MB`,
        );
      }
      complete.push(figures);
    } catch (error) {
      progress(`!!! ${title} ${round}/${rounds} is left out: ${error.message}`);
    }
  }
  progress(`  ${title}: ${((performance.now() - start) / 60_000).toFixed(1)} minutes`);
  return complete;
}

function printRatio(what, values, target) {
  if (values.length === 0) {
    console.log(`${what.padEnd(46)}no pair was measured`);
    return undefined;
  }
  const summary = summarize(values);
  const interval = `${summary.low.toFixed(3)} to ${summary.high.toFixed(3)}`;
  console.log(
    what.padEnd(46) +
      summary.median.toFixed(3).padStart(7) +
      `  [${interval}, ${(summary.confidence * 100).toFixed(0)} %, n = ${summary.count}]`.padEnd(38) +
      (target === undefined ? '' : `target ≤ ${target}`),
  );
  return summary;
}

function printRules(times) {
  const entries = Object.entries(times).sort(([, one], [, other]) => other - one);
  const total = entries.reduce((sum, [, time]) => sum + time, 0);
  const line = (name, time) => {
    console.log(`  ${name.padEnd(52)}${(time / 1000).toFixed(2).padStart(8)} s${((time / total) * 100).toFixed(1).padStart(7)} %`);
  };
  console.log('\nTime in rules beside recommendedTypeChecked, by ESLint\'s own clock: what a rule asks of the type checker');
  console.log('first is on its account, although later rules use the answer.');
  const ours = entries.filter(([name]) => name.startsWith('user-context/'));
  ours.forEach(([name, time]) => {
    line(name, time);
  });
  line('all rules of user-context', ours.reduce((sum, [, time]) => sum + time, 0));
  entries
    .filter(([name]) => !name.startsWith('user-context/'))
    .slice(0, 5)
    .forEach(([name, time]) => {
      line(name, time);
    });
}

async function measure({ pairs, lines, json }) {
  const size = sizeOfExample();
  const copies = copiesFor(lines, size.lines);
  const measured = { environment: environment(), pairs, lines: copies * size.lines, files: copies * size.files };
  const save = (more) => {
    Object.assign(measured, more);
    if (json !== undefined) {
      writeFileSync(json, `${JSON.stringify(measured, null, 1)}\n`);
    }
  };
  save({});
  temporary = realpathSync(mkdtempSync(join(tmpdir(), 'user-context-bench-')));
  const projectOf = (part, count) => {
    const directory = join(temporary, part);
    writeCopies(directory, count);
    return { directory, files: count * size.files };
  };
  const projects = { all: projectOf('all', copies), quarter: projectOf('quarter', copies / 4) };
  progress(`${measured.lines} lines in ${measured.files} files: ${copies} copies of the example server's sources`);

  const beside = { base: 'recommendedTypeChecked', part: 'all' };
  const alone = { base: 'no rule', part: 'all' };
  // It warms the disk's cache as well, and a lint that cannot run says so before anything is measured.
  const { times, reports } = await lint({ ...beside, withPlugin: true, stats: true, ...projects.all });
  progress(`  the first run, which counts only for the split by rules: ${reports} reports of the plugin`);
  save({ times, reports });

  const besideVariants = [{ ...beside, withPlugin: false }, { ...beside, withPlugin: true }];
  const besideRounds = await runRounds('beside', pairs, besideVariants, projects);
  save({ beside: { variants: besideVariants.map(nameOf), rounds: besideRounds } });

  const aloneVariants = [
    { ...alone, withPlugin: false },
    { ...alone, withPlugin: true },
    { base: 'no-floating-promises', part: 'all', withPlugin: false },
    { ...alone, part: 'quarter', withPlugin: false },
    { ...alone, part: 'quarter', withPlugin: true },
  ];
  const aloneRounds = await runRounds('alone', pairs, aloneVariants, projects);
  save({ alone: { variants: aloneVariants.map(nameOf), rounds: aloneRounds } });

  const cpu = (figures) => figures.cpuSeconds;
  const memory = (figures) => figures.memoryMegabytes;
  console.log(`\n${Object.entries(measured.environment).map(([name, value]) => `${name} ${value}`).join(', ')}`);
  console.log(`${measured.lines} lines in ${measured.files} files\n`);
  console.log('ratio                                          median  [interval of the median]');
  const ratios = {
    besideCpu: printRatio('CPU, with the plugin / without', besideRounds.map(([off, on]) => cpu(on) / cpu(off)), 1.03),
    besideMemory: printRatio('peak memory, with the plugin / without', besideRounds.map(([off, on]) => memory(on) / memory(off)), 1.02),
    aloneCpu: printRatio('CPU, alone / no-floating-promises alone', aloneRounds.map(([, on, peer]) => cpu(on) / cpu(peer)), 1),
    aloneOwn: printRatio(
      '  the same, above a lint with no rule',
      aloneRounds.map(([off, on, peer]) => (cpu(on) - cpu(off)) / (cpu(peer) - cpu(off))),
    ),
    growth: printRatio(
      "the plugin's own CPU, 16 × the files / 4 ×",
      aloneRounds.map(([off, on, , smallOff, smallOn]) => (cpu(on) - cpu(off)) / (cpu(smallOn) - cpu(smallOff))),
      4.4,
    ),
  };
  save({ ratios });
  if (besideRounds.length > 0) {
    console.log(
      `\nBeside recommendedTypeChecked: ${median(besideRounds.map(([off]) => cpu(off))).toFixed(1)} s CPU without, ` +
        `${median(besideRounds.map(([, on]) => cpu(on))).toFixed(1)} s with the plugin.`,
    );
  }
  printRules(times);
}

process.once('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    process.exit(130);
  });
}
try {
  await measure(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof OptionError ? error.message : error);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
