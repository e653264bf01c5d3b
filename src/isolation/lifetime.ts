import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { ClassNode, MemberStep } from './syntax.js';

import { isIsolatedProgram } from './file-analysis.js';
import { inventoryOf } from './inventory.js';
import { isKnownSymbol } from './known-types.js';
import { oncePerFile, oncePerNode } from './once.js';
import { calledFunction, isGlobalName, isModuleVariable, variableOf, variableOfFunction } from './references.js';
import { isRegisteredAsSingleton } from './container.js';
import { functionNamed, isOfModule, makingOf, outOfWrappers, returnsOf } from './program.js';
import { runsAtStartUpOfProgram } from './start-up.js';
import { symbolAt, withoutAlias } from './symbols.js';
import {
  enclosingClass,
  enclosingFunction,
  enclosingFunctions,
  isClass,
  isTestFile,
  keyText,
  literalText,
  memberChain,
  unwrap,
  wrapped,
} from './syntax.js';

type Variable = TSESLint.Scope.Variable;

/**
 * How long a storage lives.
 *
 * - `module`: a variable of a module, of this file or another
 * - `static`: a static member of a class
 * - `global`: a property of the global object
 * - `shared-instance`: a field of an object that is itself reachable from one of these
 * - `request`: a parameter, a local, a field of an object made for the request
 * - `unknown`: nothing can be said, so nothing is reported
 */
export type Lifetime = 'global' | 'module' | 'request' | 'shared-instance' | 'static' | 'unknown';

/** A storage, and where it begins in the member chain that writes to it. */
export interface Storage {
  lifetime: Lifetime;
  /** What messages call it: `cache`, `Registry.current`, `this.user`. */
  name: string;
  /** What makes two storages the same one: a variable, or a declaration in another file. */
  identity: ts.Node | TSESTree.Node | Variable | undefined;
  /** The steps of the chain that lead from the storage to the written place. */
  steps: readonly MemberStep[];
  /** How it was first filled: the initializer, in this file or another. */
  initializer: ts.Expression | TSESTree.Node | undefined;
}

const request: Storage = { lifetime: 'request', name: '', identity: undefined, steps: [], initializer: undefined };
const unknown: Storage = { ...request, lifetime: 'unknown' };

const globalObjects: readonly string[] = ['globalThis', 'global', 'self', 'window'];

/** The storage that an expression lies in, by the root of its member chain. */
export const storageOf = oncePerNode((expression, analysis): Storage => follow(expression, analysis, 4));

function follow(expression: TSESTree.Node, analysis: FileAnalysis, fuel: number): Storage {
  const { root, steps } = memberChain(expression);
  if (fuel === 0) {
    return unknown;
  }
  switch (root.type) {
    case AST_NODE_TYPES.Identifier:
      return storageOfName(root, steps, analysis, fuel);
    case AST_NODE_TYPES.ThisExpression:
      return storageOfThis(root, steps, analysis);
    case AST_NODE_TYPES.CallExpression:
      return storageOfResult(root, steps, analysis, fuel);
    case AST_NODE_TYPES.LogicalExpression:
      // `(globalThis.x ??= {}).y`, `(options ?? defaults).y`: the lasting one of the two is the one to fear.
      return lasting([root.left, root.right], steps, analysis, fuel);
    case AST_NODE_TYPES.ConditionalExpression:
      return lasting([root.consequent, root.alternate], steps, analysis, fuel);
    case AST_NODE_TYPES.AssignmentExpression:
      return appended(follow(root.left, analysis, fuel - 1), steps);
    default:
      return request;
  }
}

function lasting(
  alternatives: readonly TSESTree.Node[],
  steps: readonly MemberStep[],
  analysis: FileAnalysis,
  fuel: number,
): Storage {
  const found = alternatives.map((alternative) => follow(alternative, analysis, fuel - 1));
  return appended(found.find(outlivesRequest) ?? request, steps);
}

/** Whether a storage outlives the request that writes to it. */
export function outlivesRequest({ lifetime }: Storage): boolean {
  return lifetime !== 'request' && lifetime !== 'unknown';
}

