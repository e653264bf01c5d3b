import { readFileSync } from 'node:fs';

/**
 * The JSON schema of something that the commands read or write: those in the package's directory `schemas`, so that
 * others can validate with the same.
 */
export function schemaOf(name: 'baseline' | 'report' | 'snapshot'): object {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.json`, import.meta.url), 'utf8')) as object;
}
