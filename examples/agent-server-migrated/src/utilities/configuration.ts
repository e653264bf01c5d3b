import { z } from 'zod';

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).default(3000),
  LOG_LEVEL: z.enum(['info', 'warning', 'silent']).default('info'),
  DATA_DIRECTORY: z.string().optional(),
  RUNS_PER_MINUTE: z.coerce.number().int().positive().default(60),
});

/** Settings of the process, read from the environment. */
export interface Configuration {
  readonly port: number;
  readonly logLevel: 'info' | 'warning' | 'silent';
  readonly dataDirectory: string | undefined;
  readonly runsPerMinute: number;
}

let configuration: Configuration | undefined;

/** The settings; the environment is read at the first call only. */
export function getConfiguration(): Configuration {
  configuration ??= readConfiguration();
  return configuration;
}

function readConfiguration(): Configuration {
  const environment = environmentSchema.parse(process.env);
  return Object.freeze({
    port: environment.PORT,
    logLevel: environment.LOG_LEVEL,
    dataDirectory: environment.DATA_DIRECTORY,
    runsPerMinute: environment.RUNS_PER_MINUTE,
  });
}
