import type { TSESLint } from '@typescript-eslint/utils';

import type { Lifetime } from './lifetime.js';
import type { Ownership } from './owner.js';
import type { SharedSlot } from './slot.js';

import { functionName } from './syntax.js';

const places: Record<Lifetime, string> = {
  global: 'global object',
  module: 'module scope',
  request: 'request',
  'shared-instance': 'field of a shared object',
  static: 'static field',
  unknown: 'unknown place',
};

const longestSource = 40;

/** What messages call a value: the expression that brings it in, and the function whose parameter it comes from. */
export function describeSource(ownership: Ownership, sourceCode: TSESLint.SourceCode): string {
  const text = sourceCode.getText(ownership.node).replaceAll(/\s+/gu, ' ');
  const short = text.length > longestSource ? `${text.slice(0, longestSource - 1)}…` : text;
  const name = ownership.function === undefined ? undefined : functionName(ownership.function);
  return name === undefined ? `\`${short}\`` : `\`${short}\` of \`${name}\``;
}

/** What messages call a slot: its name, and where it lives. */
export function describeSlot({ name, storage }: SharedSlot): string {
  return `\`${name}\` (${places[storage.lifetime]})`;
}
