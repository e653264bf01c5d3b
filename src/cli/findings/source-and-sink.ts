import { rules } from '../../rules/index.js';

/** What messages call that which is handed on, the most telling first. */
const sourceNames = ['source', 'identity', 'given', 'weak', 'request'];
/** What messages call the place where it ends up. */
const sinkNames = ['slot', 'object', 'store', 'receivers', 'use', 'call'];

interface MessagePattern {
  names: readonly string[];
  pattern: RegExp;
}

/** `{{name}}` in a message, with the backticks that make code of it. */
const placeholder = /(`?\{\{\w+\}\}`?)/u;

function patternOf(message: string): MessagePattern {
  const names: string[] = [];
  const parts = message.split(placeholder).map((part) => {
    const name = /\{\{(?<name>\w+)\}\}/u.exec(part)?.groups?.name;
    if (name === undefined) {
      return part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
    }
    names.push(name);
    return part.startsWith('`') ? '(`.+?`)' : '(.+?)';
  });
  return { names, pattern: new RegExp(`^${parts.join('')}$`, 'su') };
}

const patterns: ReadonlyMap<string, MessagePattern> = new Map(
  Object.entries(rules).flatMap(([rule, { meta }]) =>
    Object.entries(meta.messages).map(([messageId, message]) => [`${rule} ${messageId}`, patternOf(message)] as const),
  ),
);

/**
 * Finds in a message what is handed on, and where it ends up: ESLint's results have the text alone.
 *
 * @param rule Without the plugin's key.
 * @returns The words of the message, code in backticks; `undefined` where the message has none, or is of another version.
 */
export function sourceAndSink(
  rule: string,
  messageId: string | undefined,
  message: string,
): { source: string | undefined; sink: string | undefined } {
  const known = patterns.get(`${rule} ${messageId ?? ''}`);
  const [, ...values] = known?.pattern.exec(message) ?? [];
  const valueOf = (wanted: readonly string[]): string | undefined => {
    const name = wanted.find((candidate) => known?.names.includes(candidate));
    return name === undefined ? undefined : values[known?.names.indexOf(name) ?? -1];
  };
  return { source: valueOf(sourceNames), sink: valueOf(sinkNames) };
}
