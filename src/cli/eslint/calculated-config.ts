import type { Linter } from 'eslint';

import { name as packageName } from '../../package-facts.js';

/** What ESLint's API returns of a file's configuration. */
export interface CalculatedConfig {
  plugins?: Record<string, { meta?: { name?: string }; rules?: Record<string, DescribedRule> }>;
  rules?: Record<string, readonly [number, ...unknown[]]>;
  settings?: Record<string, unknown>;
  linterOptions?: Linter.LinterOptions;
  languageOptions?: { parser?: unknown; parserOptions?: TypedParserOptions; [option: string]: unknown };
}

/** What of `languageOptions.parserOptions` says which tsconfig a file belongs to. */
export interface TypedParserOptions {
  project?: boolean | string | readonly string[] | null;
  tsconfigRootDir?: string;
}

/** What is read of a rule. */
export interface DescribedRule {
  meta: { docs?: { callerMessages?: readonly string[]; migrationSteps?: readonly string[] } };
}

/** Our plugin in a configuration, under whatever key. */
export interface PluginInConfig {
  key: string;
  rules: Record<string, DescribedRule>;
  /** The rules of ours that are on, without the plugin's key. */
  enforced: ReadonlyMap<string, 'error' | 'warning'>;
}

/** @returns Our plugin, where the configuration has it; no rule of it may be on. */
export function ownPlugin({ plugins = {}, rules = {} }: CalculatedConfig): PluginInConfig | undefined {
  for (const [key, plugin] of Object.entries(plugins)) {
    if (plugin.meta?.name === packageName) {
      const enforced = Object.entries(rules).flatMap(([id, [severity]]) =>
        id.startsWith(`${key}/`) && severity > 0
          ? [[id.slice(key.length + 1), severity === 2 ? 'error' : 'warning'] as const]
          : [],
      );
      return { key, rules: plugin.rules ?? {}, enforced: new Map(enforced) };
    }
  }
  return undefined;
}
