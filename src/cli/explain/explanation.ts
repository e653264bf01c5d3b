import type { TSESTree } from '@typescript-eslint/utils';

/** What is asked of something on a line. */
export type Question = 'context' | 'key' | 'lifetime' | 'owner' | 'verdict' | 'writes';

/** What the rules know of something on a line, in the words that a reader sees. */
export interface Explanation {
  /** What it is: `` `this.trail` is assigned in `openRun` ``. */
  title: string;
  answers: readonly Answer[];
}

/** The answer to a question. */
export interface Answer {
  question: Question;
  text: string;
  /** The way that a value took, from where it is written back to where it comes from. */
  steps?: readonly string[];
}

/** Something on a line that can be explained. */
export interface Subject {
  node: TSESTree.Node;
  /** The text of what is only read; `undefined` for all else. */
  read: string | undefined;
  /** The parts that its explanation is about: to say of them once more that they are read is of no use. */
  parts: () => readonly TSESTree.Node[];
  explain: () => Explanation;
}
