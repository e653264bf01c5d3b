import { requireDisableReason } from './require-disable-reason.js';

/** The rules, by name without the plugin's prefix. */
export const rules = {
  'require-disable-reason': requireDisableReason,
};
