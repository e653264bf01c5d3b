import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

import userContext from './dist/index.js';

/** Who may import from whom: rules → isolation, fixes → frameworks → settings. */
const forbiddenImports = {
  'src/isolation': ['rules', 'migration'],
  'src/fixes': ['rules', 'migration'],
  'src/frameworks': ['rules', 'isolation', 'fixes', 'migration'],
};

export default defineConfig([
  globalIgnores(['dist/', 'coverage/', 'examples/', 'test/corpus/', 'test/fixtures/', 'test/pages/', 'test/peers/', 'test/sdk/', 'site/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // The compiler refuses a text that no member of a string enum has.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // It asks for `!`, which strict forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='typescript'][importKind!='type'] :matches(ImportNamespaceSpecifier, ImportSpecifier)",
          message: 'TypeScript before 5.5 gives its names to the default import only.',
        },
      ],
    },
  },
  {
    files: ['src/**'],
    plugins: { 'user-context': userContext },
    extends: [userContext.configs.recommended],
  },
  {
    files: ['src/rules/**'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      'eslint-plugin/no-incomplete-meta-schema': 'error',
      'eslint-plugin/no-incorrect-meta-schema': 'error',
      'eslint-plugin/no-matching-violation-suggest-message-ids': 'error',
      'eslint-plugin/prefer-placeholders': 'error',
      'eslint-plugin/require-meta-docs-description': 'error',
    },
  },
  ...Object.entries(forbiddenImports).map(([directory, forbidden]) => ({
    files: [`${directory}/**`],
    rules: {
      'no-restricted-imports': ['error', { patterns: forbidden.map((other) => ({ group: [`../${other}/*`, '../plugin.js', '../index.js'] })) }],
    },
  })),
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.recommended],
  },
]);
