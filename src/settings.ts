import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { ValidateFunction } from 'ajv';

import { Ajv } from 'ajv';

import type {
  BroadcastMethods,
  HandlerDecorator,
  Incoming,
  KeepingMethods,
  KeyedCall,
  LegacyType,
  ModelCall,
  ReadOnlyType,
  RequestCache,
  ToolCall,
  ToolDefinition,
} from './frameworks/framework.js';
import type { Specifier } from './specifier.js';

import { ConfigurationError } from './configuration-error.js';
import { describeSchemaErrors } from './schema-error.js';
import { specifierSchema } from './specifier.js';

/** `settings['user-context']`: adds to what is built in under `frameworks/`, in the same shapes. */
export interface UserContextSettings {
  contextTypes?: readonly Specifier[];
  legacyTypes?: readonly LegacyType[];
  userOwnedTypes?: readonly Specifier[];
  processWideTypes?: readonly Specifier[];
  toolCalls?: readonly ToolCall[];
  contextProviders?: readonly Specifier[];
  identityNames?: readonly string[];
  broadcasts?: readonly BroadcastMethods[];
  connectionHubTypes?: readonly Specifier[];
  contextEntries?: readonly Specifier[];
  contextOptOuts?: readonly Specifier[];
  contextRuns?: readonly Specifier[];
  handlerDecorators?: readonly HandlerDecorator[];
  keepingMethods?: readonly KeepingMethods[];
  keyedCalls?: readonly KeyedCall[];
  modelCalls?: readonly ModelCall[];
  onePerConnectionTypes?: readonly Specifier[];
  onePerServerTypes?: readonly Specifier[];
  onePerUserTypes?: readonly Specifier[];
  readOnlyContextTypes?: readonly ReadOnlyType[];
  requestCacheTypes?: readonly RequestCache[];
  requestDecorations?: readonly KeepingMethods[];
  requestDecorators?: readonly Specifier[];
  singletonDecorators?: readonly Specifier[];
  singletonRegistrars?: readonly Specifier[];
  stateHolderTypes?: readonly Specifier[];
  stateWrites?: readonly KeepingMethods[];
  toolDefinitions?: readonly ToolDefinition[];
  transportsForMany?: readonly Specifier[];
  /** Written by `migration()`, read by reports: which component a file belongs to. */
  migration?: MigrationMark;
  /** Written by `migration()`, read by reports: what there is to belong to. */
  migrationPlan?: MigrationPlan;
}

/** What `migration()` says of the files of one component. */
export interface MigrationMark {
  component: string;
  phase: 1 | 2 | 3;
  state: 'enforced' | 'upcoming' | 'rolled back';
}

/** One component of the plan. */
export interface PlannedComponent extends Omit<MigrationMark, 'component'> {
  files: readonly string[];
}

/** All components, and those whose globs match a file. ESLint merges the settings of all objects that match. */
export interface MigrationPlan {
  components?: Readonly<Record<string, PlannedComponent>>;
  memberships?: Readonly<Record<string, true>>;
}

/** The definition is compiled once, instead of at each of the places that take a specifier. */
const specifier: JSONSchema4 = { $ref: '#/definitions/specifier' };

const specifiersSchema = (description: string): JSONSchema4 => ({ type: 'array', description, items: specifier });

const nameSchema: JSONSchema4 = { type: 'string', minLength: 1 };
const namesSchema: JSONSchema4 = { type: 'array', items: nameSchema };
const positionSchema: JSONSchema4 = { type: 'integer', minimum: 0, description: 'Zero-based position of the argument.' };

/** A place among the arguments of a call. */
const argumentSchema: JSONSchema4 = {
  type: 'object',
  additionalProperties: false,
  required: ['argument'],
  properties: {
    argument: positionSchema,
    property: { ...nameSchema, description: 'The property of an options object.' },
  },
};

/** How a component stands. */
const standingSchemas: Record<string, JSONSchema4> = {
  phase: { type: 'integer', enum: [1, 2, 3] },
  state: { type: 'string', enum: ['enforced', 'upcoming', 'rolled back'] },
};

/** A list of entries about a type. */
const entriesSchema = (
  description: string,
  properties: Record<string, JSONSchema4>,
  required: readonly string[] = [],
): JSONSchema4 => ({
  type: 'array',
  description,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['type', ...required],
    properties: { type: specifier, ...properties },
  },
});

const methodsSchema = (description: string): JSONSchema4 =>
  entriesSchema(
    description,
    {
      methods: namesSchema,
      inModule: { type: 'boolean', description: "Of functions: what keeps it is the module, not the first argument." },
    },
    ['methods'],
  );

