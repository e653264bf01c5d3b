/** A small project that lints with the plugin, with types, and has no finding. */
export const projectFiles = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'eslint.config.js': `import userContext from 'eslint-plugin-user-context';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['src/**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  plugins: { 'user-context': userContext },
  extends: ['user-context/recommended'],
  settings: { 'user-context': { contextTypes: [{ from: 'file', name: 'UserContext', path: 'src/context.ts' }] } },
});
`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2022', lib: ['ES2022'], module: 'NodeNext', strict: true, noEmit: true, types: [] },
    include: ['src'],
  }),
  'src/context.ts': `export interface UserContext {
  readonly userId: string;
}
`,
  'src/search.ts': `export function search(query: string): string {
  return query;
}
`,
  'src/reply.ts': `import type { UserContext } from './context.js';
import { search } from './search.js';

export function reply(question: string, context: UserContext): string {
  return \`\${search(question)} for \${context.userId}\`;
}
`,
};

/** Another version of `src/search.ts`, with which the unchanged `src/reply.ts` has a finding: it does not pass its context on. */
export const searchForUser = `import type { UserContext } from './context.js';

export function search(query: string, context?: UserContext): string {
  return \`\${query} for \${context?.userId ?? 'all'}\`;
}
`;

/** One user's id is kept where the next user's request finds it. */
export const leak = `interface AgentRequest { userId: string }

let currentUserId: string | undefined;

export async function handle(request: AgentRequest, answer: () => Promise<string>): Promise<string> {
  currentUserId = request.userId;
  return \`\${await answer()} for \${currentUserId}\`;
}
`;

/** The same without the leak. */
export const mended = leak.replace('let currentUserId: string | undefined;\n\n', '').replace('  currentUserId =', '  const currentUserId =');
