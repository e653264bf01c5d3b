import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { Specifier } from '../specifier.js';
import type { FileAnalysis } from './file-analysis.js';

import { frameworks } from '../frameworks/index.js';
import { specifierNames, specifiersByName, symbolMatches } from '../specifier.js';
import { oncePerProgram } from './once.js';
import { variableOf } from './references.js';
import { isOfStandardLibrary, isTypeReference, withoutAlias } from './symbols.js';

/** Who says that a type is a context: the user's settings, or the data of a library. */
export type ContextOrigin = 'library' | 'project';

/** What a type says about the context in a value of it. */
export interface ContextVerdict {
  origin: ContextOrigin;
  /** `undefined` or `null` is in the type, so the context may be missing. */
  nullable: boolean;
}

/** A declaration that the settings name as a context. */
export interface ConfiguredContext {
  specifier: Specifier;
  name: string;
  declaration: ts.Declaration;
}

/** What is remembered for one program under one settings object. */
interface Memory {
  verdicts: WeakMap<ts.Type, ContextOrigin | 'none'>;
  symbols: Map<ts.Symbol, ContextOrigin | undefined>;
  properties: WeakMap<ts.Type, readonly ContextProperty[]>;
  configured: readonly ConfiguredContext[] | undefined;
}

const memoryOf = oncePerProgram(
  (): Memory => ({ verdicts: new WeakMap(), symbols: new Map(), properties: new WeakMap(), configured: undefined }),
);

/**
 * The declarations in the program that the settings name as contexts; none where nothing is configured, or where what is
 * configured is not part of the program. Found once for a program.
 */
export function configuredContexts(analysis: FileAnalysis): readonly ConfiguredContext[] {
  const memory = memoryOf(analysis);
  memory.configured ??= findConfiguredContexts(analysis);
  return memory.configured;
}

function findConfiguredContexts({ program, checker, settings, cwd }: FileAnalysis): ConfiguredContext[] {
  const specifiers = settings.contextTypes ?? [];
  const names = new Set(specifiers.flatMap(specifierNames));
  const found: ConfiguredContext[] = [];
  if (names.size === 0) {
    return found;
  }
  const visit = (statements: readonly ts.Statement[]): void => {
    for (const statement of statements) {
      if (ts.isModuleDeclaration(statement)) {
        if (statement.body !== undefined && ts.isModuleBlock(statement.body)) {
          visit(statement.body.statements);
        }
      } else if (isTypeDeclaration(statement) && statement.name !== undefined && names.has(statement.name.text)) {
        const symbol = checker.getSymbolAtLocation(statement.name);
        const specifier = symbol && specifiers.find((candidate) => symbolMatches(symbol, candidate, program, cwd));
        if (specifier !== undefined) {
          found.push({ specifier, name: statement.name.text, declaration: statement });
        }
      }
    }
  };
  for (const file of program.getSourceFiles()) {
    if ([...names].some((name) => file.text.includes(name))) {
      visit(file.statements);
    }
  }
  return found;
}

function isTypeDeclaration(
  node: ts.Node,
): node is ts.ClassDeclaration | ts.EnumDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}

const libraryContexts: ReadonlyMap<string, readonly Specifier[]> = specifiersByName(
  frameworks.flatMap(({ contextTypes = [] }) => contextTypes.map(({ type }) => type)),
);

function originOfSymbol(symbol: ts.Symbol, analysis: FileAnalysis): ContextOrigin | undefined {
  const { symbols } = memoryOf(analysis);
  if (symbols.has(symbol)) {
    return symbols.get(symbol);
  }
  const { program, settings, cwd } = analysis;
  const matches = (specifier: Specifier): boolean => symbolMatches(symbol, specifier, program, cwd);
  let origin: ContextOrigin | undefined;
  if ((settings.contextTypes ?? []).some(matches)) {
    origin = 'project';
  } else if ((libraryContexts.get(symbol.name) ?? []).some(matches)) {
    origin = 'library';
  }
  symbols.set(symbol, origin);
  return origin;
}

/**
 * Whether values of a type are contexts: the configured and known types, aliases of them, what extends or implements
 * them, type parameters constrained to them, unions and intersections with them, `Readonly`, `Pick`, `Omit` and other
 * mapped types of them. `Partial` of a context is none: everything in it may be missing. Arrays, maps and promises of
 * contexts are none either.
 *
 * @returns `undefined` for any other type; `any` and `unknown` included.
 */
export function contextInType(type: ts.Type, analysis: FileAnalysis): ContextVerdict | undefined {
  const origin = originOfType(type, analysis, 8);
  return origin === undefined ? undefined : { origin, nullable: isNullable(type) };
}

/** Whether `undefined` or `null` is in a type. */
export function isNullable(type: ts.Type): boolean {
  return type.isUnion()
    ? type.types.some(isNullable)
    : (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) !== 0;
}

