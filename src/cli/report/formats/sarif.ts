import type { Location, Log, Notification, ReportingDescriptor, Region, Result, Suppression } from 'sarif';

import type { Finding } from '../../findings/finding.js';
import type { UnjudgedFile } from '../../findings/linted-project.js';
import type { ReportData } from '../report-data.js';
import type { RuleFacts } from './rule-facts.js';

import { createHash } from 'node:crypto';

import { homepage } from '../../../package-facts.js';
import { ruleFacts } from './rule-facts.js';
import { rulePage } from './rule-page.js';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What relative addresses start from; whoever reads the file knows where that is. */
const repositoryRoot = '%SRCROOT%';

/** The version belongs to what the identity is made of: another recipe gets another name. */
const fingerprintName = 'userContextIdentity/v1';

function artifactLocation({ directory }: ReportData, file: string): { uri: string; uriBaseId: string } {
  const path = directory === '' ? file : `${directory}/${file}`;
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: repositoryRoot };
}

function describeRule(rule: RuleFacts): ReportingDescriptor {
  const { description, name, phase, url } = rule;
  return {
    // Without the plugin's key: in SARIF, what is before a slash is a rule of its own.
    id: name,
    name: name.replaceAll(/(?:^|-)(?<initial>[a-z])/gu, (_part, initial: string) => initial.toUpperCase()),
    shortDescription: { text: `${description}.` },
    fullDescription: { text: `${description}.` },
    help: { text: `${description}. See ${url}`, markdown: rulePage(rule) },
    helpUri: url,
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security', `phase-${phase}`] },
  };
}

/** The reported text, if the lines around it are all of it. */
function reportedText({ code, column, endColumn, endLine, line }: Finding): string | undefined {
  const lines = code.lines.slice(line - code.startLine, endLine - code.startLine + 1);
  if (line < code.startLine || lines.length < endLine - line + 1) {
    return undefined;
  }
  const last = lines.length - 1;
  return lines.map((text, index) => text.slice(index === 0 ? column - 1 : 0, index === last ? endColumn - 1 : undefined)).join('\n');
}

function contextRegion({ code }: Finding): Region | undefined {
  return code.lines.length === 0
    ? undefined
    : { startLine: code.startLine, endLine: code.startLine + code.lines.length - 1, snippet: { text: code.lines.join('\n') } };
}

function locate(data: ReportData, finding: Finding): Location {
  const { column, endColumn, endLine, file, line, symbol } = finding;
  const text = reportedText(finding);
  const around = contextRegion(finding);
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(data, file),
      region: { startLine: line, startColumn: column, endLine, endColumn, ...(text === undefined ? {} : { snippet: { text } }) },
      ...(around === undefined ? {} : { contextRegion: around }),
    },
    ...(symbol === '' ? {} : { logicalLocations: [{ fullyQualifiedName: symbol }] }),
  };
}

function suppressionsOf({ reason, status }: Finding): Suppression[] {
  switch (status) {
    case 'open':
      return [];
    case 'suppressed':
      return [{ kind: 'external' }];
    case 'accepted':
      return [{ kind: 'inSource', ...(reason === '' ? {} : { justification: reason }) }];
  }
}

/** One of these for each finding; findings of one file that are otherwise alike are told apart by their order. */
function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ file, place, rule, symbol }) => {
    const identity = createHash('sha256').update(JSON.stringify([rule, symbol, place])).digest('hex').slice(0, 32);
    const key = `${file} ${identity}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${identity}:${count}`;
  });
}

function describeFinding(data: ReportData, finding: Finding, fingerprint: string): Result {
  const { mark, message, rule, severity, sink, source } = finding;
  return {
    ruleId: rule,
    ruleIndex: ruleFacts.findIndex(({ name }) => name === rule),
    level: severity,
    message: { text: message },
    locations: [locate(data, finding)],
    partialFingerprints: { [fingerprintName]: fingerprint },
    // The standard wants this of each result as soon as one has it; an empty list says that nothing silences it.
    suppressions: suppressionsOf(finding),
    properties: { ...mark, source, sink },
  };
}

function describeUnjudged(data: ReportData, { file, line, message }: UnjudgedFile): Notification {
  return {
    level: 'error',
    message: { text: `No rule could look at this file, because it does not parse: ${message}` },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(data, file), region: { startLine: line } } }],
  };
}

/**
 * SARIF 2.1.0, for GitHub code scanning and whatever else reads it: all findings, those that are silenced marked as
 * suppressed; files that could not be judged are notifications of the tool.
 */
export function sarif(data: ReportData): string {
  const identities = fingerprints(data.findings);
  const log: Log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: data.plugin.name,
            semanticVersion: data.plugin.version,
            informationUri: homepage,
            rules: ruleFacts.map(describeRule),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: data.time,
            toolExecutionNotifications: data.unjudged.map((file) => describeUnjudged(data, file)),
          },
        ],
        originalUriBaseIds: { [repositoryRoot]: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: data.findings.map((finding, index) => describeFinding(data, finding, identities[index] ?? '')),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
