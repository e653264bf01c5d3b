import ts from 'typescript';

import type { Framework } from '../frameworks/framework.js';
import type { UserContextSettings } from '../settings.js';
import type { Specifier } from '../specifier.js';
import type { FileAnalysis } from './file-analysis.js';

import { frameworks } from '../frameworks/index.js';
import { specifiersByName, symbolMatches } from '../specifier.js';
import { isOfStandardLibrary, isTypeReference } from './symbols.js';

/** What a declaration is known as, from the built-in data and the user's settings. */
export type KnownAs =
  | 'context'
  | 'connection-hub'
  | 'context-entry'
  | 'context-provider'
  | 'legacy'
  | 'one-per-connection'
  | 'one-per-server'
  | 'one-per-user'
  | 'process-wide'
  | 'read-only-context'
  | 'request-decorator'
  | 'singleton-decorator'
  | 'singleton-registrar'
  | 'tool-definition'
  | 'transport-for-many'
  | 'user-owned';

/** Where the built-in data has what is known as something. */
const frameworkKeys = {
  context: 'contextTypes',
  'connection-hub': 'connectionHubTypes',
  'context-entry': 'contextEntries',
  'context-provider': 'contextProviders',
  legacy: 'legacyTypes',
  'one-per-connection': 'onePerConnectionTypes',
  'one-per-server': 'onePerServerTypes',
  'one-per-user': 'onePerUserTypes',
  'process-wide': 'processWideTypes',
  'read-only-context': 'readOnlyContextTypes',
  'request-decorator': 'requestDecorators',
  'singleton-decorator': 'singletonDecorators',
  'singleton-registrar': 'singletonRegistrars',
  'tool-definition': 'toolDefinitions',
  'transport-for-many': 'transportsForMany',
  'user-owned': 'userOwnedTypes',
} as const satisfies Record<KnownAs, keyof Framework>;

function addedBySettings(known: KnownAs, settings: UserContextSettings): readonly Specifier[] {
  switch (known) {
    case 'context':
      return settings.contextTypes ?? [];
    case 'context-provider':
      return settings.contextProviders ?? [];
    case 'legacy':
      return (settings.legacyTypes ?? []).map(({ type }) => type);
    case 'process-wide':
      return settings.processWideTypes ?? [];
    case 'user-owned':
      return settings.userOwnedTypes ?? [];
    default:
      return [];
  }
}

function specifiersOf(known: KnownAs, settings: UserContextSettings): Specifier[] {
  const builtIn = frameworks.flatMap((framework) => framework[frameworkKeys[known]] ?? []);
  return [...builtIn.map(({ type }) => type), ...addedBySettings(known, settings)];
}

const indexes = new WeakMap<UserContextSettings, Map<KnownAs, ReadonlyMap<string, readonly Specifier[]>>>();

function indexOf(known: KnownAs, settings: UserContextSettings): ReadonlyMap<string, readonly Specifier[]> {
  let byKind = indexes.get(settings);
  if (byKind === undefined) {
    byKind = new Map();
    indexes.set(settings, byKind);
  }
  let index = byKind.get(known);
  if (index === undefined) {
    index = specifiersByName(specifiersOf(known, settings));
    byKind.set(known, index);
  }
  return index;
}

/** The names that declarations known as something can have: a cheap test before their symbols are asked for. */
export function namesKnownAs(known: KnownAs, settings: UserContextSettings): readonly string[] {
  return [...indexOf(known, settings).keys()];
}

function declaredNames(symbol: ts.Symbol): string[] {
  if (symbol.name !== 'default' && symbol.name !== '__type') {
    return [symbol.name];
  }
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const name = ts.getNameOfDeclaration(declaration);
    return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
  });
}

/** Whether a symbol (import aliases resolved) is one of the declarations that are known as something. */
export function isKnownSymbol(symbol: ts.Symbol, known: KnownAs, analysis: FileAnalysis): boolean {
  const index = indexOf(known, analysis.settings);
  return declaredNames(symbol).some((name) =>
    (index.get(name) ?? []).some((specifier) => symbolMatches(symbol, specifier, analysis.program, analysis.cwd)),
  );
}

/**
 * The symbols that a type is made of: its own and its alias's, those of its bases, of the members of a union or
 * intersection, and of what a container or promise of the standard library holds.
 */
export function symbolsOfType(type: ts.Type, analysis: FileAnalysis): ReadonlySet<ts.Symbol> {
  const symbols = new Set<ts.Symbol>();
  collectSymbols(type, analysis, symbols, new Set(), 6);
  return symbols;
}

function collectSymbols(
  type: ts.Type,
  analysis: FileAnalysis,
  symbols: Set<ts.Symbol>,
  visited: Set<ts.Type>,
  depth: number,
): void {
  if (depth === 0 || visited.has(type)) {
    return;
  }
  visited.add(type);
  const { checker, program } = analysis;
  const collect = (part: ts.Type): void => {
    collectSymbols(part, analysis, symbols, visited, depth - 1);
  };
  if (type.aliasSymbol !== undefined) {
    symbols.add(type.aliasSymbol);
    // `Readonly<Context>`, `Pick<Context, 'userId'>`: the mapped type is new, its argument is not.
    if (isOfStandardLibrary(type.aliasSymbol, program)) {
      type.aliasTypeArguments?.forEach(collect);
    }
  }
  if (type.isUnionOrIntersection()) {
    type.types.forEach(collect);
    return;
  }
  const constraint = type.isTypeParameter() ? checker.getBaseConstraintOfType(type) : undefined;
  if (constraint !== undefined) {
    collect(constraint);
  }
  const symbol = type.getSymbol();
  if (symbol === undefined) {
    return;
  }
  symbols.add(symbol);
  if (type.isClassOrInterface()) {
    checker.getBaseTypes(type).forEach(collect);
  }
  if (isTypeReference(type)) {
    if (type.target !== type) {
      collect(type.target);
    }
    if (checker.isArrayType(type) || checker.isTupleType(type) || isOfStandardLibrary(symbol, program)) {
      checker.getTypeArguments(type).forEach(collect);
    }
  }
}

const knownTypes = new WeakMap<ts.Program, WeakMap<UserContextSettings, Map<KnownAs, WeakMap<ts.Type, boolean>>>>();

/** Whether a type, or a part of it, is known as something. Answers are remembered, negative ones too. */
export function isKnownType(type: ts.Type, known: KnownAs, analysis: FileAnalysis): boolean {
  let bySettings = knownTypes.get(analysis.program);
  if (bySettings === undefined) {
    bySettings = new WeakMap();
    knownTypes.set(analysis.program, bySettings);
  }
  let byKind = bySettings.get(analysis.settings);
  if (byKind === undefined) {
    byKind = new Map();
    bySettings.set(analysis.settings, byKind);
  }
  let answers = byKind.get(known);
  if (answers === undefined) {
    answers = new WeakMap();
    byKind.set(known, answers);
  }
  let answer = answers.get(type);
  if (answer === undefined) {
    answer = [...symbolsOfType(type, analysis)].some((symbol) => isKnownSymbol(symbol, known, analysis));
    answers.set(type, answer);
  }
  return answer;
}

/** Whether a class that a type names, or one that it extends, is known as something; what the type holds does not count. */
export function isKnownClass(type: ts.Type, known: KnownAs, analysis: FileAnalysis): boolean {
  const symbol = type.getSymbol();
  return (
    symbol !== undefined &&
    (isKnownSymbol(symbol, known, analysis) ||
      (type.isClass() && analysis.checker.getBaseTypes(type).some((base) => isKnownClass(base, known, analysis))))
  );
}
