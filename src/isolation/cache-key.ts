import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { Leaf } from './trace.js';

import { propertyOf } from './cache-entry.js';
import { callsOf } from './calls.js';
import { isKnownType } from './known-types.js';
import { isTellingType } from './owner.js';
import { constantInitializer, variableOf } from './references.js';
import { typeOf } from './symbols.js';
import { contains, isFunction, lastName, memberChain, unwrap, walk } from './syntax.js';
import { trace } from './trace.js';
import { isCredentialName, isIdentityName, isOwnerName, isOwnIdName, isPersonalName, isScopeName } from './vocabulary.js';

/**
 * Where a key comes from. A key that a function makes which the caller brought, `options.key(request)`, is followed into the
 * functions that the calls in the file bring.
 */
export function leavesOfKey(key: TSESTree.Node, analysis: FileAnalysis): readonly Leaf[] {
  const { sourceCode } = analysis;
  const name = unwrap(key);
  const made = unwrap(constantInitializer(name, sourceCode) ?? name);
  const callee = made.type === AST_NODE_TYPES.CallExpression ? memberChain(made.callee) : undefined;
  const definition = callee === undefined ? undefined : variableOf(callee.root, sourceCode)?.defs[0];
  if (callee === undefined || definition?.type !== 'Parameter' || !isFunction(definition.node)) {
    return trace(key, sourceCode);
  }
  const taker = definition.node;
  const position = taker.params.findIndex((parameter) => contains(parameter, definition.name));
  const brought = callsOf(taker, sourceCode).calls.flatMap((call) => {
    let given: TSESTree.Node | undefined = call.arguments[position];
    for (const step of callee.steps) {
      given = given === undefined ? undefined : propertyOf(unwrap(given), step.name);
    }
    const builder = given === undefined ? undefined : unwrap(given);
    return isFunction(builder) && builder.body.type !== AST_NODE_TYPES.BlockStatement ? [builder.body] : [];
  });
  return brought.length === 0 ? trace(key, sourceCode) : brought.flatMap((body) => trace(body, sourceCode));
}

/** An object is its own key; nobody else has it. */
export function isObjectKey(key: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = typeOf(key, analysis);
  return (type.flags & ts.TypeFlags.Object) !== 0 && unwrap(key).type !== AST_NODE_TYPES.ArrayExpression && !isArray(type, analysis);
}

function isArray(type: ts.Type, { checker }: FileAnalysis): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** Whether a part of a key is always the same: a literal, or a constant of the module, an object too. */
export function isFixed(leaf: Leaf, { sourceCode }: FileAnalysis): boolean {
  const { root, steps } = memberChain(leaf.node);
  const definition = leaf.kind === 'module' && steps.length === 0 ? variableOf(root, sourceCode)?.defs[0] : undefined;
  return (
    leaf.kind === 'constant' ||
    definition?.type === 'ImportBinding' ||
    (definition?.type === 'Variable' && definition.parent.kind === 'const')
  );
}

/** `randomUUID()`: a key that is made here and known only to whom it is given. */
export function hasOwnUniqueKey(leaves: readonly Leaf[]): boolean {
  return (
    leaves.every(({ kind }) => kind !== 'parameter') &&
    leaves.some(({ kind }) => kind === 'call' || kind === 'this' || kind === 'unknown')
  );
}

/** Whether a part of a key keeps users apart: an identity, a credential, or the id of what they share on purpose. */
export function isSeparating(leaf: Leaf, analysis: FileAnalysis): boolean {
  const { identityNames } = analysis.settings;
  if (leaf.kind !== 'parameter' && leaf.kind !== 'this' && leaf.kind !== 'call') {
    return false;
  }
  const end = memberChain(leaf.node).steps.length;
  return (
    leaf.names.some((name, index) => {
      if (isScopeName(name) || isCredentialName(name) || /headers$/iu.test(name)) {
        return true;
      }
      // `account.resources` is what an account has, and not the account.
      const isBare = !isOwnIdName(name) && !/name$|email$/iu.test(name);
      return isBare
        ? (isIdentityName(name, identityNames) && index === end && leaf.kind !== 'call') ||
            ((isOwnerName(name) || isPersonalName(name, identityNames)) && isOwnIdName(leaf.names[index + 1] ?? ''))
        : isIdentityName(name, identityNames);
    }) ||
    (leaf.kind === 'parameter' && isWhole(leaf) && isWholeOwner(leaf, analysis)) ||
    (leaf.kind === 'call' && isPersonalName(calledName(leaf.node), identityNames))
  );
}

/** `getUserId`, `sessionKeyFor`: the name of what is called. */
function calledName(node: TSESTree.Node): string {
  return node.type === AST_NODE_TYPES.CallExpression ? lastName(node.callee) : '';
}

/** What makes one text of a value, and takes nothing out of it. */
const textMethods: ReadonlySet<string> = new Set([
  'digest',
  'join',
  'normalize',
  'padStart',
  'replace',
  'replaceAll',
  'slice',
  'sort',
  'stringify',
  'substr',
  'substring',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'update',
]);

/** Whether a key is made of all of a leaf: `hash(state)` is, a member of what is loaded for the state is not. */
export function isWhole(leaf: Leaf): boolean {
  const { steps } = memberChain(leaf.node);
  return leaf.names.slice(steps.length + 1).every((name) => textMethods.has(name) || isKeyName(name));
}

/** What a local is called that a key is kept in on the way. */
function isKeyName(name: string): boolean {
  return /key$|hash$|digest$|fingerprint$|signature$/iu.test(name);
}

/** The whole of a request, context or user, not a member of it: hashed or written out, everything in it is in the key. */
function isWholeOwner(leaf: Leaf, analysis: FileAnalysis): boolean {
  const type = typeOf(leaf.node, analysis);
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    (isKnownType(type, 'user-owned', analysis) || isKnownType(type, 'context', analysis) || isTellingType(type, analysis))
  );
}

/** Whether a part of a key may be `undefined` or `null`. */
export function admitsNothing(node: TSESTree.Node, { services }: FileAnalysis): boolean {
  const type = services.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0);
}

/** Whether the key has the leaf in it, or the object that the leaf is a part of. */
export function isCovered(leaf: Leaf, keyLeaves: readonly Leaf[], analysis: FileAnalysis): boolean {
  const chain = memberChain(leaf.node);
  return keyLeaves.some((keyLeaf) => {
    const keyChain = memberChain(keyLeaf.node);
    if (keyChain.steps.length === 0 && !isWhole(keyLeaf)) {
      // A part of what is made from the same object: only what is made from that part is in the key.
      return (
        isSameRoot(chain.root, keyChain.root, analysis) &&
        keyLeaf.names.every((name, index) => textMethods.has(name) || name === leaf.names[index])
      );
    }
    return (
      isSameRoot(chain.root, keyChain.root, analysis) &&
      keyChain.steps.every((step, index) => step.name !== undefined && step.name === chain.steps[index]?.name)
    );
  });
}

/** Whether two names are of one variable. */
export function isSameRoot(one: TSESTree.Node, other: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  const variable = variableOf(one, sourceCode);
  return variable !== undefined && variable === variableOf(other, sourceCode);
}

/** `${++count}` */
export function isCounted(key: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  let found = false;
  const name = unwrap(key);
  walk(constantInitializer(name, sourceCode) ?? name, sourceCode.visitorKeys, (node) => {
    found ||= node.type === AST_NODE_TYPES.UpdateExpression;
  });
  return found;
}
