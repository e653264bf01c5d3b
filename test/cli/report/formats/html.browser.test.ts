import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import type { ReportData } from '../../../../src/cli/report/report-data.js';

import axe from 'axe-core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { html } from '../../../../src/cli/report/formats/html.js';
import { desktop, launchChromium, phone } from '../../../browser.js';
import { agentServer, bare, finding, history, hostile, nothingChecked, reportData } from './report-data.js';

const components = ['agent-execution-core', 'tool-dispatcher', 'websocket-connection'];
const rules = ['no-shared-agent-state', 'require-user-context', 'no-unscoped-cache'];

/** More findings than are shown at once. */
const large: ReportData = reportData({
  components: Object.fromEntries(
    components.map((component, index) => [component, { phase: index === 2 ? 2 : 1, globs: [`src/${component}/**`], files: 250 }]),
  ),
  findings: Array.from({ length: 600 }, (_finding, index) =>
    finding({
      file: `src/${components[index % 3] ?? ''}/a-directory-with-a-long-name/${index}/tool-dispatcher.ts`,
      rule: rules[index % 3] ?? '',
      line: 31,
      status: index % 10 === 0 ? 'open' : 'suppressed',
      mark: { component: components[index % 3] ?? '', phase: index % 3 === 2 ? 2 : 1, state: 'enforced' },
      message: `\`user${index}\` is kept in \`aVeryLongNameWithoutAnyPlaceToBreakItWhichGoesOnAndOnAndOnUntilItIsWiderThanAPhone${index}\`.`,
    }),
  ),
  history: history(300, 600),
});

/** What no page may do: what it asked of the network, and what it said on the console. */
const troubles: string[] = [];

let browser: Browser;
let directory: string;

beforeAll(async () => {
  browser = await launchChromium();
  directory = await mkdtemp(join(tmpdir(), 'user-context-page-'));
});

