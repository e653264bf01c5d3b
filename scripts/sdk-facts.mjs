// Compares the data in src/frameworks with the declarations of the libraries that it names. Each entry's `source` begins
// with the packages and versions that say so; they are installed in test/sdk, with npm's aliases for two versions of one
// package, and for packages that other packages there are not to bring along. A declaration counts where the plugin itself
// would take it for the one that the entry means. Prints one line for each package; exits 1 when an entry says what the
// declarations do not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

import { frameworks } from '../dist/frameworks/index.js';
import { specifierNames, symbolMatches } from '../dist/specifier.js';
import { installLocked } from './install-locked.mjs';

const home = fileURLToPath(new URL('../test/sdk/', import.meta.url));

/** What nobody can install from the registry, with the reason. */
const unavailable = new Map([
  ['uWebSockets.js@20.0.0', 'is published on GitHub only: the registry takes no capital letters in names any more'],
]);

/** The parts of a framework that are no lists of entries. */
const notFacts = new Set(['name', 'ambientContext']);

/**
 * What has to hold of a declaration, for each kind of entry.
 *
 * - `members`: the declaration may be a member: a method is known by its own name, whatever it is called on.
 * - `problems`: what is wrong with one declaration.
 */
const kinds = {
  legacyTypes: {},
  contextTypes: {},
  readOnlyContextTypes: { problems: ({ members = [] }, declared, symbol) => missingMembers(members, declared, symbol) },
  contextProviders: { members: true, problems: notCallable },
  toolCalls: { problems: wrongToolCall },
  toolDefinitions: { problems: ({ methods = [] }, declared, symbol) => missingMethods(methods, declared, symbol) },
  modelCalls: { problems: ({ member }, declared, symbol) => missingMembers([member], declared, symbol) },
  userOwnedTypes: {},
  requestDecorators: { problems: notCallable },
  handlerDecorators: { problems: notCallable },
  singletonDecorators: { problems: notCallable },
  singletonRegistrars: { members: true, problems: notCallable },
  onePerUserTypes: {},
  onePerConnectionTypes: {},
  transportsForMany: {},
  stateWrites: { problems: ({ methods }, declared, symbol) => missingMethods(methods, declared, symbol, [{ argument: 0 }]) },
  requestDecorations: {
    problems: ({ methods }, declared, symbol) =>
      missingMethods(methods, declared, symbol, [{ argument: 0 }, { argument: 1 }]),
  },
  // `export = _` makes functions of the members of `_`.
  keyedCalls: { members: true, problems: wrongKeyedCall },
  requestCacheTypes: { problems: wrongRequestCache },
  broadcasts: { problems: wrongBroadcast },
  connectionHubTypes: { problems: (_fact, declared, symbol) => missingMembers(['clients'], declared, symbol) },
  contextEntries: { members: true, problems: notCallable },
  contextRuns: { members: true, problems: notCallable },
  commandHandlers: { problems: ({ methods }, declared, symbol) => missingMethods(methods, declared, symbol, [{ argument: 0 }]) },
  onePerServerTypes: {},
  stateHolderTypes: {},
  keepingMethods: { problems: ({ methods }, declared, symbol) => missingMethods(methods, declared, symbol, [{ argument: 0 }]) },
  processWideTypes: {},
};

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
    return /\.d\.[cm]?ts$/u.test(entry.name) ? [path] : [];
  });
}

