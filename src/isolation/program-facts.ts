import ts from '../typescript.js';

import { groupedBy } from './grouping.js';
import { oncePerSourceFile } from './once.js';
import { testCalls } from './syntax.js';

/** What the files of a program make, call and rename, by name; syntax only, and the same whatever the settings are. */
export interface ProgramFacts {
  /** `new C()`, by the name in the place of the class. */
  instances: ReadonlyMap<string, readonly ts.NewExpression[]>;
  /** Calls that name a declaration, by the name of the function or static method; calls on values are left out. */
  calls: ReadonlyMap<string, readonly ts.CallExpression[]>;
  /** Names that are given to a call as they are: `register(C)`, `once(make)`. */
  given: ReadonlyMap<string, readonly ts.Identifier[]>;
  /** Members that are given to a call: `register(this.run)`. */
  givenMembers: ReadonlyMap<string, readonly ts.PropertyAccessExpression[]>;
  /**
   * Functions, and names that can be those of functions, that an object, an array, a constant or a field holds: `{ run }`,
   * `const table: Table = { a: run }`; functions by the name of what holds them.
   */
  held: ReadonlyMap<string, readonly ts.Node[]>;
  /** Classes, by the name of the class that they extend. */
  subclasses: ReadonlyMap<string, readonly ts.ClassLikeDeclaration[]>;
  /** Other names: of import and export specifiers, and of default imports under `default`. */
  aliases: ReadonlyMap<string, readonly string[]>;
}

/** The same of one file, in the order of the text. */
interface SourceFacts {
  instances: readonly ts.NewExpression[];
  calls: readonly ts.CallExpression[];
  given: readonly ts.Identifier[];
  givenMembers: readonly ts.PropertyAccessExpression[];
  held: readonly (readonly [name: string, value: ts.Node])[];
  subclasses: readonly ts.ClassLikeDeclaration[];
  aliases: readonly (readonly [name: string, alias: string])[];
}

const none: SourceFacts = { instances: [], calls: [], given: [], givenMembers: [], held: [], subclasses: [], aliases: [] };

const factsOf = oncePerSourceFile((file): SourceFacts => (isCounted(file) ? gather(file) : none));

const testFile = /\.(?:bench|e2e|spec|stories|test|test-d)\.[cm]?[jt]sx?$|[\\/]__(?:mocks|tests)__[\\/]/u;

/** Whether a file is written by the people of the project: no declarations of a package. */
export function isOfProject(file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.includes('/node_modules/');
}

/**
 * Whether what a file makes is made for the running program. What a test makes for itself says nothing about a server.
 * `isSourceFileFromExternalLibrary` would leave out the sources of a workspace that are reached through a link.
 */
