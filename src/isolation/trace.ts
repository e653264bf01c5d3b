import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.js';

import { callsOf } from './calls.js';
import { calledFunction, isModuleVariable, variableOf } from './references.js';
import { calledObject, contains, enclosingFunction, isFunction, memberChain, propertyName, unwrap, walk } from './syntax.js';

type Variable = TSESLint.Scope.Variable;

/** One origin of a value. */
export interface Leaf {
  /**
   * - `parameter`: of a function that this file does not call with known arguments
   * - `call`: the result of a function or constructor that the file does not define
   * - `module`: a binding of the module, or an import
   * - `this`: the instance that a method runs on
   * - `constant`: literals and their like
   * - `unknown`: nothing can be said
   */
  kind: 'call' | 'constant' | 'module' | 'parameter' | 'this' | 'unknown';
  /** The expression that brings the value in, with its member chain: `req.user.id`. */
  node: TSESTree.Node;
  /** The names on the way, from the origin to the value: members of the chain, then variables that it went through. */
  names: readonly string[];
  /** The function whose parameter it is. */
  function?: FunctionNode;
  /** That parameter, with its pattern and decorators. */
  parameter?: TSESTree.Parameter;
  /** The last expression that the trace went through, linked back to the traced one. */
  step: TraceStep | undefined;
}

/** An expression that a trace went through, and the one that led there. */
export interface TraceStep {
  node: TSESTree.Node;
  from: TraceStep | undefined;
}

interface Route {
  names: readonly string[];
  step: TraceStep | undefined;
  /** Leaves of the arguments, each traced from its argument on, while the trace is inside a called function. */
  bindings: ReadonlyMap<Variable, readonly Leaf[]>;
  /** Steps left before the answer is `unknown`. */
  fuel: number;
  /** How many more calls may be followed into functions of this file. */
  calls: number;
  visited: ReadonlySet<TSESTree.Node | Variable>;
}

const start: Route = { names: [], step: undefined, bindings: new Map(), fuel: 24, calls: 2, visited: new Set() };

/** Methods that run their callback at once, on what the receiver holds. */
const iterationMethods: ReadonlySet<string> = new Set([
  'catch',
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
  'sort',
  'then',
  'toSorted',
]);

/** Of these, the ones whose callback only chooses or orders: nothing of it is in the result. */
const choosingMethods: ReadonlySet<string> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'forEach',
  'some',
  'sort',
  'toSorted',
]);

const tracesByFile = new WeakMap<TSESLint.SourceCode, Map<TSESTree.Node, readonly Leaf[]>>();

/**
 * Where a value comes from: the expression is followed through local variables, `await`, literals, calls, and functions
 * of this file, down to parameters, bindings of the module and results of foreign functions. Conditions are no data:
 * of `a ? b : c`, only `b` and `c` count. Syntax and scopes only: neither types nor settings.
 */
export function trace(expression: TSESTree.Node, sourceCode: TSESLint.SourceCode): readonly Leaf[] {
  let traces = tracesByFile.get(sourceCode);
  if (traces === undefined) {
    traces = new Map();
    tracesByFile.set(sourceCode, traces);
  }
  let leaves = traces.get(expression);
  if (leaves === undefined) {
    leaves = new Tracer(sourceCode).leaves(expression, start);
    traces.set(expression, leaves);
  }
  return leaves;
}

/** Whether a function, or one that is named in its place, runs at once where it stands: an IIFE, or the callback of an iteration. */
export function runsInPlace(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type !== AST_NODE_TYPES.CallExpression) {
    return false;
  }
  return parent.callee === node || iteratedReceiver(node) !== undefined;
}

/** What an iteration's callback is called with the members of: `list` in `list.map((item) => …)`. */
function iteratedReceiver(node: TSESTree.Node): TSESTree.Expression | undefined {
  const { parent } = node;
  if (parent?.type !== AST_NODE_TYPES.CallExpression || parent.callee === node) {
    return undefined;
  }
  const callee = unwrap(parent.callee);
  return callee.type === AST_NODE_TYPES.MemberExpression && iterationMethods.has(propertyName(callee) ?? '')
    ? callee.object
    : undefined;
}

/** Steps in all before the answer is `unknown`: routes branch, and those through a bundle never end. */
const longestTrace = 2000;

function leafAt(kind: Leaf['kind'], node: TSESTree.Node, { names, step }: Route): Leaf {
  return { kind, node, names, step };
}

