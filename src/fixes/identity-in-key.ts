import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from '../isolation/file-analysis.js';
import type { Leaf } from '../isolation/trace.js';

import { identitiesInReach } from '../isolation/identity-in-reach.js';
import { constantInitializer } from '../isolation/references.js';
import { enclosingFunction, unwrap } from '../isolation/syntax.js';
import { isCredentialName } from '../isolation/vocabulary.js';

/** An identity, put in front of a key. */
export interface KeyCorrection {
  /** The text of the identity. */
  identity: string;
  fix: (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix;
}

/**
 * Puts the identity that a key leaves out in front of it, where the key is made: in the constant that holds it, so that
 * whoever looks up with it changes too.
 *
 * @param leaf What the kept value depends on. A credential is no key: then the one identity in reach is taken.
 * @returns `undefined` where the key is no string, or where it is not clear which identity is meant.
 */
export function identityInKey(key: TSESTree.Node, leaf: Leaf | undefined, analysis: FileAnalysis): KeyCorrection | undefined {
  const made = whereMade(key, analysis);
  if (made === undefined || !isString(made, analysis)) {
    return undefined;
  }
  const identity = identityFor(made, leaf, analysis);
  if (identity === undefined) {
    return undefined;
  }
  const prefix = `\${${identity}}:`;
  return {
    identity,
    fix: (fixer) =>
      made.type === AST_NODE_TYPES.TemplateLiteral
        ? fixer.insertTextAfterRange([made.range[0], made.range[0] + 1], prefix)
        : fixer.replaceText(made, `\`${prefix}\${${analysis.sourceCode.getText(made)}}\``),
  };
}

/** The expression that the key is made by: itself, or what its constant is initialized with, in the same function. */
function whereMade(key: TSESTree.Node, { sourceCode }: FileAnalysis): TSESTree.Node | undefined {
  const node = unwrap(key);
  if (node.type !== AST_NODE_TYPES.Identifier) {
    // A key that is written out at each use would have to change at each.
    return undefined;
  }
  const init = constantInitializer(node, sourceCode);
  return init !== undefined && enclosingFunction(init) === enclosingFunction(node) ? unwrap(init) : undefined;
}

function isString(node: TSESTree.Node, { services }: FileAnalysis): boolean {
  return (services.getTypeAtLocation(node).flags & ts.TypeFlags.StringLike) !== 0;
}

function identityFor(place: TSESTree.Node, leaf: Leaf | undefined, analysis: FileAnalysis): string | undefined {
  if (leaf !== undefined && !leaf.names.some(isCredentialName) && isString(leaf.node, analysis)) {
    const around = enclosingFunction(place);
    if (leaf.function !== undefined && leaf.function === around) {
      return analysis.sourceCode.getText(leaf.node);
    }
  }
  const [only, ...others] = identitiesInReach(place, analysis);
  return others.length === 0 ? only?.text : undefined;
}
