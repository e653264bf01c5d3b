import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_TOKEN_TYPES } from '@typescript-eslint/utils';

import type { Edits } from './imports.js';

/** Arguments, parameters or properties between their brackets. */
export interface List {
  open: TSESTree.Token;
  items: readonly TSESTree.Node[];
  close: TSESTree.Token;
}

/**
 * Inserts items into a list in its style: on lines of their own where the neighbour stands on one, with a trailing comma
 * where there is one, and without parting a comment from what it is about.
 *
 * @param position How many items stand before the first new one.
 */
export function insertIntoList(
  list: List,
  position: number,
  texts: readonly string[],
  sourceCode: TSESLint.SourceCode,
): Edits {
  const { items } = list;
  if (items.length === 0) {
    const { open } = list;
    const next = sourceCode.getTokenAfter(open, { includeComments: true });
    const space = next === list.close || next?.range[0] !== open.range[1] ? '' : ' ';
    return (fixer) => [fixer.insertTextAfter(open, texts.join(', ') + space)];
  }
  return position < items.length
    ? insertBefore(list, position, texts, sourceCode)
    : append(list, texts, sourceCode);
}

function insertBefore(list: List, position: number, texts: readonly string[], sourceCode: TSESLint.SourceCode): Edits {
  const separator = separatorBefore(list, position, sourceCode);
  const line = ownLine(separator, sourceCode);
  if (line === undefined) {
    const next = sourceCode.getTokenAfter(separator, { includeComments: true }) as TSESTree.Token;
    return (fixer) => [fixer.insertTextBefore(next, texts.map((text) => `${text}, `).join(''))];
  }
  const anchor = remarkBehind(separator, sourceCode) ?? separator;
  return (fixer) => [fixer.insertTextAfter(anchor, texts.map((text) => `${line}${text},`).join(''))];
}

function append(list: List, texts: readonly string[], sourceCode: TSESLint.SourceCode): Edits {
  const { close, items } = list;
  const last = items.at(-1) as TSESTree.Node;
  const line = ownLine(separatorBefore(list, items.length - 1, sourceCode), sourceCode);
  const beforeClose = sourceCode.getTokenBefore(close) as TSESTree.Token;
  const comma = beforeClose.value === ',' && beforeClose.range[0] >= last.range[1] ? beforeClose : undefined;
  const end = comma === undefined ? beforeClose : (sourceCode.getTokenBefore(comma) as TSESTree.Token);
  if (line === undefined) {
    const remarks = sourceCode.getCommentsAfter(end);
    // What follows a comment to the end of the line would be part of it.
    const anchor = remarks.every(({ type }) => type === AST_TOKEN_TYPES.Block) ? (remarks.at(-1) ?? end) : end;
    return (fixer) => [fixer.insertTextAfter(anchor, texts.map((text) => `, ${text}`).join(''))];
  }
  if (comma !== undefined) {
    const anchor = remarkBehind(comma, sourceCode) ?? comma;
    return (fixer) => [fixer.insertTextAfter(anchor, texts.map((text) => `${line}${text},`).join(''))];
  }
  const remark = remarkBehind(end, sourceCode);
  const lines = texts.map((text) => line + text).join(',');
  return (fixer) =>
    remark === undefined
      ? [fixer.insertTextAfter(end, `,${lines}`)]
      : [fixer.insertTextAfter(end, ','), fixer.insertTextAfter(remark, lines)];
}

/** The bracket or comma before an item. */
function separatorBefore({ open, items }: List, position: number, sourceCode: TSESLint.SourceCode): TSESTree.Token {
  const previous = items[position - 1];
  // Parentheses around an item end before the comma.
  return previous === undefined
    ? open
    : (sourceCode.getTokenAfter(previous, (token) => token.value === ',') as TSESTree.Token);
}

/** The line break and indentation of the item behind a separator; `undefined` where they share a line. */
function ownLine(separator: TSESTree.Token, sourceCode: TSESLint.SourceCode): string | undefined {
  const start = sourceCode.getTokenAfter(separator) as TSESTree.Token;
  if (start.loc.start.line === separator.loc.end.line) {
    return undefined;
  }
  const newline = sourceCode.text.includes('\r\n') ? '\r\n' : '\n';
  return newline + (/^\s*/u.exec(sourceCode.lines[start.loc.start.line - 1] ?? '')?.[0] ?? '');
}

/** The last comment behind a token on its line. */
function remarkBehind(token: TSESTree.Token, sourceCode: TSESLint.SourceCode): TSESTree.Comment | undefined {
  return sourceCode.getCommentsAfter(token).findLast((comment) => comment.loc.start.line === token.loc.end.line);
}
