import * as untypedParser from '@typescript-eslint/parser';
import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { ImportRequest } from '../../src/fixes/imports.js';

import { importName } from '../../src/fixes/imports.js';
import { hasDirective, walk } from '../../src/isolation/syntax.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';
import { lostComments } from '../tester/comments.js';
import { edited, inspected } from '../tester/edits.js';

const overlay = new TypedOverlay(fileURLToPath(new URL('../fixtures/bare/tsconfig.json', import.meta.url)));
const file = { filename: overlay.path('file.ts'), parser: overlayParser(overlay, untypedParser) };

overlay.put(
  'm.ts',
  'export class A { a = 1 }\nexport class B { b = 1 }\nexport interface T { t: number }\nexport default class D { d = 1 }\nexport class Old { a = 1 }\n',
);
overlay.put('n.ts', 'export class A { n = 1 }\nexport default class N { n = 1 }\n');
overlay.put('data.json', '{ "A": 1 }\n');

/** Import statements; the number keeps their local names apart. */
const statements = fc.constantFrom<(number: number) => string>(
  () => 'import { A } from "./m"',
  () => 'import type { A } from "./m"',
  () => 'import { A } from "./n"',
  () => 'import "./m"',
  () => 'import {} from "./m"',
  () => 'import type {} from "./m"',
  (number) => `import D${number} from "./m"`,
  (number) => `import type D${number} from "./m"`,
  (number) => `import D${number}, { B as B${number} } from "./m"`,
  (number) => `import D${number}, * as all${number} from "./m"`,
  (number) => `import * as all${number} from "./m"`,
  (number) => `import type * as all${number} from "./m"`,
  (number) => `import { type T as T${number}, B as B${number}, } from "./m"`,
  (number) => `import {B as B${number}} from "./m"`,
  (number) => `import { A as A${number} } from "./m"`,
  (number) => `import { default as D${number} } from "./m"`,
  (number) => `import type { T as T${number} } from "./m"`,
  (number) => `import {\n  B as B${number}, // remark ${number}\n  /* before ${number} */ Old as Old${number}\n} from "./m"`,
  (number) => `import {\n  // only ${number}\n  B as B${number},\n} from "./m"`,
  (number) => `import { /* nothing ${number} */ } from "./m"`,
  (number) => `import data${number} from "./data.json" with { type: "json" }`,
  (number) => `import N${number} from "./n"`,
  (number) => `export { B as B${number} } from "./m"`,
  (number) => `export * as all${number} from "./m"`,
);

const requests = fc.constantFrom<Pick<ImportRequest, 'localName' | 'name' | 'typeOnly'>>(
  { name: 'A', typeOnly: false },
  { name: 'A', typeOnly: true },
  { name: 'T', typeOnly: true },
  { name: 'default', localName: 'D', typeOnly: false },
  { name: 'default', localName: 'D', typeOnly: true },
);

const module = fc
  .record({
    head: fc.constantFrom('', '#!/usr/bin/env node\n', '/* Licence. */\n', '/** @file It. */\n\n', "'use strict'\n", "#!/usr/bin/env node\n// Licence.\n\n'use server'\n"),
    imports: fc.uniqueArray(fc.tuple(statements, fc.constantFrom('', '', ' // behind', ' /* behind */', '\n// between', '\n')), {
      maxLength: 4,
      selector: ([statement]) => (statement(0).includes('{ A }') ? 'A' : statement(0)),
    }),
    quote: fc.constantFrom("'", '"'),
    semicolon: fc.constantFrom('', ';'),
    newline: fc.constantFrom('\n', '\r\n'),
    request: requests,
    rest: fc.constantFrom('', 'const D = 1\nvoid D\n', 'type T = 1\nexport type Own = T\n', 'export const other = () => { const A = 1, D = 2; return [A, D] }\n'),
    ending: fc.constantFrom('', '\n'),
  })
  .map(({ ending, head, imports, newline, quote, request, rest, semicolon }) => {
    const block = imports.map(([statement, remark], index) => `${statement(index)}${semicolon}${remark.includes('//') || remark.includes('/*') ? `${remark} ${index}`.replace(/\*\/ (\d)$/u, '$1 */') : remark}\n`);
    const use = request.typeOnly ? 'export type Use = Wanted[]' : 'export const use = [wanted]';
    const text = `${head}${block.join('')}${rest}${use}${semicolon}${ending}`;
    const quoted = text.replaceAll('"', quote).replaceAll("'use", `${quote}use`).replaceAll(/(use (?:strict|server))'/gu, `$1${quote}`);
    return { code: quoted.replaceAll('\n', newline), request: { ...request, module: './m' } };
  });

/** Imports what is requested, and writes its name where it is wanted. */
function imported(code: string, request: ImportRequest): { isPresent: boolean; name: string; text: string } {
  let name = '';
  let isPresent = true;
  const text = edited(
    code,
    (sourceCode) => (fixer) => {
      const places: Parameters<typeof importName>[2][] = [];
      walk(sourceCode.ast, sourceCode.visitorKeys, (node) => {
        if (node.type === AST_NODE_TYPES.Identifier && /^wanted$/iu.test(node.name)) {
          places.push(node);
        }
      });
      const [place] = places;
      if (place === undefined) {
        throw new Error(`nothing is wanted in ${code}`);
      }
      const found = importName(sourceCode, request, place);
      const edits = found.edits(fixer);
      name = found.localName;
      isPresent = edits.length === 0;
      return [...edits, fixer.replaceText(place, name)];
    },
    file,
  );
  return { isPresent, name, text: text ?? code };
}

function directivesOf(code: string): string[] {
  return inspected(code, ({ ast }) => ['use strict', 'use server'].filter((directive) => hasDirective(ast, directive)));
}

function errorsOf(code: string): string[] {
  overlay.put('file.ts', code);
  return overlay.errors('file.ts').map((error) => ts.flattenDiagnosticMessageText(error.messageText, '\n'));
}

describe('importName', () => {
  it('leaves any block of imports well-typed, with all comments, and imports once', () => {
    fc.assert(
      fc.property(module, ({ code, request }) => {
        const { name, text } = imported(code, request);
        expect(errorsOf(text), text).toEqual([]);
        expect(lostComments(code, text), text).toEqual([]);
        expect(text.startsWith('#!'), text).toBe(code.startsWith('#!'));
        expect(directivesOf(text), text).toEqual(directivesOf(code));
        expect(text.includes('\r\n') && /[^\r]\n/u.test(text), JSON.stringify(text)).toBe(false);
        const again = `${text}\n${request.typeOnly ? 'export type Again = Wanted;' : 'export const again = wanted;'}`;
        expect(imported(again, request), text).toMatchObject({ isPresent: true, name });
      }),
      { seed: 4, numRuns: 250 },
    );
  });
});
