import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';

import { isBeingMade } from './context-mutation.js';
import { contextInType } from './context-type.js';
import { isKnownType } from './known-types.js';
import { isGlobalName, isModuleVariable, variableOf } from './references.js';
import { isOfStandardLibrary, typeOf } from './symbols.js';
import { enclosingFunction, literalText, memberChain, propertyName, unwrap, walk } from './syntax.js';
import { isIdentityName, wordsOf } from './vocabulary.js';

/** A context or state that is given to another user with everything in it. */
export interface ContextCopy {
  /** The property or assignment that replaces the identity. */
  node: TSESTree.Node;
  /** The context or state that is copied. */
  source: TSESTree.Node;
  /** The replaced property. */
  property: string;
  /** Whose identity takes its place. */
  value: TSESTree.Node;
}

/** Words for whom data belongs to; a new request, run, thread or session of the same user is a child. */
const holders: ReadonlySet<string> = new Set([
  'account',
  'actor',
  'customer',
  'member',
  'org',
  'organisation',
  'organization',
  'owner',
  'patient',
  'principal',
  'tenant',
  'user',
  'workspace',
]);

function saysWhose(name: string, analysis: FileAnalysis): boolean {
  const { identityNames = [] } = analysis.settings;
  const words = wordsOf(name);
  return (
    identityNames.includes(name) ||
    (words.some((word) => holders.has(word)) && (words.length === 1 || isIdentityName(name, identityNames)))
  );
}

/** The copy that an object literal makes by spread: `{ ...state, userId: other }`. */
export function copyInLiteral(literal: TSESTree.ObjectExpression, analysis: FileAnalysis): ContextCopy | undefined {
  const last = literal.properties.findLastIndex((property) => property.type === AST_NODE_TYPES.SpreadElement);
  const replaced = last < 0 ? undefined : replacedIn(literal, last + 1, analysis);
  if (replaced === undefined) {
    return undefined;
  }
  for (const property of literal.properties) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      const copy = copyOf(property.argument, replaced, analysis);
      if (copy !== undefined) {
        return copy;
      }
    }
  }
  return undefined;
}

/** The copy of a call: `Object.assign({}, state, { userId })`, `state.copyWithUpdates({ userId })`. */
export function copyOfCall(call: TSESTree.CallExpression, analysis: FileAnalysis): ContextCopy | undefined {
  const last = call.arguments.at(-1);
  const callee = unwrap(call.callee);
  if (last?.type !== AST_NODE_TYPES.ObjectExpression || callee.type !== AST_NODE_TYPES.MemberExpression) {
    return undefined;
  }
  const replaced = replacedIn(last, 0, analysis);
  if (replaced === undefined) {
    return undefined;
  }
  if (propertyName(callee) === 'assign' && isGlobalName(unwrap(callee.object), 'Object', analysis.sourceCode)) {
    const [target, ...others] = call.arguments.slice(0, -1);
    // A context as the target is written itself, which is the other kind of finding.
    const sources = target !== undefined && isState(target, analysis) === 'context' ? [] : [target, ...others];
    for (const source of sources) {
      const copy = source === undefined ? undefined : copyOf(source, replaced, analysis);
      if (copy !== undefined) {
        return copy;
      }
    }
    return undefined;
  }
  return isState(call, analysis) === undefined ? undefined : copyOf(callee.object, replaced, analysis);
}

/** The copy whose identity an assignment replaces: `const next = structuredClone(state); next.userId = other`. */
export function copyOfAssignment(
  assignment: TSESTree.AssignmentExpression,
  analysis: FileAnalysis,
): ContextCopy | undefined {
  const target = unwrap(assignment.left);
  if (target.type !== AST_NODE_TYPES.MemberExpression || assignment.operator !== '=') {
    return undefined;
  }
  const property = propertyName(target);
  const object = unwrap(target.object);
  if (property === undefined || object.type !== AST_NODE_TYPES.Identifier || !saysWhose(property, analysis)) {
    return undefined;
  }
  const definition = variableOf(object, analysis.sourceCode)?.defs[0];
  const init = definition?.type === 'Variable' && definition.name === definition.node.id ? definition.node.init : undefined;
  const source = init ? copiedFrom(init, analysis) : undefined;
  return source && copyOf(source, { node: assignment, property, value: assignment.right }, analysis);
}

/** What a copy with nothing replaced was made of. */
function copiedFrom(init: TSESTree.Expression, analysis: FileAnalysis): TSESTree.Node | undefined {
  const node = unwrap(init);
  if (node.type === AST_NODE_TYPES.ObjectExpression) {
    const spread = node.properties.find((property) => property.type === AST_NODE_TYPES.SpreadElement);
    return spread?.type === AST_NODE_TYPES.SpreadElement ? spread.argument : undefined;
  }
  if (node.type === AST_NODE_TYPES.NewExpression) {
    const [first] = node.arguments;
    return first?.type === AST_NODE_TYPES.ObjectExpression ? copiedFrom(first, analysis) : first;
  }
  if (node.type !== AST_NODE_TYPES.CallExpression) {
    return undefined;
  }
  const callee = unwrap(node.callee);
  const name = callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(callee) : undefined;
  if (callee.type === AST_NODE_TYPES.MemberExpression && isState(callee.object, analysis) !== undefined) {
    return isState(node, analysis) === undefined ? undefined : callee.object;
  }
  const [first] = node.arguments;
  if (name === 'parse' && first?.type === AST_NODE_TYPES.CallExpression) {
    // `JSON.parse(JSON.stringify(state))`
    return first.arguments[0];
  }
  return node.arguments.slice(name === 'assign' ? 1 : 0).find((argument) => isState(argument, analysis) !== undefined);
}

