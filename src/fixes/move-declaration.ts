import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { FunctionNode } from '../isolation/syntax.js';
import type { Edits } from './imports.js';

import { callsOf } from '../isolation/calls.js';
import { isNullable } from '../isolation/context-type.js';
import { isDeferred, takerOf } from '../isolation/function-use.js';
import { isExported } from '../isolation/references.js';
import { runsAtStartUpOfProgram } from '../isolation/start-up.js';
import { contains, enclosingFunction, enclosingFunctions, isFunction, walk } from '../isolation/syntax.js';
import { runsInPlace } from '../isolation/trace.js';
import { isRepeatable } from './initializer.js';

type Variable = TSESLint.Scope.Variable;

/** A declaration, moved into the one function that uses it. */
export interface Move {
  into: FunctionNode;
  edits: Edits;
}

/** A declaration of one variable. */
interface Declared {
  declaration: TSESTree.VariableDeclaration;
  declarator: TSESTree.VariableDeclarator;
  name: TSESTree.Identifier;
}

/**
 * Moves the declaration of a variable that outlives its callers to the start of the only function that uses it, so that
 * each call has its own. Comments of the declaration go with it.
 *
 * @returns `undefined` where several functions, start-up code or other files use it, where its initializer does not mean
 *   the same in the function or does more than make a value, and where types or comments would suffer.
 */
export function moveIntoOnlyFunction(variable: Variable, analysis: FileAnalysis): Move | undefined {
  const declared = declaredAlone(variable, analysis);
  if (declared === undefined) {
    return undefined;
  }
  const uses = variable.references.filter(({ init }) => init !== true);
  const into = onlyFunction(declared, uses.map(({ identifier }) => identifier), analysis);
  if (
    into === undefined ||
    !isRepeatable(declared.declarator.init, analysis) ||
    meansOther(variable, declared, into, analysis) ||
    !keepsTypes(declared, uses, into, analysis)
  ) {
    return undefined;
  }
  const edits = move(declared.declaration, into, analysis.sourceCode);
  return edits === undefined ? undefined : { into, edits };
}

function declaredAlone(variable: Variable, { services, sourceCode }: FileAnalysis): Declared | undefined {
  const [definition, ...others] = variable.defs;
  if (definition?.type !== 'Variable' || others.length > 0 || isExported(variable)) {
    return undefined;
  }
  const { node: declarator, parent: declaration } = definition;
  const isStatement =
    declaration.parent.type === AST_NODE_TYPES.Program ||
    (declaration.parent.type === AST_NODE_TYPES.BlockStatement && isFunction(declaration.parent.parent));
  return isStatement &&
    declarator.id.type === AST_NODE_TYPES.Identifier &&
    declaration.declarations.length === 1 &&
    !declaration.declare &&
    (declaration.kind === 'const' || declaration.kind === 'let') &&
    // What a script declares, other scripts see.
    ts.isExternalModule(services.esTreeNodeToTSNodeMap.get(sourceCode.ast))
    ? { declaration, declarator, name: declarator.id }
    : undefined;
}

/**
 * The outermost function around all uses that does not only run at start-up. What stands in a function inside of it has
 * to run during the same call: whether a handler that a function registers runs once for each call of it is not known.
 */
function onlyFunction(
  { declaration }: Declared,
  uses: readonly TSESTree.Node[],
  analysis: FileAnalysis,
): FunctionNode | undefined {
  const around = enclosingFunction(declaration);
  const found = new Set<FunctionNode | undefined>();
  for (const use of uses) {
    const functions = enclosingFunctions(use);
    const outside = around === undefined ? functions.length : functions.indexOf(around);
    const inside = outside < 0 ? [] : functions.slice(0, outside);
    const owner = inside.findLast((outer) => !runsAtStartUpOfProgram(outer, analysis));
    const nested = owner === undefined ? [] : inside.slice(0, inside.indexOf(owner));
    found.add(nested.every((inner) => runsInPlace(inner) || isDeferred(inner)) ? owner : undefined);
  }
  const [only, ...others] = found;
  return only !== undefined &&
    others.length === 0 &&
    !(only.parent.type === AST_NODE_TYPES.MethodDefinition && only.parent.kind !== 'method') &&
    uses.every((use) => contains(only.body, use)) &&
    // Between the calls of a recursion the value is handed down.
    callsOf(only, analysis.sourceCode).calls.every((call) => !contains(only, call))
    ? only
    : undefined;
}

