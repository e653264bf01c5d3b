import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { valueUses } from './function-use.js';
import { functionsHeldUnder, signaturesHolding } from './held-function.js';
import { heirsOf } from './heirs.js';
import { isKeptArgument } from './kept-argument.js';
import { isOfProject } from './program-facts.js';
import { isFunction } from './syntax.js';
import { isWrappedUnderName } from './wrapped-function.js';

/** The signatures that a new parameter of one of them concerns. */
export interface SignatureFamily {
  /**
   * What has to take the parameter, too: overloads, what is implemented or overridden, the type that is written beside a
   * function. Each with whether it may wait for it: a class whose base does not know the parameter yet is all that the
   * compiler rejects then (TS2416).
   */
  deciding: ReadonlyMap<ts.SignatureDeclaration, { mayWait: boolean }>;
  /** What else implements or overrides one of them: it may take fewer parameters, and no others. */
  others: ReadonlySet<ts.SignatureDeclaration>;
}

/** A member of a class, an interface or an object type. */
type Member = ts.MethodDeclaration | ts.MethodSignature | ts.PropertyDeclaration | ts.PropertySignature;

interface Search {
  analysis: FileAnalysis;
  file: ts.SourceFile;
  deciding: Map<ts.SignatureDeclaration, { mayWait: boolean }>;
  others: Set<ts.SignatureDeclaration>;
}

/**
 * Finds the signatures that a new parameter of some concerns.
 *
 * @returns `undefined` where a library decides about one of them, or where it is not known who does.
 */
export function familyOf(
  signatures: readonly ts.SignatureDeclaration[],
  analysis: FileAnalysis,
): SignatureFamily | undefined {
  const file = analysis.services.esTreeNodeToTSNodeMap.get(analysis.sourceCode.ast);
  const search: Search = { analysis, file, deciding: new Map(), others: new Set() };
  if (!signatures.every((signature) => decides(signature, false, search))) {
    return undefined;
  }
  for (const signature of search.deciding.keys()) {
    const member = memberOf(signature);
    const name = member === undefined ? undefined : nameOfMember(member);
    if (member !== undefined && name !== undefined && !isStatic(member)) {
      for (const heir of heirsOf(member.parent, analysis.program)) {
        heir.members.filter((each) => nameOfMember(each) === name && !isStatic(each)).forEach((each) => {
          signaturesOfMember(each)?.forEach((other) => search.others.add(other));
        });
      }
    }
  }
  for (const signature of search.deciding.keys()) {
    functionsHeldUnder(signature, analysis).forEach((held) => search.others.add(held));
  }
  for (const signature of search.deciding.keys()) {
    search.others.delete(signature);
  }
  return search;
}

/** Adds a signature that has to take the parameter, and those that have to with it. */
function decides(signature: ts.SignatureDeclaration, mayWait: boolean, search: Search): boolean {
  const known = search.deciding.get(signature);
  if (known !== undefined) {
    known.mayWait &&= mayWait;
    return true;
  }
  if (!isOfProject(signature.getSourceFile())) {
    return false;
  }
  search.deciding.set(signature, { mayWait });
  addHoldersOf(signature, search);
  return (
    overloadsOf(signature, search.analysis).every((overload) => decides(overload, mayWait, search)) &&
    followsMember(signature, search) &&
    followsHolder(signature, search) &&
    followsUses(signature, search)
  );
}

/** The types under which objects, arrays and constants of the file hold a function by its name. */
function followsUses(signature: ts.SignatureDeclaration, search: Search): boolean {
  const { analysis, file } = search;
  const node: TSESTree.Node | undefined =
    signature.getSourceFile() === file ? analysis.services.tsNodeToESTreeNodeMap.get(signature) : undefined;
  const uses = isFunction(node) ? valueUses(node, analysis.sourceCode) : [];
  return uses
    .flatMap((use) => signaturesHoldingUse(use, analysis))
    .every((above) => decides(above, above.getSourceFile() !== file, search));
}

/**
 * The signatures of the project under which an object, an array, a constant or a call of the project holds a function, where its
 * name is used as a value.
 *
 * @returns None where it is given to a call that calls it, and where the type is not the project's.
 */
