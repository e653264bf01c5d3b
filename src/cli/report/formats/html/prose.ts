import type { Markup } from './markup.js';

import { messageParts } from '../message-parts.js';
import { markup } from './markup.js';

/** A sentence whose code stands between backticks. */
export function prose(text: string): Markup {
  return markup`${messageParts(text).map((part) => (part.isCode ? markup`<code>${part.text}</code>` : markup`${part.text}`))}`;
}