function appended(storage: Storage, steps: readonly MemberStep[]): Storage {
  return steps.length === 0 ? storage : { ...storage, steps: [...storage.steps, ...steps] };
}

function storageOfName(
  root: TSESTree.Identifier,
  steps: readonly MemberStep[],
  analysis: FileAnalysis,
  fuel: number,
): Storage {
  const { sourceCode } = analysis;
  const variable = variableOf(root, sourceCode);
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined) {
    return globalObjects.some((name) => isGlobalName(root, name, sourceCode)) && steps.length > 0
      ? { lifetime: 'global', name: root.name, identity: undefined, steps, initializer: undefined }
      : request;
  }
  switch (definition.type) {
    case 'ImportBinding':
      return storageOfImport(root, steps, analysis);
    case 'ClassName':
      return isModuleVariable(variable) && steps.length > 0
        ? storageOfStatic(definition.node, root.name, steps)
        : request;
    case 'TSModuleName':
      return isModuleVariable(variable) && steps.length > 0
        ? { lifetime: 'module', name: root.name, identity: variable, steps, initializer: undefined }
        : request;
    case 'FunctionName':
      // `handler.lastUser = …`: a function of the module is an object of the module.
      return isModuleVariable(variable) && steps.length > 0
        ? { lifetime: 'module', name: root.name, identity: variable, steps, initializer: undefined }
        : request;
    case 'Variable': {
      const { init } = definition.node;
      const isPlain = definition.node.id.type === AST_NODE_TYPES.Identifier;
      const isConstant = variable.references.every((reference) => !reference.isWrite() || reference.init === true);
      const taken = isPlain ? [] : stepsOfPattern(definition.node.id, definition.name);
      if (taken !== undefined && isConstant && init !== null) {
        // `const store = shared`, `const { list } = shared`: another name for the same storage, or for a part of it.
        const alias = aliasedStorage(init, analysis, fuel);
        if (alias !== undefined) {
          return appended(alias, [...taken, ...steps]);
        }
      }
      return isModuleVariable(variable) || isKeptByStartUp(variable, root, analysis)
        ? { lifetime: 'module', name: root.name, identity: variable, steps, initializer: init ?? undefined }
        : request;
    }
    case 'Parameter':
      return steps.length > 0 ? storageOfClassParameter(definition.name, steps, sourceCode) : request;
    default:
      return request;
  }
}

/** A parameter of type `typeof Registry` is given the class itself, so its members are the statics. */
function storageOfClassParameter(
  parameter: TSESTree.Node,
  steps: readonly MemberStep[],
  sourceCode: TSESLint.SourceCode,
): Storage {
  const type = parameter.type === AST_NODE_TYPES.Identifier ? parameter.typeAnnotation?.typeAnnotation : undefined;
  const named = type?.type === AST_NODE_TYPES.TSTypeQuery ? variableOf(type.exprName, sourceCode) : undefined;
  const [definition] = named?.defs ?? [];
  return named !== undefined && definition?.type === 'ClassName' && isModuleVariable(named)
    ? storageOfStatic(definition.node, named.name, steps)
    : request;
}

/** The members that a pattern takes out of an object to bind a name: `a`, `b` for `{ a: { b: name } }`. */
function stepsOfPattern(pattern: TSESTree.Node, name: TSESTree.Node): MemberStep[] | undefined {
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern) {
    return undefined;
  }
  for (const property of pattern.properties) {
    if (property.type !== AST_NODE_TYPES.Property || property.computed || property.key.type !== AST_NODE_TYPES.Identifier) {
      continue;
    }
    const step: MemberStep = { name: property.key.name, key: undefined, node: property.key };
    if (property.value === name) {
      return [step];
    }
    const inner = stepsOfPattern(property.value, name);
    if (inner !== undefined) {
      return [step, ...inner];
    }
  }
  return undefined;
}

/**
 * Whether a local belongs to a function that runs once, at start-up, and is used by a function inside it, which runs
 * later: the closure lives as long as the module.
 */
