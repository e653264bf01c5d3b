import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isExported, variableOf } from './references.js';
import { enclosingFunction, isFunction } from './syntax.js';

/** A member that is called otherwise on the new type. */
export interface RenamedMember {
  range: [number, number];
  text: string;
}

/** What it takes to write another type where a file names the old one. */
export interface Substitution {
  /** The old type is part of what the file exports, or of a method: callers in other files may have to change, too. */
  isPublic: boolean;
  renamedMembers: RenamedMember[];
}

/** The two types, and where members of the old one are found on the new one. */
export interface TypeChange {
  from: ts.Type;
  to: ts.Type;
  /** `old name → dotted path`; a member that is not listed keeps its name. */
  fields: Readonly<Record<string, string>>;
  /** The same for members that are not listed, where the new type does not have them under their own name. */
  usualFields: Readonly<Record<string, string>>;
}

interface Proof extends Substitution {
  analysis: FileAnalysis;
  change: TypeChange;
  /** Variables that have the new type after the change. */
  changing: ReadonlySet<TSESLint.Scope.Variable>;
}

/**
 * Whether a file stays well-typed when every use of a type in it names another one.
 *
 * The proof is deliberately small, so that it can be trusted: the type annotates parameters and variables; of those,
 * only members are read, each of which the new type has with the very same type (or without `undefined`, or with one that
 * the place accepts which reads it); they are passed on only where the new type is accepted; and each caller within the
 * file gives a value of the new type.
 *
 * @param references The uses of the old type's local name.
 * @returns `undefined` where this cannot be shown.
 */
export function substitution(
  references: readonly TSESLint.Scope.Reference[],
  change: TypeChange,
  analysis: FileAnalysis,
): Substitution | undefined {
  const annotated = references.map(({ identifier }) => annotatedBinding(identifier));
  if (annotated.includes(undefined)) {
    return undefined;
  }
  const bindings = annotated as TSESTree.BindingName[];
  const changing = new Set(
    bindings.flatMap((binding) =>
      binding.type === AST_NODE_TYPES.Identifier
        ? [declaredVariable(binding, analysis)].filter((variable) => variable !== undefined)
        : [],
    ),
  );
  const proof: Proof = { analysis, change, changing, isPublic: false, renamedMembers: [] };
  return bindings.every((binding) => givesNewType(binding, proof) && readsOnlyKnownMembers(binding, proof))
    ? { isPublic: proof.isPublic, renamedMembers: proof.renamedMembers }
    : undefined;
}

function declaredVariable(
  binding: TSESTree.Identifier,
  { sourceCode }: FileAnalysis,
): TSESLint.Scope.Variable | undefined {
  let declaration: TSESTree.Node = binding;
  while (declaration.type !== AST_NODE_TYPES.Program) {
    const variable = sourceCode
      .getDeclaredVariables(declaration)
      .find(({ identifiers }) => identifiers.includes(binding));
    if (variable !== undefined) {
      return variable;
    }
    declaration = declaration.parent;
  }
  return undefined;
}

/** The parameter or variable of which a reference is the whole annotation, `| undefined` and `| null` aside. */
function annotatedBinding(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): TSESTree.BindingName | undefined {
  const reference = identifier.parent;
  if (reference.type !== AST_NODE_TYPES.TSTypeReference || reference.typeArguments !== undefined) {
    return undefined;
  }
  let type: TSESTree.Node = reference;
  if (
    type.parent.type === AST_NODE_TYPES.TSUnionType &&
    type.parent.types.every(
      (part) =>
        part === reference ||
        part.type === AST_NODE_TYPES.TSUndefinedKeyword ||
        part.type === AST_NODE_TYPES.TSNullKeyword,
    )
  ) {
    type = type.parent;
  }
  const annotation = type.parent;
  const binding = annotation.type === AST_NODE_TYPES.TSTypeAnnotation ? annotation.parent : undefined;
  return (binding?.type === AST_NODE_TYPES.Identifier || binding?.type === AST_NODE_TYPES.ObjectPattern) &&
    binding.typeAnnotation === annotation
    ? binding
    : undefined;
}

