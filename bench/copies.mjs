// Makes a project of many lines from the sources of the example server.

import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../examples/agent-server/', import.meta.url));
const packages = fileURLToPath(new URL('../node_modules', import.meta.url));

/** The example's sources, by their names in it, with forward slashes. */
export function filesOfExample() {
  return readdirSync(join(example, 'src'), { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** Files and lines of the example's sources. */
export function sizeOfExample() {
  const files = filesOfExample();
  const lines = files.reduce(
    (sum, path) => sum + readFileSync(join(example, 'src', path), 'utf8').split('\n').length - 1,
    0,
  );
  return { files: files.length, lines };
}

/**
 * How many copies have at least so many lines. The growth is measured on a quarter of them, so it is a multiple of four.
 *
 * @param {number} lines
 * @param {number} linesOfCopy
 */
export function copiesFor(lines, linesOfCopy) {
  return Math.ceil(lines / linesOfCopy / 4) * 4;
}

/**
 * Writes a project of `count` copies, each in a directory of its own, under one tsconfig.
 *
 * @param {string} directory is made
 * @param {number} count
 */
export function writeCopies(directory, count) {
  const { compilerOptions } = JSON.parse(readFileSync(join(example, 'tsconfig.json'), 'utf8'));
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['copy-*/**/*'] }));
  symlinkSync(packages, join(directory, 'node_modules'), 'junction');
  for (let number = 1; number <= count; number += 1) {
    cpSync(join(example, 'src'), join(directory, `copy-${String(number).padStart(3, '0')}`), { recursive: true });
  }
}