function isKeptByStartUp(variable: Variable, use: TSESTree.Node, analysis: FileAnalysis): boolean {
  const declaredIn = enclosingFunctions(variable.defs[0]?.name ?? use);
  const usedIn = enclosingFunction(use);
  return (
    usedIn !== undefined &&
    declaredIn[0] !== usedIn &&
    declaredIn.length > 0 &&
    declaredIn.every((outer) => runsAtStartUpOfProgram(outer, analysis)) &&
    !runsAtStartUpOfProgram(usedIn, analysis)
  );
}

/** The storage that a constant is another name for, or `undefined` where its initializer makes something new. */
function aliasedStorage(init: TSESTree.Node, analysis: FileAnalysis, fuel: number): Storage | undefined {
  const value = unwrap(init);
  if (
    value.type === AST_NODE_TYPES.Identifier &&
    globalObjects.some((name) => isGlobalName(value, name, analysis.sourceCode))
  ) {
    return { lifetime: 'global', name: value.name, identity: undefined, steps: [], initializer: undefined };
  }
  const isReference =
    value.type === AST_NODE_TYPES.Identifier ||
    value.type === AST_NODE_TYPES.MemberExpression ||
    value.type === AST_NODE_TYPES.CallExpression ||
    value.type === AST_NODE_TYPES.LogicalExpression ||
    value.type === AST_NODE_TYPES.ConditionalExpression ||
    value.type === AST_NODE_TYPES.AssignmentExpression;
  if (!isReference) {
    return undefined;
  }
  const storage = follow(value, analysis, fuel - 1);
  return outlivesRequest(storage) ? storage : undefined;
}

function storageOfStatic(definition: ClassNode, className: string, steps: readonly MemberStep[]): Storage {
  const [member, ...rest] = steps;
  const field = definition.body.body.find(
    (element) =>
      element.type === AST_NODE_TYPES.PropertyDefinition &&
      element.static &&
      !element.computed &&
      member?.name === keyText(element.key),
  ) as TSESTree.PropertyDefinition | undefined;
  return {
    lifetime: 'static',
    name: `${className}.${member?.name ?? '[…]'}`,
    identity: field ?? definition,
    steps: rest,
    initializer: field?.value ?? undefined,
  };
}

/** A variable, or a class's static, of another module; through import aliases, re-exports and namespaces. */
function storageOfImport(root: TSESTree.Identifier, steps: readonly MemberStep[], analysis: FileAnalysis): Storage {
  if (isIsolatedProgram(analysis.program)) {
    return unknown;
  }
  let symbol = symbolAt(root, analysis);
  let name = root.name;
  let rest = steps;
  while (symbol !== undefined && (symbol.flags & ts.SymbolFlags.ValueModule) !== 0) {
    const [member, ...others] = rest;
    if (member === undefined) {
      return request;
    }
    symbol = symbolAt(member.node, analysis);
    name = `${name}.${member.name ?? '[…]'}`;
    rest = others;
  }
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) {
    return unknown;
  }
  if (ts.isVariableDeclaration(declaration) && ts.isSourceFile(declaration.parent.parent.parent)) {
    return { lifetime: 'module', name, identity: declaration, steps: rest, initializer: declaration.initializer };
  }
  if (ts.isExportAssignment(declaration)) {
    return { lifetime: 'module', name, identity: declaration, steps: rest, initializer: declaration.expression };
  }
  if (ts.isClassDeclaration(declaration) && rest.length > 0) {
    const [member, ...others] = rest;
    const field = declaration.members.find(
      (element): element is ts.PropertyDeclaration =>
        ts.isPropertyDeclaration(element) && element.name.getText() === member?.name,
    );
    return {
      lifetime: 'static',
      name: `${name}.${member?.name ?? '[…]'}`,
      identity: field ?? declaration,
      steps: others,
      initializer: field?.initializer,
    };
  }
  return request;
}

