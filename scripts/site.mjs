// Builds the documentation site from the Markdown of the repository: checks links and types, then lets VitePress build it into
// site/.vitepress/dist. The plugin has to be built, because the playground runs it.
//
//   npm run site
//   npm run site -- --serve    builds nothing: shows the pages while they are edited

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installLocked } from './install-locked.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const site = join(root, 'site');

/** Runs a command of a package of the site; where it fails, it has said why. */
function run(script, arguments_, cwd) {
  const { status } = spawnSync(process.execPath, [join(site, 'node_modules', script), ...arguments_], { cwd, stdio: 'inherit' });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

installLocked(site);
if (process.argv.includes('--serve')) {
  run('vitepress/bin/vitepress.js', ['dev'], site);
} else {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs'];
  const links = './site/node_modules/remark-validate-links/index.js=repository:false';
  run('remark-cli/cli.js', ['--frail', '--quiet', '--no-config', '--use', links, ...pages], root);
  run('vue-tsc/bin/vue-tsc.js', ['-p', 'tsconfig.json'], site);
  run('vitepress/bin/vitepress.js', ['build'], site);
}
