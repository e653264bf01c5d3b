import type { TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import type { FileAnalysis } from '../../isolation/file-analysis.js';

import { pathFrom } from '../paths.js';

/** Where something stands: `line 10` in the explained file, `src/app.ts:10` in another. */
export function placeText(node: ts.Node | TSESTree.Node, { cwd, services, sourceCode }: FileAnalysis): string {
  if (!('kind' in node) || typeof node.kind !== 'number') {
    return `line ${node.loc.start.line}`;
  }
  const file = node.getSourceFile();
  const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const isHere = services.esTreeNodeToTSNodeMap.get(sourceCode.ast) === file;
  return isHere ? `line ${line}` : `${pathFrom(cwd, file.fileName)}:${line}`;
}