export function signaturesHoldingUse(
  use: TSESTree.Node,
  analysis: FileAnalysis,
): readonly ts.SignatureDeclaration[] {
  const { checker, services } = analysis;
  const value = services.esTreeNodeToTSNodeMap.get(use);
  const isHeld =
    use.parent?.type === AST_NODE_TYPES.Property ||
    use.parent?.type === AST_NODE_TYPES.ArrayExpression ||
    use.parent?.type === AST_NODE_TYPES.VariableDeclarator ||
    use.parent?.type === AST_NODE_TYPES.PropertyDefinition ||
    isKeptArgument(value, analysis);
  const signatures = isHeld ? signaturesHolding(value, checker) : [];
  return signatures.every((signature) => isOfProject(signature.getSourceFile())) ? signatures : [];
}

function overloadsOf(signature: ts.SignatureDeclaration, { checker }: FileAnalysis): ts.SignatureDeclaration[] {
  const isOverload = (declaration: ts.Node): declaration is ts.SignatureDeclaration => declaration.kind === signature.kind;
  if (ts.isFunctionDeclaration(signature) && signature.name === undefined) {
    // Of the functions of a file, only those that it exports as the default have no name.
    return signature
      .getSourceFile()
      .statements.filter(ts.isFunctionDeclaration)
      .filter(({ name }) => name === undefined);
  }
  const isNamed = ts.isFunctionDeclaration(signature) || ts.isMethodDeclaration(signature) || ts.isMethodSignature(signature);
  const symbol = isNamed && signature.name !== undefined ? checker.getSymbolAtLocation(signature.name) : undefined;
  return (symbol?.declarations ?? []).filter(isOverload);
}

/** The member of a class, an interface or an object type that a signature is, or is the type or value of. */
export function memberOf(signature: ts.SignatureDeclaration): Member | undefined {
  const member =
    ts.isMethodDeclaration(signature) || ts.isMethodSignature(signature) ? signature : outOfParentheses(signature).parent;
  return isMember(member) && !ts.isObjectLiteralExpression(member.parent) ? member : undefined;
}

function isMember(node: ts.Node): node is Member {
  return (
    ts.isMethodDeclaration(node) || ts.isMethodSignature(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)
  );
}

function outOfParentheses(node: ts.Node): ts.Node {
  let outer = node;
  while (ts.isParenthesizedTypeNode(outer.parent) || ts.isParenthesizedExpression(outer.parent)) {
    outer = outer.parent;
  }
  return outer;
}

function isStatic(member: ts.Node): boolean {
  return (
    ts.canHaveModifiers(member) &&
    ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true
  );
}

/** The name of a member or property, where the text says it and others can use it. */
export function nameOfMember({ name }: { name?: ts.PropertyName | undefined }): string | undefined {
  const written = name !== undefined && ts.isComputedPropertyName(name) ? name.expression : name;
  // `[run]` is whatever `run` is at run time.
  return written !== undefined && (ts.isStringLiteralLike(written) || (written === name && ts.isIdentifier(written)))
    ? written.text
    : undefined;
}

/** The signatures of a member; `undefined` where they are declared somewhere else. */
export function signaturesOfMember(member: ts.Declaration): readonly ts.SignatureDeclaration[] | undefined {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) {
    return [member];
  }
  if (!ts.isPropertyDeclaration(member) && !ts.isPropertySignature(member)) {
    return undefined;
  }
  const { initializer, type } = member as ts.PropertyDeclaration;
  const written = type === undefined ? undefined : outOf(type, ts.isParenthesizedTypeNode);
  if (written !== undefined) {
    return ts.isFunctionTypeNode(written) ? [written] : undefined;
  }
  const value = initializer === undefined ? undefined : outOf(initializer, ts.isParenthesizedExpression);
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? [value] : undefined;
}

function outOf(node: ts.Node, isWrapper: (node: ts.Node) => boolean): ts.Node {
  let inner: ts.Node = node;
  while (isWrapper(inner)) {
    inner = ts.isParenthesizedTypeNode(inner) ? inner.type : (inner as ts.ParenthesizedExpression).expression;
  }
  return inner;
}

