import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { DecidingUse } from './value-use.js';

import { contextInType, isNullable } from './context-type.js';
import { identityRead, isLookupIdentityName, isPlaceholder, nameGiven } from './identity-name.js';
import { missingContextAt } from './missing-context.js';
import { isGlobalName, isModuleVariable, variableOf } from './references.js';
import { runsAtStartUp } from './start-up.js';
import { shortText } from './wording.js';
import { enclosingFunction, isFunction, isNothing, isRefusal, isTestFile, keyText, lastName, literalText, memberChain, unwrap, walk, wrapped } from './syntax.js';
import { symbolsOfType } from './known-types.js';
import { decidingUse, decidingUseOf } from './value-use.js';
import { isConfigurationName, isIdentityName, isPersonalMemberName, wordsOf } from './vocabulary.js';

type Variable = TSESLint.Scope.Variable;

/** A place where a missing identity is replaced, made up or passed over, with what it decides. */
export interface FallbackIdentity {
  kind: 'cast-context' | 'default-context' | 'fallback' | 'literal' | 'skipped-check';
  node: TSESTree.Node;
  /** The identity or context. */
  identity: string;
  /** What stands in for it. */
  substitute: string;
  use: DecidingUse | undefined;
  /** The expression to be replaced by a throw, where nothing else stands in for the identity. */
  replaceable: TSESTree.Expression | undefined;
}

/** The fallback that begins at a node, if it decides whose data is used. */
export function fallbackIdentityAt(node: TSESTree.Node, analysis: FileAnalysis): FallbackIdentity | undefined {
  const outer = enclosingFunction(node);
  // Configuration that a program is started with is the same for everybody.
  if (outer === undefined || runsAtStartUp(outer, analysis.sourceCode)) {
    return undefined;
  }
  switch (node.type) {
    case AST_NODE_TYPES.LogicalExpression:
      return logicalFallback(node, analysis);
    case AST_NODE_TYPES.ConditionalExpression:
      return conditionalFallback(node, analysis);
    case AST_NODE_TYPES.AssignmentExpression:
      return assignedFallback(node, analysis);
    case AST_NODE_TYPES.AssignmentPattern:
      return defaultFallback(node, analysis);
    case AST_NODE_TYPES.TSAsExpression:
      return castContext(node, analysis);
    case AST_NODE_TYPES.Property:
      return literalIdentity(node, analysis);
    case AST_NODE_TYPES.IfStatement:
      return skippedCheck(node, analysis);
    default:
      return undefined;
  }
}

/** A text, number or constant that is the same for everybody; or a variable of the module that holds whoever came last. */
function isSubstitute(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  const node = unwrap(expression);
  if (literalText(node) !== undefined) {
    return literalText(node) !== '';
  }
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    const type = analysis.services.getTypeAtLocation(node);
    return type.isStringLiteral() && type.value !== '';
  }
  if (node.type !== AST_NODE_TYPES.Identifier || isNothing(node)) {
    return false;
  }
  const type = analysis.services.getTypeAtLocation(node);
  if (type.isStringLiteral()) {
    return type.value !== '';
  }
  const variable = variableOf(node, analysis.sourceCode);
  return (
    variable !== undefined &&
    isModuleVariable(variable) &&
    variable.references.some(
      (reference) => reference.isWrite() && !reference.init && enclosingFunction(reference.identifier) !== undefined,
    )
  );
}

/** Whether nothing is known about an expression: the object that it is read from has no type. */
function isUntyped(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  let { root } = memberChain(expression);
  while (root.type === AST_NODE_TYPES.CallExpression) {
    root = memberChain(root.callee).root;
  }
  return (analysis.services.getTypeAtLocation(root).flags & ts.TypeFlags.Any) !== 0;
}

/** `process.env.USER_ID`: what a program is configured with. */
function isEnvironment(expression: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  const { root, steps } = memberChain(expression);
  return isGlobalName(root, 'process', sourceCode) && steps[0]?.name === 'env';
}

