import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { ContextPosition, Framework, KnownToolCall } from '../frameworks/framework.js';
import type { FileAnalysis } from './file-analysis.js';

import { frameworks } from '../frameworks/index.js';
import { packageOfFile, specifierNames, symbolMatches } from '../specifier.js';
import { contextInType, isCastToContext, isNullable } from './context-type.js';
import { oncePerSettings } from './once.js';
import { variableOf } from './references.js';
import { isTypeReference, symbolAt } from './symbols.js';
import { isEmptyValue, keyText, lastName, propertyName, unwrap } from './syntax.js';
import { saysThatItMakes } from './vocabulary.js';

/** A place among the arguments of a call. */
export type ArgumentPosition = Exclude<ContextPosition, 'enclosing'>;

/** A call that runs a tool or an agent. */
export interface ToolRun {
  call: TSESTree.CallExpression;
  /** What messages call it: `search.invoke`, `generateText`. */
  name: string;
  /** The library that the call belongs to; `undefined` for one of the user's settings. */
  framework: Framework | undefined;
  /** Where a context can be given to the call. */
  positions: readonly ArgumentPosition[];
  /** The call has a place for a context; else the function around it must have one, and use it otherwise. */
  takesContext: boolean;
}

interface Entry extends KnownToolCall {
  framework: Framework | undefined;
}

/** The list of tool calls by what the syntax shows of them: the name of the called method or function. */
interface ToolCallIndex {
  methods: ReadonlyMap<string, readonly Entry[]>;
  functions: ReadonlyMap<string, readonly Entry[]>;
}

const indexOf = oncePerSettings((settings): ToolCallIndex => {
  const methods = new Map<string, Entry[]>();
  const functions = new Map<string, Entry[]>();
  const entries: Entry[] = [
    ...frameworks.flatMap((framework) => (framework.toolCalls ?? []).map((call) => ({ ...call, framework }))),
    ...(settings.toolCalls ?? []).map((call) => ({ ...call, framework: undefined })),
  ];
  for (const entry of entries) {
    const [map, names] = entry.method === '' ? [functions, specifierNames(entry.type)] : [methods, [entry.method]];
    for (const name of names) {
      map.set(name, [...(map.get(name) ?? []), entry]);
    }
  }
  return { methods, functions };
});

/**
 * The tool or agent that a call runs.
 *
 * The name of the method or function is looked up first; only for those on the list the types are asked. A receiver of
 * type `any` is no tool. A library's own code is no user of it: a call in a package of the library, or of its scope, is
 * none.
 *
 * @returns `undefined` for any other call.
 */
export function toolRunAt(call: TSESTree.CallExpression, analysis: FileAnalysis): ToolRun | undefined {
  const callee = unwrap(call.callee);
  const matching =
    callee.type === AST_NODE_TYPES.MemberExpression
      ? matchingMember(callee, analysis)
      : callee.type === AST_NODE_TYPES.Identifier
        ? matchingName(callee, analysis)
        : undefined;
  if (
    matching === undefined ||
    isOwnCode(matching.framework, analysis) ||
    (matching.onlyWith !== undefined && givenAt(call, matching.onlyWith, analysis) !== 'something')
  ) {
    return undefined;
  }
  const { context, alsoAt = [], enoughAt = [] } = matching;
  const places = context === 'enclosing' ? [] : [context, ...alsoAt];
  return {
    call,
    name: nameOfCallee(callee, analysis.sourceCode),
    framework: matching.framework,
    positions: [...places, ...enoughAt],
    takesContext: places.some(
      (place) => matching.framework === undefined || hasPosition(call, place, analysis),
    ),
  };
}

const longestName = 60;

/** What messages call what is called: its text on one line, or only the member where that is long. */
export function nameOfCallee(callee: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  const text = sourceCode.getText(callee).replaceAll(/\s*\n\s*/gu, '');
  const member = callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(callee) : undefined;
  return text.length > longestName && member !== undefined ? `….${member}` : text;
}

