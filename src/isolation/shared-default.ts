import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { SlotWrite } from './inventory.js';
import type { Storage } from './lifetime.js';
import type { MemberStep } from './syntax.js';

import { outlivesRequest, storageOf } from './lifetime.js';
import { variableOf } from './references.js';
import { symbolAt } from './symbols.js';
import { enclosingFunction, keyText, memberChain, unwrap, walk } from './syntax.js';

/**
 * The shared object that a write reaches although it seems to write to an object of its own: `{ ...defaults }` copies
 * one level, and `options.headers ?? DEFAULTS`, as a field, as a property or as the default of a parameter, is the
 * default object itself for all who bring none.
 *
 * @returns `undefined` where the written object is made for the caller, or nothing can be said.
 */
export function sharedDefaultOf(write: SlotWrite, analysis: FileAnalysis): Storage | undefined {
  const { root, steps } = write.chain;
  // What is written is the last step itself, unless a method changes what the chain leads to.
  const changesWhole = write.method !== undefined || write.operation === 'merge' || write.operation === 'put';
  const path = changesWhole ? steps : steps.slice(0, -1);
  const found = sourceOf(root, path, write, analysis);
  const last = steps.at(-1);
  return found === undefined || changesWhole || last === undefined
    ? found
    : { ...found, steps: [...found.steps, last] };
}

function sourceOf(
  root: TSESTree.Node,
  path: readonly MemberStep[],
  write: SlotWrite,
  analysis: FileAnalysis,
): Storage | undefined {
  if (root.type === AST_NODE_TYPES.ThisExpression) {
    const [field, ...rest] = path;
    const value = field?.name === undefined ? undefined : assignedField(field.name, write, analysis);
    return value === undefined ? undefined : sharedIn(value, rest, analysis);
  }
  const variable = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, analysis.sourceCode) : undefined;
  const [definition] = variable?.defs ?? [];
  if (
    variable === undefined ||
    definition === undefined ||
    variable.references.some((reference) => reference.isWrite() && reference.init !== true)
  ) {
    return undefined;
  }
  const { parent } = definition.name;
  if (parent.type === AST_NODE_TYPES.AssignmentPattern && parent.left === definition.name) {
    return sharedIn(parent.right, path, analysis);
  }
  if (
    definition.type !== 'Variable' ||
    definition.node.id.type !== AST_NODE_TYPES.Identifier ||
    definition.node.init === null ||
    enclosingFunction(definition.node) !== write.function
  ) {
    return undefined;
  }
  const init = unwrap(definition.node.init);
  const isUntouched = !isReplaced(variable.references.map(({ identifier }) => identifier), path);
  if (init.type === AST_NODE_TYPES.CallExpression || init.type === AST_NODE_TYPES.NewExpression) {
    return isUntouched ? handedIn(init, path, analysis) : undefined;
  }
  if (init.type === AST_NODE_TYPES.LogicalExpression && init.operator !== '&&') {
    return isUntouched ? sharedIn(init.right, path, analysis) : undefined;
  }
  return init.type === AST_NODE_TYPES.ObjectExpression && isUntouched
    ? sharedIn(init, path, analysis)
    : undefined;
}

/** What the object that an expression makes or names has at the end of a path, where that is shared. */
function sharedIn(
  expression: TSESTree.Node,
  path: readonly MemberStep[],
  analysis: FileAnalysis,
): Storage | undefined {
  const value = unwrap(expression);
  if (value.type !== AST_NODE_TYPES.ObjectExpression) {
    const storage = storageOf(value, analysis);
    return outlivesRequest(storage) && !isPrimitive(storage) ? { ...storage, steps: [...storage.steps, ...path] } : undefined;
  }
  const [first, ...rest] = path;
  if (first?.name === undefined) {
    return undefined;
  }
  for (const property of [...value.properties].reverse()) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      const storage = sharedIn(property.argument, path, analysis);
      if (storage !== undefined) {
        return storage;
      }
    } else if (property.computed || keyText(property.key) === undefined) {
      return undefined;
    } else if (keyText(property.key) === first.name) {
      return sharedIn(property.value, rest, analysis);
    }
  }
  return undefined;
}

/**
 * `new State({ metadata: { ...defaults } })`, and then a write to `state.metadata.tags`: what is made has the member by the
 * name that it was handed in under, unless whoever makes it clones.
 */
function handedIn(
  made: TSESTree.CallExpression | TSESTree.NewExpression,
  path: readonly MemberStep[],
  analysis: FileAnalysis,
): Storage | undefined {
  const [first] = path;
  for (const argument of made.arguments) {
    const given = unwrap(argument);
    const isNamed =
      given.type === AST_NODE_TYPES.ObjectExpression &&
      given.properties.some(
        (property) => property.type === AST_NODE_TYPES.Property && keyText(property.key) === first?.name,
      );
    const storage = isNamed ? sharedIn(given, path, analysis) : undefined;
    if (storage !== undefined) {
      return clones(made.callee, analysis) ? undefined : storage;
    }
  }
  return undefined;
}

/** Whether what is called has a clone made anywhere in it, or cannot be looked into. */
function clones(callee: TSESTree.Node, analysis: FileAnalysis): boolean {
  const declaration = symbolAt(unwrap(callee), analysis)?.valueDeclaration;
  if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) {
    return true;
  }
  let found = false;
  const look = (node: ts.Node): void => {
    found ||= ts.isIdentifier(node) && /clone|deepcopy/iu.test(node.text);
    ts.forEachChild(node, look);
  };
  look(declaration);
  return found;
}

/** The initializer says that the storage holds no object that could be written to. */
function isPrimitive({ initializer }: Storage): boolean {
  return initializer !== undefined && 'type' in initializer && initializer.type === AST_NODE_TYPES.Literal;
}

/** The one value that the function of a write has given to a field of its instance before it. */
function assignedField(name: string, write: SlotWrite, analysis: FileAnalysis): TSESTree.Expression | undefined {
  const values: TSESTree.Expression[] = [];
  walk(write.function.body, analysis.sourceCode.visitorKeys, (node) => {
    if (
      node.type === AST_NODE_TYPES.AssignmentExpression &&
      node.operator === '=' &&
      node.range[1] <= write.node.range[0] &&
      enclosingFunction(node) === write.function
    ) {
      const { root, steps } = memberChain(node.left);
      if (root.type === AST_NODE_TYPES.ThisExpression && steps[0]?.name === name) {
        // A later replacement of a part of it makes a second value, and then nothing is said.
        values.push(node.right);
      }
    }
  });
  return values.length === 1 ? values[0] : undefined;
}

/** `state.context = { ...state.context }`: the shared part was replaced by a copy. */
function isReplaced(uses: readonly TSESTree.Node[], path: readonly MemberStep[]): boolean {
  return uses.some((use) => {
    let chain = use;
    for (const [index, step] of path.entries()) {
      const { parent } = chain;
      if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== chain) {
        return false;
      }
      if (memberChain(parent).steps[index]?.name !== step.name) {
        return false;
      }
      chain = parent;
      if (chain.parent.type === AST_NODE_TYPES.AssignmentExpression && chain.parent.left === chain) {
        return true;
      }
    }
    return false;
  });
}
