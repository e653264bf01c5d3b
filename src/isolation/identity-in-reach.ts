import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import type { FileAnalysis } from './file-analysis.js';

import { enclosingFunctions } from './syntax.js';
import { isCredentialName, isIdentityName } from './vocabulary.js';

/** An expression that says who somebody is, and that can be written at a place. */
export interface IdentityInReach {
  /** The text: `userId`, `ctx.userId`. */
  text: string;
  /** The last name of it. */
  name: string;
}

/**
 * The identities that the parameters of the functions around a place have, as plain texts: a parameter, or a member of one.
 * Credentials are left out, and what may be `undefined`.
 *
 * @returns The innermost function's that has any; in the order of its parameters.
 */
export function identitiesInReach(place: TSESTree.Node, analysis: FileAnalysis): readonly IdentityInReach[] {
  for (const around of enclosingFunctions(place)) {
    const found = around.params.flatMap((parameter) => identitiesOf(parameter, analysis));
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}

function identitiesOf(parameter: TSESTree.Parameter, analysis: FileAnalysis): IdentityInReach[] {
  const pattern = parameter.type === AST_NODE_TYPES.TSParameterProperty ? parameter.parameter : parameter;
  switch (pattern.type) {
    case AST_NODE_TYPES.Identifier: {
      if (isIdentity(pattern.name, analysis)) {
        return isText(analysis.services.getTypeAtLocation(pattern)) ? [{ text: pattern.name, name: pattern.name }] : [];
      }
      const { checker, services } = analysis;
      const type = services.getTypeAtLocation(pattern);
      if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.StringLike)) !== 0 || type.isUnion()) {
        return [];
      }
      return type
        .getProperties()
        .filter(({ name }) => isIdentity(name, analysis))
        .filter((property) => isText(checker.getTypeOfSymbol(property)))
        .map(({ name }) => ({ text: `${pattern.name}.${name}`, name }));
    }
    case AST_NODE_TYPES.ObjectPattern:
      return pattern.properties.flatMap((property) =>
        property.type === AST_NODE_TYPES.Property &&
        property.value.type === AST_NODE_TYPES.Identifier &&
        isIdentity(property.value.name, analysis) &&
        isText(analysis.services.getTypeAtLocation(property.value))
          ? [{ text: property.value.name, name: property.value.name }]
          : [],
      );
    default:
      return [];
  }
}

function isIdentity(name: string, { settings }: FileAnalysis): boolean {
  return isIdentityName(name, settings.identityNames) && !isCredentialName(name) && !/name$|email$/iu.test(name);
}

/** A string, branded or not, that is there. */
function isText(type: ts.Type): boolean {
  const parts = type.isIntersection() ? type.types : [type];
  return parts.some((part) => (part.flags & ts.TypeFlags.String) !== 0);
}
