import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, ASTUtils } from '@typescript-eslint/utils';

import { isFunction, literalText, propertyName } from './syntax.js';

/** A place that names what a module exports, through an object or a namespace that stands for the module. */
export interface ModuleMember {
  /** The name in the text. */
  node: TSESTree.Node;
  /** The names from the module to the member: `['DeepAgentState']`, or `['state', 'DeepAgentState']` for a nested namespace. */
  path: readonly string[];
}

/** What an expression gives: the module, or a promise of it. */
type Gives = 'module' | 'promise';

interface Walk {
  sourceCode: TSESLint.SourceCode;
  members: ModuleMember[];
  /** Variables that were followed already: `var m = m` is syntax. */
  visited: Set<TSESLint.Scope.Variable>;
}

/** The module that `import(…)`, `require(…)` or `import x = require(…)` loads, where the text says which. */
export function loadedModule(
  node: TSESTree.Node | undefined,
): TSESTree.StringLiteral | TSESTree.TemplateLiteral | undefined {
  return node !== undefined && literalText(node) !== undefined
    ? (node as TSESTree.StringLiteral | TSESTree.TemplateLiteral)
    : undefined;
}

/** Whether a call is of Node's own `require`, or of one that `createRequire` made. */
export function isRequireCall(node: TSESTree.CallExpression, sourceCode: TSESLint.SourceCode): boolean {
  if (node.callee.type !== AST_NODE_TYPES.Identifier || node.callee.name !== 'require') {
    return false;
  }
  const definitions = ASTUtils.findVariable(sourceCode.getScope(node), 'require')?.defs ?? [];
  return definitions.every(
    ({ node: definition }) =>
      definition.type === AST_NODE_TYPES.VariableDeclarator &&
      definition.init?.type === AST_NODE_TYPES.CallExpression &&
      definition.init.callee.type === AST_NODE_TYPES.Identifier &&
      definition.init.callee.name === 'createRequire',
  );
}

/**
 * The members of a module that are named through an expression: `(await import('m')).X`, `require('m').X`,
 * `const { X } = await import('m')`, `import('m').then(({ X }) => …)`, and the same through a variable.
 *
 * @param node `import(…)` or a call of `require`.
 */
export function membersOfExpression(
  node: TSESTree.CallExpression | TSESTree.ImportExpression,
  sourceCode: TSESLint.SourceCode,
): ModuleMember[] {
  const walk: Walk = { sourceCode, members: [], visited: new Set() };
  followExpression(node, node.type === AST_NODE_TYPES.ImportExpression ? 'promise' : 'module', [], walk);
  return walk.members;
}

/** The members of a module that are named through a binding: `ns.X`, as a value, a type or in JSX. */
export function membersOfBinding(binding: TSESTree.Identifier, sourceCode: TSESLint.SourceCode): ModuleMember[] {
  const walk: Walk = { sourceCode, members: [], visited: new Set() };
  followVariable(binding, 'module', [], walk);
  return walk.members;
}

/** The members that a type names: `import('m').X`, `(typeof import('m'))['X']`. */
export function membersOfImportType(node: TSESTree.TSImportType): ModuleMember[] {
  const members: ModuleMember[] = [];
  if (node.qualifier === null) {
    addIndexedAccess(node, [], members);
    return members;
  }
  const names: TSESTree.Identifier[] = [];
  let name: TSESTree.EntityName = node.qualifier;
  while (name.type === AST_NODE_TYPES.TSQualifiedName) {
    names.unshift(name.right);
    name = name.left;
  }
  if (name.type === AST_NODE_TYPES.Identifier) {
    names.unshift(name);
  }
  names.forEach((member, index) => {
    members.push({ node: member, path: names.slice(0, index + 1).map((part) => part.name) });
  });
  return members;
}

function followExpression(node: TSESTree.Node, gives: Gives, path: readonly string[], walk: Walk): void {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.AwaitExpression:
      followExpression(parent, 'module', path, walk);
      break;
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.ChainExpression:
      followExpression(parent, gives, path, walk);
      break;
    case AST_NODE_TYPES.MemberExpression:
      if (parent.object === node) {
        followMember(parent, gives, path, walk);
      }
      break;
    case AST_NODE_TYPES.VariableDeclarator:
      if (parent.init === node) {
        followPattern(parent.id, gives, path, walk);
      }
      break;
    case AST_NODE_TYPES.AssignmentExpression:
      if (parent.right === node && parent.operator === '=' && parent.left.type === AST_NODE_TYPES.ObjectPattern) {
        followPattern(parent.left, gives, path, walk);
      }
      break;
    case AST_NODE_TYPES.ArrayExpression:
      followPromiseAll(parent, parent.elements.indexOf(node as TSESTree.Expression), path, walk);
      break;
    default:
  }
}

