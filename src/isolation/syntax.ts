import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

/** A function in any spelling. */
export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression;

/** A class in any spelling. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** One step of a member chain: `.name`, `['name']`, or `[expression]`. */
export interface MemberStep {
  /** The property's name, where the text says it. */
  name: string | undefined;
  /** The expression in the brackets, where the property is computed at run time. */
  key: TSESTree.Expression | undefined;
  /** The member expression that ends with this step; the name in the pattern, where it was taken out by destructuring. */
  node: TSESTree.Identifier | TSESTree.MemberExpression;
}

/** `root.step.step`: an expression taken apart. */
export interface MemberChain {
  /** The innermost object, without the wrappers that do nothing at run time. */
  root: TSESTree.Node;
  steps: readonly MemberStep[];
}

/** Whether a node is a function. */
export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === AST_NODE_TYPES.ArrowFunctionExpression ||
    node?.type === AST_NODE_TYPES.FunctionDeclaration ||
    node?.type === AST_NODE_TYPES.FunctionExpression
  );
}

/** Whether a node is a class. */
export function isClass(node: TSESTree.Node | null | undefined): node is ClassNode {
  return node?.type === AST_NODE_TYPES.ClassDeclaration || node?.type === AST_NODE_TYPES.ClassExpression;
}

/** Takes away what changes the type of an expression, or waits for it, but not the value: `as`, `!`, `satisfies`, `?.`, `await`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSNonNullExpression:
      case AST_NODE_TYPES.TSSatisfiesExpression:
      case AST_NODE_TYPES.TSTypeAssertion:
      case AST_NODE_TYPES.TSInstantiationExpression:
      case AST_NODE_TYPES.ChainExpression:
        inner = inner.expression;
        break;
      case AST_NODE_TYPES.AwaitExpression:
        inner = inner.argument;
        break;
      default:
        return inner;
    }
  }
}

const wrappers: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSTypeAssertion,
  AST_NODE_TYPES.TSInstantiationExpression,
  AST_NODE_TYPES.ChainExpression,
  AST_NODE_TYPES.AwaitExpression,
]);

/** The opposite of {@link unwrap}: the outermost expression that has the same value. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  let outer = node;
  while (outer.parent && wrappers.has(outer.parent.type)) {
    outer = outer.parent;
  }
  return outer;
}

/** The name of a property as the text says it, or `undefined` where it is computed at run time. */
export function propertyName(node: TSESTree.MemberExpression): string | undefined {
  if (!node.computed) {
    // Two fields, `x` and `#x`, are two slots.
    return node.property.type === AST_NODE_TYPES.PrivateIdentifier ? `#${node.property.name}` : node.property.name;
  }
  return literalText(node.property);
}

