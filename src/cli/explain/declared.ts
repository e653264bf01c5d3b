import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import ts from '../../typescript.js';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Storage } from '../../isolation/lifetime.js';
import type { Answer, Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { inventoryOf } from '../../isolation/inventory.js';
import { makingOfClass, outlivesRequest, storageOf } from '../../isolation/lifetime.js';
import { ownerOf } from '../../isolation/owner.js';
import { typeOf } from '../../isolation/symbols.js';
import { isFunction, unwrap } from '../../isolation/syntax.js';
import { codeText } from './code-text.js';
import { declaredText, fieldText } from './lifetime-answer.js';
import { ownerAnswer } from './owner-answer.js';
import { verdict } from './verdict.js';

/** A variable or field of a class, where it is declared. */
export type Declaration = TSESTree.PropertyDefinition | TSESTree.VariableDeclarator;

/**
 * A variable or a field where it is declared: how long it lives, what it begins with, and where functions write it.
 *
 * @returns `undefined` for a function or class under a name, and for a pattern: what it takes apart is read there.
 */
export function declaredSubject(
  declaration: Declaration,
  findings: FindingsOfFile,
  analysis: FileAnalysis,
): Subject | undefined {
  const isField = declaration.type === AST_NODE_TYPES.PropertyDefinition;
  const name = isField ? declaration.key : declaration.id;
  const initial = isField ? declaration.value : declaration.init;
  const isNamed = name.type === AST_NODE_TYPES.Identifier || name.type === AST_NODE_TYPES.PrivateIdentifier;
  if (!isNamed || (initial !== null && isCode(initial))) {
    return undefined;
  }
  return {
    node: declaration,
    read: undefined,
    parts: () => [],
    explain: () => {
      const { isLasting, text } = isField ? lifetimeOfField(declaration, analysis) : lifetimeOfVariable(declaration, analysis);
      const writes = writesOf(declaration, analysis);
      return {
        title: `${codeText(name, analysis)} is declared`,
        answers: [
          { question: 'lifetime', text: `${isLasting ? 'outlives' : 'ends with'} the request: ${text}` },
          ...(initial === null ? [] : [ownerAnswer(ownerOf(initial, analysis), initial, analysis)]),
          ...(isLasting ? [writesAnswer(writes)] : []),
          verdict(
            findings.at(name.loc, declaration.loc),
            isLasting
              ? 'what is made when the program starts is the same for everybody; what functions put into it is judged where they do'
              : 'nothing here outlives the request',
          ),
        ],
      };
    },
  };
}

function isCode(initial: TSESTree.Node): boolean {
  const value = unwrap(initial);
  return isFunction(value) || value.type === AST_NODE_TYPES.ClassExpression;
}

interface Lifetime {
  isLasting: boolean;
  text: string;
}

function lifetimeOfField(field: TSESTree.PropertyDefinition, analysis: FileAnalysis): Lifetime {
  const owner = field.parent.parent;
  const name = codeText(field.key, analysis);
  return field.static
    ? { isLasting: true, text: `${name} is a static member of a class` }
    : { isLasting: makingOfClass(owner, analysis).isForAll, text: fieldText(name, owner, analysis) };
}

/** What a variable is shows where it is used: another name for something that lasts, or what a later function keeps. */
function lifetimeOfVariable(declarator: TSESTree.VariableDeclarator, analysis: FileAnalysis): Lifetime {
  const name = codeText(declarator.id, analysis);
  const storage = storagesOf(declarator, analysis).find(outlivesRequest);
  // A text or a number that is taken from a storage is a copy.
  if (storage !== undefined && (typeOf(declarator.id, analysis).flags & ts.TypeFlags.Object) !== 0) {
    return { isLasting: true, text: declaredText(storage, analysis) };
  }
  return isOfModule(declarator)
    ? { isLasting: true, text: `${name} is declared at module level` }
    : { isLasting: false, text: `${name} is a local variable` };
}

function storagesOf(declarator: TSESTree.VariableDeclarator, analysis: FileAnalysis): Storage[] {
  return analysis.sourceCode
    .getDeclaredVariables(declarator)
    .flatMap(({ references }) => references.map(({ identifier }) => storageOf(identifier, analysis)));
}

function isOfModule({ parent: { parent } }: TSESTree.VariableDeclarator): boolean {
  return parent.type === AST_NODE_TYPES.Program || parent.type === AST_NODE_TYPES.ExportNamedDeclaration;
}

/** Where functions of the file put something into what is declared. */
function writesOf(declaration: Declaration, analysis: FileAnalysis): TSESTree.Node[] {
  const declared = new Set<unknown>([declaration, ...analysis.sourceCode.getDeclaredVariables(declaration)]);
  return inventoryOf(analysis.sourceCode)
    .writes.filter(({ target, values }) => values.length > 0 && declared.has(storageOf(target, analysis).identity))
    .map(({ node }) => node);
}

function writesAnswer(writes: readonly TSESTree.Node[]): Answer {
  const lines = [...new Set(writes.map(({ loc }) => loc.start.line))];
  const last = lines.at(-1);
  const others = lines.slice(0, -1).join(', ');
  return {
    question: 'writes',
    text:
      last === undefined
        ? 'no function of this file puts anything into it'
        : `functions put something into it at ${others === '' ? `line ${last}` : `lines ${others} and ${last}`}`,
  };
}
