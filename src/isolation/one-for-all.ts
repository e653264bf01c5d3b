import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { Inventory } from './inventory.js';
import type { FunctionNode } from './syntax.js';

import { inventoryOf } from './inventory.js';
import { isKnownClass, isKnownType, namesKnownAs } from './known-types.js';
import { isSharedClass } from './lifetime.js';
import { oncePerFile } from './once.js';
import { ownerOf } from './owner.js';
import { isModuleVariable } from './references.js';
import { runsAtStartUp } from './start-up.js';
import { symbolAt, typeOf } from './symbols.js';
import { enclosingFunction, enclosingFunctions, memberChain, propertyName, unwrap, wrapped } from './syntax.js';

/** An object that there should be one of for each user or connection, made once for everybody. */
export interface OneForAll {
  /** Where it is declared: the name of the variable, or the key of the field. */
  node: TSESTree.Node;
  name: string;
  /** What it is: something that a connection is made with, or something that holds one user's data. */
  kind: 'connection' | 'holder';
}

/**
 * The objects of a file that are made while the module is evaluated although each user or connection needs one's own:
 * message histories, MCP transports for many clients, and MCP servers that such a transport, or any client, is connected
 * to. An MCP server over stdio has one client and is fine.
 */
export const madeOnceForAll = oncePerFile((analysis): readonly OneForAll[] => {
  const { calls, instances } = inventoryOf(analysis.sourceCode);
  return [
    ...instances.flatMap((instance) => oneForAll(instance, analysis) ?? []),
    ...calls.flatMap((call) => serverOfFactory(call, analysis) ?? []),
  ];
});

/** `const server = buildServer()` at module level. */
function serverOfFactory(call: TSESTree.Node, analysis: FileAnalysis): OneForAll | undefined {
  const holder = moduleHolder(call, analysis);
  const isConnected = holder?.variable.references.some(({ identifier }) => connectedTransport(identifier) !== undefined);
  return holder !== undefined &&
    isConnected === true &&
    isKnownClass(typeOf(call, analysis), 'one-per-connection', analysis) &&
    servesMany(holder.variable, analysis)
    ? { node: holder.id, name: holder.id.name, kind: 'connection' }
    : undefined;
}

interface ModuleHolder {
  id: TSESTree.Identifier;
  variable: TSESLint.Scope.Variable;
}

/** The variable of the module that holds what an expression makes while the module is evaluated. */
function moduleHolder(made: TSESTree.Node, { sourceCode }: FileAnalysis): ModuleHolder | undefined {
  const holder = wrapped(made).parent;
  if (
    holder?.type !== AST_NODE_TYPES.VariableDeclarator ||
    holder.id.type !== AST_NODE_TYPES.Identifier ||
    enclosingFunction(holder) !== undefined
  ) {
    return undefined;
  }
  const [variable] = sourceCode.getDeclaredVariables(holder);
  return variable !== undefined && isModuleVariable(variable) ? { id: holder.id, variable } : undefined;
}

function oneForAll(instance: Inventory['instances'][number], analysis: FileAnalysis): OneForAll | undefined {
  const value = wrapped(instance);
  const holder = value.parent;
  if (holder?.type === AST_NODE_TYPES.PropertyDefinition && holder.value === value) {
    return fieldForAll(holder, instance, analysis);
  }
  const kept = moduleHolder(instance, analysis);
  if (kept === undefined) {
    return undefined;
  }
  const { id, variable } = kept;
  const type = instanceType(instance, analysis);
  if (type === undefined) {
    return undefined;
  }
  if (isKnownClass(type, 'one-per-user', analysis)) {
    return variable.references.some(({ identifier }) => runsLater(identifier, analysis))
      ? { node: id, name: id.name, kind: isTransport(instance, analysis) ? 'connection' : 'holder' }
      : undefined;
  }
  return isKnownClass(type, 'one-per-connection', analysis) && servesMany(variable, analysis)
    ? { node: id, name: id.name, kind: 'connection' }
    : undefined;
}

