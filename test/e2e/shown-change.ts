/**
 * Changes a text as a page shows it: lines that start with `-` go, those with `+` come, and those with a space stay.
 *
 * @param change The lines of a `diff` block.
 * @throws When the text does not have what the change starts from, or has it twice.
 */
export function changed(text: string, change: string): string {
  const lines = change.trimEnd().split('\n');
  const before = linesWithout('+', lines);
  const parts = text.split(before);
  if (parts.length !== 2) {
    throw new Error(`the text has ${parts.length - 1} times what the change starts from:\n${before}\n\nThe text:\n${text}`);
  }
  return parts.join(linesWithout('-', lines));
}

function linesWithout(sign: string, lines: readonly string[]): string {
  return lines.flatMap((line) => (line.startsWith(sign) ? [] : [`${line.slice(1)}\n`])).join('');
}