/** Whether all that comes into a parameter or variable has the new type. */
function givesNewType(binding: TSESTree.BindingName, proof: Proof): boolean {
  const owner = binding.parent;
  if (owner.type === AST_NODE_TYPES.VariableDeclarator && owner.id === binding) {
    const { parent: declaration } = owner;
    proof.isPublic ||= declaration.parent.type === AST_NODE_TYPES.ExportNamedDeclaration;
    return declaration.kind === 'const' && owner.init !== null && isOfNewType(owner.init, proof);
  }
  if (!isFunction(owner)) {
    return false;
  }
  const position = owner.params.indexOf(binding);
  if (position < 0) {
    return false;
  }
  const { parent } = owner;
  if (parent.type === AST_NODE_TYPES.MethodDefinition) {
    const { superClass, implements: interfaces } = parent.parent.parent;
    // Who calls a method cannot be seen, nor what an overridden one must accept.
    proof.isPublic = true;
    return superClass === null && interfaces.length === 0 && !parent.override;
  }
  const name = functionBinding(owner);
  const variable = name === undefined ? undefined : declaredVariable(name, proof.analysis);
  if (variable === undefined) {
    return owner.type === AST_NODE_TYPES.FunctionDeclaration && parent.type === AST_NODE_TYPES.ExportDefaultDeclaration
      ? (proof.isPublic = true)
      : false;
  }
  proof.isPublic ||= isExported(variable);
  return variable.references.every(
    (reference) => reference.init === true || givesArgument(reference.identifier, position, proof),
  );
}

/** The name under which a function is called. */
function functionBinding(node: FunctionNode): TSESTree.Identifier | undefined {
  if (node.type === AST_NODE_TYPES.FunctionDeclaration) {
    return node.id ?? undefined;
  }
  const { parent } = node;
  return parent.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.parent.kind === 'const' &&
    parent.id.type === AST_NODE_TYPES.Identifier &&
    parent.id.typeAnnotation === undefined
    ? parent.id
    : undefined;
}

function isExport({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.ExportSpecifier ||
    parent?.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    parent?.type === AST_NODE_TYPES.TSExportAssignment
  );
}

function givesArgument(callee: TSESTree.Node, position: number, proof: Proof): boolean {
  const { parent: call } = callee;
  if (isExport(callee)) {
    return true;
  }
  if (call?.type !== AST_NODE_TYPES.CallExpression || call.callee !== callee) {
    return false;
  }
  const given = call.arguments.slice(0, position + 1);
  const argument = given[position];
  return (
    given.every((each) => each.type !== AST_NODE_TYPES.SpreadElement) &&
    (argument === undefined || isOfNewType(argument as TSESTree.Expression, proof))
  );
}

function isOfNewType(expression: TSESTree.Expression, { analysis, change, changing }: Proof): boolean {
  switch (expression.type) {
    case AST_NODE_TYPES.Identifier: {
      const variable = variableOf(expression, analysis.sourceCode);
      if (variable !== undefined && changing.has(variable)) {
        return true;
      }
      break;
    }
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.MemberExpression:
      break;
    default:
      // Of a fresh object literal the compiler also refuses members that the type does not have.
      return false;
  }
  const type = analysis.services.getTypeAtLocation(expression);
  return (type.flags & ts.TypeFlags.Any) === 0 && analysis.checker.isTypeAssignableTo(type, change.to);
}

function readsOnlyKnownMembers(binding: TSESTree.BindingName, proof: Proof): boolean {
  if (binding.type === AST_NODE_TYPES.ObjectPattern) {
    return binding.properties.every((property) => isKnownProperty(property, proof));
  }
  if (binding.type !== AST_NODE_TYPES.Identifier) {
    return false;
  }
  const variable = declaredVariable(binding, proof.analysis);
  return (
    variable?.references.every((reference) => reference.init === true || isKnownUse(reference.identifier, proof)) ?? false
  );
}

function isKnownUse(use: TSESTree.Node, proof: Proof): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case AST_NODE_TYPES.MemberExpression:
      return (
        parent.object === use &&
        !parent.computed &&
        parent.property.type === AST_NODE_TYPES.Identifier &&
        isKnownMember(parent, parent.property, proof)
      );
    case AST_NODE_TYPES.VariableDeclarator:
      return (
        parent.init === use &&
        parent.id.type === AST_NODE_TYPES.ObjectPattern &&
        parent.id.typeAnnotation === undefined &&
        parent.id.properties.every((property) => isKnownProperty(property, proof))
      );
    case AST_NODE_TYPES.CallExpression:
      return parent.callee !== use && acceptsNewType(parent, use, proof);
    case AST_NODE_TYPES.IfStatement:
      return parent.test === use;
    case AST_NODE_TYPES.UnaryExpression:
      return parent.operator === '!';
    default:
      return false;
  }
}

/** A member of the new type. */
interface NewMember {
  path: string;
  type: ts.Type;
  /** Each step is declared by its name, so that it is known to be there. */
  isDeclared: boolean;
  /** Against the old member's type: the very same, the same without `undefined`, or any other. */
  fit: 'narrower' | 'other' | 'same';
}

