import type { PageData } from '../../../../src/cli/report/formats/html/page-data.js';

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { html } from '../../../../src/cli/report/formats/html.js';
import { agentServer, bare, finding, hostile, reportData, rolledBack } from './report-data.js';

/** The page without what is the same in all: style, script and the findings for it. */
function written(page: string): string {
  return page
    .replaceAll(/(?<begin><style>|<script type="[^"]+"[^>]*>).*?(?<end><\/style>|<\/script>)/gsu, '$<begin>…$<end>')
    .replaceAll(/sha256-[^&]+/gu, 'sha256-…');
}

function dataOf(page: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">(?<data>.*?)<\/script>/su.exec(page)?.groups?.data ?? '') as PageData;
}

describe('the page', () => {
  it('has phases, components, history and lists without its script', async () => {
    await expect(written(html(agentServer))).toMatchFileSnapshot('snapshots/page.html');
  });

  it('lets only its own style and script run, and nothing be loaded', () => {
    const page = html(agentServer);
    const policy = /http-equiv="Content-Security-Policy" content="(?<policy>[^"]+)"/u.exec(page)?.groups?.policy ?? '';
    const digestOf = (text = ''): string => `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`;
    expect(policy).toContain('default-src &#39;none&#39;');
    expect(policy).toContain(`style-src ${digestOf(/<style>(?<text>.*?)<\/style>/su.exec(page)?.groups?.text)}`);
    expect(policy).toContain(`script-src ${digestOf(/<script type="module">(?<text>.*?)<\/script>/su.exec(page)?.groups?.text)}`);
    expect(page).not.toMatch(/\ssrc=|<link(?! rel="icon" href="data:,")|@import|url\(|\sstyle="|\son\w+="/u);
  });

  it('keeps what is text from being anything else', () => {
    const page = html(hostile);
    expect(page.match(/<script/gu)).toHaveLength(2);
    expect(page.match(/<\/script>/gu)).toHaveLength(2);
    expect(page).not.toMatch(/<b>bold|<i>|<img/u);
    const [first] = dataOf(page).findings;
    expect(first?.message.join('')).toBe(hostile.findings[0]?.message.replace('``code ` | </script><b>``', 'code ` | </script><b>'));
    expect(first?.file).toBe(hostile.findings[0]?.file);
  });

  it('hands open findings to its script first', () => {
    expect(dataOf(html(agentServer)).findings.map(({ status }) => status)).toEqual(['open', 'open', 'open', 'suppressed', 'accepted']);
  });

  it('calls nothing done that is rolled back', () => {
    expect(written(html(rolledBack))).not.toContain('is-done');
    expect(written(html(rolledBack))).toContain('is-rolled-back');
  });

  it('leaves out what there is not', () => {
    const page = written(html(bare));
    expect(page).not.toMatch(/id="(?:by-rule|components|unjudged|filters)"|in the globs of several components/u);
    expect(page).toContain('There are none.');
    expect(page).toContain('There is no earlier state of the code to compare with yet');
  });

  it('has no line for a state of the code that is in the history already', () => {
    const [last] = agentServer.history.slice(-1);
    const page = written(html({ ...agentServer, history: last === undefined ? [] : [{ ...last, time: agentServer.time }] }));
    expect(page).toContain('There is no earlier state of the code to compare with yet');
  });

  it('turns prose and code by turns', () => {
    const messageOf = (message: string): readonly string[] | undefined =>
      dataOf(html(reportData({ filesElsewhere: 1, findings: [finding({ message })] }))).findings[0]?.message;
    expect(messageOf('`a` of `b` is')).toEqual(['', 'a', ' of ', 'b', ' is']);
    expect(messageOf('`a` ``b``')).toEqual(['', 'a', ' ', 'b']);
    expect(messageOf('plain')).toEqual(['plain']);
  });
});
