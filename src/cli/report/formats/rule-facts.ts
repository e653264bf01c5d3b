import type { RuleDocs } from '../../../create-rule.js';

import { rules } from '../../../rules/index.js';

/** What a report says of a rule. */
export interface RuleFacts {
  /** Without the plugin's key. */
  name: string;
  /** A sentence, without its full stop. */
  description: string;
  phase: RuleDocs['phase'];
  /** The address of its page. */
  url: string;
}

/** All rules of the plugin, in their order. */
export const ruleFacts: readonly RuleFacts[] = Object.entries(rules).map(([name, { meta }]) => {
  const { description, phase, url } = meta.docs as RuleDocs & { url: string };
  return { name, description: description.charAt(0).toUpperCase() + description.slice(1), phase, url };
});
