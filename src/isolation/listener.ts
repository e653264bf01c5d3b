import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isIsolatedProgram } from './file-analysis.js';
import { calledName, takerOf } from './function-use.js';
import { groupedBy } from './grouping.js';
import { functionNamedBy } from './held-function.js';
import { oncePerProgram } from './once.js';
import { outOfWrappers } from './program.js';
import { withAliases } from './program-facts.js';
import { callsByName } from './project-calls.js';
import { nameOfSignature, parametersOf } from './required-context.js';
import { symbolAt, withoutAlias } from './symbols.js';
import { lastName, wrapped } from './syntax.js';
import { runsInPlace } from './trace.js';
import { wordsOf } from './vocabulary.js';

/** Methods and functions that keep a function, to call it whenever something happens, whoever declares them. */
const registrars: ReadonlySet<string> = new Set([
  'addEventListener', 'addListener', 'consume', 'listen', 'observe', 'on', 'once', 'prependListener', 'process', 'schedule',
  'setInterval', 'subscribe', 'watch',
]);

/**
 * First words of names that say the same of a package's functions only, and of what is given to them with parameters: one's
 * own `add` or `create` can call a function at once, and `get` can load a value with it for whoever asks.
 */
const registrarsOfPackages: ReadonlySet<string> = new Set([
  'add', 'all', 'command', 'consume', 'create', 'cron', 'define', 'delete', 'every', 'get', 'handle', 'handler', 'job', 'listen',
  'on', 'once', 'patch', 'post', 'process', 'prompt', 'put', 'register', 'resource', 'route', 'schedule', 'serve', 'set',
  'subscribe', 'task', 'tool', 'use', 'worker',
]);

function isRegistrarOfPackages(name: string): boolean {
  return registrarsOfPackages.has(wordsOf(name)[0] ?? '');
}

/** Whether a function, or one that is named in its place, is a listener: it is given to something that calls it again and again, for whoever is the cause. */
export function isListener(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === AST_NODE_TYPES.CallExpression && parent.callee !== node && registrars.has(calledName(parent));
}

/** Whether a function with parameters is given to a package that calls it with what comes in: a job, an event, a message. */
export function isListenerOfPackage(node: FunctionNode, analysis: FileAnalysis): boolean {
  const taker = node.params.length === 0 || runsInPlace(node) ? undefined : takerOf(node);
  return (
    taker !== undefined &&
    isRegistrarOfPackages(lastName(taker.callee)) &&
    isOfPackage(symbolAt(taker.callee, analysis), analysis)
  );
}

function isOfPackage(symbol: ts.Symbol | undefined, { program }: FileAnalysis): boolean {
  return (symbol?.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return file.isDeclarationFile && !program.isSourceFileDefaultLibrary(file);
  });
}

/** A name by which a function may be given to something that keeps it. */
interface GivenName {
  name: ts.Identifier | ts.PrivateIdentifier;
  /** What it is given to. */
  registration: ts.CallExpression | ts.NewExpression;
}

/** All that is given by name to what keeps functions, in the whole program. */
const givenNames = oncePerProgram((analysis) => {
  const registering = [...callsByName(analysis)]
    .filter(([name]) => registrars.has(name) || isRegistrarOfPackages(name))
    .flatMap(([, calls]) => calls);
  const given = registering.flatMap((registration) =>
    (registration.arguments ?? []).flatMap(namesIn).map((name): GivenName => ({ name, registration })),
  );
  return groupedBy(given, ({ name }) => name.text.replace(/^#/u, ''));
});

/** The functions that an argument may be or hold by name: `run`, `this.run.bind(this)`, `{ run }`, `throttle(run, 100)`. */
function namesIn(argument: ts.Node): (ts.Identifier | ts.PrivateIdentifier)[] {
  const value = ts.isExpression(argument) ? outOfWrappers(argument) : argument;
  if (ts.isIdentifier(value)) {
    return [value];
  }
  if (ts.isPropertyAccessExpression(value)) {
    return [value.name];
  }
  if (ts.isCallExpression(value)) {
    const { expression } = value;
    const isBound = ts.isPropertyAccessExpression(expression) && expression.name.text === 'bind';
    return isBound ? namesIn(expression.expression) : value.arguments.flatMap(namesIn);
  }
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.flatMap((property) =>
      ts.isPropertyAssignment(property)
        ? namesIn(property.initializer)
        : ts.isShorthandPropertyAssignment(property)
          ? [property.name]
          : [],
    );
  }
  return ts.isArrayLiteralExpression(value) ? value.elements.flatMap(namesIn) : [];
}

/**
 * The call by which some file of the program gives a function by its name to what keeps it: `socket.on('ping', onPing)`,
 * `queue.consume(this.onMessage.bind(this))`. The function is called with what comes in, and with nothing else.
 */
export function registrationOf(
  node: FunctionNode,
  analysis: FileAnalysis,
): ts.CallExpression | ts.NewExpression | undefined {
  const { checker, program, services } = analysis;
  const holder = node.parent.type === AST_NODE_TYPES.MethodDefinition ? node.parent : node;
  const definition = services.esTreeNodeToTSNodeMap.get(holder) as ts.SignatureDeclaration;
  const own = nameOfSignature(definition);
  if (own === undefined || isIsolatedProgram(program)) {
    return undefined;
  }
  const given = givenNames(analysis);
  return [...withAliases([own, 'default'], program)]
    .flatMap((each) => given.get(each) ?? [])
    .find(
      ({ name, registration }) =>
        functionNamedBy(name, checker) === definition && keeps(registration, definition, analysis),
    )?.registration;
}

/** The name of what a call calls, in whichever file it stands. */
export function nameOfRegistrar({ expression }: ts.CallExpression | ts.NewExpression): ts.Expression | ts.MemberName {
  const callee = outOfWrappers(expression);
  return ts.isPropertyAccessExpression(callee) ? callee.name : callee;
}

function keeps(
  registration: ts.CallExpression | ts.NewExpression,
  given: ts.SignatureDeclaration,
  analysis: FileAnalysis,
): boolean {
  const registrar = nameOfRegistrar(registration);
  if (ts.isIdentifier(registrar) && registrars.has(registrar.text)) {
    return true;
  }
  const symbol = analysis.checker.getSymbolAtLocation(registrar);
  return parametersOf(given).length > 0 && isOfPackage(symbol && withoutAlias(symbol, analysis.checker), analysis);
}
