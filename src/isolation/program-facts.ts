import ts from 'typescript';

/** What one source file makes, calls and renames, by name; syntax only, and the same whatever the settings are. */
export interface SourceFacts {
  /** `new C()`, by the name in the place of the class. */
  instances: ReadonlyMap<string, readonly ts.NewExpression[]>;
  /** Calls, by the name of the function or method. */
  calls: ReadonlyMap<string, readonly ts.CallExpression[]>;
  /** Names that are given to a call as they are: `register(C)`, `once(make)`. */
  given: ReadonlyMap<string, readonly ts.Identifier[]>;
  /** Classes, by the name of the class that they extend. */
  subclasses: ReadonlyMap<string, readonly ts.ClassLikeDeclaration[]>;
  /** Other names: of import and export specifiers, and of default imports under `default`. */
  aliases: ReadonlyMap<string, readonly string[]>;
}

const none: SourceFacts = {
  instances: new Map(),
  calls: new Map(),
  given: new Map(),
  subclasses: new Map(),
  aliases: new Map(),
};

const factsByFile = new WeakMap<ts.SourceFile, SourceFacts>();

function factsOf(file: ts.SourceFile): SourceFacts {
  let facts = factsByFile.get(file);
  if (facts === undefined) {
    facts = isCounted(file) ? gather(file) : none;
    factsByFile.set(file, facts);
  }
  return facts;
}

const testFile = /\.(?:bench|e2e|spec|stories|test|test-d)\.[cm]?[jt]sx?$|[\\/]__(?:mocks|tests)__[\\/]/u;
const testCalls: ReadonlySet<string> = new Set(['afterAll', 'beforeAll', 'beforeEach', 'describe', 'it', 'suite']);

/**
 * Whether what a file makes is made for the running program. What a test makes for itself says nothing about a server.
 * `isSourceFileFromExternalLibrary` would leave out the sources of a workspace that are reached through a link.
 */
function isCounted(file: ts.SourceFile): boolean {
  return (
    !file.isDeclarationFile &&
    !file.fileName.includes('/node_modules/') &&
    !testFile.test(file.fileName) &&
    !file.statements.some(
      (statement) =>
        ts.isExpressionStatement(statement) &&
        ts.isCallExpression(statement.expression) &&
        ts.isIdentifier(statement.expression.expression) &&
        testCalls.has(statement.expression.expression.text),
    )
  );
}

function add<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  const values = map.get(name);
  if (values === undefined) {
    map.set(name, [value]);
  } else {
    values.push(value);
  }
}

function gather(file: ts.SourceFile): SourceFacts {
  const instances = new Map<string, ts.NewExpression[]>();
  const calls = new Map<string, ts.CallExpression[]>();
  const given = new Map<string, ts.Identifier[]>();
  const subclasses = new Map<string, ts.ClassLikeDeclaration[]>();
  const aliases = new Map<string, string[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
      return;
    }
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const name = lastName(node.expression);
      if (name !== undefined && ts.isNewExpression(node)) {
        add(instances, name, node);
      } else if (name !== undefined && ts.isCallExpression(node)) {
        add(calls, name, node);
      }
      for (const argument of node.arguments ?? []) {
        if (ts.isIdentifier(argument)) {
          add(given, argument.text, argument);
        }
      }
    } else if (ts.isClassLike(node)) {
      const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      const name = base && lastName(base.expression);
      if (name !== undefined) {
        add(subclasses, name, node);
      }
    } else if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.propertyName !== undefined) {
      add(aliases, node.propertyName.text, node.name.text);
    } else if (ts.isImportClause(node) && node.name !== undefined) {
      add(aliases, 'default', node.name.text);
    } else if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression)) {
      add(aliases, node.expression.text, 'default');
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return { instances, calls, given, subclasses, aliases };
}

/** `C` of `C` and of `ns.C`. */
export function lastName(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) {
    return expression.text;
  }
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

const factsByProgram = new WeakMap<ts.Program, SourceFacts>();

/** The facts of all files of a program together; a new program pays for its changed files only. */
export function factsOfProgram(program: ts.Program): SourceFacts {
  let facts = factsByProgram.get(program);
  if (facts === undefined) {
    const files = program.getSourceFiles().map(factsOf).filter((each) => each !== none);
    facts = {
      instances: joined(files.map((each) => each.instances)),
      calls: joined(files.map((each) => each.calls)),
      given: joined(files.map((each) => each.given)),
      subclasses: joined(files.map((each) => each.subclasses)),
      aliases: joined(files.map((each) => each.aliases)),
    };
    factsByProgram.set(program, facts);
  }
  return facts;
}

function joined<Value>(maps: readonly ReadonlyMap<string, readonly Value[]>[]): ReadonlyMap<string, readonly Value[]> {
  const all = new Map<string, Value[]>();
  for (const map of maps) {
    for (const [name, values] of map) {
      const before = all.get(name);
      if (before === undefined) {
        all.set(name, [...values]);
      } else {
        before.push(...values);
      }
    }
  }
  return all;
}

/** The names under which files of the program can speak of a declaration. */
export function namesOf(declaration: ts.ClassLikeDeclaration | ts.FunctionLikeDeclaration, program: ts.Program): ReadonlySet<string> {
  const { aliases } = factsOfProgram(program);
  const names = new Set<string>();
  const own = declaration.name ?? (ts.isVariableDeclaration(declaration.parent) ? declaration.parent.name : undefined);
  if (own !== undefined && ts.isIdentifier(own)) {
    names.add(own.text);
  }
  const modifiers = ts.canHaveModifiers(declaration) ? ts.getModifiers(declaration) : undefined;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true) {
    names.add('default');
  }
  for (const name of names) {
    for (const alias of aliases.get(name) ?? []) {
      names.add(alias);
    }
  }
  return names;
}

const asideFolder = /^(?:benchmarks?|bench|demos?|docs|e2e|evals?|examples?|fixtures|samples?|scripts|tests?)$/u;

/**
 * Whether a file only tries out what another one declares: it lies in a folder of examples or tests, beside the folder of
 * the other. What a server does is not read off from there.
 */
export function isAside(file: ts.SourceFile, declared: ts.SourceFile): boolean {
  const folders = file.fileName.split('/').slice(0, -1);
  const others = declared.fileName.split('/').slice(0, -1);
  const parting = folders.findIndex((folder, index) => folder !== others[index]);
  return parting >= 0 && folders.slice(parting).some((folder) => asideFolder.test(folder));
}
