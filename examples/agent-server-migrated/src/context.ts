import { randomUUID } from 'node:crypto';

/** A JSON value that cannot be changed at any depth. */
export type ImmutableJson =
  | null
  | boolean
  | number
  | string
  | readonly ImmutableJson[]
  | { readonly [key: string]: ImmutableJson };

/** Working data or audit data of one request. */
export type ContextData = { readonly [key: string]: ImmutableJson };

/** What is needed to create a {@link UserExecutionContext}. */
export interface UserExecutionContextFields {
  userId: string;
  threadId: string;
  runId: string;
  requestId?: string;
  websocketClientId?: string;
  agentContext?: ContextData;
  auditMetadata?: ContextData;
}

const MAXIMUM_OPERATION_DEPTH = 10;
const SHORT_IDENTIFIER_LENGTH = 20;

const PLACEHOLDERS: ReadonlySet<string> = new Set(
  (
    'registry placeholder default temp none null undefined 0 1 xxx yyy ' +
    'example test demo sample template mock fake dummy'
  ).split(' '),
);

const PLACEHOLDER_PREFIXES: readonly string[] = [
  'placeholder_',
  'registry_',
  'temp_',
  'example_',
  'demo_',
  'sample_',
  'template_',
  'mock_',
  'fake_',
  'default_',
  'test_',
];

const RESERVED_DATA_KEYS: ReadonlySet<string> = new Set([
  'userId',
  'threadId',
  'runId',
  'requestId',
  'websocketClientId',
  'parentRequestId',
]);

function requireIdentifier(name: string, value: string): string {
  const identifier = value.trim();
  if (identifier === '') {
    throw new TypeError(`${name} must not be empty`);
  }
  const lowered = identifier.toLowerCase();
  const hasPlaceholderPrefix =
    lowered.length < SHORT_IDENTIFIER_LENGTH &&
    PLACEHOLDER_PREFIXES.some((prefix) => lowered.startsWith(prefix));
  if (PLACEHOLDERS.has(lowered) || hasPlaceholderPrefix) {
    throw new TypeError(`${name} must not be a placeholder: ${identifier}`);
  }
  return identifier;
}

function freezeDeeply<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freezeDeeply);
    Object.freeze(value);
  }
  return value;
}

function copyContextData(name: string, data: ContextData): ContextData {
  const reserved = Object.keys(data).find((key) => RESERVED_DATA_KEYS.has(key));
  if (reserved !== undefined) {
    throw new TypeError(`${name} must not carry the reserved key ${reserved}`);
  }
  return freezeDeeply(structuredClone(data));
}

/**
 * Who a request is for, made once per request and never changed.
 *
 * The data objects are deep copies and frozen at every level, so nothing that
 * the caller still holds can reach into the context.
 */
export class UserExecutionContext {
  readonly userId: string;
  readonly threadId: string;
  readonly runId: string;
  readonly requestId: string;
  readonly websocketClientId: string | undefined;
  readonly createdAt: string;
  readonly agentContext: ContextData;
  readonly auditMetadata: ContextData;
  readonly operationDepth: number;
  readonly parentRequestId: string | undefined;

  private constructor(
    fields: UserExecutionContextFields,
    parent?: UserExecutionContext,
  ) {
    this.userId = requireIdentifier('userId', fields.userId);
    this.threadId = requireIdentifier('threadId', fields.threadId);
    this.runId = requireIdentifier('runId', fields.runId);
    this.requestId = requireIdentifier(
      'requestId',
      fields.requestId ?? randomUUID(),
    );
    this.websocketClientId = fields.websocketClientId;
    this.createdAt = new Date().toISOString();
    this.agentContext = copyContextData(
      'agentContext',
      fields.agentContext ?? {},
    );
    this.auditMetadata = copyContextData(
      'auditMetadata',
      fields.auditMetadata ?? {},
    );
    this.operationDepth = parent === undefined ? 0 : parent.operationDepth + 1;
    this.parentRequestId = parent?.requestId;
    if (this.operationDepth > MAXIMUM_OPERATION_DEPTH) {
      throw new RangeError(
        `contexts nest at most ${MAXIMUM_OPERATION_DEPTH} levels deep`,
      );
    }
    Object.freeze(this);
  }

  /** Creates the context of one request. Throws on missing or made-up ids. */
  static create(fields: UserExecutionContextFields): UserExecutionContext {
    return new UserExecutionContext(fields);
  }

  /**
   * Creates the context of a nested operation: same user, thread and run, a
   * request id of its own, and the given data on top of this context's data.
   */
  createChild(agentContext: ContextData = {}): UserExecutionContext {
    return new UserExecutionContext(
      {
        userId: this.userId,
        threadId: this.threadId,
        runId: this.runId,
        websocketClientId: this.websocketClientId,
        agentContext: { ...this.agentContext, ...agentContext },
        auditMetadata: this.auditMetadata,
      },
      this,
    );
  }

  /** A key for shared storage that no other user or request can produce. */
  scopedKey(component: string): string {
    return JSON.stringify([component, this.userId, this.requestId]);
  }
}
