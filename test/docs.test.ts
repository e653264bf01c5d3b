import type { Linter as LinterTypes } from 'eslint';

import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { CodeBlock } from './code-blocks.js';

import userContext from '../src/index.js';
import { rules } from '../src/rules/index.js';
import { overlayParser, TypedOverlay } from '../src/typed-overlay.js';
import { codeBlocksOf } from './code-blocks.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const ruleNames = Object.keys(rules);
const pages = ruleNames.map((name): [string, string] => {
  const page = `${root}docs/rules/${name}.md`;
  return [name, existsSync(page) ? readFileSync(page, 'utf8').replaceAll('\r\n', '\n') : ''];
});

/** The sections of a page: what stands before the first one, then each with its heading. */
function sectionsOf(page: string): { heading: string; text: string }[] {
  const [, afterHeader = ''] = page.split('<!-- end auto-generated rule header -->\n');
  const sections = [{ heading: '', text: '' }];
  let isCode = false;
  for (const line of afterHeader.split('\n')) {
    isCode = line.startsWith('```') ? !isCode : isCode;
    if (!isCode && line.startsWith('## ')) {
      sections.push({ heading: line.slice('## '.length), text: '' });
    } else {
      (sections.at(-1) as { text: string }).text += `${line}\n`;
    }
  }
  return sections;
}

/** Texts by the name of their file. */
type Texts = Readonly<Record<string, string>>;

/** What a diff of a page shows of one file. */
interface ShownEdit {
  file: string;
  before: string;
  after: string;
}

/** The files of a diff. A comment with a file's name begins a file; without one, all is of one file. */
function editsOf(diff: string): ShownEdit[] {
  const edits: ShownEdit[] = [];
  for (const line of diff.split('\n').slice(0, -1)) {
    const [, file] = /^ \/\/ ([\w-]+\.ts)$/u.exec(line) ?? [];
    if (file !== undefined) {
      edits.push({ file, before: '', after: '' });
      continue;
    }
    if (edits.length === 0) {
      edits.push({ file: 'example.ts', before: '', after: '' });
    }
    const edit = edits.at(-1) as ShownEdit;
    edit.before += line.startsWith('+') ? '' : `${line.slice(1)}\n`;
    edit.after += line.startsWith('-') ? '' : `${line.slice(1)}\n`;
  }
  return edits;
}

/** What an editor calls the correction of a diff: the quotation above it. */
function titleOf({ prose }: CodeBlock): string {
  const quoted = prose.trimEnd().split('\n\n').at(-1) ?? '';
  return quoted.replaceAll(/^> ?/gmu, '').replaceAll('\n', ' ');
}

/** The title of what is corrected unasked. */
const fixTitle = '`--fix`';

/** What the pages say of the settings of their examples. */
const settings = {
  'user-context': {
    contextTypes: [{ from: 'file', name: 'UserExecutionContext' }],
    legacyTypes: [
      {
        type: { from: 'file', name: 'DeepAgentState' },
        replacement: { from: 'file', name: 'UserExecutionContext', path: 'context.ts' },
      },
    ],
  },
};

const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
overlay.put('packages.d.ts', readFileSync(`${root}test/pages/packages.d.ts`, 'utf8'));
const linter = new Linter({ configType: 'flat', cwd: fixtures });

/** All messages on a text that lies in the program; it may say options in a comment, as ESLint's configuration comments do. */
function lint(ruleName: string, code: string, file: string): LinterTypes.LintMessage[] {
  const config: LinterTypes.Config = {
    files: ['**/*.{ts,tsx,mts,cts}'],
    languageOptions: { parser: overlayParser(overlay, typescriptParser) },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { 'user-context': userContext },
    rules: { [`user-context/${ruleName}`]: 'error' },
    settings,
  };
  return linter.verify(code, [config], { filename: overlay.path(file) });
}

