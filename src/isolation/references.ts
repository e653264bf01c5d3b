import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.js';

import { enclosingFunctions, isFunction, unwrap } from './syntax.js';

type Reference = TSESLint.Scope.Reference;
type Variable = TSESLint.Scope.Variable;

const referencesByFile = new WeakMap<TSESTree.Program, Map<TSESTree.Node, Reference>>();

function referencesOf(sourceCode: TSESLint.SourceCode): Map<TSESTree.Node, Reference> {
  let references = referencesByFile.get(sourceCode.ast);
  if (references === undefined) {
    references = new Map();
    for (const scope of sourceCode.scopeManager?.scopes ?? []) {
      for (const reference of scope.references) {
        references.set(reference.identifier, reference);
      }
    }
    referencesByFile.set(sourceCode.ast, references);
  }
  return references;
}

/**
 * The variable that an identifier reads or writes.
 *
 * @returns `undefined` for a name that the file does not declare (a global), and for an identifier that is no reference.
 */
export function variableOf(identifier: TSESTree.Node, sourceCode: TSESLint.SourceCode): Variable | undefined {
  return referencesOf(sourceCode).get(identifier)?.resolved ?? undefined;
}

/** Whether an identifier is a name that the file does not declare, such as `globalThis`. */
export function isGlobalName(identifier: TSESTree.Node, name: string, sourceCode: TSESLint.SourceCode): boolean {
  return (
    identifier.type === AST_NODE_TYPES.Identifier &&
    identifier.name === name &&
    (variableOf(identifier, sourceCode)?.defs.length ?? 0) === 0
  );
}

/** Whether a variable lives as long as its module: declared outside of all functions, in a namespace or not. */
export function isModuleVariable(variable: Variable): boolean {
  const [definition] = variable.defs;
  if (definition === undefined || definition.type === 'Parameter') {
    return false;
  }
  return enclosingFunctions(definition.name).every((outer) => outer === definition.node);
}

/** The function that a variable names: declared, or a constant that nothing else is assigned to. */
export function functionOfVariable(variable: Variable): FunctionNode | undefined {
  const [definition, ...others] = variable.defs;
  if (definition === undefined) {
    return undefined;
  }
  if (definition.node.type === AST_NODE_TYPES.FunctionDeclaration && definition.type === 'FunctionName') {
    // Overload signatures are definitions of their own, of another node type.
    return others.some((other) => isFunction(other.node)) ? undefined : definition.node;
  }
  const implementation = variable.defs.find((other) => other.node.type === AST_NODE_TYPES.FunctionDeclaration);
  if (definition.type === 'FunctionName' && implementation !== undefined) {
    return implementation.node as FunctionNode;
  }
  if (
    definition.node.type === AST_NODE_TYPES.VariableDeclarator &&
    isFunction(definition.node.init) &&
    definition.node.id.type === AST_NODE_TYPES.Identifier &&
    variable.references.every((reference) => !reference.isWrite() || reference.init === true)
  ) {
    return definition.node.init;
  }
  return undefined;
}

/** The function that an expression is, or names. */
export function functionAt(expression: TSESTree.Node, sourceCode: TSESLint.SourceCode): FunctionNode | undefined {
  const node = unwrap(expression);
  if (isFunction(node)) {
    return node;
  }
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(node, sourceCode) : undefined;
  return variable && functionOfVariable(variable);
}

/** The function of the file that a call calls by its name. */
export function calledFunction(
  call: TSESTree.CallExpression,
  sourceCode: TSESLint.SourceCode,
): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  return callee.type === AST_NODE_TYPES.Identifier ? functionAt(callee, sourceCode) : undefined;
}

/** The variable that a function is bound to: its own name, or the constant that holds it. */
export function variableOfFunction(node: FunctionNode, sourceCode: TSESLint.SourceCode): Variable | undefined {
  const declared = node.type === AST_NODE_TYPES.FunctionDeclaration ? node : node.parent;
  if (
    declared.type !== AST_NODE_TYPES.FunctionDeclaration &&
    !(declared.type === AST_NODE_TYPES.VariableDeclarator && declared.init === node)
  ) {
    return undefined;
  }
  return sourceCode.getDeclaredVariables(declared).find((variable) => functionOfVariable(variable) === node);
}

/** Whether other modules can name a module variable: exported where it is declared, in a list, or as the default. */
export function isExported(variable: Variable): boolean {
  return (
    variable.defs.some((definition) => {
      const declaration =
        definition.node.type === AST_NODE_TYPES.VariableDeclarator ? definition.node.parent : definition.node;
      return (
        declaration.parent.type === AST_NODE_TYPES.ExportNamedDeclaration ||
        declaration.parent.type === AST_NODE_TYPES.ExportDefaultDeclaration
      );
    }) ||
    variable.references.some(({ identifier }) => {
      const { parent } = identifier;
      return (
        parent.type === AST_NODE_TYPES.ExportSpecifier ||
        parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
        parent.type === AST_NODE_TYPES.TSExportAssignment ||
        (parent.type === AST_NODE_TYPES.AssignmentExpression &&
          parent.right === identifier &&
          parent.left.type === AST_NODE_TYPES.MemberExpression &&
          parent.left.object.type === AST_NODE_TYPES.Identifier &&
          ['module', 'exports'].includes(parent.left.object.name))
      );
    })
  );
}

/** What a name of the file is a constant for; `undefined` for what can change, and for a part that a pattern takes out. */
export function constantInitializer(
  node: TSESTree.Node,
  sourceCode: TSESLint.SourceCode,
): TSESTree.Expression | undefined {
  const definition = node.type === AST_NODE_TYPES.Identifier ? variableOf(node, sourceCode)?.defs[0] : undefined;
  return definition?.type === 'Variable' &&
    definition.parent.kind === 'const' &&
    definition.node.id.type === AST_NODE_TYPES.Identifier
    ? (definition.node.init ?? undefined)
    : undefined;
}

/**
 * The name that what an identifier means has in its own module: an import specifier may give it another one here. What is
 * imported as the default is mostly called the same.
 */
export function declaredName(identifier: TSESTree.Identifier, sourceCode: TSESLint.SourceCode): string {
  const definition = variableOf(identifier, sourceCode)?.defs[0]?.node;
  return definition?.type === AST_NODE_TYPES.ImportSpecifier && definition.imported.type === AST_NODE_TYPES.Identifier
    ? definition.imported.name
    : identifier.name;
}
