import { readFileSync } from 'node:fs';

const byteOrderMark = '\uFEFF';

/** The text of a file as compilers and linters see it, and what it takes to write it back. */
export interface TextFile {
  /** Without the byte order mark. */
  text: string;
  hasByteOrderMark: boolean;
}

/** @returns `undefined` where the file is not UTF-8, so that writing it back would change what is not touched. */
export function readTextFile(path: string): TextFile | undefined {
  const bytes = readFileSync(path);
  const whole = bytes.toString('utf8');
  if (!Buffer.from(whole).equals(bytes)) {
    return undefined;
  }
  const hasByteOrderMark = whole.startsWith(byteOrderMark);
  return { text: hasByteOrderMark ? whole.slice(1) : whole, hasByteOrderMark };
}

/** What is written for a text. */
export function contentOf({ text, hasByteOrderMark }: TextFile): string {
  return hasByteOrderMark ? byteOrderMark + text : text;
}
