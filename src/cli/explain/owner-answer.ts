import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from '../../isolation/file-analysis.js';
import type { Ownership } from '../../isolation/owner.js';
import type { Answer } from './explanation.js';

import { knownDeclarationOf } from '../../isolation/known-types.js';
import { ownerOf, ownerOfLeaf, strongestOwner, tellingName, tellingTypeOf } from '../../isolation/owner.js';
import { typeOf } from '../../isolation/symbols.js';
import { calledObject, contains, unwrap } from '../../isolation/syntax.js';
import { trace } from '../../isolation/trace.js';
import { codeText, functionText } from './code-text.js';
import { stepsOf } from './trace-steps.js';

/** Whose several values are that are handed on together, and the way of the one that decided. */
export function ownerOfValues(values: readonly TSESTree.Expression[], analysis: FileAnalysis): Answer {
  const ownership = strongestOwner(values, analysis);
  const decided = values.find((value) => ownerOf(value, analysis).node === ownership?.node) ?? values[0];
  return ownership === undefined || decided === undefined
    ? { question: 'owner', text: 'nothing is written' }
    : ownerAnswer(ownership, decided, analysis);
}

/** The expressions that {@link ownerOfValues} is about: values that are written as they are, and the origin that decided. */
export function partsOfValues(values: readonly TSESTree.Expression[], analysis: FileAnalysis): TSESTree.Node[] {
  const plain = values.filter((value) => {
    const node = unwrap(value);
    return node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.MemberExpression;
  });
  const ownership = strongestOwner(values, analysis);
  return ownership?.owner === 'user' || ownership?.owner === 'caller' ? [...plain, ownership.node] : plain;
}

/** Whose a value is, and the way that it took. */
export function ownerAnswer(ownership: Ownership, value: TSESTree.Node, analysis: FileAnalysis): Answer {
  const { owner } = ownership;
  if (owner === 'user' || owner === 'caller') {
    return {
      question: 'owner',
      text: `${owner === 'user' ? "one user's" : "a caller's"}: ${reasonText(ownership, analysis)}`,
      steps: stepsOf(value, ownership, analysis),
    };
  }
  const origins = originsOf(ownership, value, analysis);
  const isBrought = origins.some(({ because }) => because === 'impersonal' || because === 'protocol');
  const whose = owner === 'unknown' ? 'not known' : isBrought ? "nobody's" : "no caller's";
  return { question: 'owner', text: `${whose}: ${originsText(origins, analysis)}` };
}

/**
 * All that a value is made from, where nothing of it is anybody's: results of calls only where that is not what the calls
 * are given, constants only where there is nothing else.
 */
function originsOf(ownership: Ownership, value: TSESTree.Node, analysis: FileAnalysis): readonly Ownership[] {
  if (ownership.because === 'start-up') {
    return [ownership];
  }
  const leaves = trace(value, analysis.sourceCode)
    .map((leaf) => ownerOfLeaf(leaf, analysis))
    .filter(({ owner }) => owner === ownership.owner);
  const telling = leaves.filter(({ because }) => because !== 'constant' && because !== 'foreign-result');
  const results = leaves.filter(
    (leaf) => leaf.because === 'foreign-result' && !leaves.some((other) => isInResult(leaf.node, other)),
  );
  return [telling, results, leaves, [ownership]].find((origins) => origins.length > 0) ?? [];
}

const mostOrigins = 3;

function originsText(origins: readonly Ownership[], analysis: FileAnalysis): string {
  const reasons = [...new Set(origins.map((origin) => reasonText(origin, analysis)))];
  const more = reasons.length > mostOrigins ? [`and ${reasons.length - mostOrigins} more like it`] : [];
  return [...reasons.slice(0, mostOrigins), ...more].join('; ');
}

function isText(node: TSESTree.Node): boolean {
  return node.type === AST_NODE_TYPES.Literal || node.type === AST_NODE_TYPES.TemplateLiteral || node.type === AST_NODE_TYPES.Identifier;
}

