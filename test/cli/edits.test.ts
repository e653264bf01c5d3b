import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyEdits, disturb, placesOf } from '../../src/cli/migrate/edits.js';

const code = fc
  .array(fc.constantFrom('import', ' ', '\n', '(', ')', ',', 'context', ': ', 'UserContext', 'a', ';', '日本', '"'), { maxLength: 40 })
  .map((tokens) => tokens.join(''));

describe('the places of a fix', () => {
  it('make the text that the fix makes', () => {
    fc.assert(
      fc.property(code, code, fc.nat(), fc.nat(), (source, text, one, other) => {
        const [start, end] = [one % (source.length + 1), other % (source.length + 1)].sort((a, b) => a - b) as [number, number];
        const places = placesOf({ range: [start, end], text }, source);
        expect(applyEdits(source, places)).toBe(source.slice(0, start) + text + source.slice(end));
        for (const [index, place] of places.entries()) {
          expect(places.slice(index + 1).some((later) => disturb(place, later))).toBe(false);
        }
      }),
    );
  });

  it('leave out what is only between them', () => {
    const source = 'import { tools } from "./t.js";\n\nfunction run(input: string) {}\n';
    const text = 'import { tools, type Context } from "./t.js";\n\nfunction run(input: string, context: Context) {}\n';
    expect(placesOf({ range: [0, source.length], text }, source)).toEqual([
      { start: 14, end: 15, text: ', type Context ' },
      { start: 59, end: 59, text: ', context: Context' },
    ]);
  });
});
