import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Storage } from '../../isolation/lifetime.js';
import type { ClassNode } from '../../isolation/syntax.js';
import type { Answer } from './explanation.js';

import { isOfPlatform, isSharedObject } from '../../isolation/foreign-object.js';
import { makingOfClass, outlivesRequest, storageOf } from '../../isolation/lifetime.js';
import { isModuleVariable, variableOf } from '../../isolation/references.js';
import { enclosingClass, enclosingFunction, isClass, isFunction, memberChain } from '../../isolation/syntax.js';
import { codeText, functionText } from './code-text.js';
import { placeText } from './place-text.js';

/** How long the storage lives that an expression lies in, and by what that is decided. */
export function lifetimeOf(expression: TSESTree.Node, analysis: FileAnalysis): Answer {
  return { question: 'lifetime', text: storageText(storageOf(expression, analysis), expression, analysis) };
}

/**
 * How long a storage lives, and by what that is decided.
 *
 * @param expression What stands in the text: the root of its member chain says what a storage is that ends with the request.
 */
export function storageText(storage: Storage, expression: TSESTree.Node, analysis: FileAnalysis): string {
  if (outlivesRequest(storage)) {
    return `outlives the request: ${declaredText(storage, analysis)}`;
  }
  if (isOfPlatform(expression, analysis)) {
    return `outlives the request: ${codeText(expression, analysis)} belongs to the platform, which has one for the whole process`;
  }
  if (isSharedObject(expression, analysis)) {
    return `outlives the request: ${codeText(expression, analysis)} is, or belongs to, an object of a package that a server has one of`;
  }
  return storage.lifetime === 'unknown'
    ? `not known, so nothing is reported: what ${codeText(memberChain(expression).root, analysis)} names is declared where the rules cannot see how long it lives`
    : `ends with the request: ${passingText(expression, analysis)}`;
}

/** What a storage is that outlives the request, and where it is declared. */
export function declaredText({ identity, lifetime, name }: Storage, analysis: FileAnalysis): string {
  const named = `\`${name}\``;
  switch (lifetime) {
    case 'global':
      return `a property of the global object ${named}`;
    case 'static':
      return `${named} is a static member of a class${atDeclaration(identity, analysis)}`;
    case 'shared-instance': {
      const owner = classOf(identity);
      return owner === undefined ? `${named} is a field of an object that everybody uses` : fieldText(named, owner, analysis);
    }
    default:
      return isVariable(identity) && !isModuleVariable(identity)
        ? `${named}${atDeclaration(identity, analysis)}, is a local of a function that runs only while the program starts, and functions that run later keep it`
        : `${named} is declared at module level${atDeclaration(identity, analysis, '')}`;
  }
}

type Identity = Storage['identity'];

/** Whether a storage outlives the request: one of the project, of the platform or of a package. */
export function isLasting(storage: Storage, expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  return outlivesRequest(storage) || isOfPlatform(expression, analysis) || isSharedObject(expression, analysis);
}

function isVariable(identity: Identity): identity is TSESLint.Scope.Variable {
  return identity !== undefined && 'references' in identity;
}

/** `, declared at line 10` */
function atDeclaration(identity: Identity, analysis: FileAnalysis, verb = ', declared'): string {
  const node = isVariable(identity) ? identity.defs[0]?.name : identity;
  return node === undefined ? '' : `${verb} at ${placeText(node, analysis)}`;
}

function classOf(identity: Identity): ClassNode | undefined {
  if (identity === undefined || isVariable(identity)) {
    return undefined;
  }
  const node = identity as TSESTree.Node;
  if (isClass(node)) {
    return node;
  }
  return node.type === AST_NODE_TYPES.PropertyDefinition ? node.parent.parent : undefined;
}

/** What a field of a class belongs to, and where an instance is made that decides how long it lives. */
export function fieldText(field: string, owner: ClassNode, analysis: FileAnalysis): string {
  const name = owner.id === null ? 'a class without a name' : `\`${owner.id.name}\``;
  const { isForAll, site } = makingOfClass(owner, analysis);
  if (isForAll) {
    if (site === undefined || site === owner) {
      return `${field} is a field of ${name}, of which a container makes one instance for everybody`;
    }
    return `${field} is a field of ${name}, and everybody uses the instance that is made at ${placeText(site, analysis)}`;
  }
  if (site === undefined) {
    return `${field} is a field of ${name}, and the program makes no instance of it that everybody uses`;
  }
  const maker = makerOf(site as ts.Node);
  return `${field} is a field of ${name}, and ${maker === undefined ? 'a function makes one with each call' : `each call of \`${maker}\` makes one`}, at ${placeText(site, analysis)}`;
}

/** The name of the function that makes an instance, where it has one. */
function makerOf(site: ts.Node): string | undefined {
  for (let node = site; (node as ts.Node | undefined) !== undefined; node = node.parent) {
    if ('body' in node && 'parameters' in node) {
      const holder = 'name' in node && node.name !== undefined ? node : node.parent;
      const name = 'name' in holder ? (holder.name as ts.Node | undefined) : undefined;
      return name === undefined || !('text' in name) ? undefined : String(name.text);
    }
  }
  return undefined;
}

/** What a storage is that ends with the request, by the root of its member chain. */
function passingText(expression: TSESTree.Node, analysis: FileAnalysis): string {
  const { root, steps } = memberChain(expression);
  const code = codeText(root, analysis);
  if (root.type === AST_NODE_TYPES.ThisExpression) {
    const owner = enclosingClass(root);
    const [field] = steps;
    return owner === undefined || field === undefined
      ? `${code} is the object that the function is called on`
      : fieldText(`\`this.${field.name ?? '[…]'}\``, owner.class, analysis);
  }
  if (root.type === AST_NODE_TYPES.Identifier) {
    const definition = variableOf(root, analysis.sourceCode)?.defs[0];
    switch (definition?.type) {
      case 'Parameter':
        return `${code} is a parameter of ${isFunction(definition.node) ? functionText(definition.node, analysis) : 'a function'}`;
      case 'Variable':
      case 'CatchClause': {
        const around = enclosingFunction(definition.name);
        return `${code} is a local${around === undefined ? '' : ` of ${functionText(around, analysis)}`}, declared at ${placeText(definition.name, analysis)}`;
      }
      case undefined:
        return `${code} is declared nowhere in the file`;
      default:
        return `${code} is a name for code, and keeps nothing`;
    }
  }
  return root.type === AST_NODE_TYPES.CallExpression || root.type === AST_NODE_TYPES.NewExpression
    ? `it is made or returned by ${code}, and nothing says that it lives longer`
    : `${code} is made where it stands`;
}
