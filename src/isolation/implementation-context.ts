import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { functionsHeldUnder } from './held-function.js';
import { heirsOf } from './heirs.js';
import { nameOfSignature, namesOfConfiguredTakers, parametersOf, requiredContextOf } from './required-context.js';
import { nameOfMember, signaturesOfMember } from './signature-family.js';
import { isClass, keyText } from './syntax.js';
import { shortText } from './wording.js';

/** A declared member of an interface, an object type or a class. */
export type DeclaredMember =
  | TSESTree.MethodDefinition
  | TSESTree.PropertyDefinition
  | TSESTree.TSAbstractMethodDefinition
  | TSESTree.TSAbstractPropertyDefinition
  | TSESTree.TSMethodSignature
  | TSESTree.TSPropertySignature;

/** A member that callers cannot give the context that one of its implementations requires. */
export interface ImplementationContext {
  /** The interface, type or class of the member. */
  type: string;
  /** What messages call the member: `Tool.run`. */
  member: string;
  /** What messages call the implementation: `SearchTool.run`. */
  implementation: string;
  /** The parameter that the member lacks. */
  parameter: string;
}

/**
 * Finds a class that implements or overrides a member with a method that requires a context which the member does not take.
 * The compiler rejects the class; what it does not say is that the member should take the context.
 */
export function contextOfImplementation(member: DeclaredMember, analysis: FileAnalysis): ImplementationContext | undefined {
  const name = member.computed ? undefined : keyText(member.key);
  const type = nameOfContainer(member);
  if (name === undefined || type === undefined || ('static' in member && member.static) || !namesOfConfiguredTakers(analysis).has(name)) {
    return undefined;
  }
  const declaration = analysis.services.esTreeNodeToTSNodeMap.get(member) as ts.NamedDeclaration;
  const symbol = declaration.name && analysis.checker.getSymbolAtLocation(declaration.name);
  const signatures = (symbol?.declarations ?? []).flatMap((overload) => signaturesOfMember(overload) ?? []);
  if (symbol?.declarations?.[0] !== declaration || signatures.length === 0) {
    return undefined;
  }
  const held = heldImplementation(signatures, analysis);
  if (held !== undefined) {
    return { ...held, type, member: `${type}.${name}` };
  }
  for (const heir of heirsOf(declaration.parent, analysis.program)) {
    const implementations = ts.isClassLike(heir) ? heir.members.filter((each) => nameOfMember(each) === name) : [];
    for (const implementation of implementations.flatMap((each) => signaturesOfMember(each) ?? [])) {
      const required = requiredContextOf(implementation, analysis);
      if (required !== undefined && !signatures.some((signature) => takes(signature, required, analysis))) {
        return {
          type,
          member: `${type}.${name}`,
          implementation: `${heir.name?.text ?? 'a class'}.${name}`,
          parameter: required.parameter.name.getText(),
        };
      }
    }
  }
  return undefined;
}

/**
 * Finds out of a method of a class that what it implements or overrides takes a context at a position where the method takes
 * something else: the method has to make room.
 */
export function contextOfBase(member: DeclaredMember, analysis: FileAnalysis): ImplementationContext | undefined {
  const name = member.computed ? undefined : keyText(member.key);
  const definition = member.parent.parent;
  if (name === undefined || !isClass(definition) || !namesOfConfiguredTakers(analysis).has(name)) {
    return undefined;
  }
  const { checker, services } = analysis;
  const declaration = services.esTreeNodeToTSNodeMap.get(member);
  const [own] = signaturesOfMember(declaration) ?? [];
  if (own === undefined || requiredContextOf(own, analysis) !== undefined) {
    return undefined;
  }
  for (const base of (services.esTreeNodeToTSNodeMap.get(definition).heritageClauses ?? []).flatMap(({ types }) => types)) {
    for (const above of (checker.getTypeAtLocation(base).getProperty(name)?.declarations ?? []).flatMap((each) => signaturesOfMember(each) ?? [])) {
      const required = requiredContextOf(above, analysis);
      if (required !== undefined && parametersOf(own).length > required.position && !takes(own, required, analysis)) {
        const type = base.expression.getText();
        return {
          type,
          member: `${definition.id?.name ?? 'this class'}.${name}`,
          implementation: `${type}.${name}`,
          parameter: required.parameter.name.getText(),
        };
      }
    }
  }
  return undefined;
}

/**
 * The same of a function type that is no member's: that of a type alias, of a callable interface, of the values of a table, of
 * the elements of a list.
 *
 * @returns `undefined` where no function that an object, an array or a constant holds under the type requires a context.
 */
export function contextOfHeldFunction(
  node: TSESTree.TSCallSignatureDeclaration | TSESTree.TSFunctionType,
  analysis: FileAnalysis,
): ImplementationContext | undefined {
  const held = heldImplementation([analysis.services.esTreeNodeToTSNodeMap.get(node)], analysis);
  const holder = node.type === AST_NODE_TYPES.TSCallSignatureDeclaration ? node.parent.parent : node.parent;
  const isNamed =
    holder.type === AST_NODE_TYPES.TSTypeAliasDeclaration || holder.type === AST_NODE_TYPES.TSInterfaceDeclaration;
  const type = isNamed ? holder.id.name : shortText(node, analysis.sourceCode);
  return held && { ...held, type, member: type };
}

/** A function that something holds under one of some signatures, and that requires a context which they do not take. */
function heldImplementation(
  signatures: readonly ts.SignatureDeclaration[],
  analysis: FileAnalysis,
): Pick<ImplementationContext, 'implementation' | 'parameter'> | undefined {
  for (const held of signatures.flatMap((signature) => [...functionsHeldUnder(signature, analysis)])) {
    const required = requiredContextOf(held, analysis);
    if (required !== undefined && !signatures.some((signature) => takes(signature, required, analysis))) {
      return { implementation: nameOfSignature(held) ?? 'a function', parameter: required.parameter.name.getText() };
    }
  }
  return undefined;
}

function nameOfContainer({ parent }: DeclaredMember): string | undefined {
  const container = parent.parent;
  if (isClass(container) || container.type === AST_NODE_TYPES.TSInterfaceDeclaration) {
    return container.id?.name;
  }
  return container.type === AST_NODE_TYPES.TSTypeAliasDeclaration ? container.id.name : undefined;
}

/** Whether callers can give a context at a position of a signature. */
function takes(
  signature: ts.SignatureDeclaration,
  { position, parameter }: { position: number; parameter: ts.ParameterDeclaration },
  { checker }: FileAnalysis,
): boolean {
  const given = parametersOf(signature);
  const last = given.at(-1);
  const taker = given[position] ?? (last?.dotDotDotToken === undefined ? undefined : last);
  if (taker === undefined) {
    return false;
  }
  const type = checker.getTypeAtLocation(taker);
  const taken = taker.dotDotDotToken === undefined ? type : checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  return taken !== undefined && checker.isTypeAssignableTo(checker.getTypeAtLocation(parameter), taken);
}
