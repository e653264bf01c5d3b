import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';
import type { DecidingUse } from './value-use.js';

import { isLookupIdentityName } from './identity-name.js';
import { knownMethodsAt } from './known-methods.js';
import { functionAt, variableOf } from './references.js';
import { contains, isNothing, keyText, literalText, memberChain, propertyName, unwrap, walk } from './syntax.js';
import { decidingUse, decidingUseOf } from './value-use.js';
import { isPersonalName, wordsOf } from './vocabulary.js';

/** An identity that a tool lets the model choose. */
export interface ModelSuppliedIdentity {
  /** Its property in the schema of the tool's input. */
  node: TSESTree.Property;
  name: string;
  use: DecidingUse;
}

const schemaNames: ReadonlySet<string> = new Set(['input', 'inputSchema', 'input_schema', 'parameters', 'schema']);
const handlerNames: ReadonlySet<string> = new Set(['call', 'execute', 'func', 'handler', 'invoke', 'run']);

/** The identities in the input schema of a tool that is written as one object: a schema beside its handler. */
export function identitiesOfToolObject(node: TSESTree.ObjectExpression, analysis: FileAnalysis): ModelSuppliedIdentity[] {
  const named = (names: ReadonlySet<string>): TSESTree.Node | undefined =>
    node.properties.find(
      (property): property is TSESTree.Property =>
        property.type === AST_NODE_TYPES.Property && !property.computed && names.has(keyText(property.key) ?? ''),
    )?.value;
  const schema = named(schemaNames);
  const handler = named(handlerNames);
  return schema === undefined || handler === undefined
    ? []
    : identitiesIn(schema, handler, { node, name: textOf(named(new Set(['id', 'name']))) }, analysis);
}

/** The identities in the input schema of a tool that a library's function makes from a schema and a handler. */
export function identitiesOfToolCall(node: TSESTree.CallExpression, analysis: FileAnalysis): ModelSuppliedIdentity[] {
  const handler = node.arguments.find((argument) => functionAt(argument, analysis.sourceCode) !== undefined);
  if (handler === undefined || knownMethodsAt('toolDefinitions', node.callee, analysis).length === 0) {
    return [];
  }
  const name = node.arguments.map(textOf).find((text) => text !== undefined);
  return node.arguments.flatMap((argument) => {
    const value = resolved(argument, analysis);
    if (argument === handler || value === undefined) {
      return [];
    }
    const nested =
      value.type === AST_NODE_TYPES.ObjectExpression
        ? value.properties.find(
            (property): property is TSESTree.Property =>
              property.type === AST_NODE_TYPES.Property && schemaNames.has(keyText(property.key) ?? ''),
          )
        : undefined;
    const own =
      value.type === AST_NODE_TYPES.ObjectExpression
        ? value.properties.find(
            (property): property is TSESTree.Property => property.type === AST_NODE_TYPES.Property && keyText(property.key) === 'name',
          )
        : undefined;
    return identitiesIn(nested?.value ?? value, handler, { node, name: name ?? textOf(own?.value) }, analysis);
  });
}

function textOf(node: TSESTree.Node | undefined): string | undefined {
  return node === undefined ? undefined : literalText(node);
}

/** What a constant holds. */
function resolved(node: TSESTree.Node, { sourceCode }: FileAnalysis): TSESTree.Node | undefined {
  const inner = unwrap(node);
  if (inner.type !== AST_NODE_TYPES.Identifier) {
    return inner;
  }
  const definition = variableOf(inner, sourceCode)?.defs[0];
  return definition?.type === 'Variable' && definition.node.init ? unwrap(definition.node.init) : undefined;
}

/** The properties of a schema: `z.object({ … })` with what is chained to it, a plain shape, or a JSON schema. */
function shapeOf(schema: TSESTree.Node, analysis: FileAnalysis, fuel = 6): TSESTree.Property[] {
  const node = fuel === 0 ? undefined : resolved(schema, analysis);
  if (node?.type === AST_NODE_TYPES.CallExpression) {
    const [argument] = node.arguments;
    const callee = unwrap(node.callee);
    return [
      ...(argument === undefined ? [] : shapeOf(argument, analysis, fuel - 1)),
      ...(callee.type === AST_NODE_TYPES.MemberExpression ? shapeOf(callee.object, analysis, fuel - 1) : []),
    ];
  }
  if (node?.type !== AST_NODE_TYPES.ObjectExpression) {
    return [];
  }
  const properties = node.properties.filter((property) => property.type === AST_NODE_TYPES.Property);
  const inner = properties.find((property) => keyText(property.key) === 'properties');
  return inner === undefined ? properties : shapeOf(inner.value, analysis, fuel - 1);
}

/** Whom an identity names that a tool should know from whoever runs it. */
const owners: ReadonlySet<string> = new Set(['account', 'organisation', 'organization', 'owner', 'tenant', 'user']);

/** Words of tools that are about other people: whom they look up is the model's to say. */
const aboutOthers: ReadonlySet<string> = new Set(['admin', 'directory', 'find', 'invite', 'lookup', 'member', 'members', 'profile', 'users']);

