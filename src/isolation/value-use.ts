import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.js';

import { callsOf } from './calls.js';
import { calledFunction, isModuleVariable, variableOf } from './references.js';
import { enclosingClass, enclosingFunction, isNothing, isRefusal, lastName, literalText, memberChain, propertyName, unwrap, walk } from './syntax.js';
import { wordsOf } from './vocabulary.js';

type Variable = TSESLint.Scope.Variable;

/** Where a value decides what is looked up or done. */
export interface DecidingUse {
  kind: 'argument' | 'key';
  node: TSESTree.Node;
  /** How the text calls it: `sessions.get`, `rows`. */
  name: string;
}

/** The first words of calls that only tell people or operators something. */
const telling: ReadonlySet<string> = new Set([
  'analytics', 'audit', 'console', 'count', 'counter', 'counts', 'debug', 'error', 'gauge', 'hits', 'histogram', 'inc', 'increment', 'info',
  'json', 'labels', 'latency', 'limiter', 'log', 'logger', 'metric', 'metrics', 'statsd', 'throttle', 'timing',
  'print', 'render', 'report', 'res', 'response', 'reply', 'span', 'telemetry', 'trace', 'tracer', 'track', 'warn',
]);

/** What makes a text of its arguments, or a value with the same identity in it. */
const transparent: ReadonlySet<string> = new Set([
  'String', 'encodeURIComponent', 'join', 'normalize', 'replace', 'replaceAll', 'slice', 'stringify', 'toLowerCase', 'toString', 'toUpperCase', 'trim',
]);

/** Steps before the search for a use is given up. */
const longestRoute = 60;

/** Follows a value forward to its first use as a key, or as an argument of a call that is not only a log or an error. */
export function decidingUse(start: TSESTree.Node, sourceCode: TSESLint.SourceCode): DecidingUse | undefined {
  return new Follower(sourceCode).value(start);
}

/** The same for everything that is read from a variable. */
export function decidingUseOf(variable: Variable, sourceCode: TSESLint.SourceCode): DecidingUse | undefined {
  return new Follower(sourceCode).variable(variable);
}

/** First words of calls that let pass whom they are asked about, or nobody. */
const checkingVerbs: ReadonlySet<string> = new Set(['assert', 'authorize', 'can', 'ensure', 'require', 'verify']);

/** Methods that ask a list or set for a member. */
const membership: ReadonlySet<string> = new Set(['every', 'has', 'includes', 'indexOf', 'some']);

/**
 * Whether a value decides whether the caller is turned away: `if (!ids.includes(id)) return 403`, `assertMember(user, id)`. A
 * member that the module keeps is looked up, and not a question about the caller.
 */
function isChecked(identifier: TSESTree.Node, sourceCode: TSESLint.SourceCode): boolean {
  for (let node: TSESTree.Node = identifier; node.parent && !isFunctionBody(node); node = node.parent) {
    const { parent } = node;
    if (parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== node) {
      const name = lastName(parent.callee);
      if (checkingVerbs.has(wordsOf(name)[0] ?? '')) {
        return true;
      }
      const variable = variableOf(memberChain(parent.callee).root, sourceCode);
      if (!membership.has(name) || (variable !== undefined && isModuleVariable(variable))) {
        return false;
      }
    } else if (parent.type === AST_NODE_TYPES.IfStatement) {
      const branches = [parent.consequent, ...(parent.alternate === null ? [] : [parent.alternate])];
      return parent.test === node && isAsked(identifier) && branches.some((branch) => isRefusal(branch, sourceCode));
    }
  }
  return false;
}

/** Statements end a search upwards; the body of a callback that is an expression does not. */
function isFunctionBody({ type }: TSESTree.Node): boolean {
  return type === AST_NODE_TYPES.BlockStatement || type === AST_NODE_TYPES.Program;
}

/** Compared, or an argument: `!id` only asks whether it is there. */
function isAsked({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.CallExpression ||
    (parent?.type === AST_NODE_TYPES.BinaryExpression && ![parent.left, parent.right].some(isNothing))
  );
}

/** Whether a value that a variable may have is told apart later: `if (id === 'guest') return`. */
export function isComparedLater(variable: Variable, sourceCode: TSESLint.SourceCode): boolean {
  return variable.references.some(({ identifier }) => {
    if (isChecked(identifier, sourceCode)) {
      return true;
    }
    const { parent } = identifier;
    return (
      parent.type === AST_NODE_TYPES.BinaryExpression &&
      /^[!=]==?$/u.test(parent.operator) &&
      [parent.left, parent.right].some(
        (side) => side !== identifier && (literalText(side) !== undefined || (side.type === AST_NODE_TYPES.Identifier && side.name !== 'undefined')),
      )
    );
  });
}

class Follower {
  readonly #sourceCode: TSESLint.SourceCode;
  readonly #visited = new Set<unknown>();

  constructor(sourceCode: TSESLint.SourceCode) {
    this.#sourceCode = sourceCode;
  }

  variable(variable: Variable): DecidingUse | undefined {
    if (this.#visited.has(variable) || isComparedLater(variable, this.#sourceCode)) {
      return undefined;
    }
    this.#visited.add(variable);
    for (const reference of variable.references) {
      const use = reference.isRead() ? this.value(reference.identifier) : undefined;
      if (use !== undefined) {
        return use;
      }
    }
    return undefined;
  }

