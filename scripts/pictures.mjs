// Makes the pictures of the README and the guides again, in headless Chromium: what ESLint prints for the example server, and
// the page of `report --format html`.
//
//   npm run pictures
//
// Chromium is expected at /usr/bin/chromium, or where CHROMIUM says.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { AnsiUp } from 'ansi_up';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../', import.meta.url));
const example = join(root, 'examples/agent-server');
const images = join(root, 'docs/images');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A file of the example with two findings, of different rules. */
const shownFile = 'src/execution/chat-assistant.ts';

/** Runs a script of this repository in the example and returns what it prints, with its colours. */
function printed(script, ...options) {
  const { error, stdout } = spawnSync(process.execPath, [join(root, script), ...options], {
    cwd: example,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined, COLUMNS: '100' },
  });
  if (error !== undefined) {
    throw error;
  }
  return stdout.replaceAll(`${example}/`, '');
}

/** A terminal in which a command has printed something. */
function terminal(command, output) {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 16px; background: transparent; display: inline-block; }
    pre { margin: 0; padding: 18px 22px; width: 104ch; border-radius: 10px; background: #1f2328; color: #e6edf3;
      font: 14px/1.5 'DejaVu Sans Mono', Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    .prompt { color: #7ee787; }
    .ansi-red-fg { color: #ff7b72; }
    .ansi-yellow-fg { color: #e3b341; }
  </style><pre><span class="prompt">$</span> ${command}\n${ansi.ansi_to_html(output.replace(/\n+$/u, '\n').replace(/^\n/u, ''))}</pre>`;
}

async function picture(browser, { colorScheme = 'light', deviceScaleFactor = 1, name, selector, url, viewport }) {
  const context = await browser.newContext({ colorScheme, deviceScaleFactor, reducedMotion: 'reduce', viewport });
  const page = await context.newPage();
  await page.goto(url);
  const path = join(images, `${name}.png`);
  await (selector === undefined ? page.screenshot({ path }) : page.locator(selector).screenshot({ path, omitBackground: true }));
  await context.close();
  console.log(`docs/images/${name}.png`);
}

if (!existsSync(executablePath)) {
  console.error(`there is no ${executablePath}: install the package "chromium", or say in CHROMIUM where it is`);
  process.exit(1);
}
const scratch = mkdtempSync(join(tmpdir(), 'user-context-pictures-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = (name, html) => {
    const path = join(scratch, name);
    writeFileSync(path, html);
    return pathToFileURL(path).href;
  };
  const desktop = { width: 1100, height: 900 };
  const report = join(scratch, 'report.html');
  printed('dist/cli/main.js', 'report', '--format', `html=${report}`);
  const url = page('page.html', readFileSync(report, 'utf8'));
  await picture(browser, { name: 'finding', deviceScaleFactor: 2, selector: 'body', viewport: desktop, url: page('finding.html', terminal(`npx eslint ${shownFile}`, printed('node_modules/eslint/bin/eslint.js', shownFile))) });
  await picture(browser, { name: 'report-components', selector: 'section[aria-labelledby=components]', viewport: desktop, url });
  await picture(browser, { name: 'report-light', viewport: desktop, url });
  await picture(browser, { name: 'report-dark', viewport: desktop, url, colorScheme: 'dark' });
  await picture(browser, { name: 'report-phone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, url });
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
