import type { ESLint } from 'eslint';

import type { MigrationMark, PlannedComponent, UserContextSettings } from '../../settings.js';
import type { CalculatedConfig } from './calculated-config.js';

import { createHash } from 'node:crypto';

import { settingsKey } from '../../settings.js';
import { ownPlugin } from './calculated-config.js';
import { said } from './sentence.js';

/** What the ESLint configuration says of a file. */
export interface FileStanding {
  /** The key that our plugin has in the configuration. */
  key: string;
  /** The rules of ours that are on, without the plugin's key. */
  rules: ReadonlyMap<string, 'error' | 'warning'>;
  /** The component that the file counts for. */
  mark: MigrationMark | undefined;
  /** All components whose globs match the file. */
  memberships: readonly string[];
}

/** Reads what the ESLint configuration says of files, each configuration once. */
export class Standings {
  readonly #eslint: ESLint;
  readonly #read = new WeakMap<CalculatedConfig, FileStanding | undefined>();
  readonly #components = new Map<string, PlannedComponent>();
  readonly #digests = new Set<string>();
  readonly #keys = new Set<string>();

  /** @param eslint The one that linted the files remembers their configurations, which takes the time away that matching globs takes. */
  constructor(eslint: ESLint) {
    this.#eslint = eslint;
  }

  /** The components that the configurations of all files asked for so far name, in their order. */
  get components(): ReadonlyMap<string, PlannedComponent> {
    return this.#components;
  }

  /** The keys that our plugin has in them; one, as a rule. */
  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /** A digest of the rules, options and settings of ours in the configurations of all files asked for so far. */
  get digest(): string {
    return digestOf([...this.#digests].sort().join('\n'));
  }

  /**
   * @returns `undefined` for a file that ESLint ignores, or whose configuration does not have our plugin.
   * @throws {CommandError} ESLint's own sentence, where there is no configuration or it is broken.
   */
  async of(path: string): Promise<FileStanding | undefined> {
    const config = await said(async () => (await this.#eslint.calculateConfigForFile(path)) as CalculatedConfig | undefined);
    if (config === undefined) {
      return undefined;
    }
    if (!this.#read.has(config)) {
      this.#read.set(config, this.#standingOf(config));
    }
    return this.#read.get(config);
  }

  #standingOf(config: CalculatedConfig): FileStanding | undefined {
    const settings = config.settings?.[settingsKey] as UserContextSettings | undefined;
    const { components = {}, memberships = {} } = settings?.migrationPlan ?? {};
    for (const [name, component] of Object.entries(components)) {
      this.#components.set(name, component);
    }
    const plugin = ownPlugin(config);
    if (plugin === undefined) {
      return undefined;
    }
    this.#keys.add(plugin.key);
    this.#digests.add(digestOf(JSON.stringify([entriesOf(config, plugin.key), settings])));
    return { key: plugin.key, rules: plugin.enforced, mark: settings?.migration, memberships: Object.keys(memberships) };
  }
}

function entriesOf({ rules = {} }: CalculatedConfig, key: string): [string, unknown][] {
  return Object.entries(rules)
    .filter(([id, [severity]]) => id.startsWith(`${key}/`) && severity > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
