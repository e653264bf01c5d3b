import { ESLintUtils } from '@typescript-eslint/utils';

import { homepage, version } from './package-facts.js';

/** The preset from which a rule is enforced; `phase-2` and `recommended` hold the rules of both phases. */
export type RulePhase = 1 | 2 | 3;

/** What the presets, the docs tables and `migration()` are made from; each rule says it once, here. */
export interface RuleDocs {
  /** One line for the table of rules, in the grammar that eslint-plugin-eslint-plugin checks. */
  description: string;
  /** The migration phase from which the rule is on. */
  phase: RulePhase;
  /** The rule asks TypeScript's type checker, whatever its options. */
  requiresTypeChecking: boolean;
  /**
   * The message ids of suggestions that `user-context migrate` applies unasked: their result is checked by the compiler,
   * and what a person would decide otherwise does not depend on them.
   */
  migrationSteps?: readonly string[];
  /**
   * The message ids of reports on calls that lack what a function requires. `user-context migrate` follows these into
   * every file, because a function that it gave a parameter is called from there, too.
   */
  callerMessages?: readonly string[];
  /** Options in presets that differ from the rule's defaults; a preset that is not named uses the defaults. */
  presetOptions?: {
    'phase-3'?: Readonly<Record<string, unknown>>;
    strict?: Readonly<Record<string, unknown>>;
    /** Given when the rule is in `syntax-only`; it must work without type information then. */
    'syntax-only'?: Readonly<Record<string, unknown>>;
  };
}

/**
 * Makes a rule of this plugin: adds the address of its page, in the version that is installed, to `meta.docs`.
 */
export const createRule = ESLintUtils.RuleCreator<RuleDocs>(
  (name) => `${homepage}/blob/v${version}/docs/rules/${name}.md`,
);
