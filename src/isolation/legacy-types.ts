import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, ASTUtils } from '@typescript-eslint/utils';
import * as path from 'node:path';
import ts from '../typescript.js';

import type { LegacyType } from '../frameworks/framework.js';
import type { UserContextSettings } from '../settings.js';
import type { Specifier } from '../specifier.js';
import type { FileAnalysis } from './file-analysis.js';

import { frameworks } from '../frameworks/index.js';
import { specifierNames, symbolMatches } from '../specifier.js';
import { oncePerSettings } from './once.js';
import { withoutAlias } from './symbols.js';
import { literalText } from './syntax.js';

/** A legacy type as it is listed, and by whom. */
export interface ListedType extends LegacyType {
  /** The user listed it: its replacement is the user's word, not ours. */
  configured: boolean;
  /** Where members are found that the settings say nothing of, if the new type does not have them under their own name. */
  usualFields: Readonly<Record<string, string>>;
}

/** What a name turned out to be: a legacy type, or the type that takes its place. */
export type LegacyVerdict =
  { kind: 'legacy'; name: string; listed: ListedType; declaredHere: boolean } | { kind: 'replacement'; name: string };

/** A module whose members are asked for; opaque to the caller. */
export interface ModuleHandle {
  module: string;
  symbol?: ts.Symbol;
}

/**
 * Tells which names of one file mean a legacy type. There are two of it: one asks the type checker, one reads only the
 * syntax. What neither can resolve has no verdict.
 */
export interface LegacyNames {
  /** What an import specifier binds. */
  imported(specifier: TSESTree.ImportDefaultSpecifier | TSESTree.ImportSpecifier): LegacyVerdict | undefined;
  /** What a binding of the file means: the expression of `export default X`, the right side of an alias. */
  local(identifier: TSESTree.Identifier): LegacyVerdict | undefined;
  /** What a declaration of the file defines. */
  defined(identifier: TSESTree.Identifier): LegacyVerdict | undefined;
  /** The module that a binding stands for as a whole. */
  boundModule(identifier: TSESTree.Identifier): ModuleHandle | undefined;
  /** The module that a specifier names. */
  module(specifier: TSESTree.Node): ModuleHandle | undefined;
  /** What an export specifier with a source hands on. */
  handedOn(specifier: TSESTree.ExportSpecifier, module: ModuleHandle): LegacyVerdict | undefined;
  /** What a module exports under a name, or under a name in a namespace that it exports; with no name, what `export =` says. */
  member(module: ModuleHandle, names: readonly string[]): LegacyVerdict | undefined;
  /** The legacy types among all that `export *` of a module hands on, by exported name. */
  members(module: ModuleHandle): Map<string, LegacyVerdict & { kind: 'legacy' }>;
}

/**
 * The legacy types of a program, the user's first.
 *
 * The built-in entry takes a class of the listed name in any file of the project. It gives way where the user says for
 * the same name which file or package is meant.
 */
export const listedTypes = oncePerSettings((settings): readonly ListedType[] => {
  const builtIn = frameworks.flatMap((framework) => framework.legacyTypes ?? []);
  const known = Object.fromEntries(builtIn.flatMap(({ fields = {} }) => Object.entries(fields)));
  const configured = (settings.legacyTypes ?? []).map((listed) => ({
    ...listed,
    configured: true,
    // Whoever says where members are found says it of all that moved.
    usualFields: listed.fields === undefined ? known : {},
  }));
  const builtInPackages = builtIn.map(({ type }) =>
    typeof type !== 'string' && type.from === 'package' ? type.package : '',
  );
  const pinned = new Set(
    configured.flatMap(({ type }) =>
      typeof type !== 'string' &&
      ((type.from === 'file' && type.path !== undefined) ||
        (type.from === 'package' && !builtInPackages.includes(type.package)))
        ? specifierNames(type)
        : [],
    ),
  );
  return [
    ...configured,
    ...builtIn
      .filter(
        ({ type }) =>
          typeof type === 'string' || type.from !== 'file' || !specifierNames(type).some((name) => pinned.has(name)),
      )
      .map((listed) => ({ ...listed, configured: false, usualFields: {} })),
  ];
});

/** The types that take the place of legacy ones: the listed replacements and the context types. */
const replacementTypes = oncePerSettings((settings): readonly Specifier[] => [
  ...listedTypes(settings).flatMap(({ replacement }) => (replacement === undefined ? [] : [replacement])),
  ...(settings.contextTypes ?? []),
  ...frameworks.flatMap((framework) => (framework.contextTypes ?? []).map(({ type }) => type)),
]);