function matchingMember(callee: TSESTree.MemberExpression, analysis: FileAnalysis): Entry | undefined {
  const index = indexOf(analysis.settings);
  const name = propertyName(callee) ?? '';
  const methods = index.methods.get(name) ?? [];
  const functions = index.functions.get(name) ?? [];
  if (methods.length === 0 && functions.length === 0) {
    return undefined;
  }
  const { cwd, program, services } = analysis;
  const method = symbolAt(callee, analysis);
  const ofFunction = method && functions.find((entry) => symbolMatches(method, entry.type, program, cwd));
  if (ofFunction !== undefined) {
    return ofFunction;
  }
  // A method has its own declaration: asking for that first spares the bases of the receiver's type.
  const declaring = method === undefined ? [] : declaringTypes(method, analysis);
  const find = (symbols: readonly ts.Symbol[]): Entry | undefined =>
    methods.find((entry) => symbols.some((symbol) => symbolMatches(symbol, entry.type, program, cwd)));
  return find(declaring) ?? find([...typeSymbols(services.getTypeAtLocation(callee.object), analysis)]);
}

/** The interfaces, classes and aliases that declare a member. */
function declaringTypes(member: ts.Symbol, { checker }: FileAnalysis): ts.Symbol[] {
  return (member.declarations ?? []).flatMap((declaration) => {
    for (let node: ts.Node = declaration.parent; !ts.isSourceFile(node); node = node.parent) {
      if (ts.isInterfaceDeclaration(node) || ts.isClassLike(node) || ts.isTypeAliasDeclaration(node)) {
        const symbol = node.name && checker.getSymbolAtLocation(node.name);
        return symbol === undefined ? [] : [symbol];
      }
      if (ts.isFunctionLike(node) || ts.isBlock(node)) {
        return [];
      }
    }
    return [];
  });
}

/** The names of what a receiver is: its type, alias, bases, implemented interfaces, constraint, and members of a union. */
function typeSymbols(type: ts.Type, analysis: FileAnalysis, found = new Set<ts.Symbol>(), fuel = 8): Set<ts.Symbol> {
  const { checker } = analysis;
  const add = (part: ts.Type): void => {
    typeSymbols(part, analysis, found, fuel - 1);
  };
  if (fuel === 0) {
    return found;
  }
  if (type.aliasSymbol !== undefined) {
    found.add(type.aliasSymbol);
  }
  if (type.isUnionOrIntersection()) {
    type.types.forEach(add);
    return found;
  }
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    if (constraint !== undefined && constraint !== type) {
      add(constraint);
    }
    return found;
  }
  const symbol = type.getSymbol();
  if (symbol === undefined || found.has(symbol)) {
    return found;
  }
  found.add(symbol);
  const target = isTypeReference(type) ? type.target : type;
  if (target.isClassOrInterface()) {
    checker.getBaseTypes(target).forEach(add);
  }
  for (const declaration of symbol.declarations ?? []) {
    for (const clause of ts.isClassLike(declaration) ? (declaration.heritageClauses ?? []) : []) {
      if (clause.token === ts.SyntaxKind.ImplementsKeyword) {
        clause.types.forEach((implemented) => {
          add(checker.getTypeAtLocation(implemented));
        });
      }
    }
  }
  return found;
}

function matchingName(callee: TSESTree.Identifier, analysis: FileAnalysis): Entry | undefined {
  const { functions } = indexOf(analysis.settings);
  if (functions.size === 0) {
    return undefined;
  }
  const isImported = variableOf(callee, analysis.sourceCode)?.defs[0]?.type === 'ImportBinding';
  if (!isImported && !functions.has(callee.name)) {
    return undefined;
  }
  const variable = variableOf(callee, analysis.sourceCode);
  const remembered = variable === undefined ? undefined : entriesOfVariables.get(variable);
  if (remembered !== undefined) {
    return remembered.entry;
  }
  const entry = entryOfName(callee, functions, analysis);
  if (variable !== undefined) {
    entriesOfVariables.set(variable, { entry });
  }
  return entry;
}

const entriesOfVariables = new WeakMap<TSESLint.Scope.Variable, { entry: Entry | undefined }>();

function entryOfName(
  callee: TSESTree.Identifier,
  functions: ToolCallIndex['functions'],
  analysis: FileAnalysis,
): Entry | undefined {
  const symbol = symbolAt(callee, analysis);
  if (symbol === undefined) {
    return undefined;
  }
  // An import may have another name here than where it is declared.
  const entries = functions.get(symbol.name) ?? functions.get(callee.name) ?? [];
  return entries.find((entry) => symbolMatches(symbol, entry.type, analysis.program, analysis.cwd));
}

