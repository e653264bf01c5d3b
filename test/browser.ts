import type { Browser } from 'playwright-core';

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Widths at which pages are looked at. */
export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 900 };

/**
 * Starts Chromium without anything that asks the network.
 *
 * @throws {Error} where it is not installed.
 */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`pages are tested in Chromium, and there is no ${executablePath}: install the package "chromium"`);
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
