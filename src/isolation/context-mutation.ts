import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { isOfPackage, symbolMatches } from '../specifier.js';
import { contextInAnnotation, contextInType } from './context-type.js';
import { entriesOfKind } from './known-entries.js';
import { isKnownType, symbolsOfType } from './known-types.js';
import { isGlobalName, variableOf } from './references.js';
import { isOfStandardLibrary, symbolAt, typeOf } from './symbols.js';
import { enclosingFunction, enclosingFunctions, isFunction, literalText, memberChain, propertyName, unwrap } from './syntax.js';
import { runsInPlace } from './trace.js';

/** A write that a context is not to undergo. */
export interface ContextWrite {
  /** Where it is reported: the written member, or the call that writes. */
  node: TSESTree.Node;
  /** The expression that is the context, as far as the text goes. */
  context: TSESTree.Node;
}

/** Methods that change their array, map, set or what is like them. */
const mutators: ReadonlySet<string> = new Set([
  'add',
  'append',
  'clear',
  'copyWithin',
  'delete',
  'fill',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

const collections: ReadonlySet<string> = new Set(['Array', 'FormData', 'Headers', 'Map', 'Set', 'URLSearchParams']);

/** Functions of the language that write to their first argument, by object. */
const writers: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(['assign', 'defineProperties', 'defineProperty', 'setPrototypeOf']),
  Reflect: new Set(['defineProperty', 'deleteProperty', 'set', 'setPrototypeOf']),
};

/** Methods of collections that give out what is in them. */
const givingOut: ReadonlySet<string> = new Set(['at', 'entries', 'filter', 'find', 'findLast', 'get', 'slice', 'values']);

/** Methods that call their function with each element. */
const iterating: ReadonlySet<string> = new Set(['every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'some']);

/** The object that an assignment to a target changes, and the written member. */
interface Written {
  object: TSESTree.Node;
  name: string | undefined;
}

/** The write of an assignment, `delete`, `++` or loop head to one target, if the target lies in a context. */
export function contextWriteAt(target: TSESTree.Node, analysis: FileAnalysis): ContextWrite | undefined {
  const member = unwrap(target);
  if (member.type !== AST_NODE_TYPES.MemberExpression) {
    return undefined;
  }
  return writeOf(member, { object: member.object, name: propertyName(member) }, analysis);
}

/** The write of a call that changes its receiver or its first argument, if that is a context or lies in one. */
export function contextWriteOfCall(call: TSESTree.CallExpression, analysis: FileAnalysis): ContextWrite | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) {
    return undefined;
  }
  const method = propertyName(callee);
  if (method === undefined) {
    return undefined;
  }
  const object = unwrap(callee.object);
  if (object.type === AST_NODE_TYPES.Identifier && (Object.hasOwn(writers, object.name) ? writers[object.name] : undefined)?.has(method) === true) {
    const [first] = call.arguments;
    return first === undefined || !isGlobalName(object, object.name, analysis.sourceCode)
      ? undefined
      : writeOf(call, { object: first, name: writtenName(call) }, analysis);
  }
  const borrowed = method === 'call' || method === 'apply' ? unwrap(callee.object) : undefined;
  if (borrowed?.type === AST_NODE_TYPES.MemberExpression) {
    const [first] = call.arguments;
    return first !== undefined && mutators.has(propertyName(borrowed) ?? '') && isCollectionMethod(borrowed, analysis)
      ? writeOf(call, { object: first, name: undefined }, analysis)
      : undefined;
  }
  return mutators.has(method) && isInnerObject(callee.object) && isCollectionMethod(callee, analysis)
    ? writeOf(call, { object: callee.object, name: undefined }, analysis)
    : undefined;
}

function writtenName({ arguments: [, second] }: TSESTree.CallExpression): string | undefined {
  return second === undefined ? undefined : literalText(second);
}

/** What is made on the spot holds no context. */
function isInnerObject(node: TSESTree.Node): boolean {
  const { type } = unwrap(node);
  return type !== AST_NODE_TYPES.NewExpression && type !== AST_NODE_TYPES.ArrayExpression;
}

function isCollectionMethod(method: TSESTree.MemberExpression, analysis: FileAnalysis): boolean {
  const symbol = symbolAt(method, analysis);
  return (symbol?.declarations ?? []).some(
    ({ parent }) =>
      (ts.isInterfaceDeclaration(parent) || ts.isClassDeclaration(parent)) &&
      parent.name !== undefined &&
      collections.has(parent.name.text) &&
      symbol !== undefined &&
      (isOfStandardLibrary(symbol, analysis.program) || isOfPackage(parent)),
  );
}

function writeOf(node: TSESTree.Node, { object, name }: Written, analysis: FileAnalysis): ContextWrite | undefined {
  if (isOwnMemo(node)) {
    return undefined;
  }
  const search: Search = { node, analysis, visited: new Set() };
  const context = contextAround(object, [name], search);
  return context === undefined ? undefined : { node, context };
}

/** `this.#key ??= …`: a private part that the context makes when it is first asked for. */
function isOwnMemo(node: TSESTree.Node): boolean {
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    node.object.type === AST_NODE_TYPES.ThisExpression &&
    node.property.type === AST_NODE_TYPES.PrivateIdentifier &&
    node.parent.type === AST_NODE_TYPES.AssignmentExpression &&
    node.parent.left === node &&
    node.parent.operator === '??='
  );
}

