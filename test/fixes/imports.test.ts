import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import * as untypedParser from '@typescript-eslint/parser';
import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { ImportRequest } from '../../src/fixes/imports.js';

import { importName, removeSpecifiers, replaceSpecifiers } from '../../src/fixes/imports.js';
import { moduleSpecifierOf } from '../../src/fixes/module-specifier.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const overlays = {
  bundler: new TypedOverlay(`${fixtures}tsconfig.json`),
  verbatim: new TypedOverlay(`${fixtures}verbatim/tsconfig.json`),
};

const modules: Record<string, string> = {
  'm.ts': 'export class A { a = 1 }\nexport class B { b = 1 }\nexport class C { c = 1 }\nexport interface T { t: number }\nexport default class D { d = 1 }\nexport const old = 1;\nexport class Old { a = 1 }\nexport class Old2 { a = 1 }\n',
  'n.ts': 'export class N { n = 1 }\nexport class Old { n = 1 }\nexport default class Old3 { n = 1 }\n',
  'common.cts': 'export class A { a = 1 }\nexport interface T { t: number }\n',
};

interface Case {
  name: string;
  /** `Wanted` in a type position and `wanted` in an expression are replaced by the name that the editor gives. */
  code: string;
  output: string;
  request?: Partial<ImportRequest>;
  filename?: string;
  project?: keyof typeof overlays;
}

function identifiers(sourceCode: TSESLint.SourceCode, name: RegExp): TSESTree.Identifier[] {
  const found: TSESTree.Identifier[] = [];
  const visit = (node: TSESTree.Node): void => {
    if (node.type === AST_NODE_TYPES.Identifier && name.test(node.name)) {
      found.push(node);
    }
    for (const key of sourceCode.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const item of [child].flat()) {
        if (item !== null && typeof item === 'object') {
          visit(item as TSESTree.Node);
        }
      }
    }
  };
  visit(sourceCode.ast);
  return found;
}

type FixOf = (sourceCode: TSESLint.SourceCode) => ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[]) | undefined;

