import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const site = fileURLToPath(new URL('../package.json', import.meta.url));

/** The pages lie outside of the site's own directory, from where Vue is not found: it is looked for in the site. */
export function vueOfSite(): Plugin {
  return {
    name: 'vue-of-site',
    enforce: 'pre',
    async resolveId(source, importer, { ssr = false }) {
      if (!/^vue(?:\/|$)/u.test(source) || importer === site) {
        return undefined;
      }
      return ssr ? { id: source, external: true } : this.resolve(source, site, { skipSelf: true });
    },
  };
}
