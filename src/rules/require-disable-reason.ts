import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.js';

/** A directive comment, as `SourceCode#getDisableDirectives` describes it. */
interface Directive {
  type: 'disable' | 'disable-line' | 'disable-next-line' | 'enable';
  node: TSESTree.Comment;
  /** The silenced rules, separated by commas; empty for all. */
  value: string;
  /** What stands after `--`. */
  justification: string;
}

/** Documented by ESLint since 8.56, but neither in its types nor in typescript-eslint's. */
interface DirectiveSource {
  getDisableDirectives: () => { directives: readonly Directive[] };
}

function directivesOf(sourceCode: Readonly<TSESLint.SourceCode>): readonly Directive[] {
  return (sourceCode as unknown as DirectiveSource).getDisableDirectives().directives;
}

/** Which rules of the plugin a directive silences, for people. */
function silencedRules({ type, value }: Directive, prefix: string): string | undefined {
  if (type === 'enable') {
    return undefined;
  }
  const names = value.split(',').map((name) => name.trim());
  return value.trim() === '' ? 'every rule' : names.filter((name) => name.startsWith(prefix)).join(', ') || undefined;
}

/** A directive silences what stands on its own line too, but nothing in front of the line's first column. */
function unsilencedLocation({ type, node }: Directive): TSESTree.SourceLocation {
  const { start, end } = node.loc;
  return { start: type === 'disable-next-line' ? start : { line: start.line, column: -1 }, end };
}

export const requireDisableReason = createRule({
  name: 'require-disable-reason',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require a reason in directives that silence rules of this plugin',
      phase: 3,
      requiresTypeChecking: false,
    },
    messages: {
      missingReason:
        "This comment silences {{rules}} without a reason, so nobody can tell why the next user cannot get this user's data here: write it after `--`.",
    },
    schema: [],
  },
  create(context) {
    return {
      Program() {
        const prefix = context.id.slice(0, context.id.lastIndexOf('/') + 1);
        for (const directive of directivesOf(context.sourceCode)) {
          const rules = silencedRules(directive, prefix);
          if (rules !== undefined && directive.justification.trim() === '') {
            context.report({ loc: unsilencedLocation(directive), messageId: 'missingReason', data: { rules } });
          }
        }
      },
    };
  },
});
