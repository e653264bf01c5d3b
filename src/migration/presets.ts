import type { ESLint, Linter } from 'eslint';

import type { PresetName } from './phases.js';

import { ignoredRoles } from './file-roles.js';
import { namespace, presetNames, presetRules } from './phases.js';

/** The files that the rules are about. */
export const typeScriptFiles = '**/*.{ts,tsx,mts,cts}';

/**
 * The presets, made from what the rules say of themselves.
 *
 * @param plugins Holds the plugin under its {@link namespace}, maybe by a getter: it is not read here.
 */
export function presets(plugins: Record<string, ESLint.Plugin>): Record<PresetName, Linter.Config> {
  const configs = presetNames.map((preset): [PresetName, Linter.Config] => [
    preset,
    {
      name: `${namespace}/${preset}`,
      files: [typeScriptFiles],
      ...(preset === 'phase-3' || preset === 'strict' ? {} : { ignores: [...ignoredRoles] }),
      plugins,
      rules: presetRules(preset),
    },
  ]);
  return Object.fromEntries(configs) as Record<PresetName, Linter.Config>;
}
