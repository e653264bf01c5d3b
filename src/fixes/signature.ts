import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { FunctionNode } from '../isolation/syntax.js';

import { valueUses } from '../isolation/function-use.js';
import { canPassOnContext } from '../isolation/handed-function.js';
import { handledByDecorator } from '../isolation/handler-decorator.js';
import { registrationOf } from '../isolation/listener.js';
import { isOfProject } from '../isolation/program-facts.js';
import { signaturesHoldingUse } from '../isolation/signature-family.js';
import { symbolAt } from '../isolation/symbols.js';
import { calledObject, functionName, keyText, propertyName, walk, wrapped } from '../isolation/syntax.js';
import { isGivenAway, isWrappedUnderName } from '../isolation/wrapped-function.js';

/** Whether somebody else than the callers depends on the parameters of a function. */
export function isDecidedElsewhere(node: FunctionNode, analysis: FileAnalysis): boolean {
  const { checker, services } = analysis;
  const { parent } = node;
  if (isHandedOn(node, analysis) || valueUses(node, analysis.sourceCode).some((use) => !isHeldByName(use, analysis))) {
    return true;
  }
  if (parent.type === AST_NODE_TYPES.MethodDefinition || parent.type === AST_NODE_TYPES.PropertyDefinition) {
    return (
      (parent.type === AST_NODE_TYPES.PropertyDefinition && parent.typeAnnotation !== undefined) ||
      isInherited(node, parent, analysis)
    );
  }
  if (parent.type === AST_NODE_TYPES.Property) {
    // Who reads the object is not known.
    return true;
  }
  return (
    node.type !== AST_NODE_TYPES.FunctionDeclaration &&
    checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node) as ts.Expression) !== undefined
  );
}

/** Whether the file gives a function to somebody who calls it in their own way. */
export function isHandedOn(node: FunctionNode, analysis: FileAnalysis): boolean {
  const { parent } = node;
  return (
    isGivenAway(node, analysis) ||
    handingOn(node, analysis) !== undefined ||
    parent.type === AST_NODE_TYPES.AssignmentExpression ||
    isFilledByLibrary(node, analysis) ||
    registrationOf(node, analysis) !== undefined ||
    handledByDecorator(node, analysis) !== undefined
  );
}

/** The place in the file that hands a function on by its name, or as a member of its class, to somebody who calls it in their own way. */
export function handingOn(node: FunctionNode, analysis: FileAnalysis): TSESTree.Node | undefined {
  const { parent } = node;
  return (
    valueUses(node, analysis.sourceCode).find(
      (use) => !isHeldByName(use, analysis) && !canPassOnContext(use, analysis) && !isWrappedUnderName(use, analysis),
    ) ??
    (parent.type === AST_NODE_TYPES.MethodDefinition || parent.type === AST_NODE_TYPES.PropertyDefinition
      ? memberHandedOn(node, parent.parent, analysis)
      : undefined)
  );
}

/**
 * Whether an object, an array or a constant holds a function by its name, so that the compiler checks who calls it by what holds
 * it: it has the type of what it holds, or a type of the project, which can take the parameter, too.
 */
function isHeldByName(use: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { parent } = use;
  const isMember = parent?.type === AST_NODE_TYPES.Property && parent.parent.type === AST_NODE_TYPES.ObjectExpression;
  return (isMember && isMemberOfOwnObject(parent, analysis)) || signaturesHoldingUse(use, analysis).length > 0;
}

/** `{ run }`: the object has the type of what it holds. */
function isMemberOfOwnObject(member: TSESTree.Property, analysis: FileAnalysis): boolean {
  const { checker, services } = analysis;
  const object = services.esTreeNodeToTSNodeMap.get(member.parent) as ts.Expression;
  return checker.getContextualType(object) === undefined && !isObjectHandedOn(member, analysis);
}

