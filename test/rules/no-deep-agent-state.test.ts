import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import * as untypedParser from '@typescript-eslint/parser';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { noDeepAgentState } from '../../src/rules/no-deep-agent-state.js';
import { testRule } from '../tester/rule-tester.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';

const migrated = {
  legacyTypes: [
    {
      type: { from: 'file', name: 'DeepAgentState', path: 'legacy-state.ts' },
      replacement: { from: 'file', name: 'UserExecutionContext', path: 'context.ts' },
    },
  ],
};

/** A state whose members the replacement has, too. */
const sessionFiles = {
  'session.ts': `export interface SessionState {
  userId: string;
  thread: string;
  runId?: string;
  scratch: Record<string, unknown>;
}
`,
  'user.ts': `export interface UserContext {
  readonly userId: string;
  readonly threadId: string;
  readonly runId: string;
}
export declare function currentUser(): UserContext & { thread: string; scratch: Record<string, unknown> };
`,
};
const sessionSettings = {
  legacyTypes: [
    {
      type: { from: 'file', name: 'SessionState', path: 'session.ts' },
      replacement: { from: 'file', name: 'UserContext', path: 'user.ts' },
    },
  ],
};
const sessionFields = { legacyTypes: [{ ...sessionSettings.legacyTypes[0], fields: { thread: 'threadId' } }] };