interface Search {
  /** The write. */
  node: TSESTree.Node;
  analysis: FileAnalysis;
  visited: Set<TSESTree.Node>;
}

/**
 * The context that an object is, or lies in.
 *
 * @param path The members from the object to what is written; `undefined` for a step without a name.
 */
function contextAround(
  object: TSESTree.Node,
  path: readonly (string | undefined)[],
  search: Search,
): TSESTree.Node | undefined {
  const { analysis, visited } = search;
  if (visited.has(object) || visited.size > 20) {
    return undefined;
  }
  visited.add(object);
  const node = unwrap(object);
  if (isStillMade(node, path, search) || (node.type === AST_NODE_TYPES.CallExpression && isFresh(node, path, analysis))) {
    return undefined;
  }
  if (layersOf(object).some((layer) => isReadOnlyContext(layer, path, analysis))) {
    return node.type === AST_NODE_TYPES.Identifier || isName(node) ? node : undefined;
  }
  if (isForeign(node, analysis)) {
    return undefined;
  }
  switch (node.type) {
    case AST_NODE_TYPES.MemberExpression:
      return contextAround(node.object, [propertyName(node), ...path], search);
    case AST_NODE_TYPES.Identifier:
      return contextOfVariable(node, path, search);
    case AST_NODE_TYPES.ObjectExpression:
      return contextInLiteral(node, path, search);
    case AST_NODE_TYPES.LogicalExpression:
      return contextAround(node.left, path, search) ?? contextAround(node.right, path, search);
    case AST_NODE_TYPES.ConditionalExpression:
      return contextAround(node.consequent, path, search) ?? contextAround(node.alternate, path, search);
    case AST_NODE_TYPES.CallExpression: {
      const callee = unwrap(node.callee);
      return callee.type === AST_NODE_TYPES.MemberExpression &&
        givingOut.has(propertyName(callee) ?? '') &&
        // `slice` and `filter` make a new array of the same elements.
        (path.length > 1 || !['filter', 'slice'].includes(propertyName(callee) ?? '')) &&
        symbolIsOfStandardLibrary(callee, analysis)
        ? contextAround(callee.object, [undefined, ...path], search)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What lies deeper than the first level of a spread is still the context's. */
function contextInLiteral(
  { properties }: TSESTree.ObjectExpression,
  path: readonly (string | undefined)[],
  search: Search,
): TSESTree.Node | undefined {
  if (path.length < 2) {
    return undefined;
  }
  const own = propertyOf(properties, path[0]);
  if (own !== undefined) {
    return contextAround(own.value, path.slice(1), search);
  }
  for (const property of properties) {
    const context =
      property.type === AST_NODE_TYPES.SpreadElement ? contextAround(property.argument, path, search) : undefined;
    if (context !== undefined) {
      return context;
    }
  }
  return undefined;
}

function propertyOf(
  properties: readonly TSESTree.ObjectLiteralElement[],
  name: string | undefined,
): TSESTree.Property | undefined {
  return properties.find(
    (property): property is TSESTree.Property =>
      property.type === AST_NODE_TYPES.Property &&
      !property.computed &&
      (property.key.type === AST_NODE_TYPES.Identifier ? property.key.name : literalText(property.key)) === name,
  );
}

function isName({ type }: TSESTree.Node): boolean {
  return (
    type === AST_NODE_TYPES.MemberExpression ||
    type === AST_NODE_TYPES.ThisExpression ||
    type === AST_NODE_TYPES.CallExpression ||
    type === AST_NODE_TYPES.LogicalExpression ||
    type === AST_NODE_TYPES.ConditionalExpression
  );
}

function symbolIsOfStandardLibrary(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const symbol = symbolAt(node, analysis);
  return symbol !== undefined && isOfStandardLibrary(symbol, analysis.program);
}

/** An expression, and what it is before each claim about its type: `(context as Mutable).x`. */
function layersOf(expression: TSESTree.Node): TSESTree.Node[] {
  const layers = [expression];
  let node = expression;
  while (
    node.type === AST_NODE_TYPES.TSAsExpression ||
    node.type === AST_NODE_TYPES.TSTypeAssertion ||
    node.type === AST_NODE_TYPES.TSNonNullExpression ||
    node.type === AST_NODE_TYPES.TSSatisfiesExpression ||
    node.type === AST_NODE_TYPES.ChainExpression
  ) {
    node = node.expression;
    layers.push(node);
  }
  return layers;
}

const readOnlyMembers = entriesOfKind('readOnlyContextTypes');

/** Whether an expression is a context of which the written member is only to be read. */
function isReadOnlyContext(
  expression: TSESTree.Node,
  [member]: readonly (string | undefined)[],
  analysis: FileAnalysis,
): boolean {
  const type = typeOf(expression, analysis);
  if (contextInType(type, analysis)?.origin === 'project' || isAnnotatedAsContext(expression, analysis)) {
    return true;
  }
  if (!isKnownType(type, 'read-only-context', analysis) || isContainer(type, analysis)) {
    return false;
  }
  const symbols = [...symbolsOfType(type, analysis)];
  return readOnlyMembers(analysis).some(
    ({ members, type: readOnly }) =>
      (members === undefined || (member !== undefined && members.includes(member))) &&
      symbols.some((symbol) => symbolMatches(symbol, readOnly, analysis.program, analysis.cwd)),
  );
}

/** Some aliases leave no trace in the type; the annotation of a parameter or variable still has the name. */
function isAnnotatedAsContext(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  if (expression.type !== AST_NODE_TYPES.Identifier) {
    return false;
  }
  const name = variableOf(expression, analysis.sourceCode)?.defs[0]?.name;
  const annotation = name?.type === AST_NODE_TYPES.Identifier ? name.typeAnnotation : undefined;
  return (
    annotation !== undefined &&
    contextInAnnotation(
      analysis.services.esTreeNodeToTSNodeMap.get(annotation.typeAnnotation) as ts.TypeNode,
      analysis,
    ) === 'project'
  );
}

function isContainer(type: ts.Type, analysis: FileAnalysis): boolean {
  const symbol = type.getSymbol();
  return symbol !== undefined && isOfStandardLibrary(symbol, analysis.program) && type.aliasSymbol === undefined;
}

/** An object with a contract of its own, which a context only carries: a response, a database, a span of a tracer. */
function isForeign(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  if (node.type !== AST_NODE_TYPES.MemberExpression && node.type !== AST_NODE_TYPES.Identifier) {
    return false;
  }
  const type = typeOf(node, analysis);
  return isKnownType(type, 'process-wide', analysis) || isForeignType(type, analysis);
}

function isForeignType(type: ts.Type, analysis: FileAnalysis): boolean {
  if (type.isIntersection()) {
    return type.types.some((part) => isForeignType(part, analysis));
  }
  const symbol = type.getSymbol();
  if (symbol === undefined || type.isUnion()) {
    return false;
  }
  const isPlain = collections.has(symbol.name) || ['Object', 'ReadonlyArray', 'ReadonlyMap', 'ReadonlySet'].includes(symbol.name);
  return (
    !isPlain &&
    (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0 &&
    (symbol.declarations ?? []).some(
      (declaration) =>
        analysis.program.isSourceFileDefaultLibrary(declaration.getSourceFile()) ||
        isOfPackage(declaration),
    )
  );
}

/** What a variable that is no context itself was taken from. */
function contextOfVariable(
  node: TSESTree.Identifier,
  path: readonly (string | undefined)[],
  search: Search,
): TSESTree.Node | undefined {
  const { analysis } = search;
  const variable = variableOf(node, analysis.sourceCode);
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined || variable.defs.length > 1) {
    return undefined;
  }
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) {
    return undefined;
  }
  const taken = pathInPattern(definition.name);
  if (taken === undefined || (taken.isRest && path.length < 2)) {
    return undefined;
  }
  const whole = [...taken.path, ...path];
  if (definition.type === 'Parameter') {
    if (taken.pattern !== definition.name && isReadOnlyContext(taken.pattern, whole, analysis)) {
      return definition.name;
    }
    // `{ context: { metadata } }: Work`: a context in the middle of the pattern.
    if (taken.inner.some((inner) => isReadOnlyContext(inner, path, analysis))) {
      return definition.name;
    }
    return contextOfCallback(definition.node, whole, search);
  }
  if (definition.type !== 'Variable') {
    return undefined;
  }
  const declarator = definition.node;
  if (taken.inner.some((inner) => isReadOnlyContext(inner, path, analysis))) {
    return definition.name;
  }
  const loop = declarator.parent.parent;
  if (loop.type === AST_NODE_TYPES.ForOfStatement && loop.left === declarator.parent) {
    return contextAround(loop.right, [undefined, ...whole], search);
  }
  return declarator.init === null ? undefined : contextAround(declarator.init, whole, search);
}

/** The element that an iteration over a part of a context gives its function. */
function contextOfCallback(
  definition: TSESTree.Node,
  path: readonly (string | undefined)[],
  search: Search,
): TSESTree.Node | undefined {
  const call = definition.parent;
  if (!isFunction(definition) || call?.type !== AST_NODE_TYPES.CallExpression || call.arguments[0] !== definition) {
    return undefined;
  }
  const callee = unwrap(call.callee);
  return callee.type === AST_NODE_TYPES.MemberExpression &&
    iterating.has(propertyName(callee) ?? '') &&
    symbolIsOfStandardLibrary(callee, search.analysis)
    ? contextAround(callee.object, [undefined, ...path], search)
    : undefined;
}

interface PatternPath {
  path: (string | undefined)[];
  /** The whole pattern. */
  pattern: TSESTree.Node;
  /** The patterns between the whole one and the name. */
  inner: TSESTree.Node[];
  isRest: boolean;
}

/** The members by which a name is taken out of a pattern. */
function pathInPattern(name: TSESTree.Node): PatternPath | undefined {
  const path: (string | undefined)[] = [];
  const inner: TSESTree.Node[] = [];
  let isRest = false;
  let node = name;
  for (;;) {
    const { parent }: TSESTree.Node = node;
    if (parent?.type === AST_NODE_TYPES.AssignmentPattern && parent.left === node) {
      node = parent;
    } else if (parent?.type === AST_NODE_TYPES.RestElement) {
      isRest = true;
      node = parent;
    } else if (parent?.type === AST_NODE_TYPES.Property && parent.value === node) {
      path.unshift(!parent.computed && parent.key.type === AST_NODE_TYPES.Identifier ? parent.key.name : literalText(parent.key));
      node = parent.parent;
      inner.push(node);
    } else if (parent?.type === AST_NODE_TYPES.ObjectPattern) {
      node = parent;
      inner.push(node);
    } else if (parent?.type === AST_NODE_TYPES.ArrayPattern) {
      path.unshift(undefined);
      node = parent;
      inner.push(node);
    } else {
      return { path, pattern: node, inner: inner.slice(0, -1), isRest };
    }
  }
}

/**
 * Whether whoever writes is still making the context: its own constructor, or the function in which a literal, a copy or
 * an instance was made and not handed on before the write.
 */
function isStillMade(node: TSESTree.Node, path: readonly (string | undefined)[], search: Search): boolean {
  const { analysis } = search;
  if (node.type === AST_NODE_TYPES.ThisExpression) {
    return enclosingFunctions(node).some(
      ({ parent }) => parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor',
    );
  }
  if (node.type !== AST_NODE_TYPES.Identifier) {
    return false;
  }
  const variable = variableOf(node, analysis.sourceCode);
  return variable !== undefined && isBeingMade(variable, node, path, analysis);
}

/** Whether a local holds an object that its function made, at the given place before it was handed on. */
export function isBeingMade(
  variable: TSESLint.Scope.Variable,
  place: TSESTree.Node,
  path: readonly (string | undefined)[],
  analysis: FileAnalysis,
): boolean {
  const definition = variable.defs[0];
  if (definition?.type !== 'Variable' || definition.name !== definition.node.id) {
    return false;
  }
  const values = variable.references.flatMap(({ writeExpr }) => writeExpr ?? []);
  if (values.length === 0 || !values.every((value) => isFresh(value, path, analysis))) {
    return false;
  }
  const home = enclosingFunction(definition.name);
  let around = enclosingFunction(place);
  while (around !== home && around !== undefined && runsInPlace(around)) {
    around = enclosingFunction(around);
  }
  return (
    around === home &&
    !variable.references.some(
      ({ identifier }) => identifier.range[0] < place.range[0] && identifier !== place && isHandingOn(identifier),
    )
  );
}

/** Whether a use gives the object itself to somebody else. */
function isHandingOn(identifier: TSESTree.Node): boolean {
  let node = identifier;
  while (
    node.parent?.type === AST_NODE_TYPES.TSAsExpression ||
    node.parent?.type === AST_NODE_TYPES.TSNonNullExpression ||
    node.parent?.type === AST_NODE_TYPES.TSTypeAssertion
  ) {
    node = node.parent;
  }
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.CallExpression: {
      const callee = unwrap(parent.callee);
      const { root } = memberChain(callee);
      const isPlatform = root.type === AST_NODE_TYPES.Identifier && ['Object', 'Reflect', 'console'].includes(root.name);
      return parent.arguments.includes(node as TSESTree.Expression) && !isPlatform;
    }
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.YieldExpression:
      return true;
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === node;
    case AST_NODE_TYPES.Property:
      return parent.value === node && parent.parent.type === AST_NODE_TYPES.ObjectExpression;
    default:
      return false;
  }
}

const makers = /^(?:build|child|clone|copy|create|deepClone|cloneDeep|derive|fork|from|make|new|parse|structuredClone|to|with)(?![a-z])/u;

/** Whether a value is made on the spot, down to the written member. */
function isFresh(value: TSESTree.Node, path: readonly (string | undefined)[], analysis: FileAnalysis): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.ArrayExpression:
      return true;
    case AST_NODE_TYPES.ObjectExpression: {
      if (path.length < 2) {
        return true;
      }
      // A spread copies the first level only; what lies deeper is still the other's.
      const [step, ...rest] = path;
      const own = propertyOf(node.properties, step);
      if (own !== undefined) {
        return isFresh(own.value, rest, analysis) || !isInsideContext(own.value, rest, analysis);
      }
      return !node.properties.some(
        (property) =>
          property.type === AST_NODE_TYPES.SpreadElement && isInsideContext(property.argument, path, analysis),
      );
    }
    case AST_NODE_TYPES.CallExpression: {
      const callee = unwrap(node.callee);
      const name =
        callee.type === AST_NODE_TYPES.Identifier
          ? callee.name
          : callee.type === AST_NODE_TYPES.MemberExpression
            ? (propertyName(callee) ?? '')
            : '';
      if (name === 'assign' && node.arguments[0] !== undefined) {
        return (
          isFresh(node.arguments[0], path.slice(0, 1), analysis) &&
          (path.length < 2 || !node.arguments.slice(1).some((argument) => isInsideContext(argument, path, analysis)))
        );
      }
      return makers.test(name);
    }
    default:
      return false;
  }
}

function isInsideContext(value: TSESTree.Node, path: readonly (string | undefined)[], analysis: FileAnalysis): boolean {
  return contextAround(value, path, { node: value, analysis, visited: new Set() }) !== undefined;
}
