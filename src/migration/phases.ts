import type { Linter } from 'eslint';

import type { RuleDocs, RulePhase } from '../create-rule.js';

import { rules } from '../rules/index.js';

/** A phase of the migration, in the order in which they come. */
export type Phase = RulePhase;

/** All phases. */
export const phases: readonly Phase[] = [1, 2, 3];

/** The presets, as they are called in `configs`. */
export const presetNames = ['recommended', 'strict', 'syntax-only', 'phase-1', 'phase-2', 'phase-3'] as const;

/** The name of a preset. */
export type PresetName = (typeof presetNames)[number];

/** The key that the plugin's own configs register it under. */
export const namespace = 'user-context';

/** What this file reads of a rule; `createRule` sees to it that it is there. */
interface DescribedRule {
  meta: { docs: RuleDocs; defaultOptions?: readonly unknown[] };
}

const describedRules = Object.entries(rules) as [string, DescribedRule][];

const lastPhase: Readonly<Record<Exclude<PresetName, 'syntax-only'>, Phase>> = {
  recommended: 2,
  strict: 3,
  'phase-1': 1,
  'phase-2': 2,
  'phase-3': 3,
};

function isEnforced({ phase, presetOptions }: RuleDocs, preset: PresetName): boolean {
  return preset === 'syntax-only' ? presetOptions?.[preset] !== undefined : phase <= lastPhase[preset];
}

function ruleEntry({ meta }: DescribedRule, preset: PresetName, severity: 'error' | 'warn'): Linter.RuleEntry {
  const { presetOptions } = meta.docs;
  if (presetOptions === undefined) {
    return severity;
  }
  // ESLint keeps the options of an earlier config object where a later one gives the severity alone, so a rule whose
  // options differ between presets has them in every preset.
  const differing = preset in presetOptions ? presetOptions[preset as keyof typeof presetOptions] : undefined;
  return [severity, { ...(meta.defaultOptions?.[0] as object | undefined), ...differing }];
}

/**
 * What a preset says of the rules that it enforces.
 *
 * @returns Severity and options by rule, in the order of the rules; rules of later phases are not in it.
 */
export function presetRules(preset: PresetName, severity: 'error' | 'warn' = 'error'): Linter.RulesRecord {
  return Object.fromEntries(
    describedRules
      .filter(([, { meta }]) => isEnforced(meta.docs, preset))
      .map(([name, rule]) => [`${namespace}/${name}`, ruleEntry(rule, preset, severity)]),
  );
}

/** All rules of the plugin, switched off. */
export function disabledRules(): Linter.RulesRecord {
  return Object.fromEntries(describedRules.map(([name]) => [`${namespace}/${name}`, 'off']));
}
