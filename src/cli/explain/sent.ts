import type { Broadcast, TargetedSend } from '../../isolation/broadcast.js';
import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { isBroadcast } from '../../isolation/broadcast.js';
import { codeText } from './code-text.js';
import { ownerOfValues, partsOfValues } from './owner-answer.js';
import { clientFile, targetedTexts } from './silence.js';
import { verdict } from './verdict.js';

/** Something that a call sends to several connections. */
export function sentSubject(sent: Broadcast | TargetedSend, findings: FindingsOfFile, analysis: FileAnalysis): Subject {
  const { node, payload, receivers } = sent;
  return {
    node,
    read: undefined,
    parts: () => [node.callee, ...partsOfValues(payload, analysis)],
    explain: () => ({
      title: `${codeText(node, analysis)} sends to those of \`${receivers}\``,
      answers: [
        ownerOfValues(payload, analysis),
        verdict(
          findings.at(node.loc),
          isBroadcast(sent)
            ? clientFile
            : targetedTexts[sent.targetedBecause],
        ),
      ],
    }),
  };
}
