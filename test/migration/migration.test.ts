import type { Linter } from 'eslint';

import type { Component } from '../../src/index.js';
import type { MigrationPlan } from '../../src/settings.js';

import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it } from 'vitest';

import userContext, { migration } from '../../src/index.js';
import { rules } from '../../src/rules/index.js';

const ruleNames = Object.keys(rules).map((name) => `user-context/${name}`);

const components = {
  'tool-dispatcher': { phase: 1, files: ['src/dispatch/**'] },
  'websocket-connection': { phase: 1, files: ['src/ws/**'] },
  'state-persistence': { phase: 2, files: ['src/store/**'] },
  tests: { phase: 3, files: ['src/**/*.test.ts'] },
} as const;

/** What the config says of one file: the component's mark and the rules that are on, by severity. */
async function configOf(configs: Linter.Config[], file: string): Promise<{ mark: unknown; errors: string[]; warnings: string[] }> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: configs });
  const config = (await eslint.calculateConfigForFile(file)) as
    | { rules?: Record<string, [number]>; settings?: Record<string, { migration?: unknown }> }
    | undefined;
  const withSeverity = (wanted: number): string[] =>
    Object.entries(config?.rules ?? {})
      .filter(([, [severity]]) => severity === wanted)
      .map(([name]) => name);
  return { mark: config?.settings?.['user-context']?.migration, errors: withSeverity(2), warnings: withSeverity(1) };
}

/** What the config says of a file's components to reports. */
async function planFor(configs: Linter.Config[], file: string): Promise<MigrationPlan | undefined> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: configs });
  const config = (await eslint.calculateConfigForFile(file)) as
    | { settings?: Record<string, { migrationPlan?: MigrationPlan }> }
    | undefined;
  return config?.settings?.['user-context']?.migrationPlan;
}

function enforced(preset: keyof typeof userContext.configs): string[] {
  return Object.keys(userContext.configs[preset].rules ?? {});
}

function names(configs: readonly Linter.Config[]): (string | undefined)[] {
  return configs.map(({ name }) => name);
}

