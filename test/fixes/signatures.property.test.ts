import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import * as untypedParser from '@typescript-eslint/parser';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { FunctionNode } from '../../src/isolation/syntax.js';

import { contextParameterFor } from '../../src/fixes/context-parameter.js';
import { analysisOf } from '../../src/isolation/file-analysis.js';
import { functionName, isFunction, walk } from '../../src/isolation/syntax.js';
import { overlayParser, TypedOverlay } from '../../src/typed-overlay.js';
import { lostComments } from '../tester/comments.js';
import { edited, inspected } from '../tester/edits.js';

const overlay = new TypedOverlay(fileURLToPath(new URL('../fixtures/bare/tsconfig.json', import.meta.url)));
const parser = overlayParser(overlay, untypedParser);
const settings = { contextTypes: [{ from: 'file', name: 'UserExecutionContext', path: 'context.ts' } as const] };
const file = { filename: overlay.path('file.ts'), parser, settings };

overlay.put('bases.ts', 'export interface Elsewhere {\n  target(one: string): unknown;\n}\nexport abstract class Base {\n  abstract target(one: string): unknown;\n}\n');

/** A parameter as an implementation writes it, as an overload does, and what a caller gives for it. */
interface Parameter {
  text: string;
  declared: string;
  argument: string | undefined;
  isRequired?: boolean;
  isRest?: boolean;
}

const required = fc.constantFrom<(name: string) => Parameter>(
  (name) => ({ text: `${name}: string`, declared: `${name}: string`, argument: "'a'", isRequired: true }),
  (name) => ({ text: `{ ${name} }: { ${name}: string }`, declared: `${name}: { ${name}: string }`, argument: `{ ${name}: 'a' }`, isRequired: true }),
  (name) => ({ text: `[${name}]: string[]`, declared: `${name}: string[]`, argument: "['a']", isRequired: true }),
  (name) => ({ text: `${name}: (inner: string, more?: number) => void`, declared: `${name}: (inner: string) => void`, argument: '() => {}', isRequired: true }),
  // A default before a required parameter.
  (name) => ({ text: `${name} = 'a'`, declared: `${name}: string | undefined`, argument: 'undefined' }),
);
const optional = fc.constantFrom<(name: string) => Parameter>(
  (name) => ({ text: `${name}?: number`, declared: `${name}?: number`, argument: undefined }),
  (name) => ({ text: `${name} = 1`, declared: `${name}?: number`, argument: undefined }),
  (name) => ({ text: `{ ${name} }: { ${name}?: number } = {}`, declared: `${name}?: { ${name}?: number }`, argument: undefined }),
);
const rest: Parameter = { text: '...rest: boolean[]', declared: '...rest: boolean[]', argument: undefined, isRest: true };

const parameters = fc
  .record({
    required: fc.array(required, { maxLength: 3 }),
    optional: fc.array(optional, { maxLength: 2 }),
    hasRest: fc.boolean(),
  })
  .map(({ required: first, optional: then, hasRest }) => [
    ...first.map((make, index) => make(`first${index}`)),
    ...then.map((make, index) => make(`then${index}`)),
    ...(hasRest ? [rest] : []),
  ]);

/** How a list of parameters is laid out, and the comments in it. */
const layout = fc.record({
  isTall: fc.boolean(),
  hasTrailingComma: fc.boolean(),
  remarks: fc.array(fc.constantFrom('', '', ' /* remark */', ' // remark'), { minLength: 8, maxLength: 8 }),
  newline: fc.constantFrom('\n', '\n', '\r\n'),
});
type Layout = typeof layout extends fc.Arbitrary<infer Value> ? Value : never;

function list(texts: readonly string[], { hasTrailingComma, isTall, remarks }: Layout, indentation: string): string {
  const isSpread = texts.at(-1)?.startsWith('...') === true;
  const comma = hasTrailingComma && !isSpread ? ',' : '';
  const remark = (index: number): string => (remarks[index] === '' ? '' : `${remarks[index] ?? ''} ${index}`.replace(/(\*\/) (\d)$/u, ' $2 $1'));
  if (texts.length === 0) {
    const only = remark(0);
    return only.startsWith(' //') ? `(${only}\n${indentation})` : `(${only.trim()})`;
  }
  if (isTall) {
    const lines = texts.map((text, index) => `${indentation}  ${text}${index < texts.length - 1 ? ',' : comma}${remark(index)}\n`);
    return `(\n${lines.join('')}${indentation})`;
  }
  const items = texts.map((text, index) => (remark(index).startsWith(' //') ? text : text + remark(index)));
  return `(${items.join(', ')}${comma})`;
}

const documentation = fc.constantFrom<(names: readonly Parameter[], indentation: string) => string>(
  () => '',
  (_, indentation) => `/** Does it. */\n${indentation}`,
  (_, indentation) => `/** @param first0 The first. */\n${indentation}`,
  (_, indentation) => `/**\n${indentation} * Does it.\n${indentation} *\n${indentation} * @param first0 - The first,\n${indentation} *   and only.\n${indentation} * @param then0 - The second.\n${indentation} * @returns Nothing.\n${indentation} */\n${indentation}`,
  (_, indentation) => `// A remark.\n${indentation}`,
);

