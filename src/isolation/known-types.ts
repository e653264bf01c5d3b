import ts from '../typescript.js';

import type { Framework, NamedType } from '../frameworks/framework.js';
import type { UserContextSettings } from '../settings.js';
import type { Specifier } from '../specifier.js';
import type { FileAnalysis } from './file-analysis.js';

import { frameworks } from '../frameworks/index.js';
import { canBeIn, specifierNames, symbolMatches } from '../specifier.js';
import { oncePerProgram } from './once.js';
import { isOfStandardLibrary, isTypeReference } from './symbols.js';

/** What a declaration is known as, from the built-in data and the user's settings. */
export type KnownAs =
  | 'context'
  | 'connection-hub'
  | 'context-entry'
  | 'context-provider'
  | 'context-run'
  | 'legacy'
  | 'one-per-connection'
  | 'one-per-server'
  | 'one-per-user'
  | 'process-wide'
  | 'read-only-context'
  | 'request-decorator'
  | 'singleton-decorator'
  | 'singleton-registrar'
  | 'state-holder'
  | 'transport-for-many'
  | 'user-owned';

/** Where the built-in data and the settings have what is known as something. */
const keys = {
  context: 'contextTypes',
  'connection-hub': 'connectionHubTypes',
  'context-entry': 'contextEntries',
  'context-provider': 'contextProviders',
  'context-run': 'contextRuns',
  legacy: 'legacyTypes',
  'one-per-connection': 'onePerConnectionTypes',
  'one-per-server': 'onePerServerTypes',
  'one-per-user': 'onePerUserTypes',
  'process-wide': 'processWideTypes',
  'read-only-context': 'readOnlyContextTypes',
  'request-decorator': 'requestDecorators',
  'singleton-decorator': 'singletonDecorators',
  'singleton-registrar': 'singletonRegistrars',
  'state-holder': 'stateHolderTypes',
  'transport-for-many': 'transportsForMany',
  'user-owned': 'userOwnedTypes',
} as const satisfies Record<KnownAs, keyof Framework & keyof UserContextSettings>;

/** What says that a declaration is known as something. */
interface KnownEntry {
  known: KnownAs;
  specifier: Specifier;
  /** The user's settings have it, not the built-in data. */
  isConfigured: boolean;
}

function entriesOf(known: KnownAs, settings: UserContextSettings): KnownEntry[] {
  const key = keys[known];
  const builtIn = frameworks.flatMap((framework) => framework[key] ?? []);
  const added: readonly (NamedType | Specifier)[] = settings[key] ?? [];
  return [
    ...builtIn.map(({ type }) => ({ known, specifier: type, isConfigured: false })),
    ...added.map((entry) => ({
      known,
      specifier: typeof entry === 'object' && 'type' in entry ? entry.type : entry,
      isConfigured: true,
    })),
  ];
}

/** What one program can have of the known declarations, under one settings object. */
interface Memory {
  /** By name; what is declared by packages that the program does not have is left out. */
  named: ReadonlyMap<string, readonly KnownEntry[]>;
  /** The same names, of each kind. */
  names: ReadonlyMap<KnownAs, ReadonlySet<string>>;
  kindsOfSymbols: Map<ts.Symbol, ReadonlySet<KnownAs>>;
  kindsOfTypes: WeakMap<ts.Type, ReadonlySet<KnownAs>>;
}

const memoryOf = oncePerProgram(({ program, settings }): Memory => {
  const named = new Map<string, KnownEntry[]>();
  const names = new Map<KnownAs, Set<string>>();
  for (const known of Object.keys(keys) as KnownAs[]) {
    for (const entry of entriesOf(known, settings)) {
      for (const name of canBeIn(entry.specifier, program) ? specifierNames(entry.specifier) : []) {
        named.set(name, [...(named.get(name) ?? []), entry]);
        names.set(known, (names.get(known) ?? new Set()).add(name));
      }
    }
  }
  return { named, names, kindsOfSymbols: new Map(), kindsOfTypes: new WeakMap() };
});

const noNames: ReadonlySet<string> = new Set();
const noKinds: ReadonlySet<KnownAs> = new Set();

/**
 * The names that declarations of the program known as something can have: a cheap test before their symbols are asked
 * for. None at all where the program has none of the packages.
 */
export function namesKnownAs(known: KnownAs, analysis: FileAnalysis): ReadonlySet<string> {
  return memoryOf(analysis).names.get(known) ?? noNames;
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

function entriesMatching(symbol: ts.Symbol, named: Memory['named'], { cwd, program }: FileAnalysis): KnownEntry[] {
  const entries = declaredNames(symbol).flatMap((name) => named.get(name) ?? []);
  return entries.filter(({ specifier }) => symbolMatches(symbol, specifier, program, cwd));
}

function kindsOfSymbol(symbol: ts.Symbol, analysis: FileAnalysis): ReadonlySet<KnownAs> {
  const { kindsOfSymbols, named } = memoryOf(analysis);
  let kinds = kindsOfSymbols.get(symbol);
  if (kinds === undefined) {
    const matching = entriesMatching(symbol, named, analysis);
    kinds = matching.length === 0 ? noKinds : new Set(matching.map(({ known }) => known));
    kindsOfSymbols.set(symbol, kinds);
  }
  return kinds;
}

/** Whether a symbol (import aliases resolved) is one of the declarations that are known as something. */
export function isKnownSymbol(symbol: ts.Symbol, known: KnownAs, analysis: FileAnalysis): boolean {
  return kindsOfSymbol(symbol, analysis).has(known);
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

/** Whether a type, or a part of it, is known as something. A type is taken apart once for all questions. */
export function isKnownType(type: ts.Type, known: KnownAs, analysis: FileAnalysis): boolean {
  const { kindsOfTypes, names } = memoryOf(analysis);
  if (!names.has(known)) {
    return false;
  }
  let kinds = kindsOfTypes.get(type);
  if (kinds === undefined) {
    const found = [...symbolsOfType(type, analysis)].flatMap((symbol) => [...kindsOfSymbol(symbol, analysis)]);
    kinds = found.length === 0 ? noKinds : new Set(found);
    kindsOfTypes.set(type, kinds);
  }
  return kinds.has(known);
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

/** The declaration by which a type is known as something. */
export interface KnownDeclaration {
  name: string;
  known: KnownAs;
  /** The setting that names it; `undefined` where the built-in data do. */
  setting: string | undefined;
  /** The package that declares it, where it is one of the built-in data. */
  package: string | undefined;
}

/** By which declaration a type, or a part of it, is known as one of some kinds; for explanations. */
export function knownDeclarationOf(
  type: ts.Type,
  kinds: readonly KnownAs[],
  analysis: FileAnalysis,
): KnownDeclaration | undefined {
  const { named } = memoryOf(analysis);
  for (const symbol of symbolsOfType(type, analysis)) {
    const entries = entriesMatching(symbol, named, analysis).filter(({ known }) => kinds.includes(known));
    const entry = entries.find(({ isConfigured }) => isConfigured) ?? entries[0];
    if (entry !== undefined) {
      const { isConfigured, known, specifier } = entry;
      return {
        name: declaredNames(symbol)[0] ?? symbol.name,
        known,
        setting: isConfigured ? keys[known] : undefined,
        package: typeof specifier === 'object' && specifier.from === 'package' ? specifier.package : undefined,
      };
    }
  }
  return undefined;
}
