import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Consumer, makeScratchDirectory, packPlugin, removeScratchDirectory, run } from './consumer.js';
import { guide } from './guide.js';
import { projectFiles, searchForUser } from './project-files.js';

const minutes = 60_000;

const manifest = JSON.parse(guide('typescript-7').file('package.json')) as {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};

const files = {
  ...projectFiles,
  'package.json': JSON.stringify({ private: true, type: 'module', scripts: manifest.scripts }),
  'src/search.ts': searchForUser,
  'version.mjs': "import ts from 'typescript';\n\nconsole.log(ts.version);\n",
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
    expect((await run('npx tsc --version', directory)).stdout).toMatch(/^Version 7\./u);
    expect((await run('node version.mjs', directory)).stdout).toMatch(/^6\.0\./u);
    expect(await run('npm run --silent typecheck', directory)).toMatchObject({ exitCode: 0, stdout: '' });
    const { exitCode, stderr, stdout } = await run('npm run --silent lint', directory);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/src[\\/]reply\.ts\n.*user-context\/forward-user-context/u);
    expect(exitCode).toBe(1);
  });
});
