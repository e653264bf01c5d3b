import type { Correction } from './correction.js';
import type { EntryCall } from './entry-calls.js';
import type { Progress } from '../progress.js';
import type { Project, Report } from './project.js';
import type { Unit } from './unit.js';

import { applyCorrections, correctionOf } from './correction.js';
import { Connections } from './connections.js';
import { Dependents } from './dependents.js';

/** Which files and rules a run is about. */
export interface Selection {
  /** The files whose reports are corrected; in all others only calls are followed. */
  paths: ReadonlySet<string>;
  /** The rules whose corrections are applied. */
  rules: ReadonlySet<string>;
}

/** Lints and corrects the texts of a project in memory until nothing changes. */
export class Fixpoint {
  /** The corrections that were made, in their order. */
  readonly applied: Correction[] = [];
  /** What the last lint of each file reports. */
  readonly reports = new Map<string, readonly Report[]>();
  /** The calls at entry points that lack a context, by file, at its last lint. */
  readonly entryCalls = new Map<string, readonly EntryCall[]>();
  /** How often files were linted in turn. */
  passes = 0;

  readonly #project: Project;
  readonly #selection: Selection;
  readonly #progress: Progress;
  readonly #dependents: Dependents;
  readonly #excluded = new Set<string>();
  readonly #earlierTexts = new Map<string, Set<string>>();

  constructor(project: Project, selection: Selection, progress: Progress) {
    this.#project = project;
    this.#selection = selection;
    this.#progress = progress;
    this.#dependents = new Dependents(project);
  }

  /** Runs until no file changes; the last pass lints all selected files. */
  run(start: Iterable<string> = this.#selection.paths): void {
    let queue = new Set(start);
    for (;;) {
      const changed = this.#pass(queue);
      if (changed.size > 0) {
        queue = new Set([...changed.keys(), ...this.#dependents.of(changed)]);
      } else if (queue.size < this.#selection.paths.size || ![...this.#selection.paths].every((path) => queue.has(path))) {
        queue = new Set(this.#selection.paths);
      } else {
        return;
      }
    }
  }

  /**
   * Lints files that may have to follow a change, and goes on from there.
   *
   * @returns Whether anything changed.
   */
  follow(paths: ReadonlySet<string>): boolean {
    const changed = this.#pass(paths);
    if (changed.size > 0) {
      this.run([...changed.keys(), ...this.#dependents.of(changed)]);
    }
    return changed.size > 0;
  }

  /**
   * Takes corrections back: their files have their original texts again, and what else was corrected in them is found
   * anew by the next run. Corrections of the units are not tried again.
   */
  takeBack(units: readonly Unit[]): void {
    const keys = new Set(units.map(({ key }) => key));
    keys.forEach((key) => this.#excluded.add(key));
    const paths = new Set(this.applied.filter((correction) => isAbout(correction, keys)).map(({ path }) => path));
    for (const path of paths) {
      this.#project.put(path, this.#project.original(path));
      this.#earlierTexts.delete(path);
    }
    const kept = this.applied.filter(({ path }) => !paths.has(path));
    this.applied.splice(0, this.applied.length, ...kept);
    this.run(new Set([...paths, ...this.#dependents.of(new Map([...paths].map((path) => [path, new Set<string>()])))]));
  }

  /** @returns The names of what was changed, by file. */
  #pass(paths: ReadonlySet<string>): Map<string, Set<string>> {
    this.passes += 1;
    this.#progress.start(`pass ${this.passes}: ${paths.size} ${paths.size === 1 ? 'file' : 'files'}`);
    const corrections = new Map<string, Correction[]>();
    let done = 0;
    for (const path of paths) {
      corrections.set(path, this.#lint(path));
      done += 1;
      this.#progress.update(done, paths.size);
    }
    // The texts change only now: all files of a pass are linted under one program.
    const changed = new Map<string, Set<string>>();
    for (const [path, found] of corrections) {
      const applied = this.#apply(path, found);
      if (applied.length > 0) {
        changed.set(path, new Set(applied.flatMap(({ units }) => units.flatMap(({ calledName }) => calledName ?? []))));
      }
    }
    return changed;
  }

  #lint(path: string): Correction[] {
    const { entryCalls, reports } = this.#project.lint(path);
    this.reports.set(path, reports);
    this.entryCalls.set(path, entryCalls);
    if (!this.#project.isEditable(path)) {
      return [];
    }
    return reports.flatMap((report) => {
      const isSelected = this.#selection.paths.has(path) && this.#selection.rules.has(report.rule);
      const correction = correctionOf(path, report, !isSelected, this.#project);
      return correction === undefined || isAbout(correction, this.#excluded) ? [] : [correction];
    });
  }

  #apply(path: string, corrections: readonly Correction[]): Correction[] {
    const before = this.#project.text(path);
    const { applied, text } = applyCorrections(before, corrections);
    const earlier = this.#earlierTexts.get(path) ?? new Set();
    this.#earlierTexts.set(path, earlier.add(before));
    // Corrections that undo each other would go on for ever.
    if (applied.length === 0 || earlier.has(text)) {
      return [];
    }
    this.#project.put(path, text);
    this.applied.push(...applied);
    return applied;
  }

  /**
   * Which units the corrections connect, with each other and through what they depend on. What is not corrected itself, such as
   * a tool that all functions run, connects nothing.
   */
  connections(): Connections {
    const connections = new Connections();
    const corrected = new Set(this.applied.flatMap(({ units }) => units.map(({ key }) => key)));
    for (const { behind, units } of this.applied) {
      connections.connect([...units, ...behind].map(({ key }) => key).filter((key) => corrected.has(key)));
    }
    return connections;
  }
}

function isAbout({ units }: Correction, keys: ReadonlySet<string>): boolean {
  return units.some(({ key }) => keys.has(key));
}
