import type { Selection } from './fixpoint.js';
import type { MigrateOptions } from './options.js';
import type { Project } from './project.js';

import { rules } from '../../rules/index.js';
import { CommandError } from '../command-error.js';

/**
 * The files and rules that the options name.
 *
 * @throws {CommandError} where a path, phase or component has no file.
 */
export async function select(project: Project, options: MigrateOptions): Promise<Selection> {
  const { components, paths, phase } = options;
  const listed = new Set((await project.filesOf(paths)).map((path) => path.replaceAll('\\', '/')));
  const enforced = project.paths.filter((path) => listed.has(path) && project.isEnforced(path));
  if (enforced.length === 0) {
    throw new CommandError(`no file in ${paths.join(', ')} has types and a rule of this plugin turned on`);
  }
  const known = new Set(enforced.flatMap((path) => project.markOf(path)?.component ?? []));
  if (known.size === 0 && (phase !== undefined || components.length > 0)) {
    throw new CommandError(
      `${phase === undefined ? '--component' : '--phase'} needs components, and no file in ${paths.join(', ')} belongs to one; name them with migration() in the ESLint configuration`,
    );
  }
  const unknown = components.find((component) => !known.has(component));
  if (unknown !== undefined) {
    throw new CommandError(`--component ${unknown} has no file; components with files are: ${[...known].join(', ')}`);
  }
  const selected = enforced.filter((path) => {
    const mark = project.markOf(path);
    return (
      (phase === undefined || (mark !== undefined && mark.phase <= phase)) &&
      (components.length === 0 || components.includes(mark?.component ?? ''))
    );
  });
  if (selected.length === 0) {
    const chosen = [...(phase === undefined ? [] : [`--phase ${phase}`]), ...components.map((name) => `--component ${name}`)];
    throw new CommandError(`no file belongs to ${chosen.join(' and ')}; choose another phase or component`);
  }
  return {
    paths: new Set(selected),
    rules: new Set(options.rules.length === 0 ? Object.keys(rules) : options.rules),
  };
}
