import type tsTypes from 'typescript';

import { createHash } from 'node:crypto';

import ts from '../../typescript.js';

/** Where a piece of code stands, in words that do not change when lines move. */
export interface CodePlace {
  /** The declarations around it, outermost first; empty at the top level of a module. */
  symbol: string;
  /** Its tokens, without layout and comments, and with the bodies of functions left out. */
  place: string;
}

/** Longer places are cut, and end with a digest of the whole. */
const longestPlace = 160;

const separator = ' > ';

/** One text, for the places in it. */
export class PlacesOfFile {
  readonly lines: readonly string[];
  readonly #file: tsTypes.SourceFile;

  /**
   * @param path Its extension says how it is parsed.
   * @param text Without a byte order mark. Text that does not parse has places too.
   */
  constructor(path: string, text: string) {
    // Comments are no part of a place, and parsing those in front of declarations takes a quarter of the time.
    const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
    this.#file = ts.createSourceFile(path, text, options, true);
    this.lines = text.split(/\r?\n/u);
  }

  /**
   * The place of what stands between two points, as ESLint counts them: one-based, the end exclusive.
   *
   * @returns The place; that of the nearest text where the points lie outside of it.
   */
  at(start: { line: number; column: number }, end: { line: number; column: number }): CodePlace {
    const from = this.#offsetOf(start);
    const to = Math.max(this.#offsetOf(end), from);
    const node = nodeAround(this.#file, from, to);
    return { symbol: symbolOf(node).join(separator), place: shortened(tokensOf(node, from, to).join(' ')) };
  }

  #offsetOf({ column, line }: { line: number; column: number }): number {
    const starts = this.#file.getLineStarts();
    const index = Math.min(Math.max(line, 1), starts.length) - 1;
    return Math.min((starts[index] ?? 0) + Math.max(column, 1) - 1, this.#file.text.length);
  }
}

/** The smallest node that contains a range. */
function nodeAround(file: tsTypes.SourceFile, from: number, to: number): tsTypes.Node {
  let node: tsTypes.Node = file;
  for (;;) {
    const inner: tsTypes.Node | undefined = ts.forEachChild(node, (child) =>
      child.getStart(file) <= from && child.end >= to && child.end > child.pos ? child : undefined,
    );
    if (inner === undefined) {
      return node;
    }
    node = inner;
  }
}

/** The names of the declarations that a node is in, outermost first; of a declaration's own name, too. */
function symbolOf(node: tsTypes.Node): string[] {
  const names: string[] = [];
  for (let current: tsTypes.Node | undefined = node; current !== undefined; current = current.parent as tsTypes.Node | undefined) {
    const name = declaredName(current);
    if (name !== undefined) {
      names.unshift(name);
    }
  }
  return names;
}

function declaredName(node: tsTypes.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) {
    return 'constructor';
  }
  if (ts.isExportAssignment(node)) {
    return 'default';
  }
  if (ts.isClassStaticBlockDeclaration(node)) {
    return 'static';
  }
  if (
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node)
  ) {
    const { name } = node as tsTypes.NamedDeclaration;
    return name === undefined ? calleeTaking(node) : tokensOf(name, name.getStart(), name.end).join(' ');
  }
  return undefined;
}

/** A function without a name is called after the call that it is given to: `app.post("/ask")`. */
function calleeTaking(node: tsTypes.Node): string | undefined {
  const call = node.parent as tsTypes.Node | undefined;
  if (call === undefined || !ts.isCallExpression(call) || call.expression === node) {
    return undefined;
  }
  const callee = tokensOf(call.expression, call.expression.getStart(), call.expression.end).join('');
  const [first] = call.arguments;
  const said = first !== undefined && ts.isStringLiteralLike(first) ? JSON.stringify(first.text) : '';
  return `${callee}(${said})`;
}

/** The tokens of a node within a range, one spelling for each. */
function tokensOf(node: tsTypes.Node, from: number, to: number): string[] {
  const file = node.getSourceFile();
  const tokens: string[] = [];
  const visit = (current: tsTypes.Node): void => {
    if (current.end <= from || current.getStart(file) >= to) {
      return;
    }
    if (isBody(current)) {
      tokens.push('{…}');
      return;
    }
    const children = ts.isStringLiteralLike(current) ? [] : current.getChildren(file);
    for (const child of children) {
      visit(child);
    }
    if (children.length === 0) {
      const text = ts.isStringLiteralLike(current) ? JSON.stringify(current.text) : current.getText(file);
      // Formatters add and remove them.
      if (text !== '' && text !== ';') {
        tokens.push(text);
      }
    }
  };
  visit(node);
  return tokens.filter((token, index) => token !== ',' || !/^[)\]}]$/u.test(tokens[index + 1] ?? ''));
}

/** What may change without the finding becoming another one. */
function isBody(node: tsTypes.Node): boolean {
  return ts.isBlock(node) && ts.isFunctionLike(node.parent);
}

function shortened(text: string): string {
  return text.length <= longestPlace
    ? text
    : `${text.slice(0, longestPlace)}… ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
