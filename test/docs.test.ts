import type { Linter as LinterTypes } from 'eslint';

import { Linter } from 'eslint';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import userContext from '../src/index.js';
import { rules } from '../src/rules/index.js';
import { overlayParser, TypedOverlay } from './tester/typed-overlay.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const ruleNames = Object.keys(rules);
const pages = ruleNames.map((name): [string, string] => {
  const page = `${root}docs/rules/${name}.md`;
  return [name, existsSync(page) ? readFileSync(page, 'utf8').replaceAll('\r\n', '\n') : ''];
});

interface Example {
  line: number;
  /** The nearest heading above it. */
  heading: string;
  language: string;
  code: string;
}

function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  let heading = '';
  let open: Example | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    if (open !== undefined) {
      if (line === '```') {
        examples.push(open);
        open = undefined;
      } else {
        open.code += `${line}\n`;
      }
    } else if (line.startsWith('```')) {
      open = { line: index + 1, heading, language: line.slice(3).trim(), code: '' };
    } else if (/^#+ /u.test(line)) {
      heading = line.replace(/^#+ /u, '');
    }
  }
  return examples;
}

const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
const linter = new Linter({ configType: 'flat', cwd: fixtures });

/** All messages on an example; it may say options in a comment, as ESLint's configuration comments do. */
function lint(ruleName: string, { code, language }: Example): LinterTypes.LintMessage[] {
  const config: LinterTypes.Config = {
    files: ['**/*.{ts,tsx,mts,cts}'],
    languageOptions: { parser: overlayParser(overlay) },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { 'user-context': userContext },
    rules: { [`user-context/${ruleName}`]: 'error' },
  };
  const filename = overlay.path(`example.${language}`);
  try {
    return linter.verify(code, [config], { filename });
  } finally {
    overlay.remove(filename);
  }
}

/** What the compiler says of an example. */
function typeErrors({ code, language }: Example): string[] {
  const filename = `example.${language}`;
  overlay.put(filename, code);
  try {
    return overlay.errors(filename).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    overlay.remove(filename);
  }
}

describe.each(pages)('the page of %s', (name, page) => {
  const examples = examplesOf(page).filter(({ language }) => /^[cm]?tsx?$/u.test(language));
  const incorrect = examples.filter(({ heading }) => heading === 'Incorrect');
  const correct = examples.filter(({ heading }) => heading === 'Correct');

  it('shows incorrect and correct code, and no code that is neither', () => {
    expect(incorrect).not.toEqual([]);
    expect(correct).not.toEqual([]);
    const others = examples.filter(({ heading }) => heading !== 'Incorrect' && heading !== 'Correct');
    expect(others.map(({ line, heading }) => `line ${line}, under "${heading}"`)).toEqual([]);
  });

  it.each([...incorrect, ...correct].map((example): [number, Example] => [example.line, example]))(
    'line %i type-checks',
    (_line, example) => {
      expect(typeErrors(example), example.code).toEqual([]);
    },
  );

  it.each(incorrect.map((example): [number, Example] => [example.line, example]))(
    'line %i is incorrect',
    (_line, example) => {
      const messages = lint(name, example);
      expect(messages.length, example.code).toBeGreaterThan(0);
      expect(new Set(messages.map(({ ruleId, message }) => ruleId ?? message))).toEqual(new Set([`user-context/${name}`]));
    },
  );

  it.each(correct.map((example): [number, Example] => [example.line, example]))('line %i is correct', (_line, example) => {
    expect(lint(name, example).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });
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
