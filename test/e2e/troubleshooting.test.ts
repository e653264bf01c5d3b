import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CodeBlock } from './page-section.js';

import { runBash } from './bash.js';
import { makeLintingProject } from './client-project.js';
import { removeScratchDirectory, writeFiles } from './consumer.js';
import { codeBlocksOf, headingsOf } from './page-section.js';
import { leak, mended, projectFiles, searchForUser } from './project-files.js';
import { changed } from './shown-change.js';
import { shownOutput } from './shown-output.js';

const minutes = 60_000;
const repository = fileURLToPath(new URL('../../', import.meta.url));
const page = 'docs/troubleshooting.md';

/** A trouble as a test makes it. */
interface Situation {
  files: Readonly<Record<string, string>>;
  /** What goes before, where the trouble shows only the second time. */
  before?: (directory: string) => Promise<void>;
  /** What a user types, or what the line of the page above the message says; `eslint .` where nothing is said. */
  command?: string;
  /** Of the process, when the command is run that shows the message. */
  env?: Readonly<Record<string, string>>;
  /** The command says nothing, and the page shows what it should have said. */
  isSilent?: boolean;
  /** Where the page's changes are made; in the project itself where nothing is said. */
  places?: readonly string[];
  /** What it prints when the page's remedy is applied. */
  afterwards: RegExp;
}

const config = codeBlocksOf('README.md', 2, 'Quick start').find(({ language }) => language === 'js')?.text ?? '';

/** The configuration of the quick start, with something else in a place of it. */
function configWith(from: RegExp | string, to: string): string {
  const other = config.replace(from, to);
  expect(other, `README.md has another configuration than ${String(from)}`).not.toBe(config);
  return other;
}

const files = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'tsconfig.json': `{
  "compilerOptions": { "target": "ES2022", "lib": ["ES2022"], "module": "NodeNext", "strict": true, "noEmit": true, "skipLibCheck": true, "types": [] },
  "include": ["src"]
}
`,
  'eslint.config.js': config,
};

const typed = /^ *languageOptions: .*\n/mu;
const leakReported = /6:3 +error .*user-context\/no-shared-agent-state/u;

const situations: Readonly<Record<string, readonly Situation[]>> = {
  '1. The rules get no types': [
    {
      files: { ...files, 'src/session.ts': leak, 'eslint.config.js': configWith(typed, '  languageOptions: { parser: tseslint.parser },\n') },
      afterwards: leakReported,
    },
    { files: { ...files, 'src/session.ts': leak, 'eslint.config.js': configWith(typed, '') }, afterwards: leakReported },
  ],
  '2. No tsconfig includes the file': [
    {
      files: { ...files, 'worker.ts': leak, 'src/mended.ts': mended, 'eslint.config.js': configWith("'src/**/*.ts'", "'**/*.ts'") },
      afterwards: leakReported,
    },
    {
      files: {
        ...files,
        ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`jobs/job${index + 1}.ts`, index === 8 ? leak : mended])),
        'src/mended.ts': mended,
        'eslint.config.js': configWith("'src/**/*.ts'", "'**/*.ts'").replace(
          typed,
          `  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: { allowDefaultProject: ['jobs/*.ts'] } },
  },
`,
        ),
      },
      afterwards: leakReported,
    },
  ],
  '3. Several packages, each with a configuration': [
    {
      files: Object.fromEntries(
        ['packages/chat', 'packages/tools'].flatMap((place) => [
          ...Object.entries(files).map(([name, text]) => [`${place}/${name}`, text]),
          [`${place}/eslint.config.js`, configWith(/\}\);\n$/u, '}, tseslint.configs.recommended);\n')],
          [`${place}/src/session.ts`, leak],
        ]) as [string, string][],
      ),
      command: 'npx eslint packages',
      places: ['packages/chat', 'packages/tools'],
      afterwards: /chat\/src\/session\.ts\n +6:3 .*no-shared-agent-state\n\n.*tools\/src\/session\.ts\n +6:3 .*no-shared-agent-state\n\n✖ 2 problems/u,
    },
  ],
  '4. TypeScript 7 is installed': [
    {
      files: {
        'package.json': `{
  "private": true,
  "devDependencies": {
    "typescript": "7.0.2"
  }
}
`,
      },
      command: 'npm install --package-lock-only --save-dev eslint typescript-eslint eslint-plugin-user-context',
      afterwards: /^(?:up to date|added \d+ packages).*$/mu,
    },
  ],
  '5. The configuration is CommonJS': [
    { files: { ...files, 'package.json': '{ "private": true, "type": "commonjs" }\n', 'src/session.ts': leak }, afterwards: leakReported },
    {
      files: {
        ...files,
        'package.json': '{ "private": true, "type": "commonjs" }\n',
        'src/session.ts': leak,
        'eslint.config.js': config
          .replaceAll(/^import (.+) from (.+);$/gmu, 'const $1 = require($2);')
          .replace('export default', 'module.exports ='),
      },
      afterwards: leakReported,
    },
  ],
  '6. Out of memory': [
    {
      files: { ...files, 'src/session.ts': leak },
      env: { NODE_OPTIONS: '--max-old-space-size=20' },
      afterwards: leakReported,
    },
  ],
  '7. A mended leak fails the build': [
    {
      files: {
        ...files,
        'src/session.ts': mended,
        'eslint-suppressions.json': '{ "src/session.ts": { "user-context/no-shared-agent-state": { "count": 1 } } }\n',
      },
      afterwards: /^$/u,
    },
  ],
  '8. No finding, because nobody judges the file': [
    {
      files: { ...files, 'src/scripts/session.ts': leak },
      command: 'npx user-context explain src/scripts/session.ts:6',
      afterwards: /reported as an error by user-context\/no-shared-agent-state/u,
    },
    {
      files: { ...files, 'server/session.ts': leak, 'src/mended.ts': mended },
      command: 'npx eslint server/session.ts',
      afterwards: leakReported,
    },
  ],
  '9. No finding, because a name leads nowhere': [
    {
      files: {
        ...files,
        'src/pages.ts': `import { LRUCache } from 'lru-cache';

declare function fetchPage(url: string, token: string): Promise<string>;

const pages = new LRUCache<string, string>({ max: 100 });

export async function page(url: string, token: string): Promise<string> {
  const text = pages.get(url) ?? (await fetchPage(url, token));
  pages.set(url, text);
  return text;
}
`,
      },
      command: 'npx tsc --noEmit; npx eslint .',
      afterwards: /^\n.*\n +9:3 +error .*user-context\/no-unscoped-cache\n/u,
    },
    {
      files: {
        ...files,
        'src/caller.ts': `export interface Caller {
  readonly account: string;
}
`,
        'src/search.ts': `export class Tools {
  run(name: string, input: string): string {
    return \`\${name}: \${input}\`;
  }
}

export function search(tools: Tools, query: string): string {
  return tools.run('search', query);
}
`,
        'eslint.config.js': configWith(
          /^ *extends: /mu,
          `  settings: {
    'user-context': {
      contextTypes: [{ from: 'file', name: 'Caller', path: 'src/contexts.ts' }],
      toolCalls: [{ type: { from: 'file', name: 'Tools' }, method: 'run', context: 'enclosing' }],
    },
  },
$&`,
        ),
      },
      command: 'npx user-context explain src/search.ts:8',
      afterwards: /reported as an error by user-context\/require-user-context/u,
    },
  ],
  '10. No finding, because the answer is old': [
    {
      files: {
        ...projectFiles,
        'package.json': `{
  "private": true,
  "type": "module",
  "scripts": {
    "lint": "eslint . --cache"
  }
}
`,
      },
      before: async (directory) => {
        expect(await inShell('npm run --silent lint', directory)).toEqual({ exitCode: 0, output: '' });
        await writeFiles(directory, { 'src/search.ts': searchForUser });
      },
      command: 'npm run --silent lint',
      isSilent: true,
      afterwards: /user-context\/forward-user-context/u,
    },
  ],
};

