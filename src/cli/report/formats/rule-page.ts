import type { RuleFacts } from './rule-facts.js';

import { readFileSync } from 'node:fs';

/** In the sources as in what is built, the package is four directories up. */
const pages = new URL('../../../../docs/rules/', import.meta.url);

const generatedHeader = '<!-- end auto-generated rule header -->';

/**
 * The page of a rule as the package has it, in Markdown: without the header that is generated, and with links that lead
 * somewhere from anywhere.
 */
export function rulePage({ name, url }: RuleFacts): string {
  const page = readFileSync(new URL(`${name}.md`, pages), 'utf8').replaceAll('\r\n', '\n');
  return page
    .slice(page.indexOf(generatedHeader) + generatedHeader.length)
    .trim()
    .replaceAll(/\]\((?!https?:)(?<target>[^)\s]+)\)/gu, (_link, target: string) => `](${new URL(target, url).href})`);
}
