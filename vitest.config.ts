import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    // The defaults leave packages out; test/sdk and test/corpus have their own once they are installed.
    exclude: [...configDefaults.exclude, 'test/fixtures/**', 'test/corpus/**'],
    setupFiles: ['test/tester/setup.ts'],
    testTimeout: 60_000,
  },
});