/** What a generated module is made of. */
interface Parts {
  parameters: readonly Parameter[];
  layout: Layout;
  documented: (names: readonly Parameter[], indentation: string) => string;
  modifier: string;
  hasThis: boolean;
  isGeneric: boolean;
  hasOverloads: boolean;
  isCalled: boolean;
}

interface Pieces {
  /** The parameters as an implementation has them, and as a declaration without a body has them. */
  implemented: (indentation: string, isArrow?: boolean) => string;
  declared: string;
  shortest: string;
  generic: string;
  args: string;
  text: Parts;
}

function piecesOf(parts: Parts): Pieces {
  const self = parts.hasThis ? ['this: unknown'] : [];
  const declaredOf = (all: readonly Parameter[]): string => `(${[...self, ...all.map(({ declared }) => declared)].join(', ')})`;
  return {
    implemented: (indentation, isArrow = false) =>
      list([...(isArrow ? [] : self), ...parts.parameters.map(({ text }) => text)], parts.layout, indentation),
    declared: declaredOf(parts.parameters),
    shortest: declaredOf(parts.parameters.filter(({ argument }) => argument !== undefined)),
    generic: parts.isGeneric ? '<T extends (one: string) => void = () => void>' : '',
    // Callers that give more than they must give it where the context is to stand: that is another error (TS2345).
    args: parts.parameters
      .slice(0, parts.parameters.findLastIndex(({ isRequired }) => isRequired === true) + 1)
      .flatMap(({ argument }) => argument ?? [])
      .join(', '),
    text: parts,
  };
}

const body = (modifier: string): string => (modifier.includes('*') ? '{ yield 1; }' : '{ return 1; }');

/** Kinds of functions, each as a module around a function called `target`. */
const kinds: Readonly<Record<string, (pieces: Pieces) => string>> = {
  'function declaration': ({ args, declared, generic, implemented, shortest, text }) => {
    const head = (parameters: string): string => `${text.documented(text.parameters, '')}export function target${generic}${parameters}: unknown;\n`;
    const overloads = text.hasOverloads ? head(shortest) + head(declared) : '';
    const { modifier } = text;
    const [start, star] = [modifier.replace('*', ''), modifier.includes('*') ? '*' : ''];
    return `${overloads}${text.documented(text.parameters, '')}export ${start}function ${star}target${generic}${implemented('')} ${body(modifier)}\n${
      text.isCalled ? `void target(${args});\n` : ''
    }`;
  },
  'default export': ({ implemented, text }) =>
    `${text.documented(text.parameters, '')}export default ${text.modifier.replace('*', '')}function target${implemented('')} { return 1; }\n`,
  'arrow function': ({ args, generic, implemented, text }) =>
    `${text.documented(text.parameters, '')}export const target = ${text.modifier.replace('*', '')}${generic}${implemented('', true)} => 1;\n${text.isCalled ? `void target(${args});\n` : ''}`,
  'function expression': ({ implemented, text }) => `export const target = function${implemented('')} ${body('')};\nvoid ${text.parameters.length};\n`,
  'typed arrow function': ({ implemented, shortest, text }) =>
    `${text.documented(text.parameters, '')}export const target: ${shortest.replace('this: unknown, ', '').replace('this: unknown', '')} => unknown = ${implemented('', true)} => 1;\n`,
  'bare arrow function': () => 'export const target: (one: string) => unknown = /* bare */ one => one;\n',
  'type alias': ({ declared, implemented }) =>
    `/** @param first0 The first. */\ntype Handler = ${declared.replace('this: unknown, ', '').replace('this: unknown', '')} => unknown;\nconst other: Handler = () => 2;\nexport const target: Handler = ${implemented('', true)} => 1;\nvoid other;\n`,
  method: ({ args, declared, generic, implemented, shortest, text }) => {
    const head = (parameters: string): string => `  ${text.documented(text.parameters, '  ')}target${generic}${parameters}: unknown;\n`;
    const [start, star] = [text.modifier.replace('*', ''), text.modifier.includes('*') ? '*' : ''];
    return `export class Holder {\n${text.hasOverloads ? head(shortest) + head(declared) : ''}  ${text.documented(text.parameters, '  ')}${start}${star}target${generic}${implemented('  ')} ${body(text.modifier)}\n}\n${
      text.isCalled ? `void new Holder().target(${args});\n` : ''
    }`;
  },
  'decorated method': ({ text }) => {
    const decorated = text.parameters.map((parameter) => (parameter.isRest === true ? parameter.text : `@mark() ${parameter.text}`));
    return `declare function mark(): (target: object, key: string | symbol | undefined, index: number) => void;\nexport class Holder {\n  target${list(decorated, text.layout, '  ')} { return 1; }\n}\n`;
  },
  'private field': ({ implemented }) => `export class Holder {\n  #target = ${implemented('  ', true)} => 1;\n}\n`,
  'static method': ({ implemented, text }) =>
    `class Base {\n  static target(..._all: any[]): unknown { return 2; }\n}\nexport class Holder {\n  ${text.documented(text.parameters, '  ')}static target${implemented('  ')} { return 1; }\n}\nvoid Base;\n`,
  'implementation of an interface': ({ declared, implemented, text }) =>
    `interface Desk {\n  ${text.documented(text.parameters, '  ')}target${declared}: unknown;\n}\nexport class Quiet implements Desk {\n  target() { return 2; }\n}\nexport class Holder implements Desk {\n  target${implemented('  ')} { return 1; }\n}\n`,
  'implementation of a property': ({ implemented, shortest, text }) =>
    `export interface Desk {\n  ${text.documented(text.parameters, '  ')}readonly target: ${shortest.replace('this: unknown, ', '').replace('this: unknown', '')} => unknown;\n}\nexport class Holder implements Desk {\n  target = ${implemented('  ', true)} => 1;\n}\n`,
  'implementation of an abstract method': ({ implemented, shortest, text }) =>
    `export abstract class Desk {\n  ${text.documented(text.parameters, '  ')}abstract target${shortest}: unknown;\n}\nexport class Loud extends Desk {\n  override target${implemented('  ')} { return 2; }\n}\nexport class Holder extends Loud {\n  override target${implemented('  ')} { return 1; }\n}\n`,
  'implementation of an interface elsewhere': () =>
    "import type { Elsewhere } from './bases';\nexport class Holder implements Elsewhere {\n  target(one: string) { return one; }\n}\n",
  'implementation of an abstract method elsewhere': () =>
    "import { Base } from './bases';\nexport class Holder extends Base {\n  override target(one = 'a', ...more: string[]) { return one + more.length; }\n}\n",
  'method of an object': ({ args, implemented, text }) =>
    `export const holder = {\n  ${text.documented(text.parameters, '  ')}target${implemented('  ')} { return 1; },\n};\n${text.isCalled ? `void holder.target(${args});\n` : ''}`,
  'constructor of a class': ({ text }) =>
    `export class Holder {\n  ${text.documented(text.parameters, '  ')}constructor${list(
      text.parameters.map((parameter) => (/^\w+[:?]/u.test(parameter.text) ? `readonly ${parameter.text}` : parameter.text)),
      text.layout,
      '  ',
    )} {}\n}\n`,
};

