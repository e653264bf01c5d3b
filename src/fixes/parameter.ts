import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from '../isolation/syntax.js';
import type { Edits } from './imports.js';

import { isFunction } from '../isolation/syntax.js';
import { insertIntoList } from './list-insertion.js';

/** Whatever has parameters that callers give something for: functions, overloads, members of interfaces, function types. */
export type SignatureNode =
  | FunctionNode
  | TSESTree.TSCallSignatureDeclaration
  | TSESTree.TSDeclareFunction
  | TSESTree.TSEmptyBodyFunctionExpression
  | TSESTree.TSFunctionType
  | TSESTree.TSMethodSignature;

/** A parameter that a correction adds. */
export interface NewParameter {
  name: string;
  /** The type annotation, as the file can write it. */
  type: string;
  /** What a JSDoc comment of the function says of it. */
  description: string;
}

/**
 * A name that a new parameter can have: the first of the candidates that nothing in the functions uses, or the last one
 * with a number.
 */
export function freeParameterName(
  nodes: readonly TSESTree.Node[],
  candidates: readonly [string, ...string[]],
  sourceCode: TSESLint.SourceCode,
): string {
  const used = new Set(nodes.flatMap((node) => [...namesIn(node, sourceCode)]));
  const free = candidates.find((name) => !used.has(name));
  if (free !== undefined) {
    return free;
  }
  const last = candidates.at(-1) as string;
  let number = 2;
  while (used.has(`${last}${number}`)) {
    number += 1;
  }
  return `${last}${number}`;
}

/** The names that a function and the functions in it declare or refer to. */
function namesIn(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    const { block } = scope;
    if (block.range[0] >= node.range[0] && block.range[1] <= node.range[1]) {
      for (const variable of scope.variables) {
        names.add(variable.name);
      }
      for (const reference of scope.references) {
        names.add(reference.identifier.name);
      }
    }
  }
  return names;
}

/**
 * Whether nothing but the callers of a function depends on its parameters, as far as its syntax shows. Overloads, getters,
 * setters and constructors have signatures that somebody else decides, or that make objects rather than do something.
 */
export function canTakeParameter(node: FunctionNode): boolean {
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.MethodDefinition) {
    return parent.kind === 'method' && !parent.override && !hasOverloads(parent);
  }
  if (parent.type === AST_NODE_TYPES.Property && parent.kind !== 'init') {
    return false;
  }
  return !(node.type === AST_NODE_TYPES.FunctionDeclaration && hasOverloadSignatures(node));
}

function hasOverloads(method: TSESTree.MethodDefinition): boolean {
  return method.parent.body.some(
    (member) =>
      member.type === AST_NODE_TYPES.MethodDefinition &&
      member.value.type === AST_NODE_TYPES.TSEmptyBodyFunctionExpression &&
      member.key.type === AST_NODE_TYPES.Identifier &&
      method.key.type === AST_NODE_TYPES.Identifier &&
      member.key.name === method.key.name,
  );
}

function hasOverloadSignatures(node: TSESTree.FunctionDeclaration): boolean {
  const isExported =
    node.parent.type === AST_NODE_TYPES.ExportNamedDeclaration ||
    node.parent.type === AST_NODE_TYPES.ExportDefaultDeclaration;
  const around = isExported ? node.parent.parent : node.parent;
  const statements: readonly TSESTree.Node[] =
    around !== undefined && 'body' in around && Array.isArray(around.body) ? around.body : [];
  return statements.some((statement) => {
    const declaration =
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      statement.type === AST_NODE_TYPES.ExportDefaultDeclaration
        ? statement.declaration
        : statement;
    return declaration?.type === AST_NODE_TYPES.TSDeclareFunction && declaration.id?.name === node.id?.name;
  });
}

/**
 * Adds a required parameter. A JSDoc comment that describes parameters gets a line for it.
 *
 * @param position How many parameters stand before it, without `this`; behind the last required parameter when left out,
 *   where TypeScript allows it and where the fewest callers' arguments move.
 * @returns Edits that do not overlap those of an import.
 */
export function addParameter(
  node: SignatureNode,
  parameter: NewParameter,
  sourceCode: TSESLint.SourceCode,
  position?: number,
): Edits {
  const text = `${parameter.name}: ${parameter.type}`;
  const index =
    position === undefined
      ? node.params.findLastIndex(isRequired) + 1
      : position + node.params.filter((each) => parameterName(each) === 'this').length;
  const documentation = documentParameter(node, node.params[index - 1], parameter, sourceCode);
  const insertion = insert(node, index, text, sourceCode);
  return (fixer) => [
    ...(documentation === undefined
      ? []
      : [fixer.insertTextAfterRange([documentation.at, documentation.at], documentation.text)]),
    ...insertion(fixer),
  ];
}

function isRequired(parameter: TSESTree.Parameter): boolean {
  const declared = parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  return (
    declared.type !== AST_NODE_TYPES.AssignmentPattern &&
    declared.type !== AST_NODE_TYPES.RestElement &&
    !('optional' in declared && declared.optional)
  );
}