/** A message of the page, with what the page tells to do about it. */
interface Trouble {
  message: string;
  changes: CodeBlock[];
  commands: string[];
}

/** What a section of the page says: each message, and what follows up to the next one. */
function troublesOf(heading: string): Trouble[] {
  const troubles: Trouble[] = [];
  for (const block of codeBlocksOf(page, 2, heading)) {
    if (block.language === 'text') {
      troubles.push({ message: block.text, changes: [], commands: [] });
    } else if (block.language === 'sh') {
      troubles.at(-1)?.commands.push(...block.text.trimEnd().split('\n'));
    } else {
      troubles.at(-1)?.changes.push(block);
    }
  }
  return troubles;
}

let project: string;

/** Runs a command line in a project of the consumer, without the second that npx takes to find a command of the consumer. */
async function inShell(
  command: string,
  directory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number; output: string }> {
  const script = command.replaceAll(/\bnpx /gu, '../node_modules/.bin/').replace('eslint-plugin-user-context', `"file:${repository}"`);
  const { exitCode, output } = await runBash(script, [], { directory, env: { npm_config_audit: 'false', npm_config_fund: 'false', ...env } });
  return { exitCode, output: output.replaceAll(directory, '/project').replaceAll('\\', '/') };
}

async function apply({ file = '', text }: CodeBlock, place: string): Promise<void> {
  const path = join(place, file);
  await writeFiles(place, { [file]: changed(await readFile(path, 'utf8'), text) });
}

beforeAll(async () => {
  project = await makeLintingProject();
}, minutes);

afterAll(async () => {
  await removeScratchDirectory(project);
}, minutes);

it('makes each trouble of the page', () => {
  const counts = headingsOf(page, 2).map((heading) => [heading, troublesOf(heading).length]);
  expect(Object.entries(situations).map(([heading, made]) => [heading, made.length])).toEqual(counts);
});

const cases = Object.entries(situations).flatMap(([heading, made]) => {
  const troubles = troublesOf(heading);
  return made.flatMap((situation, index) => {
    const trouble = troubles[index];
    return trouble === undefined ? [] : [[`${heading} (${index + 1})`, situation, trouble] as const];
  });
});

describe('shows the message, and is mended by the remedy', () => {
  it.concurrent.each(cases)('%s', { timeout: 5 * minutes }, async (name, situation, { message, changes, commands }) => {
    const directory = join(project, name.replaceAll(/\W+/gu, '-'));
    await writeFiles(directory, situation.files);
    const { command = 'npx eslint .', places = [''] } = situation;
    await situation.before?.(directory);

    const { output } = await inShell(command, directory, situation.env);
    if (situation.isSilent === true) {
      expect(output).toBe('');
    } else {
      expect(output).toMatch(shownOutput(message));
    }
    expect(output).not.toMatch(situation.afterwards);

    expect([...changes, ...commands]).not.toEqual([]);
    for (const place of places) {
      for (const change of changes) {
        await apply(change, join(directory, place));
      }
    }
    let last = '';
    for (const remedy of commands) {
      ({ output: last } = await inShell(remedy, directory));
    }
    // Where the remedy is to call the command in another way, it was called already.
    const after = commands.at(-1)?.endsWith(` ${command}`) === true ? last : (await inShell(command, directory)).output;
    expect(after).toMatch(situation.afterwards);
    if (situation.isSilent === true) {
      expect(after).toMatch(shownOutput(message));
    } else {
      expect(after).not.toMatch(shownOutput(message));
    }
  });
});
