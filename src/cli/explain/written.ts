import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Operation, SlotWrite } from '../../isolation/inventory.js';
import type { OtherWrite, SharedSlot } from '../../isolation/slot.js';
import type { Answer, Subject } from './explanation.js';
import type { FindingsOfFile } from './findings-of-file.js';

import { isKeptIdentity, judgedKeepingsOf } from '../../isolation/kept-identity.js';
import { isLeak, isOnePlace, judgedSlotsOf } from '../../isolation/leak.js';
import { isSharedSlot, keysOf, slotOf } from '../../isolation/slot.js';
import { isUnscoped, judgedEntriesOf } from '../../isolation/unscoped-cache.js';
import { codeText, functionText, quoted } from './code-text.js';
import { keyAnswer, keyOfEntry } from './key-answer.js';
import { isLasting, storageText } from './lifetime-answer.js';
import { ownerOfValues, partsOfValues } from './owner-answer.js';
import { clientFile, harmlesslyKeptTexts, harmlessTexts, otherWriteTexts, scopedTexts } from './silence.js';
import { verdict } from './verdict.js';

const operationTexts: Readonly<Record<Operation, (slot: string) => string>> = {
  add: (slot) => `something is added to ${slot}`,
  assign: (slot) => `${slot} is assigned`,
  keep: (slot) => `${slot} is filled while it is empty`,
  merge: (slot) => `something is merged into ${slot}`,
  put: (slot) => `${slot} is written`,
  remove: (slot) => `something is taken from ${slot}`,
};

/** A write in a function: where the slot lives, whose the value is, what its key is, and what comes of it. */
export function writtenSubject(write: SlotWrite, findings: FindingsOfFile, analysis: FileAnalysis): Subject {
  const { key, node, operation, target, values } = write;
  return {
    node,
    read: undefined,
    parts: () => [target, ...(key === undefined ? [] : [key]), ...partsOfValues(values, analysis)],
    explain: () => {
      const slot = slotOf(write, analysis);
      const isNamed = isSharedSlot(slot) && !slot.isDefault && !slot.name.includes('[…]');
      const name = isNamed ? quoted(slot.name) : codeText(target, analysis);
      return {
        title: `${operationTexts[operation](name)} in ${functionText(write.function, analysis)}`,
        answers: [
          lifetimeAnswer(slot, analysis),
          ...(values.length === 0 ? [] : [ownerOfValues(values, analysis), keyOfWrite(write, slot, analysis)]),
          verdict(findings.at(target.loc, node.loc), silenceOf(write, slot, analysis)),
        ],
      };
    },
  };
}

function lifetimeAnswer(slot: OtherWrite | SharedSlot, analysis: FileAnalysis): Answer {
  const { storage, write } = slot;
  const text = storageText(storage, write.target, analysis);
  return {
    question: 'lifetime',
    text:
      isSharedSlot(slot) && slot.isDefault
        ? `${text}; what is written here is the shared object itself, or a part of it that a copy of one level does not copy`
        : text,
  };
}

function keyOfWrite(write: SlotWrite, slot: OtherWrite | SharedSlot, analysis: FileAnalysis): Answer {
  if (!isLasting(slot.storage, write.target, analysis)) {
    return { question: 'key', text: `not asked, because ${passingText(slot)}` };
  }
  const entry = judgedEntriesOf(analysis).find(({ entry: { node } }) => node === write.node);
  return entry === undefined ? keyAnswer(keysOf(write, slot.storage), analysis) : keyOfEntry(entry, analysis);
}

/** Why a write to what does not outlive the request, as far as anybody knows, is of no interest. */
function passingText({ storage }: OtherWrite | SharedSlot): string {
  return storage.lifetime === 'unknown' ? 'nobody knows how long it lives' : 'what is written ends with the request';
}

/** Why no rule reports a write. */
function silenceOf(write: SlotWrite, slot: OtherWrite | SharedSlot, analysis: FileAnalysis): string {
  if (write.values.length === 0) {
    return 'it is taken away, and nothing is put in';
  }
  if (!isSharedSlot(slot)) {
    return silenceOfOther(write, slot, analysis);
  }
  const judged = judgedSlotsOf(analysis).find((candidate) => candidate.slot.write === write);
  const entry = judgedEntriesOf(analysis).find(({ entry: { node } }) => node === write.node);
  if (judged === undefined || !isLeak(judged)) {
    return judged === undefined ? passingText(slot) : harmlessTexts[judged.harmlessBecause];
  }
  if (!isOnePlace(judged)) {
    return entry === undefined || isUnscoped(entry.verdict)
      ? 'what is kept is asked for by the key'
      : scopedTexts[entry.verdict.scopedBecause];
  }
  return judged.because === 'unproven'
    ? "nothing says that the value is one user's, and nothing in the file shows that it reaches another caller's work; the preset `strict` reports it"
    : clientFile;
}

function silenceOfOther(write: SlotWrite, slot: OtherWrite, analysis: FileAnalysis): string {
  const kept = judgedKeepingsOf(analysis).find(({ node }) => node === write.target);
  if (kept !== undefined && !isKeptIdentity(kept)) {
    return harmlesslyKeptTexts[kept.harmlessBecause];
  }
  if (slot.otherBecause !== 'gone-with-request') {
    return otherWriteTexts[slot.otherBecause];
  }
  return isLasting(slot.storage, write.target, analysis) ? otherWriteTexts.foreign : passingText(slot);
}
