import type { TSESTree } from '@typescript-eslint/utils';
import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { SignatureFamily } from '../isolation/signature-family.js';
import type { SignatureNode } from './parameter.js';

import { contextInType } from '../isolation/context-type.js';
import { isSharedClass } from '../isolation/lifetime.js';
import { parametersOf, requiredContextOf } from '../isolation/required-context.js';
import { isOfProject } from '../isolation/program-facts.js';
import { familyOf, memberOf } from '../isolation/signature-family.js';
import { isClass, isFunction, keyText } from '../isolation/syntax.js';
import { isOnlyConstructed } from './construction.js';
import { isHandedOn, isObjectHandedOn } from './signature.js';

/** Where the signatures of a file take a new context parameter. */
export interface ParameterPlace {
  /** Counted from 0, without a `this` parameter. */
  position: number;
  signatures: readonly SignatureNode[];
}

/**
 * Where a function or member can take a context: in its own signature, its overloads, and what it implements or overrides in
 * the same file, at a position that suits all of them.
 *
 * @returns `undefined` where somebody else decides about one of them, or where one cannot take the parameter at the
 *   position that another one has it at.
 */
export function placeForContext(node: SignatureNode, analysis: FileAnalysis): ParameterPlace | undefined {
  const { parent } = node;
  if (isCalledByLanguage(parent)) {
    return undefined;
  }
  if (parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind !== 'method') {
    return parent.kind === 'constructor' ? placeInConstructor(parent, node, analysis) : undefined;
  }
  if (parent.type === AST_NODE_TYPES.Property && (parent.kind !== 'init' || isObjectHandedOn(parent, analysis))) {
    return undefined;
  }
  if (isFunction(node) && isHandedOn(node, analysis)) {
    return undefined;
  }
  return placeInFamily([signatureOf(node, analysis)], analysis);
}

/** Members that the language itself calls, with arguments of its own. */
const languageMembers: ReadonlySet<string> = new Set(['then', 'toJSON', 'toLocaleString', 'toString', 'valueOf']);

/** Whether a function is a member such as `toString` or `[Symbol.asyncIterator]`. */
function isCalledByLanguage(holder: TSESTree.Node): boolean {
  const isMember =
    holder.type === AST_NODE_TYPES.MethodDefinition ||
    holder.type === AST_NODE_TYPES.Property ||
    holder.type === AST_NODE_TYPES.PropertyDefinition;
  return isMember && (holder.computed || languageMembers.has(keyText(holder.key) ?? ''));
}

/** Only callers in sight, each of which makes an object of its own. */
function placeInConstructor(
  member: TSESTree.MethodDefinition,
  node: SignatureNode,
  analysis: FileAnalysis,
): ParameterPlace | undefined {
  const definition = member.parent.parent;
  const signature = signatureOf(node, analysis);
  return isClass(definition) && isOnlyConstructed(member, analysis) && !isSharedClass(definition, analysis)
    ? {
        position: requiredCount(signature),
        signatures: contextPosition(signature, analysis) === undefined ? [node] : [],
      }
    : undefined;
}

/** A signature as TypeScript declares it. */
export function signatureOf(node: SignatureNode, { services }: FileAnalysis): ts.SignatureDeclaration {
  const isBody =
    node.type === AST_NODE_TYPES.TSEmptyBodyFunctionExpression ||
    (node.type === AST_NODE_TYPES.FunctionExpression &&
      (node.parent.type === AST_NODE_TYPES.MethodDefinition || (node.parent.type === AST_NODE_TYPES.Property && node.parent.method)));
  return services.esTreeNodeToTSNodeMap.get(isBody ? node.parent : node) as ts.SignatureDeclaration;
}

function placeInFamily(
  signatures: readonly ts.SignatureDeclaration[],
  analysis: FileAnalysis,
): ParameterPlace | undefined {
  const family = familyOf(signatures, analysis);
  const position = family && positionIn(family, analysis);
  if (family === undefined || position === undefined) {
    return undefined;
  }
  const file = analysis.services.esTreeNodeToTSNodeMap.get(analysis.sourceCode.ast);
  const clashing = [...family.others].filter(
    (other) => parametersOf(other).length > position && contextPosition(other, analysis) === undefined,
  );
  // What stands at the position now has to move on; a class in another file is reported there.
  const here = clashing.filter((other) => other.getSourceFile() === file);
  if (here.length > 0) {
    return placeInFamily([...signatures, ...here], analysis);
  }
  if (!clashing.every(canMakeRoom)) {
    return undefined;
  }
  const lacking = [...family.deciding].filter(([signature]) => contextPosition(signature, analysis) === undefined);
  return lacking.every(
    ([signature, { mayWait }]) =>
      canTakeAt(signature, position) && (signature.getSourceFile() === file || mayWait),
  )
    ? {
        position,
        signatures: lacking
          .filter(([signature]) => signature.getSourceFile() === file)
          .map(([signature]) => nodeOf(signature, analysis)),
      }
    : undefined;
}

/** Whether a signature is a class's own, in the project. */
function canMakeRoom(signature: ts.SignatureDeclaration): boolean {
  const { parent: container } = memberOf(signature) ?? {};
  return container !== undefined && ts.isClassLike(container) && isOfProject(container.getSourceFile());
}

/** The position at which some have a context already, else behind the last parameter that all require. */
function positionIn({ deciding, others }: SignatureFamily, analysis: FileAnalysis): number | undefined {
  const present = [...deciding.keys(), ...others].map((signature) => contextPosition(signature, analysis));
  const [position, ...different] = new Set(present.filter((each) => each !== undefined));
  return different.length > 0 || [...deciding.keys()].some((signature) => mayLackContext(signature, analysis))
    ? undefined
    : (position ?? Math.min(...[...deciding.keys()].map(requiredCount)));
}

/** Whether a signature takes a context that callers may leave out. */
function mayLackContext(signature: ts.SignatureDeclaration, analysis: FileAnalysis): boolean {
  return (
    contextPosition(signature, analysis) === undefined &&
    parametersOf(signature).some(
      (parameter) => contextInType(analysis.checker.getTypeAtLocation(parameter), analysis)?.origin === 'project',
    )
  );
}

function contextPosition(signature: ts.SignatureDeclaration, analysis: FileAnalysis): number | undefined {
  return requiredContextOf(signature, analysis)?.position;
}

/** Whether TypeScript accepts a required parameter at a position: behind a default, and not behind `?` or a rest. */
function canTakeAt(signature: ts.SignatureDeclaration, position: number): boolean {
  const before = parametersOf(signature).slice(0, position);
  return (
    before.length === position &&
    before.every(({ dotDotDotToken, questionToken }) => dotDotDotToken === undefined && questionToken === undefined)
  );
}

function requiredCount(signature: ts.SignatureDeclaration): number {
  const last = parametersOf(signature).findLastIndex(
    ({ dotDotDotToken, initializer, questionToken }) =>
      dotDotDotToken === undefined && initializer === undefined && questionToken === undefined,
  );
  return last + 1;
}

function nodeOf(signature: ts.SignatureDeclaration, { services }: FileAnalysis): SignatureNode {
  const node: TSESTree.Node = services.tsNodeToESTreeNodeMap.get(signature);
  const isHolder =
    node.type === AST_NODE_TYPES.MethodDefinition ||
    node.type === AST_NODE_TYPES.TSAbstractMethodDefinition ||
    node.type === AST_NODE_TYPES.Property;
  return (isHolder ? node.value : node) as SignatureNode;
}
