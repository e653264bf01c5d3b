import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { FunctionNode } from '../../isolation/syntax.js';

import { describeFunction } from '../../isolation/function-head.js';

const longest = 80;

/** The code of an expression on one line, quoted, and cut where it is long. */
export function codeText(node: TSESTree.Node, { sourceCode }: FileAnalysis): string {
  // A parameter's own text has its type in it.
  return quoted(shortened(node.type === AST_NODE_TYPES.Identifier ? node.name : sourceCode.getText(node)));
}

/** Code in backquotes; as it is where it has some of its own. */
export function quoted(code: string): string {
  return code.includes('`') ? code : `\`${code}\``;
}

/** A text on one line, cut where it is long. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** What a sentence calls a function, in the middle of it. */
export function functionText(node: FunctionNode, { sourceCode }: FileAnalysis): string {
  const text = describeFunction(node, sourceCode);
  return text === 'This function' ? 'a function without a name' : text.charAt(0).toLowerCase() + text.slice(1);
}
