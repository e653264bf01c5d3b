import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runBash } from './bash.js';
import { makeScratchDirectory, packPlugin, removeScratchDirectory, writeFiles } from './consumer.js';
import { codeBlocksOf } from './page-section.js';
import { leak } from './project-files.js';
import { shownOutput } from './shown-output.js';

const minutes = 60_000;

const blocks = codeBlocksOf('README.md', 2, 'Quick start');

/** The text of the one block of a kind. */
function block(language: string): string {
  const [only, ...others] = blocks.filter((each) => each.language === language);
  if (only === undefined || others.length > 0) {
    throw new Error(`the quick start has ${blocks.map((each) => each.language).join(', ')}, and not one block of ${language}`);
  }
  return only.text;
}

const commands = blocks.flatMap(({ language, text }) => (language === 'sh' ? text.trimEnd().split('\n') : []));
const installing = commands.filter((command) => command.startsWith('npm install '));
const starting = commands.filter((command) => !installing.includes(command));

let scratch: string;
let project: string;
let tarball: string;

/** Runs a command line of the README, with the packed plugin in place of the one in the registry. */
async function inShell(command: string): Promise<{ exitCode: number; output: string }> {
  const script = command.replace(/ eslint-plugin-user-context\b/u, ` "file:${tarball}"`);
  const env = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_ignore_scripts: 'true' };
  const { exitCode, output } = await runBash(script, [], { directory: project, env });
  return { exitCode, output: output.replaceAll('\\', '/').replaceAll(`${project.replaceAll('\\', '/')}/`, '') };
}

beforeAll(async () => {
  scratch = await makeScratchDirectory();
  project = `${scratch}/project`;
  ({ tarball } = await packPlugin(scratch));
  await writeFiles(project, { 'src/session.ts': leak });
  expect(await inShell('npm init --yes')).toMatchObject({ exitCode: 0 });
}, minutes);

afterAll(async () => {
  await removeScratchDirectory(scratch);
}, minutes);

// Each continues in the project that the one before it left.
describe("the README's quick start", { timeout: 5 * minutes }, () => {
  it('installs', async () => {
    expect(installing).toHaveLength(1);
    expect(installing[0]).toContain(' eslint-plugin-user-context');
    const { exitCode, output } = await inShell(`${installing.join('\n')}\nnpx tsc --init`);
    expect(exitCode, output).toBe(0);
  });

  it('finds the leak, as it is shown', async () => {
    const [, name = ''] = /^\/\/ (eslint\.config\.\w+)$/mu.exec(block('js')) ?? [];
    await writeFiles(project, { [name]: block('js') });
    const { exitCode, output } = await inShell('npx eslint .');
    expect(output).toMatch(shownOutput(block('text')));
    expect(output).toContain('1 problem (1 error, 0 warnings)');
    expect(exitCode).toBe(1);
  });

  it('starts from there', async () => {
    expect(starting).not.toEqual([]);
    for (const command of starting) {
      const { exitCode, output } = await inShell(command);
      expect(exitCode, `${command}\n${output}`).toBe(0);
    }
    expect(await inShell('npx eslint .')).toEqual({ exitCode: 0, output: '' });
  });

  it('fails with a second leak, and shows only that', async () => {
    await writeFiles(project, { 'src/second.ts': leak });
    const [lint, gate] = await Promise.all([inShell('npx eslint .'), inShell('npx user-context gate')]);
    expect(lint.output).toMatch(/^\nsrc\/second\.ts\n +6:3 +error .*\n\n✖ 1 problem/u);
    expect(lint.exitCode).toBe(1);
    expect(gate.output).toMatch(/^Beyond the baseline \(1\)/mu);
    expect(gate.output).toContain('src/second.ts:6:3');
    expect(gate.exitCode).toBe(1);
  });
});
