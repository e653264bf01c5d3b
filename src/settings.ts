import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { ValidateFunction } from 'ajv';

import { Ajv } from 'ajv';

import type { Specifier } from './specifier.js';

import { ConfigurationError } from './configuration-error.js';
import { describeSchemaErrors } from './schema-error.js';
import { specifierSchema } from './specifier.js';

/** A shared-state type that the migration leaves behind. */
export interface LegacyType {
  type: Specifier;
  /** What takes its place. */
  replacement?: Specifier;
  /** Where each member of the old type is found on the new one, as `old name → dotted path`. */
  fields?: Record<string, string>;
}

/** Where a call that runs a tool takes its caller's context. */
export type ContextPosition =
  | {
      /** Zero-based position of the argument. */
      argument: number;
      /** The property of that argument, where the context is a property of an options object. */
      property?: string;
    }
  /** The call takes none: the function around it must have one. */
  | 'enclosing';

/** A call that runs a tool or an agent. */
export interface ToolCall {
  /** The type of the receiver; for a call of a plain function, the function's own name and place. */
  type: Specifier;
  /** The called method; the empty string when `type` names a function that is called itself. */
  method: string;
  context: ContextPosition;
}

/** `settings['user-context']`: adds to what is built in under `frameworks/`. */
export interface UserContextSettings {
  contextTypes?: Specifier[];
  legacyTypes?: LegacyType[];
  userOwnedTypes?: Specifier[];
  processWideTypes?: Specifier[];
  toolCalls?: ToolCall[];
  contextProviders?: Specifier[];
  identityNames?: string[];
  /** Written by `migration()`, read by reports: which component a file belongs to. */
  migration?: MigrationMark;
}

/** What `migration()` says of the files of one component. */
export interface MigrationMark {
  component: string;
  phase: 1 | 2 | 3;
  state: 'enforced' | 'upcoming' | 'rolled back';
}

const specifiersSchema = (description: string): JSONSchema4 => ({ type: 'array', description, items: specifierSchema });

/** The JSON schema of {@link UserContextSettings}. */
export const settingsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    contextTypes: specifiersSchema("Types that carry one user's context."),
    legacyTypes: {
      type: 'array',
      description: 'Shared-state types that the migration leaves behind.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['type'],
        properties: {
          type: specifierSchema,
          replacement: specifierSchema,
          fields: {
            type: 'object',
            description: 'Where each member of the old type is found on the new one.',
            additionalProperties: { type: 'string', minLength: 1 },
          },
        },
      },
    },
    userOwnedTypes: specifiersSchema("Types whose values are one user's: sessions, histories, connections."),
    processWideTypes: specifiersSchema('Types whose values all users may share: never a finding.'),
    toolCalls: {
      type: 'array',
      description: 'Calls that run a tool or an agent.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'method', 'context'],
        properties: {
          type: specifierSchema,
          method: { type: 'string', description: 'The called method; empty when `type` names a function.' },
          context: {
            description: "Where the call takes the context: an argument, or 'enclosing' when it takes none.",
            oneOf: [
              { type: 'string', enum: ['enclosing'] },
              {
                type: 'object',
                additionalProperties: false,
                required: ['argument'],
                properties: {
                  argument: { type: 'integer', minimum: 0, description: 'Zero-based position of the argument.' },
                  property: { type: 'string', minLength: 1, description: 'The property of an options object.' },
                },
              },
            ],
          },
        },
      },
    },
    contextProviders: specifiersSchema('Functions that return the context of the current caller.'),
    identityNames: {
      type: 'array',
      description: 'Names of variables and properties that identify a user or a credential of one.',
      items: { type: 'string', minLength: 1 },
    },
    migration: {
      type: 'object',
      description: 'Written by migration(); says which component a file belongs to.',
      additionalProperties: false,
      required: ['component', 'phase', 'state'],
      properties: {
        component: { type: 'string', minLength: 1 },
        phase: { type: 'integer', enum: [1, 2, 3] },
        state: { type: 'string', enum: ['enforced', 'upcoming', 'rolled back'] },
      },
    },
  },
} satisfies JSONSchema4;

/** The plugin's key in ESLint's shared `settings`. */
export const settingsKey = 'user-context';

const root = `settings['${settingsKey}']`;

let validate: ValidateFunction | undefined;

const validated = new WeakSet<object>();
const none: UserContextSettings = Object.freeze({});

/**
 * Reads `settings['user-context']`.
 *
 * @param settings ESLint's shared settings of the linted file.
 * @returns What the user adds to the built-in data; an empty object when there is nothing.
 * @throws {ConfigurationError} Names the wrong key and what is allowed. Each settings object is validated once.
 */
export function readSettings(settings: Readonly<Record<string, unknown>>): UserContextSettings {
  const own = settings[settingsKey];
  if (own === undefined) {
    return none;
  }
  if (typeof own !== 'object' || own === null || Array.isArray(own)) {
    throw new ConfigurationError(
      `${root} must be an object; allowed keys: ${Object.keys(settingsSchema.properties).join(', ')}`,
    );
  }
  if (!validated.has(own)) {
    validate ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, logger: false }).compile(settingsSchema);
    if (!validate(own)) {
      throw new ConfigurationError(describeSchemaErrors(validate.errors ?? [], root));
    }
    validated.add(own);
  }
  return own;
}
