import type { Selection } from './fixpoint.js';
import type { MigrateOptions } from './options.js';
import type { Project } from './project.js';

import { name as packageName } from '../../package-facts.js';
import { rules } from '../../rules/index.js';
import { CommandError } from '../command-error.js';
import { lintedFiles } from '../eslint/linted-files.js';

/**
 * The files and rules that the options name.
 *
 * @throws {CommandError} where a path, phase or component has no file.
 */
export async function select(project: Project, options: MigrateOptions): Promise<Selection> {
  const enforced = await enforcedFiles(project, options.paths);
  if (options.phase !== undefined || options.components.length > 0) {
    checkComponents(project, enforced, options);
  }
  const { components, phase } = options;
  const selected = enforced.filter((path) => {
    const mark = project.markOf(path);
    return (
      (phase === undefined || (mark !== undefined && mark.phase <= phase)) &&
      (components.length === 0 || components.includes(mark?.component ?? ''))
    );
  });
  if (selected.length === 0) {
    const named = components.length === 0 ? 'a component' : `component ${components.join(', ')}`;
    throw new CommandError(
      `no file${inPaths(options)} belongs to ${named} of phase ${phase ?? 0} or an earlier one; give a later phase, or leave --phase out`,
    );
  }
  return {
    paths: new Set(selected),
    rules: new Set(options.rules.length === 0 ? Object.keys(rules) : options.rules),
  };
}

/** The files that the paths name and that the project has rules of ours turned on for. */
async function enforcedFiles(project: Project, paths: readonly string[]): Promise<string[]> {
  const listed = new Set((await lintedFiles(project.cwd, paths)).map((path) => path.replaceAll('\\', '/')));
  const enforced = project.paths.filter((path) => listed.has(path) && project.isEnforced(path));
  if (enforced.length === 0) {
    const named = paths.join(', ');
    throw new CommandError(
      project.pathsWithoutTypes.some((path) => listed.has(path))
        ? `no tsconfig includes a file in ${named}; add them to one, or give other paths`
        : `no file in ${named} has a rule of ${packageName} turned on; give other paths, or turn one on for them in the ESLint configuration`,
    );
  }
  return enforced;
}

function checkComponents(project: Project, enforced: readonly string[], options: MigrateOptions): void {
  const option = options.components.length > 0 ? '--component' : '--phase';
  const all = componentsOf(project.paths, project);
  if (all.size === 0) {
    throw new CommandError(`${option} selects components, and no file belongs to one; name them with migration() in the ESLint configuration`);
  }
  const unknown = options.components.filter((component) => !all.has(component));
  if (unknown.length > 0) {
    throw new CommandError(`no file belongs to component ${unknown.join(', ')}; the components are: ${[...all].join(', ')}`);
  }
  const here = componentsOf(enforced, project);
  const elsewhere = options.components.filter((component) => !here.has(component));
  if (elsewhere.length > 0 || here.size === 0) {
    const named = elsewhere.length > 0 ? `component ${elsewhere.join(', ')}` : 'a component';
    throw new CommandError(
      `no file${inPaths(options)} belongs to ${named}; ${here.size === 0 ? 'give other paths, or none' : `the components there are: ${[...here].join(', ')}`}`,
    );
  }
}

function componentsOf(paths: readonly string[], project: Project): Set<string> {
  return new Set(paths.flatMap((path) => project.markOf(path)?.component ?? []));
}

function inPaths({ paths }: MigrateOptions): string {
  return paths.length === 1 && paths[0] === '.' ? '' : ` in ${paths.join(', ')}`;
}