describe('migration', () => {
  it('names each object by phase, component and state', () => {
    expect(names(migration({ phase: 2, components, rollback: ['websocket-connection'] }))).toEqual([
      'user-context/components',
      'user-context/phase-2/state-persistence',
      'user-context/phase-1/tool-dispatcher',
      'user-context/phase-1/websocket-connection (rolled back)',
      'user-context/phase-3/tests (upcoming)',
    ]);
  });

  it('has the current phase as errors in components whose phase has come', async () => {
    const configs = migration({ phase: 2, components });
    for (const file of ['src/dispatch/run.ts', 'src/store/disk.ts']) {
      expect(await configOf(configs, file)).toMatchObject({ errors: enforced('phase-2'), warnings: [] });
    }
  });

  it('says component, phase and state in the settings, beside those of the user', async () => {
    const settings = { 'user-context': { identityNames: ['accountId'] } };
    const configs = defineConfig({ settings, extends: [migration({ phase: 1, components })] });
    expect((await configOf(configs, 'src/store/disk.ts')).mark).toEqual({
      component: 'state-persistence',
      phase: 2,
      state: 'upcoming',
    });
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: configs });
    expect(await eslint.calculateConfigForFile('src/store/disk.ts')).toMatchObject({ settings });
  });

  it('warns in a component that is rolled back, and nothing else changes', async () => {
    const before = migration({ phase: 1, components });
    const after = migration({ phase: 1, components, rollback: ['websocket-connection'] });
    const saysWebsocket = ({ name }: Linter.Config): boolean => /websocket-connection|\/components$/u.test(name ?? '');
    expect(after.filter((config) => !saysWebsocket(config))).toEqual(before.filter((config) => !saysWebsocket(config)));
    expect(await configOf(after, 'src/ws/socket.ts')).toEqual({
      mark: { component: 'websocket-connection', phase: 1, state: 'rolled back' },
      errors: [],
      warnings: enforced('phase-1'),
    });
  });

  it('has warnings of its own phase in a component of a later phase', async () => {
    const { errors, warnings } = await configOf(migration({ phase: 1, components }), 'src/store/disk.test.ts');
    expect(errors).toEqual([]);
    expect(warnings).toEqual(enforced('phase-3'));
  });

  it('is silent in components of later phases when it is told so', async () => {
    const configs = migration({ phase: 1, components, upcoming: 'off' });
    expect(await configOf(configs, 'src/store/disk.test.ts')).toMatchObject({ errors: [], warnings: [] });
  });

  it('warns in a component that is rolled back although later phases are silent', async () => {
    const configs = migration({ phase: 1, components, upcoming: 'off', rollback: ['state-persistence'] });
    expect(await configOf(configs, 'src/store/disk.ts')).toMatchObject({ errors: [], warnings: enforced('phase-2') });
  });

  it.each<[string, Record<string, Component>, string]>([
    ['tests before all others', { tests: { phase: 3, files: ['src/**'] }, store: { phase: 1, files: ['src/**'] } }, 'tests'],
    ['the lowest phase', { store: { phase: 1, files: ['src/**'] }, all: { phase: 2, files: ['src/**'] } }, 'store'],
    ['the later entry of one phase', { all: { phase: 1, files: ['src/**'] }, store: { phase: 1, files: ['src/**'] } }, 'store'],
  ])('counts a file of two components in one: %s', async (_name, overlapping, winner) => {
    const { mark } = await configOf(migration({ phase: 3, components: overlapping }), 'src/store/disk.ts');
    expect(mark).toMatchObject({ component: winner });
  });

  it('lists all components and those whose globs match a file, for reports', async () => {
    const configs = migration({ phase: 1, components, rollback: ['tool-dispatcher'] });
    expect(await planFor(configs, 'src/store/disk.test.ts')).toEqual({
      components: {
        'tool-dispatcher': { phase: 1, state: 'rolled back', files: ['src/dispatch/**'] },
        'websocket-connection': { phase: 1, state: 'enforced', files: ['src/ws/**'] },
        'state-persistence': { phase: 2, state: 'upcoming', files: ['src/store/**'] },
        tests: { phase: 3, state: 'upcoming', files: ['src/**/*.test.ts'] },
      },
      memberships: { tests: true },
    });
    expect(await planFor(configs, 'src/store/disk.ts')).toMatchObject({ memberships: { 'state-persistence': true } });
    // The list alone makes ESLint lint nothing; what it lints anyway has the list.
    expect(await planFor(configs, 'elsewhere.ts')).toBeUndefined();
    expect(await planFor(configs, 'elsewhere.js')).toMatchObject({ components: { tests: { phase: 3 } } });
    expect(await planFor(configs, 'elsewhere.js')).not.toHaveProperty('memberships');
  });

  it('says of a file in two components that it is in both', async () => {
    const overlapping = { ...components, all: { phase: 2, files: ['src/**'] } } as const;
    expect(await planFor(migration({ phase: 1, components: overlapping }), 'src/ws/socket.ts')).toMatchObject({
      memberships: { 'websocket-connection': true, all: true },
    });
  });

  it('mentions every rule in every object, with options wherever a preset has some', () => {
    for (const upcoming of ['warn', 'off'] as const) {
      for (const { rules: entries = {} } of migration({ phase: 1, components, upcoming }).slice(1)) {
        expect(Object.keys(entries).sort()).toEqual([...ruleNames].sort());
      }
    }
  });

  it('overrides an earlier component whole, options included', async () => {
    const alone = migration({ phase: 2, components: { tests: { phase: 2, files: ['src/**'] } } });
    const after = migration({
      phase: 2,
      components: { legacy: { phase: 3, files: ['src/**'] }, tests: { phase: 2, files: ['src/**'] } },
    });
    const [one, both] = await Promise.all(
      [alone, after].map(async (overrideConfig) => {
        const eslint = new ESLint({ overrideConfigFile: true, overrideConfig });
        const config = (await eslint.calculateConfigForFile('src/a.ts')) as Linter.Config;
        return config.rules;
      }),
    );
    expect(both).toEqual(one);
  });

  it('is scoped to TypeScript files, and to the files of the object that it extends', async () => {
    const configs = defineConfig({ files: ['packages/api/**'], extends: [migration({ phase: 1, components })] });
    expect((await configOf(configs, 'packages/api/src/ws/a.ts')).mark).toBeUndefined();
    expect((await configOf(migration({ phase: 1, components }), 'src/ws/a.js')).mark).toBeUndefined();
    expect((await configOf(migration({ phase: 1, components }), 'src/ws/a.mts')).mark).toBeDefined();
  });

  it('leaves out tests, scripts and their like until phase 3', async () => {
    const configs = migration({ phase: 2, components: { all: { phase: 1, files: ['src/**'] } } });
    expect((await configOf(configs, 'src/a.test.ts')).mark).toBeUndefined();
    expect((await configOf(configs, 'src/scripts/seed.ts')).mark).toBeUndefined();
  });

  it.each([
    ['scripts', 'scripts/**', 'scripts/seed.ts'],
    ['checks', 'src/**/*.{spec,test}.ts', 'src/a.spec.ts'],
    ['tests', 'qa/**', 'qa/a.test.ts'],
  ])('does not leave out what component %s names: %s', async (component, glob, file) => {
    const configs = migration({ phase: 1, components: { [component]: { phase: 1, files: [glob] } } });
    expect((await configOf(configs, file)).mark).toMatchObject({ component, state: 'enforced' });
  });
});

