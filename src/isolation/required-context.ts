import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { isForNextParameter, namedParameters, signaturesOf } from './context-slot.js';
import { configuredContexts, contextOriginOf, isNullable } from './context-type.js';
import { namesKnownAs } from './known-types.js';
import { oncePerProgram, oncePerSourceFile } from './once.js';
import { factsOfProgram, isOfProject } from './program-facts.js';
import { declaredName, variableOf } from './references.js';
import { spreadBefore } from './spread-argument.js';
import { symbolAt } from './symbols.js';
import { enclosingClass, enclosingFunction, isFunction, propertyName, unwrap } from './syntax.js';
import { valueGiven } from './tool-call.js';

/** A call of a function of the project that requires a context and is given none. */
export interface CallWithoutContext {
  call: TSESTree.CallExpression | TSESTree.NewExpression;
  /** What messages call it: `runTool`, `new Engine`. */
  name: string;
  /** The parameter that lacks an argument. */
  parameter: string;
}

/** Something with a name, and the names in what it is declared by. */
interface Mention {
  mentions: ReadonlySet<string>;
  name: string;
}

/** Something that may take a context: a function, or what may hold one under a written type. */
interface Taker extends Mention {
  kind: 'constructor' | 'function' | 'holder';
}

/** What the syntax of one file shows: which functions take parameters of which types, and new names of types. */
interface FileFacts {
  takers: readonly Taker[];
  renames: readonly Mention[];
  /** Interfaces and classes, with the types of their members: objects of options may hold a context. */
  holders: readonly Mention[];
  /** Other names under which something is exported. */
  exports: readonly Mention[];
}

const factsOf = oncePerSourceFile((file): FileFacts => {
  const takers: Taker[] = [];
  const renames: Mention[] = [];
  const holders: Mention[] = [];
  const exports: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node)) {
      const members = node.members.flatMap((member) => (ts.isPropertySignature(member) ? (member.type ?? []) : []));
      holders.push({ mentions: identifiersIn(members), name: node.name.text });
    }
    if (ts.isFunctionLike(node)) {
      const mentions = identifiersIn(node.parameters.flatMap((parameter) => parameter.type ?? []));
      const name = mentions.size === 0 ? undefined : (nameOfSignature(node) ?? holderOf(node));
      if (name !== undefined) {
        takers.push({ mentions, name, kind: ts.isConstructorDeclaration(node) ? 'constructor' : 'function' });
        if (ts.isFunctionDeclaration(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true) {
          takers.push({ mentions, name: 'default', kind: 'function' });
        }
      }
    } else if (isHolderOfFunction(node) && node.type !== undefined && ts.isIdentifier(node.name)) {
      takers.push({ mentions: identifiersIn([node.type]), name: node.name.text, kind: 'holder' });
    } else if (ts.isTypeAliasDeclaration(node)) {
      renames.push({ mentions: identifiersIn([node.type]), name: node.name.text });
    } else if ((ts.isInterfaceDeclaration(node) || ts.isClassLike(node)) && node.name !== undefined) {
      renames.push({ mentions: identifiersIn([...(node.heritageClauses ?? [])]), name: node.name.text });
    } else if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression)) {
      exports.push({ mentions: new Set([node.expression.text]), name: 'default' });
    } else if (ts.isExportSpecifier(node) && node.propertyName !== undefined) {
      exports.push({ mentions: new Set([node.propertyName.text]), name: node.name.text });
    } else if (ts.isImportSpecifier(node) && node.propertyName !== undefined) {
      renames.push({ mentions: new Set([node.propertyName.text]), name: node.name.text });
    } else if (ts.isTypeParameterDeclaration(node) && node.constraint !== undefined) {
      renames.push({ mentions: identifiersIn([node.constraint]), name: node.name.text });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return { takers, renames, holders, exports };
});

/** What may hold a function whose type is written beside it: `const run: Runner = …`. */
function isHolderOfFunction(
  node: ts.Node,
): node is ts.ParameterDeclaration | ts.PropertyDeclaration | ts.PropertySignature | ts.VariableDeclaration {
  return (
    ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)
  );
}

function identifiersIn(nodes: readonly ts.Node[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      names.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return names;
}

/** The name that calls of a function use: its own, that of what holds it, or the class's. */
export function nameOfSignature(node: ts.SignatureDeclaration): string | undefined {
  const named = ts.isConstructorDeclaration(node) || node.name === undefined ? node.parent : node;
  const name = 'name' in named ? (named.name as ts.Node | undefined) : undefined;
  return name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name))
    ? name.text.replace(/^#/u, '')
    : undefined;
}

