import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';

import { terminal } from '../../../../src/cli/report/formats/terminal.js';
import { agentServer, bare, finding, finished, hostile, nothingChecked, reportData, rolledBack } from './report-data.js';

const green = '\u{1B}[32m';
const red = '\u{1B}[31m';

function lines(text: string): string[] {
  return text.split('\n');
}

describe('the report on a terminal', () => {
  it.each([80, 140])('is a table at %i columns', async (columns) => {
    const text = terminal(agentServer, { columns, color: false });
    const widest = Math.max(...lines(text).map(({ length }) => length));
    expect(widest).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`snapshots/terminal.${columns}.txt`);
  });

  it('has colours only where they are shown', () => {
    const colored = terminal(agentServer, { columns: 100, color: true });
    expect(colored).toContain(red);
    expect(stripVTControlCharacters(colored)).toBe(terminal(agentServer, { columns: 100, color: false }));
    expect(terminal(agentServer)).not.toContain('\u{1B}');
  });

  it('is green where all is done, and never where it is rolled back', () => {
    expect(terminal(finished, { columns: 80, color: true })).toContain(`${green}done`);
    const text = terminal(rolledBack, { columns: 80, color: true });
    expect(text).not.toContain(green);
    expect(text).toMatch(/100%/u);
    expect(text.match(/rolled back/gu)).toHaveLength(5);
    expect(text).toContain('2 components are rolled back.');
  });

  it('says what no number says', () => {
    const text = terminal(agentServer, { columns: 120, color: false });
    expect(text).toContain('utilities: its globs match no file, so nothing of it is checked: `src/utilities/**`, `src/helpers/**`');
    expect(text).toContain("tests: it is not linted yet, because `upcoming` of `migration()` is 'off'.");
    expect(text).toContain('src/dispatch/hub.test.ts: tool-dispatcher, tests; it counts for tests');
    expect(text).toContain("src/execution/draft.ts:7  Parsing error: ')' expected.");
  });

  it('without components has the whole alone', () => {
    const text = terminal(bare);
    expect(text).not.toContain('In no component');
    expect(text).toContain('No findings; 3 of 3 files are clean (100%).');
  });

  it('does not pass off nothing as clean', () => {
    const text = terminal(nothingChecked);
    expect(text).toContain('No file was checked: no rule of this plugin is on for any file.');
    expect(text).not.toMatch(/clean \(/u);
    expect(text).not.toContain('100%');
  });

  it('cuts long lists and says by how much', () => {
    const findings = Array.from({ length: 30 }, (_finding, index) => finding({ file: `src/dispatch/tool-${index}.ts` }));
    const unjudged = Array.from({ length: 12 }, (_file, index) => ({ file: `src/draft-${index}.ts`, line: 1, message: 'Parsing error' }));
    const text = terminal(reportData({ filesElsewhere: 40, findings, unjudged }));
    expect(text).toContain('and 20 more files');
    expect(text).toContain('and 2 more');
    expect(text).toContain('src/draft-9.ts:1');
    expect(text).not.toContain('src/draft-10.ts');
  });

  it('shortens names in the middle', () => {
    const name = 'agent-execution-core-with-everything-that-the-supervisor-needs';
    const text = terminal(reportData({ components: { [name]: { phase: 1, globs: ['src/**'], files: 3 } } }));
    expect(text).toMatch(/ {2}agent-exec.*….*needs +done/u);
  });

  it('keeps each thing that is said on one line', () => {
    expect(lines(terminal(hostile)).filter((line) => line.startsWith('::'))).toEqual([]);
  });
});