function operandsOf(node: TSESTree.Node): TSESTree.Expression[] {
  const inner = unwrap(node) as TSESTree.Expression;
  return inner.type === AST_NODE_TYPES.LogicalExpression && inner.operator !== '&&'
    ? [...operandsOf(inner.left), ...operandsOf(inner.right)]
    : [inner];
}

function logicalFallback(node: TSESTree.LogicalExpression, analysis: FileAnalysis): FallbackIdentity | undefined {
  const { parent } = wrapped(node);
  if (node.operator === '&&' || (parent?.type === AST_NODE_TYPES.LogicalExpression && parent.operator !== '&&')) {
    return undefined;
  }
  const operands = operandsOf(node);
  const [first, ...others] = operands;
  const substitutes = others.filter((operand) => isSubstitute(operand, analysis));
  const isReplaced = substitutes.some((operand) => isPlaceholder(literalText(operand) ?? ''));
  const given = nameGiven(node) ?? '';
  const identity =
    first && (identityRead(first, analysis, isReplaced) ?? (isFetched(first) && isLookupIdentityName(given, analysis) ? given : undefined));
  if (
    first === undefined ||
    identity === undefined ||
    substitutes.length === 0 ||
    operands.some((operand) => isEnvironment(operand, analysis)) ||
    isUntyped(first, analysis)
  ) {
    return undefined;
  }
  const use = decidingUse(node, analysis.sourceCode);
  const isOnly = operands.length === 2 && substitutes.length === 1;
  return use && found('fallback', node, first, substitutes, use, isOnly ? node.right : undefined, analysis);
}

/** What a call or a member brings may have no telling name of its own; the variable that holds it has. */
function isFetched(expression: TSESTree.Node): boolean {
  const { root, steps } = memberChain(expression);
  const names = [root.type === AST_NODE_TYPES.Identifier ? root.name : '', ...steps.map((step) => step.name ?? '')];
  return (root.type === AST_NODE_TYPES.CallExpression || steps.length > 0) && !names.some(isConfigurationName);
}

function found(
  kind: FallbackIdentity['kind'],
  node: TSESTree.Node,
  identity: TSESTree.Node,
  substitutes: readonly TSESTree.Node[],
  use: DecidingUse,
  replaceable: TSESTree.Expression | undefined,
  { sourceCode }: FileAnalysis,
): FallbackIdentity {
  const text = (part: TSESTree.Node): string => shortText(part, sourceCode);
  return { kind, node, identity: text(identity), substitute: substitutes.map(text).join('` or `'), use, replaceable };
}

/** `id ? id : 'default'`, `user ? user.id : 'anonymous'`, `id === undefined ? 'default' : id`. */
function conditionalFallback(node: TSESTree.ConditionalExpression, analysis: FileAnalysis): FallbackIdentity | undefined {
  const { alternate, consequent, test } = node;
  const isMade = isSubstitute(alternate, analysis);
  const [kept, substitute] = isMade ? [consequent, alternate] : [alternate, consequent];
  if (identityRead(kept, analysis) === undefined || !isSubstitute(substitute, analysis) || isUntyped(kept, analysis) || isEnvironment(kept, analysis)) {
    return undefined;
  }
  const { sourceCode } = analysis;
  const presence = presenceTest(test);
  const { root } = memberChain(kept);
  if (presence === undefined || root.type !== AST_NODE_TYPES.Identifier) {
    return undefined;
  }
  const tested = memberChain(presence.node).root;
  const isOfSame = tested.type === AST_NODE_TYPES.Identifier && variableOf(tested, sourceCode) === variableOf(root, sourceCode);
  if (!isOfSame || presence.whenTrue !== isMade) {
    return undefined;
  }
  const use = decidingUse(node, sourceCode);
  return use && found('fallback', node, kept, [substitute], use, substitute, analysis);
}

