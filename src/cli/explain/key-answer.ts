import type { TSESTree } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { JudgedEntry } from '../../isolation/unscoped-cache.js';
import type { Answer } from './explanation.js';

import { leavesOfKey } from '../../isolation/cache-key.js';
import { separationOf } from '../../isolation/key.js';
import { ownerOf } from '../../isolation/owner.js';
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
        return `does not keep users apart: ${keysText(keys)} ${madeOf(keys, analysis)}, and \`${verdict.identity}\` is not in it`;
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
      return `keeps users apart: ${verdict.separating === undefined ? 'an identity' : codeText(verdict.separating.node, analysis)} is in it`;
    case 'object-key':
      return 'keeps users apart: it is an object, and nobody else has the same';
    case 'unique-key':
      return 'keeps users apart: it is made here, and only those know it to whom it is given';
    default:
      return keyAnswer(keys, analysis).text;
  }
}

function keysText(keys: readonly TSESTree.Node[]): string {
  return keys.length === 1 ? 'it' : 'they';
}

/** What a key is made of, as a part of a sentence. */
function madeOf(keys: readonly TSESTree.Node[], analysis: FileAnalysis): string {
  const parts = keys
    .flatMap((key) => leavesOfKey(key, analysis))
    .filter(({ kind }) => kind === 'parameter' || kind === 'module' || kind === 'this')
    .map(({ node, step }) => {
      // In a function that makes the key, the parameter stands with what is taken from it; the leaf is the argument.
      const used = step?.from?.node ?? node;
      const shown = step?.node === node && isMemberOfParameter(used) ? used : node;
      return `${codeText(shown, analysis)} (${placeText(shown, analysis)})`;
    });
  const shown = [...new Set(parts)];
  return shown.length === 0 ? 'is made of constants' : `is made of ${shown.join(' and ')}`;
}

function isMemberOfParameter(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression';
}

function separationText(key: TSESTree.Node, analysis: FileAnalysis): string {
  const code = codeText(key, analysis);
  switch (separationOf(key, analysis)) {
    case 'constant':
      return `always the same: ${code}`;
    case 'one-of-few':
      return `${code} is one of a few values that the program knows`;
    case 'shared':
      return `does not keep users apart: two users can come with the same ${code}`;
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
