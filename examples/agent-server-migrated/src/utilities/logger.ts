import { getConfiguration } from './configuration.js';

const SEVERITIES = { info: 1, warning: 2, silent: 3 } as const;

function write(
  level: 'info' | 'warning',
  event: string,
  details: Record<string, unknown>,
): void {
  if (SEVERITIES[level] < SEVERITIES[getConfiguration().logLevel]) {
    return;
  }
  const time = new Date().toISOString();
  process.stderr.write(
    `${JSON.stringify({ time, level, event, ...details })}\n`,
  );
}

/** Writes one JSON line per event to the standard error stream. */
export const logger = {
  info(event: string, details: Record<string, unknown> = {}): void {
    write('info', event, details);
  },
  warning(event: string, details: Record<string, unknown> = {}): void {
    write('warning', event, details);
  },
};
