import type { Specifier } from '../specifier.js';

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

/** A fact about a library, with the place where it can be checked. */
export type Sourced<Fact> = Fact & {
  /** The package and version whose declarations say so, or a public document; and what needs the entry. */
  source: string;
};

/** A declaration that a library calls by a name that the analyses must know. */
export interface NamedType {
  type: Specifier;
}

/** A context type of a library. */
export interface ContextType extends NamedType {
  /** The properties that hold the context, where an object of the type only brings it: calls take what is in them. */
  bringsIn?: readonly string[];
}

/** A declaration whose values, or some members of them, are only to be read. */
export interface ReadOnlyType extends NamedType {
  /** The members that the users of the library are not to write; all when left out. */
  members?: readonly string[];
}

/** A tool call of a library, with what settings need not say: a project's own dispatcher has one signature. */
export interface KnownToolCall extends ToolCall {
  /** Other places for the context: in another version's signature, or another property of the options. */
  alsoAt?: readonly Exclude<ContextPosition, 'enclosing'>[];
  /** Places where something of the user's is enough, but that nobody has to use, because tools do not need it. */
  enoughAt?: readonly Exclude<ContextPosition, 'enclosing'>[];
  /** The call runs tools only where this property is given: `generateText` without `tools` asks a model. */
  onlyWith?: { argument: number; property: string };
}

/** Methods that put something of whoever calls them into their object, for all later uses of it. */
export interface KeepingMethods {
  /** The type of the object; of a module's own functions, their names, with no methods. */
  type: Specifier;
  methods: readonly string[];
  /** Of functions without methods: what keeps it is the module, not the function's first argument. */
  inModule?: boolean;
}

/** Functions that make a tool of a schema and a handler. */
export interface ToolDefinition extends NamedType {
  /** The type's methods that do; without methods, the type is a function that does itself. */
  methods?: readonly string[];
}

/** The calls of tools that a model asks for. */
export interface ModelCall extends NamedType {
  /** The member that holds what the model filled in: an object, or its JSON. */
  member: string;
}

/** Calls that keep a result under a key, for all who come with the same key. */
export interface KeyedCall {
  /** The type of the object, or of a module's own function its name, with no methods. */
  type: Specifier;
  methods: readonly string[];
  /**
   * Where the key is: an argument, a property of one, or, for a function that wraps another one, the first argument of the
   * wrapped function's calls unless a resolver says otherwise.
   */
  key: { argument: number; property?: string } | { resolver: { argument: number; property?: string } };
  /** How many of a wrapped function's arguments are in the key; 1 unless it is said. */
  keyed?: 0 | 1;
  /** What makes the result: an argument, or a property of one. */
  value: { argument: number; property?: string };
}

/** Caches that are meant for one request. */
export interface RequestCache extends NamedType {
  /** The option with which an instance keeps nothing, as `property: value`. */
  unless?: { argument: number; property: string; value: boolean };
  /** The option that makes the key of an entry: with an identity in it, the cache may be one for all. */
  keyedBy?: { argument: number; property: string };
}

/** Methods that send what they are given to everybody who is connected. */
export interface BroadcastMethods {
  /** The type of the object that everybody is connected to. */
  type: Specifier;
  methods: readonly string[];
  /** The property between the object and the method: of a socket, `broadcast` is everybody else. */
  through?: string;
  /** Methods in between that choose whom it is sent to. */
  targetedBy?: readonly string[];
  /** The argument that says which topic it is sent to; a constant topic is everybody's. */
  topic?: number;
}

/** What comes in where a user's work begins. */
export type Incoming = 'connection' | 'event' | 'job' | 'message' | 'request' | 'scheduled run';

/** Decorators by which a framework is told to call a method with what comes in. */
export interface HandlerDecorator extends NamedType {
  handles: Incoming;
}

/**
 * What one library, or a family of libraries, calls the things that the analyses ask about. Data only: a fact about a
 * library is written down in one place, and users add the same in `settings['user-context']`.
 */
