import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { ClassNode, FunctionNode } from './syntax.js';

import { inventoryOf } from './inventory.js';
import { isExported, variableOf, variableOfFunction } from './references.js';
import { enclosingClass, functionName, keyText, memberChain, unwrap } from './syntax.js';

/** The calls of a function that stand in its file. */
export interface KnownCalls {
  calls: readonly TSESTree.CallExpression[];
  /** Nobody else can call it: it is not exported, no method, and used only to be called. */
  areAll: boolean;
}

const none: KnownCalls = { calls: [], areAll: false };

const callsByFunction = new WeakMap<FunctionNode, KnownCalls>();

/** The calls of a function or method in its file, by syntax and scopes. */
export function callsOf(definition: FunctionNode, sourceCode: TSESLint.SourceCode): KnownCalls {
  let known = callsByFunction.get(definition);
  if (known === undefined) {
    known = methodCalls(definition, sourceCode) ?? functionCalls(definition, sourceCode);
    callsByFunction.set(definition, known);
  }
  return known;
}

function functionCalls(definition: FunctionNode, sourceCode: TSESLint.SourceCode): KnownCalls {
  const variable = variableOfFunction(definition, sourceCode);
  if (variable === undefined) {
    return none;
  }
  const calls: TSESTree.CallExpression[] = [];
  let areAll = !isExported(variable);
  for (const reference of variable.references) {
    const { parent } = reference.identifier;
    if (reference.init === true || reference.isTypeReference) {
      continue;
    }
    if (parent.type === AST_NODE_TYPES.CallExpression && parent.callee === reference.identifier) {
      calls.push(parent);
    } else {
      areAll = false;
    }
  }
  return { calls, areAll };
}

function methodCalls(definition: FunctionNode, sourceCode: TSESLint.SourceCode): KnownCalls | undefined {
  const { parent } = definition;
  if (parent.type !== AST_NODE_TYPES.MethodDefinition && parent.type !== AST_NODE_TYPES.PropertyDefinition) {
    return undefined;
  }
  const name = functionName(definition);
  const owner = parent.parent.parent;
  const calls = (name === undefined ? [] : (inventoryOf(sourceCode).methodCalls.get(name) ?? [])).filter((call) => {
    const callee = unwrap(call.callee);
    return callee.type === AST_NODE_TYPES.MemberExpression && isInstanceOf(callee.object, owner, sourceCode);
  });
  return { calls, areAll: false };
}

/** Whether an expression is written as an instance of a class of the file, or as the class itself. */
function isInstanceOf(expression: TSESTree.Node, owner: ClassNode, sourceCode: TSESLint.SourceCode): boolean {
  const { root, steps } = memberChain(expression);
  if (root.type === AST_NODE_TYPES.ThisExpression) {
    const around = enclosingClass(root)?.class;
    const [field, ...rest] = steps;
    if (field === undefined) {
      return around === owner;
    }
    return rest.length === 0 && around !== undefined && fieldClasses(around, field.name).includes(owner.id?.name);
  }
  const className = owner.id?.name;
  if (root.type !== AST_NODE_TYPES.Identifier || steps.length > 0 || className === undefined) {
    return false;
  }
  const definition = variableOf(root, sourceCode)?.defs[0];
  if (definition?.type === 'ClassName') {
    return definition.node === owner;
  }
  return definition !== undefined && declaredClasses(definition.name, definition.node).includes(className);
}

function fieldClasses(owner: ClassNode, name: string | undefined): (string | undefined)[] {
  return owner.body.body.flatMap((element) => {
    if (element.type === AST_NODE_TYPES.PropertyDefinition && keyText(element.key) === name) {
      return [annotatedClass(element.typeAnnotation), constructedClass(element.value)];
    }
    if (element.type === AST_NODE_TYPES.MethodDefinition && element.kind === 'constructor') {
      return element.value.params.flatMap((parameter) =>
        parameter.type === AST_NODE_TYPES.TSParameterProperty && keyText(parameter.parameter) === name
          ? [annotatedClass(parameter.parameter.typeAnnotation)]
          : [],
      );
    }
    return [];
  });
}

function declaredClasses(name: TSESTree.Node, node: TSESTree.Node): (string | undefined)[] {
  return [
    name.type === AST_NODE_TYPES.Identifier ? annotatedClass(name.typeAnnotation) : undefined,
    node.type === AST_NODE_TYPES.VariableDeclarator ? constructedClass(node.init) : undefined,
  ];
}

/** `: Name`, alone or in a union with `null` and `undefined`. */
function annotatedClass(annotation: TSESTree.TSTypeAnnotation | undefined): string | undefined {
  const type = annotation?.typeAnnotation;
  const parts = type?.type === AST_NODE_TYPES.TSUnionType ? type.types : [type];
  for (const part of parts) {
    if (part?.type === AST_NODE_TYPES.TSTypeReference && part.typeName.type === AST_NODE_TYPES.Identifier) {
      return part.typeName.name;
    }
  }
  return undefined;
}

/** `new Name()`, `Name.getInstance()` */
function constructedClass(value: TSESTree.Node | null): string | undefined {
  const made = value === null ? undefined : unwrap(value);
  if (made?.type === AST_NODE_TYPES.NewExpression && made.callee.type === AST_NODE_TYPES.Identifier) {
    return made.callee.name;
  }
  if (made?.type === AST_NODE_TYPES.CallExpression) {
    const { root, steps } = memberChain(made.callee);
    return root.type === AST_NODE_TYPES.Identifier && steps.length === 1 ? root.name : undefined;
  }
  return undefined;
}
