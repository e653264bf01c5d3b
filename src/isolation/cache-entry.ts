import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { cacheHelperAt, puttingMethods } from './cache-helper.js';
import { callsOf } from './calls.js';
import { isSharedObject } from './foreign-object.js';
import { inventoryOf } from './inventory.js';
import { knownMethodsAt, methodNames } from './known-methods.js';
import { isKnownType } from './known-types.js';
import { constantInitializer, variableOf } from './references.js';
import { isProcessWide, keysOf, sharedSlotsOf } from './slot.js';
import { typeOf } from './symbols.js';
import { enclosingFunction, keyText, memberChain, unwrap, walk } from './syntax.js';
import { resultsOf, trace } from './trace.js';

/** Something that is kept under a key. */
export interface CacheEntry {
  node: TSESTree.Node;
  store: TSESTree.Node;
  keys: readonly TSESTree.Node[];
  values: readonly TSESTree.Node[];
  /** It is kept by a method of a package: one that is always under the same key is nobody else's to report. */
  isOfPackage: boolean;
}

/** What a file keeps under keys in its own maps and records that outlive the request. */
export function slotEntries(analysis: FileAnalysis): CacheEntry[] {
  return sharedSlotsOf(analysis).flatMap((slot) => {
    const { write, storage } = slot;
    const keys = keysOf(write, storage);
    const isPut = write.operation === 'put' || write.operation === 'assign' || write.operation === 'keep';
    return keys.length === 0 || !isPut || isProcessWide(slot, analysis)
      ? []
      : [{ node: write.node, store: write.method === undefined ? memberChain(write.target).root : write.target, keys, values: write.values, isOfPackage: false }];
  });
}

const computes: ReadonlySet<string> = new Set(['computeIfAbsent', 'getOrCreate', 'getOrSet', 'remember', 'wrap']);

/** Caches of packages, by their shape: something with `get` and `set`. */
export function callEntries(analysis: FileAnalysis): CacheEntry[] {
  const { methodCalls } = inventoryOf(analysis.sourceCode);
  const keyedNames = methodNames('keyedCalls', analysis);
  const entries: CacheEntry[] = [];
  for (const [name, calls] of methodCalls) {
    const isPut = puttingMethods.has(name);
    if (!isPut && !computes.has(name) && !keyedNames.has(name)) {
      continue;
    }
    for (const call of calls) {
      const callee = unwrap(call.callee);
      if (callee.type !== AST_NODE_TYPES.MemberExpression || enclosingFunction(call) === undefined) {
        continue;
      }
      const [known] = knownMethodsAt('keyedCalls', callee, analysis);
      const [key, ...values] = call.arguments;
      const store = callee.object;
      if (known !== undefined && 'argument' in known.key) {
        const keyNode = partOf(call, known.key);
        const valueNode = partOf(call, known.value);
        if (keyNode !== undefined && valueNode !== undefined && isSharedObject(store, analysis)) {
          entries.push({ node: call, store, keys: [keyNode], values: [valueNode], isOfPackage: true });
        }
      } else if (
        key !== undefined &&
        values.length > 0 &&
        !keyedNames.has(name) &&
        isSharedObject(store, analysis) &&
        hasCacheShape(store, isPut, analysis)
      ) {
        entries.push({ node: call, store, keys: [key], values, isOfPackage: true });
      }
    }
  }
  return entries;
}

/** What a file keeps by helpers of other files. */
export function helperEntries(analysis: FileAnalysis): CacheEntry[] {
  return inventoryOf(analysis.sourceCode).calls.flatMap((call) => {
    const helper = cacheHelperAt(call, analysis);
    const key = helper && call.arguments[helper.key];
    const made = helper && call.arguments[helper.maker];
    return key !== undefined && made !== undefined
      ? [{ node: call, store: call.callee, keys: [key], values: [made], isOfPackage: false }]
      : [];
  });
}

/**
 * What the callers of a helper keep by it: `remember(key, () => load(id))`, where the helper puts what the function that
 * it was brought makes under the key that it was brought.
 */
