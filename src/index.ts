import type { UserContextPlugin } from './plugin.js';

import { plugin } from './plugin.js';

export type { Component, MigrationOptions } from './migration/migration.js';
export type { Phase } from './migration/phases.js';
export type { UserContextSettings } from './settings.js';
export type { Specifier } from './specifier.js';

export { migration } from './migration/migration.js';
export { plugin as default };

// The plugin's parts, for tools that read a module's names and not its default export, such as eslint-doc-generator.
export const meta: UserContextPlugin['meta'] = plugin.meta;
export const rules: UserContextPlugin['rules'] = plugin.rules;
export const configs: UserContextPlugin['configs'] = plugin.configs;
