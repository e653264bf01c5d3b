// Runs every rule over the files of the installed packages: code in styles that nobody here writes, from hand-written
// declarations to bundles. What the rules report does not matter; that none of them throws does.
//
//   npm run crash              every second file of declarations and TypeScript, and every eighth of the others
//   npm run crash -- --all     every file

import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

import userContext from '../dist/index.js';

const root = fileURLToPath(new URL('../', import.meta.url));
/** Enough for the files of a batch to share declarations, and little enough for the memory of a small machine. */
const bytesOfBatch = 3_000_000;
/** Larger files are whole programs in one, such as TypeScript itself: minutes each, and nothing that smaller ones lack. */
const largestFile = 1_000_000;

/** Files of packages, package by package; links are left out, they lead to the plugin itself and to its example. */
function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        return entry.name === '.vite' ? [] : filesBelow(path);
      }
      return entry.isFile() && /\.(?:[cm]?ts|m?js)$/u.test(entry.name) && statSync(path).size <= largestFile ? [path] : [];
    });
}

/** The same files on every machine. */
function isInSample(file) {
  const path = relative(root, file).replaceAll('\\', '/');
  return createHash('sha256').update(path).digest()[0] % (path.endsWith('ts') ? 2 : 8) === 0;
}

/** Neighbouring files together. */
function batchesOf(files) {
  const batches = [];
  let size = Infinity;
  for (const file of files) {
    const bytes = statSync(file).size;
    if (size + bytes > bytesOfBatch) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1).push(file);
    size += bytes;
  }
  return batches;
}

function programOf(files) {
  return ts.createProgram(files, {
    allowJs: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ESNext,
    types: ['node'],
  });
}

function configOf(preset, parserOptions) {
  return [
    // ESLint leaves packages out on its own.
    { ignores: ['!**/node_modules/'] },
    {
      files: ['**/*.{ts,mts,cts,js,mjs}'],
      languageOptions: { parser: tseslint.parser, parserOptions },
      linterOptions: { noInlineConfig: true },
      plugins: { 'user-context': userContext },
      rules: userContext.configs[preset].rules,
    },
  ];
}

/** Lints every nth batch, and tells the parent process what came of it. */
function lintShard(shard, shards, files) {
  const linter = new Linter({ cwd: root });
  const outcome = { files: 0, reports: 0, unparsed: 0, crashes: [] };
  const lint = (file, text, config) => {
    try {
      const messages = linter.verify(text, config, { filename: file });
      outcome.reports += messages.filter(({ ruleId }) => ruleId !== null).length;
      const isParsed = !messages.some(({ fatal }) => fatal);
      const passed = messages.find(({ message }) => /^(?:File ignored|No matching configuration)/u.test(message));
      if (passed !== undefined) {
        outcome.crashes.push(`${file} was not linted: ${passed.message}`);
      }
      return isParsed;
    } catch (error) {
      outcome.crashes.push(error.stack);
      return true;
    }
  };
  const syntaxOnly = configOf('syntax-only', {});
  const batches = batchesOf(files).filter((_, index) => index % shards === shard);
  for (const batch of batches) {
    const typed = configOf('strict', { programs: [programOf(batch)] });
    for (const file of batch) {
      const text = readFileSync(file, 'utf8');
      outcome.files += 1;
      if (lint(file, text, typed)) {
        lint(file, text, syntaxOnly);
      } else {
        outcome.unparsed += 1;
      }
    }
  }
  process.send(outcome);
}

function runShard(shard, shards, isAll) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [String(shard), String(shards), ...(isAll ? ['--all'] : [])]);
    child.on('message', resolve);
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code !== 0) {
        reject(new Error(`a shard of the crash run ended with ${code}`));
      }
    });
  });
}

const isAll = process.argv.includes('--all');
const [shard, shards] = process.argv.slice(2).filter((argument) => argument !== '--all').map(Number);
if (shard === undefined) {
  const start = performance.now();
  const count = Math.min(4, availableParallelism());
  const outcomes = await Promise.all(Array.from({ length: count }, (_, index) => runShard(index, count, isAll)));
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const crashes = outcomes.flatMap((outcome) => outcome.crashes);
  console.log(
    `${sum('files')} files in ${Math.round((performance.now() - start) / 1000)} s: ${sum('reports')} reports, ` +
      `${sum('unparsed')} files that the parser does not take, ${crashes.length} crashes`,
  );
  if (crashes.length > 0 || sum('files') === 0) {
    console.error(crashes.slice(0, 10).join('\n\n') || 'no file to lint below node_modules');
    process.exitCode = 1;
  }
} else {
  const files = filesBelow(join(root, 'node_modules'));
  lintShard(shard, shards, isAll ? files : files.filter(isInSample));
}
