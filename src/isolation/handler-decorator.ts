import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from 'typescript';

import type { HandlerDecorator, Incoming } from '../frameworks/framework.js';
import type { FileAnalysis } from './file-analysis.js';
import type { ClassNode, FunctionNode } from './syntax.js';

import { frameworks } from '../frameworks/index.js';
import { specifierNames, symbolMatches } from '../specifier.js';
import { isOfProject } from './program-facts.js';
import { symbolAt, withoutAlias } from './symbols.js';
import { lastName, unwrap } from './syntax.js';
import { wordsOf } from './vocabulary.js';

/**
 * What comes in when a decorated method is called, where one of its decorators makes a framework call it. Decorators that do
 * something around a method, such as tracing, pass on what its callers give.
 *
 * @returns `undefined` where the method has no such decorator.
 */
export function handledByDecorator({ parent }: FunctionNode, analysis: FileAnalysis): Incoming | undefined {
  if (parent.type !== AST_NODE_TYPES.MethodDefinition && parent.type !== AST_NODE_TYPES.PropertyDefinition) {
    return undefined;
  }
  for (const decorator of parent.decorators) {
    const handled = handledBy(calledIn(decorator), parent.parent.parent, analysis);
    if (handled !== undefined) {
      return handled;
    }
  }
  return undefined;
}

/** `Get` of `@Get()` and of `@Get`. */
function calledIn({ expression }: TSESTree.Decorator): TSESTree.Node {
  const decorator = unwrap(expression);
  return decorator.type === AST_NODE_TYPES.CallExpression ? unwrap(decorator.callee) : decorator;
}

/**
 * A decorator counts that is known, or of the project and made of a known one. Else its name decides: frameworks that are
 * not known, and those of one's own, use the same words in classes that take what comes in.
 */
function handledBy(decorator: TSESTree.Node, definition: ClassNode, analysis: FileAnalysis): Incoming | undefined {
  const symbol = symbolAt(decorator, analysis);
  const declarations = symbol?.declarations ?? [];
  const known =
    (symbol && knownDecorator(symbol, analysis)) ?? declarations.map((declaration) => decoratorWithin(declaration, analysis)).find(Boolean);
  if (known !== undefined) {
    return known.handles;
  }
  const name = lastName(decorator);
  const named = decoratorsNamed(name)[0]?.handles;
  const saysSo = wordsOf(name).some((word) => handlerWords.has(word));
  const isOfPackage = !declarations.some((declaration) => isOfProject(declaration.getSourceFile()));
  if (isOfPackage && saysSo) {
    return named ?? 'event';
  }
  return (named !== undefined || saysSo) && takesWhatComesIn(definition) ? (named ?? 'event') : undefined;
}

/** Words of decorators that make a framework call a method. */
const handlerWords: ReadonlySet<string> = new Set([
  'consume', 'consumer', 'handle', 'handler', 'listen', 'listener', 'on', 'schedule', 'scheduled', 'subscribe', 'subscriber',
]);

/** Words of classes whose decorated methods a framework calls, in their names or in their decorators'. */
const handlerClassWords: ReadonlySet<string> = new Set([
  'consumer', 'controller', 'gateway', 'handler', 'listener', 'processor', 'resolver', 'router', 'subscriber', 'worker',
]);

function takesWhatComesIn({ decorators, id }: ClassNode): boolean {
  return [id?.name ?? '', ...decorators.map((decorator) => lastName(calledIn(decorator)))].some((name) =>
    wordsOf(name).some((word) => handlerClassWords.has(word)),
  );
}

const knownDecorators = frameworks.flatMap(({ handlerDecorators = [] }) => handlerDecorators);

function decoratorsNamed(name: string): readonly HandlerDecorator[] {
  return knownDecorators.filter(({ type }) => specifierNames(type).includes(name));
}

function knownDecorator(symbol: ts.Symbol, { cwd, program }: FileAnalysis): HandlerDecorator | undefined {
  return knownDecorators.find(({ type }) => symbolMatches(symbol, type, program, cwd));
}

/** The known decorator that one of the project is made of: `const AdminGet = () => applyDecorators(Get(), UseGuards(…))`. */
function decoratorWithin(declaration: ts.Declaration, analysis: FileAnalysis): HandlerDecorator | undefined {
  let found: HandlerDecorator | undefined;
  const visit = (node: ts.Node): void => {
    if (found === undefined && ts.isIdentifier(node) && decoratorsNamed(node.text).length > 0) {
      const symbol = analysis.checker.getSymbolAtLocation(node);
      found = symbol && knownDecorator(withoutAlias(symbol, analysis.checker), analysis);
    }
    ts.forEachChild(node, visit);
  };
  if (isOfProject(declaration.getSourceFile())) {
    visit(declaration);
  }
  return found;
}
