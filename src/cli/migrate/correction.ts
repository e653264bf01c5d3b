import type { Rule } from 'eslint';
import type ts from 'typescript';

import type { TextEdit } from './edits.js';
import type { Project, Report } from './project.js';
import type { Unit } from './unit.js';

import { applyEdits, disturb, isSameEdit, placesOf } from './edits.js';
import { topLevelOf, unitAt, unitsBehind } from './unit.js';

/** A place that a correction changes. */
interface CorrectionEdit extends TextEdit {
  /** It adds or changes an import: two corrections that want the same one want it once. */
  isImport: boolean;
}

/** What one report changes in its file. */
export interface Correction {
  path: string;
  report: Report;
  edits: readonly CorrectionEdit[];
  /** What the edits are in; imports only where they are in nothing else. */
  units: readonly Unit[];
  /** What the edits depend on besides. */
  behind: readonly Unit[];
}

/**
 * The correction that a report asks for: its fix, or the suggestion that its rule marks as a step of the migration.
 *
 * @param isFollowed The file is only looked at for calls that lack what a function requires.
 * @returns `undefined` where a person decides.
 */
export function correctionOf(path: string, report: Report, isFollowed: boolean, project: Project): Correction | undefined {
  const program = project.program(path);
  const file = program?.getSourceFile(path);
  const fix = fixOf(report, isFollowed);
  if (program === undefined || file === undefined || fix === undefined) {
    return undefined;
  }
  const places = placesOf(fix, project.text(path)).map((edit) => ({ edit, unit: unitAt(file, edit.start, edit.end) }));
  const edits = places.map(({ edit, unit }) => ({ ...edit, isImport: unit === undefined || unit.isImport }));
  const units = places.flatMap(({ unit }) => unit ?? []);
  const own = units.filter(({ isImport }) => !isImport);
  return {
    path,
    report,
    edits,
    units: own.length + units.length === 0 ? [topLevelOf(path)] : unique(own.length > 0 ? own : units),
    behind: unique(edits.flatMap((edit) => behind(edit, file, program.getTypeChecker()))),
  };
}

function fixOf({ isAboutCaller, message, steps }: Report, isFollowed: boolean): Rule.Fix | undefined {
  if (isFollowed && !isAboutCaller) {
    return undefined;
  }
  const step = message.suggestions?.find(({ messageId }) => steps.includes(messageId ?? ''));
  return message.fix ?? step?.fix;
}

function behind({ start }: TextEdit, file: ts.SourceFile, checker: ts.TypeChecker): Unit[] {
  return unitsBehind(file, start, checker).filter(({ isImport }) => !isImport);
}

function unique(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [unit.key, unit])).values()];
}

/** Makes as many corrections of one text as do not disturb each other; what several have in common is made once. */
export function applyCorrections(
  text: string,
  corrections: readonly Correction[],
): { text: string; applied: Correction[] } {
  const applied: Correction[] = [];
  const made: TextEdit[] = [];
  for (const correction of corrections) {
    const added = correction.edits.filter((edit) => !made.some((other) => isSameEdit(edit, other) && edit.isImport));
    if (added.length > 0 && !added.some((edit) => made.some((other) => disturb(edit, other)))) {
      applied.push(correction);
      made.push(...added);
    }
  }
  return { text: applyEdits(text, made), applied };
}
