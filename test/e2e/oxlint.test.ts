import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import userContext from '../../src/index.js';
import { makeClientProject } from './client-project.js';
import { removeScratchDirectory, run, writeFiles } from './consumer.js';
import { guide } from './guide.js';

const minutes = 60_000;

const configuration = guide('oxlint').file('.oxlintrc.json');

const files = {
  'package.json': '{ "private": true, "type": "module" }\n',
  '.oxlintrc.json': configuration,
  'src/legacy-state.ts': `export class DeepAgentState {
  messages: string[] = [];
}
`,
  'src/run.ts': `import { DeepAgentState } from './legacy-state.js';

export function run(): string[] {
  return new DeepAgentState().messages;
}
`,
  'src/unused.ts': `import { DeepAgentState } from './legacy-state.js';

export const isReady = true;
`,
  'src/unused-type.ts': `import type { DeepAgentState } from './legacy-state.js';

export const isReady = true;
`,
};

interface OxlintReport {
  diagnostics: { code?: string; filename: string; message: string }[];
}

describe('Oxlint', () => {
  let project: string;

  async function oxlint(options = ''): Promise<{ exitCode: number; reports: string[]; messages: string }> {
    // Oxlint's own rule would remove unused imports, too.
    const { exitCode, stderr, stdout } = await run(`npx oxlint --allow no-unused-vars --format json ${options} src`, project);
    expect(stderr).toBe('');
    const { diagnostics } = JSON.parse(stdout) as OxlintReport;
    const ours = diagnostics.filter(({ code = '' }) => code.startsWith('user-context('));
    return {
      exitCode,
      reports: ours.map(({ code = '', filename }) => `${filename.replaceAll('\\', '/')} ${code}`).sort(),
      messages: diagnostics.map(({ message }) => message).join('\n'),
    };
  }

  beforeAll(async () => {
    project = await makeClientProject(files);
  }, minutes);

  afterAll(async () => {
    await removeScratchDirectory(project);
  }, minutes);

  it('is told to use the preset that needs no types', () => {
    expect((JSON.parse(configuration) as { rules: object }).rules).toEqual(userContext.configs['syntax-only'].rules);
  });

  // Each continues with the files that the one before it left.
  it('reports, and reads the settings', async () => {
    const { exitCode, messages, reports } = await oxlint();
    expect(reports).toEqual([
      'src/run.ts user-context(no-deep-agent-state)',
      'src/unused-type.ts user-context(no-deep-agent-state)',
      'src/unused.ts user-context(no-deep-agent-state)',
    ]);
    expect(messages).toContain('take `UserExecutionContext` instead');
    expect(exitCode).toBe(1);
  });

  it('applies fixes', async () => {
    await oxlint('--fix');
    expect(await readFile(join(project, 'src/unused-type.ts'), 'utf8')).toBe('\nexport const isReady = true;\n');
    expect(await readFile(join(project, 'src/unused.ts'), 'utf8')).toBe(files['src/unused.ts']);
  });

  it('applies suggestions when it is asked to', async () => {
    await oxlint('--fix-suggestions');
    expect(await readFile(join(project, 'src/unused.ts'), 'utf8')).toBe('\nexport const isReady = true;\n');
  });

  it('says of a rule that needs types that it has none, instead of passing', async () => {
    const { rules, ...others } = JSON.parse(configuration) as { rules: object };
    await writeFiles(project, {
      '.oxlintrc.json': JSON.stringify({ ...others, rules: { ...rules, 'user-context/no-shared-agent-state': 'error' } }),
    });
    const { exitCode, messages, reports } = await oxlint();
    expect(messages).toContain('You have used a rule which requires type information');
    expect(reports).toEqual([]);
    expect(exitCode).toBe(1);
  });
});