/** Whether a decorator of a library fills a parameter: whoever calls the function so knows of no context. */
function isFilledByLibrary({ params }: FunctionNode, analysis: FileAnalysis): boolean {
  return params
    .flatMap(({ decorators }) => decorators)
    .some(({ expression }) => {
      const named = expression.type === AST_NODE_TYPES.CallExpression ? expression.callee : expression;
      const declarations = symbolAt(named, analysis)?.declarations ?? [];
      return declarations.length === 0 || declarations.some((declaration) => !isOfProject(declaration.getSourceFile()));
    });
}

/**
 * Whether what is done with an object that has a member is not known: it has no type beside it, and is not a constant of
 * which the file only reads members, others than this one, or calls them, and no function returns it without a written type.
 */
export function isObjectHandedOn(member: TSESTree.Property, { checker, services, sourceCode }: FileAnalysis): boolean {
  const object = outermostObject(member);
  const { parent: declarator } = object;
  if (checker.getContextualType(services.esTreeNodeToTSNodeMap.get(member.parent) as ts.Expression) !== undefined) {
    return false;
  }
  if (
    declarator?.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    declarator?.type === AST_NODE_TYPES.ReturnStatement ||
    (declarator?.type === AST_NODE_TYPES.ArrowFunctionExpression && declarator.body === object)
  ) {
    // Whoever gets the object has the type that its members give it.
    return false;
  }
  if (declarator?.type !== AST_NODE_TYPES.VariableDeclarator || declarator.parent.kind !== 'const') {
    return true;
  }
  const [variable] = sourceCode.getDeclaredVariables(declarator);
  return (variable?.references ?? []).some(({ identifier, init }) => {
    const { parent } = identifier;
    const isNamedOnly =
      parent.type === AST_NODE_TYPES.ExportSpecifier ||
      parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
      parent.type === AST_NODE_TYPES.TSTypeQuery;
    return (
      init !== true &&
      !isNamedOnly &&
      !(
        parent.type === AST_NODE_TYPES.MemberExpression &&
        parent.object === identifier &&
        (propertyName(parent) ?? keyText(member.key)) !== keyText(member.key)
      ) &&
      calledObject(parent) !== identifier
    );
  });
}

/** The object literal that holds a member, or that holds the object which does, and so on. */
function outermostObject(member: TSESTree.Property): TSESTree.Node {
  const object = wrapped(member.parent);
  const { parent: holder } = object;
  return holder?.type === AST_NODE_TYPES.Property && holder.value === object && holder.parent.type === AST_NODE_TYPES.ObjectExpression
    ? outermostObject(holder)
    : object;
}

/** Whether a base class or an interface of the class has a member of the same name. */
function isInherited(
  node: FunctionNode,
  { parent: { parent: definition } }: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  { checker, services }: FileAnalysis,
): boolean {
  const name = functionName(node);
  const declared = services.esTreeNodeToTSNodeMap.get(definition);
  return (
    name === undefined ||
    (declared.heritageClauses ?? []).some((clause) =>
      clause.types.some((base) => {
        const type = checker.getTypeAtLocation(base);
        // A base of unknown type may have any member.
        return (type.flags & ts.TypeFlags.Any) !== 0 || type.getProperty(name) !== undefined;
      }),
    )
  );
}

/** The place where the class itself gives a member away that it could call: `this.socket.on('ping', this.run)`. */
function memberHandedOn(node: FunctionNode, body: TSESTree.ClassBody, analysis: FileAnalysis): TSESTree.Node | undefined {
  const name = functionName(node);
  let used: TSESTree.Node | undefined;
  walk(body, analysis.sourceCode.visitorKeys, (inner) => {
    const isHanded =
      inner.type === AST_NODE_TYPES.MemberExpression &&
      inner.object.type === AST_NODE_TYPES.ThisExpression &&
      propertyName(inner)?.replace(/^#/u, '') === name &&
      !(inner.parent.type === AST_NODE_TYPES.CallExpression && inner.parent.callee === inner) &&
      !canPassOnContext(inner, analysis);
    used ??= isHanded ? inner : undefined;
  });
  return used;
}
