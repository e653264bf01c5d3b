import type { TSESTree } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isCallback, takerOf } from './function-use.js';
import { handledByDecorator } from './handler-decorator.js';
import { responsibleFunction, worksAtStartUp } from './missing-context.js';
import { variableOfFunction } from './references.js';
import { symbolAt } from './symbols.js';
import { enclosingFunctions, lastName } from './syntax.js';
import { runsInPlace } from './trace.js';
import { wordsOf } from './vocabulary.js';

/** Where a user's work begins. */
export interface EntryPlace {
  /** The function whose callers have no context to give; `undefined` where the program starts. */
  owner: FunctionNode | undefined;
}

/**
 * Finds out whether a call stands where a user's work begins, so that a context is made there and not taken as a parameter: in a
 * function that is given a request, socket or session, in a callback or function that is registered while the module is
 * evaluated or the program starts (a queue's consumer, an MCP handler, a test), in one that a package keeps and calls with
 * what comes in, in a method that a decorator registers, or outside of all functions.
 *
 * @returns `undefined` for a call anywhere else.
 */
export function entryPlaceOf(call: TSESTree.Node, analysis: FileAnalysis): EntryPlace | undefined {
  const { owner, request } = responsibleFunction(call, analysis) ?? {};
  const listener = enclosingFunctions(call).find((node) => isListenerOfPackage(node, analysis));
  if (listener !== undefined) {
    return { owner: listener };
  }
  const isEntry =
    owner === undefined ||
    request !== undefined ||
    isCallback(owner) ||
    handledByDecorator(owner, analysis) !== undefined ||
    isRegistered(owner, analysis);
  return isEntry ? { owner } : undefined;
}

/** First words of functions that keep a function, to call it whenever something comes in. */
const keeping: ReadonlySet<string> = new Set([
  'add', 'all', 'command', 'consume', 'create', 'cron', 'define', 'delete', 'every', 'get', 'handle', 'handler', 'job', 'listen',
  'on', 'once', 'patch', 'post', 'process', 'prompt', 'put', 'register', 'resource', 'route', 'schedule', 'serve', 'set',
  'subscribe', 'task', 'tool', 'use', 'worker',
]);

/** Whether a function with parameters is given to a package that calls it with what comes in: a job, an event, a message. */
function isListenerOfPackage(node: FunctionNode, analysis: FileAnalysis): boolean {
  const taker = node.params.length === 0 || runsInPlace(node) ? undefined : takerOf(node);
  const [word = ''] = taker === undefined ? [] : wordsOf(lastName(taker.callee));
  return (
    taker !== undefined &&
    keeping.has(word) &&
    (symbolAt(taker.callee, analysis)?.declarations ?? []).some((declaration) => {
      const file = declaration.getSourceFile();
      return file.isDeclarationFile && !analysis.program.isSourceFileDefaultLibrary(file);
    })
  );
}

/** Whether a function is given to somebody by its name while the program starts. */
function isRegistered(node: FunctionNode, analysis: FileAnalysis): boolean {
  return (variableOfFunction(node, analysis.sourceCode)?.references ?? []).some(({ identifier }) => {
    const taker = takerOf(identifier);
    if (taker === undefined) {
      return false;
    }
    const [around] = enclosingFunctions(taker);
    return around === undefined || worksAtStartUp(around, analysis);
  });
}
