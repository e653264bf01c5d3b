import type { Linter as LinterTypes } from 'eslint';

import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import userContext from '../src/index.js';
import { rules } from '../src/rules/index.js';
import { overlayParser, TypedOverlay } from '../src/typed-overlay.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const ruleNames = Object.keys(rules);
const pages = ruleNames.map((name): [string, string] => {
  const page = `${root}docs/rules/${name}.md`;
  return [name, existsSync(page) ? readFileSync(page, 'utf8').replaceAll('\r\n', '\n') : ''];
});

/** A code block of a page. */
interface Example {
  line: number;
  /** The nearest heading above it. */
  heading: string;
  /** The line of this heading. */
  section: number;
  language: string;
  code: string;
  /** What stands between it and the heading or code block before it. */
  prose: string;
}

function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  let heading = '';
  let section = 0;
  let prose = '';
  let open: Example | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    if (open !== undefined) {
      if (line === '```') {
        examples.push(open);
        open = undefined;
        prose = '';
      } else {
        open.code += `${line}\n`;
      }
    } else if (line.startsWith('```')) {
      open = { line: index + 1, heading, section, language: line.slice(3).trim(), code: '', prose };
    } else if (/^#+ /u.test(line)) {
      heading = line.replace(/^#+ /u, '');
      section = index + 1;
      prose = '';
    } else {
      prose += `${line}\n`;
    }
  }
  return examples;
}

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
function titleOf({ prose }: Example): string {
  const quoted = prose.trimEnd().split('\n\n').at(-1) ?? '';
  return quoted.replaceAll(/^> ?/gmu, '').replaceAll('\n', ' ');
}

/** The title of what is corrected unasked. */
const fixTitle = '`--fix`';

