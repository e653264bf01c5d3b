import { expect, it } from 'vitest';

import { messageParts } from '../../../../src/cli/report/formats/message-parts.js';

const marked = (message: string): string =>
  messageParts(message)
    .map(({ isCode, text }) => (isCode ? `<${text}>` : text))
    .join('|');

it.each([
  ['`a` is kept in `b`.', '<a>| is kept in |<b>|.'],
  ['no code', 'no code'],
  ['``a`b`` and `c`', '<a`b>| and |<c>'],
  ['`a``b` and c', '<a``b>| and c'],
  ['one ` alone', 'one ` alone'],
  ['`a` and `unfinished', '<a>| and `unfinished'],
  ['`a\nb`', '<a\nb>'],
  ['', ''],
])('takes %j apart', (message, parts) => {
  expect(marked(message)).toBe(parts);
});
