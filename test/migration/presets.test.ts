import type { Linter } from 'eslint';

import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it } from 'vitest';

import userContext from '../../src/index.js';
import { ignoredRoles } from '../../src/migration/file-roles.js';
import { rules } from '../../src/rules/index.js';

const { configs } = userContext;
const ruleNames = Object.keys(rules) as (keyof typeof rules)[];

function cell(entry: Linter.RuleEntry | undefined): string {
  if (entry === undefined) {
    return '';
  }
  const [severity, options] = [entry].flat() as [string, object?];
  return options === undefined ? severity : `${severity} ${JSON.stringify(options)}`;
}

function presetTable(): string {
  const presets = Object.entries(configs);
  const rows = ruleNames.map((name) => [name, ...presets.map(([, { rules: entries }]) => cell(entries?.[`user-context/${name}`]))]);
  const table = [['rule', ...presets.map(([name]) => name)], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  return `${[lines[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1)].join('\n')}\n`;
}

async function enforcedRules(config: Linter.Config[], file: string): Promise<string[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
  const calculated = (await eslint.calculateConfigForFile(file)) as { rules?: Record<string, [number]> } | undefined;
  return Object.entries(calculated?.rules ?? {})
    .filter(([, [severity]]) => severity === 2)
    .map(([name]) => name);
}

describe('presets', () => {
  it('are as the table shows', async () => {
    await expect(presetTable()).toMatchFileSnapshot('presets.md');
  });

  it.each(Object.entries(configs))('%s is named, scoped to TypeScript and brings the plugin', (name, config) => {
    expect(config).toMatchObject({ name: `user-context/${name}`, files: ['**/*.{ts,tsx,mts,cts}'] });
    expect(config.plugins?.['user-context']).toBe(userContext);
  });

  it.each(Object.entries(configs))('%s gives only options that the rules accept', async (_name, config) => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [config] });
    await expect(eslint.calculateConfigForFile('src/server.ts')).resolves.toBeDefined();
  });

  it.each(ruleNames)('%s says of itself what the presets need', (name) => {
    const { docs } = rules[name].meta;
    expect(docs?.phase).toBeOneOf([1, 2, 3]);
    expect(docs?.requiresTypeChecking).toBeTypeOf('boolean');
    expect(docs?.url).toMatch(/^https:\/\/.+\/v\d+\.\d+\.\d+\/docs\/rules\/.+\.md$/u);
    expect(Object.keys(docs?.presetOptions ?? {}).filter((preset) => !(preset in configs))).toEqual([]);
  });

  it('recommended enforces what phase-2 enforces', () => {
    expect(configs.recommended.rules).toEqual(configs['phase-2'].rules);
  });

  it('strict and phase-3 enforce every rule, in every file', () => {
    for (const preset of [configs.strict, configs['phase-3']]) {
      expect(Object.keys(preset.rules ?? {})).toHaveLength(ruleNames.length);
      expect(preset.ignores).toBeUndefined();
    }
  });

  it.each(['recommended', 'syntax-only', 'phase-1', 'phase-2'] as const)('%s shows which files it leaves out', (name) => {
    expect(configs[name].ignores).toEqual(ignoredRoles);
  });

  it.each(['src/server.ts', 'src/page.tsx', 'src/server.mts', 'src/server.cts', 'src/testing.ts', 'client/index.ts'])(
    'recommended checks %s',
    async (file) => {
      expect(await enforcedRules([configs.recommended], file)).not.toEqual([]);
    },
  );

  it.each([
    'src/server.js',
    'src/server.test.ts',
    'src/server.clienttest.ts',
    'test/server.ts',
    'src/__mocks__/redis.ts',
    'packages/api/fixtures/user.ts',
    'scripts/seed.ts',
    'src/cli/run.ts',
    'src/generated/client.ts',
    'src/client.gen.ts',
  ])('recommended leaves %s out', async (file) => {
    expect(await enforcedRules([configs.recommended], file)).toEqual([]);
  });

  it('phase-3 after phase-1 leaves no option of phase-1', async () => {
    expect(await enforcedRules([configs['phase-1'], configs['phase-3']], 'src/server.ts')).toHaveLength(ruleNames.length);
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [configs['phase-1'], configs['phase-3']] });
    const alone = new ESLint({ overrideConfigFile: true, overrideConfig: [configs['phase-3']] });
    const [both, one] = (await Promise.all(
      [eslint, alone].map((each) => each.calculateConfigForFile('src/server.ts') as Promise<Linter.Config>),
    )) as [Linter.Config, Linter.Config];
    expect(both.rules).toEqual(one.rules);
  });

  it.each(Object.keys(configs))('%s is found by its name', (name) => {
    const config = defineConfig({ plugins: { 'user-context': userContext }, extends: [`user-context/${name}`] });
    expect(config[0]?.rules).toEqual(configs[name as keyof typeof configs].rules);
  });

  it('takes the name of a renamed plugin', () => {
    const config = defineConfig({ plugins: { isolation: userContext }, extends: ['isolation/strict'] });
    expect(Object.keys(config[0]?.rules ?? {})).toEqual(ruleNames.map((name) => `isolation/${name}`));
  });
});
