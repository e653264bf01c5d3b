import type { Command, CommandEnvironment } from '../command.js';
import type { LintedFile } from './linted-file.js';
import type { Place } from './options.js';

import { explainPlace } from './explained-place.js';
import { lintFile } from './linted-file.js';
import { help, readPlaces } from './options.js';

/** `user-context explain`: says what the rules know of a line, and why they report something there or not. */
export const explain: Command = {
  summary: 'says why a line is reported or not: lifetime, owner and key, with the way of each value',
  help,
  run: runExplain,
};

async function runExplain(commandLine: readonly string[], { cwd, stdout }: CommandEnvironment): Promise<number> {
  const places = readPlaces(commandLine);
  const files = new Map<string, LintedFile>();
  const pages: string[] = [];
  for (const place of places) {
    pages.push(explainPlace(place, await fileOf(place, files, cwd)));
  }
  stdout.write(pages.join('\n'));
  return 0;
}

async function fileOf({ file }: Place, files: Map<string, LintedFile>, cwd: string): Promise<LintedFile> {
  const known = files.get(file);
  if (known !== undefined) {
    return known;
  }
  const linted = await lintFile(file, cwd);
  files.set(file, linted);
  return linted;
}
