import { readFileSync } from 'node:fs';

import { codeBlocksOf as blocksIn, namedFile } from '../code-blocks.js';

/** A code block of a page in Markdown. */
export interface CodeBlock {
  /** What stands behind the backticks that open it. */
  language: string;
  text: string;
  /** The file that a line such as "In `tsconfig.json`:" above the block names. */
  file: string | undefined;
}

/**
 * The headings of a page.
 *
 * @param path Of the page, from the root of the repository.
 * @param level Of the headings: 2 for those that start with `##`.
 */
export function headingsOf(path: string, level: number): string[] {
  return [...read(path).matchAll(headings(level))].map(([, heading = '']) => heading);
}

/**
 * The code blocks below a heading, up to the next one of its level, in their order.
 *
 * @throws When the page has no such heading, or no block below it.
 */
export function codeBlocksOf(path: string, level: number, heading: string): CodeBlock[] {
  const page = read(path);
  const all = [...page.matchAll(headings(level))];
  const at = all.findIndex(([, text]) => text === heading);
  if (at === -1) {
    throw new Error(`${path} has no heading "${heading}", only ${all.map(([, text]) => `"${text}"`).join(', ')}`);
  }
  const section = page.slice(all[at]?.index, all[at + 1]?.index);
  const blocks = blocksIn(section);
  if (blocks.length === 0) {
    throw new Error(`${path} has no code block below "${heading}"`);
  }
  return blocks.map((block) => ({ file: namedFile(block), language: block.language, text: block.code }));
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
}

function headings(level: number): RegExp {
  return new RegExp(`^${'#'.repeat(level)} (.+)$`, 'gmu');
}
