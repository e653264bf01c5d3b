import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type * as ts from 'typescript';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Call, ContextSlot } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';
import type { UsableContext } from './usable-context.js';

import { canStand } from './context-slot.js';
import { contextInType, contextProperties } from './context-type.js';
import { variableOf } from './references.js';
import { isTypeReference } from './symbols.js';
import { enclosingFunction, unwrap, walk } from './syntax.js';
import { runsInPlace } from './trace.js';
import { hasContext } from './usable-context.js';

/**
 * The contexts that belong to what a call is given and have no name there, or another one than those in reach: that of an element
 * in `members[index].text`, one that a pattern leaves behind as in `({ text }) => …`. Whether the work is theirs or that of a context
 * in reach, nothing tells.
 *
 * @param contexts The contexts in reach that can be named.
 * @returns What the code would have to write for each.
 */
export function unnamedContexts(
  call: Call,
  slot: ContextSlot,
  contexts: readonly UsableContext[],
  analysis: FileAnalysis,
): readonly string[] {
  const found = new Set<string>();
  const known = new Set(contexts.map(({ expression }) => expression));
  const visit = (given: TSESTree.Node, fuel: number): void => {
    const around = enclosingFunction(given);
    walk(given, analysis.sourceCode.visitorKeys, (node) => {
      if (fuel === 0 || enclosingFunction(node) !== around) {
        return;
      }
      if (node.type === AST_NODE_TYPES.MemberExpression) {
        contextsBeside(node, slot, analysis).forEach((text) => found.add(text));
      } else if (node.type === AST_NODE_TYPES.Identifier) {
        contextsLeftBehind(node, slot, contexts, analysis).forEach((text) => found.add(text));
        originsOf(node, analysis).forEach((origin) => {
          visit(origin, fuel - 1);
        });
      }
    });
  };
  call.arguments.forEach((argument) => {
    visit(argument, 4);
  });
  return [...found].filter((text) => !known.has(text));
}

/** The contexts in the object that a member is read from: `message.sender` beside `message.text`. */
function contextsBeside(member: TSESTree.MemberExpression, slot: ContextSlot, analysis: FileAnalysis): readonly string[] {
  const object = unwrap(member.object);
  const type = analysis.checker.getNonNullableType(analysis.services.getTypeAtLocation(object));
  if (object.type === AST_NODE_TYPES.ThisExpression || contextInType(type, analysis) !== undefined) {
    return [];
  }
  const text = analysis.sourceCode.getText(object);
  return namesOfContexts(type, slot, analysis).map((name) => `${text}.${name}`);
}

/** The properties of a type that hold a context of the project which is always there and could stand in a place. */
function namesOfContexts(type: ts.Type, slot: ContextSlot, analysis: FileAnalysis): string[] {
  return contextProperties(type, analysis)
    .filter(({ type: own, verdict }) => verdict.origin === 'project' && !verdict.nullable && canStand(own, slot.type, analysis))
    .map(({ name }) => name);
}

/** The contexts in what a pattern takes apart, where the pattern gives them no name. */
function contextsLeftBehind(
  identifier: TSESTree.Identifier,
  slot: ContextSlot,
  contexts: readonly UsableContext[],
  analysis: FileAnalysis,
): readonly string[] {
  const variable = variableOf(identifier, analysis.sourceCode);
  const pattern = variable === undefined ? undefined : patternOf(variable);
  if (pattern === undefined) {
    return [];
  }
  const source = sourceOf(pattern);
  if (source !== undefined && contexts.some((context) => hasContext(source, context, analysis))) {
    return [];
  }
  const { checker, services, sourceCode } = analysis;
  const type = services.getTypeAtLocation(pattern);
  if (contextInType(type, analysis)?.origin === 'project') {
    return [sourceCode.getText(pattern)];
  }
  if (pattern.type === AST_NODE_TYPES.ArrayPattern) {
    const elements = isTypeReference(type) && checker.isTupleType(type) ? checker.getTypeArguments(type) : [];
    const isBeside = elements.some((element) => contextInType(element, analysis)?.origin === 'project' && canStand(element, slot.type, analysis));
    return isBeside ? [sourceCode.getText(pattern)] : [];
  }
  return namesOfContexts(type, slot, analysis);
}

/** Where a name is one of several: what a loop or an iteration goes over. */
function originsOf(identifier: TSESTree.Identifier, { sourceCode }: FileAnalysis): readonly TSESTree.Node[] {
  const [definition] = variableOf(identifier, sourceCode)?.defs ?? [];
  if (definition?.type === 'Parameter') {
    const { parent } = definition.node;
    return runsInPlace(definition.node) && parent.type === AST_NODE_TYPES.CallExpression ? [parent.callee] : [];
  }
  const loop = definition?.type === 'Variable' ? definition.node.parent.parent : undefined;
  return loop?.type === AST_NODE_TYPES.ForOfStatement ? [loop.right] : [];
}

/** The outermost pattern that a variable is declared in. */
function patternOf({ defs: [definition] }: TSESLint.Scope.Variable): TSESTree.ArrayPattern | TSESTree.ObjectPattern | undefined {
  let pattern: TSESTree.ArrayPattern | TSESTree.ObjectPattern | undefined;
  for (let node: TSESTree.Node | undefined = definition?.name.parent; node !== undefined; node = node.parent) {
    switch (node.type) {
      case AST_NODE_TYPES.ArrayPattern:
      case AST_NODE_TYPES.ObjectPattern:
        pattern = node;
        break;
      case AST_NODE_TYPES.AssignmentPattern:
      case AST_NODE_TYPES.Property:
      case AST_NODE_TYPES.RestElement:
        break;
      default:
        return pattern;
    }
  }
  return pattern;
}

/** What a pattern takes apart, where the code writes it beside the pattern. */
function sourceOf({ parent: declarator }: TSESTree.ArrayPattern | TSESTree.ObjectPattern): TSESTree.Node | undefined {
  if (declarator.type !== AST_NODE_TYPES.VariableDeclarator) {
    return undefined;
  }
  const { parent: loop } = declarator.parent;
  return declarator.init ?? (loop.type === AST_NODE_TYPES.ForOfStatement ? loop.right : undefined);
}
