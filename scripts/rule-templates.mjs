// What a rule begins as.

const camelCase = (name) => name.replace(/-(.)/gu, (_match, letter) => letter.toUpperCase());

/** The rule: thin, with metadata, a message and a listener. */
export function ruleOf(name) {
  return `import { AST_NODE_TYPES } from '@typescript-eslint/utils';

import { createRule } from '../create-rule.js';
import { isClientFile } from '../isolation/browser.js';

export const ${camelCase(name)} = createRule({
  name: '${name}',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow calls of \`replaceMe\`',
      phase: 2,
      requiresTypeChecking: true,
    },
    messages: {
      leaks: '\`{{what}}\` is one user\\'s and reaches the next one: say in one sentence what to do instead.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    if (isClientFile(sourceCode.ast)) {
      return {};
    }
    return {
      CallExpression({ callee }) {
        if (callee.type === AST_NODE_TYPES.Identifier && callee.name === 'replaceMe') {
          context.report({ node: callee, messageId: 'leaks', data: { what: sourceCode.getText(callee) } });
        }
      },
    };
  },
});
`;
}

/** Its test: one leak, and the neighbour that differs in one thing. */
export function testOf(name) {
  return `import { ${camelCase(name)} } from '../../src/rules/${name}.js';
import { testRule } from '../tester/rule-tester.js';

testRule('${name}', ${camelCase(name)}, {
  invalid: [
    {
      name: 'a leak',
      code: 'declare function replaceMe(): void;\\nreplaceMe();',
      neighbour: 'declare function somethingElse(): void;\\nsomethingElse();',
      errors: [{ messageId: 'leaks', data: { what: 'replaceMe' }, line: 2 }],
    },
  ],
  valid: [
    {
      name: 'code in a browser',
      code: "'use client';\\ndeclare function replaceMe(): void;\\nreplaceMe();",
    },
  ],
});
`;
}

/** Its page; eslint-doc-generator writes the header. */
export function pageOf(name) {
  return `# user-context/${name}

<!-- end auto-generated rule header -->

What leaks to whom, in two or three sentences, with an incident of that kind and its public source.

This rule reports **calls of \`replaceMe\`**.

## Rule details

What is looked at, what is reported, and what is not.

## Examples

### A call

#### Incorrect

\`\`\`ts
declare function replaceMe(): void;

replaceMe();
\`\`\`

#### Correct

\`\`\`ts
declare function somethingElse(): void;

somethingElse();
\`\`\`

## When not to use it

In programs that serve one user per process: command-line tools, desktop applications, browsers.

## Known limits

- What the rule cannot see.

## Related rules

- [\`no-shared-agent-state\`](no-shared-agent-state.md)
`;
}

/**
 * Adds a rule to the list of rules.
 *
 * @param {string} text of src/rules/index.ts
 * @param {string} name
 */
export function addToList(text, name) {
  const imported = `import { ${camelCase(name)} } from './${name}.js';`;
  const listed = `  '${name}': ${camelCase(name)},`;
  return insertSorted(insertSorted(text, imported, /^import .*$/gmu), listed, /^ {2}'[a-z-]+': \w+,$/gmu);
}

/** Inserts a line before the first of some lines that comes after it in the alphabet, else behind the last. */
function insertSorted(text, line, pattern) {
  const matches = [...text.matchAll(pattern)];
  const nameIn = (each) => /[a-z]+(?:-[a-z]+)+/u.exec(each)?.[0] ?? '';
  const next = matches.find(([each]) => nameIn(each) > nameIn(line));
  const last = matches.at(-1);
  const at = next === undefined ? last.index + last[0].length + 1 : next.index;
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
}
