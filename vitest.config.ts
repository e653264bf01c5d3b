import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/results.json' }]],
    exclude: ['test/fixtures/**', 'test/corpus/**'],
    setupFiles: ['test/tester/setup.ts'],
    testTimeout: 60_000,
  },
});