/** The names of functions of the program with a parameter that mentions a configured context, or an object of one. */
export const namesOfConfiguredTakers = oncePerProgram((analysis) =>
  findTakers(new Set(configuredContexts(analysis).map(({ name }) => name)), analysis),
);

/** The same for all contexts, those of libraries included. */
export const namesOfTakers = oncePerProgram((analysis) =>
  findTakers(new Set(namesKnownAs('context', analysis)), analysis),
);

function findTakers(types: Set<string>, analysis: FileAnalysis): ReadonlySet<string> {
  const takers = new Set<string>();
  const functions = new Set<string>();
  const classes = new Set<string>();
  if (types.size === 0) {
    return takers;
  }
  const files = analysis.program.getSourceFiles().filter(isOfProject);
  const isOfInterest = ({ mentions }: Mention): boolean => [...mentions].some((name) => types.has(name));
  addNames(types, files, ({ renames }) => renames);
  const holders = files
    .filter((file) => [...types].some((name) => file.text.includes(name)))
    .flatMap((file) => factsOf(file).holders.filter(isOfInterest));
  for (const { name } of holders) {
    types.add(name);
  }
  for (const file of files) {
    if ([...types].some((name) => file.text.includes(name))) {
      for (const taker of factsOf(file).takers) {
        if (isOfInterest(taker)) {
          takers.add(taker.name);
          if (taker.kind === 'constructor') {
            classes.add(taker.name);
          } else if (taker.kind === 'function') {
            functions.add(taker.name);
          }
        }
      }
    }
  }
  // A class without a constructor of its own has that of its base.
  addNames(classes, files, ({ renames }) => renames);
  const { given, held } = factsOfProgram(analysis.program);
  for (const name of functions) {
    [...(held.get(name) ?? []), ...(given.get(name) ?? [])].forEach((value) => {
      const holder = holderOf(value);
      if (holder !== undefined) {
        functions.add(holder);
      }
    });
  }
  const names = new Set([...takers, ...functions, ...classes]);
  const exporting = files.filter((file) => /\bexport\b[^;]*\b(?:as|default)\b/u.test(file.text));
  addNames(names, exporting, ({ exports }) => exports);
  return names;
}

/**
 * The name by which callers find a function in what holds it: `list` in `{ list: ls }`, `search` in `const search = find` and in
 * `const search = traced(find)`.
 */
function holderOf({ parent }: ts.Node): string | undefined {
  if (ts.isCallExpression(parent)) {
    return holderOf(parent);
  }
  if (ts.isExportAssignment(parent)) {
    return 'default';
  }
  return (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) &&
    ts.isIdentifier(parent.name)
    ? parent.name.text
    : undefined;
}

/** Adds the names of what mentions one of the names, until there is none to add. */
function addNames(
  names: Set<string>,
  files: readonly ts.SourceFile[],
  mentionsOf: (facts: FileFacts) => readonly Mention[],
): void {
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const file of files) {
      if ([...names].some((name) => file.text.includes(name))) {
        for (const { mentions, name } of mentionsOf(factsOf(file))) {
          if ([...mentions].some((mentioned) => names.has(mentioned))) {
            names.add(name);
          }
        }
      }
    }
  }
}

/**
 * The name that what is called has where it is declared. An import may give it another one here; of a default import only
 * the symbol knows.
 */
