import type { UndecidedContext } from '../../isolation/undecided-context.js';
import type { Correction } from './correction.js';
import type { Fixpoint, Selection } from './fixpoint.js';
import type { Project, Report } from './project.js';
import type { Unit } from './unit.js';
import type { Outcome, TakenBack } from './verification.js';

import { contextOrigins } from '../../isolation/work-start.js';
import { describeError, locateError } from './compiler-error.js';
import { placeOfUnit, unitAt } from './unit.js';
import { unusedContexts } from './unused-contexts.js';

/** What a rule's corrections do, in the order of the summary. */
const deeds: readonly { rule: string; one: string; many: string }[] = [
  { rule: 'require-user-context', one: 'function given a context', many: 'functions given a context' },
  { rule: 'forward-user-context', one: 'call given the context', many: 'calls given the context' },
  { rule: 'no-deep-agent-state', one: 'legacy import replaced or removed', many: 'legacy imports replaced or removed' },
  { rule: 'no-unscoped-cache', one: 'cache key scoped to its user', many: 'cache keys scoped to their user' },
];

function counted(count: number, one: string, many: string): string {
  return `${String(count).padStart(6)}  ${count === 1 ? one : many}`;
}

function deedsOf(applied: readonly Correction[]): string[] {
  const counts = new Map<string, number>();
  for (const { report } of applied) {
    counts.set(report.rule, (counts.get(report.rule) ?? 0) + 1);
  }
  const known = deeds.map(({ many, one, rule }) => counted(counts.get(rule) ?? 0, one, many));
  const others = [...counts]
    .filter(([rule]) => !deeds.some((deed) => deed.rule === rule))
    .map(([rule, count]) => counted(count, `correction of ${rule}`, `corrections of ${rule}`));
  return [...known, ...others];
}

/** A line of what is left, and where. */
interface Place {
  path: string;
  line: number;
  text: string;
}

function listed(places: readonly Place[], project: Project): string[] {
  return [...places]
    .sort((one, other) => one.path.localeCompare(other.path) || one.line - other.line)
    .map(({ line, path, text }) => `  ${project.display(path)}:${line}  ${text}`);
}

function section(title: string, places: readonly Place[], project: Project): string[] {
  const lines = listed(places, project);
  return lines.length === 0 ? [] : ['', `${title} (${lines.length}):`, ...lines];
}

/** What a person has to do so that a call gets the right context. */
function describeUndecided(call: string, { cause, expressions }: UndecidedContext): string {
  const named = expressions.map((expression) => `\`${expression}\``).join(', ');
  switch (cause) {
    case 'several':
      return `pass one of ${named} to \`${call}\`: the one of the user for whom this is done`;
    case 'uncounted':
      return `write out the arguments of \`${call}\` and pass ${named}: a spread argument stands before its place`;
    case 'captured':
      return `make the context of whoever is the cause here for \`${call}\`: ${named} is of the function around the listener`;
    case 'optional':
      return `make ${named} required, or throw where it is missing, and pass it to \`${call}\``;
    case 'cast':
      return `make the context for \`${call}\` of values that are checked: only a cast makes ${named} one`;
    case 'taken-apart':
      return `give the context that ${named} takes apart a name, and pass it to \`${call}\``;
    case 'unfit':
      return `take the whole context that \`${call}\` requires, and pass it: ${named} cannot stand for it here`;
    case 'given-away':
      return `make the context for \`${call}\` here, or take it as a parameter: ${named} is kept to be called with what comes in, and called by others who have a context`;
    case 'held':
      return `make the context for \`${call}\` here, or let ${named} take it: whoever calls ${named} by what holds it cannot give one yet`;
  }
}

/** A group of corrections that were taken back: the errors, at their places in the texts as they are now, and what was corrected. */
function takenBackLines({ corrections, errors }: TakenBack, project: Project): string[] {
  const units = new Map(corrections.flatMap((correction) => correction.units.map((unit) => [unit.key, unit] as const)));
  const places = [...units.values()].map((unit) => ({ path: unit.file, line: lineOf(unit, project), text: `\`${unit.name}\`` }));
  return [
    '',
    ...errors.map((error) => `  ${describeError(error, project, (path) => project.text(path))}`),
    ...listed(places, project).map((line) => `  ${line}`),
  ];
}

function lineOf(unit: Unit, project: Project): number {
  const file = project.program(unit.file)?.getSourceFile(unit.file);
  const place = file && placeOfUnit(file, unit);
  return file === undefined || place === undefined ? 1 : file.getLineAndCharacterOfPosition(place).line + 1;
}

