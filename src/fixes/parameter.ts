import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from '../isolation/syntax.js';
import type { Edits } from './imports.js';

import { isFunction } from '../isolation/syntax.js';

/** A parameter that a correction adds. */
export interface NewParameter {
  name: string;
  /** The type annotation, as the file can write it. */
  type: string;
  /** What a JSDoc comment of the function says of it. */
  description: string;
}

/**
 * A name that a new parameter can have: the first of the candidates that nothing in the function uses, or the last one
 * with a number.
 */
export function freeParameterName(
  node: FunctionNode,
  candidates: readonly [string, ...string[]],
  sourceCode: TSESLint.SourceCode,
): string {
  const used = namesIn(node, sourceCode);
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
function namesIn(node: FunctionNode, sourceCode: TSESLint.SourceCode): ReadonlySet<string> {
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
 * Adds a required parameter to a function: behind its last required parameter, where TypeScript allows it and where the
 * fewest callers' arguments move. A JSDoc comment that describes parameters gets a line for it.
 *
 * @returns Edits that do not overlap those of an import.
 */
export function addParameter(node: FunctionNode, parameter: NewParameter, sourceCode: TSESLint.SourceCode): Edits {
  return (fixer) => {
    const text = `${parameter.name}: ${parameter.type}`;
    const last = lastRequired(node);
    const documentation = documentParameter(node, last, parameter, sourceCode);
    return [
      ...(documentation === undefined
        ? []
        : [fixer.insertTextAfterRange([documentation.at, documentation.at], documentation.text)]),
      ...insert(node, last, text, sourceCode, fixer),
    ];
  };
}

function isRequired(parameter: TSESTree.Parameter): boolean {
  const declared = parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  return (
    declared.type !== AST_NODE_TYPES.AssignmentPattern &&
    declared.type !== AST_NODE_TYPES.RestElement &&
    !('optional' in declared && declared.optional)
  );
}

function lastRequired(node: FunctionNode): TSESTree.Parameter | undefined {
  return node.params.findLast(isRequired);
}

function insert(
  node: FunctionNode,
  last: TSESTree.Parameter | undefined,
  text: string,
  sourceCode: TSESLint.SourceCode,
  fixer: TSESLint.RuleFixer,
): TSESLint.RuleFix[] {
  const open = openingParenthesis(node, sourceCode);
  if (open === undefined) {
    // `input => …`
    const only = node.params[0] as TSESTree.Parameter;
    return [fixer.insertTextBefore(only, '('), fixer.insertTextAfter(only, `, ${text})`)];
  }
  if (last !== undefined) {
    return [insertBehind(last, open, text, sourceCode, fixer)];
  }
  const [first] = node.params;
  if (first === undefined) {
    return [fixer.insertTextAfter(open, text)];
  }
  const start = startOf(first);
  return [
    start.loc.start.line === open.loc.start.line
      ? fixer.insertTextBefore(start, `${text}, `)
      : fixer.insertTextBefore(start, `${text},${newlineOf(sourceCode)}${indentationOf(start, sourceCode)}`),
  ];
}

/** Decorators stand before a parameter. */
function startOf(parameter: TSESTree.Parameter): TSESTree.Node {
  return parameter.decorators[0] ?? parameter;
}

function insertBehind(
  last: TSESTree.Parameter,
  open: TSESTree.Token,
  text: string,
  sourceCode: TSESLint.SourceCode,
  fixer: TSESLint.RuleFixer,
): TSESLint.RuleFix {
  const isOnOwnLine = startOf(last).loc.start.line !== open.loc.start.line;
  if (!isOnOwnLine) {
    // A comment behind a parameter is about that parameter.
    const remarks = sourceCode.getCommentsAfter(last);
    const remark = remarks.findLast((comment) => comment.type === AST_TOKEN_TYPES.Block);
    return remark !== undefined && remarks.every((comment) => comment.type === AST_TOKEN_TYPES.Block)
      ? fixer.insertTextAfter(remark, `, ${text}`)
      : fixer.insertTextAfter(last, `, ${text}`);
  }
  const line = newlineOf(sourceCode) + indentationOf(startOf(last), sourceCode);
  const comma = sourceCode.getTokenAfter(last);
  if (comma?.value !== ',') {
    return fixer.insertTextAfter(last, `,${line}${text}`);
  }
  const end = sourceCode
    .getCommentsAfter(comma)
    .filter((comment) => comment.loc.start.line === comma.loc.end.line)
    .at(-1);
  return fixer.insertTextAfter(end ?? comma, `${line}${text},`);
}

function newlineOf(sourceCode: TSESLint.SourceCode): string {
  return sourceCode.text.includes('\r\n') ? '\r\n' : '\n';
}

function indentationOf(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  return /^\s*/u.exec(sourceCode.lines[node.loc.start.line - 1] ?? '')?.[0] ?? '';
}

/** The parenthesis before the parameters; `undefined` for an arrow function without parentheses. */
function openingParenthesis(node: FunctionNode, sourceCode: TSESLint.SourceCode): TSESTree.Token | undefined {
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
  return sourceCode.getFirstToken(node, (token) => token.value === '(') ?? undefined;
}

/** Where the JSDoc comment of a function gets its line, and what it says. */
function documentParameter(
  node: FunctionNode,
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
  const lead = documented.index === 0 ? ' * ' : (documented[1] as string);
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

function jsdocOf(node: FunctionNode, sourceCode: TSESLint.SourceCode): TSESTree.Comment | undefined {
  let declaration: TSESTree.Node = node;
  while (
    declaration.parent !== undefined &&
    !isFunction(declaration.parent) &&
    [
      AST_NODE_TYPES.ExportDefaultDeclaration,
      AST_NODE_TYPES.ExportNamedDeclaration,
      AST_NODE_TYPES.MethodDefinition,
      AST_NODE_TYPES.Property,
      AST_NODE_TYPES.PropertyDefinition,
      AST_NODE_TYPES.VariableDeclaration,
      AST_NODE_TYPES.VariableDeclarator,
    ].includes(declaration.parent.type)
  ) {
    declaration = declaration.parent;
  }
  const first = 'decorators' in declaration ? (declaration.decorators[0] ?? declaration) : declaration;
  const comment = sourceCode.getCommentsBefore(first).at(-1);
  return comment?.type === AST_TOKEN_TYPES.Block && comment.value.startsWith('*') ? comment : undefined;
}
