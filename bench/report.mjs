// What `user-context report` costs beside the lint that it wraps: ESLint's API with the same configuration and the rules of the
// plugin, on copies of the example server's sources.
//
//   npm run bench:report                              five pairs on 25,000 lines
//   npm run bench:report -- --pairs 1 --lines 5000    to try it
//
// Each run is a process of its own, and the two alternate. Two processes that lint the same differ by a tenth, so the processes
// that report also measure what they spend outside of ESLint's `lintFiles`: that is the first ratio, the second is between
// processes. Each is printed beside its target. Nothing fails on a missed target.

import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { copiesFor, sizeOfExample, writeCopies } from './copies.mjs';
import { OptionError, readOptions } from './options.mjs';
import { median, summarize } from './statistics.mjs';

const target = 1.05;
const thisFile = fileURLToPath(import.meta.url);

const configuration = `import tseslint from 'typescript-eslint';
import { migration } from 'eslint-plugin-user-context';

const components = Object.fromEntries(
  ['execution', 'workflow', 'dispatch', 'ws', 'reporting', 'synthetic', 'store', 'utilities', 'http', 'legacy'].map((name) => [
    name,
    { phase: 1, files: ['copy-*/' + name + '/**'] },
  ]),
);

export default [
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'user-context': {
      contextTypes: [{ from: 'file', name: 'UserExecutionContext' }],
      legacyTypes: [{ type: { from: 'file', name: 'DeepAgentState' } }],
      toolCalls: [{ type: { from: 'file', name: 'ToolDispatcher' }, method: 'dispatch', context: 'enclosing' }],
    } },
  },
  migration({ phase: 2, components }),
].flat();
`;

/** CPU seconds of this process so far. */
function cpuSeconds() {
  const { systemCPUTime, userCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

/** What one process does: it lints, or it reports in every format that writes a file. Returns the CPU seconds besides linting. */
const tasks = {
  async lint(cwd) {
    const { ESLint } = await import('eslint');
    await new ESLint({ cwd }).lintFiles(['.']);
    return 0;
  },
  async report(cwd) {
    const { ESLint } = await import('eslint');
    await import('../dist/index.js');
    const { lintFiles } = ESLint.prototype;
    let linting = 0;
    ESLint.prototype.lintFiles = async function measured(patterns) {
      const begin = cpuSeconds();
      const results = await lintFiles.call(this, patterns);
      linting += cpuSeconds() - begin;
      return results;
    };
    const begin = cpuSeconds();
    const { report } = await import('../dist/cli/report/report.js');
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const formats = ['terminal', ...['html', 'sarif', 'json', 'markdown'].map((name) => `${name}=out/report.${name}`)];
    const options = formats.flatMap((format) => ['--format', format]);
    await report.run(options, { cwd, stdout: nowhere, stderr: nowhere });
    return cpuSeconds() - begin - linting;
  },
};

/** Runs a task in a process of its own. */
function costOf(task, cwd) {
  return new Promise((resolve, reject) => {
    const child = fork(thisFile, ['--task', task, cwd]);
    let figures;
    child.once('message', (message) => {
      figures = message;
    });
    child.once('exit', (code) => {
      if (figures === undefined) {
        reject(new Error(`${task} ended with ${code}`));
      } else {
        resolve(figures);
      }
    });
  });
}

async function measure({ lines, pairs }) {
  const size = sizeOfExample();
  const copies = copiesFor(lines, size.lines);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'user-context-bench-report-')));
  const project = join(scratch, 'project');
  try {
    writeCopies(project, copies);
    writeFileSync(join(project, 'eslint.config.js'), configuration);
    execFileSync('git', ['init', '--quiet'], { cwd: project });
    console.log(`${copies * size.lines} lines in ${copies * size.files} files`);
    const withinProcess = [];
    const betweenProcesses = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      const costs = {};
      for (const task of pair % 2 === 1 ? ['lint', 'report'] : ['report', 'lint']) {
        costs[task] = await costOf(task, project);
      }
      const { lint, report } = costs;
      withinProcess.push(report.all / (report.all - report.besides));
      betweenProcesses.push(report.all / lint.all);
      console.log(
        `  ${pair}/${pairs}  lint ${lint.all.toFixed(1)} s CPU, report ${report.all.toFixed(1)} s, of them ${report.besides.toFixed(2)} s besides linting`,
      );
    }
    printRatio('CPU, report / the lint that it wraps, within a process', withinProcess);
    printRatio('the same, between processes', betweenProcesses);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function printRatio(what, ratios) {
  const { confidence, high, low } = summarize(ratios);
  console.log(
    `${what}: ${median(ratios).toFixed(3)}  [${low.toFixed(3)} to ${high.toFixed(3)}, ${(confidence * 100).toFixed(0)} %, n = ${ratios.length}]  target ≤ ${target}`,
  );
}

const [option, task, cwd] = process.argv.slice(2);
if (option === '--task') {
  const besides = await tasks[task](cwd);
  process.send({ all: cpuSeconds(), besides }, () => process.disconnect());
} else {
  try {
    const given = process.argv.slice(2);
    await measure(readOptions([...(given.includes('--pairs') ? [] : ['--pairs', '5']), ...(given.includes('--lines') ? [] : ['--lines', '25000']), ...given]));
  } catch (error) {
    if (!(error instanceof OptionError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 2;
  }
}
