import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, ASTUtils } from '@typescript-eslint/utils';

import type { ReachableContext } from './context.js';
import type { FileAnalysis } from './file-analysis.js';

import { contextsInReach } from './context.js';
import { variableOf } from './references.js';
import { contains, enclosingFunctions, keyText, walk, wrapped } from './syntax.js';

/** A context in reach that code at the place can write. */
export interface UsableContext extends ReachableContext {
  /** The variable that the expression begins with; none for `this` and calls. */
  variable: TSESLint.Scope.Variable | undefined;
}

/**
 * The contexts in reach of a place that an expression there can name, innermost first. What a pattern does not take out,
 * what an inner declaration hides, and `this` of a function around an ordinary one cannot be named.
 */
export function usableContexts(place: TSESTree.Node, analysis: FileAnalysis): UsableContext[] {
  const usable = contextsInReach(place, analysis).flatMap((context) => {
    switch (context.kind) {
      case 'field':
        return isThisOf(context, place) && !isInConstructor(context) ? [{ ...context, variable: undefined }] : [];
      case 'provider':
        return isPlainCall(context.node) ? [{ ...context, variable: undefined }] : [];
      default:
        return namedContext(context, place, analysis) ?? [];
    }
  });
  return usable.filter((context) => context.kind !== 'provider' || !usable.some((local) => isMadeBy(local, context)));
}

/** Whether a local keeps what a call of a provider returned: `const context = getContext()`. */
function isMadeBy({ kind, node: { parent } }: UsableContext, { node: call }: UsableContext): boolean {
  return kind === 'local' && parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init !== null && contains(parent.init, call);
}

/** Whether `this` at a place is that of the function whose field the context is: only arrow functions lie between. */
function isThisOf({ owner }: ReachableContext, place: TSESTree.Node): boolean {
  const functions = enclosingFunctions(place);
  return functions
    .slice(0, functions.indexOf(owner))
    .every((between) => between.type === AST_NODE_TYPES.ArrowFunctionExpression);
}

/** The fields of an object that is being made may not be there yet. */
function isInConstructor({ owner: { parent } }: ReachableContext): boolean {
  return parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor';
}

function isPlainCall(node: TSESTree.Node): boolean {
  return node.type === AST_NODE_TYPES.CallExpression && node.arguments.length === 0;
}

function namedContext(
  context: ReachableContext,
  place: TSESTree.Node,
  { sourceCode }: FileAnalysis,
): UsableContext | undefined {
  const { expression, node } = context;
  const binding = node.type === AST_NODE_TYPES.Identifier ? node : boundBy(node, expression);
  if (binding === undefined) {
    return undefined;
  }
  const variable = ASTUtils.findVariable(sourceCode.getScope(place), binding.name);
  return variable?.identifiers.includes(binding) === true
    ? { ...context, expression: binding === node ? expression : binding.name, variable }
    : undefined;
}

/** The name that a pattern gives to a property. */
function boundBy(pattern: TSESTree.Node, property: string): TSESTree.Identifier | undefined {
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern) {
    return undefined;
  }
  for (const item of pattern.properties) {
    if (item.type === AST_NODE_TYPES.Property && !item.computed && keyText(item.key) === property) {
      return item.value.type === AST_NODE_TYPES.Identifier ? item.value : undefined;
    }
  }
  return undefined;
}

/**
 * Whether an expression has a context in it: its variable, or `this.context` and `getContext()` as they are written. Of a
 * context that is a property, as in `message.sender`, another property of the same object has nothing.
 */
export function hasContext(
  expression: TSESTree.Node,
  { expression: text, variable }: UsableContext,
  { sourceCode }: FileAnalysis,
): boolean {
  let found = false;
  walk(expression, sourceCode.visitorKeys, (node) => {
    found ||=
      variable === undefined
        ? (node.type === AST_NODE_TYPES.MemberExpression || node.type === AST_NODE_TYPES.CallExpression) &&
          sourceCode.getText(node) === text
        : node.type === AST_NODE_TYPES.Identifier &&
          variableOf(node, sourceCode) === variable &&
          (text === node.name || isWholeOrMember(node, text, sourceCode));
  });
  return found;
}

function isWholeOrMember(node: TSESTree.Identifier, text: string, sourceCode: TSESLint.SourceCode): boolean {
  for (let member = wrapped(node); ; member = wrapped(member.parent)) {
    const { parent } = member;
    if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== member) {
      // All of the object; or a member that the context is a member of itself.
      return member === wrapped(node) || text.startsWith(`${plainText(member, sourceCode)}.`);
    }
    if (parent.computed || plainText(parent, sourceCode) === text) {
      return true;
    }
  }
}

function plainText(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  return sourceCode.getText(node).replaceAll(/[?!]/gu, '');
}
