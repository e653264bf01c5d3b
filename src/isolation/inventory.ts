import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { ClassNode, FunctionNode, MemberChain } from './syntax.js';

import { enclosingFunction, expressionsOf, isClass, memberChain, propertyName, unwrap, walk } from './syntax.js';

/**
 * How a write changes a slot.
 *
 * - `assign`: `slot = value`, destructuring and loop heads included
 * - `keep`: `slot ??= value`, `slot ||= value`: only the first value stays
 * - `merge`: `Object.assign(slot, value)`
 * - `put`: `slot.set(key, value)`, `Reflect.set(slot, key, value)`
 * - `add`: `slot.push(value)`, `slot.add(value)` and their like
 * - `remove`: `delete slot.x`, `slot.delete(key)`, `slot.pop()` and their like
 */
export type Operation = 'add' | 'assign' | 'keep' | 'merge' | 'put' | 'remove';

/** A place where something that may outlive the function is written. */
export interface SlotWrite {
  /** The assignment or call. */
  node: TSESTree.Node;
  /** The written expression: the left side of an assignment, the receiver of a call. */
  target: TSESTree.Node;
  /** {@link target}, taken apart. */
  chain: MemberChain;
  operation: Operation;
  /** The called method, where the write is a call. */
  method: string | undefined;
  /** The key under which the value is put, where it is said apart from the target. */
  key: TSESTree.Expression | undefined;
  /** What is written; empty for a removal. */
  values: readonly TSESTree.Expression[];
  /** The function in whose body the write stands. */
  function: FunctionNode;
}

/** What one file writes and makes; syntax only, so it is the same whichever rule asks first. */
export interface Inventory {
  /** Writes inside functions, in the order of the text. */
  writes: readonly SlotWrite[];
  /** `new C()` with a name in the place of the class, wherever it stands. */
  instances: readonly (TSESTree.NewExpression & { callee: TSESTree.Identifier })[];
  classes: readonly ClassNode[];
  /** Calls, in the order of the text. */
  calls: readonly TSESTree.CallExpression[];
  /** Templates with a tag. */
  taggedTemplates: readonly TSESTree.TaggedTemplateExpression[];
  /** Calls of methods, by the method's name. */
  methodCalls: ReadonlyMap<string, readonly TSESTree.CallExpression[]>;
  /** Member chains, each once and whole. */
  members: readonly TSESTree.MemberExpression[];
}

const addingMethods: ReadonlySet<string> = new Set(['add', 'fill', 'push', 'unshift']);
const removingMethods: ReadonlySet<string> = new Set(['clear', 'delete', 'pop', 'shift']);

const inventories = new WeakMap<TSESTree.Program, Inventory>();

/** The inventory of a file; built at the first question, once for each parse. */
export function inventoryOf(sourceCode: TSESLint.SourceCode): Inventory {
  let inventory = inventories.get(sourceCode.ast);
  if (inventory === undefined) {
    inventory = takeInventory(sourceCode);
    inventories.set(sourceCode.ast, inventory);
  }
  return inventory;
}

function takeInventory(sourceCode: TSESLint.SourceCode): Inventory {
  const writes: SlotWrite[] = [];
  const instances: Inventory['instances'][number][] = [];
  const classes: ClassNode[] = [];
  const members: TSESTree.MemberExpression[] = [];
  const calls: TSESTree.CallExpression[] = [];
  const taggedTemplates: TSESTree.TaggedTemplateExpression[] = [];
  const methodCalls = new Map<string, TSESTree.CallExpression[]>();
  walk(sourceCode.ast, sourceCode.visitorKeys, (node) => {
    if (node.type === AST_NODE_TYPES.NewExpression && node.callee.type === AST_NODE_TYPES.Identifier) {
      instances.push(node as Inventory['instances'][number]);
    } else if (isClass(node)) {
      classes.push(node);
    } else if (node.type === AST_NODE_TYPES.MemberExpression) {
      const { parent } = node;
      if (parent.type !== AST_NODE_TYPES.MemberExpression || parent.object !== node) {
        members.push(node);
      }
    } else {
      if (node.type === AST_NODE_TYPES.CallExpression) {
        calls.push(node);
        addMethodCall(node, methodCalls);
      } else if (node.type === AST_NODE_TYPES.TaggedTemplateExpression) {
        taggedTemplates.push(node);
      }
      for (const { target, ...write } of writesOf(node)) {
        const inside = enclosingFunction(node);
        if (inside !== undefined) {
          writes.push({ node, target, chain: memberChain(target), function: inside, ...write });
        }
      }
    }
  });
  return { writes, instances, classes, members, calls, taggedTemplates, methodCalls };
}

