import type { TSESTree } from '@typescript-eslint/utils';

import type { Incoming } from '../frameworks/framework.js';
import type { EntryPlace } from './entry-call.js';
import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import ts from '../typescript.js';
import { requestParameter } from './entry-point.js';
import { takerOf, valueUses } from './function-use.js';
import { handledByDecorator } from './handler-decorator.js';
import { nameOfRegistrar, registrationOf } from './listener.js';
import { declaredTypeOf } from './symbols.js';
import { enclosingFunctions, isGivenToTest, isTestFile, lastName, literalText } from './syntax.js';
import { wordsOf } from './vocabulary.js';

/** What makes the work begin that a call at an entry point is a part of. */
export type WorkStart = Incoming | 'program' | 'test' | 'unknown';

/** Where a user's context is found there: what messages say behind "make the context". */
export const contextOrigins: Readonly<Record<WorkStart, string>> = {
  connection: 'from this connection',
  event: 'from this event',
  job: 'from this job',
  message: 'from this message',
  program: 'of the user on whose behalf the program starts',
  request: 'from this request',
  'scheduled run': 'of the user on whose behalf this is scheduled',
  test: 'of a test user',
  unknown: 'of the user on whose behalf this runs',
};

/** Finds out what a call's work begins with: a request, a message, a timer, a test, the program itself. */
export function workStartOf(call: TSESTree.Node, { owner }: EntryPlace, analysis: FileAnalysis): WorkStart {
  const around = enclosingFunctions(call);
  if (isTestFile(analysis.sourceCode.ast) || around.some(isGivenToTest)) {
    return 'test';
  }
  const request = owner && requestParameter(owner, analysis);
  if (owner !== undefined && request !== undefined) {
    const isConnection = wordsOf(declaredTypeOf(request, analysis).getSymbol()?.name ?? '').includes('socket');
    return isConnection ? (incomingOf(owner, analysis) ?? 'connection') : 'request';
  }
  for (const node of around) {
    const incoming = incomingOf(node, analysis);
    if (incoming !== undefined) {
      return incoming;
    }
    if (node === owner) {
      return 'unknown';
    }
  }
  return 'program';
}

function incomingOf(node: FunctionNode, analysis: FileAnalysis): Incoming | undefined {
  const takers = [node, ...valueUses(node, analysis.sourceCode)].flatMap((place) => takerOf(place) ?? []);
  const [incoming] = takers.flatMap((taker) => incomingByTaker(taker) ?? []);
  return handledByDecorator(node, analysis) ?? incoming ?? incomingByRegistration(node, analysis);
}

/** The same where the function is given away as a member, or in another file. */
function incomingByRegistration(node: FunctionNode, analysis: FileAnalysis): Incoming | undefined {
  const registration = registrationOf(node, analysis);
  if (registration === undefined) {
    return undefined;
  }
  const [event] = registration.arguments ?? [];
  return incomingByNames(nameOfRegistrar(registration).getText(), event !== undefined && ts.isStringLiteralLike(event) ? event.text : '');
}

/** First words of what takes a function, by what the function is then called with. */
const incomingByWord: ReadonlyMap<string, Incoming> = new Map(
  Object.entries({
    'scheduled run': ['cron', 'every', 'interval', 'schedule'],
    job: ['job', 'process', 'queue', 'task', 'worker'],
    message: ['consume', 'consumer', 'message', 'subscribe'],
    request: [
      'all', 'delete', 'fetch', 'get', 'handle', 'handler', 'http', 'patch', 'post', 'prompt', 'put', 'request', 'resource', 'route',
      'serve', 'server', 'tool', 'use',
    ],
    connection: ['connect', 'connection', 'open'],
  } satisfies Partial<Record<Incoming, string[]>>).flatMap(([incoming, words]) =>
    words.map((word) => [word, incoming as Incoming] as const),
  ),
);

/** Words that say that a function is kept, and not for what: `createServer`, `registerTool`, `setInterval`, `addWorker`. */
const keepingWords: ReadonlySet<string> = new Set(['add', 'create', 'define', 'make', 'new', 'register', 'set']);

/** Words for events: which one is said by the first argument. */
const eventWords: ReadonlySet<string> = new Set(['listen', 'listener', 'observe', 'on', 'once', 'prepend', 'watch']);

function incomingByTaker({ arguments: given, callee }: TSESTree.CallExpression | TSESTree.NewExpression): Incoming | undefined {
  return incomingByNames(lastName(callee), given[0] === undefined ? '' : (literalText(given[0]) ?? ''));
}

/** What a function is called with, by the name of what it is given to, and by that of the event. */
function incomingByNames(registrar: string, eventName: string): Incoming | undefined {
  const words = wordsOf(registrar);
  const isForEvent = words.some((word) => eventWords.has(word));
  const event = isForEvent ? wordsOf(eventName) : [];
  const telling = [...event, ...words.filter((word) => !keepingWords.has(word) && !eventWords.has(word))];
  const incoming = telling.map((word) => incomingByWord.get(word)).find((each) => each !== undefined);
  return incoming ?? (isForEvent ? 'event' : undefined);
}