function fieldForAll(
  field: TSESTree.PropertyDefinition,
  instance: Inventory['instances'][number],
  analysis: FileAnalysis,
): OneForAll | undefined {
  const type = instanceType(instance, analysis);
  return type !== undefined &&
    isKnownClass(type, 'one-per-user', analysis) &&
    (field.static || isSharedClass(field.parent.parent, analysis))
    ? {
        node: field.key,
        name: analysis.sourceCode.getText(field.key),
        kind: isTransport(instance, analysis) ? 'connection' : 'holder',
      }
    : undefined;
}

/**
 * What a class makes, without resolving the call; `undefined` where the program has no type that there should be one of
 * for each user or connection.
 */
function instanceType(instance: Inventory['instances'][number], analysis: FileAnalysis): ts.Type | undefined {
  const kinds = ['one-per-user', 'one-per-connection'] as const;
  if (kinds.every((known) => namesKnownAs(known, analysis).size === 0)) {
    return undefined;
  }
  const symbol = symbolAt(instance.callee, analysis);
  return symbol !== undefined && (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0
    ? analysis.checker.getDeclaredTypeOfSymbol(symbol)
    : typeOf(instance, analysis);
}

function isTransport(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  return isKnownClass(typeOf(node, analysis), 'transport-for-many', analysis);
}

/** Whether a place is in a function that runs after start-up, for whoever calls. */
function runsLater(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const inside = enclosingFunction(node);
  return inside !== undefined && !runsAtStartUp(inside, analysis.sourceCode);
}

/** What is done with a server that many clients reach. */
function servesMany(server: TSESLint.Scope.Variable, analysis: FileAnalysis): boolean {
  const uses = server.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
  const connections = uses.flatMap((use) => connectedTransport(use) ?? []);
  if (connections.some((transport) => isForMany(transport, analysis))) {
    return true;
  }
  // A transport that the program made for itself has one client: stdio, or the other end of a pair in memory.
  return (
    connections.length === 0 && uses.some((use) => isHandedToRequest(use, analysis) || notifiesFromHandler(use))
  );
}

/** The argument of `server.connect(transport)`. */
function connectedTransport(use: TSESTree.Node): TSESTree.Node | undefined {
  for (let member = use.parent; member?.type === AST_NODE_TYPES.MemberExpression; member = member.parent) {
    const call = member.parent;
    if (propertyName(member) === 'connect' && call.type === AST_NODE_TYPES.CallExpression && call.callee === member) {
      return call.arguments[0];
    }
  }
  return undefined;
}

/** A transport of many clients, or one that a caller brings: a server that is connected again and again. */
function isForMany(transport: TSESTree.Node, analysis: FileAnalysis): boolean {
  return (
    isTransport(transport, analysis) ||
    (runsLater(transport, analysis) && ['caller', 'user'].includes(ownerOf(transport, analysis).owner))
  );
}

/** The server is an argument of a call in a function that answers one request. */
function isHandedToRequest(use: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = wrapped(use);
  return (
    (value.parent?.type === AST_NODE_TYPES.CallExpression || value.parent?.type === AST_NODE_TYPES.NewExpression) &&
    value.parent.callee !== value &&
    enclosingFunctions(use).some((outer) => answersRequest(outer, analysis))
  );
}

function answersRequest(node: FunctionNode, analysis: FileAnalysis): boolean {
  return node.params.some((parameter) => isKnownType(typeOf(parameter, analysis), 'user-owned', analysis));
}

const notifications: ReadonlySet<string> = new Set(['notification', 'sendLoggingMessage', 'sendResourceUpdated']);

/** A handler that was given to a server sends through the server that it sees instead of the one that called it. */
function notifiesFromHandler(use: TSESTree.Node): boolean {
  const chain = memberChain(outermostMember(use));
  const isNotification = chain.steps.some((step) => notifications.has(step.name ?? ''));
  return (
    isNotification &&
    enclosingFunctions(use).some((outer) => {
      const { parent } = outer;
      return parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== outer && isMethodCall(parent);
    })
  );
}

function outermostMember(node: TSESTree.Node): TSESTree.Node {
  let outer = node;
  while (outer.parent?.type === AST_NODE_TYPES.MemberExpression && outer.parent.object === outer) {
    outer = outer.parent;
  }
  return outer;
}

function isMethodCall(call: TSESTree.CallExpression): boolean {
  return unwrap(call.callee).type === AST_NODE_TYPES.MemberExpression;
}