function storageOfThis(root: TSESTree.Node, steps: readonly MemberStep[], analysis: FileAnalysis): Storage {
  const owner = enclosingClass(root);
  const [field, ...rest] = steps;
  if (field === undefined) {
    return request;
  }
  if (owner === undefined) {
    return storageOfLiteral(root, steps, analysis);
  }
  if (owner.static) {
    return storageOfStatic(owner.class, owner.class.id?.name ?? 'this', steps);
  }
  if (!isSharedClass(owner.class, analysis)) {
    return request;
  }
  const declared = owner.class.body.body.find(
    (element) =>
      element.type === AST_NODE_TYPES.PropertyDefinition && !element.computed && keyText(element.key) === field.name,
  );
  return {
    lifetime: 'shared-instance',
    name: `this.${field.name ?? '[…]'}`,
    identity: declared ?? owner.class,
    steps: rest,
    initializer: declared?.type === AST_NODE_TYPES.PropertyDefinition ? (declared.value ?? undefined) : undefined,
  };
}

/** `this` in a method of an object literal that a constant of the module holds. */
function storageOfLiteral(root: TSESTree.Node, steps: readonly MemberStep[], analysis: FileAnalysis): Storage {
  const method = enclosingFunctions(root).find((outer) => outer.type !== AST_NODE_TYPES.ArrowFunctionExpression);
  const literal = method?.parent.type === AST_NODE_TYPES.Property ? wrapped(method.parent.parent) : undefined;
  const declarator = literal?.parent;
  if (declarator?.type !== AST_NODE_TYPES.VariableDeclarator || declarator.id.type !== AST_NODE_TYPES.Identifier) {
    return request;
  }
  const [variable] = analysis.sourceCode.getDeclaredVariables(declarator);
  return variable !== undefined && isModuleVariable(variable)
    ? { lifetime: 'module', name: declarator.id.name, identity: variable, steps, initializer: declarator.init ?? undefined }
    : request;
}

/** What a getter returns, where that is a storage: `getState().user = …`, `Registry.getInstance().user = …`. */
function storageOfResult(
  call: TSESTree.CallExpression,
  steps: readonly MemberStep[],
  analysis: FileAnalysis,
  fuel: number,
): Storage {
  const getter = calledFunction(call, analysis.sourceCode);
  if (getter === undefined) {
    return storageOfDistantResult(call, steps, analysis);
  }
  const results: TSESTree.Node[] =
    getter.body.type === AST_NODE_TYPES.BlockStatement
      ? getter.body.body.flatMap((statement) =>
          statement.type === AST_NODE_TYPES.ReturnStatement && statement.argument ? [statement.argument] : [],
        )
      : [getter.body];
  return lasting(results, steps, analysis, fuel);
}

/** What a getter of another file, or a static method, returns; a parameter would say whose the result is. */
function storageOfDistantResult(
  call: TSESTree.CallExpression,
  steps: readonly MemberStep[],
  analysis: FileAnalysis,
): Storage {
  if (call.arguments.length > 0 || isIsolatedProgram(analysis.program) || !isNamedByDeclaration(call.callee, analysis)) {
    return request;
  }
  const getter = functionNamed(analysis.services.esTreeNodeToTSNodeMap.get(unwrap(call.callee)), analysis.program);
  if (getter === undefined || getter.parameters.length > 0) {
    return request;
  }
  for (const result of returnsOf(getter)) {
    const kept = keptExpression(outOfWrappers(result));
    const name = ts.isPropertyAccessExpression(kept) ? kept.name : kept;
    const symbol = ts.isIdentifier(name) ? analysis.checker.getSymbolAtLocation(name) : undefined;
    const declaration = symbol && withoutAlias(symbol, analysis.checker).valueDeclaration;
    if (declaration !== undefined && isLasting(declaration)) {
      const isOfClass = ts.isPropertyDeclaration(declaration);
      return {
        lifetime: isOfClass ? 'static' : 'module',
        name: analysis.sourceCode.getText(call),
        identity: declaration,
        steps,
        initializer: ts.isExportAssignment(declaration) ? declaration.expression : declaration.initializer,
      };
    }
  }
  return request;
}

