import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';

import { keyText, literalText, memberChain, propertyName, unwrap, wrapped } from './syntax.js';
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

/** Words that name, by themselves, the identity under which conversations and groups are kept apart. */
const separators: ReadonlySet<string> = new Set([
  'account',
  'chat',
  'conversation',
  'customer',
  'member',
  'org',
  'organisation',
  'organization',
  'session',
  'tenant',
  'thread',
  'user',
  'workspace',
]);

/** Texts that stand for nobody in particular. */
const placeholders: ReadonlySet<string> = new Set([
  'anon',
  'anonymous',
  'common',
  'default',
  'demo',
  'global',
  'guest',
  'local',
  'main',
  'nobody',
  'public',
  'shared',
  'test',
  'unknown',
]);

/** Whether a text stands for nobody in particular: `default`, `anonymous-user`. */
export function isPlaceholder(text: string): boolean {
  return wordsOf(text).some((word) => placeholders.has(word));
}

/** What makes one text of a value and takes nothing out of it. */
const textMethods: ReadonlySet<string> = new Set(['normalize', 'toLowerCase', 'toString', 'toUpperCase', 'trim']);

/**
 * The name that says which identity an expression reads: `userId` of `request.userId`, `x-user-id` of
 * `headers.get('x-user-id')`.
 *
 * @param isReplaced A text that stands for nobody takes its place where it is missing: then `thread` says enough, too.
 */
export function identityRead(expression: TSESTree.Node, analysis: FileAnalysis, isReplaced = false): string | undefined {
  const node = unwrap(expression);
  const says = (name: string): boolean =>
    isLookupIdentityName(name, analysis) || (isReplaced && separators.has(wordsOf(name).join(' ')));
  if (node.type === AST_NODE_TYPES.CallExpression) {
    const callee = unwrap(node.callee);
    if (callee.type === AST_NODE_TYPES.MemberExpression && textMethods.has(propertyName(callee) ?? '')) {
      return identityRead(callee.object, analysis, isReplaced);
    }
    const [argument] = node.arguments;
    const text = argument === undefined ? undefined : literalText(argument);
    return text !== undefined && says(text) ? text : undefined;
  }
  if (node.type === AST_NODE_TYPES.Identifier) {
    return says(node.name) ? node.name : undefined;
  }
  if (node.type !== AST_NODE_TYPES.MemberExpression) {
    return undefined;
  }
  const { steps } = memberChain(node);
  const names = steps.map((step) => step.name ?? '');
  const last = names.at(-1) ?? '';
  const before = names.at(-2) ?? nameOfRoot(node) ?? '';
  if (says(last)) {
    return last;
  }
  // `user.id` is the user's.
  return wordsOf(last).join() === 'id' && isLookupIdentityName(`${before}Id`, analysis) ? `${before}.${last}` : undefined;
}

/** The name that an expression is given where it stands: of the variable, property or argument that it becomes. */
export function nameGiven(expression: TSESTree.Node): string | undefined {
  const value = wrapped(expression);
  const { parent } = value;
  switch (parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id.type === AST_NODE_TYPES.Identifier ? parent.id.name : undefined;
    case AST_NODE_TYPES.Property:
      return parent.value === value && !parent.computed ? keyText(parent.key) : undefined;
    default:
      return undefined;
  }
}

function nameOfRoot(node: TSESTree.Node): string | undefined {
  const { root } = memberChain(node);
  return root.type === AST_NODE_TYPES.Identifier ? root.name : undefined;
}
