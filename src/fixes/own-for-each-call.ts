import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { Leak } from '../isolation/leak.js';
import type { OneForAll } from '../isolation/one-for-all.js';
import type { ClassNode } from '../isolation/syntax.js';
import type { Edits } from './imports.js';

import { isRead } from '../isolation/carry-over.js';
import { isExported } from '../isolation/references.js';
import { usesOf } from '../isolation/slot.js';
import { enclosingClass, wrapped } from '../isolation/syntax.js';
import { isPlain } from './initializer.js';
import { moveIntoOnlyFunction } from './move-declaration.js';

type Variable = TSESLint.Scope.Variable;

/** What all users share, moved to where each call has its own. */
export interface OwnForEachCall {
  /** The variable whose declaration moves. */
  name: string;
  edits: Edits;
}

/** Moves an object of which each user needs one's own into the only function that uses it. */
export function ownObject({ node }: OneForAll, analysis: FileAnalysis): OwnForEachCall | undefined {
  const [variable] =
    node.parent?.type === AST_NODE_TYPES.VariableDeclarator ? analysis.sourceCode.getDeclaredVariables(node.parent) : [];
  return variable && moved(variable, analysis);
}

/**
 * Moves the variable that a caller's data is kept in, or the instance in whose field it is, into the only function that
 * uses it.
 *
 * @returns `undefined` also where the function would be left with nothing to do: what is made for the first caller only, a
 *   list that grows from call to call, and what the function never reads.
 */
export function ownSlot({ because, isKeptFirst, slot }: Leak, analysis: FileAnalysis): OwnForEachCall | undefined {
  const { storage, write } = slot;
  const isCollected = write.operation === 'add' && because !== 'interleaved';
  if (because === 'default' || isKeptFirst || isCollected) {
    return undefined;
  }
  if (storage.lifetime === 'shared-instance') {
    const around = enclosingClass(write.node)?.class;
    const instance = around && onlyInstance(around, analysis.sourceCode);
    return instance && moved(instance, analysis);
  }
  return storage.identity !== undefined && 'references' in storage.identity && usesOf(slot, analysis).some((use) => isRead(use) && !isCalledForEffect(use))
    ? moved(storage.identity, analysis)
    : undefined;
}

/** `box.set(key, user);` reads a variable, and takes nothing out of what it holds. */
function isCalledForEffect(use: TSESTree.Node): boolean {
  const call = use.parent;
  return call?.type === AST_NODE_TYPES.CallExpression && call.callee === use && call.parent.type === AST_NODE_TYPES.ExpressionStatement;
}

function moved(variable: Variable, analysis: FileAnalysis): OwnForEachCall | undefined {
  const move = moveIntoOnlyFunction(variable, analysis);
  return move && { name: variable.name, edits: move.edits };
}

/** The variable that holds the only instance of a class that nothing else than its file makes, and that costs nothing. */
function onlyInstance(definition: ClassNode, sourceCode: TSESLint.SourceCode): Variable | undefined {
  const names = sourceCode.getDeclaredVariables(definition);
  const [only, ...others] = names
    .flatMap(({ references }) => references)
    .filter(({ isTypeReference }) => !isTypeReference)
    .map(({ identifier }) => identifier);
  const instance = only?.parent;
  const holder = instance && wrapped(instance).parent;
  return others.length === 0 &&
    instance?.type === AST_NODE_TYPES.NewExpression &&
    instance.callee === only &&
    holder?.type === AST_NODE_TYPES.VariableDeclarator &&
    !names.some(isExported) &&
    definition.decorators.length === 0 &&
    definition.superClass === null &&
    definition.body.body.every((member) => isIdle(member, sourceCode))
    ? sourceCode.getDeclaredVariables(holder)[0]
    : undefined;
}

/** Whether a member of a class does nothing but make values when an instance is made. */
function isIdle(member: TSESTree.ClassElement, sourceCode: TSESLint.SourceCode): boolean {
  switch (member.type) {
    case AST_NODE_TYPES.PropertyDefinition:
      return !member.static && (member.value === null || isPlain(member.value, sourceCode));
    case AST_NODE_TYPES.MethodDefinition:
      return member.kind !== 'constructor' || member.value.body?.body.length === 0;
    default:
      return false;
  }
}
