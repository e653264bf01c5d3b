// Lints public repositories with the built plugin and prints every report with the code around it, to be read by a person.
//
//   npm run precision -- DIR --repositories FILE
//
//   DIR                    has one directory for each repository: the pinned commit with its packages installed and a
//                          tsconfig.eval.json that includes what is linted
//   --repositories FILE    JSON: { "repos": [{ "name", "repo", "commit", "lint": [globs], "ignore": [globs] }] }
//   --only NAME,NAME       these repositories
//   --rules RULE,RULE      these rules of the preset, such as no-unscoped-cache
//   --preset NAME          recommended unless it is said
//   --context LINES        lines printed before and after each report; 6 unless it is said
//   --json FILE            writes all of it there, too
//
// Reports are on stdout, progress is on stderr. The exit code is 1 when a rule threw, when a file could not be parsed and
// when a repository could not be linted, and 0 otherwise: whether a report is right is for the reader to say.

import { fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

import userContext from '../dist/index.js';

const prefix = 'user-context/';
const longestLine = 220;

/** What the command line says is wrong; anything else that is thrown is a mistake of this script. */
class UsageError extends Error {}

function namesIn(text, allowed, option) {
  const names = text?.split(',').map((name) => name.trim()).filter((name) => name !== '');
  const unknown = names?.find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`${option}: there is no "${unknown}"; there are: ${allowed.join(', ')}`);
  }
  return names;
}

function readOptions() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        repositories: { type: 'string' },
        only: { type: 'string' },
        rules: { type: 'string' },
        preset: { type: 'string', default: 'recommended' },
        context: { type: 'string', default: '6' },
        json: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1 || values.repositories === undefined) {
    throw new UsageError('usage: npm run precision -- DIR --repositories FILE (scripts/precision.mjs says the rest)');
  }
  if (!/^\d+$/u.test(values.context)) {
    throw new UsageError(`--context must be a number of lines; it is "${values.context}"`);
  }
  namesIn(values.preset, Object.keys(userContext.configs), '--preset');
  const inPreset = Object.keys(userContext.configs[values.preset].rules).map((name) => name.slice(prefix.length));
  const rules = namesIn(values.rules, inPreset, '--rules');
  let repositories;
  try {
    repositories = JSON.parse(readFileSync(values.repositories, 'utf8')).repos;
  } catch (error) {
    throw new UsageError(`--repositories: ${error.message}`);
  }
  if (!Array.isArray(repositories) || repositories.length === 0) {
    throw new UsageError(`--repositories: ${values.repositories} has no list "repos"`);
  }
  const only = namesIn(values.only, repositories.map(({ name }) => name), '--only');
  return {
    directory: resolve(positionals[0]),
    repositories: repositories.filter(({ name }) => only?.includes(name) ?? true),
    preset: values.preset,
    rules,
    context: Number(values.context),
    json: values.json,
  };
}

/** The rule, with what it throws noted instead of ending the whole run. */
function noted(rule, name, crashes) {
  return {
    ...rule,
    create(context) {
      const note = (run) => {
        try {
          return run();
        } catch (error) {
          crashes.push({ rule: name, path: context.filename, error: error.stack });
          return undefined;
        }
      };
      const listeners = note(() => rule.create(context)) ?? {};
      return Object.fromEntries(
        Object.entries(listeners).map(([selector, listener]) => [selector, (...nodes) => note(() => listener(...nodes))]),
      );
    },
  };
}

function configOf({ root, lint, ignore, preset, rules }, crashes) {
  const { ignores = [], rules: presetRules } = userContext.configs[preset];
  const plugin = {
    ...userContext,
    rules: Object.fromEntries(
      Object.entries(userContext.rules).map(([name, rule]) => [name, noted(rule, name, crashes)]),
    ),
  };
  return [
    { ignores: [...(ignore ?? []), ...ignores] },
    {
      files: lint,
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: { project: ['./tsconfig.eval.json'], tsconfigRootDir: root },
      },
      // The repository's own directives count, as they would for its maintainers; those for other rules are theirs alone.
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      plugins: { 'user-context': plugin },
      rules: Object.fromEntries(
        Object.entries(presetRules).filter(([name]) => rules?.includes(name.slice(prefix.length)) ?? true),
      ),
    },
  ];
}

/** Lints one repository; runs in a process of its own, whose memory is given back before the next one. */
async function lintRepository(task) {
  const { root, lint } = task;
  const crashes = [];
  const start = performance.now();
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    errorOnUnmatchedPattern: false,
    overrideConfig: configOf(task, crashes),
  });
  const results = await eslint.lintFiles(lint);
  const pathOf = (file) => relative(root, file).replaceAll('\\', '/');
  const ours = (messages) => messages.filter(({ ruleId }) => ruleId?.startsWith(prefix));
  const linted = results.map(({ filePath, messages, suppressedMessages }) => {
    const path = pathOf(filePath);
    const lines = readFileSync(filePath, 'utf8').split('\n');
    return {
      lines: lines.length - (lines.at(-1) === '' ? 1 : 0),
      suppressed: ours(suppressedMessages).length,
      unparsed: messages.filter(({ fatal }) => fatal).map(({ line, message }) => ({ path, line, message })),
      reports: ours(messages).map(({ ruleId, line, column, endLine, message }) => ({
        path,
        line,
        column,
        endLine,
        rule: ruleId.slice(prefix.length),
        message,
        source: lines[line - 1].trim(),
      })),
    };
  });
  const sum = (key) => linted.reduce((total, file) => total + file[key], 0);
  return {
    files: results.length,
    lines: sum('lines'),
    seconds: Math.round((performance.now() - start) / 100) / 10,
    suppressed: sum('suppressed'),
    reports: linted.flatMap(({ reports }) => reports),
    unparsed: linted.flatMap(({ unparsed }) => unparsed),
    crashes: crashes.map((crash) => ({ ...crash, path: pathOf(crash.path) })),
  };
}