/** What a test asks for the presence of, and whether it is there when the test holds. */
function presenceTest(test: TSESTree.Node): { node: TSESTree.Node; whenTrue: boolean } | undefined {
  const node = unwrap(test);
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.MemberExpression:
      return { node, whenTrue: true };
    case AST_NODE_TYPES.UnaryExpression:
      return node.operator === '!' ? { node: unwrap(node.argument), whenTrue: false } : undefined;
    case AST_NODE_TYPES.BinaryExpression:
      return /^[!=]==?$/u.test(node.operator) && isNothing(node.right)
        ? { node: unwrap(node.left), whenTrue: node.operator.startsWith('!') }
        : undefined;
    default:
      return undefined;
  }
}

/** `id ??= 'default'`, `if (!id) id = 'default'`. */
function assignedFallback(node: TSESTree.AssignmentExpression, analysis: FileAnalysis): FallbackIdentity | undefined {
  const { left, operator, right } = node;
  if (left.type !== AST_NODE_TYPES.Identifier || identityRead(left, analysis) === undefined || !isSubstitute(right, analysis)) {
    return undefined;
  }
  const variable = variableOf(left, analysis.sourceCode);
  if (variable === undefined || isModuleVariable(variable) || isUntyped(left, analysis)) {
    return undefined;
  }
  if (operator === '=') {
    const statement = node.parent.parent;
    const branch = statement?.type === AST_NODE_TYPES.BlockStatement ? statement.parent : statement;
    const presence = branch?.type === AST_NODE_TYPES.IfStatement ? presenceTest(branch.test) : undefined;
    if (
      presence?.whenTrue !== false ||
      presence.node.type !== AST_NODE_TYPES.Identifier ||
      variableOf(presence.node, analysis.sourceCode) !== variable
    ) {
      return undefined;
    }
  } else if (operator !== '??=' && operator !== '||=') {
    return undefined;
  }
  const use = decidingUseOf(variable, analysis.sourceCode);
  return use && found('fallback', node, left, [right], use, right, analysis);
}

function defaultFallback(node: TSESTree.AssignmentPattern, analysis: FileAnalysis): FallbackIdentity | undefined {
  const { left, right } = node;
  const { sourceCode } = analysis;
  if (left.type !== AST_NODE_TYPES.Identifier) {
    return undefined;
  }
  const isIdentity = isLookupIdentityName(left.name, analysis) || isNamedIdentityInPattern(node, analysis);
  const variable = declaredBy(node, left, sourceCode);
  if (variable === undefined) {
    return undefined;
  }
  if (isIdentity && isSubstitute(right, analysis)) {
    const use = decidingUseOf(variable, sourceCode) ?? fieldUse(node, left.name, analysis);
    return use && found('fallback', node, left, [right], use, undefined, analysis);
  }
  if (!isMadeUp(right) || isEmptyOptions(right, left, analysis) || !isContextType(left, analysis) || isLeftToToolRule(node, analysis)) {
    return undefined;
  }
  const use = contextUse(variable, sourceCode) ?? fieldUse(node, left.name, analysis);
  return use && found('default-context', node, left, [right], use, undefined, analysis);
}

function isNamedIdentityInPattern({ parent }: TSESTree.AssignmentPattern, analysis: FileAnalysis): boolean {
  return parent.type === AST_NODE_TYPES.Property && !parent.computed && isLookupIdentityName(keyText(parent.key) ?? '', analysis);
}

function declaredBy(node: TSESTree.Node, name: TSESTree.Identifier, sourceCode: TSESLint.SourceCode): Variable | undefined {
  for (let outer: TSESTree.Node | undefined = node; outer; outer = outer.parent) {
    const variable = sourceCode.getDeclaredVariables(outer).find((item) => item.defs.some((definition) => definition.name === name));
    if (variable !== undefined) {
      return variable;
    }
  }
  return undefined;
}

