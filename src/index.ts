export type { Component, MigrationOptions } from './migration/migration.js';
export type { Phase } from './migration/phases.js';
export type { UserContextSettings } from './settings.js';
export type { Specifier } from './specifier.js';

export { migration } from './migration/migration.js';
export { plugin as default } from './plugin.js';