export function broughtEntries({ isOfPackage, keys, node, store, values }: CacheEntry, analysis: FileAnalysis): CacheEntry[] {
  const { sourceCode } = analysis;
  const helper = enclosingFunction(node);
  const [key, ...others] = keys;
  if (helper === undefined || key === undefined || others.length > 0) {
    return [];
  }
  const keyPosition = positionOf(key, helper, sourceCode);
  if (keyPosition === undefined) {
    return [];
  }
  if (!isGivenOn(store, helper, analysis)) {
    // A lock keeps what runs, and gives it to nobody.
    return [];
  }
  const makers = values
    .flatMap((value) => trace(value, sourceCode))
    .flatMap((leaf) => {
      const made = leaf.kind === 'call' ? unwrap(leaf.node) : undefined;
      return made?.type === AST_NODE_TYPES.CallExpression ? (positionOf(made.callee, helper, sourceCode) ?? []) : [];
    });
  return callsOf(helper, sourceCode).calls.flatMap((call) => {
    const given = call.arguments[keyPosition];
    const made = makers.flatMap((position) => call.arguments[position] ?? []);
    return given === undefined || made.length === 0 ? [] : [{ node: call, store, keys: [given], values: made, isOfPackage }];
  });
}

/** Whether a helper returns what it reads from a store. */
function isGivenOn(store: TSESTree.Node, helper: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  const { root } = memberChain(store);
  const mentions = (node: TSESTree.Node, fuel: number): boolean => {
    let found = false;
    walk(node, sourceCode.visitorKeys, (inner) => {
      const init = fuel > 0 ? constantInitializer(inner, sourceCode) : undefined;
      found ||=
        (inner.type === root.type && sourceCode.getText(inner) === sourceCode.getText(root)) ||
        (init !== undefined && enclosingFunction(init) === helper && mentions(init, fuel - 1));
    });
    return found;
  };
  return resultsOf(helper, sourceCode).some((result) => mentions(result, 4));
}

/** Which parameter of a function an expression names. */
function positionOf(expression: TSESTree.Node, definition: FunctionNode, sourceCode: TSESLint.SourceCode): number | undefined {
  const parameter = variableOf(unwrap(expression), sourceCode)?.defs[0];
  const position = parameter?.type === 'Parameter' ? definition.params.findIndex((each) => each === parameter.name) : -1;
  return position < 0 ? undefined : position;
}

/** A standard collection is a slot already; what has no `get` answers nobody by key. */
function hasCacheShape(store: TSESTree.Node, isPut: boolean, analysis: FileAnalysis): boolean {
  const type = typeOf(store, analysis);
  const { program } = analysis;
  const symbol = type.getSymbol();
  const isStandard = (symbol?.declarations ?? []).some((declaration) =>
    program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
  return (
    !isStandard &&
    (type.flags & ts.TypeFlags.Any) === 0 &&
    (type.getProperty('get') !== undefined || !isPut) &&
    !isKnownType(type, 'one-per-server', analysis) &&
    !isKnownType(type, 'process-wide', analysis) &&
    !isKnownType(type, 'user-owned', analysis)
  );
}

/** An argument of a call, or a property of one that is written out there. */
export function partOf(
  call: TSESTree.CallExpression,
  { argument, property }: { argument: number; property?: string },
): TSESTree.Node | undefined {
  const given = call.arguments[argument];
  if (given === undefined || property === undefined) {
    return given;
  }
  return propertyOf(unwrap(given), property);
}

/** The value of a property of an object literal. */
export function propertyOf(object: TSESTree.Node, name: string | undefined): TSESTree.Node | undefined {
  if (object.type !== AST_NODE_TYPES.ObjectExpression) {
    return undefined;
  }
  for (const property of object.properties) {
    if (property.type === AST_NODE_TYPES.Property && keyText(property.key) === name) {
      return property.value;
    }
  }
  return undefined;
}
