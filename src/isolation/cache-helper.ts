import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { isIsolatedProgram } from './file-analysis.js';
import { assignmentOperators, functionNamed } from './program.js';
import { variableOf } from './references.js';
import { isFunction, memberChain, unwrap } from './syntax.js';

/**
 * What a function of another file does with what it is brought: it keeps what one argument makes under another one.
 * `remember(key, seconds, () => load(id))`.
 */
export interface CacheHelper {
  /** The positions of the two parameters. */
  key: number;
  maker: number;
}

/** Methods that put something under a key, whatever the store is. */
export const puttingMethods: ReadonlySet<string> = new Set(['put', 'psetex', 'set', 'setEx', 'setEX', 'setex']);

const helpers = new WeakMap<ts.FunctionLikeDeclaration, { helper: CacheHelper | undefined }>();

/**
 * The helper that a call brings a key and a function to. Only calls of what is imported are asked for, and only those
 * with a function among their arguments.
 */
export function cacheHelperAt(call: TSESTree.CallExpression, analysis: FileAnalysis): CacheHelper | undefined {
  const callee = unwrap(call.callee);
  const { root } = memberChain(callee);
  if (
    call.arguments.length < 2 ||
    !call.arguments.some((argument) => isFunction(unwrap(argument))) ||
    root.type !== AST_NODE_TYPES.Identifier ||
    variableOf(root, analysis.sourceCode)?.defs[0]?.type !== 'ImportBinding' ||
    isIsolatedProgram(analysis.program)
  ) {
    return undefined;
  }
  const definition = functionNamed(analysis.services.esTreeNodeToTSNodeMap.get(callee), analysis.program);
  if (definition === undefined || definition.getSourceFile().fileName.includes('/node_modules/')) {
    return undefined;
  }
  let known = helpers.get(definition);
  if (known === undefined) {
    known = { helper: helperOf(definition) };
    helpers.set(definition, known);
  }
  return known.helper;
}

/** What the body of a function shows, by the names in it. */
class HelperBody {
  readonly #parameters: readonly string[];
  readonly #locals = new Map<string, ts.Expression>();
  readonly #puts: { key: ts.Expression; store: string; values: readonly ts.Expression[] }[] = [];
  readonly #results: ts.Expression[] = [];
  readonly #body: ts.Node;

  constructor(parameters: readonly string[], body: ts.Node) {
    this.#parameters = parameters;
    this.#body = body;
    this.#visit(body);
  }

  /** The helper that the function is: somebody else is given what was made for the first one under the same key. */
  helper(): CacheHelper | undefined {
    for (const { key, store, values } of this.#puts) {
      const maker = values.map((value) => this.#makerOf(value)).find((position) => position >= 0) ?? -1;
      const position = this.#parameters.findIndex((name) => this.#isMadeFrom(key, name));
      const isGivenOn = this.#results.some((result) => this.#isMadeFrom(result, store));
      if (maker >= 0 && position >= 0 && position !== maker && isGivenOn) {
        return { key: position, maker };
      }
    }
    return undefined;
  }

  #visit(node: ts.Node): void {
    if (ts.isFunctionLike(node) && node !== this.#body.parent) {
      // What a function inside does is done later, and for whom is another question: the links of a lock.
      return;
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      this.#locals.set(node.name.text, node.initializer);
    } else if (ts.isReturnStatement(node) && node.expression !== undefined) {
      this.#results.push(node.expression);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [key, ...values] = node.arguments;
      const store = this.#storeOf(node.expression.expression);
      if (puttingMethods.has(node.expression.name.text) && key !== undefined && store !== undefined) {
        this.#puts.push({ key, store, values });
      }
    } else if (
      ts.isBinaryExpression(node) &&
      ts.isElementAccessExpression(node.left) &&
      assignmentOperators.has(node.operatorToken.kind)
    ) {
      const store = this.#storeOf(node.left.expression);
      if (store !== undefined) {
        this.#puts.push({ key: node.left.argumentExpression, store, values: [node.right] });
      }
    }
    ts.forEachChild(node, (child) => {
      this.#visit(child);
    });
  }

  /** The name of a store that outlives the call: none of the parameters and locals. */
  #storeOf(expression: ts.Expression): string | undefined {
    let root = expression;
    while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root) || ts.isNonNullExpression(root)) {
      root = root.expression;
    }
    const name = root.kind === ts.SyntaxKind.ThisKeyword ? 'this' : ts.isIdentifier(root) ? root.text : undefined;
    return name === undefined || this.#parameters.includes(name) || this.#locals.has(name) ? undefined : name;
  }

  /** Which parameter a value is the result of a call of, itself or by a local. */
  #makerOf(value: ts.Expression, fuel = 4): number {
    let maker = -1;
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) || maker >= 0) {
        return;
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        maker = this.#parameters.indexOf(node.expression.text);
      }
      const local = ts.isIdentifier(node) ? this.#locals.get(node.text) : undefined;
      if (local !== undefined && maker < 0 && fuel > 0) {
        maker = this.#makerOf(local, fuel - 1);
      }
      ts.forEachChild(node, visit);
    };
    visit(value);
    return maker;
  }

  /** Whether an expression has a name in it, itself or by a local. */
  #isMadeFrom(expression: ts.Expression, name: string, fuel = 4): boolean {
    return namesIn(expression).some((found) => {
      const local = this.#locals.get(found);
      return found === name || (local !== undefined && fuel > 0 && this.#isMadeFrom(local, name, fuel - 1));
    });
  }
}

function helperOf(definition: ts.FunctionLikeDeclaration): CacheHelper | undefined {
  const parameters = definition.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  return 'body' in definition && definition.body !== undefined ? new HelperBody(parameters, definition.body).helper() : undefined;
}

function namesIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) {
      found.push(inner.text);
    } else if (inner.kind === ts.SyntaxKind.ThisKeyword) {
      found.push('this');
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}
