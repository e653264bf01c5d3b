import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { Leaf } from './trace.js';

import { isOfPackage } from '../specifier.js';
import { isSameRoot, isWhole } from './cache-key.js';
import { isKnownType } from './known-types.js';
import { variableOf } from './references.js';
import { typeOf } from './symbols.js';
import { calledObject, isFunction, keyText, memberChain, unwrap } from './syntax.js';
import { isConfigurationName, isCredentialName, isIdentityName, isOwnerName, isOwnIdName, isPersonalName } from './vocabulary.js';

/** Whether a value depends on who asks through this leaf: an identity, a credential, or an object that has one. */
export function isIdentity(leaf: Leaf, keyLeaves: readonly Leaf[], analysis: FileAnalysis): boolean {
  const { identityNames } = analysis.settings;
  const isConfigured = leaf.names.some(isConfigurationName);
  if (
    leaf.names.some((name) => isPersonalName(name, identityNames) && !(isConfigured && isCredentialName(name))) ||
    isOwnerObject(leaf, analysis)
  ) {
    return true;
  }
  const type = typeOf(calledObject(leaf.node) ?? leaf.node, analysis);
  if ((type.flags & ts.TypeFlags.Object) === 0 || isConfigured || type.getCallSignatures().length > 0) {
    return false;
  }
  // `servers.set(context.instanceId, new Server(context))`: the thing's own id stands for who it belongs to, not for the
  // credentials that come with it.
  const hasOwnId = keyLeaves.some(
    (keyLeaf) =>
      isSameRoot(memberChain(keyLeaf.node).root, memberChain(leaf.node).root, analysis) &&
      isOwnIdName(keyLeaf.names.at(-1) ?? ''),
  );
  const isUsers = isKnownType(type, 'user-owned', analysis) || isKnownType(type, 'context', analysis);
  return (
    (isUsers && !hasOwnId) ||
    type
      .getProperties()
      .some(
        ({ name, declarations = [] }) =>
          !declarations.some(isOfPackage) &&
          (isCredentialName(name) || (!hasOwnId && isPersonalName(name, identityNames))),
      )
  );
}

/** `actor`, `session`: something that acts for one user, by the name and because it is an object. */
function isOwnerObject(leaf: Leaf, analysis: FileAnalysis): boolean {
  return isOwnerName(leaf.names.at(-1) ?? '') && (typeOf(leaf.node, analysis).flags & ts.TypeFlags.Object) !== 0;
}

/** The identity that an object says and that a key made from the object leaves out: `user` beside `req.url`. */
export function identityBeside(leaf: Leaf, analysis: FileAnalysis): string | undefined {
  const { root, steps } = memberChain(leaf.node);
  const isPart = steps.length > 0 || !isWhole(leaf);
  if (leaf.kind !== 'parameter' || !isPart || root.type !== AST_NODE_TYPES.Identifier) {
    return undefined;
  }
  // `tasks.set(task.id, task)`: who is given the id of a thing is given the thing.
  if (leaf.names.some((name, index) => index > 0 && /(?:^|_|[a-z])(?:id|uuid)$/iu.test(name))) {
    return undefined;
  }
  const type = typeOf(root, analysis);
  const isUsers = (['user-owned', 'context', 'legacy'] as const).some((known) => isKnownType(type, known, analysis));
  if (!isUsers) {
    return undefined;
  }
  const identities = type
    .getProperties()
    .filter(
      ({ name, declarations = [] }) =>
        isIdentityName(name, analysis.settings.identityNames) &&
        declarations.some((declaration) => !isOfPackage(declaration)),
    );
  const member = identities.find(({ name }) => isPersonalName(name)) ?? identities[0];
  return member && `${root.name}.${member.name}`;
}

/**
 * Whether a value is made from its inputs, instead of being one of them: what is kept as it came, or beside a member that
 * says whose it is, can be asked for its owner.
 */
export function isDerived(value: TSESTree.Node, analysis: FileAnalysis, fuel: number): boolean {
  const node = unwrap(value);
  if (fuel === 0 || isOwnerValue(node, analysis)) {
    return false;
  }
  switch (node.type) {
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.TaggedTemplateExpression:
    case AST_NODE_TYPES.TemplateLiteral:
      return true;
    case AST_NODE_TYPES.ArrowFunctionExpression:
    case AST_NODE_TYPES.FunctionExpression:
      return true;
    case AST_NODE_TYPES.ConditionalExpression:
      return isDerived(node.consequent, analysis, fuel - 1) || isDerived(node.alternate, analysis, fuel - 1);
    case AST_NODE_TYPES.LogicalExpression:
      return isDerived(node.left, analysis, fuel - 1) || isDerived(node.right, analysis, fuel - 1);
    case AST_NODE_TYPES.ArrayExpression:
      return node.elements.some((element) => element !== null && isDerived(element, analysis, fuel - 1));
    case AST_NODE_TYPES.ObjectExpression: {
      return (
        !saysWhose(node, analysis) &&
        node.properties.some((property) =>
          isDerived(property.type === AST_NODE_TYPES.Property ? property.value : property.argument, analysis, fuel - 1),
        )
      );
    }
    case AST_NODE_TYPES.Identifier: {
      const definition = variableOf(node, analysis.sourceCode)?.defs[0];
      if (definition?.type !== 'Variable') {
        return false;
      }
      const written = (variableOf(node, analysis.sourceCode)?.references ?? []).flatMap((reference) =>
        reference.isWrite() && reference.writeExpr ? [reference.writeExpr] : [],
      );
      return written.some((expression) => isDerived(expression, analysis, fuel - 1));
    }
    default:
      return false;
  }
}

/** Whether a value has a member that says whose it is: `{ ownerId, text }`, by the literal or by its type. */
export function saysWhose(value: TSESTree.Node, analysis: FileAnalysis): boolean {
  const node = unwrap(value);
  const names =
    node.type === AST_NODE_TYPES.ObjectExpression
      ? node.properties.flatMap((property) =>
          property.type === AST_NODE_TYPES.Property ? [keyText(property.key) ?? ''] : [],
        )
      : (typeOf(node, analysis).flags & ts.TypeFlags.Object) !== 0
        ? typeOf(node, analysis).getProperties().map(({ name }) => name)
        : [];
  return names.some((name) => isPersonalName(name, analysis.settings.identityNames) || isOwnerName(name));
}

/** A session, a socket, a transport: it is one user's itself, and whoever has its key has been given it. */
export function isOwnerValue(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  if (isFunction(node)) {
    return false;
  }
  const type = typeOf(node, analysis);
  const symbol = type.aliasSymbol ?? type.getSymbol();
  return (
    (symbol !== undefined && !/(?:request|response)$/iu.test(symbol.name) && (isOwnerName(symbol.name) || isLiveName(symbol.name))) ||
    isKnownType(type, 'one-per-user', analysis) ||
    isKnownType(type, 'one-per-connection', analysis) ||
    isKnownType(type, 'user-owned', analysis)
  );
}

/** A type's name that says a connection: what it is connected to is one client. */
function isLiveName(name: string): boolean {
  return /(?:connection|socket|stream|transport)s?$/iu.test(name);
}
