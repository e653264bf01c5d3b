import type { Browser, Page } from 'playwright-core';
import type { ChildProcess } from 'node:child_process';

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { desktop, launchChromium, phone } from '../browser.js';

const site = fileURLToPath(new URL('../../site/', import.meta.url));
const built = join(site, '.vitepress/dist');

const leak = `let lastUser: string | undefined;

export function handle(request: { userId: string }): string {
  const before = lastUser ?? '';
  lastUser = request.userId;
  return before;
}
`;

/** What no page may do: what it failed to load, and what it said on the console. */
const troubles: string[] = [];

let browser: Browser;
let server: ChildProcess;
let address: string;

/** Serves what is built, and says under which address. */
async function serve(): Promise<string> {
  const vite = join(site, 'node_modules/vite/bin/vite.js');
  server = spawn(process.execPath, [vite, 'preview', '--outDir', built, '--host', '127.0.0.1', '--port', '0'], {
    cwd: site,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of server.stdout as AsyncIterable<Buffer>) {
    const [found] = /http:\/\/127\.0\.0\.1:\d+/u.exec(chunk.toString()) ?? [];
    if (found !== undefined) {
      return found;
    }
  }
  throw new Error('the built site is not served');
}

beforeAll(async () => {
  if (!existsSync(join(built, 'index.html'))) {
    throw new Error('the site is not built: npm run site');
  }
  browser = await launchChromium();
  address = await serve();
}, 60_000);

afterEach(() => {
  expect(troubles.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  server.kill();
  await once(server, 'exit');
});

async function open(path: string, viewport = desktop): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/favicon.ico')) {
      troubles.push(`${response.status()} ${response.url()}`);
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(?:blob|data):/u.test(request.url())) {
      troubles.push(`asked for ${request.url()}`);
    }
  });
  page.on('pageerror', (error) => troubles.push(`threw ${error.message}`));
  await page.goto(`${address}${path}`);
  return page;
}

/** The playground, once it has answered for the text that it shows. */
async function openPlayground(viewport = desktop): Promise<Page> {
  const page = await open('/playground.html', viewport);
  await answered(page);
  return page;
}

async function answered(page: Page): Promise<void> {
  await page.locator('.playground[data-state=ready] .summary').waitFor({ timeout: 60_000 });
}

/** Puts a text into the editor, as a reader pastes it. */
async function paste(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Code to look at' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function isWiderThanItsWindow(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

describe('the playground', { timeout: 120_000 }, () => {
  it('shows a leak, its three answers and its suggestion, which mends it', async () => {
    const page = await openPlayground();
    await paste(page, leak);
    const finding = page.locator('.findings li');
    await finding.filter({ hasText: 'lastUser' }).waitFor();
    expect(await finding.count()).toBe(1);
    expect(await finding.innerText()).toContain('request.userId of handle is kept in lastUser (module scope)');
    expect(await finding.getByRole('link').getAttribute('href')).toBe('/docs/rules/no-shared-agent-state.html');
    const slot = page.locator('.explanation', { hasText: 'lastUser is assigned in handle' });
    const answers = await slot.locator('dt, dd').allInnerTexts();
    expect(answers.filter((_text, index) => index % 2 === 0)).toEqual(['lifetime', 'owner', 'key', 'verdict']);
    expect(answers[1]).toContain('outlives the request');
    expect(answers[3]).toContain("one user's: the name userId says so");
    expect(answers[5]).toBe('none: one place for all who write it');

    await finding.getByRole('button', { name: 'Move lastUser into the only function that uses it' }).click();
    await page.getByText('Nothing is reported.').waitFor();
    expect(await page.locator('.cm-content').innerText()).toContain('export function handle(request: { userId: string }): string {\n  let lastUser: string | undefined;');
    await page.context().close();
  });

  it('knows the packages of the examples, and says of another that it has no types', async () => {
    const page = await openPlayground();
    await page.getByLabel('Example').selectOption({ label: 'An LRU cache' });
    await page.locator('.findings', { hasText: 'no-unscoped-cache' }).waitFor();
    expect(await page.getByText('TypeScript says').count()).toBe(0);
    await paste(page, "import { ask } from 'another-sdk';\n\nexport const answer = (question: string): unknown => ask(question);\n");
    await page.getByText('Nothing is reported.').waitFor();
    await page.getByText('TypeScript says (1)').click();
    expect(await page.locator('details', { hasText: 'TypeScript says' }).innerText()).toContain("line 1: Cannot find module 'another-sdk'");
    await page.context().close();
  });

  it('says what is wrong with the settings, and goes on when they are right', async () => {
    const page = await openPlayground();
    await page.getByText("settings['user-context']").click();
    const settings = page.getByRole('textbox', { name: "settings['user-context'], as JSON" });
    await settings.fill('{ "contextType": [] }');
    await page.getByRole('alert').getByText('unknown key "contextType"').waitFor();
    await settings.fill('{');
    await page.getByRole('alert').getByText('The settings are no JSON.').waitFor();
    await settings.fill('{}');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    expect(await page.locator('.findings li').count()).toBe(1);
    await page.context().close();
  });

  it('opens what a link says, with its preset, and shows a text that does not parse as one', async () => {
    const shared = await open(`/playground.html#${new URLSearchParams({ preset: 'strict', code: 'export function (' }).toString()}`);
    await answered(shared);
    expect(await shared.getByLabel('Preset').inputValue()).toBe('strict');
    expect(await shared.locator('.findings').innerText()).toContain('Parsing error');
    await shared.context().close();
  });

  it('can be used on a phone', async () => {
    const page = await openPlayground(phone);
    expect(await isWiderThanItsWindow(page)).toBe(false);
    await page.locator('.findings li').first().scrollIntoViewIfNeeded();
    expect(await page.locator('.findings li').first().isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('the pages', { timeout: 120_000 }, () => {
  const pages = [
    '/',
    '/CONTRIBUTING.html',
    ...readdirSync(join(built, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.html'))
      .map((file) => `/docs/${file.replaceAll('\\', '/')}`),
  ];

  it.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('fit on %s', async (_name, viewport) => {
    const tooWide: string[] = [];
    const page = await open('/', viewport);
    for (const path of pages) {
      await page.goto(`${address}${path}`, { waitUntil: 'domcontentloaded' });
      if (await isWiderThanItsWindow(page)) {
        tooWide.push(path);
      }
    }
    await page.context().close();
    expect(tooWide).toEqual([]);
    expect(pages.length).toBeGreaterThan(30);
  });

  it('are found by what they say', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: /^Search/u }).click();
    await page.locator('.search-input').fill('rollback');
    const results = page.locator('.results .result');
    await results.first().waitFor();
    expect(await results.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('Rolling back one component')]));
    await page.context().close();
  });

  it('lead into the repository where a file is no page', async () => {
    const page = await open('/CONTRIBUTING.html');
    const link = page.getByRole('link', { name: 'test/corpus', exact: true });
    expect(await link.getAttribute('href')).toBe(
      'https://github.com/eslint-plugin-user-context/eslint-plugin-user-context/blob/main/test/corpus/README.md',
    );
    await page.context().close();
  });
});
