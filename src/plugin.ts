import type { ESLint, Linter } from 'eslint';

import type { PresetName } from './migration/phases.js';

import { namespace } from './migration/phases.js';
import { presets } from './migration/presets.js';
import { name, version } from './package-facts.js';
import { rules } from './rules/index.js';

/**
 * The plugin in ESLint's own types: typescript-eslint's rule type, which the rules are written in, is not assignable to
 * ESLint's, and a user's type-checked configuration must not have to know.
 */
export type UserContextPlugin = Omit<ESLint.Plugin, 'configs'> & { configs: Record<PresetName, Linter.Config> };

/** The plugin object. */
export const plugin: UserContextPlugin = {
  meta: { name, version, namespace },
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
  configs: presets({
    get [namespace]() {
      return plugin;
    },
  }),
};
