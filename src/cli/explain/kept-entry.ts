import type { TSESTree } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { JudgedEntry } from '../../isolation/unscoped-cache.js';
import type { Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { isUnscoped } from '../../isolation/unscoped-cache.js';
import { codeText } from './code-text.js';
import { keyOfEntry } from './key-answer.js';
import { lifetimeOf } from './lifetime-answer.js';
import { ownerOfValues, partsOfValues } from './owner-answer.js';
import { clientFile, scopedTexts } from './silence.js';
import { verdict } from './verdict.js';

/** Something that a cache, a memo or a helper keeps under a key. */
export function keptSubject(judged: JudgedEntry, findings: FindingsOfFile, analysis: FileAnalysis): Subject {
  const { entry, verdict: found } = judged;
  const { keys, node, store, values } = entry;
  return {
    node,
    read: undefined,
    parts: () => [store, ...keys, ...partsOfValues(values as readonly TSESTree.Expression[], analysis)],
    explain: () => ({
      title: `${codeText(store, analysis)} keeps something under a key`,
      answers: [
        lifetimeOf(store, analysis),
        ownerOfValues(values as readonly TSESTree.Expression[], analysis),
        keyOfEntry(judged, analysis),
        verdict(
          findings.at(node.loc),
          isUnscoped(found) ? clientFile : scopedTexts[found.scopedBecause],
        ),
      ],
    }),
  };
}
