import { migration } from 'eslint-plugin-user-context';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['**/lint-results/']),
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'user-context': {
        // By package, because a path would be relative to the directory of the package that is linted.
        contextTypes: [{ from: 'package', package: '@example/context', name: 'UserContext' }],
        toolCalls: [
          {
            type: { from: 'package', package: '@example/tools', name: 'ToolDispatcher' },
            method: 'dispatch',
            context: { argument: 2 },
          },
        ],
      },
    },
  },
  migration({
    phase: 1,
    components: {
      context: { phase: 1, files: ['packages/context/**'] },
      tools: { phase: 1, files: ['packages/tools/**'] },
      chat: { phase: 1, files: ['apps/chat/**'] },
    },
  }),
]);
