import type { TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { KnownEntry } from './known-entries.js';

import { specifierNames, symbolMatches } from '../specifier.js';
import { entriesOfKind } from './known-entries.js';
import { symbolsOfType } from './known-types.js';
import { oncePerProgram } from './once.js';
import { variableOf } from './references.js';
import { symbolAt, typeOf } from './symbols.js';
import { propertyName, unwrap } from './syntax.js';

/** The kinds of data whose entries name a type and methods of it, or functions. */
export type MethodKind = 'broadcasts' | 'keepingMethods' | 'keyedCalls' | 'requestDecorations' | 'stateWrites' | 'toolDefinitions';

/** An entry of one of these kinds. */
export type KnownMethods<Kind extends MethodKind> = KnownEntry<Kind>;

interface Index<Kind extends MethodKind> {
  byMethod: Map<string, KnownMethods<Kind>[]>;
  /** Entries without methods: their types name functions. */
  functions: KnownMethods<Kind>[];
}

function indexOfKind<Kind extends MethodKind>(kind: Kind): (analysis: FileAnalysis) => Index<Kind> {
  const entriesOf = entriesOfKind(kind);
  return oncePerProgram((analysis) => {
    const index: Index<Kind> = { byMethod: new Map(), functions: [] };
    for (const entry of entriesOf(analysis)) {
      const { methods = [] } = entry;
      if (methods.length === 0) {
        index.functions.push(entry);
      }
      for (const method of methods) {
        index.byMethod.set(method, [...(index.byMethod.get(method) ?? []), entry]);
      }
    }
    return index;
  });
}

const indexes: { [Kind in MethodKind]: (analysis: FileAnalysis) => Index<Kind> } = {
  broadcasts: indexOfKind('broadcasts'),
  keepingMethods: indexOfKind('keepingMethods'),
  keyedCalls: indexOfKind('keyedCalls'),
  requestDecorations: indexOfKind('requestDecorations'),
  stateWrites: indexOfKind('stateWrites'),
  toolDefinitions: indexOfKind('toolDefinitions'),
};

/** The names of methods of one kind that the program can have: a cheap test before a receiver's type is asked for. */
export function methodNames(kind: MethodKind, analysis: FileAnalysis): ReadonlyMap<string, unknown> {
  return indexes[kind](analysis).byMethod;
}

/**
 * The entries that a called method or function is one of: by the method's name and the type of its receiver, or by the
 * declaration that the function's name means.
 */
export function knownMethodsAt<Kind extends MethodKind>(
  kind: Kind,
  callee: TSESTree.Node,
  analysis: FileAnalysis,
): readonly KnownMethods<Kind>[] {
  const { byMethod, functions } = indexes[kind](analysis);
  const called = unwrap(callee);
  const method = called.type === AST_NODE_TYPES.MemberExpression ? propertyName(called) : undefined;
  const candidates = method === undefined ? [] : (byMethod.get(method) ?? []);
  const ofMethod =
    candidates.length === 0 || called.type !== AST_NODE_TYPES.MemberExpression
      ? []
      : ofType(candidates, called.object, analysis);
  return ofMethod.length > 0 || functions.length === 0 || !canBeFunction(called, method, functions, analysis)
    ? ofMethod
    : ofSymbol(functions, symbolAt(called, analysis), analysis);
}

/** The entries of one kind that are about methods of an object, whichever is called. */
export function knownMethodsOf<Kind extends MethodKind>(
  kind: Kind,
  object: TSESTree.Node,
  analysis: FileAnalysis,
): readonly KnownMethods<Kind>[] {
  const { byMethod } = indexes[kind](analysis);
  return byMethod.size === 0 ? [] : ofType([...new Set([...byMethod.values()].flat())], object, analysis);
}

function ofType<Entry extends KnownMethods<MethodKind>>(
  entries: readonly Entry[],
  object: TSESTree.Node,
  analysis: FileAnalysis,
): readonly Entry[] {
  const symbols = [...symbolsOfType(typeOf(object, analysis), analysis)];
  return entries.filter((entry) => symbols.some((symbol) => matches(entry, symbol, analysis)));
}

function ofSymbol<Entry extends KnownMethods<MethodKind>>(
  entries: readonly Entry[],
  symbol: ts.Symbol | undefined,
  analysis: FileAnalysis,
): readonly Entry[] {
  return symbol === undefined ? [] : entries.filter((entry) => matches(entry, symbol, analysis));
}

function matches({ type }: KnownMethods<MethodKind>, symbol: ts.Symbol, { cwd, program }: FileAnalysis): boolean {
  return symbolMatches(symbol, type, program, cwd);
}

/** What the syntax shows: an import can have any name; a function of the file, or a member, has the one that it is listed by. */
function canBeFunction(
  callee: TSESTree.Node,
  member: string | undefined,
  functions: readonly KnownMethods<MethodKind>[],
  { sourceCode }: FileAnalysis,
): boolean {
  if (callee.type === AST_NODE_TYPES.Identifier && variableOf(callee, sourceCode)?.defs[0]?.type === 'ImportBinding') {
    return true;
  }
  const name = callee.type === AST_NODE_TYPES.Identifier ? callee.name : member;
  return name !== undefined && functions.some(({ type }) => specifierNames(type).includes(name));
}