/** Applies one fix to a text, in a program in which `modules` lie beside it. */
function applied(code: string, fixOf: FixOf, { filename = 'file.ts', project = 'bundler' }: Partial<Case>): string {
  const overlay = overlays[project];
  for (const [name, text] of Object.entries(modules)) {
    overlay.put(name, text);
  }
  const rule = {
    meta: { fixable: 'code', schema: [] },
    create: (context: { sourceCode: TSESLint.SourceCode; report(descriptor: object): void }) => ({
      Program(node: unknown) {
        const fix = fixOf(context.sourceCode);
        if (fix !== undefined) {
          context.report({ node, message: 'edit', fix });
        }
      },
    }),
  };
  const [message, ...others] = new Linter({ configType: 'flat', cwd: fixtures }).verify(
    code,
    [
      {
        files: ['**/*.{ts,mts,cts,js,cjs}'],
        languageOptions: {
          ...(filename.endsWith('.cjs')
            ? { parser: untypedParser, sourceType: 'commonjs' as const }
            : { parser: overlayParser(overlay, untypedParser) }),
        },
        plugins: { test: { rules: { edit: rule as never } } },
        rules: { 'test/edit': 'error' },
      },
    ],
    { filename: overlay.path(filename) },
  );
  expect(others).toEqual([]);
  expect(message?.message).toBe('edit');
  const fix = message?.fix;
  return fix === undefined ? code : code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

function expectWellTyped(text: string, { filename = 'file.ts', project = 'bundler' }: Partial<Case>): void {
  if (filename.endsWith('.cjs')) {
    // The fixtures' programs hold TypeScript only: here it must still be syntax.
    untypedParser.parse(text, { sourceType: 'script' });
    return;
  }
  const overlay = overlays[project];
  overlay.put(filename, text);
  const errors = overlay.errors(filename).map((error) => ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  overlay.remove(filename);
  expect(errors, text).toEqual([]);
}

const adding: readonly Case[] = [
  {
    name: 'a file without any import',
    code: 'export const x = new wanted();\n',
    output: "import { A } from './m';\n\nexport const x = new A();\n",
  },
  {
    name: 'a new import goes after the last one, with its quotes and semicolons',
    code: 'import { N } from "./n"\nexport const x = [N, wanted]\n',
    output: 'import { N } from "./n"\nimport { A } from "./m"\nexport const x = [N, A]\n',
  },
  {
    name: 'braces without spaces',
    code: "import {N} from './n';\nexport const x = [N, wanted];\n",
    output: "import {N} from './n';\nimport {A} from './m';\nexport const x = [N, A];\n",
  },
  {
    name: 'a comment behind the last import stays there',
    code: "import { N } from './n'; // why\nexport const x = [N, wanted];\n",
    output: "import { N } from './n'; // why\nimport { A } from './m';\nexport const x = [N, A];\n",
  },
  {
    name: 'code on the line of the last import',
    code: "import { N } from './n'; export const x = [N, wanted];\n",
    output: "import { N } from './n';\nimport { A } from './m'; export const x = [N, A];\n",
  },
  {
    name: 'code on the line of the last import, without semicolons elsewhere',
    code: "import { N } from './n'; export const x = [N, wanted]\n",
    output: "import { N } from './n';\nimport { A } from './m'; export const x = [N, A]\n",
  },
  {
    name: 'only the first block of imports counts',
    code: "import { N } from './n';\n\nexport const x = [N, wanted];\n\nimport { B } from './m.js';\nexport { B };\n",
    output: "import { N } from './n';\n\nexport const x = [N, A];\n\nimport { B, A } from './m.js';\nexport { B };\n",
  },
  {
    name: 'below a shebang',
    code: '#!/usr/bin/env node\nexport const x = wanted;\n',
    output: "#!/usr/bin/env node\nimport { A } from './m';\n\nexport const x = A;\n",
  },
  {
    name: 'below a shebang and a licence',
    code: '#!/usr/bin/env node\n/* Copyright: the authors. MIT licence. */\nexport const x = wanted;\n',
    output:
      "#!/usr/bin/env node\n/* Copyright: the authors. MIT licence. */\n\nimport { A } from './m';\n\nexport const x = A;\n",
  },
  {
    name: "below 'use server'",
    code: "'use server';\n\nexport const x = wanted;\n",
    output: "'use server';\n\nimport { A } from './m';\n\nexport const x = A;\n",
  },
  {
    name: 'below several directives with comments, and with the quotes of the directive',
    code: '// @ts-check\n"use strict"; // as ever\n"use server";\nexport const x = wanted;\n',
    output:
      '// @ts-check\n"use strict"; // as ever\n"use server";\n\nimport { A } from "./m";\n\nexport const x = A;\n',
  },
  {
    name: 'below a licence that is apart from the code',
    code: '/**\n * Made by us.\n */\n\nexport const x = wanted;\n',
    output: "/**\n * Made by us.\n */\n\nimport { A } from './m';\n\nexport const x = A;\n",
  },
  {
    name: 'above the documentation of the first statement',
    code: '/** The value. */\nexport const x = wanted;\n',
    output: "import { A } from './m';\n\n/** The value. */\nexport const x = A;\n",
  },
  {
    name: 'between the licence and the documentation of the first statement',
    code: '// SPDX-License-Identifier: MIT\n/** The value. */\nexport const x = wanted;\n',
    output: "// SPDX-License-Identifier: MIT\n\nimport { A } from './m';\n\n/** The value. */\nexport const x = A;\n",
  },
  {
    name: 'line breaks of Windows',
    code: "import { N } from './n';\r\nexport const x = [N, wanted];\r\n",
    output: "import { N } from './n';\r\nimport { A } from './m';\r\nexport const x = [N, A];\r\n",
  },
  {
    name: 'line breaks of Windows in a multi-line clause',
    code: "import {\r\n  B,\r\n  C\r\n} from './m';\r\nexport const x = [B, C, wanted];\r\n",
    output: "import {\r\n  B,\r\n  C,\r\n  A\r\n} from './m';\r\nexport const x = [B, C, A];\r\n",
  },
  {
    name: 'into the clause of an import of the same module',
    code: "import { B } from './m';\nexport const x = [B, wanted];\n",
    output: "import { B, A } from './m';\nexport const x = [B, A];\n",
  },
  {
    name: 'into a multi-line clause with a trailing comma',
    code: "import {\n  B,\n  C,\n} from './m';\nexport const x = [B, C, wanted];\n",
    output: "import {\n  B,\n  C,\n  A,\n} from './m';\nexport const x = [B, C, A];\n",
  },
  {
    name: 'into a one-line clause with a trailing comma',
    code: "import { B, } from './m';\nexport const x = [B, wanted];\n",
    output: "import { B, A, } from './m';\nexport const x = [B, A];\n",
  },
  {
    name: 'comments in a multi-line clause stay with their names',
    code: "import {\n  B, // the second\n  C // the third\n} from './m';\nexport const x = [B, C, wanted];\n",
    output: "import {\n  B, // the second\n  C, // the third\n  A\n} from './m';\nexport const x = [B, C, A];\n",
  },
  {
    name: 'a block comment at the end of a clause',
    code: "import { B /* the second */ } from './m';\nexport const x = [B, wanted];\n",
    output: "import { B /* the second */, A } from './m';\nexport const x = [B, A];\n",
  },
  {
    name: 'beside a default import',
    code: "import D from './m';\nexport const x = [D, wanted];\n",
    output: "import D, { A } from './m';\nexport const x = [D, A];\n",
  },
  {
    name: 'an import for its effect becomes one of a value',
    code: "import './m';\nexport const x = wanted;\n",
    output: "import { A } from './m';\nexport const x = A;\n",
  },
  {
    name: 'an import for its effect stays when a type is needed: with only a type it would be left out',
    code: "import './m';\nexport type X = Wanted;\n",
    output: "import './m';\nimport type { T } from './m';\nexport type X = T;\n",
  },
  {
    name: 'an empty clause',
    code: "import {} from './m';\nexport const x = wanted;\n",
    output: "import { A } from './m';\nexport const x = A;\n",
  },
  {
    name: 'an existing import is used',
    code: "import { A } from './m';\nexport const x = [A, wanted];\n",
    output: "import { A } from './m';\nexport const x = [A, A];\n",
  },
  {
    name: 'an existing import of the module in another spelling is used',
    code: "import { A } from './m.js';\nexport const x = [A, wanted];\n",
    output: "import { A } from './m.js';\nexport const x = [A, A];\n",
  },
  {
    name: 'an existing alias is used',
    code: "import { A as Mine } from './m';\nexport const x = [Mine, wanted];\n",
    output: "import { A as Mine } from './m';\nexport const x = [Mine, Mine];\n",
  },
  {
    name: 'a namespace import is used',
    code: "import * as m from './m';\nexport const x = [m, new wanted()];\n",
    output: "import * as m from './m';\nexport const x = [m, new m.A()];\n",
  },
  {
    name: 'a namespace import is used for types',
    code: "import type * as m from './m';\nexport const x = (a: m.A, t: Wanted) => [a, t];\n",
    output: "import type * as m from './m';\nexport const x = (a: m.A, t: m.T) => [a, t];\n",
  },
  {
    name: 'a type-only namespace is not used for a value',
    code: "import type * as m from './m';\nexport const x = (a: m.A) => [a, new wanted()];\n",
    output: "import type * as m from './m';\nimport { A } from './m';\nexport const x = (a: m.A) => [a, new A()];\n",
  },
  {
    name: 'a type beside values of the same module',
    code: "import { B } from './m';\nexport const x = (t: Wanted) => [B, t];\n",
    output: "import { B, type T } from './m';\nexport const x = (t: T) => [B, t];\n",
  },
  {
    name: 'a type in a type-only import of the same module',
    code: "import { B } from './m';\nimport type { C } from './m';\nexport const x = (t: Wanted, c: C) => [B, t, c];\n",
    output:
      "import { B } from './m';\nimport type { C, T } from './m';\nexport const x = (t: T, c: C) => [B, t, c];\n",
  },
  {
    name: 'a value is never added to a type-only import',
    code: "import type { B } from './m';\nexport const x = (b: B) => [b, wanted];\n",
    output: "import type { B } from './m';\nimport { A } from './m';\nexport const x = (b: B) => [b, A];\n",
  },
  {
    name: 'nothing is added to a type-only default import',
    code: "import type D from './m';\nexport const x = (d: D, t: Wanted) => [d, t];\n",
    output: "import type D from './m';\nimport type { T } from './m';\nexport const x = (d: D, t: T) => [d, t];\n",
  },
  {
    name: 'nothing is added to a namespace import',
    code: "import * as n from './n';\nexport const x = [n, wanted];\n",
    output: "import * as n from './n';\nimport { A } from './m';\nexport const x = [n, A];\n",
  },
  {
    name: 'a type-only specifier becomes one of a value',
    code: "import { B, type A } from './m';\nexport const x = (a: A) => [B, a, wanted];\n",
    output: "import { B, A } from './m';\nexport const x = (a: A) => [B, a, A];\n",
  },
  {
    name: 'one name of a type-only import becomes a value, the others stay types',
    code: "import type { A, T } from './m';\nexport const x = (a: A, t: T) => [a, t, wanted];\n",
    output: "import { A, type T } from './m';\nexport const x = (a: A, t: T) => [a, t, A];\n",
  },
  {
    name: 'a name that the module itself uses: an alias',
    code: 'const A = 1;\nexport const x = [A, wanted];\n',
    output: "import { A as A2 } from './m';\n\nconst A = 1;\nexport const x = [A, A2];\n",
  },
  {
    name: 'a name that is used where it is needed: an alias',
    code: "import { N } from './n';\nexport function f(A: number, A2: N) {\n  return [A, A2, wanted];\n}\n",
    output:
      "import { N } from './n';\nimport { A as A3 } from './m';\nexport function f(A: number, A2: N) {\n  return [A, A2, A3];\n}\n",
  },
  {
    name: 'a name that is used elsewhere only is free',
    code: "import { N } from './n';\nexport function f(A: N) {\n  return A;\n}\nexport const x = wanted;\n",
    output:
      "import { N } from './n';\nimport { A } from './m';\nexport function f(A: N) {\n  return A;\n}\nexport const x = A;\n",
  },
  {
    name: 'an existing import that is hidden where the name is needed: an alias',
    code: "import { A } from './m';\nexport function f(A: number) {\n  return [A, wanted];\n}\nexport const x = A;\n",
    output:
      "import { A, A as A2 } from './m';\nexport function f(A: number) {\n  return [A, A2];\n}\nexport const x = A;\n",
  },
  {
    name: 'a global that the file uses is not hidden',
    code: 'declare global {\n  var A: number;\n}\nexport const x = [globalThis.A, A, wanted];\n',
    output:
      "import { A as A2 } from './m';\n\ndeclare global {\n  var A: number;\n}\nexport const x = [globalThis.A, A, A2];\n",
  },
  {
    name: 'a default export beside names',
    request: { name: 'default', localName: 'D' },
    code: "import { B } from './m';\nexport const x = [B, wanted];\n",
    output: "import { B } from './m';\nimport D from './m';\nexport const x = [B, D];\n",
  },
  {
    name: 'a default import under another name is used',
    request: { name: 'default' },
    code: "import Own, { B } from './m';\nexport const x = [B, Own, wanted];\n",
    output: "import Own, { B } from './m';\nexport const x = [B, Own, Own];\n",
  },
  {
    name: 'a default export is called after its module',
    request: { name: 'default' },
    code: "export const x = wanted;\n",
    output: "import m from './m';\n\nexport const x = m;\n",
  },
  {
    name: 'an import with attributes is extended, and keeps them',
    project: 'verbatim',
    filename: 'file.cts',
    request: { name: 'T', module: './common.cjs' },
    code: "import type { A } from './common.cjs' with { 'resolution-mode': 'require' };\nexport type X = A | Wanted;\n",
    output:
      "import type { A, T } from './common.cjs' with { 'resolution-mode': 'require' };\nexport type X = A | T;\n",
  },
  {
    name: 'verbatimModuleSyntax: a type is imported as a type',
    project: 'verbatim',
    filename: 'file.mts',
    request: { module: './m.js' },
    code: 'export type X = Wanted;\n',
    output: "import type { T } from './m.js';\n\nexport type X = T;\n",
  },
  {
    name: 'verbatimModuleSyntax in CommonJS: import = require',
    project: 'verbatim',
    filename: 'file.cts',
    request: { module: './common.cjs' },
    code: 'const x = new wanted();\nexport = x;\n',
    output: "import common = require('./common.cjs');\n\nconst x = new common.A();\nexport = x;\n",
  },
  {
    name: 'verbatimModuleSyntax in CommonJS: an existing import = require is used',
    project: 'verbatim',
    filename: 'file.cts',
    request: { module: './common.cjs' },
    code: "import c = require('./common.cjs');\nconst x = [c, new wanted()];\nexport = x;\n",
    output: "import c = require('./common.cjs');\nconst x = [c, new c.A()];\nexport = x;\n",
  },
  {
    name: 'verbatimModuleSyntax in CommonJS: a type is imported as a type',
    project: 'verbatim',
    filename: 'file.cts',
    request: { module: './common.cjs' },
    code: 'declare const x: Wanted;\nexport = x;\n',
    output: "import type { T } from './common.cjs';\n\ndeclare const x: T;\nexport = x;\n",
  },
  {
    name: 'CommonJS without types: a constant',
    filename: 'file.cjs',
    code: "'use strict';\nconst { N } = require('./n');\nmodule.exports = [N, wanted];\n",
    output:
      "'use strict';\nconst { N } = require('./n');\nconst { A } = require('./m');\nmodule.exports = [N, A];\n",
  },
  {
    name: 'CommonJS without types: an existing constant is used',
    filename: 'file.cjs',
    code: "const { A: Mine } = require('./m');\nmodule.exports = [Mine, wanted];\n",
    output: "const { A: Mine } = require('./m');\nmodule.exports = [Mine, Mine];\n",
  },
];

describe('importName', () => {
  for (const test of adding) {
    it(test.name, () => {
      const output = applied(
        test.code,
        (sourceCode) => {
          const [use] = identifiers(sourceCode, /^[wW]anted$/u);
          if (use === undefined) {
            return undefined;
          }
          const typeOnly = use.name === 'Wanted';
          const request = { name: typeOnly ? 'T' : 'A', module: './m', typeOnly, ...test.request };
          const { localName, edits } = importName(sourceCode, request, use);
          return (fixer) => [...edits(fixer), fixer.replaceText(use, localName)];
        },
        test,
      );
      expect(output).toBe(test.output);
      expectWellTyped(output, test);
    });
  }
});

interface RemovalCase extends Case {
  whenEmpty?: 'keep evaluating' | 'remove';
}

/** Specifiers whose local name begins with `Old` are removed. */
const removing: readonly RemovalCase[] = [
  {
    name: 'the only name: the line goes',
    code: "import { N } from './n';\nimport { Old } from './m';\nexport const x = N;\n",
    output: "import { N } from './n';\nexport const x = N;\n",
  },
  {
    name: 'the only name of a module that is evaluated',
    whenEmpty: 'keep evaluating',
    code: "import { Old } from './m';\nexport const x = 1;\n",
    output: "import './m';\nexport const x = 1;\n",
  },
  {
    name: 'the only name of a module that is evaluated, with comments',
    whenEmpty: 'keep evaluating',
    code: "import {\n  // the state\n  Old, /* old */\n} from './m'; // why\nexport const x = 1;\n",
    output: "import // the state\n/* old */ './m'; // why\nexport const x = 1;\n",
  },
  {
    name: 'the first of several',
    code: "import { Old, A, B } from './m';\nexport const x = [A, B];\n",
    output: "import { A, B } from './m';\nexport const x = [A, B];\n",
  },
  {
    name: 'one in the middle',
    code: "import { A, Old, B } from './m';\nexport const x = [A, B];\n",
    output: "import { A, B } from './m';\nexport const x = [A, B];\n",
  },
  {
    name: 'the last of several',
    code: "import { A, B, Old } from './m';\nexport const x = [A, B];\n",
    output: "import { A, B } from './m';\nexport const x = [A, B];\n",
  },
  {
    name: 'the last of several, without spaces',
    code: "import {A, Old} from './m';\nexport const x = A;\n",
    output: "import {A} from './m';\nexport const x = A;\n",
  },
  {
    name: 'the last of several, with a trailing comma',
    code: "import { A, Old, } from './m';\nexport const x = A;\n",
    output: "import { A, } from './m';\nexport const x = A;\n",
  },
  {
    name: 'two at the end',
    code: "import { A, Old, Old2 } from './m';\nexport const x = A;\n",
    output: "import { A } from './m';\nexport const x = A;\n",
  },
  {
    name: 'two apart',
    code: "import { Old, A, Old2, B } from './m';\nexport const x = [A, B];\n",
    output: "import { A, B } from './m';\nexport const x = [A, B];\n",
  },
  {
    name: 'a line of a multi-line clause',
    code: "import {\n  A,\n  Old,\n  B,\n} from './m';\nexport const x = [A, B];\n",
    output: "import {\n  A,\n  B,\n} from './m';\nexport const x = [A, B];\n",
  },
  {
    name: 'the last line of a multi-line clause without a trailing comma',
    code: "import {\n  A,\n  Old\n} from './m';\nexport const x = A;\n",
    output: "import {\n  A\n} from './m';\nexport const x = A;\n",
  },
  {
    name: 'comments in a multi-line clause stay',
    code: "import {\n  A, // the first\n  Old, // the state\n  B, // the last\n} from './m';\nexport const x = [A, B];\n",
    output: "import {\n  A, // the first\n  // the state\n  B, // the last\n} from './m';\nexport const x = [A, B];\n",
  },
  {
    name: 'comments inside a specifier stay',
    code: "import { A, old /* the state */ as Old } from './m';\nexport const x = A;\n",
    output: "import { A /* the state */ } from './m';\nexport const x = A;\n",
  },
  {
    name: 'a comment before the comma stays',
    code: "import { Old /* the state */, A } from './m';\nexport const x = A;\n",
    output: "import { /* the state */ A } from './m';\nexport const x = A;\n",
  },
  {
    name: 'comments of a whole declaration stay',
    code: "// above\nimport { /* inside */ Old } from './m'; // behind\nexport const x = 1;\n",
    output: "// above\n/* inside */ // behind\nexport const x = 1;\n",
  },
  {
    name: 'a comment behind a removed declaration stays',
    code: "import { Old } from './m'; // behind\nexport const x = 1;\n",
    output: "// behind\nexport const x = 1;\n",
  },
  {
    name: 'code on the same line stays',
    code: "import { Old } from './m'; import { N } from './n';\nexport const x = N;\n",
    output: "import { N } from './n';\nexport const x = N;\n",
  },
  {
    name: 'the default beside names',
    code: "import Old, { A } from './m';\nexport const x = A;\n",
    output: "import { A } from './m';\nexport const x = A;\n",
  },
  {
    name: 'the names beside a default',
    code: "import D, { Old, Old2 } from './m';\nexport const x = D;\n",
    output: "import D from './m';\nexport const x = D;\n",
  },
  {
    name: 'the default beside a namespace',
    code: "import Old, * as m from './m';\nexport const x = m;\n",
    output: "import * as m from './m';\nexport const x = m;\n",
  },
  {
    name: 'a type among values',
    code: "import { type Old, A } from './m';\nexport const x = A;\n",
    output: "import { A } from './m';\nexport const x = A;\n",
  },
  {
    name: 'line breaks of Windows',
    code: "import {\r\n  A,\r\n  Old,\r\n} from './m';\r\nimport { Old as Old2 } from './n';\r\nexport const x = A;\r\n",
    output: "import {\r\n  A,\r\n} from './m';\r\nimport { Old as Old2 } from './n';\r\nexport const x = A;\r\n",
  },
  {
    name: 'the last line of a file without a line break at its end',
    code: "export const x = 1;\nimport { Old } from './m';",
    output: 'export const x = 1;\n',
  },
];

function isOld(specifier: TSESTree.ImportClause): boolean {
  return specifier.local.name.startsWith('Old');
}

function declarationWithOld(sourceCode: TSESLint.SourceCode): TSESTree.ImportDeclaration {
  return sourceCode.ast.body.find(
    (statement): statement is TSESTree.ImportDeclaration =>
      statement.type === AST_NODE_TYPES.ImportDeclaration && statement.specifiers.some(isOld),
  ) as TSESTree.ImportDeclaration;
}

describe('removeSpecifiers', () => {
  for (const test of removing) {
    it(test.name, () => {
      const output = applied(
        test.code,
        (sourceCode) => {
          const declaration = declarationWithOld(sourceCode);
          return removeSpecifiers(
            sourceCode,
            declaration,
            declaration.specifiers.filter(isOld),
            test.whenEmpty ?? 'remove',
          );
        },
        test,
      );
      expect(output).toBe(test.output);
      expectWellTyped(output, test);
    });
  }
});

/** Specifiers whose local name begins with `Old`, and their uses, are replaced by the request. */
const replacing: readonly Case[] = [
  {
    name: 'the only name of another module: in place',
    code: "import { Old } from './n'; // why\nexport const x = new Old();\n",
    output: "import { A } from './m'; // why\nexport const x = new A();\n",
  },
  {
    name: 'the only name, as a type',
    request: { name: 'T', typeOnly: true },
    code: "import { Old } from './n';\nexport const x = (old: Old) => old;\n",
    output: "import type { T } from './m';\nexport const x = (old: T) => old;\n",
  },
  {
    name: 'the only name, inline type',
    request: { name: 'T', typeOnly: true },
    code: "import { type Old } from './n';\nexport const x = (old: Old) => old;\n",
    output: "import type { T } from './m';\nexport const x = (old: T) => old;\n",
  },
  {
    name: 'a name of the same module',
    code: "import { Old, B } from './m';\nexport const x = [new Old(), B];\n",
    output: "import { A, B } from './m';\nexport const x = [new A(), B];\n",
  },
  {
    name: 'a value by a type of the same module',
    request: { name: 'T', typeOnly: true },
    code: "import { Old, B } from './m';\nexport const x = (old: Old) => [old, B];\n",
    output: "import { type T, B } from './m';\nexport const x = (old: T) => [old, B];\n",
  },
  {
    name: 'two by one',
    code: "import { B, Old, Old2 } from './m';\nexport const x = [new Old(), new Old2(), B];\n",
    output: "import { B, A } from './m';\nexport const x = [new A(), new A(), B];\n",
  },
  {
    name: 'one of several of another module',
    code: "import { Old, N } from './n';\nexport const x = [new Old(), N];\n",
    output: "import { N } from './n';\nimport { A } from './m';\nexport const x = [new A(), N];\n",
  },
  {
    name: 'the new one is imported already',
    code: "import { Old } from './n';\nimport { A } from './m';\nexport const x = [new Old(), A];\n",
    output: "import { A } from './m';\nexport const x = [new A(), A];\n",
  },
  {
    name: 'the module of the new one is imported already',
    code: "import { B } from './m';\nimport { Old } from './n';\nexport const x = [new Old(), B];\n",
    output: "import { B, A } from './m';\nexport const x = [new A(), B];\n",
  },
  {
    name: 'a default import by a name',
    code: "import Old from './n';\nexport const x = new Old();\n",
    output: "import { A } from './m';\nexport const x = new A();\n",
  },
  {
    name: 'a name by a default export',
    request: { name: 'default', localName: 'D' },
    code: "import { Old } from './n';\nexport const x = new Old();\n",
    output: "import D from './m';\nexport const x = new D();\n",
  },
  {
    name: 'a default import beside names',
    code: "import Old, { N } from './n';\nexport const x = [new Old(), N];\n",
    output: "import { N } from './n';\nimport { A } from './m';\nexport const x = [new A(), N];\n",
  },
  {
    name: 'a type-only import by a value',
    code: "import type { Old } from './n';\nexport const x = (old: Old) => old;\n",
    output: "import { A } from './m';\nexport const x = (old: A) => old;\n",
  },
  {
    name: 'attributes go with the module that they are about',
    project: 'verbatim',
    filename: 'file.mts',
    request: { name: 'T', typeOnly: true, module: './m.js' },
    code: "import type { A as Old } from './common.cjs' with { 'resolution-mode': 'require' };\nexport type X = Old;\n",
    output: "import type { T } from './m.js';\nexport type X = T;\n",
  },
  {
    name: 'the local name of what goes is free',
    request: { localName: 'Old' },
    code: "import { Old, N } from './n';\nexport const x = [new Old(), N];\n",
    output: "import { N } from './n';\nimport { A as Old } from './m';\nexport const x = [new Old(), N];\n",
  },
  {
    name: 'comments in the clause stay',
    code: "import {\n  // the state\n  Old, // of all\n} from './n';\nexport const x = new Old();\n",
    output: "import {\n  // the state\n  A, // of all\n} from './m';\nexport const x = new A();\n",
  },
];

describe('replaceSpecifiers', () => {
  for (const test of replacing) {
    it(test.name, () => {
      const output = applied(
        test.code,
        (sourceCode) => {
          const declaration = declarationWithOld(sourceCode);
          const old = declaration.specifiers.filter(isOld);
          const uses = identifiers(sourceCode, /^Old/u).filter(
            ({ parent }) => parent.type === AST_NODE_TYPES.NewExpression || parent.type === AST_NODE_TYPES.TSTypeReference,
          );
          const request = { name: 'A', module: './m', typeOnly: false, ...test.request };
          const { localName, edits } = replaceSpecifiers(sourceCode, declaration, old, request, uses);
          return (fixer) => [...edits(fixer), ...uses.map((use) => fixer.replaceText(use, localName))];
        },
        test,
      );
      expect(output).toBe(test.output);
      expectWellTyped(output, test);
    });
  }
});

describe('moduleSpecifierOf', () => {
  const specifierIn = (
    code: string,
    specifier: Parameters<typeof moduleSpecifierOf>[0],
    test: Pick<Case, 'filename' | 'project'> = {},
  ): string | undefined => {
    let found: string | undefined;
    const overlay = overlays[test.project ?? 'bundler'];
    applied(
      code,
      (sourceCode) => {
        found = moduleSpecifierOf(specifier, sourceCode, overlay.path(test.filename ?? 'file.ts'), fixtures);
        return () => [];
      },
      test,
    );
    return found;
  };
  const context = { from: 'file', name: 'UserExecutionContext', path: 'context.ts' } as const;

  it.each([
    ['without an extension, like the other imports', "import { N } from './n';\nexport { N };", './context'],
    ['with the extension that the other imports have', "import { N } from './n.js';\nexport { N };", './context.js'],
    ['without an extension where bundlers resolve', 'export {};', './context'],
  ])('%s', (_, code, expected) => {
    expect(specifierIn(code, context)).toBe(expected);
  });
  it('is relative to the linted file', () => {
    expect(specifierIn('export {};', context, { filename: 'deep/down/file.ts' })).toBe('../../context');
  });
  it('has the run-time extension where Node resolves', () => {
    expect(specifierIn('export {};', context, { project: 'verbatim', filename: 'file.mts' })).toBe(
      '../context.js',
    );
  });
  it('is the directory for an index file', () => {
    expect(specifierIn('export {};', { ...context, path: 'context/index.ts' })).toBe('./context');
  });
  it('keeps the extension of a CommonJS module', () => {
    expect(specifierIn('export {};', { ...context, path: 'common.cts' })).toBe('./common.cjs');
  });
  it('finds the only file that exports the name', () => {
    expect(specifierIn('export {};', 'UserExecutionContext')).toBe('./context');
    expect(specifierIn('export {};', { from: 'file', name: 'UserExecutionContext' })).toBe('./context');
  });
  it('does not choose between two files', () => {
    // `Old` is exported by two of the modules.
    expect(specifierIn('export {};', 'Old')).toBeUndefined();
  });
  it('is the one from which the file imports the name already', () => {
    expect(specifierIn("import { Old } from './n';\nexport { Old };", 'Old')).toBe('./n');
  });
  it('is nothing in the declaring file itself', () => {
    expect(specifierIn('export interface UserExecutionContext { userId: string }', context, { filename: 'context.ts' })).toBeUndefined();
  });
  it('is nothing for libraries of the compiler', () => {
    expect(specifierIn('export {};', { from: 'lib', name: 'Request' })).toBeUndefined();
  });
  it('is the package, or the subpath that the file uses', () => {
    const specifier = { from: 'package', name: 'RunContext', package: 'agents' } as const;
    expect(specifierIn('export {};', specifier)).toBe('agents');
    expect(specifierIn("import type { RunContext } from 'agents/core';\nexport type { RunContext };", specifier)).toBe('agents/core');
    expect(specifierIn("import type { RunContext } from 'agents-core';\nexport type { RunContext };", specifier)).toBe('agents');
  });
});