function followMember(node: TSESTree.MemberExpression, gives: Gives, path: readonly string[], walk: Walk): void {
  const name = propertyName(node);
  if (name === undefined) {
    return;
  }
  if (gives === 'module') {
    const extended = [...path, name];
    walk.members.push({ node: node.property, path: extended });
    followExpression(node, 'module', extended, walk);
  } else if (name === 'then') {
    const parameter = callbackParameter(node);
    if (parameter !== undefined) {
      followPattern(parameter, 'module', path, walk);
    }
  }
}

/** The first parameter of the function that is given to `.then`. */
function callbackParameter(member: TSESTree.MemberExpression): TSESTree.Parameter | undefined {
  const { parent } = member;
  const callback =
    parent.type === AST_NODE_TYPES.CallExpression && parent.callee === member ? parent.arguments[0] : undefined;
  return isFunction(callback) ? callback.params[0] : undefined;
}

/** `const [first] = await Promise.all([import('m')])`, and with `.then`. */
function followPromiseAll(array: TSESTree.ArrayExpression, index: number, path: readonly string[], walk: Walk): void {
  const call = array.parent;
  if (
    call.type !== AST_NODE_TYPES.CallExpression ||
    call.callee.type !== AST_NODE_TYPES.MemberExpression ||
    call.callee.object.type !== AST_NODE_TYPES.Identifier ||
    call.callee.object.name !== 'Promise' ||
    propertyName(call.callee) !== 'all'
  ) {
    return;
  }
  const { parent } = call;
  let pattern: TSESTree.Node | undefined;
  if (parent.type === AST_NODE_TYPES.AwaitExpression && parent.parent.type === AST_NODE_TYPES.VariableDeclarator) {
    pattern = parent.parent.id;
  } else if (parent.type === AST_NODE_TYPES.MemberExpression && propertyName(parent) === 'then') {
    pattern = callbackParameter(parent);
  }
  const element = pattern?.type === AST_NODE_TYPES.ArrayPattern ? pattern.elements[index] : undefined;
  if (element) {
    followPattern(element, 'module', path, walk);
  }
}

function followPattern(pattern: TSESTree.Node, gives: Gives, path: readonly string[], walk: Walk): void {
  if (pattern.type === AST_NODE_TYPES.AssignmentPattern) {
    followPattern(pattern.left, gives, path, walk);
  } else if (pattern.type === AST_NODE_TYPES.Identifier) {
    followVariable(pattern, gives, path, walk);
  } else if (pattern.type === AST_NODE_TYPES.ObjectPattern && gives === 'module') {
    for (const property of pattern.properties) {
      if (property.type !== AST_NODE_TYPES.Property) {
        continue;
      }
      const name =
        !property.computed && property.key.type === AST_NODE_TYPES.Identifier
          ? property.key.name
          : literalText(property.key);
      if (name !== undefined) {
        const extended = [...path, name];
        walk.members.push({ node: property.key, path: extended });
        followPattern(property.value, 'module', extended, walk);
      }
    }
  }
}

function followVariable(binding: TSESTree.Identifier, gives: Gives, path: readonly string[], walk: Walk): void {
  const variable = ASTUtils.findVariable(walk.sourceCode.getScope(binding), binding.name);
  if (variable === null || !variable.identifiers.includes(binding) || walk.visited.has(variable)) {
    return;
  }
  walk.visited.add(variable);
  for (const { identifier } of variable.references) {
    const { parent } = identifier;
    if (parent.type === AST_NODE_TYPES.TSQualifiedName) {
      followQualifiedName(parent, path, walk);
    } else if (parent.type === AST_NODE_TYPES.TSTypeQuery) {
      addIndexedAccess(identifier, path, walk.members);
    } else if (parent.type === AST_NODE_TYPES.JSXMemberExpression) {
      walk.members.push({ node: parent.property, path: [...path, parent.property.name] });
    } else {
      followExpression(identifier, gives, path, walk);
    }
  }
}

function followQualifiedName(node: TSESTree.TSQualifiedName, path: readonly string[], walk: Walk): void {
  const extended = [...path, node.right.name];
  walk.members.push({ node: node.right, path: extended });
  if (node.parent.type === AST_NODE_TYPES.TSQualifiedName && node.parent.left === node) {
    followQualifiedName(node.parent, extended, walk);
  }
}

/** `(typeof m)['X']`. */
function addIndexedAccess(node: TSESTree.Node, path: readonly string[], members: ModuleMember[]): void {
  const query = node.parent;
  const access = query?.parent;
  if (
    query?.type !== AST_NODE_TYPES.TSTypeQuery ||
    access?.type !== AST_NODE_TYPES.TSIndexedAccessType ||
    access.objectType !== query ||
    access.indexType.type !== AST_NODE_TYPES.TSLiteralType
  ) {
    return;
  }
  const name = literalText(access.indexType.literal);
  if (name !== undefined) {
    members.push({ node: access.indexType, path: [...path, name] });
  }
}