export function nameOfCalled(callee: TSESTree.Node, analysis: FileAnalysis): string | undefined {
  if (callee.type === AST_NODE_TYPES.MemberExpression) {
    return propertyName(callee)?.replace(/^#/u, '');
  }
  if (callee.type === AST_NODE_TYPES.Super) {
    const base = enclosingClass(callee)?.class.superClass;
    return base ? nameOfCalled(unwrap(base), analysis) : undefined;
  }
  if (callee.type !== AST_NODE_TYPES.Identifier) {
    return undefined;
  }
  const name = declaredName(callee, analysis.sourceCode);
  const isDefault =
    name === 'default' ||
    variableOf(callee, analysis.sourceCode)?.defs[0]?.node.type === AST_NODE_TYPES.ImportDefaultSpecifier;
  const declaration = isDefault ? symbolAt(callee, analysis)?.declarations?.[0] : undefined;
  const declared = declaration && ts.getNameOfDeclaration(declaration);
  if (declaration !== undefined && declared === undefined) {
    return 'default';
  }
  return declared !== undefined && ts.isIdentifier(declared) ? declared.text : name;
}

/**
 * Whether what is called has one of some names, or has them all for what its text says: `table[name](…)`, `table.get(name)(…)`,
 * and a local that is read from a table.
 */
export function canBeNamed(callee: TSESTree.Node, names: ReadonlySet<string>, analysis: FileAnalysis): boolean {
  if (names.size === 0) {
    return false;
  }
  const name = nameOfCalled(callee, analysis);
  return (name !== undefined && names.has(name)) || isFoundAtRunTime(callee, analysis);
}

function isFoundAtRunTime(callee: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  if (callee.type === AST_NODE_TYPES.MemberExpression) {
    return callee.computed;
  }
  if (callee.type === AST_NODE_TYPES.CallExpression) {
    return true;
  }
  const [definition] = (callee.type === AST_NODE_TYPES.Identifier ? variableOf(callee, sourceCode)?.defs : undefined) ?? [];
  return (
    definition?.type === 'Variable' &&
    !isFunction(definition.node.init) &&
    definition.name.typeAnnotation === undefined &&
    enclosingFunction(definition.name) !== undefined
  );
}

/**
 * Whether a call leaves out the context that a function, method or constructor of the project requires. The compiler
 * rejects such a call too; what it cannot say is that the function around it should take the context.
 *
 * @returns `undefined` for any other call: also where one of several signatures can do without.
 */
export function callWithoutContext(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  analysis: FileAnalysis,
): CallWithoutContext | undefined {
  const callee = unwrap(call.callee);
  if (!canBeNamed(callee, namesOfConfiguredTakers(analysis), analysis)) {
    return undefined;
  }
  const [first, ...others] = signaturesOf(call, analysis).map((signature) => missingParameter(call, signature, analysis));
  if (first === undefined || others.includes(undefined)) {
    return undefined;
  }
  const text = analysis.sourceCode.getText(callee).replaceAll(/\s*\n\s*/gu, '');
  return { call, name: call.type === AST_NODE_TYPES.NewExpression ? `new ${text}` : text, parameter: first };
}

function missingParameter(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  signature: ts.Signature,
  analysis: FileAnalysis,
): string | undefined {
  for (const [index, parameter] of namedParameters(signature, analysis).entries()) {
    if (isRequiredContext(parameter, analysis)) {
      const argument = call.arguments[index];
      const spread = spreadBefore(call.arguments, index, analysis);
      if (spread !== undefined) {
        return spread.mayBringContext ? undefined : parameter.name;
      }
      const isMissing =
        argument === undefined ||
        valueGiven(argument, analysis) === 'nothing' ||
        isForNextParameter(call, index, analysis.checker.getTypeOfSymbol(parameter), signature, analysis);
      return isMissing ? parameter.name : undefined;
    }
  }
  return undefined;
}

/**
 * The context of the project that a signature requires.
 *
 * @returns Its position among the arguments, and its parameter; `undefined` where the signature can do without.
 */
export function requiredContextOf(
  signature: ts.SignatureDeclaration,
  analysis: FileAnalysis,
): { position: number; parameter: ts.ParameterDeclaration } | undefined {
  const given = parametersOf(signature);
  const position = given.findIndex((parameter) => {
    const symbol = analysis.checker.getSymbolAtLocation(parameter.name);
    return symbol !== undefined && isRequiredContext(symbol, analysis);
  });
  const parameter = given[position];
  return parameter && { position, parameter };
}

/** The parameters that callers give something for: all but `this`. */
export function parametersOf({ parameters }: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
}

function isRequiredContext(parameter: ts.Symbol, analysis: FileAnalysis): boolean {
  const declaration = parameter.valueDeclaration;
  if (
    declaration === undefined ||
    !ts.isParameter(declaration) ||
    declaration.questionToken !== undefined ||
    declaration.dotDotDotToken !== undefined ||
    declaration.initializer !== undefined ||
    declaration.getSourceFile().isDeclarationFile
  ) {
    return false;
  }
  const type = analysis.checker.getTypeOfSymbol(parameter);
  return contextOriginOf(type, declaration.type, analysis) === 'project' && !isNullable(type);
}