function lintInChild(task) {
  return new Promise((resolvePromise, reject) => {
    // typescript-eslint builds a program once instead of watching its files, as it does for `eslint` on the command line.
    const child = fork(fileURLToPath(import.meta.url), [], {
      env: { ...process.env, TSESTREE_SINGLE_RUN: 'true' },
      execArgv: ['--max-old-space-size=6144'],
    });
    let outcome;
    child.once('message', (message) => {
      outcome = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (outcome !== undefined && code === 0) {
        resolvePromise(outcome);
      } else {
        reject(new Error(`the process that lints it ended with ${signal ?? code}`));
      }
    });
    child.send(task);
  });
}

const shorten = (line) => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line);

function printReport(root, name, { path, line, column, endLine, rule, message }, context) {
  const lines = readFileSync(join(root, path), 'utf8').split(/\r?\n/u);
  const last = Math.min(lines.length, Math.max(line, Math.min(endLine ?? line, line + context)) + context);
  console.log(`\n--- ${name} ${path}:${line}:${column} ${rule}`);
  console.log(`    ${message}`);
  for (let number = Math.max(1, line - context); number <= last; number += 1) {
    console.log(shorten(`${number === line ? '>' : ' '} ${String(number).padStart(5)} | ${lines[number - 1]}`));
  }
}

function printProblems(name, { error, crashes = [], unparsed = [], files }) {
  if (error !== undefined) {
    console.error(`!!! ${name}: NOT LINTED: ${error}`);
  } else if (files === 0) {
    console.error(`!!! ${name}: NO FILE was linted: its globs match nothing, or everything is ignored`);
  }
  for (const { path, rule, error: stack } of crashes) {
    console.error(`!!! ${name}: ${rule} CRASHED on ${path}\n${stack}`);
  }
  for (const { path, line, message } of unparsed) {
    console.error(`!!! ${name}: NOT PARSED ${path}:${line ?? 0} ${message}`);
  }
}

function isSound({ error, crashes, unparsed, files }) {
  return error === undefined && files > 0 && crashes.length === 0 && unparsed.length === 0;
}

const perHundredThousand = (reports, lines) => (lines === 0 ? '-' : ((reports * 100_000) / lines).toFixed(1));

function printTotals(outcomes) {
  const row = (name, files, lines, reports, suppressed, seconds) => {
    console.log(
      name.padEnd(24) +
        [files, lines, reports, perHundredThousand(reports, lines), suppressed, seconds]
          .map((cell) => String(cell).padStart(13))
          .join(''),
    );
  };
  const linted = outcomes.filter(({ error }) => error === undefined);
  const sum = (count) => linted.reduce((total, outcome) => total + count(outcome), 0);
  console.log(
    `\n${'repository'.padEnd(24)}${['files', 'lines', 'reports', 'per 100,000', 'suppressed', 'seconds'].map((text) => text.padStart(13)).join('')}`,
  );
  for (const { name, files, lines, reports, suppressed, seconds } of linted) {
    row(name, files, lines, reports.length, suppressed, seconds);
  }
  row(
    'all',
    sum(({ files }) => files),
    sum(({ lines }) => lines),
    sum(({ reports }) => reports.length),
    sum(({ suppressed }) => suppressed),
    sum(({ seconds }) => seconds).toFixed(1),
  );
  console.log();
  const rules = new Map();
  for (const { rule } of linted.flatMap(({ reports }) => reports)) {
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  for (const [rule, count] of [...rules].sort(([, one], [, other]) => other - one)) {
    console.log(`${rule.padEnd(34)}${String(count).padStart(12)}`);
  }
}

async function audit({ directory, repositories, preset, rules, context, json }) {
  const outcomes = [];
  for (const { name, repo, commit, lint, ignore } of repositories) {
    const root = join(directory, name);
    process.stderr.write(`${name} … `);
    let outcome;
    try {
      if (!existsSync(join(root, 'tsconfig.eval.json'))) {
        throw new Error(`${join(root, 'tsconfig.eval.json')} does not exist: the repository is not prepared`);
      }
      outcome = await lintInChild({ root, lint, ignore, preset, rules });
      process.stderr.write(`${outcome.lines} lines, ${outcome.reports.length} reports, ${outcome.seconds} s\n`);
    } catch (error) {
      outcome = { error: error.message };
      process.stderr.write('failed\n');
    }
    outcomes.push({ name, repo, commit, ...outcome });
    for (const report of outcome.reports ?? []) {
      printReport(root, name, report, context);
    }
    printProblems(name, outcome);
  }
  printTotals(outcomes);
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ preset, rules, repositories: outcomes }, null, 1)}\n`);
  }
  const unsound = outcomes.filter((outcome) => !isSound(outcome)).map(({ name }) => name);
  if (unsound.length > 0) {
    console.error(`\n!!! crashed, not parsed or not linted, see above: ${unsound.join(', ')}`);
    process.exitCode = 1;
  }
}

if (process.send === undefined) {
  try {
    await audit(readOptions());
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 2;
  }
} else {
  process.once('message', (task) => {
    lintRepository(task).then(
      (outcome) => {
        process.send(outcome, () => {
          process.disconnect();
        });
      },
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
