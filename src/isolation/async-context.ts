import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { KnownAs } from './known-types.js';

import { isSharedObject } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { isKnownSymbol, namesKnownAs } from './known-types.js';
import { isTellingType } from './owner.js';
import { variableOf } from './references.js';
import { runsAtStartUp } from './start-up.js';
import { symbolAt, typeOf } from './symbols.js';
import { enclosingFunction, isNothing, lastStatement, memberChain, propertyName, unwrap } from './syntax.js';
import { isIdentityName } from './vocabulary.js';

/** A use of an async context by which another request's store can be read. */
export interface UnscopedContext {
  /**
   * - `entered`: a store is put into the running context instead of one callback
   * - `fallback`: where there is no store, one for everybody is taken
   * - `shared-store`: all callbacks run with one and the same store
   */
  kind: 'entered' | 'fallback' | 'shared-store';
  node: TSESTree.Node;
  /** What messages call the storage, or what is taken instead. */
  text: string;
  /** The method that runs a callback with the store instead of entering it. */
  runner?: string | undefined;
}

/** Where a file uses async contexts so that requests can read each other's. */
export function unscopedContextsOf(analysis: FileAnalysis): readonly UnscopedContext[] {
  const entries = callsOfKind('context-entry', analysis).flatMap((call) => enteredAt(call, analysis) ?? []);
  const stores = callsOfKind('context-provider', analysis).flatMap((call) => fallbackAt(call, analysis) ?? []);
  const runs = callsOfKind('context-run', analysis).flatMap((call) => sharedStoreAt(call, analysis) ?? []);
  return [...entries, ...stores, ...runs].sort(
    (one, other) => one.node.range[0] - other.node.range[0],
  );
}

/** The calls of methods that are known as something. */
function callsOfKind(known: KnownAs, analysis: FileAnalysis): TSESTree.CallExpression[] {
  const { methodCalls } = inventoryOf(analysis.sourceCode);
  return [...namesKnownAs(known, analysis)].flatMap((name) =>
    (methodCalls.get(name) ?? []).filter((call) => {
      const symbol = symbolAt(unwrap(call.callee), analysis);
      return symbol !== undefined && isKnownSymbol(symbol, known, analysis);
    }),
  );
}

function isInRequest(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const around = enclosingFunction(node);
  return around !== undefined && !runsAtStartUp(around, analysis.sourceCode);
}

function receiverText(call: TSESTree.CallExpression, { sourceCode }: FileAnalysis): string {
  const callee = unwrap(call.callee);
  return sourceCode.getText(callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : callee);
}

function enteredAt(call: TSESTree.CallExpression, analysis: FileAnalysis): UnscopedContext | undefined {
  const [store] = call.arguments;
  // `enterWith(undefined)` takes the store away.
  return store !== undefined && !isNothing(store) && isInRequest(call, analysis)
    ? { kind: 'entered', node: call, text: receiverText(call, analysis), runner: runnerBeside(call, analysis) }
    : undefined;
}

/** The method of the same object that runs a callback instead: `run` for `enterWith`. */
function runnerBeside(call: TSESTree.CallExpression, analysis: FileAnalysis): string | undefined {
  const callee = unwrap(call.callee);
  const names = namesKnownAs('context-run', analysis);
  return callee.type === AST_NODE_TYPES.MemberExpression
    ? typeOf(callee.object, analysis)
        .getProperties()
        .find((member) => names.has(member.name) && isKnownSymbol(member, 'context-run', analysis))?.name
    : undefined;
}

function fallbackAt(call: TSESTree.CallExpression, analysis: FileAnalysis): UnscopedContext | undefined {
  if (!isInRequest(call, analysis)) {
    return undefined;
  }
  const fallback = alternativesOf(call, analysis).find((alternative) => isForEverybody(alternative, analysis));
  return fallback === undefined
    ? undefined
    : { kind: 'fallback', node: fallback, text: analysis.sourceCode.getText(fallback).replaceAll(/\s+/gu, ' ').slice(0, 40) };
}

