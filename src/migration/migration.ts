import type { Linter } from 'eslint';

import type { MigrationMark, MigrationPlan } from '../settings.js';
import type { Phase } from './phases.js';

import { plugin } from '../plugin.js';
import { settingsKey } from '../settings.js';
import { ignoredRolesOf } from './file-roles.js';
import { checkMigrationOptions } from './migration-options.js';
import { disabledRules, namespace, presetRules } from './phases.js';
import { typeScriptFiles } from './presets.js';

/** Where one part of the server lies, and when its turn comes. */
export interface Component {
  phase: Phase;
  files: readonly [string, ...string[]];
}

/** What {@link migration} is told. */
export interface MigrationOptions<Name extends string = string> {
  /** The phase that the team is in. */
  phase: Phase;
  /** The parts of the server, by names of your own. */
  components: Record<Name, Component>;
  /** The components whose findings are warnings for now; nothing else changes. */
  rollback?: readonly NoInfer<Name>[];
  /** What components of later phases report: warnings, unless they are switched off. */
  upcoming?: 'warn' | 'off';
}

type State = MigrationMark['state'];

/** Later objects win in ESLint: `tests` comes last, and before it the lowest phase. */
function rank(component: string, { phase }: Component): number {
  return component === 'tests' ? 0 : phase;
}

function stateOf(component: string, { phase }: Component, options: MigrationOptions): State {
  if (options.rollback?.includes(component) === true) {
    return 'rolled back';
  }
  return phase <= options.phase ? 'enforced' : 'upcoming';
}

function rulesOf(state: State, level: Phase, upcoming: 'warn' | 'off'): Linter.RulesRecord {
  if (state === 'upcoming' && upcoming === 'off') {
    return disabledRules();
  }
  return { ...disabledRules(), ...presetRules(`phase-${level}`, state === 'enforced' ? 'error' : 'warn') };
}

function componentConfig(component: string, described: Component, options: MigrationOptions): Linter.Config {
  const { phase, files } = described;
  const state = stateOf(component, described, options);
  // A component whose turn has not come shows what it will have to do then.
  const level = Math.max(phase, options.phase) as Phase;
  const mark: MigrationMark = { component, phase, state };
  return {
    name: `${namespace}/phase-${phase}/${component}${state === 'enforced' ? '' : ` (${state})`}`,
    files: files.map((glob) => [glob, typeScriptFiles]),
    ...(level === 3 ? {} : { ignores: [...ignoredRolesOf(component, files)] }),
    plugins: {
      get [namespace]() {
        return plugin;
      },
    },
    settings: { [settingsKey]: { migration: mark, migrationPlan: { memberships: { [component]: true } } } },
    rules: rulesOf(state, level, options.upcoming ?? 'warn'),
  };
}

/** Without `files`, so that it is known whatever the components' globs match, and no file is linted because of it. */
function planConfig(components: Record<string, Component>, options: MigrationOptions): Linter.Config {
  const planned = Object.entries(components).map(([component, described]) => [
    component,
    { phase: described.phase, state: stateOf(component, described, options), files: [...described.files] },
  ]);
  const plan: MigrationPlan = { components: Object.fromEntries(planned) as MigrationPlan['components'] };
  return { name: `${namespace}/components`, settings: { [settingsKey]: { migrationPlan: plan } } };
}

/**
 * The configuration of a server that is migrated component by component. Components whose phase has come have the
 * findings of the current phase's preset as errors, later ones as warnings. Each object names every rule, so that of two
 * components with the same file one wins whole: `tests` before all others, then the lowest phase, then the later entry.
 *
 * @returns An object that lists the components, `user-context/components`, and one for each of them, named
 * `user-context/phase-<phase>/<component>`, with its state in parentheses where it is not enforced.
 * @throws {ConfigurationError} The first line names the wrong option and what is allowed.
 */
export function migration<const Name extends string>(options: MigrationOptions<Name>): Linter.Config[] {
  checkMigrationOptions(options);
  return [
    planConfig(options.components, options),
    ...Object.entries<Component>(options.components)
      .sort(([one, first], [other, second]) => rank(other, second) - rank(one, first))
      .map(([component, described]) => componentConfig(component, described, options)),
  ];
}
