import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { judgedSendsOf } from '../../isolation/broadcast.js';
import { inventoryOf } from '../../isolation/inventory.js';
import { judgedKeepingsOf } from '../../isolation/kept-identity.js';
import { contains, isFunction, walk } from '../../isolation/syntax.js';
import { judgedEntriesOf } from '../../isolation/unscoped-cache.js';
import { calledSubject } from './called.js';
import { declaredSubject } from './declared.js';
import { givenSubject } from './given-to-shared.js';
import { keptSubject } from './kept-entry.js';
import { parameterSubject, readSubject } from './read.js';
import { readsOf } from './reads.js';
import { sentSubject } from './sent.js';
import { writtenSubject } from './written.js';

/** All that can be explained in a file, in the order of the text. */
export function subjectsOf(findings: FindingsOfFile, analysis: FileAnalysis): Subject[] {
  const { writes } = inventoryOf(analysis.sourceCode);
  const written = new Set<TSESTree.Node>(writes.flatMap(({ node, target }) => [node, target]));
  return [
    ...writes.map((write) => writtenSubject(write, findings, analysis)),
    ...judgedEntriesOf(analysis)
      .filter(({ entry: { node } }) => !written.has(node))
      .map((judged) => keptSubject(judged, findings, analysis)),
    ...judgedKeepingsOf(analysis)
      .filter(({ node }) => !written.has(node))
      .map((judged) => givenSubject(judged, findings, analysis)),
    ...judgedSendsOf(analysis).map((sent) => sentSubject(sent, findings, analysis)),
    ...syntaxSubjects(findings, analysis),
    ...readsOf(analysis).map((chain) => readSubject(chain, findings, analysis)),
  ].sort((one, other) => one.node.range[0] - other.node.range[0]);
}

/** Calls, declarations and parameters. */
function syntaxSubjects(findings: FindingsOfFile, analysis: FileAnalysis): Subject[] {
  const { ast, visitorKeys } = analysis.sourceCode;
  const subjects: Subject[] = [];
  const add = (subject: Subject | undefined): void => {
    if (subject !== undefined) {
      subjects.push(subject);
    }
  };
  walk(ast, visitorKeys, (node) => {
    switch (node.type) {
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        add(calledSubject(node, findings, analysis));
        break;
      case AST_NODE_TYPES.PropertyDefinition:
      case AST_NODE_TYPES.VariableDeclarator:
        add(declaredSubject(node, findings, analysis));
        break;
      default:
        if (isFunction(node)) {
          node.params.forEach((parameter) => {
            add(parameter.type === AST_NODE_TYPES.Identifier ? subjectOfParameter(parameter, node, analysis) : undefined);
          });
        }
    }
  });
  return subjects;
}

function subjectOfParameter(
  parameter: TSESTree.Identifier,
  taker: Parameters<typeof parameterSubject>[2],
  analysis: FileAnalysis,
): Subject | undefined {
  const variable = analysis.sourceCode.getDeclaredVariables(taker).find(({ identifiers }) => identifiers.includes(parameter));
  const use = variable?.references.find((reference) => reference.isRead());
  return use === undefined ? undefined : parameterSubject(parameter, use.identifier, taker, analysis);
}

/** Whether a node begins, ends or goes on on a line, and not only because a function in it spans the line. */
export function liesOn(line: number, node: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  const { end, start } = node.loc;
  if (line < start.line || end.line < line) {
    return false;
  }
  let isInner = false;
  walk(node, sourceCode.visitorKeys, (inner) => {
    isInner ||=
      inner !== node && isFunction(inner) && inner.body.loc.start.line < line && line < inner.body.loc.end.line;
  });
  return !isInner;
}

/** Leaves out what is only read, where the explanation of something else is about it, and what is read once more. */
export function withoutRepetitions(subjects: readonly Subject[]): Subject[] {
  const parts = subjects.flatMap((subject) => subject.parts());
  const read = new Set<string>();
  return subjects.filter((subject) => {
    if (subject.read === undefined) {
      return true;
    }
    const isRepeated = read.has(subject.read) || parts.some((part) => contains(part, subject.node));
    read.add(subject.read);
    return !isRepeated;
  });
}