/** `getX()` of an import, `ns.getX()`, `C.getInstance()`: what a declaration names, so that no receiver's type is asked for. */
function isNamedByDeclaration(callee: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  const { root, steps } = memberChain(callee);
  const definition = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, sourceCode)?.defs[0] : undefined;
  const isMember = steps.length === 1 && steps[0]?.name !== undefined;
  switch (definition?.type) {
    case 'ClassName':
      return isMember;
    case 'ImportBinding':
      return isMember
        ? definition.node.type === AST_NODE_TYPES.ImportNamespaceSpecifier || /^\p{Lu}/u.test(sourceCode.getText(root))
        : steps.length === 0;
    default:
      return false;
  }
}

/** The slot of `slot ??= make()`, `slot ?? make()` and `slot || make()`. */
function keptExpression(expression: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(expression) ? keptExpression(outOfWrappers(expression.left)) : expression;
}

function isLasting(
  declaration: ts.Declaration,
): declaration is ts.ExportAssignment | ts.PropertyDeclaration | ts.VariableDeclaration {
  return (
    !declaration.getSourceFile().isDeclarationFile &&
    ((ts.isVariableDeclaration(declaration) && isOfModule(declaration)) ||
      (ts.isPropertyDeclaration(declaration) &&
        ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true) ||
      ts.isExportAssignment(declaration))
  );
}

/** How instances of a class of this file are made. */
export interface ClassMaking {
  /** For everybody. */
  isForAll: boolean;
  /**
   * Where the instance is made that decided: in this file or another. The class itself, where its decorator says that a
   * container makes one; `undefined` where it is registered with a container, and where none is made.
   */
  site: ts.Node | TSESTree.Node | undefined;
}

/**
 * Whether an instance of a class of this file is made for everybody: at module level, in a static, in a lazy slot, by a
 * container; here, or in another file of the program.
 */
export function isSharedClass(definition: ClassNode, analysis: FileAnalysis): boolean {
  return makingOfClass(definition, analysis).isForAll;
}

/** How instances of a class of this file are made, here or in another file of the program. */
export function makingOfClass(definition: ClassNode, analysis: FileAnalysis): ClassMaking {
  const site = sharedClasses(analysis).get(definition);
  if (site !== undefined) {
    return { isForAll: true, site };
  }
  const declaration = analysis.services.esTreeNodeToTSNodeMap.get(definition);
  const making = makingOf(declaration, analysis.program);
  return !making.isForAll && isRegisteredAsSingleton(declaration, analysis) ? { isForAll: true, site: undefined } : making;
}

const sharedClasses = oncePerFile(findSharedClasses);

function findSharedClasses(analysis: FileAnalysis): ReadonlyMap<ClassNode, TSESTree.Node> {
  const { sourceCode } = analysis;
  const shared = new Map<ClassNode, TSESTree.Node>();
  if (isTestFile(sourceCode.ast)) {
    // What a test makes for itself is one user's at a time.
    return shared;
  }
  const inFields: { owner: ClassNode; made: ClassNode; site: TSESTree.Node }[] = [];
  for (const instance of inventoryOf(sourceCode).instances) {
    const made = variableOf(instance.callee, sourceCode)?.defs.find((item) => item.type === 'ClassName')?.node;
    if (!isClass(made)) {
      continue;
    }
    const field = fieldAround(instance);
    if (field !== undefined && !field.static) {
      inFields.push({ owner: field.class, made, site: instance });
    } else if (
      enclosingFunction(instance) === undefined ||
      isKeptForAll(instance, analysis) ||
      isMadeByStartUp(instance, analysis)
    ) {
      shared.set(made, instance);
    }
  }
  for (const definition of inventoryOf(sourceCode).classes) {
    if (isMadeOnceByContainer(definition, analysis)) {
      shared.set(definition, definition);
    }
  }
  // A field of a shared object is shared, and so on inwards; a base class has the fields of its subclass's instance.
  for (let size = -1; size !== shared.size; ) {
    size = shared.size;
    for (const { owner, made, site } of inFields) {
      if (shared.has(owner)) {
        shared.set(made, site);
      }
    }
    for (const [subclass, site] of [...shared]) {
      const base = subclass.superClass;
      const baseClass =
        base?.type === AST_NODE_TYPES.Identifier
          ? variableOf(base, sourceCode)?.defs.find((item) => item.type === 'ClassName')?.node
          : undefined;
      if (isClass(baseClass)) {
        shared.set(baseClass, site);
      }
    }
  }
  return shared;
}

