import type { TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import type { UserContextSettings } from '../settings.js';
import type { FileAnalysis } from './file-analysis.js';

/**
 * Makes a question about a file be answered once for each parse of it, whichever rules ask.
 *
 * @param answer What the file shows. It must not ask itself.
 */
export function oncePerFile<Answer>(answer: (analysis: FileAnalysis) => Answer): (analysis: FileAnalysis) => Answer {
  const answers = new WeakMap<FileAnalysis, { answer: Answer }>();
  return (analysis) => {
    let remembered = answers.get(analysis);
    if (remembered === undefined) {
      remembered = { answer: answer(analysis) };
      answers.set(analysis, remembered);
    }
    return remembered.answer;
  };
}

/**
 * Makes a question about the nodes of a file be answered once for each node.
 *
 * @param answer What the file shows of a node. It must not ask about the same node itself.
 */
export function oncePerNode<Answer>(
  answer: (node: TSESTree.Node, analysis: FileAnalysis) => Answer,
): (node: TSESTree.Node, analysis: FileAnalysis) => Answer {
  // One plain map for each file: a weak one with a key for each node makes every garbage collection slower.
  const answersOf = oncePerFile(() => new Map<TSESTree.Node, Answer>());
  return (node, analysis) => {
    const answers = answersOf(analysis);
    if (answers.has(node)) {
      return answers.get(node) as Answer;
    }
    const found = answer(node, analysis);
    answers.set(node, found);
    return found;
  };
}

/**
 * Makes a question about the syntax of a program's file be answered once for each parse of it, in whichever programs it is.
 *
 * @param answer What the syntax shows, the same whatever the settings are.
 */
export function oncePerSourceFile<Answer extends object>(
  answer: (file: ts.SourceFile) => Answer,
): (file: ts.SourceFile) => Answer {
  return oncePerObject(answer);
}

/**
 * Makes a question about a program be answered once under each settings object: files of one program can have several.
 *
 * @param answer What the program shows, the same from whichever of its files it is asked.
 */
export function oncePerProgram<Answer>(answer: (analysis: FileAnalysis) => Answer): (analysis: FileAnalysis) => Answer {
  const answers = new WeakMap<ts.Program, WeakMap<UserContextSettings, { answer: Answer }>>();
  return (analysis) => {
    const { program, settings } = analysis;
    let bySettings = answers.get(program);
    if (bySettings === undefined) {
      bySettings = new WeakMap();
      answers.set(program, bySettings);
    }
    let remembered = bySettings.get(settings);
    if (remembered === undefined) {
      remembered = { answer: answer(analysis) };
      bySettings.set(settings, remembered);
    }
    return remembered.answer;
  };
}

/**
 * Makes a question about the settings be answered once for each settings object.
 *
 * @param answer What the settings say, and the built-in data with them.
 */
export function oncePerSettings<Answer extends object>(
  answer: (settings: UserContextSettings) => Answer,
): (settings: UserContextSettings) => Answer {
  return oncePerObject(answer);
}

function oncePerObject<Subject extends object, Answer extends object>(
  answer: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const answers = new WeakMap<Subject, Answer>();
  return (subject) => {
    let remembered = answers.get(subject);
    if (remembered === undefined) {
      remembered = answer(subject);
      answers.set(subject, remembered);
    }
    return remembered;
  };
}