const packagesOfFrameworks = new WeakMap<Framework, ReadonlySet<string>>();

/** The packages of a library, and the scopes that they are published in. */
function packagesOf(framework: Framework): ReadonlySet<string> {
  let packages = packagesOfFrameworks.get(framework);
  if (packages === undefined) {
    const names = [...(framework.toolCalls ?? []), ...(framework.contextTypes ?? [])].flatMap(({ type }) =>
      typeof type === 'object' && type.from === 'package' ? [type.package] : [],
    );
    packages = new Set(names.flatMap((name) => [name, ...scopeOf(name)]));
    packagesOfFrameworks.set(framework, packages);
  }
  return packages;
}

function scopeOf(packageName: string): string[] {
  return packageName.startsWith('@') ? [packageName.slice(0, packageName.indexOf('/') + 1)] : [];
}

function isOwnCode(framework: Framework | undefined, analysis: FileAnalysis): boolean {
  if (framework === undefined) {
    return false;
  }
  const file = analysis.services.esTreeNodeToTSNodeMap.get(analysis.sourceCode.ast);
  return isOfFramework(file.fileName, framework, analysis);
}

/** Whether a file belongs to one of the packages of a library, or to another package of the same scope. */
export function isOfFramework(fileName: string, framework: Framework, { program }: FileAnalysis): boolean {
  const owner = packageOfFile(fileName, program);
  const packages = packagesOf(framework);
  return owner !== undefined && [owner, ...scopeOf(owner)].some((name) => packages.has(name));
}

function hasPosition(call: TSESTree.CallExpression, position: ArgumentPosition, analysis: FileAnalysis): boolean {
  const { checker, services } = analysis;
  const node = services.esTreeNodeToTSNodeMap.get(call) as ts.CallLikeExpression;
  let signature: ts.Signature | undefined;
  try {
    signature = checker.getResolvedSignature(node);
  } catch {
    // TypeScript throws where a message of its own needs a module's path and the program has none.
    return true;
  }
  // Without an argument at the place, another overload was chosen than with one.
  const chosen = signature?.parameters[position.argument];
  const parameters =
    chosen === undefined
      ? checker
          .getNonNullableType(services.getTypeAtLocation(call.callee))
          .getCallSignatures()
          .flatMap((overload) => overload.parameters[position.argument] ?? [])
      : [chosen];
  return parameters.some(
    (parameter) => position.property === undefined || offersTo(parameter, position.property, analysis),
  );
}

function offersTo(parameter: ts.Symbol, property: string, analysis: FileAnalysis): boolean {
  const { checker } = analysis;
  const declared = parameter.valueDeclaration;
  const annotation = declared !== undefined && ts.isParameter(declared) ? declared.type : undefined;
  const annotated = annotation === undefined ? undefined : checker.getTypeFromTypeNode(annotation);
  // `config?: C` has the type of its argument; what it takes says the constraint of `C`.
  return annotated !== undefined && (annotated.flags & ts.TypeFlags.TypeParameter) !== 0
    ? offers(annotated, property, analysis)
    : offers(checker.getTypeOfSymbol(parameter), property, analysis);
}

/** Whether a type has a property that can hold something. */
function offers(type: ts.Type, property: string, { checker }: FileAnalysis): boolean {
  if ((type.flags & ts.TypeFlags.Any) !== 0) {
    return true;
  }
  const constraint =
    (type.flags & ts.TypeFlags.Instantiable) === 0 ? type : (checker.getBaseConstraintOfType(type) ?? type);
  const parts = constraint.isUnion() ? constraint.types : [constraint];
  return parts.some((part) => {
    const found = checker.getPropertyOfType(part, property);
    return (
      found !== undefined &&
      (checker.getNonNullableType(checker.getTypeOfSymbol(found)).flags & ts.TypeFlags.Never) === 0
    );
  });
}

/**
 * Whether a call is given a context: something other than nothing stands at one of its places, or one of its arguments is
 * a context or an object that holds one. What cannot be told counts as given.
 */
export function isContextGiven({ call, positions }: ToolRun, analysis: FileAnalysis): boolean {
  return (
    positions.some((position) => givenAt(call, position, analysis) !== 'nothing') ||
    call.arguments.some((argument) => holdsContext(argument, analysis, 3))
  );
}

