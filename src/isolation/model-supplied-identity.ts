import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';
import type { DecidingUse } from './value-use.js';

import { symbolMatches } from '../specifier.js';
import { isLookupIdentityName } from './identity-name.js';
import { inventoryOf } from './inventory.js';
import { entriesOfKind } from './known-entries.js';
import { knownMethodsAt } from './known-methods.js';
import { symbolsOfType } from './known-types.js';
import { asksForPermission } from './permission.js';
import { functionAt, variableOf } from './references.js';
import { typeOf } from './symbols.js';
import {
  contains,
  enclosingFunction,
  isFunction,
  isNothing,
  keyText,
  literalText,
  memberChain,
  propertyName,
  unwrap,
  walk,
  wrapped,
} from './syntax.js';
import { decidingUse } from './value-use.js';
import { isPersonalName, wordsOf } from './vocabulary.js';

/** An identity that a tool lets the model choose. */
export interface ModelSuppliedIdentity {
  /** Its name, where it is reported. */
  node: TSESTree.Node;
  /** Its property in the schema of the tool's input; `undefined` where the schema is not in sight. */
  property: TSESTree.Property | undefined;
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

/** What a tool is written as, and what it is called. */
interface ToolText {
  node: TSESTree.Node;
  name: string | undefined;
}

/** `the current patient`, `my orders`, `the customer you are talking to`: the tool works for the one who asks. */
const ofTheAsker =
  /^my\b|\b(?:current|calling|authenticated|logged[- ]in|signed[- ]in)\s+(?:\w+\s+)?(?:account|applicant|borrower|buyer|caller|client|customer|employee|guest|holder|learner|member|owner|passenger|patient|person|player|pupil|rider|seller|shopper|student|subscriber|tenant|traveller|user|viewer|visitor)\b|\byou(?:'re| are)\s+(?:talking|speaking|chatting|helping)\b/iu;

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
      isIdentityOfAsker(name, analysis) ||
      // Whom `customerId` means, only the tool's own words say: the one who asks, or one of those whom they look after.
      (words.length > 1 && isLookupIdentityName(name, analysis) && isPersonalName(name) && !words.includes('session') && isForTheAsker(tool.node, handler, analysis));
    return isIdentity ? [{ name, node }] : [];
  });
  if (candidates.length === 0 || asksForPermission(definition, analysis)) {
    return [];
  }
  return candidates.flatMap(({ name, node }) => {
    const use = trustedUse(definition, name, analysis);
    return use === undefined ? [] : [{ node: node.key, property: node, name, use }];
  });
}

/** Whether a name says an identity that a tool should know from whoever runs it. */
function isIdentityOfAsker(name: string, { settings }: FileAnalysis): boolean {
  const words = wordsOf(name);
  return (
    (words.length === 2 && owners.has(words[0] ?? '') && words[1] === 'id') || settings.identityNames?.includes(name) === true
  );
}

/** Where a handler uses an identity of its input, if it nowhere compares it with another. */
function trustedUse(definition: FunctionNode, name: string, { sourceCode }: FileAnalysis): DecidingUse | undefined {
  const [input] = definition.params;
  return input === undefined ? undefined : useOf(readsIn(input, sourceCode).filter((read) => read.name === name), sourceCode);
}

/** A member of a tool's input that is read: as a member, or by a name that a pattern takes it out to. */
interface InputRead {
  name: string;
  /** Where it is taken out of the input. */
  node: TSESTree.MemberExpression | TSESTree.Property;
  /** The name in the pattern, whose uses are the uses of the member. */
  variable: TSESLint.Scope.Variable | undefined;
}

/** What is read of an input that a parameter or variable is bound to. */
function readsIn(bound: TSESTree.Node, sourceCode: TSESLint.SourceCode): InputRead[] {
  if (bound.type === AST_NODE_TYPES.ObjectPattern) {
    return bound.properties.flatMap((property) => {
      const name = property.type === AST_NODE_TYPES.Property ? keyText(property.key) : undefined;
      if (property.type !== AST_NODE_TYPES.Property || name === undefined) {
        return [];
      }
      const target = property.value.type === AST_NODE_TYPES.AssignmentPattern ? property.value.left : property.value;
      return [{ name, node: property, variable: variableDeclaredBy(target, sourceCode) }];
    });
  }
  return (variableDeclaredBy(bound, sourceCode)?.references ?? []).flatMap(({ identifier }) => readsAt(identifier, sourceCode));
}

