import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { TraceStep } from '../../isolation/trace.js';
import type { JudgedEntry, ScopedEntry } from '../../isolation/unscoped-cache.js';
import type { Answer } from './explanation.js';

import { leavesOfKey } from '../../isolation/cache-key.js';
import { separationOf } from '../../isolation/key.js';
import { ownerOf } from '../../isolation/owner.js';
import { calledObject, contains } from '../../isolation/syntax.js';
import { isUnscoped } from '../../isolation/unscoped-cache.js';
import { codeText } from './code-text.js';
import { placeText } from './place-text.js';

/** Whether keys keep users apart, by themselves. */
export function keyAnswer(keys: readonly TSESTree.Node[], analysis: FileAnalysis): Answer {
  const texts = keys.map((key) => separationText(key, analysis));
  return { question: 'key', text: texts.length === 0 ? 'none: one place for all who write it' : texts.join('; ') };
}

/** Whether the key of something that is kept keeps users apart: as the rule on keyed storage sees it. */
export function keyOfEntry({ entry: { keys }, verdict }: JudgedEntry, analysis: FileAnalysis): Answer {
  return { question: 'key', text: judgedText(keys, verdict, analysis) };
}

function judgedText(keys: readonly TSESTree.Node[], verdict: JudgedEntry['verdict'], analysis: FileAnalysis): string {
  if (isUnscoped(verdict)) {
    switch (verdict.kind) {
      case 'left-out':
      case 'unread':
        return `${sharedText(keys, analysis)}; \`${verdict.identity}\` is not in it`;
      case 'may-be-missing':
        return `keeps only those apart who have \`${verdict.identity}\`: it may be missing, and all who have none share one entry`;
      case 'numbered':
        return 'does not keep users apart: it is counted';
      case 'request-cache':
        return 'does not keep users apart';
    }
  }
  switch (verdict.scopedBecause) {
    case 'separating':
      return `keeps users apart: ${separatingText(keys, verdict, analysis)} is in it, which counts as an identity, a credential, or the id of what its users share on purpose`;
    case 'object-key':
      return 'keeps users apart: it is an object, and nobody else has the same';
    case 'unique-key':
      return 'keeps users apart: it is made here, and only those know it to whom it is given';
    default:
      return keyAnswer(keys, analysis).text;
  }
}

/** The part of a key that keeps users apart, as the text has it. */
function separatingText(keys: readonly TSESTree.Node[], { separating }: ScopedEntry, analysis: FileAnalysis): string {
  // What a call returned was given a name on the way to the key, and only that is telling.
  const isNamedLater = separating?.kind === 'call' || separating === undefined;
  const shown = isNamedLater ? keys : [memberOfParameter(separating.step) ?? separating.node];
  return shown.map((node) => codeText(node, analysis)).join(' and ');
}

function sharedText(keys: readonly TSESTree.Node[], analysis: FileAnalysis): string {
  const same = keys.map((key) => `${codeText(key, analysis)}${madeOf(key, analysis)}`).join(' and ');
  return `does not keep users apart: two users can come with the same ${same}`;
}

/** What a key is made of, where the text does not show it: `, which is made of …`. */
function madeOf(key: TSESTree.Node, analysis: FileAnalysis): string {
  const parts = leavesOfKey(key, analysis)
    .filter(({ kind }) => kind === 'parameter')
    .map(({ node, step }) => memberOfParameter(step) ?? node)
    .filter((part) => !contains(key, part))
    .map((part) => `${codeText(part, analysis)} (${placeText(part, analysis)})`);
  return parts.length === 0 ? '' : `, which is made of ${[...new Set(parts)].join(' and ')}`;
}

/** In a function that makes the key, a leaf is what it was called with; what it takes from that is in the step before. */
function memberOfParameter(step: TraceStep | undefined): TSESTree.Node | undefined {
  const before = step?.from?.node;
  return before?.type === AST_NODE_TYPES.MemberExpression ? (calledObject(before) ?? before) : undefined;
}

function separationText(key: TSESTree.Node, analysis: FileAnalysis): string {
  const code = codeText(key, analysis);
  switch (separationOf(key, analysis)) {
    case 'constant':
      return `always the same: ${code}`;
    case 'one-of-few':
      return `${code} is one of a few values that the program knows`;
    case 'shared':
      return sharedText([key], analysis);
    case 'may-be-undefined':
      return `keeps only those apart who have ${decidingText(key, analysis)}: it may be missing, and all who have none share one entry`;
    case 'per-user':
      return `keeps users apart: ${decidingText(key, analysis)} is in it`;
  }
}

/** The part of a key that says whose it is. */
function decidingText(key: TSESTree.Node, analysis: FileAnalysis): string {
  return codeText(ownerOf(key, analysis).node, analysis);
}
