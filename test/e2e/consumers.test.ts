import type { ESLint, Linter } from 'eslint';

import type { PackedPlugin } from './consumer.js';

import { relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import userContext from '../../src/index.js';
import { Consumer, makeScratchDirectory, packPlugin, removeScratchDirectory, run } from './consumer.js';
import { leak, mended } from './project-files.js';

const compilers = { 'typescript-5.4': '5.4.5', 'typescript-5.9': '5.9.3', 'typescript-6.0': '6.0.3' } as const;

/**
 * The plugin's oldest supported versions, those most used, and the newest ones. The types of a configuration depend on both
 * versions: the newest ESLint is tried with every compiler, the others with their own.
 */
const environments = [
  { eslint: '9.24.0', typescript: compilers['typescript-5.4'], compilers: ['typescript-5.4'] },
  { eslint: '9.39.5', typescript: compilers['typescript-5.9'], compilers: ['typescript-5.9'] },
  { eslint: '10.15.0', typescript: compilers['typescript-6.0'], compilers: Object.keys(compilers), isNewest: true },
];

const minutes = 60_000;

const tsconfig = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'NodeNext', jsx: 'preserve', strict: true, noEmit: true, types: [] },
  include: ['src'],
});

const imports = `import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import userContext, { migration } from 'eslint-plugin-user-context';
`;

const typed = `languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  }`;

function project(config: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return { 'tsconfig.json': tsconfig, 'eslint.config.js': imports + config, ...files };
}

/** Messages by file, with forward slashes. */
function reports(stdout: string, directory: string): Record<string, Linter.LintMessage[]> {
  const results = JSON.parse(stdout) as ESLint.LintResult[];
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [relative(directory, filePath).replaceAll('\\', '/'), messages]),
  );
}

/** Rule and severity of the reports, by file. */
function summary(stdout: string, directory: string): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(reports(stdout, directory)).map(([file, messages]) => [
      file,
      messages.map(({ ruleId, severity }) => `${severity === 2 ? 'error' : 'warning'} ${ruleId ?? 'fatal'}`),
    ]),
  );
}

function firstLineOfOurs(output: string): string | undefined {
  return output.split('\n').find((line) => line.includes('eslint-plugin-user-context:'));
}

let scratch: string;
let packed: PackedPlugin;

beforeAll(async () => {
  scratch = await makeScratchDirectory();
  packed = await packPlugin(scratch);
}, minutes);

afterAll(async () => {
  await removeScratchDirectory(scratch);
}, minutes);

it('packs what users need and nothing else', () => {
  const unexpected = packed.files.filter(
    (file) => !/^(?:dist\/.+\.(?:js|d\.ts)|docs\/rules\/[a-z-]+\.md|schemas\/[a-z]+\.json|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/u.test(file),
  );
  expect(unexpected).toEqual([]);
  expect(packed.files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'README.md', 'LICENSE']));
});