/** The text of a string, number or template literal without expressions. */
export function literalText(node: TSESTree.Node): string | undefined {
  if (node.type === AST_NODE_TYPES.Literal && (typeof node.value === 'string' || typeof node.value === 'number')) {
    return String(node.value);
  }
  if (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

/** Takes a member chain apart. An expression that is no chain is its own root. */
export function memberChain(node: TSESTree.Node): MemberChain {
  const steps: MemberStep[] = [];
  let root = unwrap(node);
  while (root.type === AST_NODE_TYPES.MemberExpression) {
    const name = propertyName(root);
    steps.unshift({ name, key: root.computed && name === undefined ? root.property : undefined, node: root });
    root = unwrap(root.object);
  }
  return { root, steps };
}

/** The function whose body a node runs in; `undefined` for what runs when the module is evaluated. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (isFunction(outer)) {
      return outer;
    }
  }
  return undefined;
}

/** The functions around a node, innermost first. */
export function enclosingFunctions(node: TSESTree.Node): FunctionNode[] {
  const functions: FunctionNode[] = [];
  for (let outer = enclosingFunction(node); outer; outer = enclosingFunction(outer)) {
    functions.push(outer);
  }
  return functions;
}

/** The class that `this` is an instance of (or, in static code, is) at a node. */
export function enclosingClass(node: TSESTree.Node): { class: ClassNode; static: boolean } | undefined {
  for (let outer: TSESTree.Node | undefined = node; outer; outer = outer.parent) {
    const { parent }: TSESTree.Node = outer;
    if (
      parent?.type === AST_NODE_TYPES.MethodDefinition ||
      parent?.type === AST_NODE_TYPES.PropertyDefinition ||
      parent?.type === AST_NODE_TYPES.AccessorProperty
    ) {
      return outer === parent.value ? { class: parent.parent.parent, static: parent.static } : undefined;
    }
    if (outer.type === AST_NODE_TYPES.StaticBlock) {
      return { class: outer.parent.parent, static: true };
    }
    if (
      outer !== node &&
      (outer.type === AST_NODE_TYPES.FunctionDeclaration || outer.type === AST_NODE_TYPES.FunctionExpression)
    ) {
      return undefined;
    }
  }
  return undefined;
}

/** What messages call a function: its own name, or the name of what it is given to. */
export function functionName(node: FunctionNode): string | undefined {
  if (node.id) {
    return node.id.name;
  }
  const { parent } = node;
  switch (parent.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id.type === AST_NODE_TYPES.Identifier ? parent.id.name : undefined;
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.PropertyDefinition:
    case AST_NODE_TYPES.Property:
      if (parent.computed) {
        return literalText(parent.key);
      }
      return parent.key.type === AST_NODE_TYPES.Identifier || parent.key.type === AST_NODE_TYPES.PrivateIdentifier
        ? parent.key.name
        : literalText(parent.key);
    case AST_NODE_TYPES.AssignmentExpression: {
      const { left } = parent;
      if (left.type === AST_NODE_TYPES.Identifier) {
        return left.name;
      }
      return left.type === AST_NODE_TYPES.MemberExpression ? propertyName(left) : undefined;
    }
    default:
      return undefined;
  }
}

/** Walks a tree in the order of its text. */
export function walk(
  node: TSESTree.Node,
  visitorKeys: TSESLint.SourceCode.VisitorKeys,
  visit: (node: TSESTree.Node) => void,
): void {
  visit(node);
  const keys = visitorKeys[node.type];
  if (keys === undefined) {
    return;
  }
  for (const key of keys) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) {
      for (const item of child as unknown[]) {
        if (isNode(item)) {
          walk(item, visitorKeys, visit);
        }
      }
    } else if (isNode(child)) {
      walk(child, visitorKeys, visit);
    }
  }
}

function isNode(child: unknown): child is TSESTree.Node {
  return typeof child === 'object' && child !== null && 'type' in child;
}

/** Whether a file begins with a directive, such as `'use server'`. */
export function hasDirective(ast: TSESTree.Program, directive: string): boolean {
  for (const statement of ast.body) {
    if (statement.type !== AST_NODE_TYPES.ExpressionStatement || statement.directive === undefined) {
      return false;
    }
    if (statement.directive === directive) {
      return true;
    }
  }
  return false;
}

/** `text` where a node is the `text.trim` of `text.trim()`: the object that a method is called on. */
export function calledObject(node: TSESTree.Node): TSESTree.Expression | undefined {
  return node.type === AST_NODE_TYPES.MemberExpression &&
    node.parent.type === AST_NODE_TYPES.CallExpression &&
    node.parent.callee === node
    ? node.object
    : undefined;
}

/** What messages call a property key, with the `#` of a private one. */
export function keyText(key: TSESTree.Node): string | undefined {
  switch (key.type) {
    case AST_NODE_TYPES.Identifier:
      return key.name;
    case AST_NODE_TYPES.PrivateIdentifier:
      return `#${key.name}`;
    case AST_NODE_TYPES.Literal:
      return String(key.value);
    default:
      return undefined;
  }
}

