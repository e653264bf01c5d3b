import { migration } from 'eslint-plugin-user-context';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which part of the server belongs to which component, and in which phase that is migrated. */
const components = {
  'agent-execution-core': { phase: 1, files: ['src/execution/**'] },
  'workflow-orchestrator': { phase: 1, files: ['src/workflow/**'] },
  'tool-dispatcher': { phase: 1, files: ['src/dispatch/**'] },
  'websocket-connection': { phase: 1, files: ['src/ws/**'] },
  'reporting-agents': { phase: 2, files: ['src/reporting/**'] },
  'synthetic-data': { phase: 2, files: ['src/synthetic/**'] },
  'state-persistence': { phase: 2, files: ['src/store/**'] },
  utilities: { phase: 2, files: ['src/utilities/**', 'src/http/**', 'src/*.ts'] },
  tests: { phase: 3, files: ['test/**'] },
  'documentation-examples': { phase: 3, files: ['docs/**'] },
};

/** @param {1 | 2 | 3} phase The phase that the team is in. */
export const configurationOf = (phase) =>
  defineConfig([
    { ignores: ['dist/**', 'isolation/**', '**/*.js'] },
    {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      },
      settings: {
        'user-context': {
          contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'src/context.ts' }],
          toolCalls: [
            {
              type: { from: 'file', name: 'ToolDispatcher', path: 'src/dispatch/tool-dispatcher.ts' },
              method: 'dispatch',
              context: 'enclosing',
            },
          ],
        },
      },
    },
    migration({ phase, components }),
  ]);

export default configurationOf(3);
