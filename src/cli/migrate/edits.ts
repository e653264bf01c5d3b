import type { Rule } from 'eslint';

import { diffArrays } from 'diff';

/** A change of one place in a text. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

function tokensOf(text: string): string[] {
  return text.match(/\s+|[\p{ID_Continue}$]+|[^\s\p{ID_Continue}$]/gu) ?? [];
}

/**
 * The places that a fix changes. ESLint merges the edits of a fix into one that covers all between them, such as an
 * import at the top and a parameter further down; two fixes of one file then seem to overlap where they do not.
 */
export function placesOf({ range: [start, end], text }: Rule.Fix, source: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = start;
  let open: TextEdit | undefined;
  for (const { added, removed, value } of diffArrays(tokensOf(source.slice(start, end)), tokensOf(text))) {
    const part = value.join('');
    if (!added && !removed) {
      open = undefined;
      offset += part.length;
      continue;
    }
    if (open === undefined) {
      open = { start: offset, end: offset, text: '' };
      edits.push(open);
    }
    if (added) {
      open.text += part;
    } else {
      offset += part.length;
      open.end = offset;
    }
  }
  return edits.reduce<TextEdit[]>((joined, edit) => {
    const last = joined.at(-1);
    const between = source.slice(last?.end, edit.start);
    // A space that is the same by chance does not make two changes of one.
    if (last !== undefined && between.trim() === '') {
      joined.splice(-1, 1, { start: last.start, end: edit.end, text: last.text + between + edit.text });
    } else {
      joined.push(edit);
    }
    return joined;
  }, []);
}

/** Where a place of one text is in another text that was made of it; where it is not there, the place that it was taken from. */
export function movedOffset(offset: number, before: string, after: string): number {
  let moved = offset;
  for (const { end, start, text } of placesOf({ range: [0, before.length], text: after }, before)) {
    if (end <= offset) {
      moved += text.length - (end - start);
    } else if (start < offset) {
      moved -= offset - start;
    }
  }
  return moved;
}

/** Whether two edits of one text would disturb each other; those that touch do. */
export function disturb(one: TextEdit, other: TextEdit): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** Whether two edits are the same. */
export function isSameEdit(one: TextEdit, other: TextEdit): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}

/** @param edits None disturbs another. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  let result = '';
  let offset = 0;
  for (const { start, end, text } of [...edits].sort((one, other) => one.start - other.start)) {
    result += source.slice(offset, start) + text;
    offset = end;
  }
  return result + source.slice(offset);
}