/** Whether a name or `this` in the declaration would mean something else in the function. */
function meansOther(
  variable: Variable,
  { declaration }: Declared,
  into: FunctionNode,
  { sourceCode }: FileAnalysis,
): boolean {
  if (hasOuterThis(declaration, sourceCode)) {
    return true;
  }
  const { scopeManager } = sourceCode;
  const outside = (scopeManager?.scopes ?? [])
    .flatMap(({ references }) => references)
    .filter(
      ({ identifier, resolved }) =>
        contains(declaration, identifier) && !resolved?.defs.some(({ name }) => contains(declaration, name)),
    );
  for (let scope = scopeManager?.acquire(into, true) ?? null; scope !== null && scope !== variable.scope; scope = scope.upper) {
    const { set } = scope;
    if (outside.some(({ identifier, resolved }) => set.has(identifier.name) && set.get(identifier.name) !== resolved)) {
      return true;
    }
  }
  return false;
}

/** Whether a declaration has a `this` that is not the one of a function in it. */
function hasOuterThis(declaration: TSESTree.Node, { visitorKeys }: TSESLint.SourceCode): boolean {
  let has = false;
  walk(declaration, visitorKeys, (node) => {
    const owner =
      node.type === AST_NODE_TYPES.ThisExpression
        ? enclosingFunctions(node).find((outer) => outer.type !== AST_NODE_TYPES.ArrowFunctionExpression)
        : declaration;
    has ||= owner === undefined || !contains(declaration, owner);
  });
  return has;
}

/**
 * Whether all uses have a type in the function that fits where they stand: a local is narrowed to its initializer, and
 * must have a value before it is read, while a variable of the module has its declared type.
 */
function keepsTypes(
  { declarator, name }: Declared,
  uses: readonly TSESLint.Scope.Reference[],
  into: FunctionNode,
  analysis: FileAnalysis,
): boolean {
  const { init } = declarator;
  if (name.typeAnnotation === undefined && (init === null || isEvolving(init))) {
    return false;
  }
  const type = analysis.services.getTypeAtLocation(name);
  if (init === null) {
    const mayBeUnset = (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 || hasUndefined(type);
    return mayBeUnset || isAssignedFirst(uses, into);
  }
  return (
    !type.isUnion() ||
    isAssignedFirst(uses, into) ||
    uses.every((use) => !use.isRead() || takesDeclaredType(use.identifier, analysis))
  );
}

function hasUndefined(type: ts.Type): boolean {
  return isNullable(type) && (type.isUnion() ? type.types : [type]).some((part) => (part.flags & ts.TypeFlags.Undefined) !== 0);
}

/** `[]`, `null`, `undefined`: without an annotation, later assignments decide about the type. */
function isEvolving(init: TSESTree.Expression): boolean {
  return (
    (init.type === AST_NODE_TYPES.ArrayExpression && init.elements.length === 0) ||
    (init.type === AST_NODE_TYPES.Literal && init.value === null) ||
    (init.type === AST_NODE_TYPES.Identifier && init.name === 'undefined')
  );
}

/** Whether a statement of the function itself assigns the variable before all else that uses it. */
function isAssignedFirst(uses: readonly TSESLint.Scope.Reference[], into: FunctionNode): boolean {
  const first = uses.find((use) => use.isWriteOnly());
  const assignment = first?.identifier.parent;
  return (
    first !== undefined &&
    assignment?.type === AST_NODE_TYPES.AssignmentExpression &&
    assignment.left === first.identifier &&
    assignment.parent.type === AST_NODE_TYPES.ExpressionStatement &&
    assignment.parent.parent === into.body &&
    uses.every(({ identifier }) => identifier === first.identifier || identifier.range[0] > assignment.range[1])
  );
}

/** Whether a read is an argument of a call whose types do not depend on what it is given. */
function takesDeclaredType(read: TSESTree.Node, { checker, services }: FileAnalysis): boolean {
  const taker = takerOf(read);
  const signature = taker && checker.getResolvedSignature(services.esTreeNodeToTSNodeMap.get(taker));
  const declaration = signature?.getDeclaration();
  return declaration !== undefined && declaration.typeParameters === undefined && !ts.isConstructorDeclaration(declaration);
}

/** Comments that are about the file or its lines, and not about the declaration below them. */
const ofFile = /^#!|^\/[/*]\s*(?:eslint|@ts-|prettier|istanbul|v8|c8|#|!|\/ *<)|@license|@file|copyright/iu;

function move(
  declaration: TSESTree.VariableDeclaration,
  into: FunctionNode,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  const before = sourceCode.getTokenBefore(declaration);
  const after = sourceCode.getTokenAfter(declaration);
  const isAlone =
    before?.loc.end.line !== declaration.loc.start.line && after?.loc.start.line !== declaration.loc.end.line;
  const leading = leadingComments(declaration, before, sourceCode);
  const trailing = sourceCode.getCommentsAfter(declaration).filter(({ loc }) => loc.start.line === declaration.loc.end.line);
  const own = [...leading, ...trailing];
  if ((!isAlone && own.length > 0) || own.some((comment) => ofFile.test(sourceCode.text.slice(...comment.range)))) {
    return undefined;
  }
  const start = (leading[0] ?? declaration).range[0];
  const end = (trailing.at(-1) ?? declaration).range[1];
  const inserted = place(sourceCode.text.slice(start, end), indentationAt(declaration, sourceCode), into, sourceCode);
  if (inserted === undefined) {
    return undefined;
  }
  const removed = isAlone ? linesAround(start, end, sourceCode.text) : restOfLine(declaration, before, after);
  return (fixer) => [fixer.removeRange(removed), ...inserted(fixer)];
}

/** The comments right above a declaration, each on lines of its own. */
function leadingComments(
  declaration: TSESTree.Node,
  before: TSESTree.Token | null,
  sourceCode: TSESLint.SourceCode,
): TSESTree.Comment[] {
  const comments: TSESTree.Comment[] = [];
  let line = declaration.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(declaration).toReversed()) {
    if (comment.loc.end.line < line - 1 || comment.loc.start.line === before?.loc.end.line) {
      break;
    }
    comments.unshift(comment);
    line = comment.loc.start.line;
  }
  return comments;
}

