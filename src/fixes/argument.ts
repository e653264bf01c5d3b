import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Edits } from './imports.js';

import { isEmptyValue, keyText, unwrap } from '../isolation/syntax.js';
import { insertIntoList } from './list-insertion.js';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/**
 * Gives a call an argument at a position. An `undefined` or `null` that stands there is replaced; any other argument moves
 * on by one; `undefined` fills the positions between the given arguments and the new one.
 *
 * @param position Counted from 0.
 * @param text The argument, as it is to be written.
 * @returns `undefined` where a spread argument stands before, so that nobody can count.
 */
export function insertArgument(
  call: Call,
  position: number,
  text: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  const given = call.arguments;
  if (given.slice(0, position).some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) {
    return undefined;
  }
  const standing = given[position];
  if (standing !== undefined && isEmptyValue(standing)) {
    return (fixer) => [fixer.replaceText(standing, text)];
  }
  const fillers = Array.from({ length: Math.max(0, position - given.length) }, () => 'undefined');
  const texts = [...fillers, text];
  const open = openingParenthesis(call, sourceCode);
  if (open === undefined) {
    return (fixer) => [fixer.insertTextAfter(call, `(${texts.join(', ')})`)];
  }
  const close = sourceCode.getLastToken(call) as TSESTree.Token;
  return insertIntoList({ open, items: given, close }, position, texts, sourceCode);
}

/**
 * Gives a property to the object that a call takes at a position: to the literal that stands there, or in an object of its
 * own where there is none. A property of the name that is `undefined` or `null` is replaced.
 *
 * @param argument The object's position, counted from 0.
 * @param text The property's value, as it is to be written.
 * @returns `undefined` where the argument is no literal, has a property of the name, or cannot be counted to.
 */
export function insertProperty(
  call: Call,
  argument: number,
  property: string,
  text: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  if (call.arguments.slice(0, argument + 1).some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) {
    return undefined;
  }
  const key = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(property) ? property : JSON.stringify(property);
  const item = key === text ? text : `${key}: ${text}`;
  const given = call.arguments[argument];
  const literal = given === undefined ? undefined : unwrap(given);
  if (literal === undefined || isEmptyValue(literal)) {
    return insertArgument(call, argument, `{ ${item} }`, sourceCode);
  }
  if (literal.type !== AST_NODE_TYPES.ObjectExpression) {
    return undefined;
  }
  const present = literal.properties.find(
    (other): other is TSESTree.Property =>
      other.type === AST_NODE_TYPES.Property && !other.computed && keyText(other.key) === property,
  );
  if (present !== undefined) {
    return (isEmptyValue(present.value) || isEmptyObject(present.value)) && isLastWord(present, literal) && sourceCode.getCommentsInside(present).length === 0
      ? (fixer) => [fixer.replaceText(present, item)]
      : undefined;
  }
  return insertItem(literal, literal.properties.length, item, sourceCode);
}

/**
 * Spreads something into the literal that a call takes at a position, before what is there.
 *
 * @param argument The literal's position, counted from 0.
 * @returns `undefined` where the argument is no literal.
 */
export function spreadIntoObject(
  call: Call,
  argument: number,
  text: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  const given = call.arguments[argument];
  const literal = given === undefined ? undefined : unwrap(given);
  return literal?.type === AST_NODE_TYPES.ObjectExpression ? insertItem(literal, 0, `...${text}`, sourceCode) : undefined;
}

function isEmptyObject(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === AST_NODE_TYPES.ObjectExpression && value.properties.length === 0;
}

/** Whether nothing behind a property can give it another value. */
function isLastWord(property: TSESTree.Property, { properties }: TSESTree.ObjectExpression): boolean {
  return properties
    .slice(properties.indexOf(property) + 1)
    .every((other) => other.type === AST_NODE_TYPES.Property && !other.computed);
}

function insertItem(
  literal: TSESTree.ObjectExpression,
  position: number,
  item: string,
  sourceCode: TSESLint.SourceCode,
): Edits {
  const { properties } = literal;
  if (properties.length === 0 && sourceCode.getCommentsInside(literal).length === 0) {
    return (fixer) => [fixer.replaceText(literal, `{ ${item} }`)];
  }
  const open = sourceCode.getFirstToken(literal) as TSESTree.Token;
  const close = sourceCode.getLastToken(literal) as TSESTree.Token;
  const text = properties.length === 0 ? ` ${item}` : item;
  return insertIntoList({ open, items: properties, close }, position, [text], sourceCode);
}

/** The parenthesis before the arguments; `undefined` for `new Name`. */
function openingParenthesis(call: Call, sourceCode: TSESLint.SourceCode): TSESTree.Token | undefined {
  // Parentheses around the callee end before those of the arguments begin.
  const open = sourceCode.getTokenAfter(call.typeArguments ?? call.callee, (token) => token.value === '(');
  return open !== null && open.range[1] <= call.range[1] ? open : undefined;
}
