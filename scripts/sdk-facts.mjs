// Compares the data in src/frameworks with the declarations of the libraries that it names. Each entry's `source` begins
// with the packages and versions that say so; they are installed in test/sdk, with npm's aliases for two versions of one
// package. Prints one line for each package; exits 1 when an entry says what the declarations do not.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

import { frameworks } from '../dist/frameworks/index.js';

const home = fileURLToPath(new URL('../test/sdk/', import.meta.url));
const kinds = ['contextTypes', 'contextProviders', 'toolCalls', 'userOwnedTypes', 'processWideTypes'];

function install() {
  const lock = readFileSync(join(home, 'package-lock.json'), 'utf8');
  const installed = join(home, 'node_modules', '.package-lock.json');
  const wanted = JSON.parse(lock).packages;
  const have = existsSync(installed) ? JSON.parse(readFileSync(installed, 'utf8')).packages : {};
  const direct = Object.keys(wanted['']?.dependencies ?? {}).map((name) => `node_modules/${name}`);
  if (direct.some((path) => have[path]?.version !== wanted[path].version)) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['ci', '--ignore-scripts', '--omit=optional', '--loglevel=error'], {
      cwd: home,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
}

/** The directories below a node_modules folder that hold packages. */
function packageDirectories(modules) {
  if (!existsSync(modules)) {
    return [];
  }
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name]))
    .map((name) => join(modules, name))
    .flatMap((directory) => [directory, ...packageDirectories(join(directory, 'node_modules'))]);
}

function declarationFiles(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' ? [] : declarationFiles(path);
    }
    return /\.d\.m?ts$/u.test(entry.name) ? [path] : [];
  });
}

function namesOf(specifier) {
  return [specifier.name].flat();
}

/** The packages at the start of an entry's source: `a@1.0.0, b@2.0.0 where it stands`. */
function sourcesOf(source) {
  const list = /^(?:@?[\w./-]+@\d[\w.-]*(?:, )?)+/u.exec(source)?.[0] ?? '';
  return list
    .split(', ')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** The declarations of one package, parsed as far as the wanted names need it. */
class Declarations {
  constructor(directory, names) {
    const alternatives = [...names].map((name) => name.replaceAll('$', String.raw`\$`)).join('|');
    const declares = new RegExp(String.raw`\b(?:class|interface|type|function)\s+(?:${alternatives})(?![\w$])`, 'u');
    const files = declarationFiles(directory).filter((file) => declares.test(readFileSync(file, 'utf8')));
    this.program = ts.createProgram(files, {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      noEmit: true,
      skipLibCheck: true,
      strict: true,
      target: ts.ScriptTarget.ESNext,
      types: [],
    });
    this.checker = this.program.getTypeChecker();
    this.files = files.map((file) => this.program.getSourceFile(file)).filter((file) => file !== undefined);
  }

  /** The symbols of the top-level declarations with a name. */
  symbols(name) {
    const found = new Set();
    for (const file of this.files) {
      for (const statement of file.statements) {
        if (statement.name !== undefined && ts.isIdentifier(statement.name) && statement.name.text === name) {
          found.add(this.checker.getSymbolAtLocation(statement.name));
        }
      }
    }
    return [...found].filter((symbol) => symbol !== undefined);
  }

  /** The signatures of a method of the named type, or of the named function. */
  signatures(symbol, method) {
    if (method === '') {
      return this.checker.getTypeOfSymbol(symbol).getCallSignatures();
    }
    return this.constituents(this.checker.getDeclaredTypeOfSymbol(symbol)).flatMap((type) => {
      const member = this.checker.getPropertyOfType(type, method);
      return member === undefined
        ? []
        : this.constituents(this.checker.getTypeOfSymbol(member)).flatMap((value) => [...value.getCallSignatures()]);
    });
  }

  /** What a type is made of: its own, the members of a union or intersection, constraints and branches. */
  constituents(type, depth = 6) {
    if (depth === 0) {
      return [];
    }
    const inner = [];
    if (type.isUnionOrIntersection()) {
      inner.push(...type.types);
    }
    if ((type.flags & (ts.TypeFlags.Instantiable | ts.TypeFlags.Conditional)) !== 0) {
      const constraint = this.checker.getBaseConstraintOfType(type);
      inner.push(...(constraint === undefined || constraint === type ? [] : [constraint]));
    }
    return [type, ...inner.flatMap((part) => this.constituents(part, depth - 1))];
  }

  hasPosition(signature, { argument, property }) {
    const parameter = signature.parameters[argument];
    if (parameter === undefined) {
      return false;
    }
    return (
      property === undefined ||
      this.constituents(this.checker.getTypeOfSymbol(parameter)).some(
        (type) => this.checker.getPropertyOfType(type, property) !== undefined,
      )
    );
  }
}

function positionText({ argument, property }) {
  return property === undefined ? `argument ${argument}` : `argument ${argument}, property ${property}`;
}

install();
const directories = new Map();
for (const directory of packageDirectories(join(home, 'node_modules'))) {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) {
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    directories.set(`${name}@${version}`, directory);
  }
}