function addMethodCall(node: TSESTree.CallExpression, methodCalls: Map<string, TSESTree.CallExpression[]>): void {
  const callee = unwrap(node.callee);
  const method = callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(callee) : undefined;
  if (method !== undefined) {
    const calls = methodCalls.get(method);
    if (calls === undefined) {
      methodCalls.set(method, [node]);
    } else {
      calls.push(node);
    }
  }
}

type BareWrite = Pick<SlotWrite, 'key' | 'method' | 'operation' | 'target' | 'values'>;

function writesOf(node: TSESTree.Node): BareWrite[] {
  switch (node.type) {
    case AST_NODE_TYPES.AssignmentExpression: {
      const operation = node.operator === '??=' || node.operator === '||=' ? 'keep' : 'assign';
      return assignedTargets(node.left).map((target) => ({ ...assignment(target, [node.right]), operation }));
    }
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
      return node.left.type === AST_NODE_TYPES.VariableDeclaration
        ? []
        : assignedTargets(node.left).map((target) => assignment(target, [node.right]));
    case AST_NODE_TYPES.UnaryExpression:
      return node.operator === 'delete' && unwrap(node.argument).type === AST_NODE_TYPES.MemberExpression
        ? [{ ...assignment(node.argument, []), operation: 'remove' }]
        : [];
    case AST_NODE_TYPES.CallExpression:
      return callWrites(node);
    default:
      return [];
  }
}

function assignment(target: TSESTree.Node, values: readonly TSESTree.Expression[]): BareWrite {
  return { target, values, operation: 'assign', key: undefined, method: undefined };
}

/** The variables and members that a pattern assigns to. */
function assignedTargets(pattern: TSESTree.Node): TSESTree.Node[] {
  const target = unwrap(pattern);
  switch (target.type) {
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.MemberExpression:
      return [target];
    case AST_NODE_TYPES.ArrayPattern:
      return target.elements.flatMap((element) => (element === null ? [] : assignedTargets(element)));
    case AST_NODE_TYPES.ObjectPattern:
      return target.properties.flatMap((property) =>
        assignedTargets(property.type === AST_NODE_TYPES.Property ? property.value : property),
      );
    case AST_NODE_TYPES.AssignmentPattern:
      return assignedTargets(target.left);
    case AST_NODE_TYPES.RestElement:
      return assignedTargets(target.argument);
    default:
      return [];
  }
}

function callWrites(node: TSESTree.CallExpression): BareWrite[] {
  const callee = unwrap(node.callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) {
    return [];
  }
  const method = propertyName(callee);
  if (method === undefined) {
    return [];
  }
  const [first, second, ...rest] = expressionsOf(node.arguments);
  if (callee.object.type === AST_NODE_TYPES.Identifier && first !== undefined) {
    const name = `${callee.object.name}.${method}`;
    if (name === 'Object.assign') {
      const values = second === undefined ? [] : [second, ...rest];
      return [{ target: first, values, operation: 'merge', key: undefined, method: undefined }];
    }
    if ((name === 'Reflect.set' || name === 'Object.defineProperty') && second !== undefined) {
      return [{ target: first, values: rest.slice(0, 1), operation: 'put', key: second, method: undefined }];
    }
  }
  const receiver = { target: callee.object, method };
  if (method === 'set' && first !== undefined && second !== undefined) {
    return [{ ...receiver, operation: 'put', key: first, values: [second] }];
  }
  if (method === 'splice') {
    return rest.length > 0
      ? [{ ...receiver, operation: 'add', key: undefined, values: rest }]
      : [{ ...receiver, operation: 'remove', key: undefined, values: [] }];
  }
  if (addingMethods.has(method) && first !== undefined) {
    const values = expressionsOf(node.arguments);
    return [{ ...receiver, operation: 'add', key: undefined, values: method === 'fill' ? values.slice(0, 1) : values }];
  }
  return removingMethods.has(method) ? [{ ...receiver, operation: 'remove', key: first, values: [] }] : [];
}