/** Whether a node stands in another one, or is the other one. */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** The last statement of a branch, with braces or without. */
export function lastStatement(branch: TSESTree.Statement): TSESTree.Statement | undefined {
  return branch.type === AST_NODE_TYPES.BlockStatement ? branch.body.at(-1) : branch;
}

/** Whether an expression is `null` or `undefined` in the text. */
export function isNothing(node: TSESTree.Node): boolean {
  return (
    (node.type === AST_NODE_TYPES.Literal && node.value === null && node.raw === 'null') ||
    (node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined')
  );
}

/** Whether nothing is written where a value could be: `undefined`, `null`, `void 0`. */
export function isEmptyValue(expression: TSESTree.Node): boolean {
  const value = unwrap(expression);
  return isNothing(value) || (value.type === AST_NODE_TYPES.UnaryExpression && value.operator === 'void');
}

/** The values that a call is given, spread ones as the lists that they are. */
export function expressionsOf(nodes: readonly TSESTree.CallExpressionArgument[]): TSESTree.Expression[] {
  return nodes.map((node) => (node.type === AST_NODE_TYPES.SpreadElement ? node.argument : node));
}

/** A throw, or an answer that says no. */
export function isRefusal(branch: TSESTree.Statement, sourceCode: TSESLint.SourceCode): boolean {
  const last = lastStatement(branch);
  return (
    last?.type === AST_NODE_TYPES.ThrowStatement ||
    (last?.type === AST_NODE_TYPES.ReturnStatement && /\b40[134]\b/u.test(sourceCode.getText(branch)))
  );
}

const testRunners: ReadonlySet<string> = new Set(['@jest/globals', 'bun:test', 'chai', 'jest', 'mocha', 'node:test', 'vitest']);

/** The modules that a file imports. */
export function importedModules({ body }: TSESTree.Program): string[] {
  return body.flatMap((statement) => (statement.type === AST_NODE_TYPES.ImportDeclaration ? [statement.source.value] : []));
}

/** What test runners call the functions that take a test's, or that run before and after it. */
export const testCalls: ReadonlySet<string> = new Set([
  'after', 'afterAll', 'afterEach', 'before', 'beforeAll', 'beforeEach', 'describe', 'it', 'suite', 'test',
]);

/** Whether a call hands a function to a test runner: `it('…', …)`, `test.only('…', …)`, `it.each([…])('…', …)`. */
function isTestCall(node: TSESTree.Node): boolean {
  if (node.type !== AST_NODE_TYPES.CallExpression) {
    return false;
  }
  const { root } = memberChain(node.callee);
  return (root.type === AST_NODE_TYPES.Identifier && testCalls.has(root.name)) || isTestCall(root);
}

/** Whether a function is a test's own, or runs before or after tests. */
export function isGivenToTest(node: FunctionNode): boolean {
  return node.parent.type === AST_NODE_TYPES.CallExpression && node.parent.callee !== node && isTestCall(node.parent);
}

/** Whether a file imports what runs tests, or has tests with a title for a runner whose functions are global. */
export function isTestFile(program: TSESTree.Program): boolean {
  return (
    importedModules(program).some((name) => testRunners.has(name)) ||
    program.body.some(
      (statement) =>
        statement.type === AST_NODE_TYPES.ExpressionStatement &&
        statement.expression.type === AST_NODE_TYPES.CallExpression &&
        isTestCall(statement.expression) &&
        statement.expression.arguments[0] !== undefined &&
        literalText(statement.expression.arguments[0]) !== undefined &&
        statement.expression.arguments.some(isFunction),
    )
  );
}

/** The last name of a member chain: `c` of `a.b.c`, `a` of `a` and of `a[0]`. Empty where it has none. */
export function lastName(expression: TSESTree.Node): string {
  const { root, steps } = memberChain(expression);
  return steps.at(-1)?.name ?? (root.type === AST_NODE_TYPES.Identifier ? root.name : '');
}
