import { Ajv } from 'ajv';
import { describe, expect, it, vi } from 'vitest';

import { ConfigurationError } from '../src/configuration-error.js';
import { readSettings, settingsSchema } from '../src/settings.js';

const allKeys = Object.keys(settingsSchema.properties).join(', ');

function messageOf(settings: unknown): string {
  try {
    readSettings({ 'user-context': settings });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).stack).toBe(`eslint-plugin-user-context: ${(error as Error).message}`);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('valid settings', () => {
  it('are empty where there are none', () => {
    expect(readSettings({})).toEqual({});
    expect(readSettings({ react: { version: '19' } })).toEqual({});
  });

  it('are handed on as they are', () => {
    const settings = {
      contextTypes: ['RequestScope', { from: 'file', name: ['Scope', 'Context'], path: 'src/scope.ts' }],
      legacyTypes: [
        {
          type: { from: 'package', name: 'AgentState', package: '@acme/agents' },
          replacement: 'RequestScope',
          fields: { chatThreadId: 'threadId', messages: 'agentContext.messages' },
        },
      ],
      userOwnedTypes: [{ from: 'lib', name: 'WebSocket' }],
      processWideTypes: ['Pool'],
      toolCalls: [
        { type: 'Dispatcher', method: 'dispatch', context: { argument: 2 } },
        { type: 'Dispatcher', method: 'run', context: { argument: 0, property: 'context' } },
        { type: 'runTool', method: '', context: 'enclosing' },
      ],
      contextProviders: ['currentScope'],
      identityNames: ['accountId'],
      broadcasts: [{ type: 'Hub', methods: ['tellAll'], through: 'everybody', targetedBy: ['only'], topic: 0 }],
      connectionHubTypes: ['Hub'],
      contextEntries: ['enter'],
      contextRuns: ['within'],
      keepingMethods: [{ type: 'Client', methods: ['actAs'] }],
      handlerDecorators: [{ type: 'Often', handles: 'scheduled run' }],
      keyedCalls: [
        { type: 'Memory', methods: ['recall'], key: { argument: 0 }, value: { argument: 1, property: 'load' } },
        { type: 'memo', methods: [], key: { resolver: { argument: 1 } }, keyed: 0, value: { argument: 0 } },
      ],
      modelCalls: [{ type: 'Wanted', member: 'filled' }],
      onePerConnectionTypes: ['Peer'],
      onePerServerTypes: ['App'],
      onePerUserTypes: ['Notebook'],
      readOnlyContextTypes: [{ type: 'Visit', members: ['headers'] }, { type: 'Scope' }],
      requestCacheTypes: [{ type: 'Loader', unless: { argument: 0, property: 'keep', value: false }, keyedBy: { argument: 0, property: 'keyOf' } }],
      requestDecorations: [{ type: 'App', methods: ['attach'] }],
      requestDecorators: ['FromRequest'],
      singletonDecorators: ['Shared'],
      singletonRegistrars: ['keepOne'],
      stateHolderTypes: ['Holder'],
      stateWrites: [{ type: 'State', methods: ['patch'] }],
      toolDefinitions: [{ type: 'defineTool' }, { type: 'Toolbox', methods: ['add'] }],
      transportsForMany: ['Door'],
      migration: { component: 'store', phase: 2, state: 'rolled back' },
      migrationPlan: {
        components: { store: { phase: 2, state: 'rolled back', files: ['src/store/**'] } },
        memberships: { store: true },
      },
    };
    expect(readSettings({ 'user-context': settings })).toBe(settings);
  });

  it('are validated once for each object', () => {
    const compiled = vi.spyOn(Ajv.prototype, 'compile');
    const reads: string[] = [];
    const settings = {
      get identityNames() {
        reads.push('identityNames');
        return ['accountId'];
      },
    };
    readSettings({ 'user-context': settings });
    const readsOfOneValidation = reads.length;
    expect(readsOfOneValidation).toBeGreaterThan(0);
    readSettings({ 'user-context': settings });
    readSettings({ 'user-context': settings, other: {} });
    expect(reads).toHaveLength(readsOfOneValidation);
    expect(compiled.mock.calls.length).toBeLessThanOrEqual(1);
    compiled.mockRestore();
  });

  it('are validated again where an invalid object is read again', () => {
    const settings = { identityNames: 'accountId' };
    expect(messageOf(settings)).toBe(messageOf(settings));
    expect(messageOf(settings)).not.toBe('accepted');
  });
});

