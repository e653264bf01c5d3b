import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/**
 * The text to remove with an item of an object or a pattern: the item, a comma, and the space that is left.
 *
 * @returns `undefined` where a comment would be lost, or would be left with nothing to be about.
 */
export function rangeOfItem(item: TSESTree.Node, sourceCode: TSESLint.SourceCode): [number, number] | undefined {
  const before = sourceCode.getTokenBefore(item);
  const after = sourceCode.getTokenAfter(item);
  if (before === null || after === null || sourceCode.commentsExistBetween(before, after)) {
    return undefined;
  }
  const isFirst = before.value !== ',';
  if (after.value !== ',') {
    return isFirst ? [before.range[1], after.range[0]] : [before.range[0], item.range[1]];
  }
  const next = sourceCode.getTokenAfter(after, { includeComments: true });
  const following = sourceCode.getTokenAfter(after);
  if (next === null || (next !== following && next.loc.start.line === after.loc.end.line)) {
    return undefined;
  }
  const isLast = next.value === '}' && next === following;
  if (isLast) {
    return isFirst ? [before.range[1], next.range[0]] : [before.range[1], after.range[1]];
  }
  return [item.range[0], next.range[0]];
}
