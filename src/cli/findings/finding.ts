import type { MigrationMark } from '../../settings.js';

/**
 * What became of a finding.
 *
 * - `open`: ESLint reports it
 * - `suppressed`: ESLint's bulk suppressions (`eslint-suppressions.json`) cover it
 * - `accepted`: a directive in the text silences it
 */
export type FindingStatus = 'accepted' | 'open' | 'suppressed';

/** What stays the same when lines move: which rule, in which declaration, about which piece of code. */
export interface FindingIdentity {
  /** Without the plugin's key. */
  rule: string;
  /** The declarations around it, outermost first: `ToolDispatcher > bindState`. Empty at the top level of a module. */
  symbol: string;
  /** The code that is reported, without its layout and comments: `this.state = state`. */
  place: string;
}

/** A report of one of our rules on one file. */
export interface Finding extends FindingIdentity {
  /** Relative to the directory of the command, with forward slashes. */
  file: string;
  /** One-based, as are the columns; the end is exclusive. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  message: string;
  severity: 'error' | 'warning';
  status: FindingStatus;
  /** The reason that a directive gives; empty where it gives none, and for what no directive silences. */
  reason: string;
  /** What is handed on, and where it ends up, in the words of the message; `undefined` where the message names none. */
  source: string | undefined;
  sink: string | undefined;
  /** The component that the file belongs to; `undefined` where it belongs to none. */
  mark: MigrationMark | undefined;
  /** The code around it: whole lines. */
  code: { startLine: number; lines: readonly string[] };
}
