import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { SharedSlot } from './slot.js';
import type { Leaf } from './trace.js';

import { calledFunction, variableOf } from './references.js';
import { usesOf } from './slot.js';
import { typeOf } from './symbols.js';
import {
  contains,
  enclosingFunction,
  enclosingFunctions,
  isNothing,
  lastStatement,
  memberChain,
  unwrap,
  walk,
} from './syntax.js';
import { trace } from './trace.js';
import { isConfigurationName } from './vocabulary.js';

/**
 * How a value that one caller gave reaches another caller's work; the second signal that data of unknown owner needs.
 *
 * - `kept-first`: the first caller's value stays for all later ones
 * - `interleaved`: written before an `await` and read after it, when another call may have written meanwhile
 * - `read-back`: what the last call left is given on in this one
 */
export type CarryOver = 'interleaved' | 'kept-first' | 'read-back';

/**
 * How a slot carries a caller's value over to others; `undefined` where nothing in the file shows that it does.
 *
 * @param keptFirst The answer of {@link isKeptFirst}, which the caller has.
 */
export function carryOverOf(slot: SharedSlot, keptFirst: boolean, analysis: FileAnalysis): CarryOver | undefined {
  if (keptFirst) {
    return dependsOnConfigurationOnly(slot, analysis) ? undefined : 'kept-first';
  }
  if (isInterleaved(slot, analysis)) {
    return 'interleaved';
  }
  return isReadBack(slot, analysis) ? 'read-back' : undefined;
}

function isUse(node: TSESTree.Node, uses: readonly TSESTree.Node[]): boolean {
  const inner = unwrap(node);
  return uses.some((use) => use === node || use === inner || (use.range[0] === inner.range[0] && use.range[1] <= inner.range[1]));
}