/** `constructor(private readonly userId = 'default')`. */
function fieldUse(node: TSESTree.AssignmentPattern, name: string, { sourceCode }: FileAnalysis): DecidingUse | undefined {
  const property = node.parent;
  if (property.type !== AST_NODE_TYPES.TSParameterProperty) {
    return undefined;
  }
  let use: DecidingUse | undefined;
  const outer = enclosingFunction(node)?.parent.parent;
  if (outer !== undefined) {
    walk(outer, sourceCode.visitorKeys, (inner) => {
      if (
        inner.type === AST_NODE_TYPES.MemberExpression &&
        inner.object.type === AST_NODE_TYPES.ThisExpression &&
        !inner.computed &&
        keyText(inner.property) === name
      ) {
        use ??= decidingUse(inner, sourceCode);
      }
    });
  }
  return use;
}

/** `new Context()`, `{}`, with or without a cast: there is nobody in it. */
function isMadeUp(expression: TSESTree.Node): boolean {
  const node = unwrap(expression);
  return (
    (node.type === AST_NODE_TYPES.NewExpression && node.arguments.length === 0) ||
    (node.type === AST_NODE_TYPES.ObjectExpression && node.properties.length === 0)
  );
}

/** `options: Partial<Settings> = {}`: all of its members may be left out, and nobody is made up for them. */
function isEmptyOptions(made: TSESTree.Expression, parameter: TSESTree.Identifier, analysis: FileAnalysis): boolean {
  return (
    made.type === AST_NODE_TYPES.ObjectExpression &&
    contextInType(analysis.checker.getNonNullableType(analysis.services.getTypeAtLocation(parameter)), analysis) === undefined
  );
}

/** Words that say whose or which context a type's values are. */
const contextOf: ReadonlySet<string> = new Set(['agent', 'auth', 'execution', 'request', 'run', 'security', 'session', 'tenant', 'tool', 'user']);

function isContextType(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const type = analysis.checker.getNonNullableType(analysis.services.getTypeAtLocation(node));
  if (contextInType(type, analysis) !== undefined) {
    return true;
  }
  return [...symbolsOfType(type, analysis)].some((symbol) => {
    const words = wordsOf(symbol.name);
    const isContext = ['context', 'ctx', 'principal', 'session'].includes(words.at(-1) ?? '');
    return (
      isContext &&
      (words.slice(0, -1).some((word) => contextOf.has(word)) ||
        type.getProperties().some((property) => isPersonalMemberName(property.name)))
    );
  });
}

/** `require-user-context` reports functions that run tools with a context that may be missing or is only claimed. */
function isLeftToToolRule(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const owner = isFunction(node.parent) ? node.parent : enclosingFunction(node);
  let isLeft = false;
  if (owner !== undefined) {
    walk(owner, analysis.sourceCode.visitorKeys, (inner) => {
      if (!isLeft && (inner.type === AST_NODE_TYPES.CallExpression || inner.type === AST_NODE_TYPES.NewExpression)) {
        isLeft = missingContextAt(inner, 'allow', analysis) !== undefined;
      }
    });
  }
  return isLeft;
}

/** Where a context, or something that is read from it, goes into a call. */
function contextUse(variable: Variable, sourceCode: TSESLint.SourceCode): DecidingUse | undefined {
  for (const { identifier } of variable.references) {
    let read: TSESTree.Node = identifier;
    for (;;) {
      const use = decidingUse(read, sourceCode);
      if (use !== undefined) {
        return use;
      }
      const { parent }: TSESTree.Node = read;
      if (
        (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === read) ||
        (parent.type === AST_NODE_TYPES.CallExpression && parent.callee === read) ||
        parent.type === AST_NODE_TYPES.ChainExpression
      ) {
        read = parent;
      } else {
        break;
      }
    }
  }
  return undefined;
}