/** A finding that remains. */
interface Finding extends Place {
  /** Its correction was made, and taken back because of this group's errors. */
  takenBack: TakenBack | undefined;
}

/** The findings that remain in the selected files; those whose calls are listed as entry points are not said twice. */
function findingsOf(
  { reports }: Fixpoint,
  { paths, rules }: Selection,
  { entryPoints, takenBack }: Outcome,
  project: Project,
): Finding[] {
  const listedHeads = new Set(entryPoints.flatMap(({ heads, path }) => heads.map(({ column, line }) => `${path}:${line}:${column + 1}`)));
  return [...paths].flatMap((path) =>
    (reports.get(path) ?? [])
      .filter(({ message, rule }) => rules.has(rule) && !listedHeads.has(`${path}:${message.line}:${message.column}`))
      .map((report) => ({
        path,
        line: report.message.line,
        text: `${report.message.message}  ${report.rule}`,
        takenBack: takenBack.find((group) => isCorrectionOf(report, path, group, project)),
      })),
  );
}

/** Whether a group had the correction of a report: of the same rule, in the declaration that the report is in. */
function isCorrectionOf({ message, rule }: Report, path: string, { corrections }: TakenBack, project: Project): boolean {
  const candidates = corrections.filter((correction) => correction.path === path && correction.report.rule === rule);
  const file = candidates.length === 0 ? undefined : project.program(path)?.getSourceFile(path);
  const start = file?.getPositionOfLineAndCharacter(message.line - 1, message.column - 1);
  const unit = file === undefined || start === undefined ? undefined : unitAt(file, start, start + 1);
  return candidates.some(({ units }) => units.some(({ key }) => key === unit?.key));
}

function whyTakenBack({ errors }: TakenBack, project: Project): string {
  return errors.map((error) => locateError(error, project, (path) => project.text(path))).join(', ');
}

/**
 * Says what was done and what is left.
 *
 * @returns The text, and whether anything is left for a person.
 */
export function summarize(
  project: Project,
  fixpoint: Fixpoint,
  selection: Selection,
  outcome: Outcome,
): { text: string; isAnythingLeft: boolean } {
  const { entryPoints, takenBack } = outcome;
  const files = new Set(fixpoint.applied.map(({ path }) => path)).size;
  const findings = findingsOf(fixpoint, selection, outcome, project);
  const entries = entryPoints.flatMap(({ begins, line, name, path }) =>
    begins === undefined
      ? []
      : [{ path, line, text: `make the context ${contextOrigins[begins]} here: \`${name}\` requires it` }],
  );
  const choices = entryPoints.flatMap(({ line, name, path, undecided }) =>
    undecided === undefined ? [] : [{ path, line, text: describeUndecided(name, undecided) }],
  );
  const unused = unusedContexts(project, fixpoint).filter(({ isRoom }) => !isRoom).map(({ line, name, owner, path }) => ({
    path,
    line,
    text: `\`${name}\` of \`${owner}\`: give it to what runs there, or take the user's data by it`,
  }));
  const undone = takenBack.flatMap((group) => takenBackLines(group, project));
  const tried = findings.flatMap(({ takenBack: group, text, ...place }) =>
    group === undefined ? [] : [{ ...place, text: `${text}; taken back because of ${whyTakenBack(group, project)}` }],
  );
  const untried = findings.filter((finding) => finding.takenBack === undefined);
  const passes = fixpoint.passes === 1 ? 'pass' : 'passes';
  const selected = selection.paths.size === 1 ? 'file' : 'files';
  const lines = [
    `${counted(files, 'file changed', 'files changed')}, in ${fixpoint.passes} ${passes} over ${selection.paths.size} selected ${selected}`,
    ...deedsOf(fixpoint.applied),
    ...section('For a person, at entry points', entries, project),
    ...section('For a person, calls of which only a person can say whose context they need', choices, project),
    ...section('For a person, contexts that nothing uses yet', unused, project),
    ...(undone.length === 0
      ? []
      : [
          '',
          `For a person, corrections that did not type-check and were taken back, with all that depends on them (${takenBack.length}); change the place of the error by hand, then run this again:`,
          ...undone,
        ]),
    ...section('For a person, findings whose correction was tried and taken back', tried, project),
    ...section('For a person, findings that the command does not correct', untried, project),
    ...section(
      'Not looked at, because no tsconfig includes them',
      project.pathsWithoutTypes.map((path) => ({ path, line: 1, text: 'has no types' })),
      project,
    ),
  ];
  return {
    text: `${lines.join('\n')}\n`,
    isAnythingLeft: entries.length + choices.length + unused.length + takenBack.length + findings.length > 0,
  };
}