/** Words of calls and members by which a handler asks whether the caller may. */
const checking: ReadonlySet<string> = new Set([
  'admin', 'allowed', 'assert', 'authorize', 'authorized', 'authorise', 'can', 'ensure', 'permission', 'permissions', 'require', 'role', 'roles', 'verify',
]);

/** What a tool is written as, and what it is called. */
interface ToolText {
  node: TSESTree.Node;
  name: string | undefined;
}

/** `the current patient`, `my orders`, `the customer you are talking to`: the tool works for the one who asks. */
const ofTheAsker =
  /\b(?:my|your)\b|\b(?:current|calling|authenticated|logged[- ]in|signed[- ]in)\s+(?:\w+\s+)?\w+|\byou(?:'re| are)\s+(?:talking|speaking|chatting|helping)\b/iu;

/** Whether what a tool tells the model about itself says that it works for the one who asks. */
function isForTheAsker(tool: TSESTree.Node, handler: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  let found = false;
  walk(tool, sourceCode.visitorKeys, (node) => {
    const text = contains(handler, node) ? undefined : literalText(node);
    found ||= text !== undefined && ofTheAsker.test(text);
  });
  return found;
}

function identitiesIn(schema: TSESTree.Node, handler: TSESTree.Node, tool: ToolText, analysis: FileAnalysis): ModelSuppliedIdentity[] {
  const definition = functionAt(handler, analysis.sourceCode);
  if (definition === undefined || (tool.name !== undefined && wordsOf(tool.name).some((word) => aboutOthers.has(word)))) {
    return [];
  }
  const candidates = shapeOf(schema, analysis).flatMap((node) => {
    const name = keyText(node.key) ?? '';
    const words = wordsOf(name);
    const isIdentity =
      (words.length === 2 && owners.has(words[0] ?? '') && words[1] === 'id') ||
      analysis.settings.identityNames?.includes(name) === true ||
      // Whom `customerId` means, only the tool's own words say: the one who asks, or one of those whom they look after.
      (words.length > 1 && isLookupIdentityName(name, analysis) && isPersonalName(name) && !words.includes('session') && isForTheAsker(tool.node, handler, analysis));
    return isIdentity ? [{ name, node }] : [];
  });
  if (candidates.length === 0 || asksForPermission(definition, analysis)) {
    return [];
  }
  return candidates.flatMap(({ name, node }) => {
    const use = trustedUse(definition, name, analysis);
    return use === undefined ? [] : [{ node, name, use }];
  });
}

function asksForPermission(definition: FunctionNode, { sourceCode }: FileAnalysis): boolean {
  let asks = false;
  walk(definition.body, sourceCode.visitorKeys, (node) => {
    const name =
      node.type === AST_NODE_TYPES.CallExpression
        ? (memberChain(node.callee).steps.at(-1)?.name ?? (node.callee.type === AST_NODE_TYPES.Identifier ? node.callee.name : ''))
        : node.type === AST_NODE_TYPES.MemberExpression
          ? (propertyName(node) ?? '')
          : '';
    asks ||= wordsOf(name).some((word) => checking.has(word));
  });
  return asks;
}

/** Where a handler uses an identity of its input, if it nowhere compares it with another. */
function trustedUse(definition: FunctionNode, name: string, { sourceCode }: FileAnalysis): DecidingUse | undefined {
  const [input] = definition.params;
  const variables = input === undefined ? [] : sourceCode.getDeclaredVariables(definition);
  let use: DecidingUse | undefined;
  const seen = { isCompared: false };
  const look = (read: TSESTree.Node): void => {
    const { parent } = read;
    seen.isCompared ||=
      parent?.type === AST_NODE_TYPES.BinaryExpression &&
      /^[!=]==?$/u.test(parent.operator) &&
      ![parent.left, parent.right].some((side) => isNothing(side) || literalText(side) !== undefined);
    use ??= decidingUse(read, sourceCode);
  };
  const lookAtPattern = (pattern: TSESTree.ObjectPattern): void => {
    for (const property of pattern.properties) {
      if (property.type !== AST_NODE_TYPES.Property || keyText(property.key) !== name) {
        continue;
      }
      const target = property.value.type === AST_NODE_TYPES.AssignmentPattern ? property.value.left : property.value;
      const declaring = pattern.parent.type === AST_NODE_TYPES.VariableDeclarator ? sourceCode.getDeclaredVariables(pattern.parent) : variables;
      const variable = declaring.find((item) => item.defs.some((item_) => item_.name === target));
      variable?.references.filter((reference) => reference.isRead()).forEach(({ identifier }) => { look(identifier); });
      use ??= variable && decidingUseOf(variable, sourceCode);
    }
  };
  if (input?.type === AST_NODE_TYPES.ObjectPattern) {
    lookAtPattern(input);
  } else if (input?.type === AST_NODE_TYPES.Identifier) {
    const variable = variables.find((item) => item.defs.some((item_) => item_.name === input));
    for (const { identifier } of variable?.references ?? []) {
      const { parent } = identifier;
      if (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === identifier && propertyName(parent) === name) {
        look(parent);
      } else if (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.id.type === AST_NODE_TYPES.ObjectPattern) {
        lookAtPattern(parent.id);
      }
    }
  }
  return seen.isCompared ? undefined : use;
}
