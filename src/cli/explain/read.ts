import type { TSESTree } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { FunctionNode } from '../../isolation/syntax.js';
import type { Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { ownerOf } from '../../isolation/owner.js';
import { codeText, functionText } from './code-text.js';
import { lifetimeOf } from './lifetime-answer.js';
import { ownerAnswer } from './owner-answer.js';
import { describeFinding } from './verdict.js';

/** A value that is only read: where it lives, and whose it is. */
export function readSubject(chain: TSESTree.Node, findings: FindingsOfFile, analysis: FileAnalysis): Subject {
  return {
    node: chain,
    read: codeText(chain, analysis),
    parts: () => [],
    explain: () => ({
      title: `${codeText(chain, analysis)} is read`,
      answers: [
        lifetimeOf(chain, analysis),
        ownerAnswer(ownerOf(chain, analysis), chain, analysis),
        ...findings.at(chain.loc).map((finding) => ({ question: 'verdict' as const, text: describeFinding(finding) })),
      ],
    }),
  };
}

/** A parameter where it is declared: whose its value is shows where it is used. */
export function parameterSubject(
  parameter: TSESTree.Identifier,
  use: TSESTree.Node,
  taker: FunctionNode,
  analysis: FileAnalysis,
): Subject {
  return {
    node: parameter,
    read: undefined,
    parts: () => [],
    explain: () => ({
      title: `${codeText(parameter, analysis)} is a parameter of ${functionText(taker, analysis)}`,
      answers: [{ ...ownerAnswer(ownerOf(use, analysis), use, analysis), steps: [] }],
    }),
  };
}