function isCounted(file: ts.SourceFile): boolean {
  return (
    isOfProject(file) &&
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

function gather(file: ts.SourceFile): SourceFacts {
  const instances: ts.NewExpression[] = [];
  const calls: ts.CallExpression[] = [];
  const methodCalls: ts.CallExpression[] = [];
  const given: ts.Identifier[] = [];
  const givenMembers: ts.PropertyAccessExpression[] = [];
  const held: [string, ts.Node][] = [];
  const subclasses: ts.ClassLikeDeclaration[] = [];
  const aliases: [string, string][] = [];
  // What a receiver must be called for its method to be one that a declaration names: a class, a namespace.
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    switch (node.kind) {
      case ts.SyntaxKind.CallExpression: {
        const call = node as ts.CallExpression;
        if (ts.isIdentifier(call.expression)) {
          calls.push(call);
        } else if (ts.isPropertyAccessExpression(call.expression)) {
          methodCalls.push(call);
        }
        given.push(...call.arguments.filter(ts.isIdentifier));
        givenMembers.push(...call.arguments.filter(ts.isPropertyAccessExpression));
        break;
      }
      case ts.SyntaxKind.ShorthandPropertyAssignment: {
        const { name } = node as ts.ShorthandPropertyAssignment;
        held.push([name.text, name]);
        break;
      }
      case ts.SyntaxKind.PropertyAssignment:
      case ts.SyntaxKind.PropertyDeclaration:
      case ts.SyntaxKind.VariableDeclaration: {
        const { initializer, name } = node as ts.PropertyAssignment | ts.PropertyDeclaration | ts.VariableDeclaration;
        if (initializer !== undefined) {
          held.push(...heldAs(nameOf(name), initializer));
        }
        break;
      }
      case ts.SyntaxKind.MethodDeclaration: {
        const { name, parent } = node as ts.MethodDeclaration;
        const own = nameOf(name);
        if (ts.isObjectLiteralExpression(parent) && own !== undefined) {
          held.push([own, node]);
        }
        break;
      }
      case ts.SyntaxKind.ArrayLiteralExpression:
        held.push(...(node as ts.ArrayLiteralExpression).elements.flatMap((element) => heldAs(undefined, element)));
        break;
      case ts.SyntaxKind.NewExpression: {
        const instance = node as ts.NewExpression;
        if (lastName(instance.expression) !== undefined) {
          instances.push(instance);
        }
        given.push(...(instance.arguments?.filter(ts.isIdentifier) ?? []));
        givenMembers.push(...(instance.arguments?.filter(ts.isPropertyAccessExpression) ?? []));
        break;
      }
      case ts.SyntaxKind.ClassDeclaration:
      case ts.SyntaxKind.ClassExpression: {
        const definition = node as ts.ClassLikeDeclaration;
        if (definition.name !== undefined) {
          declared.add(definition.name.text);
        }
        if (ts.isVariableDeclaration(definition.parent) && ts.isIdentifier(definition.parent.name)) {
          declared.add(definition.parent.name.text);
        }
        if (baseOf(definition) !== undefined) {
          subclasses.push(definition);
        }
        break;
      }
      case ts.SyntaxKind.ImportSpecifier:
      case ts.SyntaxKind.ExportSpecifier: {
        const { name, propertyName } = node as ts.ExportSpecifier | ts.ImportSpecifier;
        declared.add(name.text);
        if (propertyName !== undefined) {
          aliases.push([propertyName.text, name.text]);
        }
        break;
      }
      case ts.SyntaxKind.NamespaceImport:
        declared.add((node as ts.NamespaceImport).name.text);
        break;
      case ts.SyntaxKind.ImportClause: {
        const { name } = node as ts.ImportClause;
        if (name !== undefined) {
          declared.add(name.text);
          aliases.push(['default', name.text]);
        }
        break;
      }
      case ts.SyntaxKind.ExportAssignment: {
        const { expression } = node as ts.ExportAssignment;
        if (ts.isIdentifier(expression)) {
          aliases.push([expression.text, 'default']);
        }
        break;
      }
      case ts.SyntaxKind.InterfaceDeclaration:
      case ts.SyntaxKind.TypeAliasDeclaration:
        return;
      default:
        if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
          return;
        }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  calls.push(
    ...methodCalls.filter((call) => {
      const root = rootOf(call.expression);
      return ts.isIdentifier(root) && declared.has(root.text);
    }),
  );
  return { instances, calls, given, givenMembers, held, subclasses, aliases };
}

/** A name of a function, or a function that has the name of what holds it. */
function heldAs(holder: string | undefined, value: ts.Expression): [string, ts.Node][] {
  const isFunction = ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  const name = isFunction ? holder : lastName(value);
  return name === undefined ? [] : [[name, value]];
}

function nameOf(name: ts.BindingName | ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

function rootOf(expression: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(expression) ? rootOf(expression.expression) : expression;
}

/** The expression that a class extends, where it is a name. */
export function baseOf(definition: ts.ClassLikeDeclaration): ts.Expression | undefined {
  const base = definition.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  return base !== undefined && lastName(base) !== undefined ? base : undefined;
}

/** `C` of `C` and of `ns.C`. */
export function lastName(expression: ts.Expression | undefined): string | undefined {
  if (expression === undefined) {
    return undefined;
  }
  if (ts.isIdentifier(expression)) {
    return expression.text;
  }
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

function groupedPairs<Value>(pairs: readonly (readonly [string, Value])[]): ReadonlyMap<string, readonly Value[]> {
  return new Map(
    [...groupedBy(pairs, ([name]) => name)].map(([name, group]) => [name, group.map(([, value]) => value)]),
  );
}

const factsByProgram = new WeakMap<ts.Program, ProgramFacts>();

/** The facts of all files of a program together; a new program pays for its changed files only. */
export function factsOfProgram(program: ts.Program): ProgramFacts {
  let facts = factsByProgram.get(program);
  if (facts === undefined) {
    const files = program.getSourceFiles().map(factsOf).filter((each) => each !== none);
    facts = {
      instances: groupedBy(files.flatMap((each) => each.instances), ({ expression }) => lastName(expression)),
      calls: groupedBy(files.flatMap((each) => each.calls), ({ expression }) => lastName(expression)),
      given: groupedBy(files.flatMap((each) => each.given), ({ text }) => text),
      givenMembers: groupedBy(files.flatMap((each) => each.givenMembers), ({ name }) => name.text.replace(/^#/u, '')),
      held: groupedPairs(files.flatMap((each) => each.held)),
      subclasses: groupedBy(files.flatMap((each) => each.subclasses), (definition) => lastName(baseOf(definition))),
      aliases: new Map(
        [...groupedPairs(files.flatMap((each) => each.aliases))].map(([name, aliases]) => [name, [...new Set(aliases)]]),
      ),
    };
    factsByProgram.set(program, facts);
  }
  return facts;
}

/** The names under which files of the program can speak of a declaration. */
export function namesOf(declaration: ts.ClassLikeDeclaration | ts.FunctionLikeDeclaration, program: ts.Program): ReadonlySet<string> {
  const names = new Set<string>();
  const own = declaration.name ?? (ts.isVariableDeclaration(declaration.parent) ? declaration.parent.name : undefined);
  if (own !== undefined && ts.isIdentifier(own)) {
    names.add(own.text);
  }
  const modifiers = ts.canHaveModifiers(declaration) ? ts.getModifiers(declaration) : undefined;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true) {
    names.add('default');
  }
  return withAliases(names, program);
}

/** Names together with all others that import and export specifiers of the program give them. */
export function withAliases(names: Iterable<string>, program: ts.Program): ReadonlySet<string> {
  const { aliases } = factsOfProgram(program);
  const all = new Set(names);
  for (const name of all) {
    aliases.get(name)?.forEach((alias) => all.add(alias));
  }
  return all;
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