/** The packages at the start of an entry's source: `a@1.0.0, b@2.0.0 where it stands`. */
function sourcesOf(source) {
  const list = /^(?:@?[\w./-]+@\d[\w.-]*(?:, )?)+/u.exec(source)?.[0] ?? '';
  return list
    .split(', ')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** The files that a source names after its packages. */
function filesIn(source) {
  const files = source.match(/(?<![\w./-])[\w@-][\w./-]*\.(?:d\.[cm]?ts|[cm]?[jt]s|md)(?![\w./-]*\w)/gu) ?? [];
  // `Node.js` is a name, and `signals.md` belongs to no package.
  return files.filter((file) => !/^(?:[a-z]+\.[jt]s|[a-z]+\.md)$/iu.test(file) || file === 'README.md');
}

/** The declarations of one package, parsed as far as the wanted names need it. */
class Declarations {
  /** @param memberNames Those of the names that members may have. */
  constructor(directory, names, memberNames) {
    const oneOf = (list) => [...list].map((name) => name.replaceAll('$', String.raw`\$`)).join('|');
    const patterns = [
      String.raw`\b(?:class|const|function|interface|let|namespace|type|var)\s+(?:${oneOf(names)})(?![\w$])`,
      ...(memberNames.size === 0 ? [] : [String.raw`^\s*(?:${oneOf(memberNames)})\??[<(:]`]),
    ];
    const declares = new RegExp(patterns.join('|'), 'mu');
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
    this.byName = new Map([...names].map((name) => [name, { declared: new Set(), members: new Set() }]));
    for (const file of files) {
      this.collect(this.program.getSourceFile(file));
    }
  }

  /** Remembers the wanted declarations of a file or namespace, and their members. */
  collect(node) {
    ts.forEachChild(node, (child) => {
      if (ts.isVariableStatement(child)) {
        child.declarationList.declarations.forEach(({ name }) => this.remember(name, 'declared'));
      } else if (ts.isModuleDeclaration(child)) {
        this.remember(child.name, 'declared');
        if (child.body !== undefined) {
          this.collect(child.body);
        }
      } else if (ts.isStatement(child) && child.name !== undefined) {
        this.remember(child.name, 'declared');
        (child.members ?? child.type?.members ?? []).forEach(({ name }) => this.remember(name, 'members'));
      }
    });
  }

  remember(name, place) {
    const found = name !== undefined && ts.isIdentifier(name) ? this.byName.get(name.text)?.[place] : undefined;
    const symbol = found === undefined ? undefined : this.checker.getSymbolAtLocation(name);
    if (symbol !== undefined) {
      found.add(symbol);
    }
  }

  /** The symbols with a name that the plugin takes for what the specifier means. */
  symbols(name, specifier, withMembers) {
    const { declared, members } = this.byName.get(name);
    return [...declared, ...(withMembers ? members : [])].filter((symbol) =>
      symbolMatches(symbol, specifier, this.program, home),
    );
  }

  /** The type that a name stands for; of a namespace or a constant, there is none. */
  declaredType(symbol) {
    return this.checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** The signatures of a method of the named type, or of the named function. */
  signatures(symbol, method = '') {
    return method === ''
      ? this.checker.getTypeOfSymbol(symbol).getCallSignatures()
      : this.signaturesIn(this.declaredType(symbol), method);
  }

  signaturesIn(type, method) {
    return this.memberTypes(type, method).flatMap((member) =>
      this.constituents(member).flatMap((value) => [...value.getCallSignatures()]),
    );
  }

  /** The types that a member has in what a type is made of; none where there is no such member. */
  memberTypes(type, name) {
    return this.constituents(type).flatMap((part) => {
      const member = this.checker.getPropertyOfType(part, name);
      return member === undefined ? [] : [this.checker.getTypeOfSymbol(member)];
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
    // In `(...event: [name, ...arguments])` any position is the last parameter's.
    const last = signature.parameters.at(-1);
    const isRest = last?.valueDeclaration?.dotDotDotToken !== undefined;
    const parameter = signature.parameters[argument] ?? (isRest ? last : undefined);
    return (
      parameter !== undefined &&
      (property === undefined || this.memberTypes(this.checker.getTypeOfSymbol(parameter), property).length > 0)
    );
  }
}

function positionText({ argument, property }) {
  return property === undefined ? `argument ${argument}` : `argument ${argument}, property ${property}`;
}

function missingMembers(members, declared, symbol) {
  return members
    .filter((member) => declared.memberTypes(declared.declaredType(symbol), member).length === 0)
    .map((member) => `has no ${member}`);
}

function notCallable(_fact, declared, symbol) {
  return missingMethods([], declared, symbol);
}

/** What is wrong with methods that take something in places, or, without methods, with the function itself. */
function missingMethods(methods, declared, symbol, positions = []) {
  return (methods.length === 0 ? [''] : methods).flatMap((method) =>
    wrongSignatures(method === '' ? '' : `.${method}`, declared.signatures(symbol, method), positions, declared),
  );
}

function wrongSignatures(called, signatures, positions, declared) {
  if (signatures.length === 0) {
    return [`${called === '' ? '' : `${called} `}cannot be called`];
  }
  return positions
    .filter((position) => !signatures.some((signature) => declared.hasPosition(signature, position)))
    .map((position) => `${called} has no ${positionText(position)}`);
}

/** The places are compared below, over all versions that an entry names: each has to exist in one of them. */
function wrongToolCall({ method }, declared, symbol) {
  return missingMethods(method === '' ? [] : [method], declared, symbol);
}

function placesOf({ alsoAt = [], context, enoughAt = [], onlyWith }) {
  return [context, ...alsoAt, ...enoughAt, onlyWith].filter((place) => typeof place === 'object');
}

function wrongKeyedCall({ key, keyed, methods, value }, declared, symbol) {
  // What keeps the first result for all calls has no key, and takes no resolver.
  const keys = keyed === 0 ? [] : ['resolver' in key ? key.resolver : key];
  return missingMethods(methods, declared, symbol, [value, ...keys]);
}

function wrongRequestCache({ unless }, declared, symbol) {
  const constructors = declared.checker.getTypeOfSymbol(symbol).getConstructSignatures();
  return wrongSignatures('new', constructors, unless === undefined ? [] : [unless], declared);
}

function wrongBroadcast({ methods, targetedBy = [], through, topic }, declared, symbol) {
  const own = declared.declaredType(symbol);
  const senders = through === undefined ? [own] : declared.memberTypes(own, through);
  const wrong = (method, positions) =>
    wrongSignatures(
      `.${through === undefined ? '' : `${through}.`}${method}`,
      senders.flatMap((sender) => declared.signaturesIn(sender, method)),
      positions,
      declared,
    );
  return [
    ...methods.flatMap((method) => wrong(method, [{ argument: topic ?? 0 }])),
    ...targetedBy.flatMap((method) => wrong(method, [{ argument: 0 }])),
  ];
}

installLocked(home);
const directories = new Map();
for (const directory of packageDirectories(join(home, 'node_modules'))) {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) {
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    directories.set(`${name}@${version}`, directory);
  }
}
// The compiler that compares brings its own libraries.
directories.set(`typescript@${ts.version}`, dirname(dirname(ts.getDefaultLibFilePath({}))));

const problems = [];
const facts = [];
for (const framework of frameworks) {
  for (const [kind, entries] of Object.entries(framework)) {
    if (notFacts.has(kind)) {
      continue;
    }
    if (kinds[kind] === undefined) {
      problems.push(`${framework.name}: nothing here checks ${kind}`);
      continue;
    }
    // A class of the project itself is declared in no package.
    for (const fact of entries.filter(({ type }) => type.from !== 'file')) {
      const sources = sourcesOf(fact.source);
      if (sources.length === 0) {
        problems.push(`${framework.name}, ${kind}: "${fact.source}" does not begin with the version of a package`);
      }
      const installed = sources.filter((source) => directories.has(source));
      for (const source of sources) {
        if (unavailable.has(source)) {
          console.log(`${source}: not checked, it ${unavailable.get(source)}`);
        } else if (!directories.has(source)) {
          problems.push(`${framework.name}, ${kind}: ${source} is not installed in test/sdk`);
        }
      }
      const missing = filesIn(fact.source.slice(sources.join(', ').length)).filter(
        (file) => !installed.some((source) => existsSync(join(directories.get(source), file))),
      );
      if (installed.length > 0) {
        problems.push(...missing.map((file) => `${framework.name}, ${kind}: ${installed.join(' and ')} has no ${file}`));
      }
      facts.push({ fact, kind, sources: installed, places: new Set(kind === 'toolCalls' ? placesOf(fact) : []) });
    }
  }
}

const bySource = new Map();
for (const entry of facts) {
  for (const source of entry.sources) {
    const wanted = bySource.get(source) ?? { entries: [], names: new Set(), memberNames: new Set() };
    wanted.entries.push(entry);
    for (const name of specifierNames(entry.fact.type)) {
      wanted.names.add(name);
      if (kinds[entry.kind].members) {
        wanted.memberNames.add(name);
      }
    }
    bySource.set(source, wanted);
  }
}

const checked = new Map();
// One package after the other: all programs at once do not fit into the memory.
for (const [source, { entries, memberNames, names }] of bySource) {
  const declared = new Declarations(directories.get(source), names, memberNames);
  const wrong = new Set();
  let count = 0;
  for (const { fact, kind, places } of entries) {
    const { members = false, problems: problemsOf = () => [] } = kinds[kind];
    for (const name of specifierNames(fact.type)) {
      count += 1;
      const symbols = declared.symbols(name, fact.type, members);
      const found = symbols.map((symbol) => problemsOf(fact, declared, symbol));
      if (symbols.length === 0) {
        wrong.add(`${kind}: declares no ${name} of ${fact.type.package ?? fact.type.from}`);
      } else if (found.every((texts) => texts.length > 0)) {
        found[0].forEach((text) => wrong.add(`${kind}: ${name}${text.startsWith('.') ? '' : ' '}${text}`));
      }
      const signatures = places.size === 0 ? [] : symbols.flatMap((symbol) => declared.signatures(symbol, fact.method));
      for (const place of places) {
        if (signatures.some((signature) => declared.hasPosition(signature, place))) {
          places.delete(place);
        }
      }
    }
  }
  checked.set(source, { count, wrong });
}
for (const { fact, kind, places, sources } of facts) {
  for (const place of places) {
    checked.get(sources[0])?.wrong.add(`${kind}: ${specifierNames(fact.type)[0]}.${fact.method} has no ${positionText(place)}`);
  }
}

for (const [source, { count, wrong }] of [...checked].sort(([one], [other]) => one.localeCompare(other))) {
  console.log(`${source}: ${wrong.size === 0 ? `${count} ${count === 1 ? 'fact holds' : 'facts hold'}` : [...wrong].join('; ')}`);
  problems.push(...[...wrong].map((text) => `${source}: ${text}`));
}
if (problems.length > 0) {
  console.error(`\n${basename(import.meta.url)}: ${problems.length} wrong\n${problems.join('\n')}`);
  process.exitCode = 1;
}
