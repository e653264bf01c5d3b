import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { HarmlesslyKept, KeptIdentity } from '../../isolation/kept-identity.js';
import type { Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { isKeptIdentity } from '../../isolation/kept-identity.js';
import { calledObject, unwrap } from '../../isolation/syntax.js';
import { lifetimeOf } from './lifetime-answer.js';
import { ownerOfValues, partsOfValues } from './owner-answer.js';
import { clientFile, harmlesslyKeptTexts } from './silence.js';
import { verdict } from './verdict.js';

/** Something that an object of a package or the platform is given by a call, and keeps. */
export function givenSubject(
  judged: HarmlesslyKept | KeptIdentity,
  findings: FindingsOfFile,
  analysis: FileAnalysis,
): Subject {
  const { node, object, values } = judged;
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : node;
  return {
    node,
    read: undefined,
    parts: () => [callee, ...partsOfValues(values, analysis)],
    explain: () => ({
      title: `\`${object}\` is given something that it keeps`,
      answers: [
        lifetimeOf(calledObject(callee) ?? callee, analysis),
        ownerOfValues(values, analysis),
        verdict(
          findings.at(node.loc),
          isKeptIdentity(judged)
            ? clientFile
            : harmlesslyKeptTexts[judged.harmlessBecause],
        ),
      ],
    }),
  };
}
