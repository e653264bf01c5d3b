import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import type { UserContextSettings } from '../../src/settings.js';

import { rules } from '../../src/rules/index.js';
import { settingsSchema } from '../../src/settings.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);
const parser = overlayParser(overlay, typescriptParser);
const linter = new Linter({ configType: 'flat', cwd: fixtures });

function reportsOf(rule: string, code: string, settings: UserContextSettings): string[] {
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser },
        plugins: { 'user-context': { rules: rules as never } },
        rules: { [`user-context/${rule}`]: 'error' },
        settings: { 'user-context': settings },
      },
    ],
    { filename: overlay.path('file.ts') },
  );
  return messages.map(({ line, message, ruleId }) => (ruleId === null ? message : `line ${String(line)}`));
}

/** What a project of its own can have that no data of a library says; the reports come from the setting alone. */
const kinds: { [Kind in keyof UserContextSettings]?: [rule: string, setting: UserContextSettings, code: string] } = {
  broadcasts: [
    'no-user-data-broadcast',
    { broadcasts: [{ type: { from: 'file', name: 'Hub' }, methods: ['tellAll'] }] },
    `export class Hub { tellAll(line: string): void { void line; } }
     const hub = new Hub();
     export function told(userId: string): void { hub.tellAll(userId); }`,
  ],
  connectionHubTypes: [
    'no-user-data-broadcast',
    { connectionHubTypes: ['Hub'] },
    `export class Client { send(line: string): void { void line; } }
     export class Hub { clients = new Set<Client>(); }
     const hub = new Hub();
     export function told(line: string): void { for (const client of hub.clients) client.send(line); }`,
  ],
  contextEntries: [
    'no-unscoped-async-context',
    { contextEntries: ['enter'] },
    `export class Scopes { enter(scope: object): void { void scope; } }
     const scopes = new Scopes();
     export function handle(scope: object): void { scopes.enter(scope); }`,
  ],
  contextRuns: [
    'no-unscoped-async-context',
    { contextRuns: ['within'] },
    `export class Scopes { within(scope: object, work: () => void): void { void scope; work(); } }
     const scopes = new Scopes();
     const one = { userId: '' };
     export function handle(userId: string): void { scopes.within(one, () => { one.userId = userId; }); }`,
  ],
  keepingMethods: [
    'no-identity-on-shared-object',
    { keepingMethods: [{ type: 'Client', methods: ['as'] }] },
    `export class Client { #who = ''; as(who: string): string { return (this.#who = who); } }
     const client = new Client();
     export function handle(userId: string): void { client.as(userId); }`,
  ],
  keyedCalls: [
    'no-unscoped-cache',
    { keyedCalls: [{ type: 'Memory', methods: ['recall'], key: { argument: 1 }, value: { argument: 0 } }] },
    `export class Memory { recall<T>(load: () => T, key: string): T { void key; return load(); } }
     const memory = new Memory();
     declare function load(userId: string, page: string): string;
     export function show(userId: string, page: string): string { return memory.recall(() => load(userId, page), page); }`,
  ],
  modelCalls: [
    'no-model-supplied-identity',
    { modelCalls: [{ type: 'Wanted', member: 'filled' }] },
    `export interface Wanted { filled: { userId: string } }
     declare function read(userId: string): string;
     export const run = (wanted: Wanted): string => read(wanted.filled.userId);`,
  ],
  onePerServerTypes: [
    'no-identity-on-shared-object',
    { onePerServerTypes: [{ from: 'lib', name: 'URL' }], userOwnedTypes: ['Call'] },
    `export interface Call { home: URL; name: string }
     export function handle(call: Call): void { call.home.hash = call.name; }`,
  ],
  onePerUserTypes: [
    'no-shared-agent-state',
    { onePerUserTypes: ['Notebook'] },
    `export class Notebook { pages: string[] = []; }
     const notebook = new Notebook();
     export function write(page: string): number { return notebook.pages.length + page.length; }`,
  ],
  onePerConnectionTypes: [
    'no-shared-agent-state',
    { onePerConnectionTypes: ['Peer'], transportsForMany: ['Door'] },
    `export class Door { open = true; }
     export class Peer { connect(door: Door): boolean { return door.open; } }
     const peer = new Peer();
     export function accept(): boolean { return peer.connect(new Door()); }`,
  ],
  readOnlyContextTypes: [
    'no-context-mutation',
    { readOnlyContextTypes: [{ type: 'Visit', members: ['page'] }] },
    `export interface Visit { page: string; step: string }
     export function handle(visit: Visit): void { visit.page = ''; visit.step = ''; }`,
  ],
  requestCacheTypes: [
    'no-unscoped-cache',
    { requestCacheTypes: [{ type: 'Loader' }] },
    `export class Loader { load(key: string): string { return key; } }
     export const loader = new Loader();`,
  ],
  requestDecorations: [
    'no-shared-agent-state',
    { requestDecorations: [{ type: 'App', methods: ['attach'] }] },
    `export class App { attach(name: string, value: object): void { void name; void value; } }
     const app = new App();
     app.attach('basket', []);
     export function add(call: { basket: string[] }, item: string): void { call.basket.push(item); }`,
  ],
  requestDecorators: [
    'no-shared-agent-state',
    { requestDecorators: ['FromRequest'] },
    `export function FromRequest(target: object, key: string, index: number): void { void target; void key; void index; }
     let last = '';
     export class Desk { open(@FromRequest page: string): string { last = page; return ''; } }
     export function show(): string { return last; }`,
  ],
  singletonDecorators: [
    'no-shared-agent-state',
    { singletonDecorators: ['Shared'] },
    `export function Shared(target: object): void { void target; }
     @Shared
     export class Desk { userId = ''; open(userId: string): void { this.userId = userId; } }`,
  ],
  singletonRegistrars: [
    'no-shared-agent-state',
    { singletonRegistrars: ['keepOne'] },
    `export class Box { keepOne(made: object): void { void made; } }
     export class Desk { userId = ''; open(userId: string): void { this.userId = userId; } }
     new Box().keepOne(Desk);`,
  ],
  stateHolderTypes: [
    'no-shared-agent-state',
    { stateHolderTypes: ['Holder'] },
    `export class Holder { state: object = {}; }
     declare const useDesk: (holder: Holder) => { guest: string };
     const holder = new Holder();
     export function open(userId: string): void { useDesk(holder).guest = userId; }`,
  ],
  stateWrites: [
    'no-shared-agent-state',
    { stateWrites: [{ type: 'State', methods: ['patch'] }] },
    `export class State { patch(part: object): void { void part; } }
     const state = new State();
     export function handle(userId: string): void { state.patch({ userId }); }`,
  ],
  toolDefinitions: [
    'no-model-supplied-identity',
    { toolDefinitions: [{ type: 'Toolbox', methods: ['put'] }] },
    `export class Toolbox { put(name: string, shape: object, work: (input: { userId: string }) => string): void { void name; void shape; void work; } }
     declare function read(userId: string): string;
     new Toolbox().put('notes', { userId: 'string' }, ({ userId }) => read(userId));`,
  ],
  transportsForMany: [
    'no-shared-agent-state',
    { onePerConnectionTypes: ['Peer'], transportsForMany: ['Door'] },
    `export class Door { open = true; }
     export class Peer { connect(door: Door): boolean { return door.open; } }
     const peer = new Peer();
     export function accept(): boolean { return peer.connect(new Door()); }`,
  ],
};

/** Kinds whose effect their own rule's tests show. */
const shownElsewhere = [
  'contextProviders',
  'contextTypes',
  'contextOptOuts',
  'handlerDecorators',
  'identityNames',
  'legacyTypes',
  'migration',
  'migrationPlan',
  'processWideTypes',
  'toolCalls',
  'userOwnedTypes',
];

describe("a project's own names for what libraries call otherwise", () => {
  it('has a case for each kind that the settings take', () => {
    expect([...Object.keys(kinds), ...shownElsewhere].sort()).toEqual(Object.keys(settingsSchema.properties).sort());
  });

  it.each(Object.entries(kinds))('%s', (kind, [rule, settings, code]) => {
    const { [kind as keyof UserContextSettings]: _, ...others } = settings;
    expect(reportsOf(rule, code, others)).toEqual([]);
    expect(reportsOf(rule, code, settings)).toHaveLength(1);
  });
});
