// Vitest runs this once before the tests in test/e2e that need the clients.

import { fileURLToPath } from 'node:url';

import { installLocked } from '../../../scripts/install-locked.mjs';

/** Installs the clients, unless they are there already. */
export default function installClients() {
  installLocked(fileURLToPath(new URL('.', import.meta.url)));
}