/** What stands at a place of a call. An optional context, and one that is claimed by a cast, are nothing. */
export type Given = 'nothing' | 'something' | 'unknown';

function givenAt(call: TSESTree.CallExpression, position: ArgumentPosition, analysis: FileAnalysis): Given {
  const before = call.arguments.slice(0, position.argument + 1);
  const argument = before[position.argument];
  if (before.some((item) => item.type === AST_NODE_TYPES.SpreadElement)) {
    return 'unknown';
  }
  if (argument === undefined) {
    return 'nothing';
  }
  return position.property === undefined
    ? valueGiven(argument, analysis)
    : propertyGiven(argument, position.property, analysis);
}

function propertyGiven(argument: TSESTree.Node, property: string, analysis: FileAnalysis): Given {
  const { checker, services } = analysis;
  const value = unwrap(argument);
  if (value.type === AST_NODE_TYPES.ObjectExpression) {
    for (const item of value.properties) {
      if (item.type === AST_NODE_TYPES.Property && !item.computed && keyText(item.key) === property) {
        return valueGiven(item.value, analysis);
      }
    }
    if (!value.properties.some((item) => item.type === AST_NODE_TYPES.SpreadElement)) {
      return 'nothing';
    }
  }
  const whole = services.getTypeAtLocation(value);
  if (isNullable(whole) && contextInType(whole, analysis) !== undefined) {
    return 'nothing';
  }
  const type = checker.getNonNullableType(whole);
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 || type.getStringIndexType() !== undefined) {
    return 'unknown';
  }
  return offers(type, property, analysis) ? 'something' : 'nothing';
}

/** What an argument gives. */
export function valueGiven(expression: TSESTree.Node, analysis: FileAnalysis): Given {
  const value = unwrap(expression);
  const isEmpty =
    isEmptyValue(value) ||
    (value.type === AST_NODE_TYPES.ObjectExpression && value.properties.length === 0);
  if (isEmpty || isCastToContext(expression, analysis) || isDefaulted(value, analysis)) {
    return 'nothing';
  }
  const type = analysis.services.getTypeAtLocation(value);
  const mayMiss = isNullable(type) && contextInType(type, analysis) !== undefined;
  return mayMiss ? 'nothing' : 'something';
}

/** Whether a value is a context that a default steps in for, unless that one looks the caller's up: `context = currentContext()`. */
function isDefaulted(value: TSESTree.Node, analysis: FileAnalysis): boolean {
  const [definition] = (value.type === AST_NODE_TYPES.Identifier ? variableOf(value, analysis.sourceCode)?.defs : undefined) ?? [];
  const { parent } = definition?.type === 'Parameter' ? definition.name : {};
  if (parent?.type !== AST_NODE_TYPES.AssignmentPattern || parent.left !== definition?.name) {
    return false;
  }
  const initial = unwrap(parent.right);
  const isLookedUp =
    initial.type === AST_NODE_TYPES.CallExpression && initial.arguments.length === 0 && !saysThatItMakes(lastName(initial.callee));
  return !isLookedUp && contextInType(analysis.services.getTypeAtLocation(value), analysis)?.origin === 'project';
}

function holdsContext(expression: TSESTree.Node, analysis: FileAnalysis, fuel: number): boolean {
  const value = unwrap(expression);
  if (value.type === AST_NODE_TYPES.ObjectExpression) {
    return (
      fuel > 0 &&
      value.properties.some((item) =>
        holdsContext(item.type === AST_NODE_TYPES.Property ? item.value : item.argument, analysis, fuel - 1),
      )
    );
  }
  if (
    value.type === AST_NODE_TYPES.SpreadElement ||
    isFunctionLiteral(value) ||
    isCastToContext(expression, analysis) ||
    isDefaulted(value, analysis)
  ) {
    return false;
  }
  const verdict = contextInType(analysis.services.getTypeAtLocation(value), analysis);
  return verdict !== undefined && !verdict.nullable;
}

function isFunctionLiteral(node: TSESTree.Node): boolean {
  return node.type === AST_NODE_TYPES.ArrowFunctionExpression || node.type === AST_NODE_TYPES.FunctionExpression;
}