/** A test whether a slot is still empty: `true` where the tested branch is the empty case. */
function emptinessTest(test: TSESTree.Node, uses: readonly TSESTree.Node[]): boolean | undefined {
  const node = unwrap(test);
  switch (node.type) {
    case AST_NODE_TYPES.UnaryExpression: {
      const inner = node.operator === '!' ? emptinessTest(node.argument, uses) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case AST_NODE_TYPES.BinaryExpression:
      return isUse(node.left, uses) && isNothing(node.right)
        ? node.operator === '===' || node.operator === '=='
        : undefined;
    case AST_NODE_TYPES.LogicalExpression:
      return emptinessTest(node.left, uses) ?? emptinessTest(node.right, uses);
    default:
      return isUse(node, uses) ? false : undefined;
  }
}

/** Whether a slot is only filled while it is empty, so that the first caller's value stays: `slot ??= value`. */
export function isKeptFirst(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const { write } = slot;
  if (write.operation === 'keep') {
    return true;
  }
  if (write.operation !== 'assign') {
    return false;
  }
  const uses = usesOf(slot, analysis);
  if (uses.some((use) => isReset(use, write))) {
    return false;
  }
  for (let inner: TSESTree.Node = write.node; inner !== write.function && inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (parent.type === AST_NODE_TYPES.IfStatement || parent.type === AST_NODE_TYPES.ConditionalExpression) {
      const isEmpty = emptinessTest(parent.test, uses);
      if ((isEmpty === true && inner === parent.consequent) || (isEmpty === false && inner === parent.alternate)) {
        return true;
      }
    }
    if (parent.type === AST_NODE_TYPES.LogicalExpression && inner === parent.right && isUse(parent.left, uses)) {
      return parent.operator === '??' || parent.operator === '||';
    }
    if (parent.type === AST_NODE_TYPES.BlockStatement) {
      const before = parent.body.slice(0, parent.body.indexOf(inner as TSESTree.Statement));
      if (before.some((statement) => isEarlyReturn(statement, uses))) {
        return true;
      }
    }
  }
  return false;
}

/** `slot = undefined` further down in the same function: the value does not stay. */
function isReset(use: TSESTree.Node, write: SharedSlot['write']): boolean {
  const { parent } = use;
  return (
    parent?.type === AST_NODE_TYPES.AssignmentExpression &&
    parent.left === use &&
    isNothing(parent.right) &&
    use.range[0] > write.node.range[1] &&
    enclosingFunction(use) === write.function
  );
}

/** Whether a value is only asked whether it is there, or what it equals. */
export function isTested(use: TSESTree.Node): boolean {
  for (let inner = use; inner.parent; inner = inner.parent) {
    const { parent } = inner;
    switch (parent.type) {
      case AST_NODE_TYPES.IfStatement:
      case AST_NODE_TYPES.ConditionalExpression:
      case AST_NODE_TYPES.WhileStatement:
        return parent.test === inner;
      case AST_NODE_TYPES.UnaryExpression:
        return true;
      case AST_NODE_TYPES.BinaryExpression:
        return /^[!=]==?$/u.test(parent.operator);
      case AST_NODE_TYPES.LogicalExpression:
      case AST_NODE_TYPES.TSNonNullExpression:
        break;
      default:
        return false;
    }
  }
  return false;
}

/** `if (slot) return slot;` */
function isEarlyReturn(statement: TSESTree.Statement, uses: readonly TSESTree.Node[]): boolean {
  if (statement.type !== AST_NODE_TYPES.IfStatement || emptinessTest(statement.test, uses) !== false) {
    return false;
  }
  return lastStatement(statement.consequent)?.type === AST_NODE_TYPES.ReturnStatement;
}

/** Whether all that a value depends on is what the program is set up with, by name or by a type of few values. */
function dependsOnConfigurationOnly(slot: SharedSlot, analysis: FileAnalysis): boolean {
  return slot.write.values
    .flatMap((value) => trace(value, analysis.sourceCode))
    .filter((leaf) => leaf.kind === 'parameter')
    .every((leaf) => {
      const type = typeOf(leaf.node, analysis);
      const parts = type.isUnion() ? type.types : [type];
      return (
        leaf.names.some(isConfigurationName) ||
        isConfigurationName((type.aliasSymbol ?? type.getSymbol())?.name ?? '') ||
        parts.every((part) => part.isLiteral())
      );
    });
}

/**
 * A memo of one entry: the stored input is compared with the new one, and the value made anew when they differ. Nobody
 * reads the slot without that comparison.
 */
export function isGuardedByComparison(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const { sourceCode } = analysis;
  const inputs = slot.write.values
    .flatMap((value) => trace(value, sourceCode))
    .filter((leaf) => leaf.kind === 'parameter')
    .map((leaf) => memberChain(leaf.node).root)
    .flatMap((root) => variableOf(root, sourceCode) ?? []);
  const outermost = enclosingFunctions(slot.write.node).at(-1);
  if (inputs.length === 0 || usesOf(slot, analysis).some((use) => enclosingFunctions(use).at(-1) !== outermost)) {
    return false;
  }
  const compared = new Set<TSESLint.Scope.Variable>();
  for (const outer of enclosingFunctions(slot.write.node)) {
    walk(outer.body, sourceCode.visitorKeys, (node) => {
      if (node.type === AST_NODE_TYPES.BinaryExpression && /^[!=]==?$/u.test(node.operator)) {
        const left = trace(node.left, sourceCode);
        const right = trace(node.right, sourceCode);
        const given = [...(isKept(left) ? right : []), ...(isKept(right) ? left : [])];
        for (const leaf of given) {
          const variable = variableOf(memberChain(leaf.node).root, sourceCode);
          if (leaf.kind === 'parameter' && variable !== undefined) {
            compared.add(variable);
          }
        }
      }
    });
  }
  return inputs.every((variable) => compared.has(variable));
}

/** Whether a side of a comparison is what was kept from an earlier call. */
function isKept(leaves: readonly Leaf[]): boolean {
  return leaves.length > 0 && leaves.every(({ kind }) => kind === 'module' || kind === 'this');
}

function isInterleaved(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const { write } = slot;
  const loop = loopAround(write.node, write.function);
  /** What runs after the write: what stands after it, and in a loop all of the loop. */
  const isLater = (node: TSESTree.Node): boolean =>
    node.range[0] > write.node.range[1] ||
    (loop !== undefined && node.range[0] > loop.range[0] && node.range[1] <= loop.range[1]);
  const waits: TSESTree.Node[] = [];
  const calls: TSESTree.CallExpression[] = [];
  walk(write.function.body, analysis.sourceCode.visitorKeys, (node) => {
    if (
      (node.type === AST_NODE_TYPES.AwaitExpression || (node.type === AST_NODE_TYPES.ForOfStatement && node.await)) &&
      isLater(node) &&
      enclosingFunction(node) === write.function
    ) {
      waits.push(node);
    }
    if (node.type === AST_NODE_TYPES.CallExpression) {
      calls.push(node);
    }
  });
  const [firstWait] = waits;
  if (firstWait === undefined) {
    return false;
  }
  const isAfterWait = (node: TSESTree.Node): boolean =>
    node.range[1] > firstWait.range[0] || (loop !== undefined && isLater(node));
  const readers = new Set(calls.filter(isAfterWait).flatMap((call) => calledFunction(call, analysis.sourceCode) ?? []));
  return usesOf(slot, analysis).some((use) => {
    const around = enclosingFunction(use);
    return (
      !contains(write.target, use) &&
      isRead(use) &&
      !isTested(use) &&
      (around === write.function ? isAfterWait(use) : around !== undefined && readers.has(around))
    );
  });
}

function loopAround(node: TSESTree.Node, within: TSESTree.Node): TSESTree.Node | undefined {
  for (let outer = node.parent; outer && outer !== within; outer = outer.parent) {
    if (
      outer.type === AST_NODE_TYPES.DoWhileStatement ||
      outer.type === AST_NODE_TYPES.ForInStatement ||
      outer.type === AST_NODE_TYPES.ForOfStatement ||
      outer.type === AST_NODE_TYPES.ForStatement ||
      outer.type === AST_NODE_TYPES.WhileStatement
    ) {
      return outer;
    }
  }
  return undefined;
}

/** Whether a use of a slot takes what is in it, instead of assigning to it. */
export function isRead(use: TSESTree.Node): boolean {
  const { parent } = use;
  return !(parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === use);
}

/** The function that writes the slot gives on, before that, what was in it. */
function isReadBack(slot: SharedSlot, analysis: FileAnalysis): boolean {
  const { write } = slot;
  return (
    write.operation === 'assign' &&
    usesOf(slot, analysis).some(
      (use) =>
        enclosingFunction(use) === write.function &&
        use.range[1] < write.node.range[0] &&
        isRead(use) &&
        isGivenOn(use, write.function),
    )
  );
}

/** Whether a value stands in the arguments of a call, directly or inside literals. */
function isGivenOn(use: TSESTree.Node, within: TSESTree.Node): boolean {
  for (let inner = use; inner.parent && inner !== within; inner = inner.parent) {
    const { parent } = inner;
    switch (parent.type) {
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        return parent.callee !== inner && parent.parent.type !== AST_NODE_TYPES.ThrowStatement;
      case AST_NODE_TYPES.ObjectExpression:
      case AST_NODE_TYPES.ArrayExpression:
      case AST_NODE_TYPES.Property:
      case AST_NODE_TYPES.SpreadElement:
      case AST_NODE_TYPES.TemplateLiteral:
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSNonNullExpression:
      case AST_NODE_TYPES.LogicalExpression:
        break;
      default:
        return false;
    }
  }
  return false;
}
