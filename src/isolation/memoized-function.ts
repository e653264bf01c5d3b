import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { KeyedCall } from '../frameworks/framework.js';
import type { CacheEntry } from './cache-entry.js';
import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { partOf } from './cache-entry.js';
import { inventoryOf } from './inventory.js';
import { knownMethodsAt } from './known-methods.js';
import { isKnownType } from './known-types.js';
import { oncePerFile } from './once.js';
import { isTellingType, isUserOwnedType } from './owner.js';
import { takerOf } from './function-use.js';
import { functionAt, variableOf } from './references.js';
import { typeOf } from './symbols.js';
import { contains, enclosingFunction, memberChain, wrapped } from './syntax.js';
import { resultsOf, runsInPlace, trace } from './trace.js';
import { isOwnerName, isPersonalName } from './vocabulary.js';

/** A function whose results a wrapper keeps: `memoize(load)`. */
interface MemoizedFunction {
  call: TSESTree.CallExpression;
  known: KeyedCall;
  definition: FunctionNode;
}

const memoizedFunctionsOf = oncePerFile((analysis): readonly MemoizedFunction[] =>
  inventoryOf(analysis.sourceCode).calls.flatMap((call) => {
    if (call.arguments.length === 0) {
      return [];
    }
    const [known] = knownMethodsAt('keyedCalls', call.callee, analysis).filter(
      ({ key, methods }) => 'resolver' in key || methods.length === 0,
    );
    const made = known && partOf(call, known.value);
    const definition = made && functionAt(made, analysis.sourceCode);
    return known !== undefined && definition !== undefined ? [{ call, known, definition }] : [];
  }),
);

/** What is kept under a key beside the wrapped function's own arguments; what it closes over is in neither. */
export function memoizedEntries(analysis: FileAnalysis): CacheEntry[] {
  return memoizedFunctionsOf(analysis).flatMap(({ call, definition, known }) => {
    const key = 'argument' in known.key ? partOf(call, known.key) : undefined;
    return key === undefined || enclosingFunction(call) === undefined
      ? []
      : [{ node: key, store: call.callee, keys: [key], values: [definition], isOfPackage: false }];
  });
}

/** A wrapped function of the module, and the parameter that says for whom it is called and is not in the key. */
export interface UnkeyedParameter {
  call: TSESTree.CallExpression;
  parameter: TSESTree.Parameter;
}

/** `memoize(function, resolver?)` at module level: without a resolver only the first argument of a call is the key. */
export function unkeyedParameters(analysis: FileAnalysis): UnkeyedParameter[] {
  return memoizedFunctionsOf(analysis).flatMap(({ call, definition, known }) => {
    if (!('resolver' in known.key) || !isMadeOnce(call, analysis)) {
      return [];
    }
    const resolver = partOf(call, known.key.resolver);
    const isInKey = resolver === undefined ? firstOf(known.keyed ?? 1) : positionsIn(resolver, known.key.resolver.property !== undefined, analysis);
    const parameter = definition.params.find((each, position) => {
      if (isInKey(position)) {
        return false;
      }
      const pattern = each.type === AST_NODE_TYPES.AssignmentPattern ? each.left : each;
      return (
        pattern.type === AST_NODE_TYPES.Identifier &&
        (isPersonalParameter(pattern, analysis) || isOwnerName(pattern.name))
      );
    });
    return parameter === undefined ? [] : [{ call, parameter }];
  });
}

function firstOf(count: number): (position: number) => boolean {
  return (position) => position < count;
}

/**
 * Which arguments of the wrapped function its resolver makes the key of; all of them where that cannot be told.
 *
 * @param areListed The resolver is given the arguments as one list, as `cacheKey` of p-memoize is.
 */
function positionsIn(resolver: TSESTree.Node, areListed: boolean, { sourceCode }: FileAnalysis): (position: number) => boolean {
  const maker = functionAt(resolver, sourceCode);
  const [first] = maker?.params ?? [];
  const given = areListed && first?.type === AST_NODE_TYPES.ArrayPattern ? first.elements : areListed ? undefined : maker?.params;
  if (maker === undefined || given === undefined) {
    return () => true;
  }
  const leaves = resultsOf(maker, sourceCode).flatMap((result) => trace(result, sourceCode));
  const used = given.map(
    (each) =>
      each !== null &&
      leaves.some(({ kind, node }) => {
        const name = variableOf(memberChain(node).root, sourceCode)?.defs[0]?.name;
        return kind === 'parameter' && name !== undefined && contains(each, name);
      }),
  );
  const hasRest = given.some((each) => each?.type === AST_NODE_TYPES.RestElement);
  return hasRest || !used.includes(true) ? () => true : (position) => used[position] === true;
}

/**
 * At module level; or in a function that sets handlers up, which are all that uses it: `routes(app)`. What answers one
 * request makes it for that request.
 */
function isMadeOnce(call: TSESTree.CallExpression, analysis: FileAnalysis): boolean {
  const { sourceCode } = analysis;
  const around = enclosingFunction(call);
  if (around === undefined) {
    return true;
  }
  const holder = wrapped(call).parent;
  const [variable] = holder?.type === AST_NODE_TYPES.VariableDeclarator ? sourceCode.getDeclaredVariables(holder) : [];
  const uses = (variable?.references ?? []).filter((reference) => reference.init !== true);
  return (
    uses.length > 0 &&
    uses.every(({ identifier }) => {
      const user = enclosingFunction(identifier);
      return user !== undefined && user !== around && takerOf(user) !== undefined && !runsInPlace(user);
    }) &&
    !around.params.some(
      (parameter) =>
        isUserOwnedType(typeOf(parameter, analysis), analysis) ||
        (parameter.type === AST_NODE_TYPES.Identifier && isPersonalParameter(parameter, analysis)),
    )
  );
}

function isPersonalParameter(pattern: TSESTree.Identifier, analysis: FileAnalysis): boolean {
  const type = typeOf(pattern, analysis);
  return (
    isPersonalName(pattern.name, analysis.settings.identityNames) ||
    isKnownType(type, 'user-owned', analysis) ||
    isKnownType(type, 'context', analysis) ||
    isTellingType(type, analysis)
  );
}