/** Where the new type may have a member of the old one, what is most likely first. */
function newMembers(name: string, { analysis, change }: Proof): NewMember[] {
  const before = change.from.getProperty(name);
  const { checker } = analysis;
  const type = before && checker.getTypeOfSymbol(before);
  if (type === undefined || (type.flags & ts.TypeFlags.Any) !== 0) {
    return [];
  }
  const listed = Object.hasOwn(change.fields, name) ? change.fields[name] : undefined;
  const usual = Object.hasOwn(change.usualFields, name) ? change.usualFields[name] : undefined;
  return (listed === undefined ? [name, usual] : [listed]).flatMap((path) => {
    const after = path === undefined ? undefined : typeAtPath(path, change.to, analysis);
    if (path === undefined || after === undefined) {
      return [];
    }
    // Identity, not assignability: `readonly` and optional members are assignable and yet break what is done with them.
    const fit = type === after.type ? 'same' : checker.getNonNullableType(type) === after.type ? 'narrower' : 'other';
    return [{ path, ...after, fit }];
  });
}

/** The type of what a path reads of a type; `undefined` where the compiler would not let it. */
function typeAtPath(
  path: string,
  type: ts.Type,
  { checker, program }: FileAnalysis,
): Pick<NewMember, 'isDeclared' | 'type'> | undefined {
  const { noPropertyAccessFromIndexSignature, noUncheckedIndexedAccess } = program.getCompilerOptions();
  let read: ts.Type = type;
  let isDeclared = true;
  for (const step of path.split('.')) {
    const property: ts.Symbol | undefined = read.getProperty(step);
    if (property !== undefined) {
      read = checker.getTypeOfSymbol(property);
      continue;
    }
    const values: ts.Type | undefined = read.getStringIndexType();
    const mayBeMissing = noUncheckedIndexedAccess === true && values !== undefined && (values.flags & ts.TypeFlags.Unknown) === 0;
    if (values === undefined || noPropertyAccessFromIndexSignature === true || mayBeMissing) {
      return undefined;
    }
    read = values;
    isDeclared = false;
  }
  return { isDeclared, type: read };
}

function isKnownMember(access: TSESTree.MemberExpression, property: TSESTree.Identifier, proof: Proof): boolean {
  const member = newMembers(property.name, proof).find(
    (found) =>
      found.fit === 'same' ||
      (found.fit === 'narrower' && !fixesInferredType(access)) ||
      isAccepted(access, found, proof.analysis),
  );
  if (member === undefined || isWritten(access)) {
    return false;
  }
  if (member.path !== property.name) {
    proof.renamedMembers.push({ range: [...property.range], text: member.path });
  }
  return true;
}

/** Whether what reads a member accepts another type for it, and passes none of it on to what follows. */
function isAccepted(access: TSESTree.Expression, { isDeclared, type }: NewMember, analysis: FileAnalysis): boolean {
  const { checker, services } = analysis;
  const expression = access.parent.type === AST_NODE_TYPES.ChainExpression ? access.parent : access;
  const { parent } = expression;
  // Texts and tests take almost anything: that says nothing of what is not known to be there.
  const isTestable = isDeclared && (type.flags & (ts.TypeFlags.ESSymbolLike | ts.TypeFlags.Void)) === 0;
  switch (parent.type) {
    case AST_NODE_TYPES.TemplateLiteral:
      return isTestable && parent.parent.type !== AST_NODE_TYPES.TaggedTemplateExpression;
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.ConditionalExpression:
      return isTestable && parent.test === expression;
    case AST_NODE_TYPES.UnaryExpression:
      return isTestable && parent.operator === '!';
    case AST_NODE_TYPES.CallExpression: {
      const parameter = parent.callee === expression ? undefined : parameterType(parent, expression, analysis);
      return parameter !== undefined && checker.isTypeAssignableTo(type, parameter.type);
    }
    case AST_NODE_TYPES.VariableDeclarator: {
      const annotation = parent.id.type === AST_NODE_TYPES.Identifier ? parent.id.typeAnnotation : undefined;
      const declared = annotation && services.getTypeAtLocation(annotation.typeAnnotation);
      // A variable of a union is narrowed to what it is initialized with.
      return declared !== undefined && !declared.isUnion() && checker.isTypeAssignableTo(type, declared);
    }
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ArrowFunctionExpression: {
      const around = enclosingFunction(expression);
      const returned = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(expression) as ts.Expression);
      return around?.returnType !== undefined && returned !== undefined && checker.isTypeAssignableTo(type, returned);
    }
    default:
      return false;
  }
}

