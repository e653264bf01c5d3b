import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { isCallback } from './function-use.js';
import { chosenSignature } from './symbols.js';
import { wrapped } from './syntax.js';

/**
 * Whether a function is given to something that makes another one of it with the same parameters, which a constant or a field
 * holds: `const price = traced(async (item: string) => …)`. What the function comes to require, callers of the other one have to
 * give.
 *
 * @param place The function, or its name.
 */
export function isWrappedUnderName(place: TSESTree.Node, analysis: FileAnalysis): boolean {
  const calls: [TSESTree.CallExpression, TSESTree.Node][] = [];
  let value = wrapped(place);
  for (;;) {
    const { parent } = value;
    if (parent?.type === AST_NODE_TYPES.CallExpression && parent.callee !== value) {
      calls.push([parent, value]);
      value = wrapped(parent);
    } else {
      const isHeld =
        (parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.parent.kind === 'const') ||
        (parent?.type === AST_NODE_TYPES.PropertyDefinition && parent.value === value);
      return isHeld && calls.length > 0 && calls.every(([call, argument]) => keepsParameters(call, argument, analysis));
    }
  }
}

/** Whether a function has no name that it could be called by, and none that what wraps it is called by. */
export function isGivenAway(node: FunctionNode, analysis: FileAnalysis): boolean {
  return isCallback(node) && !isWrappedUnderName(node, analysis);
}

/** Whether a call returns a function that takes what one of its arguments takes, whatever that is. */
function keepsParameters(
  call: TSESTree.CallExpression,
  argument: TSESTree.Node,
  { checker, services }: FileAnalysis,
): boolean {
  const position = call.arguments.findIndex((each) => each === argument);
  const node = services.esTreeNodeToTSNodeMap.get(call);
  if (!ts.isCallExpression(node) || checker.getTypeAtLocation(node).getCallSignatures().length === 0) {
    return false;
  }
  const { declaration } = (chosenSignature(node, checker) ?? {}) as { declaration?: ts.JSDocSignature | ts.SignatureDeclaration };
  const parameter = declaration === undefined || ts.isJSDocSignature(declaration) ? undefined : declaration.parameters[position];
  if (declaration === undefined || ts.isJSDocSignature(declaration) || parameter === undefined) {
    return false;
  }
  const carrier = carrierIn(checker.getTypeAtLocation(parameter), checker);
  const own = checker.getSignatureFromDeclaration(declaration);
  const returned = own && checker.getReturnTypeOfSignature(own);
  return (
    carrier !== undefined &&
    returned !== undefined &&
    (carrierIn(returned, checker) === carrier || (declaration.type !== undefined && mentions(declaration.type, carrier, checker)))
  );
}

/** The type parameter that stands for a function, or for all parameters of one. */
function carrierIn(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
    return type;
  }
  const [signature] = type.getCallSignatures();
  const last = signature?.parameters.at(-1);
  const declaration = last?.valueDeclaration;
  if (last === undefined || declaration === undefined || !ts.isParameter(declaration) || declaration.dotDotDotToken === undefined) {
    return undefined;
  }
  const rest = checker.getTypeOfSymbol(last);
  return (rest.flags & ts.TypeFlags.TypeParameter) === 0 ? undefined : rest;
}

/** Whether a written type mentions a type parameter: `DebouncedFunction<F>`. */
function mentions(node: ts.Node, type: ts.Type, checker: ts.TypeChecker): boolean {
  return (
    (ts.isTypeReferenceNode(node) && checker.getTypeFromTypeNode(node) === type) ||
    ts.forEachChild(node, (child) => mentions(child, type, checker) || undefined) === true
  );
}
