import type { TSESTree } from '@typescript-eslint/utils';

import type { ReachableContext } from '../../isolation/context.js';
import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Forwarded, Misforwarding } from '../../isolation/forwarding.js';
import type { ContextCovered, MissingContext } from '../../isolation/missing-context.js';
import type { Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { contextsInReach } from '../../isolation/context.js';
import { forwardingAt } from '../../isolation/forwarding.js';
import { headLocation } from '../../isolation/function-head.js';
import { contextNeedAt } from '../../isolation/missing-context.js';
import { codeText, functionText } from './code-text.js';
import { coveredTexts, forwardedTexts } from './silence.js';
import { verdict } from './verdict.js';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A call that runs a tool or takes a context: which is in reach, which it is given, and what comes of it. */
export function calledSubject(call: Call, findings: FindingsOfFile, analysis: FileAnalysis): Subject | undefined {
  const need = contextNeedAt(call, 'allow', analysis);
  const forwarding = forwardingAt(call, 'allow', analysis);
  const name = need?.name ?? forwarding?.name;
  return name === undefined
    ? undefined
    : {
        node: call,
        read: undefined,
        parts: () => (forwarding?.slot?.given === undefined ? [] : [forwarding.slot.given]),
        explain: () => ({
          title: `\`${name}\` is called, which ${need === undefined || isRequirement(need) ? "takes a user's context" : 'runs a tool or an agent'}`,
          answers: [
            { question: 'context', text: contextText(call, forwarding, analysis) },
            verdict(findings.at(...reportedAt(call, need, forwarding, analysis)), silenceOf(need, forwarding)),
          ],
        }),
      };
}

function isRequirement(need: ContextCovered | MissingContext): boolean {
  return 'requiredBy' in need && need.requiredBy !== undefined;
}

function contextText(call: Call, forwarding: Forwarded | Misforwarding | undefined, analysis: FileAnalysis): string {
  const inReach = contextsInReach(call, analysis);
  const reach =
    inReach.length === 0 ? 'none is in reach' : `in reach ${inReach.length === 1 ? 'is' : 'are'} ${inReach.map((context) => reachText(context, analysis)).join(' and ')}`;
  const slot = forwarding?.slot;
  if (slot === undefined) {
    return reach;
  }
  const given = slot.given === undefined ? `nothing is given as \`${slot.parameter}\`` : `${codeText(slot.given, analysis)} is given as \`${slot.parameter}\``;
  return `${reach}; ${given}`;
}

const certaintyTexts: Readonly<Record<ReachableContext['certainty'], string>> = {
  cast: ', which only a cast makes a context',
  certain: '',
  optional: ', which may be missing',
};

function reachText({ certainty, expression, kind, owner }: ReachableContext, analysis: FileAnalysis): string {
  const of = functionText(owner, analysis);
  const what = { field: 'a field of its object', local: `a local of ${of}`, parameter: `a parameter of ${of}`, provider: 'the result of a provider' }[kind];
  return `\`${expression}\` (${what}${certaintyTexts[certainty]})`;
}

/** Where rules report the call: a missing context at the head of the function that should have it. */
function reportedAt(
  call: Call,
  need: ContextCovered | MissingContext | undefined,
  forwarding: Forwarded | Misforwarding | undefined,
  { sourceCode }: FileAnalysis,
): TSESTree.SourceLocation[] {
  const given = forwarding?.slot?.given;
  return [
    ...(need !== undefined && 'owner' in need ? [headLocation(need.owner, sourceCode)] : []),
    call.loc,
    ...(given === undefined ? [] : [given.loc]),
  ];
}

function silenceOf(
  need: ContextCovered | MissingContext | undefined,
  forwarding: Forwarded | Misforwarding | undefined,
): string {
  if (forwarding !== undefined && 'forwardedBecause' in forwarding && forwarding.forwardedBecause !== 'none-in-reach') {
    return forwardedTexts[forwarding.forwardedBecause];
  }
  if (need !== undefined && 'coveredBecause' in need) {
    return coveredTexts[need.coveredBecause];
  }
  if (need !== undefined) {
    return 'another call in the same function is reported, and one report is enough';
  }
  return forwardedTexts['none-in-reach'];
}
