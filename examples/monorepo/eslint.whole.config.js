import { defineConfig } from 'eslint/config';

import packageByPackage from './eslint.config.js';

/** All packages as one program: what a package keeps is also judged by what the packages that use it do. */
export default defineConfig([
  packageByPackage,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.whole.json' } },
  },
]);
