import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';

import { literalText, memberChain, unwrap } from './syntax.js';
import { isCredentialName, isIdentityName, wordsOf } from './vocabulary.js';

/** Words by which the name of an id says that it is the program's own, or of one message: `clientId`, `requestId`. */
const impersonalOwners: ReadonlySet<string> = new Set(['bot', 'client', 'connection', 'request', 'service', 'socket', 'system']);

/** Last words of what is shown to people and separates nobody. */
const shown: ReadonlySet<string> = new Set(['email', 'label', 'name', 'nickname', 'title', 'username']);

/** Whether a name says an identity that data is kept or looked up under: `userId`, `thread_id`, `sessionKey`, `tenant`. */
export function isLookupIdentityName(name: string, { settings }: FileAnalysis): boolean {
  if (settings.identityNames?.includes(name) === true) {
    return true;
  }
  const words = wordsOf(name);
  return (
    isIdentityName(name) &&
    !isCredentialName(name) &&
    !shown.has(words.at(-1) ?? '') &&
    !words.some((word) => impersonalOwners.has(word))
  );
}

/** The name that says which identity an expression reads: `userId` of `request.userId`, `x-user-id` of `headers.get('x-user-id')`. */
export function identityRead(expression: TSESTree.Node, analysis: FileAnalysis): string | undefined {
  const node = unwrap(expression);
  if (node.type === AST_NODE_TYPES.CallExpression) {
    const [argument] = node.arguments;
    const text = argument === undefined ? undefined : literalText(argument);
    return text !== undefined && isLookupIdentityName(text, analysis) ? text : undefined;
  }
  if (node.type === AST_NODE_TYPES.Identifier) {
    return isLookupIdentityName(node.name, analysis) ? node.name : undefined;
  }
  if (node.type !== AST_NODE_TYPES.MemberExpression) {
    return undefined;
  }
  const names = memberChain(node).steps.map((step) => step.name ?? '');
  const last = names.at(-1) ?? '';
  const before = names.at(-2) ?? nameOfRoot(node) ?? '';
  if (isLookupIdentityName(last, analysis)) {
    return last;
  }
  // `user.id` is the user's.
  return wordsOf(last).join() === 'id' && isLookupIdentityName(`${before}Id`, analysis) ? `${before}.${last}` : undefined;
}

function nameOfRoot(node: TSESTree.Node): string | undefined {
  const { root } = memberChain(node);
  return root.type === AST_NODE_TYPES.Identifier ? root.name : undefined;
}
