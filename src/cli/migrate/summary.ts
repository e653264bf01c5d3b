import type { UndecidedContext } from '../../isolation/undecided-context.js';
import type { Correction } from './correction.js';
import type { Fixpoint, Selection } from './fixpoint.js';
import type { Project } from './project.js';
import type { EntryPoint, Outcome, TakenBack } from './verification.js';

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

function section(title: string, places: readonly Place[], project: Project): string[] {
  const lines = [...places]
    .sort((one, other) => one.path.localeCompare(other.path) || one.line - other.line)
    .map(({ line, path, text }) => `  ${project.display(path)}:${line}  ${text}`);
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

function takenBackLines({ corrections, errors }: TakenBack, project: Project): string[] {
  const names = new Map<string, string>();
  for (const { units } of corrections) {
    for (const { file, key, name } of units) {
      names.set(key, `${project.display(file)} ${name}`);
    }
  }
  return ['', ...errors.map((error) => `  ${error}`), ...[...names.values()].sort().map((name) => `    ${name}`)];
}

/** The findings that remain in the selected files; those whose calls are listed as entry points are not said twice. */
function findingsOf({ reports }: Fixpoint, { paths, rules }: Selection, entryPoints: readonly EntryPoint[]): Place[] {
  const listed = new Set(entryPoints.map(({ head, path }) => `${path}:${head?.line ?? 0}:${(head?.column ?? 0) + 1}`));
  return [...paths].flatMap((path) =>
    (reports.get(path) ?? [])
      .filter(({ message, rule }) => rules.has(rule) && !listed.has(`${path}:${message.line}:${message.column}`))
      .map(({ message, rule }) => ({ path, line: message.line, text: `${message.message}  ${rule}` })),
  );
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
  { entryPoints, takenBack }: Outcome,
): { text: string; isAnythingLeft: boolean } {
  const files = new Set(fixpoint.applied.map(({ path }) => path)).size;
  const findings = findingsOf(fixpoint, selection, entryPoints);
  const entries = entryPoints
    .filter(({ undecided }) => undecided === undefined)
    .map(({ line, name, path }) => ({
      path,
      line,
      text: `make the context from this request here: \`${name}\` requires it`,
    }));
  const choices = entryPoints.flatMap(({ line, name, path, undecided }) =>
    undecided === undefined ? [] : [{ path, line, text: describeUndecided(name, undecided) }],
  );
  const unused = unusedContexts(project, fixpoint).map(({ line, name, owner, path }) => ({
    path,
    line,
    text: `\`${name}\` of \`${owner}\`: give it to what runs there, or take the user's data by it`,
  }));
  const undone = takenBack.flatMap((group) => takenBackLines(group, project));
  const lines = [
    `${counted(files, 'file changed', 'files changed')}, in ${fixpoint.passes} passes over ${selection.paths.size} selected files`,
    ...deedsOf(fixpoint.applied),
    ...section('For a person, at entry points', entries, project),
    ...section('For a person, calls of which only a person can say whose context they need', choices, project),
    ...section('For a person, contexts that nothing uses yet', unused, project),
    ...(undone.length === 0
      ? []
      : ['', `For a person, because the result did not type-check (${takenBack.length}); taken back, with all that depends on it:`, ...undone]),
    ...section('For a person, findings that no correction can be made for', findings, project),
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
