import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import * as untypedParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';

import type { Edits } from '../../src/fixes/imports.js';
import type { UserContextSettings } from '../../src/settings.js';

import { walk } from '../../src/isolation/syntax.js';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** Where and how a text is linted. */
export interface LintedFile {
  /** `file.ts` when left out. */
  filename?: string;
  /** Without types when left out. */
  parser?: object;
  settings?: UserContextSettings;
}

type RuleContext = TSESLint.RuleContext<string, readonly unknown[]>;

/** Looks at the syntax tree of a text. Throws where it does not parse. */
export function inspected<T>(
  code: string,
  look: (sourceCode: TSESLint.SourceCode) => T,
  file: LintedFile = {},
): T {
  let result: { value: T } | undefined;
  reportOf(code, file, (sourceCode) => {
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
  editsOf: (sourceCode: TSESLint.SourceCode, context: RuleContext) => Edits | undefined,
  file: LintedFile = {},
): string | undefined {
  const message = reportOf(code, file, editsOf);
  if (message === undefined) {
    return undefined;
  }
  const { fix } = message;
  return fix === undefined ? code : code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

function reportOf(
  code: string,
  { filename = 'file.ts', parser = untypedParser, settings = {} }: LintedFile,
  editsOf: (sourceCode: TSESLint.SourceCode, context: RuleContext) => Edits | undefined,
): Linter.LintMessage | undefined {
  const rule = {
    meta: { fixable: 'code', schema: [] },
    create: (context: RuleContext) => ({
      Program(node: unknown) {
        const fix = editsOf(context.sourceCode, context);
        if (fix !== undefined) {
          context.report({ node, message: 'edit', fix } as never);
        }
      },
    }),
  };
  const messages = new Linter({ configType: 'flat', cwd: fixtures }).verify(
    code,
    {
      files: ['**/*.{ts,tsx,mts,cts}'],
      languageOptions: { parser },
      plugins: { test: { rules: { edit: rule as never } } },
      rules: { 'test/edit': 'error' },
      settings: { 'user-context': settings },
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
