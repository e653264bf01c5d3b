import type { AnySchemaObject, ValidateFunction } from 'ajv';

import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { json } from '../../../../src/cli/report/formats/json.js';
import { agentServer, bare, finished, history, hostile, nothingChecked, rolledBack } from './report-data.js';

function schema(name: string): AnySchemaObject {
  return JSON.parse(readFileSync(new URL(`../../../../schemas/${name}.json`, import.meta.url), 'utf8')) as AnySchemaObject;
}

const reportSchema = schema('report');
const snapshotSchema = schema('snapshot');

function validator(wanted: AnySchemaObject): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.addSchema([reportSchema, snapshotSchema]).getSchema(wanted.$id ?? '') ?? ajv.compile(wanted);
}

const isReport = validator(reportSchema);
const isSnapshot = validator(snapshotSchema);

/** Every property that a schema names, with its description. */
function properties(part: unknown, path: string): { path: string; description: unknown }[] {
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    const own =
      key === 'properties'
        ? Object.entries(value as Record<string, AnySchemaObject>).map(([name, { $ref, description }]) => ({
            path: `${path}/${name}`,
            description: (description as unknown) ?? ($ref as unknown),
          }))
        : [];
    return [...own, ...properties(value, `${path}/${key}`)];
  });
}

describe('the report in JSON', () => {
  it.each(Object.entries({ agentServer, bare, finished, hostile, nothingChecked, rolledBack }))('is what the schema describes: %s', (_name, data) => {
    const written: unknown = JSON.parse(json(data));
    isReport(written);
    expect(isReport.errors ?? []).toEqual([]);
    expect(written).toEqual(JSON.parse(JSON.stringify(data)));
  });

  it.each([
    ['a property that it does not name', { more: true }],
    ['another version', { version: 2 }],
    ['a wrong number', { total: { ...agentServer.total, files: -1 } }],
    ['a snapshot of another form', { history: [{ version: 1 }] }],
    ['a finding that lacks its place', { findings: [{ ...agentServer.findings[0], place: undefined }] }],
  ])('has a schema that refuses %s', (_what, change) => {
    expect(isReport(JSON.parse(json({ ...agentServer, ...change } as typeof agentServer)))).toBe(false);
  });

  it('ends with a line end', () => {
    expect(json(bare)).toMatch(/\}\n$/u);
  });
});

describe('the schema of a snapshot', () => {
  it('describes the lines of a history', () => {
    for (const snapshot of history(5, 3)) {
      isSnapshot(JSON.parse(JSON.stringify(snapshot)));
      expect(isSnapshot.errors ?? []).toEqual([]);
    }
    expect(isSnapshot({ ...history(1, 0)[0], phase: null, commit: null, components: {} })).toBe(true);
    expect(isSnapshot({ ...history(1, 0)[0], phase: 4 })).toBe(false);
  });
});

it.each([reportSchema, snapshotSchema])('describes every property: $title', (described) => {
  const all = properties(described, '');
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter(({ description }) => typeof description !== 'string' || description === '')).toEqual([]);
});
