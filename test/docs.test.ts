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
      export const z: { object(shape: object): object; string(): object };
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
const settings = { 'user-context': { contextTypes: [{ from: 'file', name: 'UserExecutionContext' }] } };

const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
for (const [name, text] of Object.entries(packages)) {
  overlay.put(name, text);
}
const linter = new Linter({ configType: 'flat', cwd: fixtures });

/** All messages on an example; it may say options in a comment, as ESLint's configuration comments do. */
function lint(ruleName: string, { code, language }: CodeBlock): LinterTypes.LintMessage[] {
  const config: LinterTypes.Config = {
    files: ['**/*.{ts,tsx,mts,cts}'],
    languageOptions: { parser: overlayParser(overlay, typescriptParser) },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { 'user-context': userContext },
    rules: { [`user-context/${ruleName}`]: 'error' },
    settings,
  };
  const filename = overlay.path(`example.${language}`);
  try {
    return linter.verify(code, [config], { filename });
  } finally {
    overlay.remove(filename);
  }
}

/** What the compiler says of an example. */
function typeErrors({ code, language }: CodeBlock): string[] {
  const filename = `example.${language}`;
  overlay.put(filename, code);
  try {
    return overlay.errors(filename).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    overlay.remove(filename);
  }
}

describe.each(pages)('the page of %s', (name, page) => {
  const examples = codeBlocksOf(page).filter(({ language }) => /^[cm]?tsx?$/u.test(language));
  const incorrect = examples.filter(({ heading }) => heading === 'Incorrect');
  const correct = examples.filter(({ heading }) => heading === 'Correct');

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

  it.each([...incorrect, ...correct].map((example): [number, CodeBlock] => [example.line, example]))(
    'line %i type-checks',
    (_line, example) => {
      expect(typeErrors(example), example.code).toEqual([]);
    },
  );

  it.each(incorrect.map((example): [number, CodeBlock] => [example.line, example]))(
    'line %i is incorrect',
    (_line, example) => {
      const messages = lint(name, example);
      expect(messages.length, example.code).toBeGreaterThan(0);
      expect(new Set(messages.map(({ ruleId, message }) => ruleId ?? message))).toEqual(new Set([`user-context/${name}`]));
    },
  );

  it.each(correct.map((example): [number, CodeBlock] => [example.line, example]))('line %i is correct', (_line, example) => {
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
