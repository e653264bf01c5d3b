import type { TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';

import { isOfPackage } from '../specifier.js';
import { isIsolatedProgram } from './file-analysis.js';
import { isKnownType, namesKnownAs } from './known-types.js';
import { outlivesRequest, storageOf } from './lifetime.js';
import { constantInitializer, variableOf } from './references.js';
import { symbolAt, typeOf } from './symbols.js';
import { memberChain, propertyName, unwrap } from './syntax.js';
import { shortText } from './wording.js';

/** Whose an object is that all users share, where it is not the project's own. */
export type ForeignOwner = 'package' | 'platform';

/** Global objects that hold state of the whole process when a member of theirs is replaced. */
const globalScopes: ReadonlySet<string> = new Set(['global', 'globalThis', 'self', 'window']);

/**
 * Whether an expression is an object that outlives the request: a storage of the project that does, an object that a
 * package exports, or one of which a server has one wherever it is found (`request.app`).
 */
export function isSharedObject(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const node = unwrap(expression);
  return (
    outlivesRequest(storageOf(node, analysis)) ||
    isPackageExport(node, analysis) ||
    isOwnOfPackage(node, analysis) ||
    hasLinkOfServer(node, analysis)
  );
}

/** The one object of a package that a function of it returns, here or in a constant: `getDefaultStore()`. */
function isOwnOfPackage(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const made = unwrap(constantInitializer(node, analysis.sourceCode) ?? node);
  return made.type === AST_NODE_TYPES.CallExpression && isGlobalGetter(made) && isPackageExport(made.callee, analysis);
}

function isGlobalGetter({ arguments: given, callee }: TSESTree.CallExpression): boolean {
  const name = memberChain(callee).steps.at(-1)?.name ?? (callee.type === AST_NODE_TYPES.Identifier ? callee.name : '');
  return given.length === 0 && /^(?:get)?(?:global|default|shared|instance)/iu.test(name);
}

/** An object or a namespace that a package exports: it is there once. */
function isPackageExport(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { root } = memberChain(expression);
  if (root.type !== AST_NODE_TYPES.Identifier || isIsolatedProgram(analysis.program)) {
    return false;
  }
  if (variableOf(root, analysis.sourceCode)?.defs[0]?.type !== 'ImportBinding') {
    return false;
  }
  const symbol = symbolAt(root, analysis);
  return symbol !== undefined && (symbol.declarations ?? []).length > 0 && isDeclaredElsewhere(symbol);
}

function hasLinkOfServer(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  if (namesKnownAs('one-per-server', analysis).size === 0) {
    return false;
  }
  const { root, steps } = memberChain(expression);
  if (steps.length === 0) {
    return false;
  }
  const links = steps.map((step) => step.node);
  return [root, ...(isAssigned(expression) ? links.slice(0, -1) : links)].some(
    (link) =>
      link.type !== AST_NODE_TYPES.ThisExpression && isKnownType(typeOf(link, analysis), 'one-per-server', analysis),
  );
}

/** The left side of an assignment: what its last member holds is not touched. */
function isAssigned(expression: TSESTree.Node): boolean {
  return expression.parent?.type === AST_NODE_TYPES.AssignmentExpression && expression.parent.left === expression;
}

/** `process.env.X`, `console.log`, `Date.now`: a member of an object that the platform has, by a name the file does not declare. */
export function isOfPlatform(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { root, steps } = memberChain(expression);
  if (root.type !== AST_NODE_TYPES.Identifier || steps.length === 0) {
    return false;
  }
  return (
    (variableOf(root, analysis.sourceCode)?.defs.length ?? 0) === 0 &&
    !globalScopes.has(root.name) &&
    root.name !== 'module' &&
    root.name !== 'exports' &&
    symbolAt(root, analysis) !== undefined
  );
}

/** Whether nothing of what a symbol is declared by stands in the project's own sources with a body. */
export function isDeclaredElsewhere(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).every((declaration) => {
    return declaration.getSourceFile().isDeclarationFile || isOfPackage(declaration);
  });
}

/**
 * Whether a called method is none of the project's own: declared by a package or the platform, or without a body, so that
 * nothing in the project shows what it keeps.
 *
 * @returns `false` also where nothing is known of the method.
 */
export function isForeignMethod(callee: TSESTree.Node, analysis: FileAnalysis): boolean {
  const symbol = symbolAt(unwrap(callee), analysis);
  const declarations = symbol?.declarations ?? [];
  return (
    symbol !== undefined &&
    declarations.length > 0 &&
    (isDeclaredElsewhere(symbol) || declarations.every((declaration) => !('body' in declaration) || declaration.body === undefined) &&
      !declarations.some((declaration) => 'initializer' in declaration && declaration.initializer !== undefined))
  );
}

/** What messages call an object: the text of the chain up to the member that is written or called. */
export function objectText(expression: TSESTree.Node, analysis: FileAnalysis): string {
  const node = unwrap(expression);
  const object = node.type === AST_NODE_TYPES.MemberExpression && propertyName(node) === undefined ? node.object : node;
  return shortText(object, analysis.sourceCode);
}