/** Whether the access is the target of a write; of its own member or one further in. */
function isWritten(access: TSESTree.Node): boolean {
  let target = access;
  while (
    (target.parent?.type === AST_NODE_TYPES.MemberExpression && target.parent.object === target) ||
    target.parent?.type === AST_NODE_TYPES.TSNonNullExpression ||
    target.parent?.type === AST_NODE_TYPES.ChainExpression
  ) {
    target = target.parent;
  }
  const { parent } = target;
  switch (parent?.type) {
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.left === target;
    case AST_NODE_TYPES.UpdateExpression:
      return true;
    case AST_NODE_TYPES.UnaryExpression:
      return parent.operator === 'delete';
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
      return parent.left === target;
    case AST_NODE_TYPES.ArrayPattern:
    case AST_NODE_TYPES.AssignmentPattern:
    case AST_NODE_TYPES.RestElement:
      return true;
    case AST_NODE_TYPES.Property:
      return parent.parent.type === AST_NODE_TYPES.ObjectPattern;
    default:
      return false;
  }
}

/** Whether the value's type becomes the type of something that can be assigned again. */
function fixesInferredType(access: TSESTree.Node): boolean {
  const expression = access.parent?.type === AST_NODE_TYPES.ChainExpression ? access.parent : access;
  const { parent } = expression;
  switch (parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.parent.kind !== 'const' && parent.id.typeAnnotation === undefined;
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.Property:
      return true;
    default:
      return false;
  }
}

function isKnownProperty(property: TSESTree.Property | TSESTree.RestElement, proof: Proof): boolean {
  if (
    property.type !== AST_NODE_TYPES.Property ||
    property.computed ||
    property.key.type !== AST_NODE_TYPES.Identifier
  ) {
    return false;
  }
  const { key, value, shorthand } = property;
  const bound = value.type === AST_NODE_TYPES.AssignmentPattern ? value.left : value;
  const variable = bound.type === AST_NODE_TYPES.Identifier ? declaredVariable(bound, proof.analysis) : undefined;
  const member = newMembers(key.name, proof).find(({ fit }) => fit !== 'other');
  const isWrittenAgain = variable?.references.some((reference) => reference.isWrite() && reference.init !== true);
  if (member === undefined || isWrittenAgain !== false) {
    return false;
  }
  if (member.path !== key.name) {
    const outer = member.path.split('.');
    const name = outer.pop() as string;
    proof.renamedMembers.push({
      range: [key.range[0], key.range[0]],
      text: outer.map((step) => `${step}: { `).join('') + (shorthand && name !== key.name ? `${name}: ` : ''),
    });
    if (!shorthand && name !== key.name) {
      proof.renamedMembers.push({ range: [...key.range], text: name });
    }
    if (outer.length > 0) {
      proof.renamedMembers.push({ range: [property.range[1], property.range[1]], text: ' }'.repeat(outer.length) });
    }
  }
  return true;
}

/** Whether a call takes the new type at the argument's place; calls of functions whose parameter changes along do. */
function acceptsNewType(call: TSESTree.CallExpression, argument: TSESTree.Node, proof: Proof): boolean {
  const { analysis, change, changing } = proof;
  const parameter = parameterType(call, argument, analysis);
  return (
    parameter !== undefined &&
    (analysis.checker.isTypeAssignableTo(change.to, parameter.type) ||
      [...changing].some(({ identifiers }) =>
        identifiers.some((identifier) => analysis.services.esTreeNodeToTSNodeMap.get(identifier) === parameter.name),
      ))
  );
}

/** The parameter that takes an argument, where nothing else of the call depends on the argument's type. */
function parameterType(
  call: TSESTree.CallExpression,
  argument: TSESTree.Node,
  { checker, services }: FileAnalysis,
): { name: ts.BindingName; type: ts.Type } | undefined {
  const position = call.arguments.indexOf(argument as TSESTree.Expression);
  const signature = checker.getResolvedSignature(services.esTreeNodeToTSNodeMap.get(call));
  const declaration = signature?.declaration;
  const overloads = checker.getNonNullableType(services.getTypeAtLocation(call.callee)).getCallSignatures();
  if (
    signature === undefined ||
    declaration === undefined ||
    ts.isJSDocSignature(declaration) ||
    declaration.typeParameters !== undefined ||
    // The new type may choose another overload.
    overloads.some((overload) => overload.getReturnType() !== signature.getReturnType()) ||
    call.arguments.slice(0, position).some((each) => each.type === AST_NODE_TYPES.SpreadElement)
  ) {
    return undefined;
  }
  const rest = declaration.parameters.findIndex(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  const isRest = rest >= 0 && position >= rest;
  const parameter = declaration.parameters[isRest ? rest : position];
  const symbol = signature.parameters[isRest ? rest : position];
  if (parameter === undefined || symbol === undefined) {
    return undefined;
  }
  const type = checker.getTypeOfSymbol(symbol);
  const taken = isRest ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : type;
  return taken === undefined ? undefined : { name: parameter.name, type: taken };
}