function isInResult(node: TSESTree.Node, { because, node: outer }: Ownership): boolean {
  return because === 'foreign-result' && outer !== node && contains(outer, node);
}

/** Why a value is whose it is, as a part of a sentence. */
function reasonText(ownership: Ownership, analysis: FileAnalysis): string {
  const { because, function: definition, names, node, typed } = ownership;
  const code = codeText(calledObject(node) ?? node, analysis);
  const taker = definition === undefined ? 'a function' : functionText(definition, analysis);
  switch (because) {
    case 'known-type':
      return knownTypeText(typed ?? node, analysis);
    case 'telling-type':
      return tellingTypeText(typed ?? node, analysis);
    case 'telling-name':
      return `the name \`${tellingName(names, analysis) ?? ''}\` says so`;
    case 'request-pattern':
      return `${code} is taken out of a request`;
    case 'request-decorator':
      return `${code} has a decorator that takes it from the request`;
    case 'connection':
      return `${code} arrives over a connection, which is one client's`;
    case 'server-action':
      return `${code} is what a client calls the server action ${taker} with`;
    case 'provider':
      return `${code} returns the context of whoever is served`;
    case 'parameter':
      return `${code} comes from a parameter of ${taker}, and neither its type nor its name says whose it is`;
    case 'constant':
      return isText(node) ? `${code} is a constant` : `${code} is made of nothing that a caller brings`;
    case 'module':
      return `${code} is read from a module; what functions put into it is judged where they do`;
    case 'instance':
      return 'it is read from the object that the method is called on; what methods put into it is judged where they do';
    case 'foreign-result':
      return `${code} is ${node.type === AST_NODE_TYPES.NewExpression ? 'made of' : 'given'} nothing that a caller brings`;
    case 'start-up':
      return `${code} comes from a parameter of ${taker}, which is called only while the program starts`;
    case 'protocol':
      return `${code} says nothing about who sent the request`;
    case 'impersonal':
      return `${code} is of the type \`${typeText(node, analysis)}\`, which says nothing about anybody`;
    case 'once':
      return `${code} comes with an event that is waited for once`;
    case 'untraced':
      return `the trace ends at ${code}, beyond which it cannot see`;
  }
}

const kinds = ['legacy', 'context', 'user-owned', 'one-per-user'] as const;

const kindTexts: Readonly<Record<(typeof kinds)[number], string>> = {
  context: 'a context',
  legacy: 'the legacy state',
  'one-per-user': 'something that each user has one of',
  'user-owned': "one user's",
};

function knownTypeText(typed: TSESTree.Node, analysis: FileAnalysis): string {
  const code = codeText(typed, analysis);
  const known = knownDeclarationOf(typeOf(typed, analysis), kinds, analysis);
  if (known === undefined) {
    return `the type of ${code} is known as one user's`;
  }
  const source = known.package === undefined ? '' : ` of the package ${known.package}`;
  const kind = kindTexts[known.known as (typeof kinds)[number]];
  const by = known.setting === undefined ? `is known as ${kind}` : `your settings name as ${kind} (${known.setting})`;
  const type = typeOf(typed, analysis);
  const isItself = (type.aliasSymbol ?? type.getSymbol())?.name === known.name;
  return `${code} ${isItself ? 'is of the type' : 'has in its type'} \`${known.name}\`${source}, which ${by}`;
}

function tellingTypeText(typed: TSESTree.Node, analysis: FileAnalysis): string {
  const code = codeText(typed, analysis);
  const telling = tellingTypeOf(typeOf(typed, analysis), analysis);
  if (telling === undefined) {
    return `the type of ${code} says whose it is`;
  }
  const name = telling.type === '__type' ? '' : ` \`${telling.type}\``;
  return telling.member === undefined
    ? `the type of ${code} is called${name}`
    : `the type${name} of ${code} has the member \`${telling.member}\``;
}

/** The type as the compiler writes it, cut where it is long. */
function typeText(node: TSESTree.Node, analysis: FileAnalysis): string {
  const text = analysis.checker.typeToString(typeOf(node, analysis));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
