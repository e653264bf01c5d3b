import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { ListedType } from '../isolation/legacy-types.js';
import type { Specifier } from '../specifier.js';
import type { Edits, EmptyImport, ImportRequest } from './imports.js';

import { declaredName, resolveModule } from '../isolation/legacy-types.js';
import { withoutAlias } from '../isolation/symbols.js';
import { substitution } from '../isolation/type-substitution.js';
import { symbolMatches } from '../specifier.js';
import { nameOf, removeSpecifiers, replaceSpecifiers } from './imports.js';
import { moduleSpecifierOf } from './module-specifier.js';

/** A specifier that binds a name to an exported one. */
export type NamedSpecifier = TSESTree.ImportDefaultSpecifier | TSESTree.ImportSpecifier;

/** A correction, and whether it may be made unasked. */
export interface Correction {
  /** The program before and after it is the same at run time, and as well-typed. */
  isSafe: boolean;
  edits: Edits;
}

/** Whether a specifier binds a type only, so that nothing of it is left at run time. */
export function isTypeOnly(specifier: TSESTree.ImportClause): boolean {
  return (
    (specifier.parent as TSESTree.ImportDeclaration).importKind === 'type' ||
    (specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.importKind === 'type')
  );
}

function referencesOf(specifier: TSESTree.ImportClause, sourceCode: TSESLint.SourceCode): TSESLint.Scope.Reference[] {
  return sourceCode.getDeclaredVariables(specifier)[0]?.references ?? [];
}

/**
 * Removes specifiers that nothing uses.
 *
 * Whether the module is evaluated must not change: TypeScript leaves an import without a used value out, except with
 * `verbatimModuleSyntax`; JavaScript keeps it.
 *
 * @param options The compiler's options, where type information may be asked.
 * @returns `undefined` where one of them is used; not safe where it cannot be told what the import does today.
 */
export function removeUnused(
  declaration: TSESTree.ImportDeclaration,
  specifiers: readonly NamedSpecifier[],
  sourceCode: TSESLint.SourceCode,
  filename: string,
  options: ts.CompilerOptions | undefined,
): Correction | undefined {
  if (specifiers.some((specifier) => referencesOf(specifier, sourceCode).length > 0)) {
    return undefined;
  }
  const whenEmpty = afterLastSpecifier(declaration, specifiers, filename, options);
  return {
    isSafe: whenEmpty !== undefined,
    edits: removeSpecifiers(sourceCode, declaration, specifiers, whenEmpty ?? 'remove'),
  };
}

function afterLastSpecifier(
  declaration: TSESTree.ImportDeclaration,
  specifiers: readonly NamedSpecifier[],
  filename: string,
  options: ts.CompilerOptions | undefined,
): EmptyImport | undefined {
  if (declaration.importKind === 'type' || specifiers.length < declaration.specifiers.length) {
    return 'remove';
  }
  if (/\.[cm]?jsx?$/u.test(filename)) {
    return 'keep evaluating';
  }
  if (options === undefined) {
    return undefined;
  }
  return options.verbatimModuleSyntax === true ? 'keep evaluating' : 'remove';
}

/**
 * Gives an import alias the name of what it imports.
 *
 * @returns `undefined` where a use cannot be written under the new name.
 */
export function renameAlias(
  specifier: NamedSpecifier,
  declaredName: string,
  sourceCode: TSESLint.SourceCode,
): Edits | undefined {
  const declaration = specifier.parent as TSESTree.ImportDeclaration;
  const uses = referencesOf(specifier, sourceCode).map(({ identifier }) => identifier);
  const name = specifier.type === AST_NODE_TYPES.ImportSpecifier ? nameOf(specifier.imported) : 'default';
  const request: ImportRequest = {
    name,
    module: declaration.source.value,
    typeOnly: isTypeOnly(specifier),
    localName: name === 'default' ? declaredName : name,
  };
  const { localName, edits } = replaceSpecifiers(sourceCode, declaration, [specifier], request, uses);
  if (localName.includes('.') && uses.some((use) => use.parent.type === AST_NODE_TYPES.ExportSpecifier)) {
    return undefined;
  }
  return (fixer) => [...edits(fixer), ...uses.map((use) => rename(use, localName, fixer))];
}