  value(node: TSESTree.Node): DecidingUse | undefined {
    if (this.#visited.size > longestRoute || this.#visited.has(node)) {
      return undefined;
    }
    this.#visited.add(node);
    const { parent } = node;
    switch (parent?.type) {
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSNonNullExpression:
      case AST_NODE_TYPES.TSSatisfiesExpression:
      case AST_NODE_TYPES.ChainExpression:
      case AST_NODE_TYPES.AwaitExpression:
      case AST_NODE_TYPES.TemplateLiteral:
      case AST_NODE_TYPES.ArrayExpression:
      case AST_NODE_TYPES.ObjectExpression:
      case AST_NODE_TYPES.SpreadElement:
      case AST_NODE_TYPES.LogicalExpression:
        return this.value(parent);
      case AST_NODE_TYPES.BinaryExpression:
        return parent.operator === '+' ? this.value(parent) : undefined;
      case AST_NODE_TYPES.ConditionalExpression:
        return parent.test === node ? undefined : this.value(parent);
      case AST_NODE_TYPES.Property:
        return parent.value === node && parent.parent.type === AST_NODE_TYPES.ObjectExpression
          ? this.value(parent.parent)
          : parent.computed && parent.key === node
            ? { kind: 'key', node: parent, name: this.#sourceCode.getText(node) }
            : undefined;
      case AST_NODE_TYPES.MemberExpression:
        return this.#member(node, parent);
      case AST_NODE_TYPES.VariableDeclarator:
        return parent.init === node && parent.id.type === AST_NODE_TYPES.Identifier ? this.#declared(parent) : undefined;
      case AST_NODE_TYPES.AssignmentExpression:
        return parent.right === node ? this.#assigned(parent) : undefined;
      case AST_NODE_TYPES.ReturnStatement:
        return this.#returned(enclosingFunction(parent));
      case AST_NODE_TYPES.ArrowFunctionExpression:
        return parent.body === node ? this.#returned(parent) : undefined;
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        return this.#argument(node, parent);
      default:
        return undefined;
    }
  }

  #member(node: TSESTree.Node, parent: TSESTree.MemberExpression): DecidingUse | undefined {
    if (parent.computed && parent.property === node) {
      return { kind: 'key', node: parent, name: this.#sourceCode.getText(parent.object) };
    }
    const call = parent.parent;
    return call.type === AST_NODE_TYPES.CallExpression && call.callee === parent && transparent.has(propertyName(parent) ?? '')
      ? this.value(call)
      : undefined;
  }

  #declared(declarator: TSESTree.VariableDeclarator): DecidingUse | undefined {
    for (const variable of this.#sourceCode.getDeclaredVariables(declarator)) {
      const use = this.variable(variable);
      if (use !== undefined) {
        return use;
      }
    }
    return undefined;
  }

  #assigned({ left }: TSESTree.AssignmentExpression): DecidingUse | undefined {
    if (left.type === AST_NODE_TYPES.Identifier) {
      const variable = this.#sourceCode.getScope(left).references.find(({ identifier }) => identifier === left)?.resolved;
      return variable ? this.variable(variable) : undefined;
    }
    return left.type === AST_NODE_TYPES.MemberExpression && left.object.type === AST_NODE_TYPES.ThisExpression
      ? this.field(left, propertyName(left))
      : undefined;
  }

  /** What a field that holds the value is used for in its class. */
  field(place: TSESTree.Node, name: string | undefined): DecidingUse | undefined {
    const around = enclosingClass(place);
    let use: DecidingUse | undefined;
    if (around !== undefined && name !== undefined) {
      walk(around.class, this.#sourceCode.visitorKeys, (inner) => {
        if (
          use === undefined &&
          inner !== place &&
          inner.type === AST_NODE_TYPES.MemberExpression &&
          inner.object.type === AST_NODE_TYPES.ThisExpression &&
          propertyName(inner) === name
        ) {
          use = this.value(inner);
        }
      });
    }
    return use;
  }

  #returned(definition: FunctionNode | undefined): DecidingUse | undefined {
    if (definition === undefined || this.#visited.has(definition)) {
      return undefined;
    }
    this.#visited.add(definition);
    for (const call of callsOf(definition, this.#sourceCode).calls) {
      const use = this.value(call);
      if (use !== undefined) {
        return use;
      }
    }
    return undefined;
  }

  #argument(node: TSESTree.Node, call: TSESTree.CallExpression | TSESTree.NewExpression): DecidingUse | undefined {
    const position = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
    if (position < 0) {
      return undefined;
    }
    const { root, steps } = memberChain(call.callee);
    const names = [root.type === AST_NODE_TYPES.Identifier ? root.name : '', ...steps.map((step) => step.name ?? '')];
    const last = names.at(-1) ?? '';
    const words = wordsOf(last);
    if (transparent.has(last) || (words.length > 1 && words.at(-1) === 'string')) {
      return this.value(call);
    }
    if (words[0] === 'set' && position > 0) {
      // `sandbox.setProp(scope, 'sessionId', id)`: it is put there, and nothing is looked up by it.
      return undefined;
    }
    if (call.type === AST_NODE_TYPES.NewExpression && call.parent.type === AST_NODE_TYPES.ThrowStatement) {
      return undefined;
    }
    const isTelling = names.some((name) => wordsOf(name).some((word) => telling.has(word)));
    if (isTelling || (call.type === AST_NODE_TYPES.NewExpression && wordsOf(last).some((word) => word === 'error' || word === 'exception' || word === 'response'))) {
      return undefined;
    }
    const definition = call.type === AST_NODE_TYPES.CallExpression ? calledFunction(call, this.#sourceCode) : undefined;
    if (definition === undefined) {
      return { kind: 'argument', node: call, name: this.#sourceCode.getText(unwrap(call.callee)) };
    }
    const parameter = definition.params[position];
    const [variable] =
      parameter?.type === AST_NODE_TYPES.Identifier
        ? this.#sourceCode.getDeclaredVariables(definition).filter((item) => item.defs.some(({ name }) => name === parameter))
        : [];
    return variable === undefined ? undefined : this.variable(variable);
  }
}