/** `{} as UserContext` that is given to a call. */
function castContext(node: TSESTree.TSAsExpression, analysis: FileAnalysis): FallbackIdentity | undefined {
  const { parent } = node;
  const isInner = parent.type === AST_NODE_TYPES.TSAsExpression || parent.type === AST_NODE_TYPES.AssignmentPattern;
  const inner = unwrap(node);
  const isNobody = (inner.type === AST_NODE_TYPES.ObjectExpression && inner.properties.length === 0) || isNothing(inner);
  if (isInner || !isNobody || !isContextType(node, analysis) || isLeftToToolRule(node, analysis)) {
    return undefined;
  }
  const use = decidingUse(node, analysis.sourceCode);
  return use && found('cast-context', node, node.typeAnnotation, [node], use, undefined, analysis);
}

/** Identities that separate conversations and users in the libraries that keep them. */
const separating: ReadonlySet<string> = new Set(['chat', 'conversation', 'session', 'tenant', 'thread', 'user']);

/** Words of identities that are the program's own. */
const programs: ReadonlySet<string> = new Set(['admin', 'bot', 'cron', 'internal', 'job', 'root', 'scheduler', 'service', 'system', 'worker']);

/** `agent.chat({ sessionId: 'main' })`: one conversation for everybody. */
function literalIdentity(node: TSESTree.Property, analysis: FileAnalysis): FallbackIdentity | undefined {
  // `{ projection: { userId: 1 } }` asks a database for a column.
  const isText = node.value.type !== AST_NODE_TYPES.Literal || typeof node.value.value === 'string';
  const text = node.parent.type === AST_NODE_TYPES.ObjectExpression && !node.computed && isText ? literalText(node.value) : undefined;
  const name = text === undefined || text === '' ? undefined : keyText(node.key);
  // The users of a test are made up.
  if (name === undefined || text === undefined || isTestFile(analysis.sourceCode.ast)) {
    return undefined;
  }
  const words = wordsOf(name);
  if (
    !['id', 'key', 'uuid'].includes(words.at(-1) ?? '') ||
    words.length !== 2 ||
    !separating.has(words[0] ?? '') ||
    wordsOf(text).some((word) => programs.has(word))
  ) {
    return undefined;
  }
  const { checker, services } = analysis;
  const expected = services.esTreeNodeToTSNodeMap.get(node.value);
  const type = checker.getContextualType(expected as ts.Expression);
  // A union of texts is a choice that the callee knows; without a type nothing is known.
  const isOfLibrary = type !== undefined && [type, ...(type.isUnion() ? type.types : [])].some((part) => (part.flags & ts.TypeFlags.String) !== 0);
  const isOpen = type !== undefined && (type.flags & ts.TypeFlags.Any) !== 0 && node.parent.parent.type === AST_NODE_TYPES.Property;
  if (!isOfLibrary && !isOpen) {
    return undefined;
  }
  // Only what is written in the call itself: the object may otherwise be a row or an example.
  let outer: TSESTree.Node = node.parent;
  while (outer.parent.type === AST_NODE_TYPES.Property || outer.parent.type === AST_NODE_TYPES.ObjectExpression) {
    outer = outer.parent;
  }
  const use = outer.parent.type === AST_NODE_TYPES.CallExpression || outer.parent.type === AST_NODE_TYPES.NewExpression ? decidingUse(outer, analysis.sourceCode) : undefined;
  return use && found('literal', node, node.key, [node.value], use, undefined, analysis);
}

function conjuncts(test: TSESTree.Expression): TSESTree.Expression[] {
  return test.type === AST_NODE_TYPES.LogicalExpression && test.operator === '&&'
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];
}

/** Names of objects that say who asks. */
const askers: ReadonlySet<string> = new Set(['auth', 'caller', 'context', 'ctx', 'principal', 'req', 'request', 'session', 'user', 'viewer']);

