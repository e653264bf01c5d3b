import type { TSESLint } from '@typescript-eslint/utils';

import ts from 'typescript';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { enclosingFunction } from './syntax.js';
import { callsOf } from './calls.js';
import { runsAtStartUpOnly } from './program.js';
import { runsInPlace } from './trace.js';

const answers = new WeakMap<FunctionNode, boolean>();

/**
 * Whether a function runs only while the program starts: it runs where it stands, or all its calls are known, and they
 * happen while the module is evaluated or in another such function.
 */
export function runsAtStartUp(node: FunctionNode, sourceCode: TSESLint.SourceCode): boolean {
  let answer = answers.get(node);
  if (answer === undefined) {
    // A function that calls itself is judged by its other calls.
    answers.set(node, true);
    answer = decide(node, sourceCode);
    answers.set(node, answer);
  }
  return answer;
}

function decide(node: FunctionNode, sourceCode: TSESLint.SourceCode): boolean {
  const runs = (outer: FunctionNode | undefined): boolean => outer === undefined || runsAtStartUp(outer, sourceCode);
  if (runsInPlace(node)) {
    return runs(enclosingFunction(node));
  }
  const { areAll, calls } = callsOf(node, sourceCode);
  return areAll && calls.length > 0 && calls.every((call) => runs(enclosingFunction(call)));
}

/**
 * Whether a function runs only while the program starts, as far as all files of the program show: an exported function
 * that other files call at module level does too.
 */
export function runsAtStartUpOfProgram(node: FunctionNode, analysis: FileAnalysis): boolean {
  if (runsAtStartUp(node, analysis.sourceCode)) {
    return true;
  }
  const definition = analysis.services.esTreeNodeToTSNodeMap.get(node) as ts.Node;
  return ts.isFunctionLike(definition) && 'body' in definition && runsAtStartUpOnly(definition, analysis.program);
}
