import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { Ownership } from './owner.js';

import { runsInBrowserOnly } from './browser.js';
import { isSharedObject } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { knownMethodsAt, methodNames } from './known-methods.js';
import { isKnownType, namesKnownAs } from './known-types.js';
import { outlivesRequest, storageOf } from './lifetime.js';
import { isSurelyUsers, strongestOwner } from './owner.js';
import { constantInitializer, isModuleVariable, variableOf } from './references.js';
import { runsAtStartUp } from './start-up.js';
import { typeOf } from './symbols.js';
import { enclosingFunction, expressionsOf, isFunction, keyText, literalText, unwrap } from './syntax.js';

/** Data of one user that a store of application state is given, which all users share. */
export interface StoreWrite {
  /** The call or assignment. */
  node: TSESTree.Node;
  store: TSESTree.Node;
  ownership: Ownership;
  values: readonly TSESTree.Expression[];
}

/** The places where a file puts a user's data into a store of application state that outlives the request. */
export function storeWritesOf(analysis: FileAnalysis): readonly StoreWrite[] {
  return [...callsOfStores(analysis), ...writesToHeldStores(analysis), ...callsOfSetters(analysis)];
}

/** `const [viewer, setViewer] = createSignal()` at module level, and then `setViewer(user)`. */
function callsOfSetters(analysis: FileAnalysis): StoreWrite[] {
  const { sourceCode } = analysis;
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    if (call.callee.type !== AST_NODE_TYPES.Identifier || !/^set\p{Lu}/u.test(call.callee.name)) {
      return [];
    }
    const variable = variableOf(call.callee, sourceCode);
    const pair = variable?.identifiers[0]?.parent;
    const isSetter =
      variable !== undefined &&
      isModuleVariable(variable) &&
      pair?.type === AST_NODE_TYPES.ArrayPattern &&
      pair.elements.length === 2 &&
      pair.elements[1] === variable.identifiers[0] &&
      pair.parent.type === AST_NODE_TYPES.VariableDeclarator &&
      pair.parent.init?.type === AST_NODE_TYPES.CallExpression;
    return isSetter ? usersWrite(call, pair.elements[0] ?? call.callee, expressionsOf(call.arguments), analysis) : [];
  });
}

function callsOfStores(analysis: FileAnalysis): StoreWrite[] {
  const { methodCalls } = inventoryOf(analysis.sourceCode);
  return [...methodNames('stateWrites', analysis).keys()].flatMap((name) =>
    (methodCalls.get(name) ?? []).flatMap((call): StoreWrite[] => {
      const callee = unwrap(call.callee);
      return callee.type === AST_NODE_TYPES.MemberExpression &&
        call.arguments.length > 0 &&
        enclosingFunction(call) !== undefined &&
        isSharedObject(callee.object, analysis) &&
        knownMethodsAt('stateWrites', callee, analysis).length > 0
        ? usersWrite(call, callee.object, expressionsOf(call.arguments), analysis)
        : [];
    }),
  );
}

/** `useStore(shared).user = user`, `store.signIn(user)`: the state is in what the store was made with. */
function writesToHeldStores(analysis: FileAnalysis): StoreWrite[] {
  if (namesKnownAs('state-holder', analysis).size === 0) {
    return [];
  }
  const { calls, writes } = inventoryOf(analysis.sourceCode);
  return [
    ...writes.flatMap(({ chain, method, node, values }) =>
      method === undefined && chain.steps.length > 0 && isHeldStore(chain.root, analysis)
        ? usersWrite(node, chain.root, values, analysis)
        : [],
    ),
    ...calls.flatMap((call) => {
      const callee = unwrap(call.callee);
      return callee.type === AST_NODE_TYPES.MemberExpression &&
        call.arguments.length > 0 &&
        isHeldStore(unwrap(callee.object), analysis)
        ? usersWrite(call, callee.object, expressionsOf(call.arguments), analysis)
        : [];
    }),
  ];
}

/** Whether an expression is a store that was made with a shared holder of state, here or in the constant that it names. */
function isHeldStore(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const made = unwrap(constantInitializer(expression, analysis.sourceCode) ?? expression);
  return (
    made.type === AST_NODE_TYPES.CallExpression &&
    made.arguments.some(
      (argument) =>
        isSharedObject(argument, analysis) && isKnownType(typeOf(argument, analysis), 'state-holder', analysis),
    )
  );
}

function usersWrite(
  node: TSESTree.Node,
  store: TSESTree.Node,
  values: readonly TSESTree.Expression[],
  analysis: FileAnalysis,
): StoreWrite[] {
  const { sourceCode } = analysis;
  const around = enclosingFunction(node);
  if (around === undefined || runsAtStartUp(around, sourceCode) || runsInBrowserOnly(node, sourceCode)) {
    return [];
  }
  const ownership = strongestOwner(values, analysis);
  return ownership !== undefined && isSurelyUsers(ownership) ? [{ node, store, ownership, values }] : [];
}

/** An object that each request is given as a member of its own, and that is one for all. */
export interface SharedDecoration {
  /** The object, where it is given. */
  node: TSESTree.Node;
  /** The name that requests have it under. */
  name: string;
}

/** The objects that a file hands to every request by reference, although functions of it write into them. */
export function sharedDecorationsOf(analysis: FileAnalysis): readonly SharedDecoration[] {
  const { methodCalls, writes } = inventoryOf(analysis.sourceCode);
  return [...methodNames('requestDecorations', analysis).keys()].flatMap((method) =>
    (methodCalls.get(method) ?? []).flatMap((call): SharedDecoration[] => {
      const callee = unwrap(call.callee);
      const [first, second] = call.arguments;
      const name = first === undefined ? undefined : literalText(first);
      const object = second === undefined ? undefined : sharedObject(second, analysis);
      return name !== undefined &&
        object !== undefined &&
        callee.type === AST_NODE_TYPES.MemberExpression &&
        writes.some(({ chain, method: writing }) => {
          const position = chain.steps.findIndex((step) => step.name === name);
          return position >= 0 && (writing !== undefined || position < chain.steps.length - 1);
        }) &&
        knownMethodsAt('requestDecorations', callee, analysis).length > 0
        ? [{ node: object, name }]
        : [];
    }),
  );
}

/** An object of the module, given as it is or by a getter; an object literal is one for all requests, too. */
function sharedObject(given: TSESTree.Node, analysis: FileAnalysis): TSESTree.Node | undefined {
  const node = unwrap(given);
  if (node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.MemberExpression) {
    return sharedReference(node, analysis);
  }
  if (node.type === AST_NODE_TYPES.ArrayExpression) {
    return node;
  }
  if (node.type !== AST_NODE_TYPES.ObjectExpression) {
    return undefined;
  }
  const getter = node.properties.find(
    (property) => property.type === AST_NODE_TYPES.Property && keyText(property.key) === 'getter',
  );
  if (getter === undefined) {
    return node;
  }
  const read = getter.type === AST_NODE_TYPES.Property ? getter.value : undefined;
  return isFunction(read) && read.body.type !== AST_NODE_TYPES.BlockStatement ? sharedReference(read.body, analysis) : undefined;
}

function sharedReference(node: TSESTree.Node, analysis: FileAnalysis): TSESTree.Node | undefined {
  return outlivesRequest(storageOf(node, analysis)) ? node : undefined;
}