/** The JSON schema of {@link UserContextSettings}. */
export const settingsSchema = {
  definitions: { specifier: specifierSchema },
  type: 'object',
  additionalProperties: false,
  properties: {
    contextTypes: specifiersSchema("Types that carry one user's context."),
    legacyTypes: entriesSchema('Shared-state types that the migration leaves behind.', {
      replacement: specifier,
      fields: {
        type: 'object',
        description: 'Where each member of the old type is found on the new one.',
        additionalProperties: nameSchema,
      },
    }),
    userOwnedTypes: specifiersSchema("Types whose values are one user's: sessions, histories, connections."),
    processWideTypes: specifiersSchema('Types whose values all users may share: never a finding.'),
    toolCalls: entriesSchema(
      'Calls that run a tool or an agent.',
      {
        method: { type: 'string', description: 'The called method; empty when `type` names a function.' },
        context: {
          description: "Where the call takes the context: an argument, or 'enclosing' when it takes none.",
          oneOf: [{ type: 'string', enum: ['enclosing'] }, argumentSchema],
        },
      },
      ['method', 'context'],
    ),
    contextProviders: specifiersSchema('Functions that return the context of the current caller.'),
    identityNames: {
      type: 'array',
      description: 'Names of variables and properties that identify a user or a credential of one.',
      items: nameSchema,
    },
    broadcasts: entriesSchema(
      'Methods that send what they are given to everybody who is connected.',
      {
        methods: namesSchema,
        through: { ...nameSchema, description: 'The property between the object and the method.' },
        targetedBy: { ...namesSchema, description: 'Methods in between that choose whom it is sent to.' },
        topic: { ...positionSchema, description: 'The argument that says which topic it is sent to.' },
      },
      ['methods'],
    ),
    connectionHubTypes: specifiersSchema('Types of objects whose `clients` are everybody who is connected.'),
    contextEntries: specifiersSchema('Methods that put a store into the async context of whoever runs on.'),
    contextOptOuts: specifiersSchema(
      'Values and functions that stand for no user on purpose where a call takes a context.',
    ),
    contextRuns: specifiersSchema('Methods that run a callback with a store of its own in the async context.'),
    handlerDecorators: entriesSchema(
      'Decorators by which a framework is told to call a method with what comes in.',
      {
        handles: {
          type: 'string',
          enum: ['connection', 'event', 'job', 'message', 'request', 'scheduled run'] satisfies Incoming[],
          description: 'What comes in.',
        },
      },
      ['handles'],
    ),
    keepingMethods: methodsSchema('Methods that keep what they are given in their object, for all later uses of it.'),
    keyedCalls: entriesSchema(
      'Calls that keep a result under a key.',
      {
        methods: namesSchema,
        key: {
          description: 'Where the key is: an argument, or, for a function that wraps another, its `resolver`.',
          oneOf: [
            argumentSchema,
            {
              type: 'object',
              additionalProperties: false,
              required: ['resolver'],
              properties: { resolver: argumentSchema },
            },
          ],
        },
        keyed: { type: 'integer', enum: [0, 1], description: "How many of a wrapped function's arguments are in the key." },
        value: argumentSchema,
      },
      ['methods', 'key', 'value'],
    ),
    modelCalls: entriesSchema('Types of the tool calls that a model asks for.', { member: nameSchema }, ['member']),
    onePerConnectionTypes: specifiersSchema('Types of servers to which one client is connected at a time.'),
    onePerServerTypes: specifiersSchema('Types of objects of which a server has one: applications.'),
    onePerUserTypes: specifiersSchema('Types of which each user or conversation needs a value of its own.'),
    readOnlyContextTypes: entriesSchema('Contexts, or members of them, that nobody is to write.', { members: namesSchema }),
    requestCacheTypes: entriesSchema('Types of caches that are meant for one request.', {
      unless: {
        type: 'object',
        additionalProperties: false,
        required: ['argument', 'property', 'value'],
        properties: { argument: positionSchema, property: nameSchema, value: { type: 'boolean' } },
        description: 'The option with which an instance keeps nothing.',
      },
      keyedBy: {
        type: 'object',
        additionalProperties: false,
        required: ['argument', 'property'],
        properties: { argument: positionSchema, property: nameSchema },
        description: 'The option that makes the key of an entry.',
      },
    }),
    requestDecorations: methodsSchema('Methods that give every request a member: its name, and the object.'),
    requestDecorators: specifiersSchema('Decorators of parameters that are filled from the request.'),
    singletonDecorators: specifiersSchema('Decorators of classes of which a container makes one instance.'),
    singletonRegistrars: specifiersSchema('Methods of containers that register a class so that one instance is made.'),
    stateHolderTypes: specifiersSchema('Types of objects that hold the state of the stores that are made with them.'),
    stateWrites: methodsSchema('Methods that change a store of application state.'),
    toolDefinitions: entriesSchema('Functions and methods that make a tool of a schema and a handler.', { methods: namesSchema }),
    transportsForMany: specifiersSchema('Types of transports over which many clients come.'),
    migration: {
      type: 'object',
      description: 'Written by migration(); says which component a file belongs to.',
      additionalProperties: false,
      required: ['component', 'phase', 'state'],
      properties: {
        component: { type: 'string', minLength: 1 },
        ...standingSchemas,
      },
    },
    migrationPlan: {
      type: 'object',
      description: "Written by migration(); all components, and those whose globs match a file.",
      additionalProperties: false,
      properties: {
        components: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            required: ['phase', 'state', 'files'],
            properties: { ...standingSchemas, files: namesSchema },
          },
        },
        memberships: { type: 'object', additionalProperties: { type: 'boolean' } },
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
    validate ??= new Ajv({
      allErrors: true,
      verbose: true,
      allowUnionTypes: true,
      logger: false,
      // Used once in a process: what takes long is to generate the code. The schema is ours and tested.
      code: { optimize: false },
      inlineRefs: false,
      meta: false,
      validateSchema: false,
    }).compile(settingsSchema);
    if (!validate(own)) {
      throw new ConfigurationError(describeSchemaErrors(validate.errors ?? [], root));
    }
    validated.add(own);
  }
  return own;
}
