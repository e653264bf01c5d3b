import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import ts from './typescript.js';

/**
 * Says which declaration is meant, in the shape that typescript-eslint's options have. A plain string is a name,
 * wherever it is declared.
 */
export type Specifier =
  | string
  | {
      /** Declared in a file of the project: not in an installed package, not in TypeScript's libraries. */
      from: 'file';
      name: string | readonly string[];
      /** The declaring file, relative to the directory that ESLint runs in or to the directory of the tsconfig. */
      path?: string;
    }
  | {
      /** Declared in TypeScript's own libraries (`lib.*.d.ts`). */
      from: 'lib';
      name: string | readonly string[];
    }
  | {
      /** Declared in a package: installed, linked from a workspace, or by `declare module`. */
      from: 'package';
      name: string | readonly string[];
      /** The name in the package's manifest, exactly. */
      package: string;
    };

const nameSchema: JSONSchema4 = {
  description: 'The declared name, or several.',
  oneOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', minLength: 1 } },
  ],
};

/** The JSON schema of {@link Specifier}. */
export const specifierSchema: JSONSchema4 = {
  description: "A name, or an object that says where the name is declared: from 'file', 'lib' or 'package'.",
  oneOf: [
    { type: 'string', minLength: 1 },
    {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'name'],
      properties: {
        from: { type: 'string', enum: ['file'], description: 'Declared in a file of the project.' },
        name: nameSchema,
        path: { type: 'string', minLength: 1, description: 'The declaring file, relative to the working directory.' },
      },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'name'],
      properties: {
        from: { type: 'string', enum: ['lib'], description: "Declared in TypeScript's own libraries." },
        name: nameSchema,
      },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'name', 'package'],
      properties: {
        from: { type: 'string', enum: ['package'], description: 'Declared in a package.' },
        name: nameSchema,
        package: { type: 'string', minLength: 1, description: "The name in the package's manifest." },
      },
    },
  ],
};

/** The names that a specifier lists. */
export function specifierNames(specifier: Specifier): readonly string[] {
  if (typeof specifier === 'string') {
    return [specifier];
  }
  return typeof specifier.name === 'string' ? [specifier.name] : specifier.name;
}

/** Specifiers by the names that they list, so that a name that none lists costs one look-up. */
export function specifiersByName(specifiers: readonly Specifier[]): ReadonlyMap<string, readonly Specifier[]> {
  const byName = new Map<string, Specifier[]>();
  for (const specifier of specifiers) {
    for (const name of specifierNames(specifier)) {
      byName.set(name, [...(byName.get(name) ?? []), specifier]);
    }
  }
  return byName;
}

const packageNames = new WeakMap<ts.Program, Map<string, string | undefined>>();

function parentDirectory(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash > 0 ? path.slice(0, slash) : undefined;
}

function manifestName(directory: string): string | undefined {
  const text = ts.sys.readFile(`${directory}/package.json`);
  if (text === undefined) {
    return undefined;
  }
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && typeof manifest.name === 'string'
      ? manifest.name
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The package that a file belongs to: the name in the nearest manifest above it that has a name. This answers the same
 * for an installed package, one linked from a workspace, and one installed under an alias. Packages of DefinitelyTyped
 * answer with the package that they describe.
 *
 * @returns `undefined` where no manifest with a name is above the file.
 */
export function packageOfFile(fileName: string, program: ts.Program): string | undefined {
  let names = packageNames.get(program);
  if (names === undefined) {
    names = new Map();
    packageNames.set(program, names);
  }
  const visited: string[] = [];
  let found: string | undefined;
  for (let directory = parentDirectory(fileName); directory !== undefined; directory = parentDirectory(directory)) {
    if (names.has(directory)) {
      found = names.get(directory);
      break;
    }
    visited.push(directory);
    // A build often puts a manifest with nothing but `type` beside its files: the name stands further up.
    found = directory.endsWith('/node_modules') ? undefined : manifestName(directory);
    if (found !== undefined || directory.endsWith('/node_modules')) {
      break;
    }
  }
  found = found?.startsWith('@types/') ? describedPackage(found) : found;
  for (const directory of visited) {
    names.set(directory, found);
  }
  return found;
}

const packagesByProgram = new WeakMap<ts.Program, ReadonlySet<string>>();

/** The packages that a program has a declaration of: of its files, and of its `declare module 'package'`. */
function packagesOf(program: ts.Program): ReadonlySet<string> {
  let packages = packagesByProgram.get(program);
  if (packages === undefined) {
    const found = new Set<string>();
    for (const file of program.getSourceFiles()) {
      const name = packageOfFile(file.fileName, program);
      if (name !== undefined) {
        found.add(name);
      }
    }
    for (const { name } of program.getTypeChecker().getAmbientModules()) {
      // The name of the symbol is in quotes; `declare module 'package/part'` is about the package.
      const parts = name.slice(1, -1).split('/');
      parts.forEach((_, index) => found.add(parts.slice(0, index + 1).join('/')));
    }
    packages = found;
    packagesByProgram.set(program, packages);
  }
  return packages;
}

/** Whether a program can have what a specifier means: not when it has no file of the specifier's package. */
export function canBeIn(specifier: Specifier, program: ts.Program): boolean {
  return typeof specifier === 'string' || specifier.from !== 'package' || packagesOf(program).has(specifier.package);
}

/** `@types/scope__name` describes `@scope/name` (DefinitelyTyped's naming). */
function describedPackage(typesPackage: string): string {
  const described = typesPackage.slice('@types/'.length);
  return described.includes('__') ? `@${described.replace('__', '/')}` : described;
}

/** The package that `declare module 'package'` is about; a relative name only extends a file of the same package. */
function ambientModule(declaration: ts.Declaration): string | undefined {
  for (let node: ts.Node = declaration; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) {
      return /^\.\.?\//u.test(node.name.text) ? undefined : node.name.text;
    }
  }
  return undefined;
}