describe('migration with wrong options', () => {
  const valid = { phase: 1, components: { store: { phase: 1, files: ['src/**'] } } };
  const withStore = (store: unknown): unknown => ({ ...valid, components: { store } });

  it.each<[string, unknown, string]>([
    ['no options', undefined, 'the options must be an object with the keys: phase, components, rollback, upcoming; they are undefined'],
    ['an unknown option', { ...valid, fase: 1 }, 'unknown key "fase" in the options; allowed: phase, components, rollback, upcoming'],
    ['a phase out of range', { ...valid, phase: 4 }, 'phase must be one of: 1, 2, 3; it is 4'],
    ['a phase as text', { ...valid, phase: '1' }, 'phase must be one of: 1, 2, 3; it is "1"'],
    ['no phase', { components: valid.components }, 'phase must be one of: 1, 2, 3; it is undefined'],
    ['no components', { phase: 1 }, 'components must name at least one component, as { phase, files }; it is undefined'],
    ['an empty list of components', { phase: 1, components: {} }, 'components must name at least one component, as { phase, files }; it is {}'],
    ['components in a list', { phase: 1, components: [] }, 'components must name at least one component, as { phase, files }; it is []'],
    ['a component that is no object', withStore('src/**'), 'components["store"] must be an object with the keys: phase, files; it is "src/**"'],
    ['an unknown key of a component', withStore({ phase: 1, glob: [] }), 'unknown key "glob" in components["store"]; allowed: phase, files'],
    ['a component without a phase', withStore({ files: ['src/**'] }), 'components["store"].phase must be one of: 1, 2, 3; it is undefined'],
    ['a phase of a component out of range', withStore({ phase: 0, files: ['src/**'] }), 'components["store"].phase must be one of: 1, 2, 3; it is 0'],
    ['no globs', withStore({ phase: 1 }), 'components["store"].files must list at least one glob, such as "src/dispatch/**"; it is undefined'],
    ['an empty list of globs', withStore({ phase: 1, files: [] }), 'components["store"].files must list at least one glob, such as "src/dispatch/**"; it is []'],
    ['one glob outside a list', withStore({ phase: 1, files: 'src/**' }), 'components["store"].files must list at least one glob, such as "src/dispatch/**"; it is "src/**"'],
    ['a glob that is no text', withStore({ phase: 1, files: ['src/**', 3] }), 'components["store"].files[1] must be a glob, such as "src/dispatch/**"; it is 3'],
    ['an empty glob', withStore({ phase: 1, files: [' '] }), 'components["store"].files[0] must be a glob, such as "src/dispatch/**"; it is " "'],
    ['an unknown name in rollback', { ...valid, rollback: ['shop'] }, 'unknown component "shop" in rollback; allowed: store'],
    ['no name in rollback', { ...valid, rollback: [undefined] }, 'unknown component undefined in rollback; allowed: store'],
    ['a rollback that is no list', { ...valid, rollback: 'store' }, 'rollback must list names of components: store; it is "store"'],
    ['another value for upcoming', { ...valid, upcoming: 'error' }, 'upcoming must be one of: warn, off; it is "error"'],
  ])('%s', (_name, options, message) => {
    expect(() => migration(options as never)).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        message: `migration(): ${message}`,
        stack: `eslint-plugin-user-context: migration(): ${message}`,
      }),
    );
  });

  it('are errors of the compiler too', () => {
    // @ts-expect-error -- a name that is no component
    expect(() => migration({ ...valid, phase: 1, components, rollback: ['shop'] })).toThrow('unknown component "shop"');
    // @ts-expect-error -- a phase that does not exist
    expect(() => migration({ phase: 4, components })).toThrow('phase must be one of');
    // @ts-expect-error -- no glob
    expect(() => migration({ phase: 1, components: { store: { phase: 1, files: [] } } })).toThrow('at least one glob');
  });
});
