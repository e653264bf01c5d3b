import type { TSESLint } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import * as path from 'node:path';
import ts from '../typescript.js';

import type { Specifier } from '../specifier.js';

import { specifierNames, symbolMatches } from '../specifier.js';

/** A file name without the extension of a script, and without `/index`: what two spellings of one module share. */
export function withoutExtension(fileName: string): string {
  return fileName.replace(/\.d(\.[cm]?ts)$/u, '$1').replace(/\.[cm]?[jt]sx?$/u, '');
}

/** Whether two module specifiers that stand in one file name the same module, as far as their text shows. */
export function sameModule(one: string, other: string): boolean {
  return one === other || (isRelative(one) && isRelative(other) && withoutExtension(one) === withoutExtension(other));
}

function isRelative(moduleSpecifier: string): boolean {
  return /^\.\.?(?:\/|$)/u.test(moduleSpecifier);
}

function importedModules(sourceCode: TSESLint.SourceCode): string[] {
  return sourceCode.ast.body.flatMap((statement) => {
    switch (statement.type) {
      case AST_NODE_TYPES.ImportDeclaration:
      case AST_NODE_TYPES.ExportAllDeclaration:
        return [statement.source.value];
      case AST_NODE_TYPES.ExportNamedDeclaration:
        return statement.source === null ? [] : [statement.source.value];
      case AST_NODE_TYPES.TSImportEqualsDeclaration:
        return statement.moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference
          ? [statement.moduleReference.expression.value]
          : [];
      default:
        return [];
    }
  });
}

/** The modules from which the file already imports one of the names. */
function modulesOfImportedNames(sourceCode: TSESLint.SourceCode, names: readonly string[]): string[] {
  return sourceCode.ast.body.flatMap((statement) =>
    statement.type === AST_NODE_TYPES.ImportDeclaration &&
    statement.specifiers.some(
      (specifier) =>
        specifier.type === AST_NODE_TYPES.ImportSpecifier &&
        names.includes(
          specifier.imported.type === AST_NODE_TYPES.Identifier ? specifier.imported.name : specifier.imported.value,
        ),
    )
      ? [statement.source.value]
      : [],
  );
}

const exportingFiles = new WeakMap<ts.Program, Map<string, readonly ts.SourceFile[]>>();

/** The project's files that export a name: declared there, not handed on. */
function filesThatExport(name: string, program: ts.Program): readonly ts.SourceFile[] {
  let files = exportingFiles.get(program);
  if (files === undefined) {
    files = new Map();
    exportingFiles.set(program, files);
  }
  let found = files.get(name);
  if (found === undefined) {
    const checker = program.getTypeChecker();
    found = program.getSourceFiles().filter((file) => {
      if (
        !file.text.includes(name) ||
        file.fileName.includes('/node_modules/') ||
        program.isSourceFileDefaultLibrary(file)
      ) {
        return false;
      }
      const exported = checker.getSymbolAtLocation(file)?.exports?.get(ts.escapeLeadingUnderscores(name));
      return exported?.declarations?.some((declaration) => !ts.isExportSpecifier(declaration)) === true;
    });
    files.set(name, found);
  }
  return found;
}

function canonical(fileName: string): string {
  const slashed = fileName.replaceAll('\\', '/');
  return ts.sys.useCaseSensitiveFileNames ? slashed : slashed.toLowerCase();
}

/** The absolute path of the file that declares what the specifier means. */
function declaringFile(
  specifier: Exclude<Specifier, { from: 'lib' | 'package' }>,
  program: ts.Program | undefined,
  cwd: string,
): string | undefined {
  if (typeof specifier !== 'string' && specifier.path !== undefined) {
    const candidates = [cwd, ...(program === undefined ? [] : [program.getCurrentDirectory()])].map((base) =>
      path.resolve(base, specifier.path as string).replaceAll('\\', '/'),
    );
    return (
      candidates.find((candidate) => program?.getSourceFile(candidate) !== undefined) ??
      candidates.find((candidate) => ts.sys.fileExists(candidate)) ??
      candidates[0]
    );
  }
  if (program === undefined) {
    return undefined;
  }
  const files = new Set(
    specifierNames(specifier).flatMap((name) => filesThatExport(name, program).map((file) => file.fileName)),
  );
  // Several files with the name: which of them is meant is the user's to say.
  return files.size === 1 ? [...files][0] : undefined;
}

/** Which of the file's own spellings names the target already: a path alias of the project, for example. */
function spellingInFile(sourceCode: TSESLint.SourceCode, target: string, program: ts.Program): string | undefined {
  const checker = program.getTypeChecker();
  for (const statement of sourceCode.ast.body) {
    if (statement.type !== AST_NODE_TYPES.ImportDeclaration) {
      continue;
    }
    const literal = sourceCode.parserServices?.esTreeNodeToTSNodeMap?.get(statement.source);
    const file = literal && checker.getSymbolAtLocation(literal)?.valueDeclaration?.getSourceFile();
    if (file !== undefined && canonical(file.fileName) === canonical(target)) {
      return statement.source.value;
    }
  }
  return undefined;
}

function sourceFileOf(sourceCode: TSESLint.SourceCode): ts.SourceFile | undefined {
  return sourceCode.parserServices?.esTreeNodeToTSNodeMap?.get(sourceCode.ast);
}

