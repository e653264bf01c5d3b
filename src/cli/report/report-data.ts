import type { Phase } from '../../migration/phases.js';
import type { MigrationMark } from '../../settings.js';
import type { Finding } from '../findings/finding.js';
import type { UnjudgedFile } from '../findings/linted-project.js';

/** Numbers of findings, by what became of them. */
export interface FindingCounts {
  open: number;
  suppressed: number;
  accepted: number;
}

/** How far a part of the code base is. */
export interface Progress {
  /** The files that rules of ours are on for. */
  files: number;
  /** Those without any finding, silenced ones included. */
  cleanFiles: number;
  /** Clean files of a hundred, rounded down; `undefined` where there is no file. */
  percentDone: number | undefined;
  findings: FindingCounts;
  /** All findings, by rule; rules without one are left out. */
  byRule: Readonly<Record<string, number>>;
  /** How many findings more (or fewer: negative) than in the last snapshot; `undefined` where that has none of this part. */
  change: number | undefined;
}

/** One component of `migration()`. */
export interface ComponentReport extends Progress, MigrationMark {
  globs: readonly string[];
  /** No file of the project is matched by the globs. */
  isEmpty: boolean;
  /** Its files are linted with none of our rules: `upcoming: 'off'`. */
  isNotLinted: boolean;
  /** From CODEOWNERS, those of most files first; empty where there is no such file. */
  owners: readonly string[];
}

/** All components of one phase. */
export interface PhaseReport extends Progress {
  phase: Phase;
}

/** A file that the globs of several components match. */
export interface Overlap {
  file: string;
  components: readonly string[];
  /** The one that it counts for. */
  belongsTo: string;
}

/** One line of the audit trail. */
export interface Snapshot {
  version: 1;
  /** ISO 8601, in UTC. */
  time: string;
  /** The commit that was checked out; `null` without git or without a commit. */
  commit: string | null;
  /** There were changes beside the commit. */
  isDirty: boolean;
  /** The highest phase that is enforced anywhere; `null` without components. */
  phase: Phase | null;
  plugin: string;
  /** A digest of the rules and settings that were in force; it changes when the configuration does. */
  configuration: string;
  total: SnapshotCounts;
  components: Readonly<Record<string, SnapshotCounts & Omit<MigrationMark, 'component'>>>;
}

/** What a snapshot keeps of a part of the code base. */
export interface SnapshotCounts extends FindingCounts {
  files: number;
  cleanFiles: number;
}

/** Everything that a report shows; each format is made from it alone. */
export interface ReportData {
  version: 1;
  plugin: { name: string; version: string };
  /** ISO 8601, in UTC. */
  time: string;
  commit: string | null;
  isDirty: boolean;
  /** The directory of the command, seen from the root of the repository, with forward slashes; empty there, and without git. */
  directory: string;
  /** Of the whole: every file that rules of ours are on for, in a component or in none. */
  total: Progress;
  /** In order; without components, empty. */
  phases: readonly PhaseReport[];
  /** By phase, then in the order of the configuration. */
  components: readonly ComponentReport[];
  /** The files that belong to no component, where there are any. */
  elsewhere: Progress | undefined;
  overlaps: readonly Overlap[];
  unjudged: readonly UnjudgedFile[];
  /** By file, line and column. */
  findings: readonly Finding[];
  /** Oldest first. */
  history: readonly Snapshot[];
}