const module = fc
  .record({
    kind: fc.constantFrom(...Object.keys(kinds)),
    parameters,
    layout,
    documented: documentation,
    modifier: fc.constantFrom('', 'async ', '*', 'async *'),
    hasThis: fc.boolean(),
    isGeneric: fc.boolean(),
    hasOverloads: fc.boolean(),
    isCalled: fc.boolean(),
    isImported: fc.boolean(),
  })
  .map(({ kind, isImported, ...parts }) => {
    const text = kinds[kind]?.(piecesOf(parts)) ?? '';
    const imported = isImported ? "import type { UserExecutionContext as Mine } from '../context';\nexport type Own = Mine;\n" : '';
    return { kind, code: (imported + text).replaceAll('\n', parts.layout.newline) };
  });

/** The implementation called `target`, or the constructor. */
function targetOf({ ast, visitorKeys }: TSESLint.SourceCode): FunctionNode | undefined {
  let target: FunctionNode | undefined;
  walk(ast, visitorKeys, (node: TSESTree.Node) => {
    if (isFunction(node) && ['constructor', 'target'].includes(functionName(node) ?? '')) {
      target = node;
    }
  });
  return target;
}

function withContext(code: string): string | undefined {
  return edited(
    code,
    (sourceCode, context) => {
      const target = targetOf(sourceCode);
      return target && contextParameterFor(target, true, context.filename, analysisOf(context))?.edits;
    },
    file,
  );
}

function errorsOf(code: string): { code: number; text: string }[] {
  overlay.put('file.ts', code);
  return overlay
    .errors('file.ts')
    .map((error) => ({ code: error.code, text: ts.flattenDiagnosticMessageText(error.messageText, '\n') }));
}

describe('contextParameterFor', () => {
  it('leaves any module well-typed but for its callers and bases elsewhere, with all comments, and once', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(module, ({ kind, code }) => {
        seen.add(kind);
        const output = withContext(code);
        if (output === undefined) {
          // What is refused must be what does not compile in the first place.
          expect(errorsOf(code), `refused:\n${code}`).not.toEqual([]);
          return;
        }
        const declared = [2554, 2555, ...(kind.endsWith('elsewhere') ? [2416] : [])];
        const errors = errorsOf(output).filter((error) => !declared.includes(error.code));
        const isBroken = errors.length > 0 && errorsOf(code).length > 0;
        expect(isBroken ? [] : errors, output).toEqual([]);
        expect(lostComments(code, output), output).toEqual([]);
        expect(inspected(output, (sourceCode) => targetOf(sourceCode)?.params.some((each) => /context: /iu.test(sourceCode.getText(each))), file)).toBe(true);
        expect(withContext(output)).toBe(output);
      }),
      { seed: 4, numRuns: 250 },
    );
    expect([...seen].sort()).toEqual(Object.keys(kinds).sort());
  });
});
