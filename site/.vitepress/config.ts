import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

import manifest from '../../package.json' with { type: 'json' };
import { browserModules } from './browser-modules.js';
import { literalCode } from './literal-code.js';
import { repositoryLinks } from './repository-links.js';
import { sidebar } from './sidebar.js';
import { vueOfSite } from './vue-of-site.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const inSite = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export default defineConfig({
  title: manifest.name,
  description: manifest.description,
  lang: 'en',
  // Where the site is served from: GitHub Pages has it below the repository's name.
  base: process.env['SITE_BASE'] ?? '/',
  srcDir: root,
  srcExclude: ['**/node_modules/**', '{bench,examples,scripts,src,test}/**', '.github/**'],
  rewrites: { 'README.md': 'index.md', 'docs/ci/README.md': 'docs/ci/index.md', 'site/playground.md': 'playground.md' },
  cacheDir: inSite('.vitepress/cache'),
  outDir: inSite('.vitepress/dist'),
  lastUpdated: false,
  cleanUrls: false,
  markdown: {
    config: (markdown) => {
      literalCode(markdown);
      repositoryLinks(markdown, root, manifest.homepage);
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: manifest.homepage }],
    nav: [
      { text: 'Quick start', link: '/#quick-start' },
      { text: 'Rules', link: '/#rules' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar: sidebar(root),
    editLink: { pattern: `${manifest.homepage}/edit/main/:path`, text: 'Edit this page' },
  },
  vite: {
    plugins: [vueOfSite(), browserModules()],
    worker: { format: 'es', plugins: () => [browserModules()] },
    server: { fs: { allow: [root] } },
  },
});
