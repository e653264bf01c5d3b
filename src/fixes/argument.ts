import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/utils';

import type { Edits } from './imports.js';

import { isNothing, keyText, unwrap } from '../isolation/syntax.js';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/**
 * Gives a call an argument at a position: before what stands there, or behind what is given, with `undefined` for the
 * positions between. An `undefined` or `null` that stands at the position is replaced.
 *
 * @param position Zero-based.
 * @returns `undefined` where a spread stands before the position.
 */
export function insertArgument(
  call: Call,
  position: number,
  text: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  if (call.arguments.slice(0, position + 1).some((argument) => argument.type === AST_NODE_TYPES.SpreadElement)) {
    return undefined;
  }
  const standing = call.arguments[position];
  if (standing !== undefined) {
    return isNothing(unwrap(standing))
      ? (fixer) => [fixer.replaceText(standing, text)]
      : (fixer) => [fixer.insertTextBefore(standing, `${text},${isOnOwnLine(standing, sourceCode) ? lineOf(standing, sourceCode) : ' '}`)];
  }
  const gap = new Array<string>(position - call.arguments.length).fill('undefined');
  const added = [...gap, text];
  const last = call.arguments.at(-1);
  return last === undefined ? firstArgument(call, added.join(', '), sourceCode) : behind(last, added, sourceCode);
}

function firstArgument(call: Call, text: string, sourceCode: TSESLint.SourceCode): Edits {
  const close = sourceCode.getLastToken(call) as TSESTree.Token;
  const open = close.value === ')' ? openingParenthesis(call, close, sourceCode) : undefined;
  if (open === undefined) {
    // `new Job`
    return (fixer) => [fixer.insertTextAfter(call, `(${text})`)];
  }
  const before = sourceCode.getTokenBefore(close, { includeComments: true });
  return before === open || before === null
    ? (fixer) => [fixer.insertTextAfter(open, text)]
    : (fixer) => [fixer.insertTextAfter(open, `${text} `)];
}

/** The parenthesis before the arguments; `undefined` where the last one closes something else: `new (make())`. */
function openingParenthesis(
  call: Call,
  close: TSESTree.Token,
  sourceCode: TSESLint.SourceCode,
): TSESTree.Token | undefined {
  const open = sourceCode.getTokenBefore(close);
  const head = call.typeArguments ?? call.callee;
  return open?.value === '(' && open.range[0] >= head.range[1] ? open : undefined;
}

function behind(last: TSESTree.Node, added: readonly string[], sourceCode: TSESLint.SourceCode): Edits {
  // A parenthesized argument ends behind its parenthesis.
  let end: TSESTree.Node | TSESTree.Token = last;
  let next = sourceCode.getTokenAfter(end) as TSESTree.Token;
  while (next.value === ')' && isParenthesisOf(last, next, sourceCode)) {
    end = next;
    next = sourceCode.getTokenAfter(end) as TSESTree.Token;
  }
  const isOwnLine = isOnOwnLine(last, sourceCode);
  const separator = isOwnLine ? `,${lineOf(last, sourceCode)}` : ', ';
  if (next.value !== ',') {
    const remark = isOwnLine ? undefined : remarkBehind(end, sourceCode);
    return (fixer) => [fixer.insertTextAfter(remark ?? end, added.map((text) => separator + text).join(''))];
  }
  const comma = next;
  const remark = sourceCode
    .getCommentsAfter(comma)
    .filter((comment) => comment.loc.start.line === comma.loc.end.line)
    .at(-1);
  const line = isOwnLine ? lineOf(last, sourceCode) : ' ';
  return (fixer) => [fixer.insertTextAfter(remark ?? comma, added.map((text) => `${line}${text},`).join(''))];
}

/** A comment behind an argument is about that argument. */
function remarkBehind(
  end: TSESTree.Node | TSESTree.Token,
  sourceCode: TSESLint.SourceCode,
): TSESTree.Comment | undefined {
  const remarks = sourceCode.getCommentsAfter(end);
  return remarks.every(({ type }) => type === AST_TOKEN_TYPES.Block) ? remarks.at(-1) : undefined;
}

function isParenthesisOf(node: TSESTree.Node, close: TSESTree.Token, sourceCode: TSESLint.SourceCode): boolean {
  const { parent } = node;
  return parent !== undefined && close.range[1] < (sourceCode.getLastToken(parent) as TSESTree.Token).range[1];
}

function isOnOwnLine(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  const before = sourceCode.getTokenBefore(node);
  return before !== null && before.loc.end.line !== node.loc.start.line;
}

/** A line break, and the indentation of the line of a node. */
function lineOf(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  const newline = sourceCode.text.includes('\r\n') ? '\r\n' : '\n';
  return newline + (/^\s*/u.exec(sourceCode.lines[node.loc.start.line - 1] ?? '')?.[0] ?? '');
}

/**
 * Gives the object of options of a call a property; the object itself, too, where it is left out.
 *
 * @param argument Zero-based position of the object.
 * @returns `undefined` where something else than an object literal stands there, or a spread before it.
 */
export function insertProperty(
  call: Call,
  argument: number,
  property: string,
  text: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  const written = property === text ? text : `${property}: ${text}`;
  const standing = call.arguments[argument];
  const options = standing === undefined ? undefined : unwrap(standing);
  if (options === undefined || isNothing(options)) {
    return insertArgument(call, argument, `{ ${written} }`, sourceCode);
  }
  if (options.type !== AST_NODE_TYPES.ObjectExpression) {
    return undefined;
  }
  const present = options.properties.find(
    (item) => item.type === AST_NODE_TYPES.Property && !item.computed && keyText(item.key) === property,
  );
  if (present !== undefined) {
    return sourceCode.getCommentsInside(present).length > 0 ? undefined : (fixer) => [fixer.replaceText(present, written)];
  }
  const last = options.properties.at(-1);
  if (last !== undefined) {
    return behind(last, [written], sourceCode);
  }
  const open = sourceCode.getFirstToken(options) as TSESTree.Token;
  return (fixer) => [fixer.insertTextAfter(open, ` ${written} `)];
}