function insert(node: SignatureNode, index: number, text: string, sourceCode: TSESLint.SourceCode): Edits {
  const open = openingParenthesis(node, sourceCode);
  const last = node.params.at(-1);
  if (open === undefined) {
    // `input => …`
    const only = node.params[0] as TSESTree.Parameter;
    const added = index === 0 ? [`(${text}, `, ')'] : ['(', `, ${text})`];
    return (fixer) => [fixer.insertTextBefore(only, added[0] as string), fixer.insertTextAfter(only, added[1] as string)];
  }
  const close = sourceCode.getTokenAfter(last ?? open, (token) => token.value === ')') as TSESTree.Token;
  return insertIntoList({ open, items: node.params, close }, index, [text], sourceCode);
}

/** Decorators stand before a parameter. */
function startOf(parameter: TSESTree.Parameter): TSESTree.Node {
  return parameter.decorators[0] ?? parameter;
}

function newlineOf(sourceCode: TSESLint.SourceCode): string {
  return sourceCode.text.includes('\r\n') ? '\r\n' : '\n';
}

/** The parenthesis before the parameters; `undefined` for an arrow function without parentheses. */
function openingParenthesis(node: SignatureNode, sourceCode: TSESLint.SourceCode): TSESTree.Token | undefined {
  if (node.typeParameters !== undefined) {
    return sourceCode.getTokenAfter(node.typeParameters) ?? undefined;
  }
  const [first] = node.params;
  if (first !== undefined) {
    const before = sourceCode.getTokenBefore(startOf(first));
    const isBare =
      node.type === AST_NODE_TYPES.ArrowFunctionExpression &&
      (before?.value !== '(' || before.range[0] < node.range[0]);
    return isBare ? undefined : (before ?? undefined);
  }
  // The name of a member may be computed, with parentheses of its own.
  const name = node.type === AST_NODE_TYPES.TSMethodSignature ? node.key : undefined;
  const open = name === undefined ? sourceCode.getFirstToken(node, isOpen) : sourceCode.getTokenAfter(name, isOpen);
  return open ?? undefined;
}

function isOpen({ value }: TSESTree.Token): boolean {
  return value === '(';
}

/** Where the JSDoc comment of a function gets its line, and what it says. */
function documentParameter(
  node: SignatureNode,
  last: TSESTree.Parameter | undefined,
  { name, description }: NewParameter,
  sourceCode: TSESLint.SourceCode,
): { at: number; text: string } | undefined {
  const comment = jsdocOf(node, sourceCode);
  if (comment === undefined) {
    return undefined;
  }
  const tag = /^([ \t]*\*?[ \t]*)@(param|arg|argument)\b([ \t]*\{[^}\n]*\})?[ \t]+(\[?[\w$.]+)/gmu;
  const tags = [...comment.value.matchAll(tag)];
  const lastName = last === undefined ? undefined : parameterName(last);
  const documented = tags.findLast((match) => match[4]?.split('.')[0] === lastName) ?? tags.at(-1);
  if (documented === undefined) {
    return undefined;
  }
  const rest = comment.value.slice(documented.index + documented[0].length);
  // The description goes on until the next tag, an empty line or the end of the comment.
  const next = /\n[ \t]*\*?[ \t]*(?:@|\r?\n|$)/u.exec(rest);
  const end = documented.index + documented[0].length + (next?.index ?? rest.trimEnd().length);
  const hyphen = /^[ \t]+-[ \t]/u.test(rest) ? ' -' : '';
  const indentation = /^\s*/u.exec(sourceCode.lines[comment.loc.start.line - 1] ?? '')?.[0] ?? '';
  const lead = documented.index === 0 ? `${indentation} * ` : (documented[1] as string);
  const carriage = comment.value[end - 1] === '\r' ? 1 : 0;
  return {
    at: comment.range[0] + 2 + end - carriage,
    text: `${newlineOf(sourceCode)}${lead}@${documented[2] as string} ${name}${hyphen} ${description}`,
  };
}

function parameterName(parameter: TSESTree.Parameter): string | undefined {
  const declared = parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  return declared.type === AST_NODE_TYPES.Identifier ? declared.name : undefined;
}

const declarations: readonly AST_NODE_TYPES[] = [
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.ExportNamedDeclaration,
  AST_NODE_TYPES.MethodDefinition,
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.PropertyDefinition,
  AST_NODE_TYPES.TSAbstractMethodDefinition,
  AST_NODE_TYPES.VariableDeclaration,
  AST_NODE_TYPES.VariableDeclarator,
];

/** What a function type is declared as, where that is not the type of a value with a comment of its own. */
const declarationsOfTypes: readonly AST_NODE_TYPES[] = [
  AST_NODE_TYPES.ExportNamedDeclaration,
  AST_NODE_TYPES.TSAbstractPropertyDefinition,
  AST_NODE_TYPES.TSPropertySignature,
  AST_NODE_TYPES.TSTypeAliasDeclaration,
  AST_NODE_TYPES.TSTypeAnnotation,
];

function jsdocOf(node: SignatureNode, sourceCode: TSESLint.SourceCode): TSESTree.Comment | undefined {
  const around = node.type === AST_NODE_TYPES.TSFunctionType ? declarationsOfTypes : declarations;
  let declaration: TSESTree.Node = node;
  while (declaration.parent !== undefined && !isFunction(declaration.parent) && around.includes(declaration.parent.type)) {
    declaration = declaration.parent;
  }
  const first = 'decorators' in declaration ? (declaration.decorators[0] ?? declaration) : declaration;
  const comment = sourceCode.getCommentsBefore(first).at(-1);
  return comment?.type === AST_TOKEN_TYPES.Block && comment.value.startsWith('*') ? comment : undefined;
}