/** The steps to a parameter, and from its argument on. */
function continued(before: TraceStep | undefined, after: TraceStep | undefined): TraceStep | undefined {
  return after === undefined ? before : { node: after.node, from: continued(before, after.from) };
}

class Tracer {
  readonly #sourceCode: TSESLint.SourceCode;
  #steps = 0;

  constructor(sourceCode: TSESLint.SourceCode) {
    this.#sourceCode = sourceCode;
  }

  leaves(expression: TSESTree.Node, route: Route): Leaf[] {
    const node = unwrap(expression);
    this.#steps += 1;
    if (route.fuel === 0 || this.#steps > longestTrace) {
      return [leafAt('unknown', node, route)];
    }
    if (route.visited.has(node)) {
      return [];
    }
    const next: Route = {
      ...route,
      fuel: route.fuel - 1,
      step: { node, from: route.step },
      visited: new Set([...route.visited, node]),
    };
    switch (node.type) {
      case AST_NODE_TYPES.Identifier:
        return this.#variable(node, node, next);
      case AST_NODE_TYPES.MemberExpression: {
        const { root, steps } = memberChain(node);
        const names = [...steps.flatMap((step) => step.name ?? []), ...next.names];
        const keys = steps.flatMap((step) => (step.key === undefined ? [] : this.leaves(step.key, next)));
        const leaves =
          root.type === AST_NODE_TYPES.Identifier
            ? this.#variable(root, node, { ...next, names })
            : this.leaves(root, { ...next, names });
        return [...leaves, ...keys];
      }
      case AST_NODE_TYPES.ThisExpression:
        return [leafAt('this', node, next)];
      case AST_NODE_TYPES.CallExpression:
        return this.#call(node, next);
      case AST_NODE_TYPES.NewExpression:
        return [leafAt('call', node, next), ...this.#all(node.arguments, next)];
      case AST_NODE_TYPES.TaggedTemplateExpression:
        return [leafAt('call', node, next), ...this.#all(node.quasi.expressions, next)];
      case AST_NODE_TYPES.TemplateLiteral:
        return this.#all(node.expressions, next, node);
      case AST_NODE_TYPES.ArrayExpression:
        return this.#all(node.elements, next, node);
      case AST_NODE_TYPES.ObjectExpression:
        return this.#all(
          node.properties.map((property) =>
            property.type === AST_NODE_TYPES.Property ? property.value : property.argument,
          ),
          next,
          node,
        );
      case AST_NODE_TYPES.SpreadElement:
        return this.leaves(node.argument, next);
      case AST_NODE_TYPES.ConditionalExpression:
        return this.#all([node.consequent, node.alternate], next);
      case AST_NODE_TYPES.LogicalExpression:
        return this.#all([node.left, node.right], next);
      case AST_NODE_TYPES.BinaryExpression:
        return comparisons.has(node.operator)
          ? [leafAt('constant', node, next)]
          : this.#all([node.left, node.right], next);
      case AST_NODE_TYPES.AssignmentExpression:
        return this.leaves(node.right, next);
      case AST_NODE_TYPES.SequenceExpression:
        return this.#all(node.expressions.slice(-1), next);
      case AST_NODE_TYPES.YieldExpression:
        return [leafAt('unknown', node, next)];
      case AST_NODE_TYPES.ArrowFunctionExpression:
      case AST_NODE_TYPES.FunctionExpression:
      case AST_NODE_TYPES.FunctionDeclaration:
      case AST_NODE_TYPES.ClassExpression:
        return this.#closure(node, next);
      case AST_NODE_TYPES.ImportExpression:
        return [leafAt('module', node, next)];
      default:
        // Literals, `!x`, `typeof x`, `x++`: nothing of one's own data is left in them.
        return [leafAt('constant', node, next)];
    }
  }

  #all(nodes: readonly (TSESTree.Node | null)[], route: Route, whole?: TSESTree.Node): Leaf[] {
    const leaves = nodes.flatMap((node) => (node === null ? [] : this.leaves(node, route)));
    return leaves.length === 0 && whole !== undefined
      ? [leafAt('constant', whole, route)]
      : leaves;
  }

