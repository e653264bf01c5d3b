import type { TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import type { FileAnalysis } from './file-analysis.js';

import { isSharedObject } from './foreign-object.js';
import { constantInitializer, variableOf } from './references.js';
import { enclosingFunction, memberChain, unwrap, walk } from './syntax.js';

/** A statement that changes the session of a database connection, with what it is given. */
export interface SessionStatement {
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;
  values: readonly TSESTree.Expression[];
  text: string;
}

/**
 * Statements whose effect stays on the connection: PostgreSQL's `SET` and `SET ROLE` without `LOCAL`, `set_config` with
 * `is_local` false (PostgreSQL 17 documentation, SET and 9.28.1), MySQL's `SET @variable` and `USE`.
 */
const lastingStatement =
  /^\s*(?:set\s+(?!local\b|transaction\b|constraints\b|names\b|characteristics\b)|use\s+\S|alter\s+session\s+set\b)|\bset_config\s*\([^)]*,\s*(?:false|'f(?:alse)?'|0)\s*\)/iu;

/** What puts a connection back as it was before somebody else gets it. */
const cleaning = /\b(?:reset\s+(?:all|role|session|\w+)|discard\s+all|set\s+session\s+authorization\s+default)\b/iu;

const placeholder = '…';

/** The text of a string or template, its expressions as `…`; through a constant of the file. */
function sqlText(expression: TSESTree.Node | undefined, analysis: FileAnalysis): { text: string; values: TSESTree.Expression[] } | undefined {
  if (expression === undefined) {
    return undefined;
  }
  const node = unwrap(expression);
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
      return typeof node.value === 'string' ? { text: node.value, values: [] } : undefined;
    case AST_NODE_TYPES.TemplateLiteral:
      return { text: node.quasis.map((quasi) => quasi.value.raw).join(placeholder), values: [...node.expressions] };
    case AST_NODE_TYPES.TaggedTemplateExpression:
      return sqlText(node.quasi, analysis);
    case AST_NODE_TYPES.BinaryExpression: {
      const left = sqlText(node.left, analysis);
      const right = sqlText(node.right, analysis);
      return left === undefined
        ? undefined
        : { text: left.text + (right?.text ?? placeholder), values: [...left.values, ...(right?.values ?? [node.right])] };
    }
    case AST_NODE_TYPES.ObjectExpression: {
      // `query({ text, values })`
      const field = (name: string): TSESTree.Node | undefined =>
        node.properties.flatMap((property) =>
          property.type === AST_NODE_TYPES.Property && property.key.type === AST_NODE_TYPES.Identifier && property.key.name === name
            ? [property.value]
            : [],
        )[0];
      const sql = sqlText(field('text') ?? field('sql'), analysis);
      const values = field('values');
      return sql && { text: sql.text, values: [...sql.values, ...(values === undefined ? [] : [values as TSESTree.Expression])] };
    }
    case AST_NODE_TYPES.Identifier: {
      const init = constantInitializer(node, analysis.sourceCode);
      return init && sqlText(init, analysis);
    }
    default:
      return undefined;
  }
}

/**
 * The statement by which a call changes a connection that goes back to the pool and to the next user.
 *
 * @returns `undefined` for all other calls, for a connection that the function's caller owns, and where the function puts
 *   the connection back as it was.
 */
export function sessionStatementAt(
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
  analysis: FileAnalysis,
): SessionStatement | undefined {
  const isCall = node.type === AST_NODE_TYPES.CallExpression;
  const sql = sqlText(isCall ? node.arguments[0] : node, analysis);
  if (sql === undefined || !lastingStatement.test(sql.text)) {
    return undefined;
  }
  const around = enclosingFunction(node);
  const callee = unwrap(isCall ? node.callee : node.tag);
  const receiver = callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : callee;
  if (around === undefined || !isPooled(receiver, analysis) || isPutBack(around.body, analysis)) {
    return undefined;
  }
  const bound = isCall ? node.arguments.slice(1).filter((argument) => argument.type !== AST_NODE_TYPES.SpreadElement) : [];
  return { node, values: [...sql.values, ...bound], text: sql.text.replaceAll(/\s+/gu, ' ').trim() };
}

const checkOuts: ReadonlySet<string> = new Set(['acquire', 'connect', 'getConnection', 'reserve']);

/** A shared pool, or a connection that was taken out of one here. */
function isPooled(receiver: TSESTree.Node, analysis: FileAnalysis): boolean {
  if (isSharedObject(receiver, analysis)) {
    return true;
  }
  const { root, steps } = memberChain(receiver);
  const definition = root.type === AST_NODE_TYPES.Identifier ? variableOf(root, analysis.sourceCode)?.defs[0] : undefined;
  if (steps.length > 0 || definition?.type !== 'Variable' || definition.node.init === null) {
    return false;
  }
  const made = unwrap(definition.node.init);
  const from = made.type === AST_NODE_TYPES.CallExpression ? unwrap(made.callee) : undefined;
  return (
    from?.type === AST_NODE_TYPES.MemberExpression &&
    checkOuts.has(memberChain(from).steps.at(-1)?.name ?? '') &&
    isSharedObject(from.object, analysis)
  );
}

/** Whether a function resets the connection, or has it destroyed instead of given back. */
function isPutBack(body: TSESTree.Node, { sourceCode }: FileAnalysis): boolean {
  let found = false;
  walk(body, sourceCode.visitorKeys, (node) => {
    if (node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string') {
      found ||= cleaning.test(node.value);
    } else if (node.type === AST_NODE_TYPES.TemplateElement) {
      found ||= cleaning.test(node.value.raw);
    } else if (node.type === AST_NODE_TYPES.CallExpression) {
      const [first] = node.arguments;
      found ||=
        memberChain(node.callee).steps.at(-1)?.name === 'release' &&
        first?.type === AST_NODE_TYPES.Literal &&
        first.value === true;
    }
  });
  return found;
}