interface Replaced {
  node: TSESTree.Node;
  property: string;
  value: TSESTree.Node;
}

function replacedIn(literal: TSESTree.ObjectExpression, from: number, analysis: FileAnalysis): Replaced | undefined {
  for (const property of literal.properties.slice(from)) {
    if (property.type === AST_NODE_TYPES.Property && !property.method) {
      const name =
        !property.computed && property.key.type === AST_NODE_TYPES.Identifier
          ? property.key.name
          : literalText(property.key);
      if (name !== undefined && saysWhose(name, analysis) && !isConstant(property.value)) {
        return { node: property, property: name, value: property.value };
      }
    }
  }
  return undefined;
}

/** A constant names no other user: it takes the identity away, or blackens it for a log. */
function isConstant(value: TSESTree.Node): boolean {
  const node = unwrap(value);
  return (
    node.type === AST_NODE_TYPES.Literal ||
    (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0) ||
    (node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined')
  );
}

function copyOf(argument: TSESTree.Node, replaced: Replaced, analysis: FileAnalysis): ContextCopy | undefined {
  const source = withoutRest(unwrap(argument), analysis);
  if (
    isState(source, analysis) === undefined ||
    typeOf(source, analysis).getProperty(replaced.property) === undefined ||
    isConstant(replaced.value) ||
    !isOfSomebody(source, analysis) ||
    rootsOf(replaced.value, analysis).has(rootOf(source, analysis)) ||
    isCompared(source, replaced, analysis)
  ) {
    return undefined;
  }
  return { ...replaced, source };
}

/** `const { userId, ...rest } = state`: the rest has everything else of the state. */
function withoutRest(node: TSESTree.Node, analysis: FileAnalysis): TSESTree.Node {
  const definition = node.type === AST_NODE_TYPES.Identifier ? variableOf(node, analysis.sourceCode)?.defs[0] : undefined;
  if (definition?.type !== 'Variable' || definition.node.init === null) {
    return node;
  }
  const isRest =
    definition.node.id.type === AST_NODE_TYPES.ObjectPattern &&
    definition.node.id.properties.some(
      (property) => property.type === AST_NODE_TYPES.RestElement && property.argument === definition.name,
    );
  const isAlias =
    definition.node.id === definition.name &&
    ['Identifier', 'MemberExpression'].includes(unwrap(definition.node.init).type);
  return isRest || isAlias ? unwrap(definition.node.init) : node;
}

/** Whether an expression is a context of the project or a legacy state. */
function isState(expression: TSESTree.Node, analysis: FileAnalysis): 'context' | 'legacy' | undefined {
  const type = typeOf(expression, analysis);
  if (contextInType(type, analysis)?.origin === 'project') {
    return 'context';
  }
  const symbol = type.getSymbol();
  const isContainer = symbol !== undefined && type.aliasSymbol === undefined && isOfStandardLibrary(symbol, analysis.program);
  return !isContainer && isKnownType(type, 'legacy', analysis) ? 'legacy' : undefined;
}

/** Whether a state is somebody's already: defaults of the module, and what is being made here, are not. */
function isOfSomebody(source: TSESTree.Node, analysis: FileAnalysis): boolean {
  const { root } = memberChain(source);
  if (root.type === AST_NODE_TYPES.NewExpression) {
    return false;
  }
  if (root.type !== AST_NODE_TYPES.Identifier) {
    return root.type === AST_NODE_TYPES.ThisExpression || root.type === AST_NODE_TYPES.CallExpression;
  }
  const variable = variableOf(root, analysis.sourceCode);
  return variable !== undefined && !isModuleVariable(variable) && !isBeingMade(variable, root, [undefined], analysis);
}

/** The variable (or `this`) that an expression begins with, through constants. */
function rootOf(node: TSESTree.Node, analysis: FileAnalysis): unknown {
  const { root } = memberChain(node);
  if (root.type === AST_NODE_TYPES.ThisExpression) {
    return 'this';
  }
  return root.type === AST_NODE_TYPES.Identifier ? (variableOf(root, analysis.sourceCode) ?? root.name) : root;
}

/** The variables that a value is computed from, through the constants that hold its parts. */
function rootsOf(value: TSESTree.Node, analysis: FileAnalysis): ReadonlySet<unknown> {
  const roots = new Set<unknown>();
  const visit = (expression: TSESTree.Node): void => {
    walk(expression, analysis.sourceCode.visitorKeys, (node) => {
      if (node.type === AST_NODE_TYPES.ThisExpression) {
        roots.add('this');
      }
      const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(node, analysis.sourceCode) : undefined;
      if (variable !== undefined && !roots.has(variable)) {
        roots.add(variable);
        const definition = variable.defs[0];
        if (definition?.type === 'Variable' && definition.node.init !== null) {
          visit(definition.node.init);
        }
      }
    });
  };
  visit(value);
  return roots;
}

/** Whether the function compares the state's identity with the one that replaces it. */
function isCompared(source: TSESTree.Node, { property, value }: Replaced, analysis: FileAnalysis): boolean {
  const { sourceCode } = analysis;
  const own = `${sourceCode.getText(source)}.${property}`;
  const other = sourceCode.getText(unwrap(value));
  const around = enclosingFunction(value);
  let found = false;
  if (around !== undefined) {
    walk(around.body, sourceCode.visitorKeys, (node) => {
      if (node.type === AST_NODE_TYPES.BinaryExpression && ['!=', '!==', '==', '==='].includes(node.operator)) {
        const sides = [sourceCode.getText(node.left), sourceCode.getText(node.right)];
        found ||= sides.includes(own) && sides.includes(other);
      }
    });
  }
  return found;
}
