import type { Explanation } from '../../src/cli/explain/explanation.js';
import type { PresetName } from '../../src/migration/phases.js';

/** What the page asks of the worker. */
export type Request =
  | { id: number; kind: 'lint'; code: string; preset: PresetName; settings: unknown }
  | { id: number; kind: 'explain'; line: number };

/** What the worker answers, with the request's id. */
export type Response =
  | { id: number; kind: 'linted'; linted: Linted }
  | { id: number; kind: 'explained'; explanations: readonly Explanation[] }
  | { id: number; kind: 'failed'; reason: string };

/** What is found in a text. */
export interface Linted {
  findings: readonly PageFinding[];
  /** By line: each place that something is written to, and each finding. */
  explanations: readonly ExplainedLine[];
  /** What the compiler says of the text. */
  errors: readonly { line: number; text: string }[];
}

export interface ExplainedLine {
  line: number;
  explanations: readonly Explanation[];
}

/** A finding as the page shows it. */
export interface PageFinding {
  /** Without the plugin's key; `undefined` where the text does not parse. */
  rule: string | undefined;
  message: string;
  severity: 'error' | 'warning';
  /** Counted from 1. */
  line: number;
  column: number;
  /** Offsets in the text. */
  from: number;
  to: number;
  corrections: readonly Correction[];
}

/** A fix, or a suggestion. */
export interface Correction {
  title: string;
  from: number;
  to: number;
  text: string;
}
