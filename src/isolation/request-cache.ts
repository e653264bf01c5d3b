import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { RequestCache } from '../frameworks/framework.js';
import type { FileAnalysis } from './file-analysis.js';
import type { Inventory } from './inventory.js';

import { symbolMatches } from '../specifier.js';
import { propertyOf } from './cache-entry.js';
import { isSeparating } from './cache-key.js';
import { inventoryOf } from './inventory.js';
import { entriesOfKind } from './known-entries.js';
import { functionAt } from './references.js';
import { symbolAt } from './symbols.js';
import { enclosingClass, enclosingFunction, unwrap } from './syntax.js';
import { resultsOf, trace } from './trace.js';

const knownCaches = entriesOfKind('requestCacheTypes');

/** The caches meant for one request that a file makes once for all: `new DataLoader(…)` at module level or in a static. */
export function sharedRequestCaches(analysis: FileAnalysis): Inventory['instances'] {
  const { cwd, program, sourceCode } = analysis;
  const known = knownCaches(analysis);
  if (known.length === 0) {
    return [];
  }
  return inventoryOf(sourceCode).instances.filter((instance) => {
    if (enclosingFunction(instance) !== undefined || isInstanceField(instance)) {
      return false;
    }
    const symbol = symbolAt(instance.callee, analysis);
    const cache = symbol && known.find(({ type }) => symbolMatches(symbol, type, program, cwd));
    return cache !== undefined && !isSwitchedOff(instance, cache) && !isKeyedByOwner(instance, cache, analysis);
  });
}

function isInstanceField(node: TSESTree.Node): boolean {
  return enclosingClass(node) !== undefined && fieldOf(node)?.static === false;
}

function fieldOf(node: TSESTree.Node): TSESTree.PropertyDefinition | undefined {
  for (let outer: TSESTree.Node | undefined = node; outer; outer = outer.parent) {
    if (outer.type === AST_NODE_TYPES.PropertyDefinition) {
      return outer;
    }
  }
  return undefined;
}

/** What an argument of a constructor is, where it can be seen: an object literal. */
function optionsOf(instance: TSESTree.NewExpression, argument: number): TSESTree.ObjectExpression | 'none' | 'unknown' {
  const given = instance.arguments[argument];
  const object = given === undefined ? undefined : unwrap(given);
  return object === undefined ? 'none' : object.type === AST_NODE_TYPES.ObjectExpression ? object : 'unknown';
}

function isSwitchedOff(instance: TSESTree.NewExpression, { unless }: RequestCache): boolean {
  const options = unless === undefined ? 'none' : optionsOf(instance, unless.argument);
  if (options === 'none' || options === 'unknown' || unless === undefined) {
    return options === 'unknown';
  }
  const value = propertyOf(options, unless.property);
  return (
    options.properties.some(({ type }) => type === AST_NODE_TYPES.SpreadElement) ||
    (value?.type === AST_NODE_TYPES.Literal && value.value === unless.value)
  );
}

/** Whether the key that an instance makes by itself says whose an entry is. */
function isKeyedByOwner(instance: TSESTree.NewExpression, { keyedBy }: RequestCache, analysis: FileAnalysis): boolean {
  const options = keyedBy === undefined ? 'none' : optionsOf(instance, keyedBy.argument);
  const given = typeof options === 'string' || keyedBy === undefined ? undefined : propertyOf(options, keyedBy.property);
  const maker = given && functionAt(given, analysis.sourceCode);
  return (
    given !== undefined &&
    (maker === undefined ||
      resultsOf(maker, analysis.sourceCode)
        .flatMap((result) => trace(result, analysis.sourceCode))
        .some((leaf) => isSeparating(leaf, analysis)))
  );
}