testRule('no-deep-agent-state', noDeepAgentState, {
  valid: [
    { name: 'a comment', code: "// import { DeepAgentState } from './legacy-state';\nexport const x = 1;" },
    { name: 'a string', code: "export const x = \"import { DeepAgentState } from './legacy-state'\";" },
    {
      name: 'a class of a similar name',
      code: "import type { MergedDeepAgentState } from './other';\nimport { DeepAgentStateFactory } from './other';\nexport type X = MergedDeepAgentState;\nexport const x = DeepAgentStateFactory;",
      files: { 'other.ts': 'export class MergedDeepAgentState {}\nexport class DeepAgentStateFactory {}\n' },
    },
    {
      name: 'an import for its effect',
      code: "import './legacy-state';\nexport const x = 1;",
    },
    {
      name: 'the class of the same name of a package',
      code: "import { DeepAgentState } from 'unrelated';\nexport const x = new DeepAgentState();",
      files: { 'unrelated.d.ts': "declare module 'unrelated' {\n  export class DeepAgentState {}\n}\n" },
    },
    {
      name: 'the class of another file when the settings name a specific one',
      settings: migrated,
      code: "import { DeepAgentState } from './other';\nexport const x = new DeepAgentState();",
      files: { 'other.ts': 'export class DeepAgentState {}\n' },
    },
    {
      name: 'the class of the same name of a package that the settings do not name',
      settings: { legacyTypes: [{ type: { from: 'package', package: 'agents', name: 'DeepAgentState' } }] },
      code: "import { DeepAgentState } from 'unrelated';\nexport const x = new DeepAgentState();",
      files: { 'unrelated.d.ts': "declare module 'unrelated' {\n  export class DeepAgentState {}\n}\n" },
    },
    {
      name: 'a module that cannot be resolved is unknown',
      untyped: 'because the module is not installed',
      code: "import { DeepAgentState } from './missing';\nexport const x = DeepAgentState;",
    },
    {
      name: 'a required module that cannot be resolved is unknown',
      code: "const { DeepAgentState } = require('./missing');\nexport const x = DeepAgentState;",
    },
    {
      name: 'other members of the namespace',
      code: "import * as state from './mixed';\nexport const x = state.limit;",
      files: { 'mixed.ts': "export class DeepAgentState {}\nexport const limit = 1;\n" },
    },
    {
      name: 'a barrel that does not hand the class on',
      code: "export * from './mixed';",
      files: { 'mixed.ts': "class DeepAgentState {}\nexport const limit = (state: DeepAgentState) => state;\n" },
    },
    {
      name: 'a barrel does not hand a default export on',
      code: "export * from './only-default';",
      files: { 'only-default.ts': 'export default class DeepAgentState {}\nexport const x = 1;\n' },
    },
    {
      name: 'the own export of a barrel wins over what it hands on',
      code: "export * from './legacy-state';\nexport const DeepAgentState = undefined;",
      settings: migrated,
    },
    { name: 'the definition, by default', code: 'export class DeepAgentState {\n  messages: string[] = [];\n}' },
    {
      name: 'the definition and its own exports',
      code: 'class DeepAgentState {}\nexport { DeepAgentState };\nexport default DeepAgentState;',
    },
    {
      name: 'the new type under the old name, from a module that says so',
      code: "import type { DeepAgentState } from './compatibility';\nexport type X = DeepAgentState;",
      files: {
        'compatibility.ts':
          "import type { UserExecutionContext } from './context';\nexport type DeepAgentState = UserExecutionContext;\n",
      },
    },
    {
      name: 'another type under the old name',
      code: "import type { Window2 as DeepAgentState } from './other';\nexport type X = DeepAgentState;",
      files: { 'other.ts': 'export interface Window2 {}\n' },
    },
    {
      name: 'a subclass',
      code: "import { Derived } from './derived';\nexport const x = new Derived();",
      files: { 'derived.ts': "import { DeepAgentState } from './legacy-state';\nexport class Derived extends DeepAgentState {}\n" },
    },
    {
      name: 'a file of the browser',
      code: "'use client';\nimport type { DeepAgentState } from './legacy-state';\nexport type X = DeepAgentState;",
    },
    {
      name: 'a require of another name',
      code: "declare function require(name: string, more: number): { DeepAgentState: number };\nexport const { DeepAgentState } = require('./legacy-state', 1);",
    },
    {
      name: 'an own function called require',
      code: "const require = (name: string) => ({ DeepAgentState: name });\nexport const x = require('./legacy-state').DeepAgentState;",
    },
    {
      name: 'an import whose name is made at run time',
      code: "export const load = async (name: string) => (await import(name)).DeepAgentState;",
    },
    {
      name: 'syntax: a class of a similar name',
      options: [{ resolution: 'syntax' }],
      code: "import type { MergedDeepAgentState } from './other';\nexport type X = MergedDeepAgentState;",
      files: { 'other.ts': 'export class MergedDeepAgentState {}\n' },
    },
    {
      name: 'syntax: a package that the settings do not name',
      options: [{ resolution: 'syntax' }],
      settings: { legacyTypes: [{ type: { from: 'package', package: 'agents', name: 'DeepAgentState' } }] },
      code: "import { DeepAgentState } from 'agents-extra';\nexport const x = new DeepAgentState();",
      files: { 'unrelated.d.ts': "declare module 'agents-extra' {\n  export class DeepAgentState {}\n}\n" },
    },
    {
      name: 'syntax: a barrel cannot be looked into',
      options: [{ resolution: 'syntax' }],
      code: "export * from './legacy-state';",
    },
    {
      name: 'syntax: another file than the one that the settings name',
      options: [{ resolution: 'syntax' }],
      settings: migrated,
      code: "import { DeepAgentState } from './other';\nimport { DeepAgentState as Second } from '@app/other';\nexport const x = [DeepAgentState, Second];",
      untyped: 'because the module is not installed',
    },
    { name: 'syntax: the definition', options: [{ resolution: 'syntax' }], code: 'export class DeepAgentState {}' },
    {
      name: 'a listed default export of another module',
      settings: { legacyTypes: [{ type: { from: 'file', name: 'SharedState' } }] },
      code: "import SharedState from './other';\nexport const x = SharedState;",
      files: { 'other.ts': 'export default class OwnState {}\n' },
    },
  ],
  invalid: [
    {
      name: 'a named import',
      code: "import { DeepAgentState } from './legacy-state';\nexport const x = new DeepAgentState();",
      neighbour: "import { UserExecutionContext } from './context';\nexport type X = UserExecutionContext;",
      errors: [
        {
          messageId: 'importOfLegacyState',
          data: {
            names: '`DeepAgentState`',
            module: './legacy-state',
            replacement: 'a context that is made for each request',
          },
          line: 1,
          column: 10,
        },
      ],
    },
    {
      name: 'the message names the replacement that the settings give',
      settings: migrated,
      code: "import { DeepAgentState } from './legacy-state';\nexport const x = new DeepAgentState();",
      neighbour: "import type { UserExecutionContext } from './context';\nexport type X = UserExecutionContext;",
      errors: [
        {
          messageId: 'importOfLegacyState',
          data: { names: '`DeepAgentState`', module: './legacy-state', replacement: '`UserExecutionContext`' },
          line: 1,
        },
      ],
    },
    {
      name: 'an aliased import',
      code: "import { DeepAgentState as State } from './legacy-state';\nexport const x = new State();",
      neighbour: "import { State } from './state';\nexport const x = new State();",
      files: { 'state.ts': 'export class State {}\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1, column: 10 }],
    },
    {
      name: 'a string as the imported name',
      code: "import { 'agent state' as state } from './state';\nexport const x = new state();",
      neighbour: "import { 'other state' as state } from './state';\nexport const x = new state();",
      files: {
        'state.ts':
          "class DeepAgentState {}\nclass Other {}\nexport { DeepAgentState as 'agent state', Other as 'other state' };\n",
      },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'one of several names, over several lines',
      code: "import {\n  limit,\n  DeepAgentState,\n} from './mixed';\nexport const x = [limit, DeepAgentState];",
      neighbour: "import {\n  limit,\n} from './mixed';\nexport const x = [limit];",
      files: { 'mixed.ts': 'export class DeepAgentState {}\nexport const limit = 1;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 3, column: 3 }],
    },
    {
      name: 'two legacy types of one import are one report',
      settings: { legacyTypes: [{ type: { from: 'file', name: ['RunState', 'TeamState'] } }] },
      code: "import { RunState, limit, TeamState } from './mixed';\nexport const x = [RunState, limit, TeamState];",
      neighbour: "import { limit } from './mixed';\nexport const x = [limit];",
      files: { 'mixed.ts': 'export class RunState {}\nexport class TeamState {}\nexport const limit = 1;\n' },
      errors: [
        { messageId: 'importOfLegacyState', data: { names: '`RunState` and `TeamState`', module: './mixed', replacement: 'a context that is made for each request' }, line: 1, column: 10 },
      ],
    },
    {
      name: 'a default import',
      code: "import State from './state';\nexport const x = new State();",
      neighbour: "import State from './other';\nexport const x = new State();",
      files: {
        'state.ts': 'export default class DeepAgentState {}\n',
        'other.ts': 'export default class Other {}\n',
      },
      errors: [{ messageId: 'importOfLegacyState', line: 1, column: 8 }],
    },
    {
      name: 'a default import of a class that is exported in a statement of its own',
      code: "import State from './state';\nexport const x = new State();",
      neighbour: "import { limit } from './state';\nexport const x = limit;",
      files: { 'state.ts': 'class DeepAgentState {}\nexport const limit = 1;\nexport default DeepAgentState;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'members of a namespace, as a value and as a type',
      code: "import * as state from './legacy-state';\nexport const x = (s: state.DeepAgentState) => [s, new state.DeepAgentState(), state['DeepAgentState']];",
      neighbour: "import * as state from './context';\nexport const x = (s: state.UserExecutionContext) => s;",
      errors: [
        { messageId: 'importOfLegacyState', line: 2, column: 28 },
        { messageId: 'importOfLegacyState', line: 2, column: 61 },
        { messageId: 'importOfLegacyState', line: 2, column: 85 },
      ],
    },
    {
      name: 'a namespace: heritage, typeof, destructuring, the export of an alias',
      code: "import * as state from './legacy-state';\nexport class A extends state.DeepAgentState {}\nexport type B = typeof state.DeepAgentState;\nexport type C = (typeof state)['DeepAgentState'];\nconst { DeepAgentState: Own } = state;\nexport const x = Own;\nexport import D = state.DeepAgentState;",
      neighbour: "import * as state from './context';\nexport type B = state.UserExecutionContext;",
      errors: [
        { messageId: 'importOfLegacyState', line: 2 },
        { messageId: 'importOfLegacyState', line: 3 },
        { messageId: 'importOfLegacyState', line: 4 },
        { messageId: 'importOfLegacyState', line: 5 },
        { messageId: 'exportOfLegacyState', line: 6 },
        { messageId: 'importOfLegacyState', line: 7 },
      ],
    },
    {
      name: 'a member of an object that another module exports as its whole',
      code: "import state from './whole.cjs';\nexport const x = new state.DeepAgentState();",
      neighbour: "import state from './whole.cjs';\nexport const x = state.Other;",
      files: { 'whole.cts': 'class DeepAgentState {}\nclass Renamed {}\nexport = { DeepAgentState, Other: Renamed };\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 2 }],
    },
    {
      name: 'a namespace that another module exports',
      code: "import { all } from './barrel';\nexport const x = new all.DeepAgentState();",
      neighbour: "import { all } from './barrel';\nexport const x = all;",
      files: { 'barrel.ts': "export * as all from './legacy-state';\n" },
      errors: [{ messageId: 'importOfLegacyState', line: 2 }],
    },
    {
      name: 'import type',
      code: "import type { DeepAgentState } from './legacy-state';\nexport type X = DeepAgentState[];",
      neighbour: "import type { UserExecutionContext } from './context';\nexport type X = UserExecutionContext[];",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'an inline type import',
      code: "import { type DeepAgentState, limit } from './mixed';\nexport const x = (s: DeepAgentState) => [s, limit];",
      neighbour: "import { limit } from './mixed';\nexport const x = (s: string) => [s, limit];",
      files: { 'mixed.ts': 'export class DeepAgentState {}\nexport const limit = 1;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1, column: 10 }],
    },
    {
      name: 'a dynamic import in the middle of a function',
      code: "export async function f() {\n  const { DeepAgentState } = await import('./legacy-state');\n  return new DeepAgentState();\n}",
      neighbour: "export async function f() {\n  const { UserExecutionContext } = await import('./made');\n  return new UserExecutionContext();\n}",
      files: { 'made.ts': 'export class UserExecutionContext {}\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 2, column: 11 }],
    },
    {
      name: 'a dynamic import and a member',
      code: "export const f = async () => new (await import('./legacy-state')).DeepAgentState();",
      neighbour: "export const f = async () => (await import('./legacy-state')).toString();",
      errors: [{ messageId: 'importOfLegacyState', line: 1, column: 67 }],
      typeErrors: [],
    },
    {
      name: 'a dynamic import under another name, nested, with a default, assigned',
      code: "export async function f() {\n  const { DeepAgentState: Own } = await import('./legacy-state');\n  const module = await import(`./legacy-state`);\n  let DeepAgentState;\n  ({ DeepAgentState } = await import('./legacy-state'));\n  return [Own, module.DeepAgentState, DeepAgentState];\n}",
      neighbour: "export async function f() {\n  const { limit: Own } = await import('./mixed');\n  return Own;\n}",
      files: { 'mixed.ts': 'export const limit = 1;\n' },
      errors: [
        { messageId: 'importOfLegacyState', line: 2 },
        { messageId: 'importOfLegacyState', line: 5 },
        { messageId: 'importOfLegacyState', line: 6 },
      ],
    },
    {
      name: 'then',
      code: "export const a = import('./legacy-state').then(({ DeepAgentState }) => new DeepAgentState());\nexport const b = import('./legacy-state').then((m) => new m.DeepAgentState());\nexport const c = import('./legacy-state').then(function (m) { return m?.DeepAgentState; });",
      neighbour: "export const a = import('./mixed').then(({ limit }) => limit);",
      files: { 'mixed.ts': 'export const limit = 1;\n' },
      errors: [
        { messageId: 'importOfLegacyState', line: 1, column: 51 },
        { messageId: 'importOfLegacyState', line: 2 },
        { messageId: 'importOfLegacyState', line: 3 },
      ],
    },
    {
      name: 'several dynamic imports at once',
      code: "export async function f() {\n  const [, { DeepAgentState }] = await Promise.all([import('./context'), import('./legacy-state')]);\n  return DeepAgentState;\n}",
      neighbour: "export async function f() {\n  const [, { limit }] = await Promise.all([import('./context'), import('./mixed')]);\n  return limit;\n}",
      files: { 'mixed.ts': 'export const limit = 1;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 2, column: 14 }],
    },
    {
      name: 'require with destructuring, and with a member',
      code: "const { DeepAgentState } = require('./legacy-state');\nconst State = require('./legacy-state').DeepAgentState;\nconst all = require('./legacy-state');\nexport const x = [DeepAgentState, State, new all.DeepAgentState()];",
      neighbour: "const { UserExecutionContext } = require('./context');\nexport const x = UserExecutionContext;",
      errors: [
        { messageId: 'importOfLegacyState', line: 1, column: 9 },
        { messageId: 'importOfLegacyState', line: 2, column: 41 },
        { messageId: 'importOfLegacyState', line: 4 },
      ],
    },
    {
      name: 'a require that createRequire made',
      code: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nexport const { DeepAgentState } = require('./legacy-state');",
      neighbour: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nexport const { limit } = require('./legacy-state');",
      errors: [{ messageId: 'importOfLegacyState', line: 3 }],
    },
    {
      name: 'a type of an imported module',
      code: "export type A = import('./legacy-state').DeepAgentState;\nexport const f = (s: import('./barrel').all.DeepAgentState) => s;\nexport type B = typeof import('./legacy-state').DeepAgentState;\nexport type C = (typeof import('./legacy-state'))['DeepAgentState'];",
      neighbour: "export type A = import('./context').UserExecutionContext;",
      files: { 'barrel.ts': "export * as all from './legacy-state';\n" },
      errors: [
        { messageId: 'importOfLegacyState', line: 1, column: 42 },
        { messageId: 'importOfLegacyState', line: 2 },
        { messageId: 'importOfLegacyState', line: 3 },
        { messageId: 'importOfLegacyState', line: 4 },
      ],
    },
    {
      name: 'a re-export',
      code: "export { DeepAgentState } from './legacy-state';",
      neighbour: "export { UserExecutionContext } from './made';",
      files: { 'made.ts': 'export class UserExecutionContext {}\n' },
      errors: [{ messageId: 'exportOfLegacyState', line: 1, column: 10 }],
    },
    {
      name: 'a multi-line re-export under another name',
      code: "export {\n  limit,\n  DeepAgentState as State,\n} from './mixed';",
      neighbour: "export {\n  limit,\n} from './mixed';",
      files: { 'mixed.ts': 'export class DeepAgentState {}\nexport const limit = 1;\n' },
      errors: [{ messageId: 'exportOfLegacyState', line: 3 }],
    },
    {
      name: 'a re-export of a default export, and of a type',
      code: "export { default } from './state';\nexport { default as State } from './state';\nexport type { DeepAgentState } from './legacy-state';",
      neighbour: "export { limit } from './state';",
      files: { 'state.ts': 'export default class DeepAgentState {}\nexport const limit = 1;\n' },
      errors: [
        { messageId: 'exportOfLegacyState', line: 1, data: { names: '`DeepAgentState`', replacement: 'a context that is made for each request' } },
        { messageId: 'exportOfLegacyState', line: 2 },
        { messageId: 'exportOfLegacyState', line: 3 },
      ],
    },
    {
      name: 'export * whose chain ends at the class',
      code: "export * from './barrel';",
      neighbour: "export * from './context';",
      files: {
        'barrel.ts': "export * from './inner';\n",
        'inner.ts': "export { DeepAgentState as State } from './legacy-state';\n",
      },
      errors: [
        {
          messageId: 'exportOfLegacyState',
          data: { names: '`State`', replacement: 'a context that is made for each request' },
          line: 1,
        },
      ],
    },
    {
      name: 'export * as',
      code: "export * as state from './legacy-state';",
      neighbour: "export * as context from './context';",
      errors: [{ messageId: 'exportOfLegacyState', line: 1 }],
    },
    {
      name: 'a namespace that is imported and exported',
      code: "import * as state from './legacy-state';\nexport { state };",
      neighbour: "import * as context from './context';\nexport { context };",
      errors: [{ messageId: 'exportOfLegacyState', line: 2 }],
    },
    {
      name: 'an import that is exported',
      code: "import { DeepAgentState } from './legacy-state';\nexport { DeepAgentState };\nexport default DeepAgentState;",
      neighbour: "import { limit } from './mixed';\nexport { limit };\nexport default limit;",
      files: { 'mixed.ts': 'export const limit = 1;\n' },
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'exportOfLegacyState', line: 2 },
        { messageId: 'exportOfLegacyState', line: 3 },
      ],
    },
    {
      name: 'an alias that is exported under a new name',
      code: "import { DeepAgentState } from './legacy-state';\nexport type StateType = DeepAgentState;\nexport const State = DeepAgentState;\nexport { DeepAgentState as Renamed };",
      neighbour: "import { limit } from './mixed';\nexport const State = limit;\nexport { limit as Renamed };",
      files: { 'mixed.ts': 'export const limit = 1;\n' },
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'exportOfLegacyState', line: 2, column: 13 },
        { messageId: 'exportOfLegacyState', line: 3, column: 14 },
        { messageId: 'exportOfLegacyState', line: 4, column: 10 },
      ],
    },
    {
      name: 'an alias in the file of the definition',
      code: 'export class DeepAgentState {}\nexport type State = DeepAgentState;\nexport { DeepAgentState as Renamed };',
      neighbour: 'export class DeepAgentState {}\nexport type State = { of: DeepAgentState };',
      errors: [
        { messageId: 'exportOfLegacyState', line: 2 },
        { messageId: 'exportOfLegacyState', line: 3 },
      ],
    },
    {
      name: 'a local alias that is exported in a list',
      code: 'class DeepAgentState {}\ntype State = DeepAgentState;\nexport type { State };',
      neighbour: 'class DeepAgentState {}\ntype State = { of: DeepAgentState };\nexport type { State };',
      errors: [{ messageId: 'exportOfLegacyState', line: 3 }],
    },
    {
      name: 'an import of an alias',
      code: "import { State, type StateType, Renamed } from './aliases';\nimport { Second } from './second';\nexport const x = (s: StateType) => [s, State, Renamed, Second];",
      neighbour: "import { limit } from './aliases';\nexport const x = limit;",
      files: {
        'aliases.ts':
          "import { DeepAgentState } from './legacy-state';\nexport type StateType = DeepAgentState;\nexport const State = DeepAgentState;\nexport { DeepAgentState as Renamed };\nexport const limit = 1;\n",
        'second.ts': "import { State } from './aliases';\nexport const Second = State;\n",
      },
      errors: [
        {
          messageId: 'importOfLegacyState',
          data: { names: '`State` and `StateType` and `Renamed`', module: './aliases', replacement: 'a context that is made for each request' },
          line: 1,
        },
        { messageId: 'importOfLegacyState', line: 2 },
      ],
    },
    {
      name: 'an import of an alias that another module loads or declares',
      code: "import { DeepAgentState } from './loaded';\nimport { State } from './declared';\nexport const x = [DeepAgentState, State];",
      neighbour: "import { limit } from './loaded';\nexport const x = limit;",
      files: {
        'loaded.ts': "export const { DeepAgentState } = await import('./legacy-state');\nexport const limit = 1;\n",
        'declared.d.ts': "import { DeepAgentState } from './legacy-state';\nexport declare const State: typeof DeepAgentState;\n",
      },
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'importOfLegacyState', line: 2 },
      ],
    },
    {
      name: 'the class of deepagents 0.0',
      code: "import { DeepAgentState, type DeepAgentStateType } from 'deepagents';\nexport const x = (s: DeepAgentStateType) => [s, DeepAgentState];",
      neighbour: "import { type MergedDeepAgentState } from 'deepagents';\nexport const x = (s: MergedDeepAgentState) => s;",
      files: {
        'deepagents.d.ts':
          "declare module 'deepagents' {\n  export const DeepAgentState: { shape: object };\n  export type DeepAgentStateType = { messages: string[] };\n  export interface MergedDeepAgentState { messages: string[] }\n}\n",
      },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'a type that the settings list, in a package',
      settings: { legacyTypes: [{ type: { from: 'package', package: '@acme/state', name: 'SharedState' } }] },
      code: "import type { SharedState } from '@acme/state/run';\nexport type X = SharedState[];",
      neighbour: "import type { SharedState } from '@acme/other';\nexport type X = SharedState;",
      files: {
        'acme.d.ts':
          "declare module '@acme/state/run' {\n  export class SharedState {}\n}\ndeclare module '@acme/other' {\n  export class SharedState {}\n}\n",
      },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'a name that the settings list wherever it is declared',
      settings: { legacyTypes: [{ type: 'SharedState' }] },
      code: "import type { SharedState } from './state';\nexport type X = SharedState[];",
      neighbour: "import type { OtherState } from './state';\nexport type X = OtherState;",
      files: { 'state.ts': 'export interface SharedState {}\nexport interface OtherState {}\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },

    // The new type under the old name.
    {
      name: 'an alias of the new type',
      code: "import type { UserExecutionContext as DeepAgentState } from './context';\nexport const f = (s: DeepAgentState) => s.userId;",
      neighbour: "import type { UserExecutionContext } from './context';\nexport const f = (s: UserExecutionContext) => s.userId;",
      errors: [
        {
          messageId: 'aliasOfReplacement',
          data: { alias: 'DeepAgentState', name: 'UserExecutionContext', module: './context' },
          line: 1,
          column: 15,
        },
      ],
      output: "import type { UserExecutionContext } from './context';\nexport const f = (s: UserExecutionContext) => s.userId;",
    },
    {
      name: 'an inline alias of a configured context type, among others',
      settings: { contextTypes: [{ from: 'file', name: 'RequestScope' }] },
      code: "import { limit, type RequestScope as DeepAgentState } from './scope';\nexport const f = (s: DeepAgentState) => [s.id, limit];",
      neighbour: "import { limit, type Unknown as DeepAgentState } from './scope';\nexport const f = (s: DeepAgentState) => [s.id, limit];",
      files: { 'scope.ts': 'export interface RequestScope { id: string }\nexport interface Unknown { id: string }\nexport const limit = 1;\n' },
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import { limit, type RequestScope } from './scope';\nexport const f = (s: RequestScope) => [s.id, limit];",
    },
    {
      name: 'the exported name of an alias stays',
      code: "import type { UserExecutionContext as DeepAgentState } from './context';\nexport type { DeepAgentState };",
      neighbour: "import type { UserExecutionContext } from './context';\nexport type { UserExecutionContext as DeepAgentState };",
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import type { UserExecutionContext } from './context';\nexport type { UserExecutionContext as DeepAgentState };",
    },
    {
      name: 'the own name of the new type is taken',
      code: "import type { UserExecutionContext as DeepAgentState } from './context';\nconst UserExecutionContext = 1;\nexport const f = (s: DeepAgentState) => [s, UserExecutionContext];",
      neighbour: "import type { UserExecutionContext as Context } from './context';\nconst UserExecutionContext = 1;\nexport const f = (s: Context) => [s, UserExecutionContext];",
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import type { UserExecutionContext as UserExecutionContext2 } from './context';\nconst UserExecutionContext = 1;\nexport const f = (s: UserExecutionContext2) => [s, UserExecutionContext];",
    },
    {
      name: 'the new type is imported under both names',
      code: "import type { UserExecutionContext, UserExecutionContext as DeepAgentState } from './context';\nexport const f = (s: DeepAgentState, c: UserExecutionContext) => [s, c];",
      neighbour: "import type { UserExecutionContext } from './context';\nexport const f = (c: UserExecutionContext) => [c];",
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import type { UserExecutionContext } from './context';\nexport const f = (s: UserExecutionContext, c: UserExecutionContext) => [s, c];",
    },
    {
      name: 'a class of the new kind under the old name, as a value and in a property',
      code: "import { UserExecutionContext as DeepAgentState } from './made';\nexport const x = { DeepAgentState, made: new DeepAgentState() };",
      neighbour: "import { UserExecutionContext } from './made';\nexport const x = { DeepAgentState: UserExecutionContext };",
      files: { 'made.ts': 'export class UserExecutionContext {}\n' },
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import { UserExecutionContext } from './made';\nexport const x = { DeepAgentState: UserExecutionContext, made: new UserExecutionContext() };",
    },
    {
      name: 'the new type as a default import under the old name',
      code: "import type DeepAgentState from './made';\nexport const f = (s: DeepAgentState) => s;",
      neighbour: "import type UserExecutionContext from './made';\nexport const f = (s: UserExecutionContext) => s;",
      files: { 'made.ts': 'export default class UserExecutionContext {}\n' },
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import type UserExecutionContext from './made';\nexport const f = (s: UserExecutionContext) => s;",
    },

    // Definitions.
    {
      name: 'the class itself, when asked',
      options: [{ definitions: 'forbid' }],
      code: 'export class DeepAgentState {\n  messages: string[] = [];\n}',
      neighbour: 'export class UserExecutionContext {\n  messages: string[] = [];\n}',
      errors: [{ messageId: 'definitionOfLegacyState', line: 1, column: 14 }],
    },
    {
      name: 'an interface, when asked',
      options: [{ definitions: 'forbid' }],
      code: 'export interface DeepAgentState {\n  messages: string[];\n}',
      neighbour: 'export interface MergedDeepAgentState {\n  messages: string[];\n}',
      errors: [{ messageId: 'definitionOfLegacyState', line: 1 }],
    },
    {
      name: 'a constant and a type of one name, when asked: one report',
      options: [{ definitions: 'forbid' }],
      code: 'export const DeepAgentState = { messages: [] as string[] };\nexport type DeepAgentState = typeof DeepAgentState;',
      neighbour: 'export const state = { messages: [] as string[] };\nexport type State = typeof state;',
      errors: [{ messageId: 'definitionOfLegacyState', line: 1 }],
    },
    {
      name: 'a definition that the settings place',
      options: [{ definitions: 'forbid' }],
      settings: { legacyTypes: [{ type: { from: 'file', name: 'SharedState', path: 'file.ts' } }] },
      code: 'export type SharedState = { messages: string[] };',
      neighbour: 'export type OtherState = { messages: string[] };',
      errors: [{ messageId: 'definitionOfLegacyState', line: 1 }],
    },
    {
      name: 'the new type under the old name is no definition of the old',
      options: [{ definitions: 'forbid' }],
      code: "import type { UserExecutionContext } from './context';\nexport type DeepAgentState = UserExecutionContext[];",
      neighbour: "import type { UserExecutionContext } from './context';\nexport type DeepAgentState = UserExecutionContext;",
      errors: [{ messageId: 'definitionOfLegacyState', line: 2 }],
    },

    // Unused imports.
    {
      name: 'unused: the import goes',
      code: "import { UserExecutionContext } from './context';\nimport { DeepAgentState } from './legacy-state';\nexport type X = UserExecutionContext;\n",
      neighbour: "import { UserExecutionContext } from './context';\nexport type X = UserExecutionContext;\n",
      errors: [{ messageId: 'importOfLegacyState', line: 2 }],
      output: "import { UserExecutionContext } from './context';\nexport type X = UserExecutionContext;\n",
    },
    {
      name: 'unused among used names, with comments',
      code: "import {\n  limit, // the limit\n  DeepAgentState, // the state\n} from './mixed';\nexport const x = limit;\n",
      neighbour: "import {\n  limit, // the limit\n} from './mixed';\nexport const x = limit;\n",
      files: { 'mixed.ts': 'export class DeepAgentState {}\nexport const limit = 1;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 3 }],
      output: "import {\n  limit, // the limit\n  // the state\n} from './mixed';\nexport const x = limit;\n",
    },
    {
      name: 'an unused type-only default',
      code: "import type State from './state';\nexport const x = 1;\n",
      neighbour: 'export const x = 1;\n',
      files: { 'state.ts': 'export default class DeepAgentState {}\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
      output: 'export const x = 1;\n',
    },
    {
      name: 'two unused names of one import',
      settings: { legacyTypes: [{ type: { from: 'file', name: ['RunState', 'TeamState'] } }] },
      code: "import { RunState, limit, TeamState } from './mixed';\nexport const x = limit;\n",
      neighbour: "import { limit } from './mixed';\nexport const x = limit;\n",
      files: { 'mixed.ts': 'export class RunState {}\nexport class TeamState {}\nexport const limit = 1;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
      output: "import { limit } from './mixed';\nexport const x = limit;\n",
    },
    {
      name: 'one used and one unused name: nothing is done by halves',
      settings: { legacyTypes: [{ type: { from: 'file', name: ['RunState', 'TeamState'] } }] },
      code: "import { RunState, TeamState } from './mixed';\nexport const x = new RunState();\n",
      neighbour: "import { limit } from './mixed';\nexport const x = limit;\n",
      files: { 'mixed.ts': 'export class RunState {}\nexport class TeamState {}\nexport const limit = 1;\n' },
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },

    // Uses that stay well-typed with the replacement.
    {
      name: 'type-only, not exported, members that the replacement has: fixed',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nimport { currentUser } from './user';\nfunction label(state: SessionState): string {\n  return `${state.userId}: ${state.runId ?? 'none'}`;\n}\nconsole.log(label(currentUser()));\n",
      neighbour: "import { currentUser } from './user';\nconsole.log(currentUser().userId);\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
      output: "import { currentUser, type UserContext } from './user';\nfunction label(state: UserContext): string {\n  return `${state.userId}: ${state.runId ?? 'none'}`;\n}\nconsole.log(label(currentUser()));\n",
    },
    {
      name: 'functions that pass it on to each other: fixed together',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState as State } from './session';\nconst show = (state: State | undefined) => {\n  if (state) {\n    tell(state);\n  }\n};\nfunction tell(state: State) {\n  const { userId } = state;\n  console.log(userId, state.userId);\n}\nexport const start = () => {\n  show(undefined);\n};\n",
      neighbour: "export const start = () => undefined;\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'functions that pass it on to each other, all calls known: fixed together',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState as State } from './session';\nconst show = (state?: State) => {\n  if (state) {\n    tell(state);\n  }\n};\nfunction tell(state: State) {\n  const { userId } = state;\n  console.log(userId, state.userId);\n}\nexport const start = () => {\n  show();\n};\n",
      neighbour: "export const start = () => undefined;\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
      output: "import type { UserContext } from './user';\nconst show = (state?: UserContext) => {\n  if (state) {\n    tell(state);\n  }\n};\nfunction tell(state: UserContext) {\n  const { userId } = state;\n  console.log(userId, state.userId);\n}\nexport const start = () => {\n  show();\n};\n",
    },
    {
      name: 'an exported function: a suggestion, as callers elsewhere may have to change',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nexport function owner(state: SessionState): string {\n  return state.userId;\n}\n",
      neighbour: "import type { UserContext } from './user';\nexport function owner(state: UserContext): string {\n  return state.userId;\n}\n",
      errors: [
        {
          messageId: 'importOfLegacyState',
          line: 1,
          suggestions: [
            {
              messageId: 'replaceWithReplacement',
              data: { names: '`SessionState`', module: './session', replacement: '`UserContext`' },
              output: "import type { UserContext } from './user';\nexport function owner(state: UserContext): string {\n  return state.userId;\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a method: a suggestion',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import { type SessionState } from './session';\nexport class Agent {\n  run({ userId }: SessionState, times: number) {\n    return userId.repeat(times);\n  }\n}\n",
      neighbour: "export class Agent {\n  run(userId: string, times: number) {\n    return userId.repeat(times);\n  }\n}\n",
      errors: [
        {
          messageId: 'importOfLegacyState',
          line: 1,
          suggestions: [
            {
              messageId: 'replaceWithReplacement',
              output: "import type { UserContext } from './user';\nexport class Agent {\n  run({ userId }: UserContext, times: number) {\n    return userId.repeat(times);\n  }\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a value import that is used as a type: a suggestion',
      settings: sessionSettings,
      files: { ...sessionFiles, 'session.ts': 'export class SessionState { userId = \'\' }\n' },
      code: "import { SessionState } from './session';\nfunction owner(state: SessionState): string {\n  return state.userId;\n}\nexport const x = typeof owner;\n",
      neighbour: "export const x = 1;\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'a value import that is used as a type, with known calls: a suggestion',
      settings: sessionSettings,
      files: { ...sessionFiles, 'session.ts': "export class SessionState { userId = '' }\n" },
      code: "import { SessionState } from './session';\nfunction owner(state: SessionState): string {\n  return state.userId;\n}\nexport const x = (state: { userId: string } & { threadId: string; runId: string }) => owner(state);\n",
      neighbour: "export const x = 1;\n",
      errors: [
        {
          messageId: 'importOfLegacyState',
          line: 1,
          suggestions: [
            {
              messageId: 'replaceWithReplacement',
              output: "import type { UserContext } from './user';\nfunction owner(state: UserContext): string {\n  return state.userId;\n}\nexport const x = (state: { userId: string } & { threadId: string; runId: string }) => owner(state);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a member that is called otherwise, as the settings say: a suggestion',
      settings: sessionFields,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nfunction where(state: SessionState, { thread }: SessionState) {\n  return [state.thread, thread, state.userId];\n}\nexport type X = ReturnType<() => void>;\n",
      neighbour: "export type X = ReturnType<() => void>;\n",
      errors: [
        {
          messageId: 'importOfLegacyState',
          line: 1,
          suggestions: [
            {
              messageId: 'replaceWithReplacement',
              output: "import type { UserContext } from './user';\nfunction where(state: UserContext, { threadId: thread }: UserContext) {\n  return [state.threadId, thread, state.userId];\n}\nexport type X = ReturnType<() => void>;\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a member that the replacement lacks: nothing is offered',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nexport function where(state: SessionState) {\n  return state.thread;\n}\n",
      neighbour: "export function where(state: { thread: string }) {\n  return state.thread;\n}\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'a member that is written: nothing is offered',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nexport function sign(state: SessionState) {\n  state.userId = 'u';\n}\n",
      neighbour: "export function sign(state: { userId: string }) {\n  state.userId = 'u';\n}\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'a narrower member that becomes the type of a variable: nothing is offered',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nexport function run(state: SessionState) {\n  let id = state.runId;\n  id = undefined;\n  return id;\n}\n",
      neighbour: "export function run(state: { runId?: string }) {\n  let id = state.runId;\n  id = undefined;\n  return id;\n}\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'a caller in the file has only the old type: nothing is offered',
      settings: sessionSettings,
      files: { ...sessionFiles, 'store.ts': "import type { SessionState } from './session';\nexport declare function load(): SessionState;\n" },
      code: "import type { SessionState } from './session';\nimport { load } from './store';\nfunction owner(state: SessionState) {\n  return state.userId;\n}\nconsole.log(owner(load()));\n",
      neighbour: "import { load } from './store';\nconsole.log(load());\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'what it is passed on to wants the old type: nothing is offered',
      settings: sessionSettings,
      files: { ...sessionFiles, 'store.ts': "import type { SessionState } from './session';\nexport declare function save(state: SessionState): void;\n" },
      code: "import type { SessionState } from './session';\nimport { save } from './store';\nexport function keep(state: SessionState) {\n  save(state);\n}\n",
      neighbour: "import { save } from './store';\nexport const keep = save;\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'other types that are made of it: nothing is offered',
      settings: sessionSettings,
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nexport type Run = (state: SessionState) => Promise<SessionState>;\n",
      neighbour: "import type { UserContext } from './user';\nexport type Run = (state: UserContext) => Promise<UserContext>;\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'the replacement is a default export, and its name is taken',
      settings: sessionSettings,
      files: { ...sessionFiles, 'user.ts': 'export default interface UserContext { userId: string }\n' },
      code: "import type { SessionState } from './session';\nexport function owner(state: SessionState, UserContext: string) {\n  return state.userId + UserContext;\n}\n",
      neighbour: "export function owner(state: string, UserContext: string) {\n  return state + UserContext;\n}\n",
      errors: [
        {
          messageId: 'importOfLegacyState',
          line: 1,
          suggestions: [
            {
              messageId: 'replaceWithReplacement',
              output: "import type UserContext2 from './user';\nexport function owner(state: UserContext2, UserContext: string) {\n  return state.userId + UserContext;\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a replacement that is nowhere to be found: nothing is offered',
      settings: { legacyTypes: [{ type: { from: 'file', name: 'SessionState' }, replacement: { from: 'file', name: 'Nowhere', path: 'nowhere.ts' } }] },
      files: sessionFiles,
      code: "import type { SessionState } from './session';\nexport function owner(state: SessionState) {\n  return state.userId;\n}\n",
      neighbour: "export function owner(state: { userId: string }) {\n  return state.userId;\n}\n",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },

    // By syntax alone.
    {
      name: 'syntax: by the imported name',
      options: [{ resolution: 'syntax' }],
      code: "import { DeepAgentState as State } from './legacy-state';\nimport * as state from './legacy-state';\nexport const x = [State, state.DeepAgentState];",
      neighbour: "import { UserExecutionContext as State } from './made';\nimport * as state from './made';\nexport const x = [State, state.UserExecutionContext];",
      files: { 'made.ts': 'export class UserExecutionContext {}\n' },
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'importOfLegacyState', line: 3 },
      ],
    },
    {
      name: 'syntax: what cannot be resolved is named all the same',
      options: [{ resolution: 'syntax' }],
      untyped: 'because the module is not installed',
      code: "import { DeepAgentState } from '@/agents/state';\nexport const x = new DeepAgentState();",
      neighbour: "import { AgentState } from '@/agents/state';\nexport const x = AgentState;",
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
    },
    {
      name: 'syntax: every way to load a module',
      options: [{ resolution: 'syntax' }],
      code: "const { DeepAgentState } = require('./legacy-state');\nexport const a = DeepAgentState;\nexport const b = async () => (await import('./legacy-state')).DeepAgentState;\nexport type C = import('./legacy-state').DeepAgentState;\nexport { DeepAgentState as D } from './legacy-state';",
      neighbour: "const { limit } = require('./mixed');\nexport const a = limit;",
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'importOfLegacyState', line: 3 },
        { messageId: 'importOfLegacyState', line: 4 },
        { messageId: 'exportOfLegacyState', line: 5 },
      ],
    },
    {
      name: 'syntax: the file that the settings name, by its relative specifier and by an alias',
      options: [{ resolution: 'syntax' }],
      settings: migrated,
      untyped: 'because the module is not installed',
      filename: 'deep/file.ts',
      code: "import { DeepAgentState } from '../legacy-state.js';\nimport { DeepAgentState as Second } from '@/legacy-state';\nexport const x = [DeepAgentState, Second];",
      neighbour: "import { DeepAgentState } from './legacy-state.js';\nimport { DeepAgentState as Second } from '@/other-state';\nexport const x = [DeepAgentState, Second];",
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'importOfLegacyState', line: 2 },
      ],
    },
    {
      name: 'syntax: a package and its subpaths',
      options: [{ resolution: 'syntax' }],
      settings: { legacyTypes: [{ type: { from: 'package', package: '@acme/state', name: 'SharedState' } }] },
      untyped: 'because the module is not installed',
      code: "import { SharedState } from '@acme/state';\nimport { SharedState as Second } from '@acme/state/run';\nexport const x = [SharedState, Second];",
      neighbour: "import { SharedState } from '@acme/state-extra';\nexport const x = SharedState;",
      errors: [
        { messageId: 'importOfLegacyState', line: 1 },
        { messageId: 'importOfLegacyState', line: 2 },
      ],
    },
    {
      name: 'syntax: local aliases that are exported',
      options: [{ resolution: 'syntax' }],
      code: 'export class DeepAgentState {}\nexport type State = DeepAgentState;\nexport { DeepAgentState as Renamed };',
      neighbour: 'export class DeepAgentState {}\nexport { DeepAgentState as default };',
      errors: [
        { messageId: 'exportOfLegacyState', line: 2 },
        { messageId: 'exportOfLegacyState', line: 3 },
      ],
    },
    {
      name: 'syntax: an alias of the new type',
      options: [{ resolution: 'syntax' }],
      code: "import type { UserExecutionContext as DeepAgentState } from './context';\nexport const f = (s: DeepAgentState) => s.userId;",
      neighbour: "import type { UserExecutionContext } from './context';\nexport const f = (s: UserExecutionContext) => s.userId;",
      errors: [{ messageId: 'aliasOfReplacement', line: 1 }],
      output: "import type { UserExecutionContext } from './context';\nexport const f = (s: UserExecutionContext) => s.userId;",
    },
    {
      name: 'syntax: an unused type goes, an unused value is asked about',
      options: [{ resolution: 'syntax' }],
      code: "import { DeepAgentState } from './legacy-state';\nexport const x = 1;\n",
      neighbour: 'export const x = 1;\n',
      errors: [
        {
          messageId: 'importOfLegacyState',
          line: 1,
          suggestions: [{ messageId: 'removeUnusedImport', output: 'export const x = 1;\n' }],
        },
      ],
    },
    {
      name: 'syntax: an unused type goes',
      options: [{ resolution: 'syntax' }],
      code: "import type { DeepAgentState } from './legacy-state';\nexport const x = 1;\n",
      neighbour: 'export const x = 1;\n',
      errors: [{ messageId: 'importOfLegacyState', line: 1 }],
      output: 'export const x = 1;\n',
    },
    {
      name: 'syntax: the definition, when asked',
      options: [{ definitions: 'forbid', resolution: 'syntax' }],
      code: 'export interface DeepAgentState {}',
      neighbour: 'export interface AgentState {}',
      errors: [{ messageId: 'definitionOfLegacyState', line: 1 }],
    },
  ],
});

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

function lint(
  code: string,
  parser: unknown,
  filename: string,
  options: object,
  settings: object = {},
): { messages: Linter.LintMessage[]; fixed: string } {
  const linter = new Linter({ configType: 'flat', cwd: fixtures });
  const config: Linter.Config = {
    files: ['**/*.{ts,mts,cts,js,cjs,mjs}'],
    languageOptions: { parser: parser as Linter.Parser, ...(filename.endsWith('.cjs') ? { sourceType: 'commonjs' as const } : {}) },
    plugins: { 'user-context': { rules: { 'no-deep-agent-state': noDeepAgentState as never } } },
    rules: { 'user-context/no-deep-agent-state': ['error', options] },
    settings: { 'user-context': settings },
  };
  return {
    messages: linter.verify(code, [config], { filename }),
    fixed: linter.verifyAndFix(code, [config], { filename }).output,
  };
}

describe('no-deep-agent-state: modules that are evaluated as they are written', () => {
  const overlay = new TypedOverlay(`${fixtures}verbatim/tsconfig.json`);
  overlay.put('legacy-state.mts', 'export class DeepAgentState {}\nexport const limit = 1;\n');
  overlay.put('legacy-state.cts', 'class DeepAgentState {}\nexport = { DeepAgentState };\n');
  overlay.put('class.cts', 'class DeepAgentState {}\nexport = DeepAgentState;\n');

  it.each([
    ["import { DeepAgentState } from './legacy-state.mjs';\nexport {};\n", "import './legacy-state.mjs';\nexport {};\n"],
    ["import { type DeepAgentState } from './legacy-state.mjs';\nexport {};\n", "import './legacy-state.mjs';\nexport {};\n"],
    ["import type { DeepAgentState } from './legacy-state.mjs';\nexport {};\n", 'export {};\n'],
    [
      "import { DeepAgentState, limit } from './legacy-state.mjs';\nexport { limit };\n",
      "import { limit } from './legacy-state.mjs';\nexport { limit };\n",
    ],
  ])('verbatimModuleSyntax keeps evaluating the module: %s', (code, expected) => {
    const { fixed } = lint(code, overlayParser(overlay, untypedParser), overlay.path('file.mts'), {});
    expect(fixed).toBe(expected);
    overlay.put('file.mts', fixed);
    expect(overlay.errors('file.mts').map((error) => ts.flattenDiagnosticMessageText(error.messageText, '\n'))).toEqual([]);
  });

  it.each([
    ["import state = require('./class.cjs');\nexport = new state();\n", '1:8'],
    ["import type state = require('./class.cjs');\ndeclare const x: state;\nexport = x;\n", '1:13'],
  ])('import = require of the class itself: %s', (code, place) => {
    const { messages } = lint(code, overlayParser(overlay, untypedParser), overlay.path('file.cts'), {});
    expect(messages.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
  });

  it('import = require and a member', () => {
    const code = "import state = require('./legacy-state.cjs');\nexport = [new state.DeepAgentState(), state];\n";
    const { messages } = lint(code, overlayParser(overlay, untypedParser), overlay.path('file.cts'), {});
    expect(messages.map(({ line }) => line)).toEqual([2]);
  });

  it('a required class itself', () => {
    const code = "const State = require('./class.cjs');\nexport = new State();\n";
    const { messages } = lint(code, overlayParser(overlay, untypedParser), overlay.path('file.cts'), {});
    expect(messages.map(({ line, messageId }) => `${line} ${messageId}`)).toEqual(['1 importOfLegacyState']);
  });
});

describe('no-deep-agent-state: without type information', () => {
  const noServices = {
    parseForESLint: (code: string, options: untypedParser.ParserOptions) => ({
      ...untypedParser.parseForESLint(code, options),
      services: {},
    }),
  };

  it('says what is missing instead of answering by syntax', () => {
    expect(() => lint("import { DeepAgentState } from './state';", untypedParser, 'file.ts', {})).toThrow(
      /parserOptions/u,
    );
  });

  it.each([
    ["import { DeepAgentState } from './state';\nnew DeepAgentState();", ['importOfLegacyState']],
    ["import type { UserExecutionContext as DeepAgentState } from './context';\nexport type X = DeepAgentState;", ['aliasOfReplacement']],
    ["import { UserExecutionContext, DeepAgentState } from './state';\nexport { UserExecutionContext };", ['importOfLegacyState']],
    ["export * from './state';", []],
    ["import state = require('./state');\nstate.DeepAgentState;", ['importOfLegacyState']],
  ])('syntax asks no parser services: %s', (code, expected) => {
    const { messages } = lint(code, noServices, 'file.ts', { resolution: 'syntax' });
    expect(messages.map(({ messageId }) => messageId)).toEqual(expected);
  });

  it('JavaScript evaluates what it imports', () => {
    const { fixed } = lint("import { DeepAgentState } from './state';\n", noServices, 'file.mjs', { resolution: 'syntax' });
    expect(fixed).toBe("import './state';\n");
  });

  it('CommonJS', () => {
    const code = "const { DeepAgentState } = require('./state');\nmodule.exports = new DeepAgentState();\n";
    const { messages } = lint(code, noServices, 'file.cjs', { resolution: 'syntax' });
    expect(messages.map(({ line, column }) => `${line}:${column}`)).toEqual(['1:9']);
  });
});

describe('no-deep-agent-state: a program that holds the linted file alone', () => {
  it('is silent about what other files declare', () => {
    const filename = `${fixtures}isolated.ts`;
    const text =
      "import { DeepAgentState } from './legacy-state';\nimport * as all from './legacy-state';\nexport * from './legacy-state';\nconst own = require('./legacy-state').DeepAgentState;\nexport { DeepAgentState };\nall.DeepAgentState; own;\n";
    const host = ts.createCompilerHost({});
    const program = ts.createProgram(
      [filename],
      { noResolve: true, target: ts.ScriptTarget.Latest },
      { ...host, getSourceFile: (name, target) => (name === filename ? ts.createSourceFile(name, text, target, true) : undefined) },
    );
    const parser = {
      parseForESLint: (_: string, options: untypedParser.ParserOptions) =>
        untypedParser.parseForESLint(text, { ...options, filePath: filename, programs: [program] }),
    };
    expect(lint(text, parser, filename, {}).messages).toEqual([]);
  });
});

describe('no-deep-agent-state: odd syntax', () => {
  const overlay = new TypedOverlay(`${fixtures}tsconfig.json`);

  it.each([
    "export {};\nexport { x as 'a b' };\nconst x = 1;",
    "import x, * as y from './missing';\nx.y; y?.z; y[x]; ({ ...y });",
    "var m = m; const { a, ...rest } = await import('./legacy-state'); rest.DeepAgentState; m;",
    "import a = b.c; namespace b { export const c = 1 } a;",
    "import('./legacy-state'); require(); require('./legacy-state', 1); require(x); import(x); declare const x: any;",
    "export default function () {}\nexport = 1;",
    "export * as default from './legacy-state.txt';",
    "import DeepAgentState from './data.json' with { type: 'json' };\nDeepAgentState.a;",
    "declare module './legacy-state' { interface DeepAgentState { more: number } }",
    "declare global { class DeepAgentState {} }\nexport {};",
    "export abstract class A<T> { abstract x: T }\nexport type DeepAgentState = A<DeepAgentState>;",
    "export type DeepAgentState = DeepAgentState2;\ntype DeepAgentState2 = DeepAgentState;",
    "enum DeepAgentState { A }\nexport type X = import('./nowhere').y.z<DeepAgentState>;",
  ])('nothing crashes: %s', (code) => {
    for (const resolution of ['types', 'syntax']) {
      const { messages } = lint(code, overlayParser(overlay, untypedParser), overlay.path('odd.ts'), { definitions: 'forbid', resolution });
      expect(messages.filter(({ fatal }) => fatal === true && !code.includes('export = 1'))).toEqual([]);
    }
  });
});
