import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CodeBlock } from './code-blocks.js';

import { help as explainHelp } from '../src/cli/explain/options.js';
import { help as gateHelp } from '../src/cli/gate/options.js';
import { help as migrateHelp } from '../src/cli/migrate/options.js';
import { help as reportHelp } from '../src/cli/report/options.js';
import userContext from '../src/index.js';
import { overlayParser, TypedOverlay } from '../src/typed-overlay.js';
import { codeBlocksOf } from './code-blocks.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const guides = ['adopting', 'another-sdk', 'context-type', 'false-alarms', 'phase-1', 'phase-2', 'phase-3'].map(
  (name): [string, CodeBlock[]] => [name, codeBlocksOf(readFileSync(`${root}docs/${name}.md`, 'utf8').replaceAll('\r\n', '\n'))],
);

const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
// The library of the guide to another SDK, as far as its examples use it.
overlay.put(
  'ldapts.d.ts',
  `declare module 'ldapts' {
    export class Client {
      constructor(options: { url: string });
      bind(dn: string, password: string): Promise<void>;
      unbind(): Promise<void>;
      search(baseDn: string): Promise<{ searchEntries: unknown[] }>;
    }
  }`,
);
const linter = new Linter({ configType: 'flat', cwd: fixtures });

/** The names that the paragraph above a code block gives: of the file that it is, or of the rule that reports it. */
function saidAbove({ lead }: CodeBlock): { file?: string; rule?: string; isSilent: boolean } {
  const file = /^In `(?<file>src\/[^`]+)`:$/u.exec(lead)?.groups?.file;
  const rule = /\breported by \[`(?<rule>[\w-]+)`\][^:]*:$/u.exec(lead)?.groups?.rule;
  return { ...(file === undefined ? {} : { file }), ...(rule === undefined ? {} : { rule }), isSilent: /\bnot reported:$/u.test(lead) };
}

/** `settings` as a guide has them; `undefined` where a code block is something else. */
function settingsOf({ code, language }: CodeBlock): Readonly<Record<string, unknown>> | undefined {
  if (language !== 'js' || !code.startsWith('settings: {')) {
    return undefined;
  }
  const value: unknown = runInNewContext(`JSON.stringify({${code}})`);
  return (JSON.parse(String(value)) as { settings: Record<string, unknown> }).settings;
}

/** A code block with what its page says of it. */
interface Example {
  code: string;
  line: number;
  settings: Readonly<Record<string, unknown>>;
  /** The rule that reports it; none does where it is `undefined`. */
  rule: string | undefined;
}

/**
 * The examples of a page. Settings that stand "In the ESLint configuration:" are those of all blocks below them. Other settings are
 * about the example above them, and say whether it is reported with them.
 */
function examplesOf(blocks: readonly CodeBlock[]): Example[] {
  const examples: Example[] = [];
  let pageSettings: Readonly<Record<string, unknown>> = {};
  let code = '';
  for (const block of blocks) {
    const settings = settingsOf(block);
    const { file, isSilent, rule } = saidAbove(block);
    if (block.language === 'ts') {
      ({ code } = block);
    }
    if (settings !== undefined && block.lead === 'In the ESLint configuration:') {
      pageSettings = settings;
    } else if ((block.language === 'ts' || settings !== undefined) && (file !== undefined || rule !== undefined || isSilent)) {
      examples.push({ code, line: block.line, settings: settings ?? pageSettings, rule });
    }
  }
  return examples;
}

const filename = 'src/example.ts';

describe.each(guides)('%s.md', (_name, blocks) => {
  const files = blocks.flatMap((block) => {
    const { file } = saidAbove(block);
    return block.language === 'ts' && file !== undefined ? [{ file, code: block.code }] : [];
  });

  beforeAll(() => {
    files.forEach(({ code, file }) => {
      overlay.put(file, code);
    });
  });

  afterAll(() => {
    [filename, ...files.map(({ file }) => file)].forEach((file) => {
      overlay.remove(file);
    });
  });

  it('says of all TypeScript and all settings whether they are reported, or which file they are', () => {
    const unsaid = blocks.filter((block) => {
      const { file, isSilent, rule } = saidAbove(block);
      const isExample = block.language === 'ts' || settingsOf(block) !== undefined;
      return isExample && file === undefined && rule === undefined && !isSilent && block.lead !== 'In the ESLint configuration:';
    });
    expect(unsaid.map(({ lead, line }) => `line ${line}, under "${lead}"`)).toEqual([]);
  });

  it.each(examplesOf(blocks).map((example): [number, Example] => [example.line, example]))(
    'line %i is what the page says',
    (_line, { code, rule, settings }) => {
      overlay.put(filename, code);
      expect(overlay.errors(filename).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')), code).toEqual([]);
      const messages = linter.verify(
        code,
        [
          {
            files: ['**/*.ts'],
            languageOptions: { parser: overlayParser(overlay, typescriptParser) },
            plugins: { 'user-context': userContext },
            rules: userContext.configs.recommended.rules,
            settings,
          },
        ],
        { filename: overlay.path(filename) },
      );
      const reported = messages.map(({ message, ruleId }) => ruleId ?? message);
      expect([...new Set(reported)], messages.map(({ message }) => message).join('\n')).toEqual(
        rule === undefined ? [] : [`user-context/${rule}`],
      );
    },
  );
});

/** The lines of a file of an example server. */
function linesOf(example: string, file: string): string[] {
  return readFileSync(join(root, 'examples', example, file), 'utf8').split(/\r?\n/u);
}

describe('what the guides of the phases show of the example', () => {
  const changes = guides
    .filter(([name]) => name.startsWith('phase-'))
    .flatMap(([, blocks]) => blocks.filter(({ language }) => language === 'diff'))
    .map(({ code }): [string, string[]] => {
      const [file = '', ...lines] = code.trimEnd().split('\n');
      return [file.replaceAll(/^@@ | @@$/gu, ''), lines];
    });

  it.each(changes)('of %s is there before and after', (file, lines) => {
    const [before, after] = [linesOf('agent-server', file), linesOf('agent-server-migrated', file)];
    expect(lines.filter((line) => !line.startsWith('+') && !before.includes(line.slice(1)))).toEqual([]);
    expect(lines.filter((line) => !line.startsWith('-') && !after.includes(line.slice(1)))).toEqual([]);
    expect(lines.join('\n')).toMatch(/^[+-]/mu);
  });
});

/** What each program that the guides call takes, as its own `--help` says. */
const helps: Readonly<Record<string, string>> = {
  'user-context explain': explainHelp,
  'user-context gate': gateHelp,
  'user-context migrate': migrateHelp,
  'user-context report': reportHelp,
  eslint: spawnSync(process.execPath, [join(root, 'node_modules/eslint/bin/eslint.js'), '--help'], { encoding: 'utf8' }).stdout,
};

/** Programs whose options are not ours to check. */
const others = new Set(['cp', 'git', 'npm ci', 'npm install', 'npx tsc']);

/** What is wrong with the commands of a code block; a directory counts until the block ends. */
function problemsOf(code: string): string[] {
  const problems: string[] = [];
  let directory = root;
  for (const line of code.split('\n').flatMap((text) => text.replace(/(?:^|\s)#.*$/u, '').split('&&'))) {
    const words = (line.match(/"[^"]*"|\S+/gu) ?? []).filter((word) => word !== '--silent');
    const [program = '', command = '', name = ''] = words;
    if (program === '') {
      continue;
    }
    if (program === 'cd') {
      directory = join(directory, command);
      problems.push(...(existsSync(directory) ? [] : [`there is no directory ${command}`]));
    } else if (program === 'npm' && ['run', 'test', 'start'].includes(command)) {
      const script = command === 'run' ? name : command;
      const { scripts } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
      problems.push(...(Object.hasOwn(scripts, script) ? [] : [`there is no script ${script}`]));
    } else if (program === 'npx' && command === 'vitest') {
      problems.push(...words.slice(3).filter((path) => !existsSync(join(root, path))).map((path) => `there is no ${path}`));
    } else if (!others.has(program) && !others.has(`${program} ${command}`)) {
      const called = command === 'user-context' ? `${command} ${name}` : command;
      const help = program === 'npx' ? helps[called] : undefined;
      const options = words.map((word) => word.split('=')[0] ?? '').filter((word) => word.startsWith('--'));
      problems.push(
        ...(help === undefined
          ? [`nobody knows ${line.trim()}`]
          : options.filter((option) => !new RegExp(`${option}(?![\\w-])`, 'u').test(help)).map((option) => `${called} has no ${option}`)),
      );
    }
  }
  return problems;
}

describe('the commands of the guides', () => {
  it('are refused where there is no such command, option, script, directory or file', () => {
    const wrong = [
      'npx user-context gat',
      'npx user-context gate --complet 1',
      'npx eslint . --suppress-everything',
      'npm run no-such-script',
      'cd examples/no-such-server',
      'npx vitest run test/no-such.test.ts',
      'no-such-program',
    ];
    expect(wrong.filter((line) => problemsOf(line).length === 0)).toEqual([]);
  });

  it.each(guides)('of %s.md are there', (_name, blocks) => {
    const commands = blocks.filter(({ language }) => language === 'sh');
    expect(commands.flatMap(({ code, line }) => problemsOf(code).map((problem) => `line ${line}: ${problem}`))).toEqual([]);
  });
});
