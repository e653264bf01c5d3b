/**
 * What a page shows of a command's output, as a pattern for all of it or a part: its lines, one below the other. `…` stands for
 * anything in its line; alone in a line, for lines that the page leaves out.
 */
export function shownOutput(block: string): RegExp {
  return new RegExp(`^${block.trimEnd().split('\n').map(patternOf).join('')}`, 'mu');
}

function patternOf(line: string): string {
  return line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}[^\\S\\n]*(?:\\n|$)`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
