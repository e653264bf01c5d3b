/**
 * What a page shows of a command's output, as a pattern for the whole of it or a part of it: its lines, one below the other. `…`
 * stands for anything in its line; alone in a line, for lines that the page leaves out.
 */
export function shownOutput(block: string): RegExp {
  const lines = block.trimEnd().split('\n');
  const patterns = lines.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}[^\\S\\n]*(?:\\n|$)`));
  return new RegExp(`^${patterns.join('')}`, 'mu');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
