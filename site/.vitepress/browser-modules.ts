import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

import manifest from '../../package.json' with { type: 'json' };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const packageFacts = '\0package-facts';
const noWorker = '\0no-worker';

/** Modules that need Node, and what stands for them in a page. */
const replacements = new Map([
  ['eslint', here('../playground/eslint.ts')],
  ['eslint/use-at-your-own-risk', here('../playground/eslint.ts')],
  ['node:path', here('../node_modules/path-browserify/index.js')],
  ['path', here('../node_modules/path-browserify/index.js')],
]);

/** Lets the plugin's modules, as they are built in `dist`, run in a page. */
export function browserModules(): Plugin {
  return {
    name: 'browser-modules',
    enforce: 'pre',
    resolveId(source, importer = '', { ssr = false }) {
      if (ssr && source.endsWith('?worker')) {
        return noWorker;
      }
      if (replacements.has(source)) {
        return replacements.get(source);
      }
      if (importer.includes('/dist/') && !importer.includes('/node_modules/')) {
        if (source.endsWith('/typescript.js')) {
          return here('../playground/typescript.ts');
        }
        if (source.endsWith('/package-facts.js')) {
          return packageFacts;
        }
      }
      return undefined;
    },
    load(id) {
      if (id === noWorker) {
        // Pages are rendered without it; to bundle TypeScript for that takes half of the time.
        return 'export default class {}';
      }
      const { homepage, name, version } = manifest;
      return id === packageFacts
        ? Object.entries({ homepage, name, version }).map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};`).join('\n')
        : undefined;
    },
  };
}
