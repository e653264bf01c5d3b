import { describe, expect, it } from 'vitest';

import { markdown } from '../../../../src/cli/report/formats/markdown.js';
import { agentServer, bare, finding, finished, hostile, nothingChecked, reportData, rolledBack } from './report-data.js';

/** What GitHub takes for a comment. */
const longestComment = 65_536;

const rows = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('|'));

/** The cells of a row, as GitHub splits it: at every bar that no backslash stands before. */
const cellsOf = (row: string): string[] => row.slice(1, -1).split(/(?<!\\)\|/u);

describe('the report in Markdown', () => {
  it('is for a pull request', async () => {
    await expect(markdown(agentServer)).toMatchFileSnapshot('snapshots/report.md');
  });

  it('escapes what would be markup, and notifies nobody', async () => {
    const text = markdown(hostile);
    const [header, , ...others] = rows(text);
    const components = others.filter((row) => row.includes('src/') || row.includes('empty') || row.includes('team'));
    expect(components.map((row) => cellsOf(row).length)).toEqual(components.map(() => cellsOf(header ?? '').length));
    expect(text).not.toMatch(/<b>bold|<i>`|<script>(?!.*`)/u);
    expect(text.replaceAll(/`+[^`]*`+/gu, '')).not.toMatch(/@(?:everyone|org|team)/u);
    await expect(text).toMatchFileSnapshot('snapshots/hostile.md');
  });

  it('calls nothing done that is rolled back or was not looked at', () => {
    expect(rows(markdown(rolledBack)).filter((row) => row.includes('done'))).toEqual([]);
    expect(markdown(rolledBack)).toContain('2 components are rolled back.');
    expect(rows(markdown(finished)).filter((row) => row.includes('done'))).toHaveLength(2);
    expect(markdown(nothingChecked)).toContain('No file was checked');
  });

  it('leaves out what there is not', () => {
    expect(markdown(bare)).not.toMatch(/<details>|Phase|In no component|Rule/u);
  });

  it('is cut where GitHub would refuse it, and says by how much', () => {
    const findings = Array.from({ length: 1000 }, (_finding, index) => finding({ line: index + 1, endLine: index + 1 }));
    const text = markdown(reportData({ filesElsewhere: 3, findings }));
    const shown = text.match(/^- `src\/dispatch/gmu)?.length ?? 0;
    expect(text.length).toBeLessThan(longestComment);
    expect(text.length).toBeGreaterThan(longestComment * 0.9);
    expect(text).toContain(`Left out, because the page would be too long for GitHub: ${1000 - shown} of 1,000 open findings.`);
    expect(text.match(/<details>/gu)).toHaveLength(text.match(/<\/details>/gu)?.length ?? 0);
  });

  it('has room for findings, whatever else there is', () => {
    const many = <Item>(item: (index: number) => Item): Item[] => Array.from({ length: 3000 }, (_item, index) => item(index));
    const text = markdown(
      reportData({
        components: Object.fromEntries(many((index) => [`component-${index}`, { phase: 1, globs: [`src/${index}/**`], files: index % 2, owners: ['@agents/core'] }])),
        filesElsewhere: 3,
        findings: many((index) => finding({ line: index + 1 })),
        overlaps: many((index) => ({ file: `src/${index}.ts`, components: ['component-1', 'component-2'], belongsTo: 'component-1' })),
        unjudged: many((index) => ({ file: `src/${index}.ts`, line: 1, message: 'Parsing error' })),
      }),
    );
    expect(text.length).toBeLessThan(longestComment);
    expect(text.match(/^Left out/gmu)).toHaveLength(5);
    expect(text).toMatch(/^- `src\/dispatch/mu);
  });
});
