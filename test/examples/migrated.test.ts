import type { ESLint } from 'eslint';

import { cpSync, existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { makeScratchDirectory, removeScratchDirectory, run } from '../e2e/consumer.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const original = join(repository, 'examples/agent-server');
const migrated = join(repository, 'examples/agent-server-migrated');
const minutes = 60_000;

function read(directory: string, file: string): string | undefined {
  const path = join(directory, file);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined;
}

/** The files of an example, without what is built or installed. */
function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/^(?:dist|node_modules)\//u.test(file));
}

const { renamed, changed } = JSON.parse(read(migrated, 'hand-made.json') ?? '') as {
  renamed: string[];
  changed: Record<string, string>;
};
const page = read(repository, 'docs/migrating-the-example.md') ?? '';

describe('the migrated example', () => {
  it('has no finding in phase 3', { timeout: 2 * minutes }, async () => {
    const { stdout, exitCode } = await run('npm run --silent lint -- --format json --max-warnings 0', migrated);
    const results = JSON.parse(stdout) as ESLint.LintResult[];
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
    expect(exitCode).toBe(0);

    const linted = results.map(({ filePath }) => relative(migrated, filePath).replaceAll('\\', '/'));
    const sources = filesOf(migrated).filter((file) => /^(?:src|test|docs)\/.*\.ts$/u.test(file));
    expect(linted.sort()).toEqual(sources.sort());
  });

  it('compiles', { timeout: 2 * minutes }, async () => {
    expect(await run('npm run --silent typecheck', migrated)).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('keeps its users apart, as its page shows', { timeout: 2 * minutes }, async () => {
    const { stdout, exitCode } = await run('npm run --silent isolation', migrated);
    expect(stdout).toContain('0 of 12 carriers leak, 0 could not be probed');
    expect(exitCode).toBe(0);
    expect(page).toContain(stdout.trimEnd());
  });

  it('is probed like the original', () => {
    const probes = filesOf(original).filter((file) => file.startsWith('isolation/'));
    expect(probes).not.toEqual([]);
    expect(probes.map((file) => read(migrated, file))).toEqual(probes.map((file) => read(original, file)));
  });

  it('lists only files that were changed by hand', () => {
    for (const file of [...renamed, ...Object.keys(changed)]) {
      expect(read(migrated, file), file).not.toBe(read(original, file));
    }
  });
});

/** A file without its imports, under the name that the run's state has after "Rename Symbol". */
function underNewName(text: string | undefined): string | undefined {
  return text?.replace(/^import [^;]*;\n/gmu, '').replaceAll(/\b(?:DeepAgentStateFields|DeepAgentState|AgentState)\b/gu, 'RunState');
}

describe('the command on the original', () => {
  it('leaves what is committed, up to the hand-made places', { timeout: 3 * minutes }, async () => {
    const copy = await makeScratchDirectory();
    try {
      for (const file of filesOf(original)) {
        cpSync(join(original, file), join(copy, file));
      }
      symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
      const { exitCode, stderr, stdout } = await run(
        `node "${join(repository, 'dist/cli/main.js')}" migrate --phase 3 --allow-dirty`,
        copy,
      );
      expect(exitCode, stderr).toBe(1);
      const [summary = ''] = stdout.replaceAll('\r\n', '\n').split('For a person, findings');
      expect(page).toContain(summary.trimEnd());

      const files = new Set([...filesOf(copy), ...filesOf(migrated)]);
      for (const file of [...files].filter((name) => !(name in changed))) {
        const [left, committed] = [read(copy, file), read(migrated, file)];
        const isRenamed = renamed.includes(file);
        expect(isRenamed ? underNewName(left) : left, file).toBe(isRenamed ? underNewName(committed) : committed);
      }
    } finally {
      await removeScratchDirectory(copy);
    }
  });
});

describe('the page on its migration', () => {
  const blocks = [...page.matchAll(/^```diff\n@@ (?<file>\S+) @@\n(?<lines>[\s\S]*?)^```$/gmu)].map(({ groups }) => ({
    file: groups?.file ?? '',
    lines: (groups?.lines ?? '').trimEnd().split('\n'),
  }));

  it('has a diff for most carriers', () => {
    expect(blocks.length).toBeGreaterThan(12);
    expect(page.match(/^```diff$/gmu)).toHaveLength(blocks.length);
  });

  it.each(blocks)('shows lines of $file', ({ file, lines }) => {
    const before = (read(original, file) ?? '').split('\n');
    const after = (read(migrated, file) ?? '').split('\n');
    for (const line of lines) {
      if (!line.startsWith('+')) {
        expect(before).toContain(line.slice(1));
      }
      if (!line.startsWith('-')) {
        expect(after).toContain(line.slice(1));
      }
    }
  });
});
