import type { Answer } from './explanation.js';
import type { Finding } from './finding.js';

/** What ESLint reports, or why it reports nothing. */
export function verdict(findings: readonly Finding[], silence: string): Answer {
  const text = findings.length === 0 ? `not reported: ${silence}` : findings.map(describeFinding).join('\n');
  return { question: 'verdict', text };
}

/** A finding as a sentence: by which rule, whether it counts, and what it says. */
export function describeFinding({ message, rule, severity, suppressedBy }: Finding): string {
  if (severity === 'off') {
    return `not reported: ${rule} is off for this file; turned on, it says: ${message}`;
  }
  const [reason] = suppressedBy;
  if (reason !== undefined) {
    const why = reason === '' ? 'that gives no reason' : `that gives the reason "${reason}"`;
    return `suppressed by a directive ${why}; ${rule} says: ${message}`;
  }
  return `reported as ${severity === 'error' ? 'an error' : 'a warning'} by ${rule}: ${message}`;
}