export interface Framework {
  /** What the messages and the docs call it. */
  name: string;
  /** The handlers of the library find the caller's context in async-local storage when they run on its behalf. */
  ambientContext?: true;
  /** Shared-state types that a migration leaves behind, and what takes their place. */
  legacyTypes?: readonly Sourced<LegacyType>[];
  /** Types that carry one user's context. */
  contextTypes?: readonly Sourced<ContextType>[];
  /** Contexts that nobody is to write after they were handed out; the library has no API by which its users change them. */
  readOnlyContextTypes?: readonly Sourced<ReadOnlyType>[];
  /** Functions that return the context or the identity of the current caller. */
  contextProviders?: readonly Sourced<NamedType>[];
  /** Calls that run a tool or an agent. */
  toolCalls?: readonly Sourced<KnownToolCall>[];
  /** Functions that make a tool of a schema and a handler, and types with methods that do. */
  toolDefinitions?: readonly Sourced<ToolDefinition>[];
  /** Types of the tool calls that a model asks for, as a program that runs them itself is given them. */
  modelCalls?: readonly Sourced<ModelCall>[];
  /** Types whose values are one user's: requests, sessions, connections, message histories. */
  userOwnedTypes?: readonly Sourced<NamedType>[];
  /** Decorators of parameters that are filled from the request. */
  requestDecorators?: readonly Sourced<NamedType>[];
  /** Decorators by which a framework is told to call a method with what comes in. */
  handlerDecorators?: readonly Sourced<HandlerDecorator>[];
  /** Decorators of classes of which a container makes one instance for all requests, unless told otherwise. */
  singletonDecorators?: readonly Sourced<NamedType>[];
  /** Methods of containers with which a class is registered so that one instance is made for all requests. */
  singletonRegistrars?: readonly Sourced<NamedType>[];
  /** Types of which each user, conversation or connection needs a value of one's own, whatever is done with it. */
  onePerUserTypes?: readonly Sourced<NamedType>[];
  /** Types of servers to which one client is connected at a time; one for all is wrong when many clients come. */
  onePerConnectionTypes?: readonly Sourced<NamedType>[];
  /** Types of transports over which many clients come. */
  transportsForMany?: readonly Sourced<NamedType>[];
  /** Methods that change a store of application state. */
  stateWrites?: readonly Sourced<KeepingMethods>[];
  /** Types of objects that hold the state of the stores that are made with them: `useStore(pinia)`. */
  stateHolderTypes?: readonly Sourced<NamedType>[];
  /** Methods that give every request a member: its name, and the object. */
  requestDecorations?: readonly Sourced<KeepingMethods>[];
  /** Calls that keep a result under a key. */
  keyedCalls?: readonly Sourced<KeyedCall>[];
  /** Types of caches that are meant for one request; one for all hands one user's results to the next. */
  requestCacheTypes?: readonly Sourced<RequestCache>[];
  /** Methods that send what they are given to everybody who is connected. */
  broadcasts?: readonly Sourced<BroadcastMethods>[];
  /** Types of objects whose `clients` are everybody who is connected. */
  connectionHubTypes?: readonly Sourced<NamedType>[];
  /** Methods that put a store into the async context of whoever runs on, instead of one callback. */
  contextEntries?: readonly Sourced<NamedType>[];
  /** Methods that run a callback with a store of its own in the async context. */
  contextRuns?: readonly Sourced<NamedType>[];
  /** Types of objects of which a server has one, wherever a request finds it: applications. */
  onePerServerTypes?: readonly Sourced<NamedType>[];
  /** Methods that take the function of a command, which runs once in the life of the process. */
  commandHandlers?: readonly Sourced<KeepingMethods>[];
  /** Methods that keep what they are given in their object, where their names do not say so. */
  keepingMethods?: readonly Sourced<KeepingMethods>[];
  /** Types whose values all users may share although they are written: clients, pools, metrics. */
  processWideTypes?: readonly Sourced<NamedType>[];
}