/** Whether a dependency-injection container makes one instance for all requests (DESIGN.md section 2). */
function isMadeOnceByContainer(definition: ClassNode, analysis: FileAnalysis): boolean {
  return definition.decorators.some(({ expression }) => {
    const decorator = unwrap(expression);
    const isCalled = decorator.type === AST_NODE_TYPES.CallExpression;
    const symbol = symbolAt(isCalled ? unwrap(decorator.callee) : decorator, analysis);
    return (
      symbol !== undefined &&
      isKnownSymbol(symbol, 'singleton-decorator', analysis) &&
      // `{ scope: Scope.REQUEST }`, or options made elsewhere: not one for all, or not known to be.
      (isCalled ? decorator.arguments : []).every(
        (argument) =>
          literalText(argument) !== undefined ||
          (argument.type === AST_NODE_TYPES.ObjectExpression &&
            argument.properties.every(
              (property) => property.type === AST_NODE_TYPES.Property && !['scope', 'transient'].includes(keyText(property.key) ?? ''),
            )),
      )
    );
  });
}

/** The class whose field a value initializes, or is assigned to in the constructor. */
function fieldAround(node: TSESTree.Node): { class: ClassNode; static: boolean } | undefined {
  for (let outer: TSESTree.Node | undefined = node; outer; outer = outer.parent) {
    const { parent }: TSESTree.Node = outer;
    if (parent?.type === AST_NODE_TYPES.PropertyDefinition && parent.value === outer) {
      return { class: parent.parent.parent, static: parent.static };
    }
    if (
      parent?.type === AST_NODE_TYPES.MethodDefinition ||
      outer.type === AST_NODE_TYPES.ArrowFunctionExpression ||
      outer.type === AST_NODE_TYPES.FunctionDeclaration
    ) {
      break;
    }
  }
  const assignment = wrapped(node).parent;
  const around = enclosingFunction(node);
  return assignment?.type === AST_NODE_TYPES.AssignmentExpression &&
    memberChain(assignment.left).root.type === AST_NODE_TYPES.ThisExpression &&
    around?.parent.type === AST_NODE_TYPES.MethodDefinition &&
    around.parent.kind === 'constructor'
    ? { class: around.parent.parent.parent, static: false }
    : undefined;
}

/** `return new C()` in a factory that is called while the module is evaluated. */
function isMadeByStartUp(instance: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = wrapped(instance);
  const factory = enclosingFunction(instance);
  if (factory === undefined || !(value.parent?.type === AST_NODE_TYPES.ReturnStatement || factory.body === value)) {
    return false;
  }
  const calls = variableOfFunction(factory, analysis.sourceCode)?.references ?? [];
  return calls.some(
    ({ identifier }) =>
      identifier.parent.type === AST_NODE_TYPES.CallExpression &&
      identifier.parent.callee === identifier &&
      enclosingFunction(identifier) === undefined,
  );
}

/** `slot = new C()` in a function, where the slot is a module variable, a static or a global. */
function isKeptForAll(instance: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = wrapped(instance);
  const { parent } = value;
  if (parent?.type !== AST_NODE_TYPES.AssignmentExpression || parent.right !== value) {
    return false;
  }
  const { root, steps } = memberChain(parent.left);
  if (root.type === AST_NODE_TYPES.ThisExpression) {
    return enclosingClass(root)?.static === true;
  }
  if (root.type !== AST_NODE_TYPES.Identifier) {
    return false;
  }
  const variable = variableOf(root, analysis.sourceCode);
  if (variable === undefined || variable.defs.length === 0) {
    return steps.length > 0 && globalObjects.includes(root.name);
  }
  return isModuleVariable(variable) && variable.defs[0]?.type !== 'ImportBinding' && steps.every((step) => step.key === undefined);
}
