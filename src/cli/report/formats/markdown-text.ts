import { messageParts } from './message-parts.js';
import { oneLine } from './wording.js';

/** Where Markdown is put: a cell ends at a bar, wherever that stands. */
export type Place = 'cell' | 'line';

function inPlace(markdown: string, place: Place): string {
  return place === 'cell' ? markdown.replaceAll('|', String.raw`\|`) : markdown;
}

/** Code, whatever backticks are in it; empty text stays empty. */
export function codeSpan(text: string, place: Place = 'line'): string {
  const code = oneLine(text);
  if (code === '') {
    return '';
  }
  const longestRun = Math.max(0, ...[...code.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const padding = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return inPlace(`${fence}${padding}${code}${padding}${fence}`, place);
}

/** Prose that is read as it stands: no markup, no HTML, and nobody is notified by an `@`. */
export function prose(text: string, place: Place = 'line'): string {
  const escaped = text
    .replaceAll(/[\r\n]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]~#$]/gu, String.raw`\$&`)
    .replaceAll('@', '@&#8203;');
  return inPlace(escaped, place);
}

/** A message of a rule, its code as code. */
export function messageMarkdown(message: string, place: Place = 'line'): string {
  return messageParts(message)
    .map(({ isCode, text }) => (isCode ? codeSpan(text, place) : prose(text, place)))
    .join('');
}