  #call(node: TSESTree.CallExpression, route: Route): Leaf[] {
    const callee = unwrap(node.callee);
    if (isFunction(callee)) {
      return this.#result(callee, node, route);
    }
    const definition = calledFunction(node, this.#sourceCode);
    if (definition !== undefined) {
      if (route.calls > 0) {
        return this.#result(definition, node, route);
      }
      // The arguments stand for the result of a function that lies too deep.
      return [leafAt('unknown', node, route), ...this.#all(node.arguments, route)];
    }
    const called = leafAt('call', node, route);
    if (callee.type !== AST_NODE_TYPES.MemberExpression) {
      return [called, ...this.#all(node.arguments, route)];
    }
    const isChoice = choosingMethods.has(propertyName(callee) ?? '');
    const data = isChoice ? node.arguments.filter((argument) => !isFunction(argument)) : node.arguments;
    return [called, ...this.leaves(callee, route), ...this.#all(data, route)];
  }

  /** What a function of this file returns or yields, its parameters standing for the call's arguments. */
  #result(definition: FunctionNode, call: TSESTree.CallExpression, route: Route): Leaf[] {
    const bindings = new Map(route.bindings);
    const outside: Route = { ...route, step: undefined };
    const spread = call.arguments.findIndex((argument) => argument.type === AST_NODE_TYPES.SpreadElement);
    definition.params.forEach((parameter, index) => {
      const given =
        parameter.type === AST_NODE_TYPES.RestElement || (spread >= 0 && spread <= index)
          ? call.arguments.slice(spread >= 0 ? Math.min(spread, index) : index)
          : call.arguments.slice(index, index + 1);
      const leaves = this.#all(given, outside);
      for (const variable of this.#sourceCode.getDeclaredVariables(definition)) {
        if (variable.defs.some((item) => item.type === 'Parameter' && contains(parameter, item.name))) {
          bindings.set(variable, leaves);
        }
      }
    });
    const inner: Route = { ...route, bindings, calls: route.calls - 1 };
    const results = resultsOf(definition, this.#sourceCode);
    return results.length === 0
      ? [leafAt('constant', call, route)]
      : // The same function called with other arguments is another question.
        results.flatMap((result) => this.leaves(result, { ...inner, visited: without(inner.visited, result) }));
  }

  /** What a function value or class takes along from outside: the variables around it, and `this`. */
  #closure(node: TSESTree.ClassExpression | FunctionNode, route: Route): Leaf[] {
    const scope = this.#sourceCode.scopeManager?.acquire(node, true);
    const leaves = (scope?.through ?? []).flatMap((reference) => {
      const variable = reference.resolved;
      if (variable === null || isModuleVariable(variable) || reference.isTypeReference) {
        return [];
      }
      // A closure takes the object along, not the function that it calls on it.
      const chain = chainAround(reference.identifier);
      return this.#variable(reference.identifier as TSESTree.Identifier, calledObject(chain) ?? chain, route);
    });
    return leaves.length === 0 ? [leafAt('constant', node, route)] : leaves;
  }

  /** @param use The member chain that begins with the identifier. */
  #variable(identifier: TSESTree.Identifier, use: TSESTree.Node, route: Route): Leaf[] {
    const variable = variableOf(identifier, this.#sourceCode);
    const named: Route = { ...route, names: [identifier.name, ...route.names] };
    if (variable === undefined || variable.defs.length === 0) {
      return [leafAt(identifier.name === 'undefined' ? 'constant' : 'module', use, named)];
    }
    const bound = route.bindings.get(variable);
    if (bound !== undefined) {
      return bound.map((leaf) => ({
        ...leaf,
        names: [...leaf.names, ...route.names],
        step: continued(route.step, leaf.step),
      }));
    }
    const [definition] = variable.defs;
    if (definition?.type === 'Parameter') {
      return this.#parameter(variable, definition.node as FunctionNode, use, named);
    }
    if (isModuleVariable(variable)) {
      return [leafAt('module', use, named)];
    }
    if (route.visited.has(variable)) {
      return [];
    }
    const next: Route = { ...named, visited: new Set([...route.visited, variable]) };
    switch (definition?.type) {
      case 'Variable': {
        const written = variable.references.flatMap((reference) =>
          reference.isWrite() && reference.writeExpr ? [reference.writeExpr] : [],
        );
        const leaves = written.flatMap((value) => this.leaves(value, next));
        const filled = written.some(isFresh) ? this.#fillings(variable, next) : [];
        return [...leaves, ...filled, ...arrivalOf(definition.node, use, named)];
      }
      case 'FunctionName':
        return isFunction(definition.node) ? this.#closure(definition.node, next) : [];
      case 'ClassName':
        return [leafAt('module', use, named)];
      default:
        return [leafAt('unknown', use, named)];
    }
  }

  #parameter(variable: Variable, definition: FunctionNode, use: TSESTree.Node, route: Route): Leaf[] {
    const position = definition.params.findIndex((parameter) =>
      variable.defs.some((item) => contains(parameter, item.name)),
    );
    const parameter = definition.params[position];
    const parameterLeaf: Leaf = {
      ...leafAt('parameter', use, route),
      function: definition,
      ...(parameter === undefined ? {} : { parameter }),
    };
    const receiver = iteratedReceiver(definition);
    if (receiver !== undefined) {
      return this.leaves(receiver, { ...route, visited: without(route.visited, unwrap(receiver)) });
    }
    if (route.calls === 0 || route.visited.has(variable)) {
      return [parameterLeaf];
    }
    const { calls, areAll } = callsOf(definition, this.#sourceCode);
    const isSpread = calls.some((call) => call.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement));
    if (calls.length === 0 || isSpread || parameter?.type === AST_NODE_TYPES.RestElement) {
      return [parameterLeaf];
    }
    const inner: Route = { ...route, calls: route.calls - 1, visited: new Set([...route.visited, variable]) };
    const given = calls.flatMap((call) => {
      const argument = call.arguments[position];
      return argument === undefined
        ? [leafAt('constant', call, route)]
        : this.leaves(argument, inner);
    });
    return areAll ? given : [parameterLeaf, ...given];
  }

  /** What a local object is filled with after it was made: `o.x = v`, `o.add(v)`, `fill(o, v)`. */
  #fillings(variable: Variable, route: Route): Leaf[] {
    return variable.references.flatMap(({ identifier }) => {
      const chain = chainAround(identifier);
      const { parent } = chain;
      if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left === chain && chain !== identifier) {
        return this.leaves(parent.right, route);
      }
      if (parent?.type === AST_NODE_TYPES.CallExpression) {
        return parent.callee === chain
          ? this.#all(parent.arguments, route)
          : this.#all(
              parent.arguments.filter((argument) => argument !== chain),
              route,
            );
      }
      return [];
    });
  }
}