/** All names that are listed; a file in which none of them can be reached has no finding. */
export const listedNames = oncePerSettings(
  (settings): ReadonlySet<string> => new Set(listedTypes(settings).flatMap(({ type }) => specifierNames(type))),
);

const namesInFiles = new WeakMap<ts.SourceFile, Map<string, boolean>>();

function mentions(file: ts.SourceFile, name: string): boolean {
  let answers = namesInFiles.get(file);
  if (answers === undefined) {
    answers = new Map();
    namesInFiles.set(file, answers);
  }
  let answer = answers.get(name);
  if (answer === undefined) {
    answer = file.text.includes(name);
    answers.set(name, answer);
  }
  return answer;
}

const namesInPrograms = new WeakMap<ts.Program, Map<string, boolean>>();

/** Whether any file of a program has one of the names in its text: without that, nothing can be declared under it. */
export function isMentioned(names: ReadonlySet<string>, program: ts.Program): boolean {
  let answers = namesInPrograms.get(program);
  if (answers === undefined) {
    answers = new Map();
    namesInPrograms.set(program, answers);
  }
  for (const name of names) {
    let answer = answers.get(name);
    if (answer === undefined) {
      answer = program.getSourceFiles().some((file) => mentions(file, name));
      answers.set(name, answer);
    }
    if (answer) {
      return true;
    }
  }
  return false;
}

/** The module that a specifier means in a file in which it need not stand. */
export function resolveModule(
  specifier: string,
  file: ts.SourceFile,
  program: ts.Program,
  mode: ts.ResolutionMode = file.impliedNodeFormat,
): ts.Symbol | undefined {
  const host: ts.ModuleResolutionHost = {
    fileExists: (fileName) => program.getSourceFile(fileName) !== undefined || ts.sys.fileExists(fileName),
    readFile: (fileName) => program.getSourceFile(fileName)?.text ?? ts.sys.readFile(fileName),
    ...(ts.sys.realpath === undefined ? {} : { realpath: (path: string) => ts.sys.realpath?.(path) ?? path }),
  };
  const { resolvedModule } = ts.resolveModuleName(
    specifier,
    file.fileName,
    program.getCompilerOptions(),
    host,
    undefined,
    undefined,
    mode,
  );
  const target = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
  return target && program.getTypeChecker().getSymbolAtLocation(target);
}

