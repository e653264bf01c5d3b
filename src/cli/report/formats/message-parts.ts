/** A piece of a message: prose, or code that stood between backticks. */
export interface MessagePart {
  text: string;
  isCode: boolean;
}

/**
 * Takes a message apart where backticks enclose code, as Markdown does: as many backticks end a piece as begin it, and
 * those that nothing ends are prose.
 *
 * @returns The pieces in order, none of them empty.
 */
export function messageParts(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  const codeSpan = /(?<!`)(?<fence>`+)(?!`)(?<code>.+?)(?<!`)\k<fence>(?!`)/gsu;
  let end = 0;
  for (const { 0: span, groups, index } of message.matchAll(codeSpan)) {
    parts.push({ text: message.slice(end, index), isCode: false }, { text: groups?.code ?? '', isCode: true });
    end = index + span.length;
  }
  parts.push({ text: message.slice(end), isCode: false });
  return parts.filter(({ text }) => text !== '');
}
