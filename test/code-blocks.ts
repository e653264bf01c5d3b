/** A code block of a page. */
export interface CodeBlock {
  /** The line of its fence, counted from 1. */
  line: number;
  /** The nearest heading above it. */
  heading: string;
  /** The line of this heading. */
  section: number;
  /** The paragraph above it, in one line; empty where a heading or another block stands there. */
  lead: string;
  language: string;
  code: string;
}

/** All code blocks of a page, in their order. */
export function codeBlocksOf(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = '';
  let section = 0;
  let paragraph: string[] = [];
  let ended = false;
  let open: CodeBlock | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    if (open !== undefined) {
      if (line === '```') {
        blocks.push(open);
        open = undefined;
      } else {
        open.code += `${line}\n`;
      }
    } else if (line.startsWith('```')) {
      open = { line: index + 1, heading, section, lead: paragraph.join(' '), language: line.slice(3).trim(), code: '' };
      paragraph = [];
    } else if (/^#+ /u.test(line)) {
      heading = line.replace(/^#+ /u, '');
      section = index + 1;
      paragraph = [];
    } else if (line === '') {
      ended = true;
    } else {
      paragraph = ended ? [line] : [...paragraph, line];
      ended = false;
    }
  }
  return blocks;
}
