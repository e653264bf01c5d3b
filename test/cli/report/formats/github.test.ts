import { describe, expect, it } from 'vitest';

import { github } from '../../../../src/cli/report/formats/github.js';
import { agentServer, bare, finding, hostile, nothingChecked, reportData } from './report-data.js';

function commands(text: string): string[] {
  return text.trimEnd().split('\n');
}

/** What the runner of GitHub Actions reads from a line, as its documentation describes it. */
function read(line: string): { kind: string; properties: Record<string, string>; message: string } {
  const { kind = '', message = '', properties = '' } = /^::(?<kind>\w+) (?<properties>.*?)::(?<message>.*)$/u.exec(line)?.groups ?? {};
  const unescaped = (text: string): string =>
    text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const pairs = properties.split(',').map((property) => {
    const [name = '', ...value] = property.split('=');
    return [name, unescaped(value.join('='))];
  });
  return { kind, properties: Object.fromEntries(pairs) as Record<string, string>, message: unescaped(message) };
}

const readFirst = (text: string): ReturnType<typeof read> => read(commands(text)[0] ?? '');

describe('annotations', () => {
  it('are errors where findings are open, and warnings where the component is not enforced', async () => {
    await expect(github(agentServer)).toMatchFileSnapshot('snapshots/github.txt');
    expect(commands(github(agentServer)).map((line) => line.split(' ')[0])).toEqual(['::error', '::error', '::warning', '::warning', '::notice']);
  });

  it('survive what the runner reads as its own', () => {
    const text = github(hostile);
    expect(commands(text)).toHaveLength(3);
    const [unjudged, open] = commands(text).map(read);
    expect(unjudged?.properties).toEqual({ file: 'src/%0A::error::.ts', line: '1', title: 'user-context: not judged' });
    expect(open?.properties.file).toBe(hostile.findings[0]?.file);
    expect(open?.message).toBe(hostile.findings[0]?.message);
  });

  it('name files from the root of the repository', () => {
    const text = github({ ...reportData({ filesElsewhere: 1, findings: [finding()] }), directory: 'packages/server' });
    expect(readFirst(text).properties.file).toBe('packages/server/src/dispatch/tool-dispatcher.ts');
  });

  it('have columns only within a line', () => {
    const text = github(reportData({ filesElsewhere: 1, findings: [finding({ endLine: 40 })] }));
    expect(Object.keys(readFirst(text).properties)).toEqual(['file', 'line', 'endLine', 'title']);
  });

  it('say that GitHub leaves some out', () => {
    const many = (count: number): string => github(reportData({ filesElsewhere: 20, findings: Array.from({ length: count }, (_finding, index) => finding({ line: index + 1 })) }));
    expect(many(10)).not.toContain('GitHub shows');
    expect(commands(many(11)).at(-1)).toContain('GitHub shows at most 10 errors and 10 warnings of a step; this one has 11 errors and 0 warnings, and its log has them all.');
  });

  it('sum up where there is nothing', () => {
    expect(github(bare)).toBe('::notice title=user-context::No findings; 3 of 3 files are clean (100%25).\n');
    expect(github(nothingChecked)).toBe('::notice title=user-context::No file was checked: no rule of this plugin is on for any file.\n');
  });
});
