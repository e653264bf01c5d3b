import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, ASTUtils } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { ModelSuppliedIdentity } from '../isolation/model-supplied-identity.js';
import type { FunctionNode } from '../isolation/syntax.js';
import type { Edits } from './imports.js';

import { isNullable } from '../isolation/context-type.js';
import { contextsInReach } from '../isolation/context.js';
import { runsAtStartUp } from '../isolation/start-up.js';
import { contains, isFunction, keyText, literalText, propertyName, walk } from '../isolation/syntax.js';
import { rangeOfItem } from './list-item.js';
import { freeParameterName } from './parameter.js';

/** An identity that a handler takes from its context. */
export interface IdentityFromContext {
  /** How the handler writes it: `context.userId`. */
  text: string;
  edits: Edits;
}

/** What a handler reads of its input under one name. */
interface Reads {
  nodes: readonly (TSESTree.Identifier | TSESTree.MemberExpression)[];
  /** Its property in the pattern that the input is taken apart by. */
  property: TSESTree.Property | undefined;
  /** The handler reads something else of its input too. */
  hasOthers: boolean;
}

/**
 * Takes an identity that the model chooses from the one context in reach of the handler, and leaves it out of the schema.
 *
 * @param tool The call or object with the schema and the handler.
 * @returns `undefined` where the input's type does not come from the schema in the tool itself, where something else needs
 *   the identity in it, and where there is no context, several, or one whose identity does not fit.
 */
export function identityFromContext(
  { name, property: declared }: ModelSuppliedIdentity,
  tool: TSESTree.CallExpression | TSESTree.ObjectExpression,
  analysis: FileAnalysis,
): IdentityFromContext | undefined {
  const { sourceCode } = analysis;
  const handler = onlyFunctionOf(tool, sourceCode);
  const input = handler?.params[0];
  const item = declared && rangeOfItem(declared, sourceCode);
  if (
    declared === undefined ||
    handler === undefined ||
    input === undefined ||
    item === undefined ||
    !/^[\w$]+$/u.test(name) ||
    !contains(tool, declared) ||
    isNamedElsewhere(declared, name, tool)
  ) {
    return undefined;
  }
  const reads = readsOf(handler, input, name, sourceCode);
  const unused = reads && withoutReads(handler, input, reads, sourceCode);
  if (reads === undefined || unused === undefined || !isTypedBy(declared, input, name, analysis)) {
    return undefined;
  }
  const context = contextFor(reads.nodes, input, name, analysis);
  if (context === undefined) {
    return undefined;
  }
  const text = `${context}.${name}`;
  return {
    text,
    edits: (fixer) => [
      fixer.removeRange(item),
      ...unused(fixer),
      ...reads.nodes.map((read) =>
        read.parent.type === AST_NODE_TYPES.Property && read.parent.shorthand
          ? fixer.insertTextAfter(read, `: ${text}`)
          : fixer.replaceText(read, text),
      ),
    ],
  };
}

/** The handler; `undefined` where another function of the tool may be given the input too. */
function onlyFunctionOf(
  tool: TSESTree.CallExpression | TSESTree.ObjectExpression,
  { visitorKeys }: TSESLint.SourceCode,
): FunctionNode | undefined {
  const values: readonly TSESTree.Node[] =
    tool.type === AST_NODE_TYPES.CallExpression
      ? tool.arguments
      : tool.properties.flatMap((property) => (property.type === AST_NODE_TYPES.Property ? [property.value] : []));
  const handler = values.find((value) => isFunction(value));
  const others: FunctionNode[] = [];
  walk(tool, visitorKeys, (node) => {
    if (isFunction(node) && handler !== undefined && !contains(handler, node)) {
      others.push(node);
    }
  });
  return others.length === 0 ? handler : undefined;
}