describe('wrong settings', () => {
  it.each<[string, unknown, string]>([
    ['text', 'UserContext', `settings['user-context'] must be an object; allowed keys: ${allKeys}`],
    ['null', null, `settings['user-context'] must be an object; allowed keys: ${allKeys}`],
    ['a list', [], `settings['user-context'] must be an object; allowed keys: ${allKeys}`],
    ['an unknown key', { contextType: [] }, `unknown key "contextType" in settings['user-context']; allowed: ${allKeys}`],
    ['a list that is none', { contextTypes: 'Scope' }, "settings['user-context'].contextTypes must be array"],
    ['names that are none', { identityNames: [1] }, "settings['user-context'].identityNames[0] must be string"],
    ['an empty name', { identityNames: [''] }, "settings['user-context'].identityNames[0] must not be empty"],
    ['a legacy type without its type', { legacyTypes: [{}] }, `settings['user-context'].legacyTypes[0] lacks the key "type"`],
    [
      'an unknown key of a legacy type',
      { legacyTypes: [{ type: 'State', field: {} }] },
      `unknown key "field" in settings['user-context'].legacyTypes[0]; allowed: type, replacement, fields`,
    ],
    [
      'a field that maps to nothing',
      { legacyTypes: [{ type: 'State', fields: { 'a/b~c': 1 } }] },
      "settings['user-context'].legacyTypes[0].fields.a/b~c must be string",
    ],
    ['a tool call without a context', { toolCalls: [{ type: 'D', method: 'run' }] }, `settings['user-context'].toolCalls[0] lacks the key "context"`],
    [
      'another word for the context of a tool call',
      { toolCalls: [{ type: 'D', method: 'run', context: 'ambient' }] },
      `settings['user-context'].toolCalls[0].context must be one of: "enclosing"`,
    ],
    [
      'a context position without its argument',
      { toolCalls: [{ type: 'D', method: 'run', context: { property: 'context' } }] },
      `settings['user-context'].toolCalls[0].context lacks the key "argument"`,
    ],
    [
      'a negative argument',
      { toolCalls: [{ type: 'D', method: 'run', context: { argument: -1 } }] },
      "settings['user-context'].toolCalls[0].context.argument must be >= 0",
    ],
    ['a kind of call without its methods', { broadcasts: [{ type: 'Hub' }] }, `settings['user-context'].broadcasts[0] lacks the key "methods"`],
    [
      'a keyed call whose key is nowhere',
      { keyedCalls: [{ type: 'Memory', methods: ['recall'], key: {}, value: { argument: 0 } }] },
      `settings['user-context'].keyedCalls[0].key lacks the key "argument"`,
    ],
    [
      'a phase that does not exist',
      { migration: { component: 'store', phase: 4, state: 'enforced' } },
      "settings['user-context'].migration.phase must be one of: 1, 2, 3",
    ],
    [
      'a state that does not exist',
      { migration: { component: 'store', phase: 1, state: 'done' } },
      `settings['user-context'].migration.state must be one of: "enforced", "upcoming", "rolled back"`,
    ],
  ])('%s', (_name, settings, message) => {
    expect(messageOf(settings)).toBe(message);
  });

  const place = "settings['user-context'].contextTypes[0]";

  it.each<[string, unknown, string]>([
    ['a number', 1, `${place} must be string or object`],
    ['an empty name', '', `${place} must not be empty`],
    ['an unknown place', { from: 'module', name: 'Scope' }, `${place}.from must be one of: "file", "lib", "package"`],
    ['no place', { name: 'Scope' }, `${place} lacks the key "from"`],
    ['no name', { from: 'file' }, `${place} lacks the key "name"`],
    ['an empty list of names', { from: 'lib', name: [] }, `${place}.name must not be empty`],
    ['a name that is none', { from: 'file', name: 3 }, `${place}.name must be string or array`],
    ['no package', { from: 'package', name: 'Scope' }, `${place} lacks the key "package"`],
    ['a path in a package', { from: 'package', name: 'Scope', package: 'acme', path: 'a.ts' }, `unknown key "path" in ${place}; allowed: from, name, package`],
    ['a package of a file', { from: 'file', name: 'Scope', package: 'acme' }, `unknown key "package" in ${place}; allowed: from, name, path`],
    ['a path in the library', { from: 'lib', name: 'Scope', path: 'a.ts' }, `unknown key "path" in ${place}; allowed: from, name`],
    ['an empty path', { from: 'file', name: 'Scope', path: '' }, `${place}.path must not be empty`],
  ])('a specifier: %s', (_name, specifier, message) => {
    expect(messageOf({ contextTypes: [specifier] })).toBe(message);
  });
});