/** Whole lines, and the empty one below them where there is one above too. */
function linesAround(start: number, end: number, text: string): [number, number] {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline < 0 ? text.length : newline + 1;
  const isEmptyAbove = from === 0 || /\n[ \t]*\r?\n$/u.test(text.slice(0, from));
  const emptyBelow = isEmptyAbove ? (/^[ \t]*\r?\n/u.exec(text.slice(to))?.[0].length ?? 0) : 0;
  return [from, to + emptyBelow];
}

/** A statement among others of its line, and the space on one side of it. */
function restOfLine(
  statement: TSESTree.Node,
  before: TSESTree.Token | null,
  after: TSESTree.Token | null,
): [number, number] {
  const [start, end] = statement.range;
  return after?.loc.start.line === statement.loc.end.line ? [start, after.range[0]] : [before?.range[1] ?? start, end];
}

function indentationAt(node: TSESTree.Node | TSESTree.Token, { lines }: TSESLint.SourceCode): string {
  return /^\s*/u.exec(lines[node.loc.start.line - 1] ?? '')?.[0] ?? '';
}

/** Puts the text of a declaration at the start of a function's body, behind its directives. */
function place(text: string, indentation: string, into: FunctionNode, sourceCode: TSESLint.SourceCode): Edits | undefined {
  const newline = sourceCode.text.includes('\r\n') ? '\r\n' : '\n';
  // The lines of a template are a part of its value.
  const indented = (inner: string): string =>
    text.includes('`') ? text : text.replaceAll(`\n${indentation}`, `\n${inner}`);
  const outer = indentationAt(into, sourceCode);
  const deeper = outer + (outer.startsWith('\t') ? '\t' : '  ');
  const { body } = into;
  if (body.type !== AST_NODE_TYPES.BlockStatement) {
    const arrow = sourceCode.getTokenBefore(body);
    // An object in parentheses, or a comment between the arrow and the body.
    if (arrow?.value !== '=>' || sourceCode.commentsExistBetween(arrow, body)) {
      return undefined;
    }
    return (fixer) => [
      fixer.replaceTextRange(
        [arrow.range[1], body.range[0]],
        ` {${newline}${deeper}${indented(deeper)}${newline}${deeper}return `,
      ),
      fixer.insertTextAfter(body, `;${newline}${outer}}`),
    ];
  }
  const directives = body.body.filter(
    (statement) => statement.type === AST_NODE_TYPES.ExpressionStatement && statement.directive !== undefined,
  );
  const anchor = directives.at(-1) ?? sourceCode.getFirstToken(body);
  const first = body.body[directives.length];
  if (anchor === null || first === undefined) {
    return undefined;
  }
  if (first.loc.start.line === anchor.loc.end.line) {
    const isOneLine = !text.includes('\n') && !sourceCode.commentsExistBetween(anchor, first);
    return isOneLine && !text.includes('//') ? (fixer) => [fixer.insertTextAfter(anchor, ` ${text}`)] : undefined;
  }
  const remark = sourceCode.getCommentsAfter(anchor).findLast(({ loc }) => loc.start.line === anchor.loc.end.line);
  const inner = indentationAt(first, sourceCode);
  return (fixer) => [fixer.insertTextAfter(remark ?? anchor, `${newline}${inner}${indented(inner)}`)];
}
