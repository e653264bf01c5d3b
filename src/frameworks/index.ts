import type { Framework } from './framework.js';

/** All built-in data, one file for each ecosystem. */
export const frameworks: readonly Framework[] = [];