/** What the compiler says of files that lie in the program. */
function typeErrors(...files: readonly string[]): string[] {
  return files
    .flatMap((file) => overlay.errors(file))
    .map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** Does something while texts lie in the program. */
function withFiles(texts: Texts, body: () => void): void {
  for (const [file, text] of Object.entries(texts)) {
    overlay.put(file, text);
  }
  try {
    body();
  } finally {
    for (const file of Object.keys(texts)) {
      overlay.remove(file);
    }
  }
}

/** What each correction of a title makes of texts that lie in the program. */
function corrections(ruleName: string, title: string, texts: Texts): Texts[] {
  return Object.entries(texts).flatMap(([file, code]) =>
    lint(ruleName, code, file)
      .flatMap((message) =>
        title === fixTitle
          ? (message.fix ?? [])
          : (message.suggestions ?? []).filter(({ desc }) => desc === title).map(({ fix }) => fix),
      )
      .map(({ range: [start, end], text }) => ({ ...texts, [file]: code.slice(0, start) + text + code.slice(end) })),
  );
}

/** All that a diff shows before it is applied, or after. */
function textsOf(edits: readonly ShownEdit[], side: 'after' | 'before'): Texts {
  return Object.fromEntries(edits.map((edit) => [edit.file, edit[side]]));
}

describe.each(pages)('the page of %s', (name, page) => {
  const examples = codeBlocksOf(page).filter(({ language }) => /^[cm]?tsx?$/u.test(language));
  const incorrect = examples.filter(({ heading }) => heading === 'Incorrect');
  const correct = examples.filter(({ heading }) => heading === 'Correct');
  const diffs = codeBlocksOf(page).filter(({ language }) => language === 'diff');
  const { meta } = rules[name as keyof typeof rules];
  const ofCorrections = meta.fixable === undefined ? 'Suggestions' : 'Fix and suggestions';
  const sections = sectionsOf(page);

  it('begins with what leaks to whom, and where that has happened', () => {
    const [opening] = sections;
    const paragraphs = (opening?.text ?? '').trim().split('\n\n');
    expect(paragraphs.length).toBeGreaterThan(1);
    expect(paragraphs.at(-1)).toMatch(/^This rule reports \*\*/u);
    expect(paragraphs.slice(0, -1).join('\n')).toMatch(/\]\(https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:issues|pull)\/\d+\)/u);
  });

  it('has its sections in their order', () => {
    const last = ['When not to use it', 'Known limits', 'Related rules'];
    const everyPage = ['Rule details', 'Examples', 'Suggestions', 'Fix and suggestions', 'Options', ...last];
    const headings = sections.slice(1).map(({ heading }) => heading);
    expect(headings.filter((heading) => everyPage.includes(heading))).toEqual([
      'Rule details',
      'Examples',
      ...(meta.hasSuggestions === true ? [ofCorrections] : []),
      ...([meta.schema].flat().length === 0 ? [] : ['Options']),
      ...last,
    ]);
    expect([...headings.slice(0, 2), ...headings.slice(-3)]).toEqual(['Rule details', 'Examples', ...last]);
    expect(headings.slice(headings.indexOf('Options')).filter((heading) => !everyPage.includes(heading))).toEqual([]);
  });

  it('shows what it suggests', () => {
    const section = sections.find(({ heading }) => heading === ofCorrections);
    expect(section?.text.includes('```diff\n')).toBe(meta.hasSuggestions);
  });

  it.each(diffs.map((diff): [number, CodeBlock] => [diff.line, diff]))(
    'line %i is what the correction above it makes of code that type-checks, except for what the page says',
    (_line, diff) => {
      const edits = editsOf(diff.code);
      const [before, after] = [textsOf(edits, 'before'), textsOf(edits, 'after')];
      const told = new Set([...diff.prose.matchAll(/TS\d+/gu)].map(([code]) => code));
      withFiles(before, () => {
        const errors = typeErrors(...Object.keys(before));
        expect(new Set(errors.map((error) => error.slice(0, error.indexOf(':')))), errors.join('\n')).toEqual(told);
        expect(corrections(name, titleOf(diff), before)).toEqual([after]);
      });
      withFiles(after, () => {
        expect(typeErrors(...Object.keys(after))).toEqual([]);
      });
    },
  );

  it('shows incorrect and correct code, and no code that is neither', () => {
    expect(incorrect).not.toEqual([]);
    expect(correct).not.toEqual([]);
    const others = examples.filter(({ heading }) => heading !== 'Incorrect' && heading !== 'Correct');
    expect(others.map(({ line, heading }) => `line ${line}, under "${heading}"`)).toEqual([]);
  });

  it('shows beside incorrect code what to do instead', () => {
    // `codeBlocksOf` gives the sections in their order: one of incorrect code is followed by one of correct code.
    const sections = examples.filter(({ section }, index) => section !== examples[index - 1]?.section);
    const alone = sections.filter(
      ({ heading }, index) => heading === 'Incorrect' && sections[index + 1]?.heading !== 'Correct',
    );
    expect(alone.map(({ line }) => line)).toEqual([]);
  });

  it.each(incorrect.map((example): [number, CodeBlock] => [example.line, example]))(
    'line %i type-checks and is incorrect',
    (_line, { code, language }) => {
      const file = `example.${language}`;
      withFiles({ [file]: code }, () => {
        expect(typeErrors(file), code).toEqual([]);
        const messages = lint(name, code, file);
        expect(messages.length, code).toBeGreaterThan(0);
        expect(new Set(messages.map(({ ruleId, message }) => ruleId ?? message))).toEqual(new Set([`user-context/${name}`]));
      });
    },
  );

  it.each(correct.map((example): [number, CodeBlock] => [example.line, example]))(
    'line %i type-checks and is correct',
    (_line, { code, language }) => {
      const file = `example.${language}`;
      withFiles({ [file]: code }, () => {
        expect(typeErrors(file), code).toEqual([]);
        expect(lint(name, code, file).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
      });
    },
  );
});

describe('pages and tests', () => {
  it('has a page for each rule, and no other', () => {
    expect(readdirSync(`${root}docs/rules`).sort()).toEqual(ruleNames.map((name) => `${name}.md`).sort());
  });

  it.each(ruleNames)('%s has a test of its own', (name) => {
    expect(existsSync(`${root}test/rules/${name}.test.ts`)).toBe(true);
  });

  it.each(ruleNames)('%s describes every option', (name) => {
    const { schema } = rules[name as keyof typeof rules].meta;
    for (const options of [schema].flat()) {
      expect(options).toMatchObject({ additionalProperties: false });
      for (const [option, described] of Object.entries((options as { properties?: object }).properties ?? {})) {
        expect(described, option).toHaveProperty('description');
      }
    }
  });
});

describe('guides', () => {
  const inDocs = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'));
  const guides = [
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
    ...inDocs.map((name) => `docs/${name}`),
    ...ruleNames.map((name) => `docs/rules/${name}.md`),
  ];

  it.each(guides)('%s links to files that are there', (guide) => {
    const text = readFileSync(root + guide, 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(new URL(link, pathToFileURL(root + guide))))).toEqual([]);
  });
});
