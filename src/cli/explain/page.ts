import type { Answer, Explanation } from './explanation.js';

const width = 110;
const labelWidth = 10;

/** An explanation as it is printed: the title, and each answer behind its question. */
export function printExplanation({ answers, title }: Explanation): string {
  return [...wrap(title, 2, 4), ...answers.flatMap(answerLines)].map((line) => `${line}\n`).join('');
}

function answerLines({ question, steps = [], text }: Answer): string[] {
  const indent = 4 + labelWidth;
  const [first = '', ...others] = text.split('\n').flatMap((part) => wrap(part, indent, indent));
  return [
    `${' '.repeat(4)}${question.padEnd(labelWidth)}${first.trimStart()}`,
    ...others,
    ...steps.flatMap((step) => wrap(step, indent + 2, indent + 4)),
  ];
}

/** Breaks a text into lines at blanks; a word that is longer than a line has one of its own. */
function wrap(text: string, indent: number, hanging: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = ' '.repeat(hanging);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