/** Whether the schema around a property says more of it: `required: ['userId']`, `z.object({ … }).required({ … })`. */
function isNamedElsewhere(declared: TSESTree.Property, name: string, tool: TSESTree.Node): boolean {
  for (let node: TSESTree.Node = declared.parent; node !== tool; ) {
    const { parent }: TSESTree.Node = node;
    switch (parent.type) {
      case AST_NODE_TYPES.Property:
        if (keyText(parent.key) === 'properties' && parent.parent.properties.some((other) => isRequired(other, name))) {
          return true;
        }
        node = parent.parent;
        break;
      case AST_NODE_TYPES.CallExpression:
        node = parent;
        break;
      case AST_NODE_TYPES.MemberExpression: {
        const call: TSESTree.Node = parent.parent;
        // `.strict()` and `.describe('…')` do not name properties.
        if (
          call.type !== AST_NODE_TYPES.CallExpression ||
          call.callee !== parent ||
          call.arguments.some((argument) => literalText(argument) === undefined)
        ) {
          return true;
        }
        node = call;
        break;
      }
      default:
        return true;
    }
  }
  return false;
}

function isRequired(property: TSESTree.ObjectPattern['properties'][number] | TSESTree.ObjectLiteralElement, name: string): boolean {
  if (property.type !== AST_NODE_TYPES.Property) {
    return true;
  }
  const { key, value } = property;
  return (
    keyText(key) === 'required' &&
    (value.type !== AST_NODE_TYPES.ArrayExpression ||
      value.elements.some((element) => element === null || [undefined, name].includes(literalText(element))))
  );
}

/** Where a handler reads a name of its input; `undefined` where that cannot be told, or where it does more than read. */
function readsOf(
  handler: FunctionNode,
  input: TSESTree.Parameter,
  name: string,
  sourceCode: TSESLint.SourceCode,
): Reads | undefined {
  const variables = sourceCode.getDeclaredVariables(handler);
  if (input.type === AST_NODE_TYPES.ObjectPattern) {
    const property = input.properties.find(
      (item): item is TSESTree.Property => item.type === AST_NODE_TYPES.Property && !item.computed && keyText(item.key) === name,
    );
    const target = property?.value;
    const variable = variables.find((item) => item.defs.some((definition) => definition.name === target));
    // What is left over for `...rest` changes with the schema.
    const isWhole = input.properties.every(({ type }) => type === AST_NODE_TYPES.Property);
    const references = variable?.references ?? [];
    return property !== undefined &&
      target?.type === AST_NODE_TYPES.Identifier &&
      isWhole &&
      references.every((reference) => reference.isReadOnly() && reference.identifier.parent.type !== AST_NODE_TYPES.TSTypeQuery)
      ? {
          nodes: references.map(({ identifier }) => identifier as TSESTree.Identifier),
          property,
          hasOthers: input.properties.length > 1,
        }
      : undefined;
  }
  if (input.type !== AST_NODE_TYPES.Identifier) {
    return undefined;
  }
  const references = variables.find((item) => item.defs.some((definition) => definition.name === input))?.references ?? [];
  const members = references.flatMap(({ identifier }) =>
    identifier.parent.type === AST_NODE_TYPES.MemberExpression && identifier.parent.object === identifier
      ? [identifier.parent]
      : [],
  );
  const nodes = members.filter((member) => propertyName(member) === name);
  return members.length === references.length &&
    members.every((member) => propertyName(member) !== undefined) &&
    nodes.every((node) => isOnlyRead(node) && sourceCode.getCommentsInside(node).length === 0)
    ? { nodes, property: undefined, hasOthers: members.length > nodes.length }
    : undefined;
}

function isOnlyRead(member: TSESTree.MemberExpression): boolean {
  const { parent } = member;
  switch (parent.type) {
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === member;
    case AST_NODE_TYPES.UnaryExpression:
      return parent.operator !== 'delete';
    case AST_NODE_TYPES.Property:
      return parent.parent.type === AST_NODE_TYPES.ObjectExpression;
    case AST_NODE_TYPES.ArrayPattern:
    case AST_NODE_TYPES.AssignmentPattern:
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.RestElement:
    case AST_NODE_TYPES.UpdateExpression:
      return false;
    default:
      return true;
  }
}