/** Writes another name for a use, so that exported names and property names stay what they are. */
function rename(
  use: TSESTree.Identifier | TSESTree.JSXIdentifier,
  localName: string,
  fixer: TSESLint.RuleFixer,
): TSESLint.RuleFix {
  const { parent } = use;
  if (parent.type === AST_NODE_TYPES.ExportSpecifier && parent.local.range[0] === parent.exported.range[0]) {
    return fixer.replaceTextRange(use.range, `${localName} as ${use.name}`);
  }
  if (parent.type === AST_NODE_TYPES.Property && parent.shorthand) {
    return fixer.replaceTextRange(use.range, `${use.name}: ${localName}`);
  }
  return fixer.replaceTextRange(use.range, localName);
}

/** What replaces legacy types, as the linted file can import it. */
interface Replacement {
  request: ImportRequest;
  type: ts.Type;
}

function resolveReplacement(specifier: Specifier, analysis: FileAnalysis, filename: string): Replacement | undefined {
  const { checker, cwd, program, services, sourceCode } = analysis;
  const module = moduleSpecifierOf(specifier, sourceCode, filename, cwd);
  if (module === undefined) {
    return undefined;
  }
  const symbol =
    resolveModule(module, services.esTreeNodeToTSNodeMap.get(sourceCode.ast), program) ??
    checker.getAmbientModules().find((ambient) => ambient.name === JSON.stringify(module));
  // A named export comes before `default`.
  const exports = (symbol === undefined ? [] : checker.getExportsOfModule(symbol)).sort(
    (one, other) => Number(one.name === 'default') - Number(other.name === 'default'),
  );
  for (const exported of exports) {
    const target = withoutAlias(exported, checker);
    if ((target.flags & ts.SymbolFlags.Type) === 0 || !symbolMatches(target, specifier, program, cwd)) {
      continue;
    }
    const type = checker.getDeclaredTypeOfSymbol(target);
    const isGeneric = (target.declarations ?? []).some(
      (declaration) =>
        (ts.isClassLike(declaration) ||
          ts.isInterfaceDeclaration(declaration) ||
          ts.isTypeAliasDeclaration(declaration)) &&
        declaration.typeParameters !== undefined,
    );
    if (isGeneric) {
      return undefined;
    }
    const localName = declaredName(target);
    return {
      request: {
        name: exported.name,
        module,
        typeOnly: true,
        ...(exported.name === 'default' && localName !== 'default' ? { localName } : {}),
      },
      type,
    };
  }
  return undefined;
}

/**
 * Replaces legacy types by the configured type, in the import and in all uses.
 *
 * Safe where the import is type-only, nothing of it is exported, and members keep their names: nothing of that is left
 * at run time.
 *
 * @param specifiers Specifiers of `declaration`, each with the listed type that it imports.
 * @returns `undefined` where no replacement is configured, where the file cannot import it, or where it cannot be shown
 *   that the file stays well-typed.
 */
export function replaceWithNewType(
  declaration: TSESTree.ImportDeclaration,
  specifiers: ReadonlyMap<NamedSpecifier, ListedType>,
  analysis: FileAnalysis,
  filename: string,
): Correction | undefined {
  const listed = [...specifiers.values()];
  const [first] = listed;
  const target = first?.configured === true ? first.replacement : undefined;
  if (
    target === undefined ||
    listed.some(({ replacement }) => JSON.stringify(replacement) !== JSON.stringify(target))
  ) {
    return undefined;
  }
  const replacement = resolveReplacement(target, analysis, filename);
  if (replacement === undefined) {
    return undefined;
  }
  const { sourceCode, services, checker } = analysis;
  const substitutions = [...specifiers].map(([specifier, { fields = {}, usualFields }]) => {
    const symbol = services.getSymbolAtLocation(specifier.local);
    return symbol === undefined
      ? undefined
      : substitution(
          referencesOf(specifier, sourceCode),
          {
            from: checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol)),
            to: replacement.type,
            fields,
            usualFields,
          },
          analysis,
        );
  });
  const proofs = substitutions.filter((each) => each !== undefined);
  if (proofs.length < substitutions.length) {
    return undefined;
  }
  const replaced = [...specifiers.keys()];
  const uses = replaced.flatMap((specifier) => referencesOf(specifier, sourceCode).map(({ identifier }) => identifier));
  const { localName, edits } = replaceSpecifiers(sourceCode, declaration, replaced, replacement.request, uses);
  const members = proofs.flatMap(({ renamedMembers }) => renamedMembers);
  return {
    isSafe: members.length === 0 && replaced.every(isTypeOnly) && proofs.every(({ isPublic }) => !isPublic),
    edits: (fixer) => [
      ...edits(fixer),
      ...uses.map((use) => fixer.replaceTextRange(use.range, localName)),
      ...members.map(({ range, text }) => fixer.replaceTextRange(range, text)),
    ],
  };
}
