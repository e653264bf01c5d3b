// The main job in one line: finds the leaks of the example server, shows what can be mended safely, and proves by
// running the server before and after its migration that they were real and are gone. `npm run demo` builds the plugin
// first.
import { codeFrameColumns } from '@babel/code-frame';
import { createTwoFilesPatch } from 'diff';
import { ESLint } from 'eslint';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

import example, { configurationOf } from '../examples/agent-server/eslint.config.js';
import { configurationOf as migratedConfigurationOf } from '../examples/agent-server-migrated/eslint.config.js';

const width = 80;
const directory = fileURLToPath(new URL('../examples/agent-server', import.meta.url));
const migratedDirectory = fileURLToPath(new URL('../examples/agent-server-migrated', import.meta.url));
const phases = [1, 2, 3];
const packages = fileURLToPath(new URL('../node_modules', import.meta.url));
const isTerminal = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const style = (format, text) => (isTerminal ? styleText(format, text) : text);
const print = (text = '') => {
  process.stdout.write(`${text}\n`);
};
const heading = (text) => {
  print(`\n${style('bold', text)}\n${'-'.repeat(text.length)}`);
};

function wrap(text, indent = '') {
  const lines = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

const cut = (text) =>
  text
    .split('\n')
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join('\n');

/** ESLint over an example with one of its own configurations. */
function linterOf(cwd, overrideConfig, options = {}) {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig, ...options });
}

async function lint(cwd, configuration) {
  const eslint = linterOf(cwd, configuration);
  const results = await eslint.lintFiles(['.']);
  const files = [];
  for (const result of results) {
    const config = await eslint.calculateConfigForFile(result.filePath);
    files.push({ ...result, migration: config.settings?.['user-context']?.migration });
  }
  return files;
}

/** The components that the configuration names, with the globs that it gives them. */
function componentsOf(configuration) {
  return configuration
    .filter((object) => object.settings?.['user-context']?.migration !== undefined)
    .map(({ files, settings }) => ({ ...settings['user-context'].migration, globs: files.map((glob) => [glob].flat()[0]) }))
    .sort((one, other) => one.phase - other.phase);
}

function printTable(components, byPhase) {
  print(`${'component'.padEnd(24)}own   files    phase 1      phase 2      phase 3`);
  print(`${' '.repeat(24)}phase        ${'   err  warn  '.repeat(3)}`.trimEnd());
  const totals = [0, 0, 0, 0, 0, 0];
  for (const { component, phase } of components) {
    const cells = byPhase.map((files) => {
      const own = files.filter((file) => file.migration?.component === component);
      const sum = (key) => own.reduce((total, file) => total + file[key], 0);
      return [sum('errorCount'), sum('warningCount')];
    });
    cells.flat().forEach((count, index) => {
      totals[index] += count;
    });
    const fileCount = byPhase[0].filter((file) => file.migration?.component === component).length;
    print(
      component.padEnd(24) +
        String(phase).padEnd(6) +
        String(fileCount).padStart(5) +
        cells.flat().map((count) => String(count).padStart(6)).join(' ').padStart(43),
    );
  }
  print('total'.padEnd(35) + totals.map((count) => String(count).padStart(6)).join(' ').padStart(43));
}

function printTotals(name, byPhase) {
  const cells = byPhase.map((files) => {
    const sum = (key) => files.reduce((total, file) => total + file[key], 0);
    return `${sum('errorCount')} errors, ${sum('warningCount')} warnings`.padEnd(25);
  });
  print(`${name.padEnd(8)}${cells.join('')}`.trimEnd());
}

/** The first error of each of several rules, at most three. */
function telling(files) {
  const order = ['user-context/no-shared-agent-state', 'user-context/require-user-context', 'user-context/no-deep-agent-state'];
  const all = files.flatMap((file) =>
    file.messages.filter((message) => message.severity === 2).map((message) => ({ file, message })),
  );
  return order.flatMap((rule) => all.find(({ message }) => message.ruleId === rule) ?? []).slice(0, 3);
}