function originOfType(type: ts.Type, analysis: FileAnalysis, fuel: number): ContextOrigin | undefined {
  if (fuel === 0 || (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) !== 0) {
    return undefined;
  }
  const { verdicts } = memoryOf(analysis);
  const known = verdicts.get(type);
  if (known !== undefined) {
    return known === 'none' ? undefined : known;
  }
  // An interface that mentions itself in a base is no context by that alone.
  verdicts.set(type, 'none');
  const origin = decide(type, analysis, fuel - 1);
  verdicts.set(type, origin ?? 'none');
  return origin;
}

function decide(type: ts.Type, analysis: FileAnalysis, fuel: number): ContextOrigin | undefined {
  const { checker, program } = analysis;
  const alias = type.aliasSymbol;
  const ofAlias = alias === undefined ? undefined : originOfSymbol(alias, analysis);
  if (ofAlias !== undefined) {
    return ofAlias;
  }
  const symbol = type.getSymbol();
  const target = isTypeReference(type) ? type.target : type;
  if (type.isUnionOrIntersection()) {
    return firstOrigin(type.types, analysis, fuel);
  }
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined ? undefined : originOfType(constraint, analysis, fuel);
  }
  const ofSymbol = symbol === undefined ? undefined : originOfSymbol(symbol, analysis);
  if (ofSymbol !== undefined) {
    return ofSymbol;
  }
  if (isMapped(type)) {
    return alias === undefined ? undefined : originOfMapped(type, alias, analysis, fuel);
  }
  if (symbol !== undefined && target.isClassOrInterface() && !isOfStandardLibrary(symbol, program)) {
    return (
      firstOrigin(checker.getBaseTypes(target), analysis, fuel) ??
      firstOrigin(implementedTypes(symbol, checker), analysis, fuel)
    );
  }
  return undefined;
}

function firstOrigin(types: readonly ts.Type[], analysis: FileAnalysis, fuel: number): ContextOrigin | undefined {
  for (const type of types) {
    const origin = originOfType(type, analysis, fuel);
    if (origin !== undefined) {
      return origin;
    }
  }
  return undefined;
}

/** `Readonly<Context>` and its like, written out or behind an alias of its own. */
function originOfMapped(
  type: ts.Type,
  alias: ts.Symbol,
  analysis: FileAnalysis,
  fuel: number,
): ContextOrigin | undefined {
  const [argument] = type.aliasTypeArguments ?? [];
  if (argument !== undefined) {
    return alias.name === 'Partial' ? undefined : originOfType(argument, analysis, fuel);
  }
  const declaration = alias.declarations?.find(ts.isTypeAliasDeclaration);
  return declaration === undefined ? undefined : originOfAnnotation(declaration.type, analysis, fuel);
}

/**
 * Whether an annotation names a context. Some aliases leave no trace in the type that they stand for, such as
 * `type UserContext = z.infer<typeof schema>`; the annotation still has the name.
 */
export function contextInAnnotation(annotation: ts.TypeNode, analysis: FileAnalysis): ContextOrigin | undefined {
  return originOfAnnotation(annotation, analysis, 8);
}

/** Who says that what has a type, and perhaps an annotation, is a context. */
export function contextOriginOf(
  type: ts.Type,
  annotation: ts.TypeNode | undefined,
  analysis: FileAnalysis,
): ContextOrigin | undefined {
  return (
    contextInType(type, analysis)?.origin ?? (annotation === undefined ? undefined : contextInAnnotation(annotation, analysis))
  );
}

function originOfAnnotation(node: ts.TypeNode, analysis: FileAnalysis, fuel: number): ContextOrigin | undefined {
  if (fuel === 0) {
    return undefined;
  }
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) {
    for (const part of node.types) {
      const origin = originOfAnnotation(part, analysis, fuel - 1);
      if (origin !== undefined) {
        return origin;
      }
    }
    return undefined;
  }
  if (ts.isParenthesizedTypeNode(node)) {
    return originOfAnnotation(node.type, analysis, fuel - 1);
  }
  if (!ts.isTypeReferenceNode(node)) {
    return undefined;
  }
  const { checker, program } = analysis;
  const named = checker.getSymbolAtLocation(node.typeName);
  const symbol = named && withoutAlias(named, checker);
  if (symbol === undefined) {
    return undefined;
  }
  const origin = originOfSymbol(symbol, analysis);
  if (origin !== undefined) {
    return origin;
  }
  const [argument] = node.typeArguments ?? [];
  if (argument !== undefined) {
    return ['Omit', 'Pick', 'Readonly', 'Required'].includes(symbol.name) && isOfStandardLibrary(symbol, program)
      ? originOfAnnotation(argument, analysis, fuel - 1)
      : undefined;
  }
  const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration);
  return declaration === undefined ? undefined : originOfAnnotation(declaration.type, analysis, fuel - 1);
}

function isMapped(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0;
}

