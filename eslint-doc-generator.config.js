import { homepage, version } from './dist/package-facts.js';

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  configEmoji: [
    ['recommended', '✅'],
    ['strict', '🔒'],
    ['syntax-only', '🔤'],
    ['phase-1', '1️⃣'],
    ['phase-2', '2️⃣'],
    ['phase-3', '3️⃣'],
  ],
  ruleDocSectionInclude: ['Rule details', 'When not to use it', 'Known limits'],
  urlConfigs: `${homepage}/blob/v${version}/docs/phases.md`,
};
