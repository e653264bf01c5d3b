// What the benchmarks lint with.

import tseslint from 'typescript-eslint';

/** The settings of the example server, without the paths: each copy has its own declarations. */
const settings = {
  'user-context': {
    contextTypes: [{ from: 'file', name: 'UserExecutionContext' }],
    legacyTypes: [
      { type: { from: 'file', name: 'DeepAgentState' }, replacement: { from: 'file', name: 'UserExecutionContext' } },
    ],
    toolCalls: [{ type: { from: 'file', name: 'ToolDispatcher' }, method: 'dispatch', context: 'enclosing' }],
  },
};

/** What is switched on beside the plugin, by the name that the benchmark calls it. */
const bases = {
  'no rule': [],
  'recommendedTypeChecked': tseslint.configs.recommendedTypeChecked,
  'no-floating-promises': [
    {
      plugins: { '@typescript-eslint': tseslint.plugin },
      rules: { '@typescript-eslint/no-floating-promises': 'error' },
    },
  ],
};

/**
 * ESLint's configuration for a project of the benchmark.
 *
 * @param {{ directory: string, base: keyof typeof bases, withPlugin: boolean }} what
 */
export async function configurationOf({ directory, base, withPlugin }) {
  return [
    {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: { projectService: true, tsconfigRootDir: directory },
      },
    },
    ...bases[base],
    // Without the plugin its modules are not loaded either.
    ...(withPlugin ? [{ settings }, (await import('../dist/index.js')).default.configs.recommended] : []),
  ];
}
