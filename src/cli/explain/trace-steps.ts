import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Ownership } from '../../isolation/owner.js';
import type { TraceStep } from '../../isolation/trace.js';

import { variableOf } from '../../isolation/references.js';
import { contains, isFunction, memberChain } from '../../isolation/syntax.js';
import { codeText, functionText } from './code-text.js';
import { placeText } from './place-text.js';

/**
 * The way of a value, from where it is written back to where it comes from, a line for each place. What stands inside of
 * the step before it is there to be seen, and is left out.
 */
export function stepsOf(value: TSESTree.Node, ownership: Ownership, analysis: FileAnalysis): string[] {
  const way = [value, ...nodesOf(ownership.step), ownership.node];
  const shown: TSESTree.Node[] = [];
  for (const node of way) {
    const last = shown.at(-1);
    if (last === undefined || !contains(last, node)) {
      shown.push(node);
    }
  }
  const lines = shown.map((node, index) => `${index === 0 ? '' : '← '}${codeText(node, analysis)} (${placeText(node, analysis)})`);
  const origin = originText(ownership, analysis);
  return origin === undefined ? lines : [...lines, `← ${origin}`];
}

function nodesOf(step: TraceStep | undefined): TSESTree.Node[] {
  const nodes: TSESTree.Node[] = [];
  for (let at = step; at !== undefined; at = at.from) {
    nodes.unshift(at.node);
  }
  return nodes;
}

/** The parameter that brings a value in. */
function originText({ function: definition, node }: Ownership, analysis: FileAnalysis): string | undefined {
  const { root } = memberChain(node);
  const parameter = variableOf(root, analysis.sourceCode)?.defs[0];
  if (definition === undefined || parameter?.type !== 'Parameter' || !isFunction(parameter.node)) {
    return undefined;
  }
  const { name } = parameter;
  const type = name.type === AST_NODE_TYPES.Identifier ? name.typeAnnotation?.typeAnnotation : undefined;
  const typed = type === undefined ? '' : `: ${analysis.sourceCode.getText(type).replaceAll(/\s+/gu, ' ')}`;
  return `parameter \`${analysis.sourceCode.getText(root)}${root.type === AST_NODE_TYPES.Identifier ? typed : ''}\` of ${functionText(parameter.node, analysis)} (${placeText(name, analysis)})`;
}
