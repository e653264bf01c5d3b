/** A code block of a page. */
export interface CodeBlock {
  /** The line of its fence, counted from 1. */
  line: number;
  /** The nearest heading above it. */
  heading: string;
  /** The line of this heading. */
  section: number;
  /** What stands between it and the heading or code block before it. */
  prose: string;
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
  let prose = '';
  let open: CodeBlock | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    if (open !== undefined) {
      if (line === '```') {
        blocks.push(open);
        open = undefined;
        prose = '';
      } else {
        open.code += `${line}\n`;
      }
    } else if (line.startsWith('```')) {
      const lead = (prose.trim().split(/\n{2,}/u).at(-1) ?? '').replaceAll('\n', ' ');
      open = { line: index + 1, heading, section, prose, lead, language: line.slice(3).trim(), code: '' };
    } else if (/^#+ /u.test(line)) {
      heading = line.replace(/^#+ /u, '');
      section = index + 1;
      prose = '';
    } else {
      prose += `${line}\n`;
    }
  }
  return blocks;
}

/** The file that a code block is: the paragraph above it says "In `tsconfig.json`:", or more between name and colon. */
export function namedFile({ lead }: CodeBlock): string | undefined {
  return /^In `([^`]+)`.*:$/u.exec(lead)?.[1];
}