/** Whether a declaration is a package's: in an installed file, or in `declare module 'package'`. */
export function isOfPackage(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.includes('/node_modules/') || ambientModule(declaration) !== undefined;
}

function normalizePath(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return ts.sys.useCaseSensitiveFileNames ? slashed : slashed.toLowerCase();
}

/** @param directory Empty where the path is absolute. */
function joinPath(directory: string, path: string): string {
  const segments: string[] = [];
  for (const segment of normalizePath(directory === '' ? path : `${directory}/${path}`).split('/')) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '.' && (segment !== '' || segments.length === 0)) {
      segments.push(segment);
    }
  }
  return segments.join('/');
}

function isAbsolutePath(path: string): boolean {
  return /^(?:[\\/]|[a-z]:[\\/])/iu.test(path);
}

function declaredIn(
  declaration: ts.Declaration,
  specifier: Exclude<Specifier, string>,
  program: ts.Program,
  cwd: string,
): boolean {
  const file = declaration.getSourceFile();
  const isLibrary = program.isSourceFileDefaultLibrary(file);
  switch (specifier.from) {
    case 'lib':
      return isLibrary;
    case 'package': {
      const module = ambientModule(declaration);
      if (module !== undefined) {
        return module === specifier.package || module.startsWith(`${specifier.package}/`);
      }
      return !isLibrary && packageOfFile(file.fileName, program) === specifier.package;
    }
    case 'file': {
      if (isLibrary || file.fileName.includes('/node_modules/')) {
        return false;
      }
      const module = ambientModule(declaration);
      if (module !== undefined) {
        // `declare module 'package' { … }` stands in a file of the project, and is about a package.
        return false;
      }
      const { path } = specifier;
      if (path === undefined) {
        return true;
      }
      const fileName = joinPath('', file.fileName);
      const bases = isAbsolutePath(path) ? [''] : [cwd, program.getCurrentDirectory()];
      return bases.some((base) => joinPath(base, path) === fileName);
    }
  }
}

function declaredName(declaration: ts.Declaration): string | undefined {
  const name = ts.getNameOfDeclaration(declaration);
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}

/**
 * Whether a symbol is the declaration that a specifier means. Names, packages and paths are compared exactly, for types
 * and values alike.
 *
 * @param symbol A type's symbol or alias symbol, or a value's symbol; import aliases must be resolved already.
 * @param cwd The directory that ESLint runs in; paths of specifiers are relative to it, or to the program's directory.
 */
export function symbolMatches(symbol: ts.Symbol, specifier: Specifier, program: ts.Program, cwd: string): boolean {
  const names = specifierNames(specifier);
  const declarations = symbol.declarations ?? [];
  return declarations.some(
    (declaration) =>
      // The symbol of `export default class Name` is called `default`.
      names.includes(declaredName(declaration) ?? symbol.name) &&
      (typeof specifier === 'string' || declaredIn(declaration, specifier, program, cwd)),
  );
}
