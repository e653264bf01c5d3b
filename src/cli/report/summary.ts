import { join } from 'node:path';

import type { Finding } from '../findings/finding.js';
import type { JudgedFile, LintedProject } from '../findings/linted-project.js';
import type { CheckedOut } from '../git.js';
import type { CodeOwners } from './code-owners.js';
import type { ComponentReport, Overlap, PhaseReport, Progress, ReportData, Snapshot, SnapshotCounts } from './report-data.js';

import { groupedBy } from '../../isolation/grouping.js';
import { phases } from '../../migration/phases.js';
import { name, version } from '../../package-facts.js';

/** What a report is made from, beside the findings. */
export interface ReportSurroundings {
  cwd: string;
  /** When the code was linted. */
  time: Date;
  checkedOut: CheckedOut;
  owners: CodeOwners | undefined;
  /** Oldest first. */
  history: readonly Snapshot[];
}

/** Counts what was found, by component and phase. */
export function summarize(project: LintedProject, { checkedOut, cwd, history, owners, time }: ReportSurroundings): ReportData {
  const findingsByFile = groupedBy(project.findings, ({ file }) => file);
  const filesByComponent = groupedBy(project.files, ({ standing }) => standing.mark?.component);
  const matched = new Set(project.files.flatMap(({ standing }) => standing.memberships));
  const unjudged = new Set(project.unjudged.map(({ file }) => file));
  const last = history.at(-1);
  const progressOf = (files: readonly JudgedFile[], before: SnapshotCounts | undefined): Progress => {
    const judged = files.filter(({ standing }) => standing.rules.size > 0);
    const findings = judged.flatMap(({ file }) => findingsByFile.get(file) ?? []);
    const cleanFiles = judged.filter(({ file }) => !findingsByFile.has(file) && !unjudged.has(file)).length;
    return {
      files: judged.length,
      cleanFiles,
      percentDone: judged.length === 0 ? undefined : Math.floor((100 * cleanFiles) / judged.length),
      findings: {
        open: countOf(findings, 'open'),
        suppressed: countOf(findings, 'suppressed'),
        accepted: countOf(findings, 'accepted'),
      },
      byRule: countsByRule(findings),
      change: before === undefined ? undefined : findings.length - totalOf(before),
    };
  };
  const components = [...project.components].map(([component, { files: globs, phase, state }]): ComponentReport => {
    const files = filesByComponent.get(component) ?? [];
    return {
      component,
      phase,
      state,
      globs,
      isEmpty: !matched.has(component),
      isNotLinted: files.length > 0 && files.every(({ standing }) => standing.rules.size === 0),
      owners: owners === undefined ? [] : ownersOf(files, cwd, owners),
      ...progressOf(files, last?.components[component]),
    };
  });
  const phaseReports = phases.flatMap((phase): PhaseReport[] => {
    const inPhase = components.filter((component) => component.phase === phase);
    const before = inPhase.map(({ component }) => last?.components[component]);
    const files = inPhase.flatMap(({ component }) => filesByComponent.get(component) ?? []);
    const sum = before.every((counts) => counts !== undefined) ? added(before) : undefined;
    return inPhase.length === 0 ? [] : [{ phase, ...progressOf(files, sum) }];
  });
  const elsewhere = project.files.filter(({ standing }) => standing.mark === undefined);
  return {
    version: 1,
    plugin: { name, version },
    time: time.toISOString(),
    ...checkedOut,
    total: progressOf(project.files, last?.total),
    phases: phaseReports,
    components: components.sort((one, other) => one.phase - other.phase),
    elsewhere: elsewhere.length === 0 ? undefined : progressOf(elsewhere, undefined),
    overlaps: project.files.flatMap(overlapOf),
    unjudged: project.unjudged,
    findings: project.findings,
    history,
  };
}

/** What the audit trail keeps of a report. */
export function snapshotOf(data: ReportData, configuration: string): Snapshot {
  const enforced = data.components.filter(({ state }) => state === 'enforced').map(({ phase }) => phase);
  return {
    version: 1,
    time: data.time,
    commit: data.commit,
    isDirty: data.isDirty,
    phase: enforced.length === 0 ? null : (Math.max(...enforced) as Snapshot['phase']),
    plugin: data.plugin.version,
    configuration,
    total: countsOf(data.total),
    components: Object.fromEntries(
      data.components.map((component) => [
        component.component,
        { phase: component.phase, state: component.state, ...countsOf(component) },
      ]),
    ),
  };
}

function countOf(findings: readonly Finding[], status: Finding['status']): number {
  return findings.filter((finding) => finding.status === status).length;
}

function countsByRule(findings: readonly Finding[]): Record<string, number> {
  return Object.fromEntries(
    [...groupedBy(findings, ({ rule }) => rule)]
      .map(([rule, { length }]) => [rule, length] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function countsOf({ cleanFiles, files, findings }: Progress): SnapshotCounts {
  return { files, cleanFiles, ...findings };
}

function totalOf({ accepted, open, suppressed }: SnapshotCounts): number {
  return open + suppressed + accepted;
}

function added(counts: readonly SnapshotCounts[]): SnapshotCounts {
  const sum = { files: 0, cleanFiles: 0, open: 0, suppressed: 0, accepted: 0 };
  for (const each of counts) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) {
      sum[key] += each[key];
    }
  }
  return sum;
}

function overlapOf({ file, standing: { mark, memberships } }: JudgedFile): Overlap[] {
  return mark === undefined || memberships.length < 2 ? [] : [{ file, components: memberships, belongsTo: mark.component }];
}

/** Those of most files first. */
function ownersOf(files: readonly JudgedFile[], cwd: string, owners: CodeOwners): string[] {
  const counts = new Map<string, number>();
  for (const { file } of files) {
    for (const owner of owners.of(join(cwd, file))) {
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
  }
  return [...counts].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1)).map(([owner]) => owner);
}