/** The shapes of the packages that the pages import, as far as the examples use them; the fixtures have the agent SDKs. */
const packages = {
  'packages.d.ts': `
    declare module 'socket.io' {
      export class BroadcastOperator {
        to(room: string): BroadcastOperator;
        emit(event: string, ...data: unknown[]): boolean;
      }
      export class Socket {
        readonly handshake: { readonly auth: Record<string, unknown> };
        readonly broadcast: BroadcastOperator;
        join(room: string): Promise<void> | void;
        on(event: string, listener: (data: string) => void): this;
        emit(event: string, ...data: unknown[]): boolean;
      }
      export class Server {
        on(event: 'connection', listener: (socket: Socket) => void): this;
        to(room: string): BroadcastOperator;
        emit(event: string, ...data: unknown[]): boolean;
      }
    }
    declare module 'ws' {
      export class WebSocket {
        static readonly OPEN: 1;
        readonly readyState: number;
        send(data: string): void;
      }
      export class WebSocketServer {
        constructor(options: { port: number });
        readonly clients: Set<WebSocket>;
      }
    }
    declare module 'lru-cache' {
      export class LRUCache<Key, Value> {
        constructor(options: { max: number });
        get(key: Key): Value | undefined;
        set(key: Key, value: Value): this;
      }
    }
    declare module 'lodash' {
      export function memoize<F extends (...given: never[]) => unknown>(run: F, key?: (...given: Parameters<F>) => unknown): F;
    }
    declare module 'dataloader' {
      export default class DataLoader<Key, Value> {
        constructor(batch: (keys: readonly Key[]) => Promise<ArrayLike<Value>>);
        load(key: Key): Promise<Value>;
      }
    }
    declare module '@tanstack/query-core' {
      export class QueryClient {
        fetchQuery<Data>(options: { queryKey: readonly unknown[]; queryFn: () => Promise<Data> }): Promise<Data>;
      }
    }
    declare module '@tanstack/react-query' {
      export { QueryClient } from '@tanstack/query-core';
    }
    declare module 'redux' {
      export interface Store<State> {
        dispatch(action: { type: string; payload: State }): void;
        getState(): State;
      }
    }
    declare module '@reduxjs/toolkit' {
      import type { Store } from 'redux';
      export interface PayloadAction<Payload> {
        type: string;
        payload: Payload;
      }
      export interface EnhancedStore<State> extends Store<State> {}
      export function configureStore<State>(options: {
        reducer: (state: State | undefined, action: PayloadAction<State>) => State;
      }): EnhancedStore<State>;
    }
    declare module 'zustand/vanilla' {
      export interface StoreApi<State> {
        setState(state: State): void;
        getState(): State;
      }
      export function createStore<State>(first: () => State): StoreApi<State>;
    }
    declare module '@nestjs/common' {
      export enum Scope {
        DEFAULT,
        TRANSIENT,
        REQUEST,
      }
      export function Injectable(options?: { scope?: Scope }): ClassDecorator;
    }
    declare module '@modelcontextprotocol/sdk/server/streamableHttp.js' {
      export class StreamableHTTPServerTransport {
        constructor(options: { sessionIdGenerator: (() => string) | undefined });
        handleRequest(request: object, response: object, body?: unknown): Promise<void>;
      }
    }
    declare module '@langchain/core/chat_history' {
      export class InMemoryChatMessageHistory {
        addUserMessage(text: string): Promise<void>;
        getMessages(): Promise<object[]>;
      }
    }
    declare module '@supabase/supabase-js' {
      export class SupabaseAuthClient {
        setSession(session: { access_token: string; refresh_token: string }): Promise<unknown>;
      }
      export class SupabaseClient {
        readonly auth: SupabaseAuthClient;
        from(table: string): { select(): PromiseLike<{ data: unknown[] | null }> };
      }
      export function createClient(
        url: string,
        key: string,
        options?: { global: { headers: Record<string, string> } },
      ): SupabaseClient;
    }
    declare module 'i18next' {
      export interface i18n {
        changeLanguage(language: string): Promise<unknown>;
        getFixedT(language: string): (key: string) => string;
        t(key: string): string;
      }
      const i18next: i18n;
      export default i18next;
    }
    declare module 'express' {
      export interface Request {
        readonly headers: Record<string, string | undefined>;
      }
      export interface Response {
        readonly locals: Record<string, unknown>;
        render(view: string): void;
      }
      export interface Express {
        set(name: string, value: unknown): this;
        get(path: string, handler: (request: Request, response: Response) => void): void;
      }
      export default function express(): Express;
    }
    declare module 'pg' {
      export class PoolClient {
        query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
        release(): void;
      }
      export class Pool {
        query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
        connect(): Promise<PoolClient>;
      }
    }
    declare module 'zod' {
      export interface ZodType<Output> {
        parse(value: unknown): Output;
      }
      export const z: {
        object<Shape extends Record<string, ZodType<unknown>>>(
          shape: Shape,
        ): ZodType<{ [Name in keyof Shape]: Shape[Name] extends ZodType<infer Output> ? Output : never }>;
        string(): ZodType<string>;
      };
    }
    declare module 'ai' {
      import type { ZodType } from 'zod';
      export function tool<Input, Output>(definition: {
        description: string;
        inputSchema: ZodType<Input>;
        execute: (input: Input, options: { toolCallId: string }) => Promise<Output>;
      }): object;
    }
  `,
  'node_modules/axios/index.d.ts': `
    interface Axios {
      defaults: { headers: { common: Record<string, unknown> } };
      get(url: string, options?: { headers: Record<string, string> }): Promise<{ data: unknown }>;
    }
    declare const axios: Axios;
    export default axios;
  `,
};

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
for (const [name, text] of Object.entries(packages)) {
  overlay.put(name, text);
}
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
  const examples = examplesOf(page).filter(({ language }) => /^[cm]?tsx?$/u.test(language));
  const incorrect = examples.filter(({ heading }) => heading === 'Incorrect');
  const correct = examples.filter(({ heading }) => heading === 'Correct');
  const diffs = examplesOf(page).filter(({ language }) => language === 'diff');
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

  it.each(diffs.map((diff): [number, Example] => [diff.line, diff]))(
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
    // `examplesOf` gives the sections in their order: one of incorrect code is followed by one of correct code.
    const sections = examples.filter(({ section }, index) => section !== examples[index - 1]?.section);
    const alone = sections.filter(
      ({ heading }, index) => heading === 'Incorrect' && sections[index + 1]?.heading !== 'Correct',
    );
    expect(alone.map(({ line }) => line)).toEqual([]);
  });

  it.each(incorrect.map((example): [number, Example] => [example.line, example]))(
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

  it.each(correct.map((example): [number, Example] => [example.line, example]))(
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
