/** The events that are counted. */
export type CounterName =
  | 'runs_started'
  | 'runs_completed'
  | 'runs_failed'
  | 'tool_calls'
  | 'websocket_connections';

const counters = new Map<CounterName, number>();

/** Adds one to a counter. */
export function countEvent(name: CounterName): void {
  counters.set(name, (counters.get(name) ?? 0) + 1);
}

/** All counters since the process started. */
export function readCounters(): Record<string, number> {
  return Object.fromEntries(counters);
}
