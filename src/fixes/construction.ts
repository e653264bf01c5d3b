import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../isolation/file-analysis.js';

/** Whether a class is only named as a type and after `new`: what is handed on, extended or decorated others construct. */
export function isOnlyConstructed({ parent: body }: TSESTree.MethodDefinition, { sourceCode }: FileAnalysis): boolean {
  const definition = body.parent;
  const hasOverloads = body.body.some(
    (member) =>
      member.type === AST_NODE_TYPES.MethodDefinition &&
      member.kind === 'constructor' &&
      member.value.type === AST_NODE_TYPES.TSEmptyBodyFunctionExpression,
  );
  return (
    definition.id !== null &&
    !hasOverloads &&
    definition.decorators.length === 0 &&
    constructionsOf(definition, sourceCode).every((call) => call !== undefined)
  );
}

/** Where a class is used as a value: its constructions, and `undefined` for each other use. */
export function constructionsOf(
  definition: TSESTree.Node,
  sourceCode: TSESLint.SourceCode,
): (TSESTree.NewExpression | undefined)[] {
  // The name of a class is a variable outside of it, and another one inside.
  return sourceCode
    .getDeclaredVariables(definition)
    .filter((variable) => variable.defs.some((item) => item.node === definition))
    .flatMap((variable) => variable.references)
    .filter(({ identifier, isTypeReference }) => !isTypeReference && identifier.parent.type !== AST_NODE_TYPES.ExportSpecifier)
    .map(({ identifier }) => {
      const { parent } = identifier;
      return parent.type === AST_NODE_TYPES.NewExpression && parent.callee === identifier ? parent : undefined;
    });
}
