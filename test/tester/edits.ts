import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import * as untypedParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

import type { Edits } from '../../src/fixes/imports.js';

import { walk } from '../../src/isolation/syntax.js';

/** Where and how a text is linted. */
export interface LintedFile {
  /** `file.ts` when left out. */
  filename?: string;
  /** Without types when left out. */
  parser?: object;
}

/** Looks at the syntax tree of a text. Throws where it does not parse. */
export function inspected<T>(
  code: string,
  look: (sourceCode: TSESLint.SourceCode) => T,
  { filename = 'file.ts', parser = untypedParser }: LintedFile = {},
): T {
  let result: { value: T } | undefined;
  reportOf(code, filename, parser, (sourceCode) => {
    result = { value: look(sourceCode) };
    return undefined;
  });
  return (result as unknown as { value: T }).value;
}

/**
 * The text after edits, merged by ESLint as one fix.
 *
 * @returns `undefined` where there are none to make. Throws where the text does not parse.
 */
export function edited(
  code: string,
  editsOf: (sourceCode: TSESLint.SourceCode) => Edits | undefined,
  { filename = 'file.ts', parser = untypedParser }: LintedFile = {},
): string | undefined {
  const message = reportOf(code, filename, parser, editsOf);
  if (message === undefined) {
    return undefined;
  }
  const { fix } = message;
  return fix === undefined ? code : code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

function reportOf(
  code: string,
  filename: string,
  parser: object,
  editsOf: (sourceCode: TSESLint.SourceCode) => Edits | undefined,
): Linter.LintMessage | undefined {
  const rule = {
    meta: { fixable: 'code', schema: [] },
    create: (context: { sourceCode: TSESLint.SourceCode; report: (descriptor: object) => void }) => ({
      Program(node: unknown) {
        const fix = editsOf(context.sourceCode);
        if (fix !== undefined) {
          context.report({ node, message: 'edit', fix });
        }
      },
    }),
  };
  const messages = new Linter({ configType: 'flat' }).verify(
    code,
    {
      files: ['**/*.{ts,tsx,mts,cts}'],
      languageOptions: { parser },
      plugins: { test: { rules: { edit: rule as never } } },
      rules: { 'test/edit': 'error' },
    },
    { filename },
  );
  const other = messages.find((message) => message.ruleId !== 'test/edit');
  if (other !== undefined) {
    throw new Error(`${other.message}\n${code}`);
  }
  return messages[0];
}

/** The first node of a type in a text. Throws where there is none. */
export function firstNode<Type extends TSESTree.AST_NODE_TYPES>(
  sourceCode: TSESLint.SourceCode,
  ...types: readonly Type[]
): Extract<TSESTree.Node, { type: Type }> {
  let found: TSESTree.Node | undefined;
  walk(sourceCode.ast, sourceCode.visitorKeys, (node) => {
    found ??= (types as readonly string[]).includes(node.type) ? node : undefined;
  });
  if (found === undefined) {
    throw new Error(`no ${types.join(' or ')} in ${sourceCode.text}`);
  }
  return found as Extract<TSESTree.Node, { type: Type }>;
}
