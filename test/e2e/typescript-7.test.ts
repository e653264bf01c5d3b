import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Consumer, makeScratchDirectory, packPlugin, removeScratchDirectory, run } from './consumer.js';
import { guide } from './guide.js';

const minutes = 60_000;

const manifest = JSON.parse(guide('typescript-7').file('package.json')) as {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};

const files = {
  'package.json': JSON.stringify({ private: true, type: 'module', scripts: manifest.scripts }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2022', lib: ['ES2022'], module: 'NodeNext', strict: true, noEmit: true, types: [] },
    include: ['src'],
  }),
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
  'src/context.ts': `export interface UserContext {
  readonly userId: string;
}
`,
  'src/search.ts': `import type { UserContext } from './context.js';

export function search(query: string, context?: UserContext): string {
  return \`\${query} for \${context?.userId ?? 'all'}\`;
}
`,
  'src/reply.ts': `import type { UserContext } from './context.js';
import { search } from './search.js';

export function reply(question: string, context: UserContext): string {
  return \`\${search(question)} for \${context.userId}\`;
}
`,
};

describe('TypeScript 6 and 7 side by side', () => {
  let scratch: string;
  let consumer: Consumer;

  beforeAll(async () => {
    scratch = await makeScratchDirectory();
    const { tarball } = await packPlugin(scratch);
    consumer = await Consumer.install(scratch, tarball, {
      eslint: '10.15.0',
      'typescript-eslint': '8.72.0',
      ...manifest.devDependencies,
    });
  }, 5 * minutes);

  afterAll(async () => {
    await removeScratchDirectory(scratch);
  }, minutes);

  it('type-checks with 7 and lints with 6', async () => {
    const directory = await consumer.scenario('side-by-side', files);
    expect(await run('npx tsc --version', directory)).toMatchObject({ stdout: expect.stringMatching(/^Version 7\./u) as string });
    expect(await run('npm run --silent typecheck', directory)).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr, stdout } = await run('npx eslint .', directory);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/src[\\/]reply\.ts\n.*user-context\/forward-user-context/u);
    expect(exitCode).toBe(1);
  });

  it('says which compiler the typed rules take', async () => {
    const directory = await consumer.scenario('version', { 'version.mjs': "import ts from 'typescript';\nconsole.log(ts.version);\n" });
    expect(await run('node version.mjs', directory)).toMatchObject({ stdout: expect.stringMatching(/^6\.0\./u) as string });
  });
});
