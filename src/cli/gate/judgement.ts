import type { Phase } from '../../migration/phases.js';
import type { StaleSuppression } from '../findings/bulk-suppressions.js';
import type { Finding } from '../findings/finding.js';
import type { JudgedFile, LintedProject, UnjudgedFile } from '../findings/linted-project.js';
import type { BaselineEntry, Comparison } from './baseline.js';

import { namespace, presetRules } from '../../migration/phases.js';

/** Everything that the gate finds wrong. */
export interface Judgement {
  /** Findings in force that the baseline does not have. */
  beyond: readonly Finding[];
  /** Entries of the baseline that nothing corresponds to any more. */
  mended: readonly BaselineEntry[];
  staleSuppressions: readonly StaleSuppression[];
  /** Findings that a directive silences without saying why. */
  withoutReason: readonly Finding[];
  /** Components whose globs match no file. */
  empty: readonly string[];
  unjudged: readonly UnjudgedFile[];
  /** Files that should have been linted, and that no result is about. */
  missing: readonly string[];
  /** Why the phases that were to be complete are not. */
  incomplete: readonly Incompleteness[];
}

/** What is missing until a phase is complete. */
export type Incompleteness =
  | { kind: 'finding'; finding: Finding }
  | { kind: 'not enforced'; component: string; state: 'rolled back' | 'upcoming' }
  | { kind: 'rule off'; rule: string; component: string | undefined; files: number };

/**
 * @param comparison Of all findings that no directive silences with the baseline.
 * @param isPart Whether only a part of the project was to be linted.
 */
export function judge(
  project: LintedProject,
  comparison: Comparison,
  { complete, isPart }: { complete: Phase | undefined; isPart: boolean },
): Judgement {
  const matched = new Set(project.files.flatMap(({ standing }) => standing.memberships));
  return {
    beyond: comparison.beyond.filter(isInForce),
    mended: comparison.mended,
    staleSuppressions: project.staleSuppressions,
    withoutReason: project.findings.filter(({ reason, status }) => status === 'accepted' && reason === ''),
    empty: [...project.components.keys()].filter((component) => !matched.has(component)),
    unjudged: project.unjudged,
    missing: isPart ? [] : project.leftOut,
    incomplete: complete === undefined ? [] : incompleteness(project, complete),
  };
}

/** @returns Whether the gate lets nothing wrong pass. */
export function isGreen(judgement: Judgement): boolean {
  return Object.values(judgement).every(({ length }: readonly unknown[]) => length === 0);
}

/** Findings of components that are rolled back or whose turn has not come are shown, and do not count. */
export function isInForce({ mark }: Finding): boolean {
  return mark === undefined || mark.state === 'enforced';
}

function incompleteness({ components, files, findings }: LintedProject, complete: Phase): Incompleteness[] {
  const concerns = (phase: Phase | undefined): boolean => phase === undefined || phase <= complete;
  const concernedRules = Object.keys(presetRules(`phase-${complete}`)).map((id) => id.slice(namespace.length + 1));
  return [
    ...[...components].flatMap(([component, { phase, state }]): Incompleteness[] =>
      concerns(phase) && state !== 'enforced' ? [{ kind: 'not enforced', component, state }] : [],
    ),
    ...rulesOff(
      files.filter(({ standing }) => concerns(standing.mark?.phase)),
      concernedRules,
    ),
    ...findings
      .filter(({ mark, rule }) => concerns(mark?.phase) && concernedRules.includes(rule))
      .map((finding): Incompleteness => ({ kind: 'finding', finding })),
  ];
}

/** The rules that are not on everywhere, by component. */
function rulesOff(files: readonly JudgedFile[], expected: readonly string[]): Incompleteness[] {
  const counts = new Map<string, Extract<Incompleteness, { kind: 'rule off' }>>();
  for (const { standing } of files) {
    const component = standing.mark?.component;
    for (const rule of expected) {
      if (!standing.rules.has(rule)) {
        const key = `${component ?? ''}\n${rule}`;
        const count = counts.get(key) ?? { kind: 'rule off', rule, component, files: 0 };
        count.files += 1;
        counts.set(key, count);
      }
    }
  }
  return [...counts.values()];
}