const facts = frameworks
  .filter((framework) => framework.toolCalls !== undefined)
  .flatMap((framework) => kinds.flatMap((kind) => (framework[kind] ?? []).map((fact) => ({ framework, fact, kind }))));
const namesByPackage = new Map();
const problems = [];
for (const { framework, fact } of facts) {
  const sources = sourcesOf(fact.source);
  if (sources.length === 0 || !sources.every((source) => source.startsWith(`${fact.type.package}@`))) {
    problems.push(`${framework.name}: "${fact.source}" does not begin with versions of ${fact.type.package}`);
    continue;
  }
  for (const source of sources) {
    if (!directories.has(source)) {
      problems.push(`${source} is not installed in test/sdk`);
      continue;
    }
    const names = namesByPackage.get(source) ?? new Set();
    for (const name of namesOf(fact.type)) {
      names.add(name);
    }
    namesByPackage.set(source, names);
  }
}

const declarations = new Map();
for (const [source, names] of namesByPackage) {
  declarations.set(source, new Declarations(directories.get(source), names));
}

const checked = new Map([...namesByPackage.keys()].map((source) => [source, { facts: 0, wrong: [] }]));
for (const { fact } of facts) {
  const sources = sourcesOf(fact.source).filter((source) => declarations.has(source));
  const missingPositions = new Map();
  const positions =
    fact.context === undefined
      ? []
      : [fact.context, ...(fact.alsoAt ?? []), ...(fact.enoughAt ?? []), fact.onlyWith].filter(
          (position) => position !== undefined && position !== 'enclosing',
        );
  for (const source of sources) {
    const result = checked.get(source);
    const declared = declarations.get(source);
    const signatures = [];
    for (const name of namesOf(fact.type)) {
      result.facts += 1;
      const symbols = declared.symbols(name);
      if (symbols.length === 0) {
        result.wrong.push(`declares no ${name}`);
      } else if (fact.method !== undefined) {
        const own = symbols.flatMap((symbol) => declared.signatures(symbol, fact.method));
        if (own.length === 0) {
          result.wrong.push(fact.method === '' ? `${name} cannot be called` : `${name} has no method ${fact.method}`);
        }
        signatures.push(...own);
      }
    }
    for (const position of positions) {
      if (!signatures.some((signature) => declared.hasPosition(signature, position))) {
        missingPositions.set(position, [...(missingPositions.get(position) ?? []), source]);
      }
    }
  }
  // Two versions of a library in one entry: each place has to exist in one of them.
  for (const [position, lacking] of missingPositions) {
    if (lacking.length === sources.length) {
      checked.get(lacking[0]).wrong.push(`${namesOf(fact.type)[0]}.${fact.method} has no ${positionText(position)}`);
    }
  }
}

for (const [source, { facts: count, wrong }] of [...checked].sort(([one], [other]) => one.localeCompare(other))) {
  console.log(`${source}: ${wrong.length === 0 ? `${count} facts hold` : wrong.join('; ')}`);
  problems.push(...wrong.map((text) => `${source}: ${text}`));
}
if (problems.length > 0) {
  console.error(`\n${basename(import.meta.url)}: ${problems.length} wrong\n${problems.join('\n')}`);
  process.exitCode = 1;
}