/** `if (userId && row.userId !== userId) throw …`: who has no id may do everything. */
function skippedCheck(node: TSESTree.IfStatement, analysis: FileAnalysis): FallbackIdentity | undefined {
  const tests = conjuncts(node.test);
  if (tests.length < 2 || !isRefusal(node.consequent, analysis.sourceCode)) {
    return undefined;
  }
  const { services, sourceCode } = analysis;
  for (const test of tests) {
    if (test.type !== AST_NODE_TYPES.BinaryExpression || !test.operator.startsWith('!=') || isNothing(test.right)) {
      continue;
    }
    for (const [asker, owner] of [[test.left, test.right], [test.right, test.left]] as const) {
      const asked = tests.flatMap((other) => presenceTest(other) ?? []).find(
        ({ node: present, whenTrue }) => whenTrue && isReadFrom(asker, present, sourceCode),
      );
      const isWhole = asked !== undefined && sourceCode.getText(asked.node) === sourceCode.getText(unwrap(asker));
      if (
        asked !== undefined &&
        (isWhole ? isAsker(asked.node) : isAskerObject(asked.node)) &&
        unwrap(owner).type === AST_NODE_TYPES.MemberExpression &&
        ((isOwnerName(owner) && isOwnerName(asker)) || (!isWhole && isSameMember(asker, owner))) &&
        isNullable(services.getTypeAtLocation(asked.node))
      ) {
        return { kind: 'skipped-check', node: node.test, identity: sourceCode.getText(asked.node), substitute: sourceCode.getText(test), use: undefined, replaceable: undefined };
      }
    }
  }
  return undefined;
}

/** Whether an expression is what was asked for, or a member of it: `viewer.id` of `viewer`. */
function isReadFrom(expression: TSESTree.Node, whole: TSESTree.Node, sourceCode: FileAnalysis['sourceCode']): boolean {
  for (let node = unwrap(expression); ; node = unwrap(node.object)) {
    if (sourceCode.getText(node) === sourceCode.getText(whole)) {
      return true;
    }
    if (node.type !== AST_NODE_TYPES.MemberExpression) {
      return false;
    }
  }
}

/** `claim.holderNo !== viewer.holderNo`: the same member of both says whose they are, whatever it is called. */
function isSameMember(one: TSESTree.Node, other: TSESTree.Node): boolean {
  const [left, right] = [one, other].map((side) => memberChain(side).steps.at(-1)?.name);
  return left !== undefined && left === right && /(?:id|no|nr|number|key|ref|name|email)$/iu.test(left);
}

/** An object that says who asks: `viewer`, `context.user`. */
function isAskerObject(node: TSESTree.Node): boolean {
  const name = lastName(node);
  return wordsOf(name).some((word) => askers.has(word)) || isIdentityName(name);
}

function isAsker(node: TSESTree.Node): boolean {
  const { root, steps } = memberChain(node);
  return (
    root.type === AST_NODE_TYPES.Identifier &&
    (steps.length === 0 || [root.name, ...steps.slice(0, -1).map((step) => step.name ?? '')].some((name) => wordsOf(name).some((word) => askers.has(word))))
  );
}

/** Last words before `id` of who owns a row. */
const rowOwners: ReadonlySet<string> = new Set(['account', 'author', 'creator', 'customer', 'org', 'organization', 'owner', 'resource', 'tenant', 'user', 'workspace']);

function isOwnerName(expression: TSESTree.Node): boolean {
  const { root, steps } = memberChain(expression);
  const names = [root.type === AST_NODE_TYPES.Identifier ? root.name : '', ...steps.map((step) => step.name ?? '')].slice(-2);
  const words = wordsOf(names.at(-1) ?? '');
  const whole = words.length === 1 ? wordsOf(names.join(' ')) : words;
  return whole.at(-1) === 'id' && rowOwners.has(whole.at(-2) ?? '');
}
