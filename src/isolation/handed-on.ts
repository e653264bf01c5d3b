import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { Call } from './context-slot.js';
import type { FileAnalysis } from './file-analysis.js';
import type { UsableContext } from './usable-context.js';

import { contextInType, contextProperties } from './context-type.js';
import { plainParameter } from './context.js';
import { functionAt, isModuleVariable, variableOf } from './references.js';
import { calledObject, contains, enclosingClass, enclosingFunctions, isFunction, keyText, lastName, propertyName, unwrap, walk, wrapped } from './syntax.js';
import { hasContext } from './usable-context.js';
import { wordsOf } from './vocabulary.js';

/**
 * Whether a context goes into a call by another way than the parameter for it:
 *
 * - as another argument, or inside one
 * - with what is called: `session.ask(…)`, `ctx.services.search.query(…)`, `articles().for(ctx).run()`
 * - with what is done to the result: `can('write')(ctx)`
 * - by a call around it that has the context: `storage.run(ctx, () => …)`
 * - in a function of the same function that closes over it
 *
 * @param contexts The contexts in reach of the call.
 */
export function isHandedOn(call: Call, contexts: readonly UsableContext[], analysis: FileAnalysis): boolean {
  return (
    call.arguments.some((argument) => carriesContext(argument, analysis)) ||
    isOfContext(call.callee, contexts, analysis) ||
    isGivenAfterwards(call, contexts, analysis) ||
    isInsideOfCallWith(call, contexts, analysis) ||
    closesOver(call, contexts, analysis)
  );
}

function carriesContext(node: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = unwrap(node);
  if (value.type === AST_NODE_TYPES.ObjectExpression) {
    return value.properties.some((property) =>
      carriesContext(property.type === AST_NODE_TYPES.Property ? property.value : property.argument, analysis),
    );
  }
  if (value.type === AST_NODE_TYPES.ArrayExpression) {
    return value.elements.some((element) => element !== null && carriesContext(element, analysis));
  }
  if (isFunction(value) || value.type === AST_NODE_TYPES.ThisExpression) {
    return false;
  }
  const type = analysis.checker.getNonNullableType(analysis.services.getTypeAtLocation(value));
  return contextInType(type, analysis) !== undefined || contextProperties(type, analysis).length > 0;
}

/** Whether what is called is a context's, is made with one, or is a member of something that has one of its own. */
function isOfContext(callee: TSESTree.Node, contexts: readonly UsableContext[], analysis: FileAnalysis): boolean {
  const target = unwrap(callee);
  if (target.type !== AST_NODE_TYPES.MemberExpression) {
    return target.type === AST_NODE_TYPES.CallExpression && contexts.some((context) => hasContext(target, context, analysis));
  }
  return (
    contexts.some((context) => hasContext(target.object, context, analysis)) || hasOneOfItsOwn(target.object, analysis)
  );
}

/** An optional one is a place for defaults that all runs share. */
function hasOneOfItsOwn(object: TSESTree.Node, analysis: FileAnalysis): boolean {
  const value = unwrap(object);
  if (value.type === AST_NODE_TYPES.ThisExpression) {
    return false;
  }
  const type = analysis.checker.getNonNullableType(analysis.services.getTypeAtLocation(value));
  return (
    contextInType(type, analysis) !== undefined ||
    contextProperties(type, analysis, true).some(({ verdict }) => !verdict.nullable)
  );
}

function isGivenAfterwards(call: Call, contexts: readonly UsableContext[], analysis: FileAnalysis): boolean {
  let value = wrapped(call);
  for (;;) {
    const { parent } = value;
    if (parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === value) {
      const given = parent.arguments;
      if (given.some((argument) => contexts.some((context) => hasContext(argument, context, analysis)))) {
        return true;
      }
    } else if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== value) {
      return false;
    }
    value = wrapped(parent);
  }
}

function isInsideOfCallWith(call: Call, contexts: readonly UsableContext[], analysis: FileAnalysis): boolean {
  return enclosingFunctions(call).some((node) => {
    const { parent } = wrapped(node);
    return (
      parent?.type === AST_NODE_TYPES.CallExpression &&
      parent.callee !== node &&
      parent.arguments.some(
        (argument) =>
          !contains(argument, node) &&
          contexts.some(
            (context) => !contains(node, context.owner) && hasContext(argument, context, analysis),
          ),
      )
    );
  });
}

function closesOver(call: Call, contexts: readonly UsableContext[], analysis: FileAnalysis): boolean {
  const definition = functionAt(call.callee, analysis.sourceCode);
  return (
    definition !== undefined &&
    contexts.some((context) => contains(context.owner, definition) && hasContext(definition.body, context, analysis))
  );
}

/** What a model is told, and what ends a call: tools do not read in it whom they work for. */
const aside: ReadonlySet<string> = new Set(['abortSignal', 'input', 'instructions', 'message', 'messages', 'prompt', 'query', 'question', 'signal', 'system', 'text']);

/**
 * Whether the agent or the tools of a call, or what they are given beside the words for the model, are made of a context
 * in reach: then they may know whom they run for.
 */
export function isMadeOf(call: Call, contexts: readonly UsableContext[], analysis: FileAnalysis): boolean {
  const callee = unwrap(call.callee);
  const parts = [
    ...(callee.type === AST_NODE_TYPES.MemberExpression ? [callee.object] : []),
    ...call.arguments.flatMap((argument) => partsOf(argument, analysis)),
  ];
  const fields = contexts.filter(({ kind }) => kind === 'field').map(({ expression }) => expression);
  return parts.some(
    (part) => dependsOn(part, contexts, analysis, 4) || (fields.length > 0 && isMadeOfInstance(part, fields, analysis)),
  );
}

