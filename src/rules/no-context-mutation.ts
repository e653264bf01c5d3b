import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { ContextCopy } from '../isolation/context-copy.js';
import type { ContextWrite } from '../isolation/context-mutation.js';

import { createRule } from '../create-rule.js';
import { isClientFile } from '../isolation/browser.js';
import { copyInLiteral, copyOfAssignment, copyOfCall } from '../isolation/context-copy.js';
import { contextWriteAt, contextWriteOfCall } from '../isolation/context-mutation.js';
import { analysisOf, isIsolatedProgram } from '../isolation/file-analysis.js';

export const noContextMutation = createRule<readonly [], 'carriedOver' | 'written'>({
  name: 'no-context-mutation',
  meta: {
    type: 'problem',
    docs: {
      description: "disallow writing to a user's context, and copying it over to another user",
      phase: 2,
      requiresTypeChecking: true,
    },
    messages: {
      written:
        '{{write}} changes `{{context}}`, a context that everybody who was handed it reads, so later or parallel work goes on with the changed value: make a child context with the new value, or return the value.',
      carriedOver:
        "Everything that `{{source}}` holds of its user is copied over to another user, because only `{{property}}` is replaced, by `{{value}}`: make the other user's context or state from that user's own data.",
    },
    schema: [],
  },
  create(context) {
    if (isClientFile(context.sourceCode.ast)) {
      return {};
    }
    const analysis = analysisOf(context);
    if (isIsolatedProgram(analysis.program)) {
      return {};
    }
    const textOf = (node: TSESTree.Node): string => {
      const text = context.sourceCode.getText(node).replaceAll(/\s+/gu, ' ');
      return text.length > 60 ? `${text.slice(0, 59)}…` : text;
    };
    const reportWrite = (write: ContextWrite | undefined): void => {
      if (write !== undefined) {
        const { node } = write;
        context.report({
          node,
          messageId: 'written',
          data: {
            write: `The ${node.type === AST_NODE_TYPES.CallExpression ? 'call' : 'write to'} \`${textOf(node)}\``,
            context: textOf(write.context),
          },
        });
      }
    };
    const reportCopy = (copy: ContextCopy | undefined): void => {
      if (copy !== undefined) {
        context.report({
          node: copy.node,
          messageId: 'carriedOver',
          data: { source: textOf(copy.source), property: copy.property, value: textOf(copy.value) },
        });
      }
    };
    const checkTarget = (target: TSESTree.Node): void => {
      switch (target.type) {
        case AST_NODE_TYPES.ArrayPattern:
          target.elements.forEach((element) => {
            if (element !== null) {
              checkTarget(element);
            }
          });
          break;
        case AST_NODE_TYPES.ObjectPattern:
          target.properties.forEach((property) => {
            checkTarget(property.type === AST_NODE_TYPES.Property ? property.value : property.argument);
          });
          break;
        case AST_NODE_TYPES.AssignmentPattern:
          checkTarget(target.left);
          break;
        case AST_NODE_TYPES.RestElement:
          checkTarget(target.argument);
          break;
        default:
          reportWrite(contextWriteAt(target, analysis));
      }
    };
    const checkLoop = ({ left }: TSESTree.ForInStatement | TSESTree.ForOfStatement): void => {
      if (left.type !== AST_NODE_TYPES.VariableDeclaration) {
        checkTarget(left);
      }
    };
    return {
      AssignmentExpression(node) {
        const copy = copyOfAssignment(node, analysis);
        if (copy === undefined) {
          checkTarget(node.left);
        } else {
          reportCopy(copy);
        }
      },
      CallExpression(node) {
        reportWrite(contextWriteOfCall(node, analysis));
        reportCopy(copyOfCall(node, analysis));
      },
      ForInStatement: checkLoop,
      ForOfStatement: checkLoop,
      ObjectExpression(node) {
        reportCopy(copyInLiteral(node, analysis));
      },
      UnaryExpression(node) {
        if (node.operator === 'delete') {
          reportWrite(contextWriteAt(node.argument, analysis));
        }
      },
      UpdateExpression(node) {
        reportWrite(contextWriteAt(node.argument, analysis));
      },
    };
  },
});