/** What `for await` takes from a stream comes while the program runs, from outside, wherever the stream was made. */
function arrivalOf(declarator: TSESTree.VariableDeclarator, use: TSESTree.Node, route: Route): Leaf[] {
  const loop = declarator.parent.parent;
  const around = enclosingFunction(loop);
  return loop.type === AST_NODE_TYPES.ForOfStatement && loop.await && loop.left === declarator.parent && around !== undefined
    ? [{ ...leafAt('parameter', use, route), function: around }]
    : [];
}

const comparisons: ReadonlySet<string> = new Set(['!=', '!==', '<', '<=', '==', '===', '>', '>=', 'in', 'instanceof']);

function without<Item>(items: ReadonlySet<Item>, taken: Item): ReadonlySet<Item> {
  const rest = new Set(items);
  rest.delete(taken);
  return rest;
}

/** An object that is made here, so that what it holds came in later. */
function isFresh(expression: TSESTree.Node): boolean {
  const { type } = unwrap(expression);
  return (
    type === AST_NODE_TYPES.ObjectExpression ||
    type === AST_NODE_TYPES.ArrayExpression ||
    type === AST_NODE_TYPES.NewExpression
  );
}

/** The longest member chain that begins with an identifier, without the method that is called on it. */
function chainAround(identifier: TSESTree.Node): TSESTree.Node {
  let chain = identifier;
  for (;;) {
    const { parent }: TSESTree.Node = chain;
    if (
      (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === chain) ||
      parent?.type === AST_NODE_TYPES.ChainExpression ||
      parent?.type === AST_NODE_TYPES.TSNonNullExpression
    ) {
      chain = parent;
    } else {
      return chain;
    }
  }
}

const results = new WeakMap<FunctionNode, readonly TSESTree.Expression[]>();

/** What a function returns or yields. */
export function resultsOf(definition: FunctionNode, sourceCode: TSESLint.SourceCode): readonly TSESTree.Expression[] {
  let found = results.get(definition);
  if (found === undefined) {
    if (definition.body.type === AST_NODE_TYPES.BlockStatement) {
      const expressions: TSESTree.Expression[] = [];
      walk(definition.body, sourceCode.visitorKeys, (node) => {
        if (
          (node.type === AST_NODE_TYPES.ReturnStatement || node.type === AST_NODE_TYPES.YieldExpression) &&
          node.argument &&
          enclosingFunction(node) === definition
        ) {
          expressions.push(node.argument);
        }
      });
      found = expressions;
    } else {
      found = [definition.body];
    }
    results.set(definition, found);
  }
  return found;
}