function implementedTypes(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Type[] {
  return (symbol.declarations ?? []).filter(ts.isClassLike).flatMap((declaration) =>
    (declaration.heritageClauses ?? [])
      .filter((clause) => clause.token === ts.SyntaxKind.ImplementsKeyword)
      .flatMap((clause) => clause.types.map((implemented) => checker.getTypeAtLocation(implemented))),
  );
}

/** A property that holds a context. */
export interface ContextProperty {
  /** As code writes it behind the dot; with `#` for a private name. */
  name: string;
  type: ts.Type;
  verdict: ContextVerdict;
  /** Only the object itself can read it, or what is derived from it. */
  isPrivate: boolean;
}

/**
 * The public properties of a type that hold a context, one level deep; the properties of TypeScript's own libraries are
 * not searched.
 *
 * @param includePrivate Also those that only the object itself can read.
 */
export function contextProperties(
  type: ts.Type,
  analysis: FileAnalysis,
  includePrivate = false,
): readonly ContextProperty[] {
  const { properties } = memoryOf(analysis);
  let found = properties.get(type);
  if (found === undefined) {
    found = findContextProperties(type, analysis);
    properties.set(type, found);
  }
  return includePrivate || found.length === 0 ? found : found.filter(({ isPrivate }) => !isPrivate);
}

function findContextProperties(type: ts.Type, analysis: FileAnalysis): readonly ContextProperty[] {
  const { checker, program } = analysis;
  const searched = checker.getNonNullableType(type);
  const symbol = searched.getSymbol();
  if (
    (searched.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection | ts.TypeFlags.TypeParameter)) === 0 ||
    checker.isArrayType(searched) ||
    checker.isTupleType(searched) ||
    (symbol !== undefined && isOfStandardLibrary(symbol, program) && !isMapped(searched))
  ) {
    return [];
  }
  return checker.getPropertiesOfType(checker.getApparentType(searched)).flatMap((property) => {
    if ((property.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Accessor)) === 0) {
      return [];
    }
    const verdict = contextInSymbol(property, analysis);
    const { valueDeclaration } = property;
    return verdict === undefined
      ? []
      : [
          {
            name: writtenName(property),
            type: checker.getTypeOfSymbol(property),
            verdict,
            isPrivate: valueDeclaration !== undefined && isPrivate(valueDeclaration),
          },
        ];
  });
}

/** The name of a property as code writes it: TypeScript mangles private names (`#context`). */
export function writtenName({ name, valueDeclaration }: ts.Symbol): string {
  const declared = valueDeclaration && ts.getNameOfDeclaration(valueDeclaration);
  return declared !== undefined && ts.isPrivateIdentifier(declared) ? declared.text : name;
}

function contextInSymbol(property: ts.Symbol, analysis: FileAnalysis): ContextVerdict | undefined {
  const type = analysis.checker.getTypeOfSymbol(property);
  const nullable = (property.flags & ts.SymbolFlags.Optional) !== 0 || isNullable(type);
  const verdict = contextInType(type, analysis);
  if (verdict !== undefined) {
    return { ...verdict, nullable };
  }
  const { valueDeclaration } = property;
  const annotation =
    valueDeclaration !== undefined &&
    (ts.isPropertySignature(valueDeclaration) ||
      ts.isPropertyDeclaration(valueDeclaration) ||
      ts.isParameter(valueDeclaration))
      ? valueDeclaration.type
      : undefined;
  const origin = annotation === undefined ? undefined : contextInAnnotation(annotation, analysis);
  return origin === undefined ? undefined : { origin, nullable };
}

function isPrivate(declaration: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(declaration);
  return (
    (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0 ||
    (name !== undefined && ts.isPrivateIdentifier(name))
  );
}

/**
 * Whether an expression turns something that is no context into one by a claim alone: `{} as Context`,
 * `<Context>JSON.parse(text)`; or names a constant that is initialised so.
 */
export function isCastToContext(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  let node = expression;
  while (node.type === AST_NODE_TYPES.AwaitExpression || node.type === AST_NODE_TYPES.TSSatisfiesExpression) {
    node = node.type === AST_NODE_TYPES.AwaitExpression ? node.argument : node.expression;
  }
  if (node.type === AST_NODE_TYPES.Identifier) {
    const definition = variableOf(node, analysis.sourceCode)?.defs[0];
    const declarator = definition?.type === 'Variable' ? definition.node : undefined;
    return (
      declarator?.parent.kind === 'const' &&
      declarator.id.type === AST_NODE_TYPES.Identifier &&
      declarator.init !== null &&
      declarator.init.type !== AST_NODE_TYPES.Identifier &&
      isCastToContext(declarator.init, analysis)
    );
  }
  if (node.type !== AST_NODE_TYPES.TSAsExpression && node.type !== AST_NODE_TYPES.TSTypeAssertion) {
    return false;
  }
  const { services } = analysis;
  if (contextInType(services.getTypeAtLocation(node), analysis) === undefined) {
    return false;
  }
  let source: TSESTree.Expression = node.expression;
  while (source.type === AST_NODE_TYPES.TSAsExpression || source.type === AST_NODE_TYPES.TSTypeAssertion) {
    source = source.expression;
  }
  const verdict = contextInType(services.getTypeAtLocation(source), analysis);
  return verdict === undefined || verdict.nullable;
}