describe.each(environments)('ESLint $eslint with TypeScript $typescript', ({ compilers: tried, eslint, isNewest, typescript }) => {
  /** A test of what does not depend on the versions: it is there for the newest ones alone. */
  function itOnce(name: string, options: { timeout: number }, body: () => Promise<void>): void {
    if (isNewest === true) {
      it.concurrent(name, options, body);
    }
  }

  let consumer: Consumer;

  async function lint(
    name: string,
    files: Readonly<Record<string, string>>,
    format = '--format json',
  ): Promise<{ exitCode: number; stdout: string; stderr: string; directory: string }> {
    const directory = await consumer.scenario(name, files);
    return { ...(await run(`npx eslint . ${format}`, directory)), directory };
  }

  beforeAll(async () => {
    consumer = await Consumer.install(scratch, packed.tarball, {
      eslint,
      typescript,
      jiti: '2.6.1',
      'typescript-eslint': '8.72.0',
      ...Object.fromEntries(Object.entries(compilers).map(([alias, version]) => [alias, `npm:typescript@${version}`])),
    });
  }, 5 * minutes);

  it.concurrent('reports leaks in all TypeScript files through a preset by name', { timeout: 2 * minutes }, async () => {
    const config = `export default defineConfig({
  files: ['src/**'], plugins: { 'user-context': userContext }, extends: ['user-context/recommended'], ${typed} });`;
    const { exitCode, stdout, directory } = await lint(
      'by-name',
      project(config, {
        'src/a.ts': leak,
        'src/b.tsx': leak,
        'src/c.mts': leak,
        'src/d.cts': leak,
        'src/fixed.ts': mended,
        'src/a.test.ts': leak,
      }),
    );
    expect(summary(stdout, directory)).toEqual({
      'eslint.config.js': [],
      'src/a.ts': ['error user-context/no-shared-agent-state'],
      'src/b.tsx': ['error user-context/no-shared-agent-state'],
      'src/c.mts': ['error user-context/no-shared-agent-state'],
      'src/d.cts': ['error user-context/no-shared-agent-state'],
      'src/fixed.ts': [],
    });
    expect(exitCode).toBe(1);
  });

  it.concurrent('migrates across files through npx', { timeout: 2 * minutes }, async () => {
    const directory = await consumer.scenario(
      'migrate',
      project(
        `export default defineConfig({
  files: ['src/**'], plugins: { 'user-context': userContext }, extends: ['user-context/recommended'], ${typed},
  settings: { 'user-context': {
    contextTypes: [{ from: 'file', name: 'UserContext', path: 'src/context.ts' }],
    toolCalls: [{ type: { from: 'file', name: 'Tools', path: 'src/context.ts' }, method: 'call', context: 'enclosing' }],
  } } });`,
        {
          'src/context.ts': `export interface UserContext { readonly userId: string }

export class Tools {
  call(input: string): string {
    return input;
  }
}
`,
          'src/search.ts': `import { Tools } from './context.js';

export function search(query: string): string {
  return new Tools().call(query);
}
`,
          'src/reply.ts': `import { search } from './search.js';

export function reply(question: string): string {
  return search(question);
}
`,
        },
      ),
    );
    const { exitCode, stderr, stdout } = await run('npx user-context migrate --allow-dirty', directory);
    expect(stdout, stderr).toContain('     2  functions given a context\n     1  call given the context\n');
    expect(exitCode).toBe(1);
    expect(await run('npx tsc --noEmit', directory)).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it.concurrent('reports a leak through a preset object, for people', { timeout: 2 * minutes }, async () => {
    const config = `export default [{ files: ['src/**'], ${typed} }, userContext.configs.recommended];`;
    const { exitCode, stdout } = await lint('by-object', project(config, { 'src/a.ts': leak }), '');
    expect(stdout).toMatch(/\n\s+6:\d+\s+error\s.*user-context\/no-shared-agent-state\n/u);
    expect(stdout).toContain('1 problem (1 error, 0 warnings)');
    expect(exitCode).toBe(1);
  });

  itOnce('passes where nothing leaks', { timeout: 2 * minutes }, async () => {
    const config = `export default [{ files: ['src/**'], ${typed} }, userContext.configs.strict];`;
    expect(await lint('clean', project(config, { 'src/a.ts': mended }), '')).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  it.concurrent('works in a configuration in TypeScript', { timeout: 2 * minutes }, async () => {
    const { 'eslint.config.js': config = '', ...files } = project(
      `export default defineConfig({ files: ['src/**'], ${typed}, extends: [userContext.configs['phase-1']] });`,
      { 'src/a.ts': leak },
    );
    const { exitCode, stdout, directory } = await lint('typescript-config', { ...files, 'eslint.config.ts': config });
    expect(summary(stdout, directory)['src/a.ts']).toEqual(['error user-context/no-shared-agent-state']);
    expect(exitCode).toBe(1);
  });

  it.concurrent('works in a CommonJS configuration, without a warning', { timeout: 2 * minutes }, async () => {
    const config = `const tseslint = require('typescript-eslint');
const { default: userContext } = require('eslint-plugin-user-context');
module.exports = [
  {
    files: ['src/**'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
  },
  userContext.configs.recommended,
];`;
    const { exitCode, stdout, stderr, directory } = await lint('commonjs-config', {
      'tsconfig.json': tsconfig,
      'eslint.config.cjs': config,
      'src/a.ts': leak,
    });
    expect(stderr).toBe('');
    expect(summary(stdout, directory)['src/a.ts']).toEqual(['error user-context/no-shared-agent-state']);
    expect(exitCode).toBe(1);
  });

  itOnce('takes the key that the user gave the plugin', { timeout: 2 * minutes }, async () => {
    const config = `export default defineConfig({
  files: ['src/**'], plugins: { isolation: userContext }, extends: ['isolation/recommended'], ${typed} });`;
    const { exitCode, stdout, directory } = await lint('renamed', project(config, { 'src/a.ts': leak }));
    expect(summary(stdout, directory)['src/a.ts']).toEqual(['error isolation/no-shared-agent-state']);
    expect(exitCode).toBe(1);
  });

  itOnce('migrates component by component', { timeout: 2 * minutes }, async () => {
    const config = `export default defineConfig({
  files: ['src/**'],
  ${typed},
  extends: [migration({
    phase: 1,
    components: {
      dispatcher: { phase: 1, files: ['src/dispatch/**'] },
      sockets: { phase: 1, files: ['src/ws/**'] },
      store: { phase: 2, files: ['src/store/**'] },
    },
    rollback: ['sockets'],
  })],
});`;
    const { exitCode, stdout, directory } = await lint(
      'migration',
      project(config, {
        'src/dispatch/a.ts': leak,
        'src/ws/a.ts': leak,
        'src/store/a.ts': leak,
        'src/other/a.ts': leak,
      }),
    );
    expect(summary(stdout, directory)).toEqual({
      'eslint.config.js': [],
      'src/dispatch/a.ts': ['error user-context/no-shared-agent-state'],
      'src/ws/a.ts': ['warning user-context/no-shared-agent-state'],
      'src/store/a.ts': ['warning user-context/no-shared-agent-state'],
    });
    expect(exitCode).toBe(1);
  });

  it.concurrent('says which setting is missing where there are no types', { timeout: 2 * minutes }, async () => {
    const config = `export default [{ files: ['src/**'], languageOptions: { parser: tseslint.parser } }, userContext.configs.recommended];`;
    const { exitCode, stdout, stderr } = await lint('no-types', project(config, { 'src/a.ts': leak }), '');
    expect(stdout + stderr).toContain('You have used a rule which requires type information');
    expect(stdout + stderr).toContain('parserOptions');
    expect(exitCode).toBe(2);
  });

  itOnce('needs no types in syntax-only', { timeout: 2 * minutes }, async () => {
    const config = `export default [{ files: ['src/**'], languageOptions: { parser: tseslint.parser } }, userContext.configs['syntax-only']];`;
    expect(await lint('syntax-only', project(config, { 'src/a.ts': leak }), '')).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it.concurrent('says which key of the settings is wrong', { timeout: 2 * minutes }, async () => {
    const config = `export default [
  { files: ['src/**'], ${typed}, settings: { 'user-context': { contextType: ['UserContext'] } } },
  userContext.configs.recommended,
];`;
    const { exitCode, stdout, stderr } = await lint('wrong-settings', project(config, { 'src/a.ts': leak }), '');
    expect(firstLineOfOurs(stdout + stderr)).toContain(
      `eslint-plugin-user-context: unknown key "contextType" in settings['user-context']; allowed: contextTypes, `,
    );
    expect(stdout + stderr).not.toMatch(/^\s+at /mu);
    expect(exitCode).toBe(2);
  });

  itOnce('says which option of migration() is wrong', { timeout: 2 * minutes }, async () => {
    const config = `export default migration({ phase: 1, components: { store: { phase: 1, files: [] } } });`;
    const { exitCode, stdout, stderr } = await lint('wrong-migration', project(config, { 'src/a.ts': leak }), '');
    expect(firstLineOfOurs(stdout + stderr)).toContain('migration(): components["store"].files must list at least one glob');
    expect(stdout + stderr).not.toMatch(/^\s+at /mu);
    expect(exitCode).toBe(2);
  });

  itOnce("leaves a file with a syntax error to ESLint's parse error", { timeout: 2 * minutes }, async () => {
    const config = `export default [{ files: ['src/**'], ${typed} }, userContext.configs.strict];`;
    const { exitCode, stdout, directory } = await lint(
      'syntax-error',
      project(config, { 'src/a.ts': 'export function (' }),
    );
    expect(reports(stdout, directory)['src/a.ts']).toMatchObject([
      { fatal: true, ruleId: null, message: expect.stringContaining('Parsing error') as string },
    ]);
    expect(exitCode).toBe(1);
  });

  it.concurrent.each(tried)('type-checks configurations with %s', { timeout: 2 * minutes }, async (compiler) => {
    const presets = Object.keys(userContext.configs).map((name) => `'${name}'`);
    const byName = presets.map((name) => `defineConfig({ plugins, extends: [\`user-context/\${${name}}\`] })`);
    const byObject = presets.map((name) => `defineConfig([userContext.configs[${name}], { extends: [userContext.configs[${name}]] }])`);
    const byTypescriptEslint = presets.map((name) => `tseslint.config(userContext.configs[${name}], { extends: [userContext.configs[${name}]] })`);
    const config = `${imports}
import type { ESLint, Linter } from 'eslint';
import type { MigrationOptions, Phase, Specifier, UserContextSettings } from 'eslint-plugin-user-context';

const plugins = { 'user-context': userContext };
const plugin: ESLint.Plugin = userContext;
const context: Specifier = { from: 'file', name: 'UserContext', path: 'src/context.ts' };
const settings: UserContextSettings = { contextTypes: [context], identityNames: ['accountId'] };
const phase: Phase = 1;
const options: MigrationOptions<'store' | 'tests'> = {
  phase,
  components: { store: { phase: 2, files: ['src/store/**'] }, tests: { phase: 3, files: ['**/*.test.ts'] } },
  rollback: ['store'],
  upcoming: 'off',
};
const migrated: Linter.Config[] = migration(options);

// @ts-expect-error -- a component that is not there
migration({ phase: 1, components: { store: { phase: 1, files: ['src/**'] } }, rollback: ['shop'] });
// @ts-expect-error -- no glob
migration({ phase: 1, components: { store: { phase: 1, files: [] } } });
// @ts-expect-error -- a preset that is not there
userContext.configs.everything;

export default [
  ${[...byName, ...byObject, ...byTypescriptEslint].map((each) => `...${each}`).join(',\n  ')},
  ...defineConfig({ plugins: { isolation: plugin }, settings: { 'user-context': settings }, extends: [migrated] }),
  ...defineConfig([{ files: ['src/**'], extends: [migration({
    phase: 2,
    components: { store: { phase: 2, files: ['src/store/**'] }, tests: { phase: 3, files: ['**/*.test.ts'] } },
    rollback: ['store'],
  })] }]),
  ...tseslint.config({ files: ['src/**'], extends: [migrated] }),
];
`;
    const directory = await consumer.scenario(`compile-${compiler}`, {
      'eslint.config.ts': config,
      'tsconfig.json': JSON.stringify({
        compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: true, types: [] },
        include: ['eslint.config.ts'],
      }),
    });
    expect(await run(`node ../node_modules/${compiler}/bin/tsc -p .`, directory)).toMatchObject({ stdout: '', exitCode: 0 });
  });
});
