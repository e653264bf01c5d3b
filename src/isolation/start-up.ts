import type { TSESLint } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { frameworks } from '../frameworks/index.js';
import { enclosingFunction, importedModules, propertyName } from './syntax.js';
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
  if (isCommandHandler(node, sourceCode)) {
    return true;
  }
  const { areAll, calls } = callsOf(node, sourceCode);
  return areAll && calls.length > 0 && calls.every((call) => runs(enclosingFunction(call)));
}

const commands = frameworks.flatMap(({ commandHandlers = [] }) => commandHandlers);
const commandMethods: ReadonlySet<string> = new Set(commands.flatMap(({ methods }) => methods));
const commandPackages: ReadonlySet<string> = new Set(
  commands.flatMap(({ type }) => (typeof type === 'object' && type.from === 'package' ? [type.package] : [])),
);

/** `program.action(async (options) => …)` in a file that imports a library for command lines: it runs for one person, once. */
function isCommandHandler(node: FunctionNode, { ast }: TSESLint.SourceCode): boolean {
  const { parent } = node;
  const callee = parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== node ? parent.callee : undefined;
  return (
    callee?.type === AST_NODE_TYPES.MemberExpression &&
    commandMethods.has(propertyName(callee) ?? '') &&
    importedModules(ast).some((name) => commandPackages.has(name))
  );
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
