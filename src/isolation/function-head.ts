import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, ASTUtils } from '@typescript-eslint/utils';

import type { FunctionNode } from './syntax.js';

import { takerOf } from './function-use.js';
import { functionName, wrapped } from './syntax.js';

/** The name that a function has where it stands: its own, or that of what holds it. */
function nameNode(node: FunctionNode): TSESTree.Node | undefined {
  if (node.id) {
    return node.id;
  }
  const { parent } = wrapped(node);
  switch (parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id;
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.PropertyDefinition:
    case AST_NODE_TYPES.Property:
      return parent.key;
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.left;
    default:
      return undefined;
  }
}

/** Where a function is reported: at its name, or where it begins when it has none. */
export function headLocation(node: FunctionNode, sourceCode: TSESLint.SourceCode): TSESTree.SourceLocation {
  return nameNode(node)?.loc ?? ASTUtils.getFunctionHeadLocation(node, sourceCode);
}

/** What messages call a function, as the beginning of a sentence. */
export function describeFunction(node: FunctionNode, sourceCode: TSESLint.SourceCode): string {
  const name = functionName(node);
  const taker = takerOf(node);
  if (taker !== undefined) {
    const callee = sourceCode.getText(taker.callee).replaceAll(/\s*\n\s*/gu, '');
    const given = name === undefined ? 'The callback' : `\`${name}\``;
    return callee.length > 40 ? given : `${given} given to \`${callee}\``;
  }
  if (name === 'constructor') {
    return 'The constructor';
  }
  if (name !== undefined) {
    return `\`${name}\``;
  }
  return node.parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ? 'The default export' : 'This function';
}