/** What is read of an input where it stands. */
function readsAt(input: TSESTree.Node, sourceCode: TSESLint.SourceCode): InputRead[] {
  const value = wrapped(input);
  const { parent } = value;
  if (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === value) {
    const name = propertyName(parent);
    return name === undefined ? [] : [{ name, node: parent, variable: undefined }];
  }
  return parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === value ? readsIn(parent.id, sourceCode) : [];
}

/** The variable that a name in a declaration declares. */
function variableDeclaredBy(name: TSESTree.Node, sourceCode: TSESLint.SourceCode): TSESLint.Scope.Variable | undefined {
  let declaration: TSESTree.Node | undefined = name;
  while (declaration && declaration.type !== AST_NODE_TYPES.VariableDeclarator && !isFunction(declaration)) {
    declaration = declaration.parent;
  }
  return declaration && sourceCode.getDeclaredVariables(declaration).find(({ defs }) => defs.some((definition) => definition.name === name));
}

/** The first use of several reads that decides whose data is worked on; none where one of them is compared. */
function useOf(reads: readonly InputRead[], sourceCode: TSESLint.SourceCode): DecidingUse | undefined {
  const nodes = reads.flatMap(({ node, variable }): TSESTree.Node[] =>
    node.type === AST_NODE_TYPES.MemberExpression
      ? [node]
      : (variable?.references ?? []).filter((reference) => reference.isRead()).map(({ identifier }) => identifier),
  );
  if (nodes.some(isCompared)) {
    return undefined;
  }
  for (const node of nodes) {
    const use = decidingUse(node, sourceCode);
    if (use !== undefined) {
      return use;
    }
  }
  return undefined;
}

function isCompared({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.BinaryExpression &&
    /^[!=]==?$/u.test(parent.operator) &&
    ![parent.left, parent.right].some((side) => isNothing(side) || literalText(side) !== undefined)
  );
}

const modelCallsOf = entriesOfKind('modelCalls');

/** The identities that a file takes from what a model filled in when it asked for a tool: `JSON.parse(call.arguments).userId`. */
export function identitiesOfModelCalls(analysis: FileAnalysis): ModelSuppliedIdentity[] {
  const { cwd, program, sourceCode } = analysis;
  const known = modelCallsOf(analysis);
  if (known.length === 0) {
    return [];
  }
  // `(call.input as Input).userId` is a chain, and the part without the cast is one, too.
  const filled = new Set<TSESTree.Node>();
  return inventoryOf(sourceCode).members.flatMap((chain) => {
    const { root, steps } = memberChain(chain);
    const position = steps.findIndex(({ name }) => known.some(({ member }) => member === name));
    const filledIn = steps[position]?.node;
    const around = enclosingFunction(chain);
    if (filledIn === undefined || around === undefined || filled.has(filledIn)) {
      return [];
    }
    filled.add(filledIn);
    const symbols = [...symbolsOfType(typeOf(steps[position - 1]?.node ?? root, analysis), analysis)];
    const isModelCall = known.some(
      ({ member, type }) => member === steps[position]?.name && symbols.some((symbol) => symbolMatches(symbol, type, program, cwd)),
    );
    if (!isModelCall || asksForPermission(around, analysis)) {
      return [];
    }
    const reads = readsAt(outOfParsers(filledIn), sourceCode);
    return reads.flatMap((read): ModelSuppliedIdentity[] => {
      const use = isIdentityOfAsker(read.name, analysis)
        ? useOf(reads.filter(({ name }) => name === read.name), sourceCode)
        : undefined;
      const node = read.node.type === AST_NODE_TYPES.Property ? read.node.key : read.node.property;
      return use === undefined ? [] : [{ node, property: undefined, name: read.name, use }];
    });
  });
}

/** The outermost expression around what a model filled in that only reads it: `schema.parse(JSON.parse(text ?? '{}'))`. */
function outOfParsers(filledIn: TSESTree.Node): TSESTree.Node {
  let value = wrapped(filledIn);
  for (;;) {
    const { parent } = value;
    if (parent?.type === AST_NODE_TYPES.LogicalExpression && parent.left === value) {
      value = wrapped(parent);
    } else if (
      parent?.type === AST_NODE_TYPES.CallExpression &&
      parent.arguments[0] === value &&
      wordsOf(memberChain(parent.callee).steps.at(-1)?.name ?? '')[0] === 'parse'
    ) {
      value = wrapped(parent);
    } else {
      return value;
    }
  }
}