/** What is taken where a value is missing: `value ?? other`, `value ? value : other`, `if (!value) return other;`. */
function alternativesOf(value: TSESTree.Node, analysis: FileAnalysis): TSESTree.Node[] {
  let outer: TSESTree.Node = value;
  // The wrappers around it, and a member of the store: `getStore()?.session ?? other`.
  for (let { parent } = outer; parent; { parent } = outer) {
    const isWrapper =
      parent.type === AST_NODE_TYPES.ChainExpression ||
      parent.type === AST_NODE_TYPES.TSAsExpression ||
      parent.type === AST_NODE_TYPES.TSNonNullExpression ||
      parent.type === AST_NODE_TYPES.TSSatisfiesExpression ||
      (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === outer);
    if (!isWrapper) {
      break;
    }
    outer = parent;
  }
  const { parent } = outer;
  if (parent?.type === AST_NODE_TYPES.LogicalExpression && parent.left === outer && parent.operator !== '&&') {
    return [parent.right];
  }
  if (parent?.type === AST_NODE_TYPES.ConditionalExpression && parent.test === outer) {
    return [parent.alternate];
  }
  if (parent?.type !== AST_NODE_TYPES.VariableDeclarator || parent.init !== outer || parent.id.type !== AST_NODE_TYPES.Identifier) {
    return [];
  }
  const [variable] = analysis.sourceCode.getDeclaredVariables(parent);
  return (variable?.references ?? []).flatMap(({ identifier, init }) => {
    if (init === true) {
      return [];
    }
    const use = identifier.parent;
    if (use.type === AST_NODE_TYPES.LogicalExpression && use.left === identifier && use.operator !== '&&') {
      return [use.right];
    }
    if (use.type === AST_NODE_TYPES.ConditionalExpression && use.test === identifier) {
      return [use.alternate];
    }
    return missingBranchOf(use, identifier);
  });
}

/** What an `if` returns where a variable is missing: the result in `if (!value) return other;`. */
function missingBranchOf(test: TSESTree.Node, value: TSESTree.Node): TSESTree.Node[] {
  const statement = test.parent;
  if (statement?.type !== AST_NODE_TYPES.IfStatement || statement.test !== test) {
    return [];
  }
  const isMissing =
    (test.type === AST_NODE_TYPES.UnaryExpression && test.operator === '!') ||
    (test.type === AST_NODE_TYPES.BinaryExpression &&
      test.left === value &&
      (test.operator === '===' || test.operator === '==') &&
      isNothing(test.right));
  const last = isMissing ? lastStatement(statement.consequent) : undefined;
  return last?.type === AST_NODE_TYPES.ReturnStatement && last.argument !== null ? [last.argument] : [];
}

/** Whether a value is the same for all who have no store: a storage that outlives the request, or an identity made up here. */
function isForEverybody(alternative: TSESTree.Node, analysis: FileAnalysis): boolean {
  const node = unwrap(alternative);
  switch (node.type) {
    case AST_NODE_TYPES.ObjectExpression:
      return node.properties.some(
        (property) =>
          property.type === AST_NODE_TYPES.Property &&
          property.key.type === AST_NODE_TYPES.Identifier &&
          isIdentityName(property.key.name, analysis.settings.identityNames) &&
          property.value.type === AST_NODE_TYPES.Literal &&
          typeof property.value.value === 'string' &&
          property.value.value !== '',
      );
    case AST_NODE_TYPES.CallExpression: {
      // `fallbackStores.get(this)`: what is kept beside the context.
      const callee = unwrap(node.callee);
      return (
        callee.type === AST_NODE_TYPES.MemberExpression &&
        propertyName(callee) === 'get' &&
        isSharedObject(callee.object, analysis)
      );
    }
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.MemberExpression:
      return isSharedObject(node, analysis) && isStoreLike(node, analysis);
    default:
      return false;
  }
}

/** A store has members; a text or number that stands for "no request" is nobody's. */
function isStoreLike(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = typeOf(node, analysis);
  const { root } = memberChain(node);
  const isConstantOfFile =
    root.type === AST_NODE_TYPES.Identifier &&
    variableOf(root, analysis.sourceCode)?.defs[0]?.type === 'Variable' &&
    type.getProperties().length === 0;
  return !isConstantOfFile && !isScalar(node, analysis) && (isTellingType(type, analysis) || isWrittenInRequests(node, analysis));
}

function isScalar(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = analysis.checker.getBaseTypeOfLiteralType(typeOf(node, analysis));
  return /^(?:string|number|boolean|bigint)$/u.test(analysis.checker.typeToString(type));
}

/** Whether functions of the file write into it, so that it carries something from one request to the next. */
function isWrittenInRequests(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const variable = variableOf(memberChain(node).root, analysis.sourceCode);
  return (
    variable !== undefined &&
    inventoryOf(analysis.sourceCode).writes.some(
      ({ chain }) => variableOf(chain.root, analysis.sourceCode) === variable,
    )
  );
}

/** `storage.run(one, callback)` with a store that all callbacks share. */
function sharedStoreAt(call: TSESTree.CallExpression, analysis: FileAnalysis): UnscopedContext | undefined {
  const [store, callback] = call.arguments;
  if (store === undefined || callback === undefined || unwrap(store).type === AST_NODE_TYPES.ObjectExpression) {
    return undefined;
  }
  const node = unwrap(store);
  if (node.type !== AST_NODE_TYPES.Identifier && node.type !== AST_NODE_TYPES.MemberExpression) {
    return undefined;
  }
  return isInRequest(call, analysis) && isSharedObject(node, analysis) && isStoreLike(node, analysis)
    ? { kind: 'shared-store', node, text: analysis.sourceCode.getText(node) }
    : undefined;
}
