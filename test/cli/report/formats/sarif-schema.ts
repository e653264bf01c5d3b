import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The schema of SARIF 2.1.0 as OASIS made it a standard. The package that has it is a collection of matchers for another
 * test runner, of which nothing else is used: no npm package has the schema alone.
 */
const schemaFile = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

// One of the schema's patterns is none by the rules for Unicode.
const ajv = new Ajv04.default({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isLog = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);

/** What is wrong with a SARIF log by the schema; empty where nothing is. */
export function sarifErrors(log: unknown): string[] {
  return isLog(log) ? [] : (isLog.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}
