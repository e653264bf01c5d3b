import type { TSESTree } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';
import type { FunctionNode } from './syntax.js';

import { runsInBrowserOnly } from './browser.js';
import { runsAtStartUp } from './start-up.js';

/** Why no two users can meet at a place: it runs while the program starts only, or in a browser only. */
export type Unserved = 'browser' | 'start-up';

/**
 * Why no two users can meet at a place.
 *
 * @param around The function that the place runs in.
 * @returns `undefined` where they can.
 */
export function unservedBecause(
  place: TSESTree.Node,
  around: FunctionNode,
  { sourceCode }: FileAnalysis,
): Unserved | undefined {
  if (runsAtStartUp(around, sourceCode)) {
    return 'start-up';
  }
  return runsInBrowserOnly(place, sourceCode) ? 'browser' : undefined;
}
