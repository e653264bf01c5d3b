import type { ToolCall } from '../settings.js';
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

/**
 * What one library, or a family of libraries, calls the things that the analyses ask about. Data only: a fact about a
 * library is written down in one place, and users add the same in `settings['user-context']`.
 */
export interface Framework {
  /** What the messages and the docs call it. */
  name: string;
  /** Types that carry one user's context. */
  contextTypes?: readonly Sourced<NamedType>[];
  /** Functions that return the context or the identity of the current caller. */
  contextProviders?: readonly Sourced<NamedType>[];
  /** Calls that run a tool or an agent. */
  toolCalls?: readonly Sourced<ToolCall>[];
  /** Types whose values are one user's: requests, sessions, connections, message histories. */
  userOwnedTypes?: readonly Sourced<NamedType>[];
  /** Types whose values all users may share although they are written: clients, pools, metrics. */
  processWideTypes?: readonly Sourced<NamedType>[];
}
