import type { Framework } from '../frameworks/framework.js';
import type { UserContextSettings } from '../settings.js';
import type { Specifier } from '../specifier.js';
import type { FileAnalysis } from './file-analysis.js';

import { frameworks } from '../frameworks/index.js';
import { canBeIn } from '../specifier.js';
import { oncePerProgram } from './once.js';

/** The kinds of data that say more of a declaration than that it is known. */
type EntryKind =
  | 'broadcasts'
  | 'keepingMethods'
  | 'keyedCalls'
  | 'modelCalls'
  | 'readOnlyContextTypes'
  | 'requestCacheTypes'
  | 'requestDecorations'
  | 'stateWrites'
  | 'toolDefinitions';

/** An entry of one kind, built in or from the settings. */
export type KnownEntry<Kind extends EntryKind & keyof Framework> = NonNullable<UserContextSettings[Kind]>[number];

/**
 * The entries of one kind, built in and from the settings, that a program can have: what is declared by packages that it
 * does not have is left out.
 */
export function entriesOfKind<Kind extends EntryKind>(
  kind: Kind,
): (analysis: FileAnalysis) => readonly KnownEntry<Kind>[] {
  return oncePerProgram(({ program, settings }) => {
    const entries: readonly (KnownEntry<Kind> & { type: Specifier })[] = [
      ...frameworks.flatMap((framework) => framework[kind] ?? []),
      ...(settings[kind] ?? []),
    ];
    return entries.filter(({ type }) => canBeIn(type, program));
  });
}