/** Names resolved by the type checker: through aliases, barrels and path aliases, to the declaration. */
export function typedLegacyNames(analysis: FileAnalysis, listed: readonly ListedType[]): LegacyNames {
  const { checker, program, services, settings, cwd } = analysis;
  const replacements = replacementTypes(settings);
  const file = services.esTreeNodeToTSNodeMap.get(analysis.sourceCode.ast);
  const verdicts = new Map<ts.Symbol, LegacyVerdict | undefined>();

  const symbolAt = (node: TSESTree.Node): ts.Symbol | undefined => {
    const symbol = checker.getSymbolAtLocation(services.esTreeNodeToTSNodeMap.get(node));
    return symbol && withoutAlias(symbol, checker);
  };

  const judge = (symbol: ts.Symbol | undefined): LegacyVerdict | undefined => {
    if (symbol === undefined) {
      return undefined;
    }
    if (!verdicts.has(symbol)) {
      verdicts.set(symbol, decide(symbol));
    }
    return verdicts.get(symbol);
  };
  const decide = (symbol: ts.Symbol): LegacyVerdict | undefined => {
    const chain = aliasChain(symbol, checker);
    const listedAs = (candidate: ts.Symbol): LegacyVerdict | undefined => {
      const entry = listed.find(({ type }) => isDeclaredAs(candidate, type, program, cwd));
      return (
        entry && {
          kind: 'legacy',
          name: declaredName(candidate),
          listed: entry,
          declaredHere: candidate === symbol && isOfFile(candidate),
        }
      );
    };
    // What stands at the end of the chain decides; a name on the way counts only where the end is unknown.
    const last = chain.at(-1) as ts.Symbol;
    const verdict = listedAs(last);
    if (verdict !== undefined) {
      return verdict;
    }
    if (replacements.some((type) => isDeclaredAs(last, type, program, cwd))) {
      return { kind: 'replacement', name: declaredName(last) };
    }
    for (const candidate of chain) {
      const byName = listedAs(candidate);
      if (byName !== undefined) {
        return byName;
      }
    }
    return undefined;
  };
  const isOfFile = (symbol: ts.Symbol): boolean =>
    (symbol.declarations ?? []).some((declaration) => declaration.getSourceFile() === file);

  const memberSymbol = (handle: ModuleHandle, names: readonly string[]): ts.Symbol | undefined => {
    let symbol: ts.Symbol | undefined = handle.symbol;
    if (names.length === 0) {
      const assigned = symbol?.exports?.get(ts.InternalSymbolName.ExportEquals);
      return assigned && withoutAlias(assigned, checker);
    }
    for (const name of names) {
      symbol = symbol && exportNamed(symbol, name, checker);
      symbol = symbol && withoutAlias(symbol, checker);
    }
    return symbol;
  };

  return {
    imported: (specifier) => judge(symbolAt(specifier.local)),
    local: (identifier) => judge(localSymbol(identifier, analysis)),
    defined: (identifier) => judge(checker.getSymbolAtLocation(services.esTreeNodeToTSNodeMap.get(identifier))),
    boundModule: (identifier) => {
      const symbol = symbolAt(identifier);
      return symbol !== undefined && (isNamespace(symbol) || isExportAssignment(symbol))
        ? { module: '', symbol }
        : undefined;
    },
    module: (specifier) => {
      const text = literalText(specifier) ?? '';
      const symbol =
        checker.getSymbolAtLocation(services.esTreeNodeToTSNodeMap.get(specifier)) ??
        // The checker does not look into `require` of TypeScript files.
        (specifier.parent?.type === AST_NODE_TYPES.CallExpression
          ? resolveModule(text, file, program, ts.ModuleKind.CommonJS)
          : undefined);
      return symbol === undefined ? undefined : { module: text, symbol };
    },
    handedOn: ({ local }, module) => judge(memberSymbol(module, [exportedName(local)])),
    member: (handle, names) => judge(memberSymbol(handle, names)),
    members: ({ symbol }) => {
      const found = new Map<string, LegacyVerdict & { kind: 'legacy' }>();
      const own = checker.getSymbolAtLocation(file)?.exports;
      for (const exported of symbol === undefined ? [] : checker.getExportsOfModule(symbol)) {
        const verdict = judge(withoutAlias(exported, checker));
        // `export *` leaves the default export out, and what the file exports itself wins over it.
        if (verdict?.kind === 'legacy' && exported.name !== 'default' && own?.has(exported.escapedName) !== true) {
          found.set(exported.name, verdict);
        }
      }
      return found;
    },
  };
}

function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === AST_NODE_TYPES.Identifier ? node.name : node.value;
}

function isNamespace(symbol: ts.Symbol): boolean {
  return (
    (symbol.flags & (ts.SymbolFlags.ValueModule | ts.SymbolFlags.NamespaceModule)) !== 0 &&
    (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function | ts.SymbolFlags.Interface)) === 0
  );
}

/** The symbol of `export = …`, which a default import binds where the value has no symbol of its own. */
function isExportAssignment(symbol: ts.Symbol): boolean {
  return symbol.escapedName === ts.InternalSymbolName.ExportEquals;
}

function exportNamed(module: ts.Symbol, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  const exported = checker.tryGetMemberInModuleExports(name, module);
  if (exported !== undefined) {
    return exported;
  }
  const assigned = isExportAssignment(module) ? module : module.exports?.get(ts.InternalSymbolName.ExportEquals);
  const target = assigned && withoutAlias(assigned, checker);
  if (target === undefined) {
    return undefined;
  }
  // `export = { DeepAgentState }` has properties instead of exports.
  return target.exports?.get(ts.escapeLeadingUnderscores(name)) ?? checker.getTypeOfSymbol(target).getProperty(name);
}

/** The symbol that a local name means: of an export specifier's name, the local one. */
function localSymbol(identifier: TSESTree.Identifier, { checker, services }: FileAnalysis): ts.Symbol | undefined {
  const node = services.esTreeNodeToTSNodeMap.get(identifier);
  const symbol = ts.isExportSpecifier(node.parent)
    ? checker.getExportSpecifierLocalTargetSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol && withoutAlias(symbol, checker);
}

/** The name in a symbol's declaration; that of a default export's symbol is `default` otherwise. */
export function declaredName(symbol: ts.Symbol): string {
  for (const declaration of symbol.declarations ?? []) {
    const name = ts.getNameOfDeclaration(declaration);
    if (name !== undefined && ts.isIdentifier(name)) {
      return name.text;
    }
  }
  return symbol.name;
}

