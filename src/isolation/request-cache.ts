import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { RequestCache } from '../frameworks/framework.js';
import type { FileAnalysis } from './file-analysis.js';
import type { Inventory } from './inventory.js';

import { frameworks } from '../frameworks/index.js';
import { canBeIn, specifierNames, symbolMatches } from '../specifier.js';
import { inventoryOf } from './inventory.js';
import { oncePerProgram } from './once.js';
import { symbolAt } from './symbols.js';
import { enclosingClass, enclosingFunction, unwrap } from './syntax.js';

interface RequestCaches {
  names: ReadonlySet<string>;
  known: readonly RequestCache[];
}

const knownCaches = oncePerProgram(({ program, settings }): RequestCaches => {
  const known = [
    ...frameworks.flatMap(({ requestCacheTypes = [] }) => requestCacheTypes),
    ...(settings.requestCacheTypes ?? []),
  ].filter(({ type }) => canBeIn(type, program));
  return { names: new Set(known.flatMap(({ type }) => specifierNames(type))), known };
});

/** The caches meant for one request that a file makes once for all: `new DataLoader(…)` at module level or in a static. */
export function sharedRequestCaches(analysis: FileAnalysis): Inventory['instances'] {
  const { cwd, program, sourceCode } = analysis;
  const { known, names } = knownCaches(analysis);
  if (known.length === 0) {
    return [];
  }
  return inventoryOf(sourceCode).instances.filter((instance) => {
    if (enclosingFunction(instance) !== undefined || isInstanceField(instance)) {
      return false;
    }
    const symbol = symbolAt(instance.callee, analysis);
    const isCandidate = symbol !== undefined && (names.has(symbol.name) || names.has(instance.callee.name));
    const cache = isCandidate ? known.find(({ type }) => symbolMatches(symbol, type, program, cwd)) : undefined;
    return cache !== undefined && (cache.unless === undefined || !isSwitchedOff(instance, cache.unless));
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

function isSwitchedOff(
  instance: TSESTree.NewExpression,
  { argument, property, value }: { argument: number; property: string; value: boolean },
): boolean {
  const options = instance.arguments[argument];
  const object = options === undefined ? undefined : unwrap(options);
  if (object === undefined) {
    return false;
  }
  return (
    object.type !== AST_NODE_TYPES.ObjectExpression ||
    object.properties.some(
      (member) =>
        member.type === AST_NODE_TYPES.SpreadElement ||
        (member.key.type === AST_NODE_TYPES.Identifier &&
          member.key.name === property &&
          member.value.type === AST_NODE_TYPES.Literal &&
          member.value.value === value),
    )
  );
}