function printFinding({ file, message }) {
  const path = relative(directory, file.filePath).replaceAll('\\', '/');
  print(`\n${style('bold', `${path}:${message.line}:${message.column}`)}  ${message.ruleId}`);
  print(wrap(message.message, '  '));
  print(
    cut(
      codeFrameColumns(
        readFileSync(file.filePath, 'utf8'),
        { start: { line: message.line, column: message.column } },
        { linesAbove: 2, linesBelow: 1 },
      ),
    ),
  );
  for (const suggestion of message.suggestions ?? []) {
    print(wrap(`suggestion: ${suggestion.desc}`, '  '));
  }
}

async function printFixes() {
  const copy = mkdtempSync(join(tmpdir(), 'user-context-demo-'));
  try {
    cpSync(directory, copy, { recursive: true, filter: (source) => !/[\\/](?:node_modules|dist)$/u.test(source) });
    symlinkSync(packages, join(copy, 'node_modules'), 'junction');
    const results = await linterOf(directory, configurationOf(3), { fix: true }).lintFiles(['.']);
    let changed = 0;
    for (const { filePath, output } of results.filter((result) => result.output !== undefined)) {
      const path = relative(directory, filePath).replaceAll('\\', '/');
      changed += 1;
      const before = readFileSync(join(copy, path), 'utf8');
      writeFileSync(join(copy, path), output);
      const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, output, '', '', { context: 1 });
      print(cut(patch.split('\n').slice(1).join('\n').trimEnd()));
    }
    const compiler = spawnSync(process.execPath, [join(packages, 'typescript/bin/tsc'), '--noEmit', '-p', copy], {
      encoding: 'utf8',
    });
    const suggestions = results.flatMap((result) => result.messages).filter((message) => message.suggestions?.length > 0);
    print();
    print(
      wrap(
        `${changed} files fixed, and the copy ${compiler.status === 0 ? 'still compiles' : `NO LONGER COMPILES:\n${compiler.stdout}`}. Suggestions, which change what the program does and so wait for a person in the editor: ${suggestions.length}.`,
      ),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What the isolation probes of an example print: a line for each carrier, and the sum. */
function probe(cwd) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'isolation'], {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0 && status !== 1) {
    throw new Error(`the probes could not run:\n${stdout}${stderr}`);
  }
  return { leaks: status === 1, lines: stdout.trimEnd().split('\n') };
}

function printProbes({ lines }) {
  print(cut(lines.join('\n')).replaceAll(/\bLEAK\b/gu, style('red', 'LEAK')).replaceAll(/\bok\b/gu, style('green', 'ok')));
}

print(style('bold', 'eslint-plugin-user-context on a server that runs agents for many users'));
print('examples/agent-server, before its migration away from DeepAgentState');

heading('Findings by component, under each phase');
const byPhase = [];
for (const phase of phases) {
  byPhase.push(await lint(directory, configurationOf(phase)));
}
const components = componentsOf(example);
printTable(components, byPhase);
const unguarded = components.filter(
  ({ component }) => !byPhase.some((files) => files.some((file) => file.migration?.component === component)),
);
for (const { component, globs } of unguarded) {
  print(style('red', wrap(`!!! ${component}: its globs match NO FILE, so nothing is guarded there: ${globs.join(', ')}`)));
}
print('\nErrors stop a commit; warnings are of components whose phase has not come yet.');

heading('Three findings');
telling(byPhase[1]).forEach(printFinding);

heading('What --fix changes, on a copy');
await printFixes();

heading('Are they real? Two users at work on the running server');
printProbes(probe(directory));

heading('After the migration: examples/agent-server-migrated');
const migratedByPhase = [];
for (const phase of phases) {
  migratedByPhase.push(await lint(migratedDirectory, migratedConfigurationOf(phase)));
}
print(`        ${phases.map((phase) => `phase ${phase}`.padEnd(25)).join('')}`.trimEnd());
printTotals('before', byPhase);
printTotals('after', migratedByPhase);
print('\nThe same two users at work on it:');
const migratedProbes = probe(migratedDirectory);
printProbes(migratedProbes);

heading('What to do next');
print(`Look at it yourself:   cd examples/agent-server && npx eslint .
The server's migration: docs/migrating-the-example.md
Your own project:      README.md, "Quick start"
Each rule:             docs/rules/`);
const findingsLeft = migratedByPhase.flat().some(({ messages }) => messages.length > 0);
if (unguarded.length > 0 || findingsLeft || migratedProbes.leaks) {
  process.exitCode = 1;
}