/** What a member implements or overrides has to take the parameter, too. */
function followsMember(signature: ts.SignatureDeclaration, search: Search): boolean {
  const member = memberOf(signature);
  if (member === undefined || ts.isTypeLiteralNode(member.parent)) {
    return true;
  }
  const container = member.parent as ts.ClassLikeDeclaration | ts.InterfaceDeclaration;
  const name = nameOfMember(member);
  const { checker } = search.analysis;
  if (name === undefined) {
    // `#run` overrides nothing; what a computed name is, is not known.
    return ts.isPrivateIdentifier(member.name) || container.heritageClauses === undefined;
  }
  // Only a class in this file that implements something of another one is let be.
  const mayWait = ts.isClassLike(container) && !isStatic(member);
  return (container.heritageClauses ?? [])
    .flatMap(({ token, types }) => (isStatic(member) && token === ts.SyntaxKind.ImplementsKeyword ? [] : types))
    .every((base) => {
      const type = checker.getTypeAtLocation(isStatic(member) ? base.expression : base);
      // A base of unknown type may have any member.
      return (
        (type.flags & ts.TypeFlags.Any) === 0 &&
        (type.getProperty(name)?.declarations ?? []).every((declaration) =>
          signaturesOfMember(declaration)?.every((above) =>
            decides(above, mayWait || container.getSourceFile() !== search.file, search),
          ),
        )
      );
    });
}

/** The type that is written beside the variable, the member or the object that holds a function. */
function followsHolder(signature: ts.SignatureDeclaration, search: Search): boolean {
  const { checker } = search.analysis;
  if (ts.isMethodDeclaration(signature) && ts.isObjectLiteralExpression(signature.parent)) {
    return followsObject(signature.parent, signature, search);
  }
  if (!ts.isArrowFunction(signature) && !ts.isFunctionExpression(signature)) {
    return true;
  }
  const holder = outOfParentheses(signature).parent;
  if (ts.isPropertyAssignment(holder)) {
    return followsObject(holder.parent, holder, search);
  }
  if ((ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) && holder.type !== undefined) {
    return followsType(signature, search);
  }
  const node: TSESTree.Node | undefined =
    signature.getSourceFile() === search.file ? search.analysis.services.tsNodeToESTreeNodeMap.get(signature) : undefined;
  return checker.getContextualType(signature) === undefined || (node !== undefined && isWrappedUnderName(node, search.analysis));
}

/** What an object is taken for says which parameters its members have. */
function followsObject(
  object: ts.ObjectLiteralExpression,
  property: ts.ObjectLiteralElementLike,
  search: Search,
): boolean {
  const name = nameOfMember(property);
  const type = search.analysis.checker.getContextualType(object);
  if (name === undefined) {
    return false;
  }
  const declarations = type?.getProperty(name)?.declarations ?? [];
  return (
    (type === undefined || declarations.length > 0) &&
    declarations.every((declaration) => signaturesOfMember(declaration)?.every((above) => decides(above, false, search)))
  );
}

/** The function type that is written beside a constant or field, by whatever name. */
function followsType(signature: ts.SignatureDeclaration, search: Search): boolean {
  const { analysis, file } = search;
  const above = signaturesHolding(signature, analysis.checker);
  return above.length > 0 && above.every((type) => decides(type, type.getSourceFile() !== file, search));
}

/** Adds the functions of the file that have a type, where the signature is that type's: they make room. */
function addHoldersOf({ parent }: ts.SignatureDeclaration, { analysis, file, others }: Search): void {
  if (ts.isTypeAliasDeclaration(parent) && parent.getSourceFile() === file) {
    holdersTypedBy(parent, analysis).forEach((holder) => others.add(holder));
  }
}

/** The functions in variables and fields of the file that have a type. */
function holdersTypedBy(
  alias: ts.TypeAliasDeclaration,
  { services, sourceCode }: FileAnalysis,
): readonly ts.SignatureDeclaration[] {
  const declaration: TSESTree.Node = services.tsNodeToESTreeNodeMap.get(alias);
  return sourceCode
    .getDeclaredVariables(declaration)
    .flatMap(({ references }) => references)
    .flatMap((reference) => functionAnnotatedBy(reference) ?? [])
    .map((holder) => services.esTreeNodeToTSNodeMap.get(holder) as ts.SignatureDeclaration);
}

function functionAnnotatedBy({ identifier }: TSESLint.Scope.Reference): TSESTree.Node | undefined {
  const annotation = identifier.parent.parent;
  const holder = annotation?.type === AST_NODE_TYPES.TSTypeAnnotation ? annotation.parent : undefined;
  const value =
    holder?.type === AST_NODE_TYPES.Identifier && holder.parent.type === AST_NODE_TYPES.VariableDeclarator
      ? holder.parent.init
      : holder?.type === AST_NODE_TYPES.PropertyDefinition
        ? holder.value
        : undefined;
  return isFunction(value) ? value : undefined;
}
