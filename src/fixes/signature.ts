import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { FunctionNode } from '../isolation/syntax.js';

import { isCallback, isUsedAsValue } from '../isolation/function-use.js';
import { functionName, propertyName, walk } from '../isolation/syntax.js';

/** Whether somebody else than the callers depends on the parameters of a function. */
export function isDecidedElsewhere(node: FunctionNode, analysis: FileAnalysis): boolean {
  const { checker, services, sourceCode } = analysis;
  const { parent } = node;
  if (isCallback(node) || isUsedAsValue(node, sourceCode)) {
    return true;
  }
  if (parent.type === AST_NODE_TYPES.MethodDefinition || parent.type === AST_NODE_TYPES.PropertyDefinition) {
    return (
      (parent.type === AST_NODE_TYPES.PropertyDefinition && parent.typeAnnotation !== undefined) ||
      isInherited(node, parent, analysis) ||
      isMemberUsedAsValue(node, parent.parent, analysis)
    );
  }
  if (parent.type === AST_NODE_TYPES.Property || parent.type === AST_NODE_TYPES.AssignmentExpression) {
    // Who reads the object is not known.
    return true;
  }
  return (
    node.type !== AST_NODE_TYPES.FunctionDeclaration &&
    checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node) as ts.Expression) !== undefined
  );
}

/** Whether a base class or an interface of the class has a member of the same name. */
function isInherited(
  node: FunctionNode,
  { parent: { parent: definition } }: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  { checker, services }: FileAnalysis,
): boolean {
  const name = functionName(node);
  const declared = services.esTreeNodeToTSNodeMap.get(definition);
  return (
    name === undefined ||
    (declared.heritageClauses ?? []).some((clause) =>
      clause.types.some((base) => {
        const type = checker.getTypeAtLocation(base);
        // A base of unknown type may have any member.
        return (type.flags & ts.TypeFlags.Any) !== 0 || type.getProperty(name) !== undefined;
      }),
    )
  );
}

/** Whether the class itself hands on a member instead of calling it: `items.map(this.run)`. */
function isMemberUsedAsValue(node: FunctionNode, body: TSESTree.ClassBody, { sourceCode }: FileAnalysis): boolean {
  const name = functionName(node);
  let used = false;
  walk(body, sourceCode.visitorKeys, (inner) => {
    used ||=
      inner.type === AST_NODE_TYPES.MemberExpression &&
      inner.object.type === AST_NODE_TYPES.ThisExpression &&
      propertyName(inner)?.replace(/^#/u, '') === name &&
      !(inner.parent.type === AST_NODE_TYPES.CallExpression && inner.parent.callee === inner);
  });
  return used;
}