function isDeclaredAs(symbol: ts.Symbol, specifier: Specifier, program: ts.Program, cwd: string): boolean {
  // A parameter, a property or a destructured variable of the name takes a value from elsewhere; it declares no type.
  return symbolMatches(symbol, specifier, program, cwd) && (symbol.declarations ?? []).some(isDefinition);
}

function isDefinition(declaration: ts.Declaration): boolean {
  return !(
    ts.isBindingElement(declaration) ||
    ts.isParameter(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isShorthandPropertyAssignment(declaration)
  );
}

/** A symbol and what it is another name of: `type State = DeepAgentState`, `const State = DeepAgentState`. */
function aliasChain(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol[] {
  const chain = [symbol];
  for (
    let next = renamed(symbol, checker);
    next !== undefined && !chain.includes(next);
    next = renamed(next, checker)
  ) {
    chain.push(next);
  }
  return chain;
}

function renamed(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol | undefined {
  for (const declaration of symbol.declarations ?? []) {
    const name = originalName(declaration);
    const target = ts.isShorthandPropertyAssignment(declaration)
      ? checker.getShorthandAssignmentValueSymbol(declaration)
      : name && checker.getSymbolAtLocation(name);
    if (target !== undefined) {
      return withoutAlias(target, checker);
    }
    const property = destructuredProperty(declaration, checker);
    if (property !== undefined) {
      return withoutAlias(property, checker);
    }
  }
  return undefined;
}

/** The name that a declaration only repeats. */
function originalName(declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isTypeAliasDeclaration(declaration)) {
    const { type, typeParameters } = declaration;
    if (typeParameters !== undefined) {
      return undefined;
    }
    if (ts.isTypeReferenceNode(type) && type.typeArguments === undefined) {
      return rightmost(type.typeName);
    }
    return ts.isImportTypeNode(type) &&
      !type.isTypeOf &&
      type.typeArguments === undefined &&
      type.qualifier !== undefined
      ? rightmost(type.qualifier)
      : undefined;
  }
  if (ts.isPropertyAssignment(declaration)) {
    return ts.isIdentifier(declaration.initializer) ? declaration.initializer : undefined;
  }
  if (!ts.isVariableDeclaration(declaration) || (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) {
    return undefined;
  }
  const { initializer, type } = declaration;
  if (initializer === undefined) {
    // What the compiler writes into a declaration file for such a constant.
    return type !== undefined && ts.isTypeQueryNode(type) ? rightmost(type.exprName) : undefined;
  }
  if (ts.isPropertyAccessExpression(initializer)) {
    return initializer.name;
  }
  return ts.isIdentifier(initializer) ? initializer : undefined;
}

function rightmost(name: ts.EntityName): ts.Identifier {
  return ts.isQualifiedName(name) ? name.right : name;
}

/** `export const { DeepAgentState } = await import('./state')`: the property of the module. */
function destructuredProperty(declaration: ts.Declaration, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (!ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) {
    return undefined;
  }
  const name = declaration.propertyName ?? declaration.name;
  return ts.isIdentifier(name) ? checker.getTypeAtLocation(declaration.parent).getProperty(name.text) : undefined;
}

/** Names judged by what the file itself says: the imported name, and the module specifier where the listed type has a place. */
export function syntacticLegacyNames(
  sourceCode: TSESLint.SourceCode,
  settings: UserContextSettings,
  listed: readonly ListedType[],
  filename: string,
  cwd: string,
): LegacyNames {
  const replacements = replacementTypes(settings);

  const judge = (module: string, name: string): LegacyVerdict | undefined => {
    const entry = listed.find(({ type }) => mayExport(module, name, type, filename, cwd));
    if (entry !== undefined) {
      return { kind: 'legacy', name, listed: entry, declaredHere: false };
    }
    return replacements.some((type) => mayExport(module, name, type, filename, cwd))
      ? { kind: 'replacement', name }
      : undefined;
  };
  const definedAs = (name: string): LegacyVerdict | undefined => {
    const entry = listed.find(
      ({ type }) =>
        specifierNames(type).includes(name) &&
        (typeof type === 'string' ||
          (type.from === 'file' &&
            (type.path === undefined || path.resolve(cwd, type.path) === path.resolve(cwd, filename)))),
    );
    return entry === undefined ? undefined : { kind: 'legacy', name, listed: entry, declaredHere: true };
  };
  const imported = (specifier: TSESTree.ImportClause): LegacyVerdict | undefined => {
    const { source } = specifier.parent as TSESTree.ImportDeclaration;
    switch (specifier.type) {
      case AST_NODE_TYPES.ImportNamespaceSpecifier:
        return undefined;
      case AST_NODE_TYPES.ImportDefaultSpecifier:
        // A default export has no name in the import but the one that it is given.
        return judge(source.value, specifier.local.name);
      case AST_NODE_TYPES.ImportSpecifier: {
        const name =
          specifier.imported.type === AST_NODE_TYPES.Identifier ? specifier.imported.name : specifier.imported.value;
        return judge(source.value, name === 'default' ? specifier.local.name : name);
      }
    }
  };
  const local = (identifier: TSESTree.Identifier, visited = new Set<TSESTree.Node>()): LegacyVerdict | undefined => {
    const definition = ASTUtils.findVariable(sourceCode.getScope(identifier), identifier.name)?.defs[0]?.node;
    if (definition === undefined || visited.has(definition)) {
      return undefined;
    }
    visited.add(definition);
    switch (definition.type) {
      case AST_NODE_TYPES.ImportSpecifier:
      case AST_NODE_TYPES.ImportDefaultSpecifier:
        return imported(definition);
      case AST_NODE_TYPES.TSTypeAliasDeclaration: {
        const { typeAnnotation } = definition;
        const target =
          typeAnnotation.type === AST_NODE_TYPES.TSTypeReference && typeAnnotation.typeArguments === undefined
            ? typeAnnotation.typeName
            : undefined;
        return renamed(target, visited) ?? definedAs(identifier.name);
      }
      case AST_NODE_TYPES.VariableDeclarator:
        if (definition.id.type !== AST_NODE_TYPES.Identifier) {
          return undefined;
        }
        return renamed(definition.init, visited) ?? definedAs(identifier.name);
      case AST_NODE_TYPES.ClassDeclaration:
      case AST_NODE_TYPES.TSInterfaceDeclaration:
      case AST_NODE_TYPES.TSEnumDeclaration:
        return definedAs(identifier.name);
      default:
        return undefined;
    }
  };
  const renamed = (
    target: TSESTree.Node | null | undefined,
    visited: Set<TSESTree.Node>,
  ): LegacyVerdict | undefined => {
    const verdict = target?.type === AST_NODE_TYPES.Identifier ? local(target, visited) : undefined;
    return verdict?.kind === 'legacy' ? { ...verdict, declaredHere: false } : verdict;
  };

  return {
    imported,
    local: (identifier) => local(identifier),
    defined: (identifier) => local(identifier),
    boundModule: (identifier) => {
      const definition = ASTUtils.findVariable(sourceCode.getScope(identifier), identifier.name)?.defs[0]?.node;
      if (
        definition?.type === AST_NODE_TYPES.ImportNamespaceSpecifier ||
        definition?.type === AST_NODE_TYPES.ImportDefaultSpecifier
      ) {
        return { module: (definition.parent).source.value };
      }
      return undefined;
    },
    module: (specifier) => {
      const module = literalText(specifier);
      return module === undefined ? undefined : { module };
    },
    handedOn: ({ local: name, exported }, { module }) =>
      judge(module, exportedName(exportedName(name) === 'default' ? exported : name)),
    member: ({ module }, names) => judge(module, names.at(-1) ?? ''),
    members: () => new Map(),
  };
}

/** Whether an import of a name from a module can mean a listed declaration, by the text alone. */
function mayExport(module: string, name: string, type: Specifier, filename: string, cwd: string): boolean {
  if (!specifierNames(type).includes(name)) {
    return false;
  }
  if (typeof type === 'string') {
    return true;
  }
  switch (type.from) {
    case 'lib':
      return false;
    case 'package':
      return module === type.package || module.startsWith(`${type.package}/`);
    case 'file':
      return type.path === undefined || mayBeFile(module, path.resolve(cwd, type.path), path.resolve(cwd, filename));
  }
}

function moduleSegments(fileName: string): string[] {
  const bare = fileName
    .replaceAll('\\', '/')
    .replace(/(?:\.d)?\.[cm]?[jt]sx?$/u, '')
    .replace(/\/index$/u, '');
  return bare.split('/');
}

/** Relative specifiers are resolved; of another one, all but an alias's first segment must be the end of the path. */
function mayBeFile(module: string, target: string, filename: string): boolean {
  const wanted = moduleSegments(target);
  if (/^\.\.?(?:\/|$)/u.test(module)) {
    return moduleSegments(path.resolve(path.dirname(filename), module)).join('/') === wanted.join('/');
  }
  const end = moduleSegments(module).slice(1);
  return end.length > 0 && wanted.slice(-end.length).join('/') === end.join('/');
}