/** The parameter once a name is no longer read from it; gone where nothing else is, and no other parameter follows. */
function withoutReads(
  handler: FunctionNode,
  input: TSESTree.Parameter,
  { hasOthers, property }: Reads,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  if (hasOthers) {
    const range = property && rangeOfItem(property, sourceCode);
    return property === undefined ? () => [] : range && ((fixer) => [fixer.removeRange(range)]);
  }
  if (sourceCode.getCommentsInside(input).length > 0) {
    return undefined;
  }
  if (handler.params.length > 1) {
    const candidate = input.type === AST_NODE_TYPES.Identifier ? `_${input.name}` : '_input';
    const name = freeParameterName([handler], [candidate], sourceCode);
    return (fixer) => [fixer.replaceText(input, name)];
  }
  const open = sourceCode.getTokenBefore(input);
  const close = sourceCode.getTokenAfter(input);
  const isInParentheses = open?.value === '(' && open.range[0] >= handler.range[0];
  if (isInParentheses) {
    return close?.value === ')' ? (fixer) => [fixer.remove(input)] : undefined;
  }
  return (fixer) => [fixer.replaceText(input, '()')];
}

/** Whether the compiler knows a name of the input from the schema's property, and from nowhere else. */
function isTypedBy(declared: TSESTree.Property, input: TSESTree.Parameter, name: string, { services }: FileAnalysis): boolean {
  if (!('typeAnnotation' in input) || input.typeAnnotation !== undefined) {
    return false;
  }
  const property = services.esTreeNodeToTSNodeMap.get(declared) as ts.Node;
  const symbol = services.getTypeAtLocation(input).getProperty(name);
  const declarations = symbol?.declarations ?? [];
  return declarations.length > 0 && declarations.every((declaration) => declaration === property);
}

/** The one context that all reads can take the identity from. */
function contextFor(
  reads: Reads['nodes'],
  input: TSESTree.Parameter,
  name: string,
  analysis: FileAnalysis,
): string | undefined {
  const found = new Set<string | undefined>();
  for (const read of reads) {
    const [context, ...others] = contextsInReach(read, analysis);
    found.add(
      context !== undefined &&
        others.length === 0 &&
        context.certainty === 'certain' &&
        (context.kind === 'parameter' || context.kind === 'local') &&
        !contains(input, context.node) &&
        !runsAtStartUp(context.owner, analysis.sourceCode) &&
        isFitting(read, context.expression, context.node, name, analysis)
        ? context.expression
        : undefined,
    );
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/** Whether a context can be written at a place, and its identity fits there. */
function isFitting(
  read: TSESTree.Node,
  expression: string,
  binding: TSESTree.Node,
  name: string,
  { checker, services, sourceCode }: FileAnalysis,
): boolean {
  const [root, ...steps] = expression.split('.');
  const variable = root === undefined ? null : ASTUtils.findVariable(sourceCode.getScope(read), root);
  const declared = variable?.defs[0]?.name;
  if (declared === undefined || !contains(binding, declared)) {
    return false;
  }
  let type = services.getTypeAtLocation(declared);
  for (const step of [...steps, name]) {
    const property = isNullable(type) ? undefined : type.getProperty(step);
    if (property === undefined || !isPublic(property)) {
      return false;
    }
    type = checker.getTypeOfSymbol(property);
  }
  const expected = services.getTypeAtLocation(read);
  const isUnknown = [type, expected].some(({ flags }) => (flags & ts.TypeFlags.Any) !== 0);
  return !isUnknown && checker.isTypeAssignableTo(type, expected);
}

function isPublic(property: ts.Symbol): boolean {
  return (property.declarations ?? []).every(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.NonPublicAccessibilityModifier) === 0,
  );
}
