import { readFileSync } from 'node:fs';

import { codeBlocksOf, namedFile } from '../code-blocks.js';

/**
 * The files that a guide tells its reader to write: a code block that follows a line such as "In `.husky/pre-commit`:" is the
 * file, and a second one for the same file is its continuation. What a reader copies is so what the tests run.
 *
 * @param name Of the page in `docs/`, without its ending.
 */
export function guide(name: string): {
  /** @throws When the guide has no such file. */
  file(path: string): string;
} {
  const page = readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  const files = new Map<string, string>();
  for (const block of codeBlocksOf(page)) {
    const path = namedFile(block);
    if (path !== undefined) {
      files.set(path, (files.get(path) ?? '') + block.code);
    }
  }
  return {
    file(path) {
      const text = files.get(path);
      if (text === undefined) {
        throw new Error(`docs/${name}.md says nothing for ${path}, only for ${[...files.keys()].join(', ')}`);
      }
      return text;
    },
  };
}
