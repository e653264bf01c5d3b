import { configDefaults, defineConfig } from 'vitest/config';

/** These open a page in Chromium, which a machine may not have: `npm run test:browser` runs them. */
const browserTests = ['test/**/*.browser.test.ts'];

/** These open the documentation site in Chromium, once `npm run site` has built it: `npm run test:site` runs them. */
const siteTests = ['test/site/**/*.test.ts'];

/** These drive real clients of the plugin, which are installed first. */
const clientTests = ['test/e2e/{config-inspector,editor,oxlint,pre-commit}.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    setupFiles: ['test/tester/setup.ts'],
    testTimeout: 60_000,
    // One less is the default: on a machine with two cores, one test file after the other.
    maxWorkers: '100%',
    // Modules are loaded once for all files of a worker; the rules keep nothing in modules, and a test that did would show here.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'plugin',
          include: ['test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
          // The defaults leave packages out; test/sdk and test/corpus have their own once they are installed.
          exclude: [...configDefaults.exclude, 'test/fixtures/**', 'test/corpus/**', ...browserTests, ...siteTests, ...clientTests],
        },
      },
      { extends: true, test: { name: 'browser', include: browserTests } },
      { extends: true, test: { name: 'site', include: siteTests } },
      {
        extends: true,
        test: { name: 'clients', include: clientTests, globalSetup: ['test/e2e/clients/install.mjs'] },
      },
    ],
  },
});
