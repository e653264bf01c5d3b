import type { ContextPosition, LegacyType, ToolCall } from '../settings.js';
import type { Specifier } from '../specifier.js';

/** A fact about a library, with the place where it can be checked. */
export type Sourced<Fact> = Fact & {
  /** The package and version whose declarations say so, or a public document; and what needs the entry. */
  source: string;
};

/** A declaration that a library calls by a name that the analyses must know. */
export interface NamedType {
  type: Specifier;
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
  contextTypes?: readonly Sourced<NamedType>[];
  /** Contexts that nobody is to write after they were handed out; the library has no API by which its users change them. */
  readOnlyContextTypes?: readonly Sourced<ReadOnlyType>[];
  /** Functions that return the context or the identity of the current caller. */
  contextProviders?: readonly Sourced<NamedType>[];
  /** Calls that run a tool or an agent. */
  toolCalls?: readonly Sourced<KnownToolCall>[];
  /** Types whose values are one user's: requests, sessions, connections, message histories. */
  userOwnedTypes?: readonly Sourced<NamedType>[];
  /** Decorators of parameters that are filled from the request. */
  requestDecorators?: readonly Sourced<NamedType>[];
  /** Decorators of classes of which a container makes one instance for all requests, unless told otherwise. */
  singletonDecorators?: readonly Sourced<NamedType>[];
  /** Types of which each user, conversation or connection needs a value of one's own, whatever is done with it. */
  onePerUserTypes?: readonly Sourced<NamedType>[];
  /** Types of servers to which one client is connected at a time; one for all is wrong when many clients come. */
  onePerConnectionTypes?: readonly Sourced<NamedType>[];
  /** Types of transports over which many clients come. */
  transportsForMany?: readonly Sourced<NamedType>[];
  /** Types whose values all users may share although they are written: clients, pools, metrics. */
  processWideTypes?: readonly Sourced<NamedType>[];
}
