import { parse } from '@typescript-eslint/parser';

/**
 * The comments of a text that another one does not have. Whitespace does not count, as a moved comment may be indented anew,
 * and lines may have been added to it.
 */
export function lostComments(before: string, after: string, filePath = 'file.ts'): string[] {
  const left = commentsOf(after, filePath);
  return commentsOf(before, filePath).filter((comment) => {
    const index = left.findIndex((other) => holdsAllOf(other, comment));
    if (index >= 0) {
      left.splice(index, 1);
    }
    return index < 0;
  });
}

function commentsOf(text: string, filePath: string): string[] {
  const { comments } = parse(text, { filePath, comment: true, range: true, loc: true });
  return comments.map((comment) => comment.value.replaceAll(/\s+/gu, ' ').trim()).sort();
}

/** Whether a comment has all words of another one in their order. */
function holdsAllOf(comment: string, other: string): boolean {
  const words = comment.split(' ');
  let next = 0;
  return other.split(' ').every((word) => {
    next = words.indexOf(word, next) + 1;
    return next > 0;
  });
}
