import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { FileAnalysis } from './file-analysis.js';

import { isIsolatedProgram } from './file-analysis.js';
import { functionNamed } from './program.js';
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

function helperOf(definition: ts.FunctionLikeDeclaration): CacheHelper | undefined {
  const names = definition.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  const locals = new Map<string, readonly string[]>();
  let key = -1;
  let maker = -1;
  const positionOf = (node: ts.Node): number => {
    const mentioned = namesIn(node).flatMap((name) => [name, ...(locals.get(name) ?? [])]);
    return names.findIndex((name) => name !== '' && mentioned.includes(name));
  };
  const isOutside = (expression: ts.Expression): boolean => {
    let root = expression;
    while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root) || ts.isNonNullExpression(root)) {
      root = root.expression;
    }
    return root.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(root) && !names.includes(root.text) && !locals.has(root.text));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      locals.set(node.name.text, namesIn(node.initializer));
    } else if (ts.isCallExpression(node)) {
      const { arguments: given, expression } = node;
      const [first] = given;
      if (ts.isIdentifier(expression) && names.includes(expression.text)) {
        maker = names.indexOf(expression.text);
      } else if (
        ts.isPropertyAccessExpression(expression) &&
        puttingMethods.has(expression.name.text) &&
        first !== undefined &&
        isOutside(expression.expression)
      ) {
        key = Math.max(key, positionOf(first));
      }
    } else if (
      ts.isBinaryExpression(node) &&
      ts.isElementAccessExpression(node.left) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      isOutside(node.left.expression)
    ) {
      key = Math.max(key, positionOf(node.left.argumentExpression));
    }
    ts.forEachChild(node, visit);
  };
  if ('body' in definition && definition.body !== undefined) {
    visit(definition.body);
  }
  return key >= 0 && maker >= 0 && key !== maker ? { key, maker } : undefined;
}

function namesIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) {
      found.push(inner.text);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}