const runtimeExtensions: Readonly<Record<string, string>> = {
  '.ts': '.js',
  '.tsx': '.js',
  '.mts': '.mjs',
  '.cts': '.cjs',
};

/** Node's own resolution wants an extension; it is what the file is called when it runs. */
function needsExtension(sourceCode: TSESLint.SourceCode, program: ts.Program | undefined): boolean {
  const relative = importedModules(sourceCode).filter(isRelative);
  if (relative.length > 0) {
    return relative.some((specifier) => /\.[cm]?[jt]sx?$/u.test(specifier));
  }
  const resolution = program?.getCompilerOptions().moduleResolution;
  const module = program?.getCompilerOptions().module;
  return (
    resolution === ts.ModuleResolutionKind.Node16 ||
    resolution === ts.ModuleResolutionKind.NodeNext ||
    (resolution === undefined &&
      module !== undefined &&
      module >= ts.ModuleKind.Node16 &&
      module <= ts.ModuleKind.NodeNext)
  );
}

function writesSourceExtension(sourceCode: TSESLint.SourceCode): boolean {
  return importedModules(sourceCode).some(
    (specifier) => isRelative(specifier) && /(?<!\.d)\.[cm]?tsx?$/u.test(specifier),
  );
}

function relativeSpecifier(
  sourceCode: TSESLint.SourceCode,
  filename: string,
  target: string,
  program: ts.Program | undefined,
): string {
  const from = path.dirname(filename).replaceAll('\\', '/');
  let relative = path.posix.relative(from, target);
  if (path.win32.isAbsolute(from) && !path.posix.isAbsolute(from)) {
    relative = path.win32.relative(from, target).replaceAll('\\', '/');
  }
  const extension = /(?:\.d)?(\.[cm]?[jt]sx?)$/u.exec(relative);
  const bare = extension === null ? relative : relative.slice(0, extension.index);
  let spelled: string;
  if (extension === null) {
    spelled = relative;
  } else if (needsExtension(sourceCode, program)) {
    const source = extension[1] as string;
    spelled =
      bare +
      (writesSourceExtension(sourceCode) && extension[0] === source ? source : (runtimeExtensions[source] ?? source));
  } else if (extension[1] === '.mts' || extension[1] === '.cts') {
    // Such a file is found only by its run-time extension.
    spelled = bare + (runtimeExtensions[extension[1]] as string);
  } else {
    spelled = bare.replace(/(^|\/)index$/u, '').replace(/\/$/u, '') || '.';
  }
  return spelled.startsWith('.') ? spelled : `./${spelled}`;
}

/**
 * How the linted file names the module of a declaration.
 *
 * A file is named relative to the linted one, in the style of the file's other relative imports (with or without an
 * extension); a spelling that the file uses already for the same target, such as a path alias, is used again, and none
 * is invented. A package is named by its name, or by the subpath from which the file imports the same name already.
 *
 * @param specifier What is to be imported. Of several names, the first counts.
 * @param filename The linted file.
 * @param cwd The directory that ESLint runs in; a `path` of the specifier is relative to it or to the program's.
 * @returns `undefined` where nothing can or need be imported: TypeScript's own libraries, a declaration in the linted
 *   file itself, a bare name of which type information shows no declaration or several.
 */
export function moduleSpecifierOf(
  specifier: Specifier,
  sourceCode: TSESLint.SourceCode,
  filename: string,
  cwd: string,
): string | undefined {
  const program = sourceCode.parserServices?.program ?? undefined;
  if (typeof specifier !== 'string' && specifier.from === 'lib') {
    return undefined;
  }
  if (typeof specifier !== 'string' && specifier.from === 'package') {
    return (
      modulesOfImportedNames(sourceCode, specifierNames(specifier)).find(
        (module) => module === specifier.package || module.startsWith(`${specifier.package}/`),
      ) ?? specifier.package
    );
  }
  const target = declaringFile(specifier, program, cwd);
  const linted = sourceFileOf(sourceCode)?.fileName ?? path.resolve(cwd, filename).replaceAll('\\', '/');
  if (target === undefined) {
    return importedElsewhere(specifier, sourceCode, program, cwd);
  }
  if (canonical(target) === canonical(linted)) {
    return undefined;
  }
  return (
    (program === undefined ? undefined : spellingInFile(sourceCode, target, program)) ??
    relativeSpecifier(sourceCode, linted, target, program)
  );
}

/** The module from which the file imports the declaration already, where the declaring file is not known. */
function importedElsewhere(
  specifier: Specifier,
  sourceCode: TSESLint.SourceCode,
  program: ts.Program | undefined,
  cwd: string,
): string | undefined {
  const names = specifierNames(specifier);
  if (program === undefined) {
    return modulesOfImportedNames(sourceCode, names)[0];
  }
  const checker = program.getTypeChecker();
  for (const statement of sourceCode.ast.body) {
    if (statement.type !== AST_NODE_TYPES.ImportDeclaration) {
      continue;
    }
    for (const imported of statement.specifiers) {
      const node = sourceCode.parserServices?.esTreeNodeToTSNodeMap?.get(imported.local);
      const symbol = node && checker.getSymbolAtLocation(node);
      if (
        symbol !== undefined &&
        (symbol.flags & ts.SymbolFlags.Alias) !== 0 &&
        symbolMatches(checker.getAliasedSymbol(symbol), specifier, program, cwd)
      ) {
        return statement.source.value;
      }
    }
  }
  return undefined;
}