afterEach(() => {
  expect(troubles.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await rm(directory, { recursive: true });
});

/** The page as a reader opens it, from a file; what it says on the console or asks of the network is a failure. */
async function open(data: ReportData, { address = '', ...options }: BrowserContextOptions & { address?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const file = join(directory, 'report.html');
  await writeFile(file, html(data));
  const url = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
      troubles.push(`asked for ${request.url()}`);
    }
  });
  page.on('console', (message) => troubles.push(`said ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`threw ${error.message}`));
  await page.goto(`${url}${address}`);
  return page;
}

async function isWiderThanItsWindow(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

async function openDetails(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
}

/** A control of the filters, by its name in the address. */
function control(page: Page, name: string): Locator {
  return page.locator(`#filters [name="${name}"]`);
}

async function shown(page: Page): Promise<string | null> {
  return page.locator('#count').textContent();
}

/** What the text of an element and what is behind it look like: a colour near white is light. */
async function lightness(page: Page): Promise<number> {
  return page.evaluate(`Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))`);
}

interface Violation {
  id: string;
  nodes: readonly { html: string }[];
}

/** What axe-core finds of WCAG 2.2, levels A and AA. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: Violation[] = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

describe('the filters', () => {
  it('show what is chosen, together, and say how much that is', async () => {
    const page = await open(large);
    expect(await shown(page)).toBe('Showing 600 of 600');
    expect(await page.locator('.finding').first().getAttribute('class')).toContain('is-open');
    await control(page, 'status').selectOption('open');
    expect(await shown(page)).toBe('Showing 60 of 600');
    await control(page, 'component').selectOption('tool-dispatcher');
    expect(await shown(page)).toBe('Showing 20 of 600');
    await control(page, 'rule').selectOption('no-unscoped-cache');
    expect(await shown(page)).toBe('Showing 0 of 600');
    expect(await page.getByText('Nothing matches these filters.').isVisible()).toBe(true);
    await page.locator('#nothing').getByRole('button', { name: 'Clear filters' }).click();
    expect(await shown(page)).toBe('Showing 600 of 600');
    expect(await control(page, 'status').inputValue()).toBe('');
    await control(page, 'phase').selectOption('2');
    expect(await shown(page)).toBe('Showing 200 of 600');
    await control(page, 'text').fill('USER599 dispatcher.ts');
    expect(await shown(page)).toBe('Showing 1 of 600');
    expect(await page.locator('.finding').count()).toBe(1);
    await page.getByRole('search').getByRole('button', { name: 'Clear filters' }).click();
    expect(await shown(page)).toBe('Showing 600 of 600');
    await control(page, 'severity').selectOption('error');
    expect(await shown(page)).toBe('Showing 600 of 600');
    await page.context().close();
  });

  it('are in the address, so that others see the same', async () => {
    const first = await open(large);
    await control(first, 'status').selectOption('open');
    await control(first, 'text').fill('user30 a+b');
    const hash: string = await first.evaluate('location.hash');
    await first.context().close();
    const second = await open(large, { address: hash });
    expect(await control(second, 'status').inputValue()).toBe('open');
    expect(await control(second, 'text').inputValue()).toBe('user30 a+b');
    expect(await shown(second)).toBe('Showing 0 of 600');
    await second.context().close();
  });

  it('leave out what there is no choice for', async () => {
    const page = await open(large, { address: '#component=renamed&status=open' });
    expect(await shown(page)).toBe('Showing 60 of 600');
    await page.context().close();
  });

  it('know what is in no component', async () => {
    const page = await open(agentServer);
    await control(page, 'phase').selectOption('none');
    expect(await shown(page)).toBe('Showing 1 of 5');
    expect(await page.locator('.finding').textContent()).toContain('because: the health check runs as nobody');
    await page.context().close();
  });

  it('are set by tiles, phases and rules, and the way back leads back', async () => {
    const page = await open(large);
    const tile = page.getByRole('link', { name: /^websocket-connection/u });
    await tile.click();
    expect(await shown(page)).toBe('Showing 200 of 600');
    expect(await control(page, 'component').inputValue()).toBe('websocket-connection');
    expect(await tile.getAttribute('aria-current')).toBe('true');
    await page.getByRole('link', { name: 'Phase 1' }).click();
    expect(await shown(page)).toBe('Showing 400 of 600');
    await page.locator('table').getByRole('link', { name: 'no-unscoped-cache' }).click();
    expect(await shown(page)).toBe('Showing 200 of 600');
    await page.goBack();
    await page.goBack();
    expect(await control(page, 'component').inputValue()).toBe('websocket-connection');
    expect(await tile.getAttribute('aria-current')).toBe('true');
    await page.context().close();
  });
});

describe('the findings', () => {
  it('have message, source and sink, and the reported code marked', async () => {
    const page = await open(agentServer);
    const first = page.locator('.finding').first();
    expect(await first.getByRole('heading').textContent()).toBe('src/dispatch/tool-dispatcher.ts:31:5');
    expect(await first.locator('.message code').allTextContents()).toEqual(['state', 'bindState', 'this.state', 'toolDispatcher']);
    expect(await first.locator('.flow').textContent()).toBe('from state of bindState to this.state');
    expect(await first.locator('mark').allTextContents()).toEqual(['this.state = state']);
    expect(await first.locator('.code-line').first().getAttribute('data-line')).toBe('29');
    expect(await first.getByRole('link', { name: 'no-shared-agent-state' }).getAttribute('href')).toMatch(/^https:.+\/no-shared-agent-state\.md$/u);
    const multiline = page.locator('.finding', { hasText: 'require-user-context' });
    expect(await multiline.locator('mark').allTextContents()).toEqual(['dispatch(name: string, input: unknown): Promise<unknown> {', 'return this.tool(name).execute(input);', '}']);
    await page.context().close();
  });

  it('come a screen at a time, all of them in the end', async () => {
    // Each screen has to be drawn before the next one comes, which takes seconds on a busy machine.
    const page = await open({ ...large, findings: large.findings.slice(0, 130) });
    const cards = page.locator('.finding');
    expect(await cards.count()).toBe(50);
    await page.getByRole('button', { name: 'Show 50 more of 80' }).dispatchEvent('click');
    expect(await cards.count()).toBe(100);
    await expect
      .poll(
        async () => {
          await page.evaluate('scrollTo(0, document.body.scrollHeight)');
          return cards.count();
        },
        { timeout: 30_000 },
      )
      .toBe(130);
    expect(await page.locator('#more').isVisible()).toBe(false);
    await page.context().close();
  });

  it('are text, whatever is in them', async () => {
    const page = await open(hostile);
    expect(await page.locator('.finding .place').textContent()).toContain('src/</script><script>alert(1)</script>/a|b`c,d:e%f.ts');
    expect(await page.locator('.finding mark').textContent()).toBe("</script><script>alert(1)</script>");
    expect(await page.locator('img, b, i').count()).toBe(0);
    await page.context().close();
  });
});

describe('the keyboard', () => {
  it('reaches the findings at once, and keeps the filters', async () => {
    const page = await open(large, { address: '#status=open' });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Go to the findings');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('findings');
    expect(await shown(page)).toBe('Showing 60 of 600');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.name')).toBe('text');
    await page.keyboard.type('user590');
    expect(await shown(page)).toBe('Showing 1 of 600');
    await page.context().close();
  });

  it('opens tiles, and shows where it is', async () => {
    const page = await open(large);
    const tile = page.getByRole('link', { name: /^tool-dispatcher/u });
    await page.getByRole('link', { name: /^agent-execution-core/u }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe(await tile.getAttribute('href'));
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    expect(await shown(page)).toBe('Showing 200 of 600');
    expect(await page.evaluate('document.activeElement.id')).toBe('findings');
    await page.context().close();
  });
});

describe('the picture over time', () => {
  it('is described, and has its numbers beside it', async () => {
    const page = await open(large);
    const picture = page.getByRole('img', { name: 'Findings over time' });
    expect(await picture.locator('desc').textContent()).toMatch(/^From 1,502 findings on 2025-10-03, .+, to 600 findings on 2026-07-30, 60 of them open\./u);
    const numbers = page.locator('details', { hasText: 'The numbers' });
    expect(await numbers.locator('table').isVisible()).toBe(false);
    await numbers.locator('summary').press('Enter');
    expect(await numbers.locator('tbody tr').count()).toBe(301);
    await page.context().close();
  });
});

describe.each([
  ['phone', phone],
  ['desktop', desktop],
])('on a %s', (_device, viewport) => {
  it('is no wider than the window, whatever is on it', async () => {
    for (const data of [agentServer, bare, hostile, large, nothingChecked]) {
      const page = await open(data, { viewport });
      await openDetails(page);
      expect(await isWiderThanItsWindow(page)).toBe(false);
      await page.context().close();
    }
  });

  it.each(['light', 'dark'] as const)('can be read and used by everybody, %s', async (colorScheme) => {
    const page = await open(agentServer, { colorScheme, viewport });
    await openDetails(page);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

it('is as light or dark as the system, until the reader says otherwise', async () => {
  const page = await open(agentServer, { colorScheme: 'dark' });
  expect(await lightness(page)).toBeLessThan(64);
  await page.getByRole('button', { name: 'Light colours' }).click();
  expect(await lightness(page)).toBeGreaterThan(192);
  await page.getByRole('button', { name: 'Dark colours' }).click();
  expect(await lightness(page)).toBeLessThan(64);
  await page.context().close();
  const light = await open(agentServer, { colorScheme: 'light' });
  expect(await lightness(light)).toBeGreaterThan(192);
  await light.emulateMedia({ colorScheme: 'dark' });
  expect(await lightness(light)).toBeLessThan(64);
  await light.context().close();
});

it('says what there is without its script', async () => {
  const page = await open(agentServer, { javaScriptEnabled: false });
  expect(await page.locator('noscript p').isVisible()).toBe(true);
  expect(await page.getByRole('link', { name: /^tool-dispatcher/u }).isVisible()).toBe(true);
  await page.context().close();
});

it('has a policy that keeps it from the network', async () => {
  const page = await open(agentServer);
  const refused = await page.evaluate(`new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
    fetch('https://example.org/').catch(() => {});
  })`);
  expect(refused).toBe('connect-src');
  const said = troubles.splice(0);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
  await page.context().close();
});