function partsOf(argument: TSESTree.CallExpressionArgument, analysis: FileAnalysis): TSESTree.Node[] {
  const value = unwrap(argument);
  if (value.type !== AST_NODE_TYPES.ObjectExpression) {
    const type = analysis.services.getTypeAtLocation(value);
    return analysis.checker.isTypeAssignableTo(type, analysis.checker.getStringType()) ? [] : [value];
  }
  return value.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property
      ? aside.has(keyText(property.key) ?? '')
        ? []
        : [property.value]
      : [property.argument],
  );
}

/**
 * Whether something of the instance can be made of its context: a field that is set from it, or by somebody else; the instance
 * itself; what one of its methods returns.
 */
function isMadeOfInstance(part: TSESTree.Node, fields: readonly string[], analysis: FileAnalysis): boolean {
  let found = false;
  walk(part, analysis.sourceCode.visitorKeys, (node) => {
    found ||= node.type === AST_NODE_TYPES.ThisExpression && isContextOfInstance(node, fields, analysis);
  });
  return found;
}

function isContextOfInstance(instance: TSESTree.ThisExpression, fields: readonly string[], analysis: FileAnalysis): boolean {
  const { parent: field } = instance;
  if (field.type !== AST_NODE_TYPES.MemberExpression || field.object !== instance || calledObject(field) !== undefined) {
    return true;
  }
  const name = analysis.sourceCode.getText(field);
  const { parent: member } = wrapped(field);
  if (member?.type === AST_NODE_TYPES.MemberExpression && !member.computed && fields.some((each) => each.startsWith(`${name}.`))) {
    // Beside a context in one object, another member has nothing of it.
    return fields.includes(analysis.sourceCode.getText(member).replaceAll(/[?!]/gu, ''));
  }
  const sources = sourcesOfField(field, analysis);
  return sources.length === 0 || sources.some((source) => mayHoldContext(source, analysis));
}

/** What a field of the class is set from, where the class itself says it; a parameter that becomes a field is its own source. */
function sourcesOfField(access: TSESTree.MemberExpression, { sourceCode }: FileAnalysis): TSESTree.Node[] {
  const definition = enclosingClass(access)?.class;
  const name = propertyName(access);
  const sources: TSESTree.Node[] = [];
  if (definition !== undefined && name !== undefined) {
    walk(definition.body, sourceCode.visitorKeys, (node) => {
      if (node.type === AST_NODE_TYPES.PropertyDefinition && node.value !== null && !node.static && keyText(node.key) === name) {
        sources.push(node.value);
      } else if (node.type === AST_NODE_TYPES.TSParameterProperty && plainParameter(node).pattern.type === AST_NODE_TYPES.Identifier) {
        const { pattern } = plainParameter(node);
        sources.push(...((pattern as TSESTree.Identifier).name === name ? [pattern] : []));
      } else if (
        node.type === AST_NODE_TYPES.AssignmentExpression &&
        node.left.type === AST_NODE_TYPES.MemberExpression &&
        node.left.object.type === AST_NODE_TYPES.ThisExpression &&
        propertyName(node.left) === name
      ) {
        sources.push(node.right);
      }
    });
  }
  return sources;
}

/** Whether an expression mentions the instance, a context, or something that has one. */
function mayHoldContext(expression: TSESTree.Node, analysis: FileAnalysis): boolean {
  let found = false;
  walk(expression, analysis.sourceCode.visitorKeys, (node) => {
    found ||=
      node.type === AST_NODE_TYPES.ThisExpression ||
      (node.type === AST_NODE_TYPES.Identifier && !isFunction(node.parent) && carriesContext(node, analysis));
  });
  return found;
}

/** Whether an expression has one of some contexts in it, by itself or through locals that are made of them. */
function dependsOn(
  expression: TSESTree.Node,
  contexts: readonly UsableContext[],
  analysis: FileAnalysis,
  fuel: number,
): boolean {
  if (contexts.some((context) => context.variable !== undefined && hasContext(expression, context, analysis))) {
    return true;
  }
  let depends = false;
  walk(expression, analysis.sourceCode.visitorKeys, (node) => {
    if (depends || fuel === 0 || node.type !== AST_NODE_TYPES.Identifier) {
      return;
    }
    const variable = variableOf(node, analysis.sourceCode);
    const [definition] = variable?.defs ?? [];
    depends =
      variable !== undefined &&
      definition?.type === 'Variable' &&
      !isModuleVariable(variable) &&
      definition.node.init !== null &&
      definition.node.init.range[0] < expression.range[0] &&
      dependsOn(definition.node.init, contexts, analysis, fuel - 1);
  });
  return depends;
}

const logMethods: ReadonlySet<string> = new Set(['debug', 'error', 'fatal', 'info', 'log', 'trace', 'verbose', 'warn']);
const logs: ReadonlySet<string> = new Set(['console', 'log', 'logger', 'logging']);

/** Whether a call writes a line of a log: whose work it is about is good to know, and nothing is done for anybody. */
export function isLogLine(call: Call): boolean {
  const callee = unwrap(call.callee);
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    logMethods.has(lastName(callee)) &&
    wordsOf(lastName(callee.object)).some((word) => logs.has(word))
  );
}
