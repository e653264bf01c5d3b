import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { AST_NODE_TYPES, AST_TOKEN_TYPES, ASTUtils } from '@typescript-eslint/utils';
import ts from '../typescript.js';

import { sameModule } from './module-specifier.js';

/** What a correction needs to have imported. */
export interface ImportRequest {
  /** The exported name; `default` for the default export. */
  name: string;
  /** The module specifier, as `moduleSpecifierOf` gives it. */
  module: string;
  /** The name is used as a type only. */
  typeOnly: boolean;
  /** What a default export is called in the file; the exported name when left out. */
  localName?: string;
}

/** Edits of one fix; none of them overlaps another. */
export type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** A name that a correction can write, and what makes it mean the requested import. */
export interface ImportedName {
  /** An identifier, or a member of a namespace that the file imports already (`context.UserExecutionContext`). */
  localName: string;
  /** Empty when the name is imported already. */
  edits: Edits;
}

/** An import that is yet to be written, with the statement where it takes one of its own. */
interface PlannedImport extends ImportedName {
  statement?: string;
}

/** A binding of an import declaration, or of what stands for one in CommonJS. */
interface ExistingBinding {
  local: string;
  identifier: TSESTree.Identifier;
  /** What of the module is bound; `*` for all of it. */
  imported: string;
  typeOnly: boolean;
  /** The declaration and the specifier, where the binding is made by `import … from`. */
  declaration?: TSESTree.ImportDeclaration;
  specifier?: TSESTree.ImportClause;
}

const noEdits: Edits = () => [];

/** The exported name that an import or export specifier names; string names (`'a-b'`) included. */
export function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === AST_NODE_TYPES.Identifier ? node.name : node.value;
}

function isStringLiteral(node: TSESTree.Node | null | undefined): node is TSESTree.StringLiteral {
  return node?.type === AST_NODE_TYPES.Literal && typeof node.value === 'string';
}

function bindingsOfImport(declaration: TSESTree.ImportDeclaration): ExistingBinding[] {
  return declaration.specifiers.map((specifier) => {
    const typeOnly =
      declaration.importKind === 'type' ||
      (specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.importKind === 'type');
    const { local } = specifier;
    const imported =
      specifier.type === AST_NODE_TYPES.ImportSpecifier
        ? nameOf(specifier.imported)
        : specifier.type === AST_NODE_TYPES.ImportDefaultSpecifier
          ? 'default'
          : '*';
    return { local: local.name, identifier: local, imported, typeOnly, declaration, specifier };
  });
}

/** `require('module')`: the module's name. */
function requiredModule(node: TSESTree.Expression | null): string | undefined {
  if (
    node?.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.Identifier &&
    node.callee.name === 'require' &&
    node.arguments.length === 1 &&
    isStringLiteral(node.arguments[0])
  ) {
    return node.arguments[0].value;
  }
  return undefined;
}

function bindingsOfRequire(pattern: TSESTree.BindingName): ExistingBinding[] {
  if (pattern.type === AST_NODE_TYPES.Identifier) {
    return [{ local: pattern.name, identifier: pattern, imported: '*', typeOnly: false }];
  }
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern) {
    return [];
  }
  return pattern.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property &&
    !property.computed &&
    property.key.type === AST_NODE_TYPES.Identifier &&
    property.value.type === AST_NODE_TYPES.Identifier
      ? [{ local: property.value.name, identifier: property.value, imported: property.key.name, typeOnly: false }]
      : [],
  );
}

/** What the file binds of a module at its top level, in the order of the text. */
function existingBindings(sourceCode: TSESLint.SourceCode, module: string): ExistingBinding[] {
  return sourceCode.ast.body.flatMap((statement): ExistingBinding[] => {
    switch (statement.type) {
      case AST_NODE_TYPES.ImportDeclaration:
        return sameModule(statement.source.value, module) ? bindingsOfImport(statement) : [];
      case AST_NODE_TYPES.TSImportEqualsDeclaration: {
        const { moduleReference, id } = statement;
        return moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference &&
          isStringLiteral(moduleReference.expression) &&
          sameModule(moduleReference.expression.value, module)
          ? [{ local: id.name, identifier: id, imported: '*', typeOnly: statement.importKind === 'type' }]
          : [];
      }
      case AST_NODE_TYPES.VariableDeclaration:
        return statement.kind === 'const'
          ? statement.declarations.flatMap(({ id, init }) => {
              const required = requiredModule(init);
              return required !== undefined && sameModule(required, module) ? bindingsOfRequire(id) : [];
            })
          : [];
      default:
        return [];
    }
  });
}

function variableAt(
  sourceCode: TSESLint.SourceCode,
  node: TSESTree.Node,
  name: string,
): TSESLint.Scope.Variable | null {
  return ASTUtils.findVariable(sourceCode.getScope(node), name);
}

function isVisible(
  sourceCode: TSESLint.SourceCode,
  binding: ExistingBinding,
  usedAt: readonly TSESTree.Node[],
): boolean {
  return usedAt.every((node) => variableAt(sourceCode, node, binding.local)?.identifiers.includes(binding.identifier));
}

/** A name that nothing else means: neither where it is to be used, nor at the top level, nor as a global. */
function isFree(
  sourceCode: TSESLint.SourceCode,
  name: string,
  usedAt: readonly TSESTree.Node[],
  leaving: ReadonlySet<TSESTree.Node>,
): boolean {
  const globalReferences = sourceCode.scopeManager?.globalScope?.through ?? [];
  return (
    !globalReferences.some((reference) => reference.identifier.name === name) &&
    [sourceCode.ast, ...usedAt].every((node) => {
      const scope = node === sourceCode.ast ? topLevelScope(sourceCode) : sourceCode.getScope(node);
      const variable = scope === null ? null : ASTUtils.findVariable(scope, name);
      if (variable === null) {
        return true;
      }
      return variable.defs.length === 0
        ? // A global that the file does not use may be shadowed.
          variable.references.length === 0
        : variable.identifiers.every((identifier) => leaving.has(identifier));
    })
  );
}

function topLevelScope(sourceCode: TSESLint.SourceCode): TSESLint.Scope.Scope | null {
  const globalScope = sourceCode.scopeManager?.globalScope ?? null;
  return (
    globalScope?.childScopes.find((scope) => scope.block === sourceCode.ast && (scope.type as string) !== 'global') ??
    globalScope
  );
}

function freeName(
  sourceCode: TSESLint.SourceCode,
  name: string,
  usedAt: readonly TSESTree.Node[],
  leaving: ReadonlySet<TSESTree.Node>,
): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (isFree(sourceCode, candidate, usedAt, leaving)) {
      return candidate;
    }
  }
}

/** How the file writes its imports. */
interface ImportStyle {
  quote: string;
  semicolon: ';' | '';
  open: string;
  close: string;
  newline: string;
}

function importStyle(sourceCode: TSESLint.SourceCode): ImportStyle {
  const { ast, text } = sourceCode;
  const imports = ast.body.filter(
    (statement) =>
      statement.type === AST_NODE_TYPES.ImportDeclaration ||
      statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration ||
      (statement.type === AST_NODE_TYPES.ExportNamedDeclaration && statement.source !== null),
  );
  const statements = ast.body.filter(
    (statement) =>
      statement.type === AST_NODE_TYPES.ImportDeclaration ||
      statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration ||
      statement.type === AST_NODE_TYPES.ExpressionStatement ||
      statement.type === AST_NODE_TYPES.VariableDeclaration,
  );
  const terminated = imports.length > 0 ? imports : statements;
  const strings = ast.tokens.filter((token) => token.type === AST_TOKEN_TYPES.String);
  const quoted =
    imports.flatMap((statement) =>
      sourceCode.getTokens(statement).filter((token) => token.type === AST_TOKEN_TYPES.String),
    )[0] ?? strings[0];
  const spaced = !imports.some((statement) =>
    /^(?:import|export)\b[^'"]*\{[^\s}]/u.test(sourceCode.getText(statement)),
  );
  return {
    quote: quoted?.value[0] === '"' ? '"' : "'",
    semicolon:
      terminated.length === 0 || terminated.some((statement) => sourceCode.getLastToken(statement)?.value === ';')
        ? ';'
        : '',
    open: spaced ? '{ ' : '{',
    close: spaced ? ' }' : '}',
    newline: /\r?\n/u.exec(text)?.[0] ?? '\n',
  };
}

/** How the JavaScript that TypeScript makes of the file loads modules, as far as it can be told. */
function loadsByRequire(sourceCode: TSESLint.SourceCode, typeOnly: boolean): 'import =' | 'const' | undefined {
  const { ast, parserServices } = sourceCode;
  const usesImport = ast.body.some(
    (statement) =>
      statement.type === AST_NODE_TYPES.ImportDeclaration ||
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      statement.type === AST_NODE_TYPES.ExportDefaultDeclaration,
  );
  const program = parserServices?.program ?? undefined;
  const file = parserServices?.esTreeNodeToTSNodeMap?.get(ast);
  const isJavaScript =
    file === undefined ? ast.sourceType === 'script' && !usesImport : /\.[cm]?jsx?$/u.test(file.fileName);
  if (isJavaScript) {
    const requires = ast.body.some(
      (statement) =>
        statement.type === AST_NODE_TYPES.VariableDeclaration &&
        statement.declarations.some((declarator) => requiredModule(declarator.init) !== undefined),
    );
    return !usesImport && (requires || ast.sourceType === 'script') ? 'const' : undefined;
  }
  if (typeOnly) {
    return undefined;
  }
  if (program !== undefined && file !== undefined) {
    return program.getCompilerOptions().verbatimModuleSyntax === true &&
      file.impliedNodeFormat === ts.ModuleKind.CommonJS
      ? 'import ='
      : undefined;
  }
  const equals = ast.body.some(
    (statement) =>
      statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration &&
      statement.moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference,
  );
  return equals && !usesImport ? 'import =' : undefined;
}

function specifierText(imported: string, local: string, modifier: string): string {
  const name = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(imported) ? imported : JSON.stringify(imported);
  return modifier + (name === local ? name : `${name} as ${local}`);
}

function closingBrace(sourceCode: TSESLint.SourceCode, declaration: TSESTree.ImportDeclaration): TSESTree.Token | null {
  const brace = sourceCode.getTokenBefore(
    declaration.source,
    (token) => token.value === '}' && token.type === AST_TOKEN_TYPES.Punctuator,
  );
  return brace !== null && brace.range[0] > declaration.range[0] ? brace : null;
}

/** Whether a named specifier can be added to the declaration; never a value to a type-only one. */
function takesNamed(declaration: TSESTree.ImportDeclaration, request: ImportRequest): boolean {
  const kinds = declaration.specifiers.map((specifier) => specifier.type);
  if (kinds.includes(AST_NODE_TYPES.ImportNamespaceSpecifier)) {
    return false;
  }
  if (declaration.importKind === 'type') {
    // `import type Default, { Named }` is no syntax.
    return request.typeOnly && !kinds.includes(AST_NODE_TYPES.ImportDefaultSpecifier);
  }
  // `import 'module'` is there to be evaluated; with only a type in its clause, TypeScript would leave it out.
  return declaration.specifiers.length > 0 || !request.typeOnly;
}

function appendNamed(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  text: string,
  style: ImportStyle,
): Edits {
  const brace = closingBrace(sourceCode, declaration);
  const last = declaration.specifiers.at(-1);
  if (brace === null) {
    return (fixer) =>
      last === undefined
        ? [fixer.insertTextBefore(declaration.source, `${style.open}${text}${style.close} from `)]
        : [fixer.insertTextAfter(last, `, ${style.open}${text}${style.close}`)];
  }
  const before = sourceCode.getTokenBefore(brace, { includeComments: true }) as TSESTree.Token;
  const token = sourceCode.getTokenBefore(brace) as TSESTree.Token;
  if (token.value === '{') {
    const close = before.range[1] === brace.range[0] ? style.close.slice(0, -1) : '';
    return (fixer) => [fixer.insertTextAfter(before, (before === token ? style.open.slice(1) : ' ') + text + close)];
  }
  const hasTrailingComma = token.value === ',';
  if (before.loc.end.line < brace.loc.start.line) {
    const first = declaration.specifiers.find(
      (specifier) => specifier.type === AST_NODE_TYPES.ImportSpecifier,
    ) as TSESTree.Node;
    const line = sourceCode.lines[first.loc.start.line - 1] ?? '';
    const indentation = first.loc.start.line === declaration.loc.start.line ? '  ' : (/^\s*/u.exec(line)?.[0] ?? '');
    return (fixer) => [
      ...(hasTrailingComma ? [] : [fixer.insertTextAfter(token, ',')]),
      fixer.insertTextAfter(before, `${style.newline}${indentation}${text}${hasTrailingComma ? ',' : ''}`),
    ];
  }
  if (hasTrailingComma) {
    return (fixer) => [fixer.insertTextAfter(before, ` ${text},`)];
  }
  return (fixer) => [fixer.insertTextAfter(before, `, ${text}`)];
}

const headerComment =
  /^!|@(?:license|licence|preserve|copyright|file|fileoverview|packageDocumentation|ts-check|ts-nocheck|jsx|jest-environment|vitest-environment)\b|copyright|licen[cs]e|SPDX-|^\/\s*<(?:reference|amd)|^\s*(?:eslint|global|exported)\b/iu;

/** Whether a comment at the top belongs to the file rather than to the statement after it. */
function isHeader(comment: TSESTree.Comment, next: TSESTree.Node | TSESTree.Token | undefined): boolean {
  return (
    (comment.type as string) === 'Shebang' ||
    headerComment.test(comment.value) ||
    next === undefined ||
    next.loc.start.line > comment.loc.end.line + 1
  );
}

/** The end of the line on which a node ends, comments on it included; the node's end where other code follows on it. */
function endOfLine(sourceCode: TSESLint.SourceCode, node: TSESTree.Node | TSESTree.Token): number {
  let end = node;
  for (;;) {
    const next: TSESTree.Token | null = sourceCode.getTokenAfter(end, { includeComments: true });
    if (next === null || next.loc.start.line > end.loc.end.line) {
      return end.range[1];
    }
    if (next.type !== AST_TOKEN_TYPES.Line && next.type !== AST_TOKEN_TYPES.Block) {
      return node.range[1];
    }
    end = next;
  }
}

function isImport(statement: TSESTree.ProgramStatement): boolean {
  switch (statement.type) {
    case AST_NODE_TYPES.ImportDeclaration:
      return true;
    case AST_NODE_TYPES.TSImportEqualsDeclaration:
      return statement.moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference;
    case AST_NODE_TYPES.VariableDeclaration:
      return statement.declarations.some((declarator) => requiredModule(declarator.init) !== undefined);
    default:
      return false;
  }
}

/** Puts a new statement after the file's first block of imports, or where such a block would begin. */
function insertDeclaration(sourceCode: TSESLint.SourceCode, text: string, style: ImportStyle): Edits {
  const { body } = sourceCode.ast;
  const { newline } = style;
  const firstImport = body.findIndex(isImport);
  if (firstImport >= 0) {
    let last = firstImport;
    while (body[last + 1] !== undefined && isImport(body[last + 1] as TSESTree.ProgramStatement)) {
      last += 1;
    }
    const statement = body[last] as TSESTree.ProgramStatement;
    const position = endOfLine(sourceCode, statement);
    const follows = sourceCode.getTokenAfter(statement);
    const sharesLine =
      follows !== null && position === statement.range[1] && follows.loc.start.line === statement.loc.end.line;
    const terminated = sharesLine && !text.endsWith(';') ? `${text};` : text;
    return (fixer) => [fixer.insertTextAfterRange([position, position], newline + terminated)];
  }
  const directives = body.filter(
    (statement) => statement.type === AST_NODE_TYPES.ExpressionStatement && statement.directive !== undefined,
  );
  const lastDirective = directives.at(-1);
  const next = body[directives.length];
  if (lastDirective !== undefined) {
    const position = endOfLine(sourceCode, lastDirective);
    const followed = next !== undefined && next.loc.start.line <= lastDirective.loc.end.line + 1;
    return (fixer) => [
      fixer.insertTextAfterRange([position, position], newline + newline + text + (followed ? newline : '')),
    ];
  }
  const comments = sourceCode
    .getAllComments()
    .filter((comment) => next === undefined || comment.range[1] <= next.range[0]);
  const header = comments.filter((comment, index) => isHeader(comment, comments[index + 1] ?? next)).at(-1);
  if (header === undefined) {
    return (fixer) => [fixer.insertTextBeforeRange([0, 0], text + newline + newline)];
  }
  const position = header.range[1];
  const shebang = (header.type as string) === 'Shebang';
  const follower = comments[comments.indexOf(header) + 1] ?? next;
  const followed = follower !== undefined && follower.loc.start.line <= header.loc.end.line + 1;
  return (fixer) => [
    fixer.insertTextAfterRange(
      [position, position],
      newline + (shebang ? '' : newline) + text + (followed ? newline : ''),
    ),
  ];
}

function newDeclaration(sourceCode: TSESLint.SourceCode, request: ImportRequest, local: string): PlannedImport {
  const style = importStyle(sourceCode);
  const module = style.quote + request.module + style.quote;
  const loading = loadsByRequire(sourceCode, request.typeOnly);
  if (loading === 'const') {
    const member = request.name === local ? local : `${request.name}: ${local}`;
    const statement = `const ${style.open}${member}${style.close} = require(${module})${style.semicolon}`;
    return { localName: local, statement, edits: insertDeclaration(sourceCode, statement, style) };
  }
  if (loading === 'import =') {
    const namespace = freeName(sourceCode, namespaceName(request.module), [], new Set());
    const statement = `import ${namespace} = require(${module})${style.semicolon}`;
    return {
      localName: `${namespace}.${request.name}`,
      statement,
      edits: insertDeclaration(sourceCode, statement, style),
    };
  }
  const clause = request.name === 'default' ? local : style.open + specifierText(request.name, local, '') + style.close;
  const keyword = request.typeOnly ? 'import type' : 'import';
  const statement = `${keyword} ${clause} from ${module}${style.semicolon}`;
  return { localName: local, statement, edits: insertDeclaration(sourceCode, statement, style) };
}

/** `./user-context.cjs` → `userContext`. */
function namespaceName(module: string): string {
  const base = module.split('/').at(-1) ?? module;
  const words = base
    .replace(/\.[cm]?[jt]s$/u, '')
    .split(/[^\p{ID_Continue}$]+/u)
    .filter((word) => word !== '');
  const name = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return /^[\p{ID_Start}$_]/u.test(name) ? name : `_${name}`;
}

/** Makes a value of a type-only specifier: the other names of its declaration stay type-only. */
function makeValue(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  specifier: TSESTree.ImportClause,
): Edits {
  const removeKeyword = (fixer: TSESLint.RuleFixer, keyword: TSESTree.Token): TSESLint.RuleFix => {
    const next = sourceCode.getTokenAfter(keyword, { includeComments: true }) as TSESTree.Token;
    return fixer.removeRange([keyword.range[0], next.range[0]]);
  };
  if (declaration.importKind !== 'type') {
    return (fixer) => [removeKeyword(fixer, sourceCode.getFirstToken(specifier) as TSESTree.Token)];
  }
  const keyword = sourceCode.getFirstToken(declaration, 1) as TSESTree.Token;
  return (fixer) => [
    removeKeyword(fixer, keyword),
    ...declaration.specifiers
      .filter((other) => other !== specifier)
      .map((other) => fixer.insertTextBefore(other, 'type ')),
  ];
}

/** The name by which the file can write the import already. */
function existingName(
  sourceCode: TSESLint.SourceCode,
  request: ImportRequest,
  usedAt: readonly TSESTree.Node[],
  leaving: ReadonlySet<TSESTree.Node>,
): ImportedName | undefined {
  const bindings = existingBindings(sourceCode, request.module).filter(
    (binding) => !leaving.has(binding.identifier) && isVisible(sourceCode, binding, usedAt),
  );
  const named = bindings.filter((binding) => binding.imported === request.name);
  const usable = named.find((binding) => request.typeOnly || !binding.typeOnly);
  if (usable !== undefined) {
    return { localName: usable.local, edits: noEdits };
  }
  const namespace = bindings.find((binding) => binding.imported === '*' && (request.typeOnly || !binding.typeOnly));
  if (namespace !== undefined && request.name !== 'default') {
    return { localName: `${namespace.local}.${request.name}`, edits: noEdits };
  }
  const [typeBinding] = named;
  return typeBinding?.declaration === undefined || typeBinding.specifier === undefined
    ? undefined
    : { localName: typeBinding.local, edits: makeValue(sourceCode, typeBinding.declaration, typeBinding.specifier) };
}

function newName(
  sourceCode: TSESLint.SourceCode,
  request: ImportRequest,
  usedAt: readonly TSESTree.Node[],
  leaving: ReadonlySet<TSESTree.Node>,
): string {
  const wanted = request.localName ?? (request.name === 'default' ? namespaceName(request.module) : request.name);
  return freeName(sourceCode, wanted, usedAt, leaving);
}

/** An import of the same module to whose clause the name can be added. */
function declarationToExtend(
  sourceCode: TSESLint.SourceCode,
  request: ImportRequest,
): TSESTree.ImportDeclaration | undefined {
  const declarations = sourceCode.ast.body.filter(
    (statement): statement is TSESTree.ImportDeclaration =>
      statement.type === AST_NODE_TYPES.ImportDeclaration &&
      sameModule(statement.source.value, request.module) &&
      request.name !== 'default' &&
      takesNamed(statement, request),
  );
  return (
    declarations.find((declaration) => (declaration.importKind === 'type') === request.typeOnly) ?? declarations[0]
  );
}

function plannedImport(sourceCode: TSESLint.SourceCode, request: ImportRequest, local: string): PlannedImport {
  const place = declarationToExtend(sourceCode, request);
  if (place === undefined) {
    return newDeclaration(sourceCode, request, local);
  }
  const modifier = request.typeOnly && place.importKind !== 'type' ? 'type ' : '';
  return {
    localName: local,
    edits: appendNamed(sourceCode, place, specifierText(request.name, local, modifier), importStyle(sourceCode)),
  };
}

/**
 * Makes a name importable where a correction writes it.
 *
 * A binding that the file has already is used, under its own name; otherwise the name is added to an import of the same
 * module, or a new import is put after the file's imports (below shebang, directives and licence). The name is an alias
 * where something else has it.
 *
 * @param usedAt The node at whose place the name is to be written: what is visible there decides.
 * @returns The name to write, and the edits that import it; they are to be part of the same fix.
 */
export function importName(
  sourceCode: TSESLint.SourceCode,
  request: ImportRequest,
  usedAt: TSESTree.Node,
): ImportedName {
  const leaving = new Set<TSESTree.Node>();
  return (
    existingName(sourceCode, request, [usedAt], leaving) ??
    plannedImport(sourceCode, request, newName(sourceCode, request, [usedAt], leaving))
  );
}

/** What becomes of the declaration when its last specifier goes. */
export type EmptyImport =
  /** `import './module'` stays, because the module is evaluated today. */
  | 'keep evaluating'
  /** Nothing stays, because TypeScript leaves the import out today. */
  | 'remove';

/** Text edits of one declaration; sorted and free of overlaps by construction. */
interface TextEdit {
  range: [number, number];
  text: string;
}

function toEdits(edits: readonly TextEdit[]): Edits {
  return (fixer) => edits.map(({ range, text }) => fixer.replaceTextRange(range, text));
}

function commentsIn(sourceCode: TSESLint.SourceCode, range: readonly [number, number]): TSESTree.Comment[] {
  return sourceCode.getAllComments().filter((comment) => comment.range[0] >= range[0] && comment.range[1] <= range[1]);
}

/** The comments of a range as they stand, each fit to be followed by code. */
function commentsText(sourceCode: TSESLint.SourceCode, range: readonly [number, number], newline: string): string {
  return commentsIn(sourceCode, range)
    .map((comment) => sourceCode.text.slice(...comment.range) + (comment.type === AST_TOKEN_TYPES.Line ? newline : ' '))
    .join('');
}

/** Widens a removal over the blanks that it leaves behind: to the end of the blanks, or over the whole line if nothing else is on it. */
function withBlanks(text: string, [start, end]: readonly [number, number]): [number, number] {
  const after = end + (/^[ \t]*/u.exec(text.slice(end))?.[0].length ?? 0);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineBreak = /^\r?\n/u.exec(text.slice(after));
  if (lineBreak !== null) {
    const before = text.slice(lineStart, start);
    return /^[ \t]*$/u.test(before)
      ? [lineStart, after + lineBreak[0].length]
      : [start - (/[ \t]*$/u.exec(before)?.[0].length ?? 0), after];
  }
  // The space before a closing brace is the file's style.
  return text[after] === '}' ? [start - (/[ \t]*$/u.exec(text.slice(0, start))?.[0].length ?? 0), end] : [start, after];
}

function removeNamed(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  removed: ReadonlySet<TSESTree.ImportClause>,
): TextEdit[] {
  const { newline } = importStyle(sourceCode);
  const named = declaration.specifiers.filter((specifier) => specifier.type === AST_NODE_TYPES.ImportSpecifier);
  const pieces: TextEdit[] = [];
  const remove = (range: readonly [number, number]): void => {
    pieces.push({ range: withBlanks(sourceCode.text, range), text: commentsText(sourceCode, range, newline) });
  };
  const lastKept = named.findLastIndex((specifier) => !removed.has(specifier));
  named.forEach((specifier, index) => {
    if (!removed.has(specifier)) {
      return;
    }
    const next = sourceCode.getTokenAfter(specifier) as TSESTree.Token;
    if (next.value !== ',') {
      remove(specifier.range);
    } else if (sourceCode.commentsExistBetween(specifier, next)) {
      remove(specifier.range);
      pieces.push({ range: [...next.range], text: '' });
    } else {
      remove([specifier.range[0], next.range[1]]);
    }
    if (index === named.length - 1 && next.value !== ',' && lastKept >= 0) {
      const comma = sourceCode.getTokenAfter(named[lastKept] as TSESTree.Node) as TSESTree.Token;
      const following = sourceCode.getTokenAfter(comma, { includeComments: true }) as TSESTree.Token;
      const joins =
        following === sourceCode.getFirstToken(named[lastKept + 1] as TSESTree.Node) &&
        following.loc.start.line === comma.loc.end.line;
      pieces.push({ range: [comma.range[0], joins ? following.range[0] : comma.range[1]], text: '' });
    }
  });
  pieces.sort((one, other) => one.range[0] - other.range[0]);
  const merged: TextEdit[] = [];
  for (const piece of pieces) {
    const previous = merged.at(-1);
    if (previous !== undefined && piece.range[0] <= previous.range[1]) {
      previous.range[1] = Math.max(previous.range[1], piece.range[1]);
      previous.text += piece.text;
    } else {
      merged.push(piece);
    }
  }
  return merged.map((edit) => ({ range: edit.range, text: spaced(edit, sourceCode.text) }));
}

/** Puts one space, and not two, around comments that are left of what was removed. */
function spaced({ range: [start, end], text }: TextEdit, source: string): string {
  if (text === '') {
    return text;
  }
  const before = /[\s{]$/u.test(source.slice(0, start)) ? '' : ' ';
  return before + (/^\s/u.test(source.slice(end)) ? text.trimEnd() : text);
}

/** The whole statement with its line; comments inside it stay. */
function removeDeclaration(sourceCode: TSESLint.SourceCode, declaration: TSESTree.ImportDeclaration): TextEdit[] {
  const { newline } = importStyle(sourceCode);
  const comments = commentsIn(sourceCode, declaration.range);
  if (comments.length > 0) {
    const text = comments.map((comment) => sourceCode.text.slice(...comment.range)).join(newline);
    return [{ range: [...declaration.range], text }];
  }
  return [{ range: withBlanks(sourceCode.text, declaration.range), text: '' }];
}

function keepEvaluating(sourceCode: TSESLint.SourceCode, declaration: TSESTree.ImportDeclaration): TextEdit[] {
  const keyword = sourceCode.getFirstToken(declaration) as TSESTree.Token;
  const range: [number, number] = [keyword.range[1], declaration.source.range[0]];
  return [{ range, text: ` ${commentsText(sourceCode, range, importStyle(sourceCode).newline)}` }];
}

function removalEdits(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  specifiers: readonly TSESTree.ImportClause[],
  whenEmpty: EmptyImport,
): TextEdit[] {
  const removed = new Set(specifiers);
  const kept = declaration.specifiers.filter((specifier) => !removed.has(specifier));
  if (kept.length === 0) {
    return whenEmpty === 'remove'
      ? removeDeclaration(sourceCode, declaration)
      : keepEvaluating(sourceCode, declaration);
  }
  const { newline } = importStyle(sourceCode);
  const [first] = declaration.specifiers;
  const rest = declaration.specifiers.slice(1);
  const edits: TextEdit[] = [];
  if (first?.type === AST_NODE_TYPES.ImportDefaultSpecifier && rest.length > 0) {
    const comma = sourceCode.getTokenAfter(first) as TSESTree.Token;
    if (removed.has(first)) {
      const next = sourceCode.getTokenAfter(comma) as TSESTree.Token;
      const range: [number, number] = [first.range[0], next.range[0]];
      edits.push({ range, text: commentsText(sourceCode, range, newline) });
    } else if (rest.every((specifier) => removed.has(specifier))) {
      const end = (sourceCode.getTokenBefore(declaration.source, (token) => token.value === 'from') as TSESTree.Token)
        .range[0];
      const range: [number, number] = [comma.range[0], end];
      return [{ range, text: ` ${commentsText(sourceCode, range, newline)}` }];
    }
  }
  return [...edits, ...removeNamed(sourceCode, declaration, removed)];
}

/**
 * Removes specifiers of one import declaration. Comments in its clause are kept, its attributes go only with the whole
 * declaration.
 *
 * @param whenEmpty What stays when no specifier is left.
 */
export function removeSpecifiers(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  specifiers: readonly TSESTree.ImportClause[],
  whenEmpty: EmptyImport,
): Edits {
  return toEdits(removalEdits(sourceCode, declaration, specifiers, whenEmpty));
}

/** Writes the request's specifier where the first of the replaced ones stands, and removes the others. */
function replaceInPlace(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  specifiers: readonly TSESTree.ImportClause[],
  request: ImportRequest,
  local: string,
): TextEdit[] {
  const style = importStyle(sourceCode);
  const [first, ...others] = specifiers as [TSESTree.ImportClause, ...TSESTree.ImportClause[]];
  const wholeClause = specifiers.length === declaration.specifiers.length;
  const becomesTypeOnly = request.typeOnly && wholeClause && declaration.importKind !== 'type';
  const modifier = request.typeOnly && declaration.importKind !== 'type' && !becomesTypeOnly ? 'type ' : '';
  const named = specifierText(request.name, local, modifier);
  const text =
    first.type === AST_NODE_TYPES.ImportSpecifier
      ? named
      : request.name === 'default'
        ? local
        : style.open + named + style.close;
  const keyword = sourceCode.getFirstToken(declaration) as TSESTree.Token;
  const module = sameModule(declaration.source.value, request.module)
    ? []
    : [{ range: [...declaration.source.range] as [number, number], text: style.quote + request.module + style.quote }];
  return [
    ...(becomesTypeOnly ? [{ range: [keyword.range[1], keyword.range[1]] as [number, number], text: ' type' }] : []),
    { range: [...first.range] as [number, number], text: commentsText(sourceCode, first.range, style.newline) + text },
    ...(others.length === 0 ? [] : removeNamed(sourceCode, declaration, new Set(others))),
    ...module,
  ];
}

/**
 * Replaces specifiers of one import declaration by one requested name: in place where the declaration imports nothing
 * else or is of the same module, otherwise by a removal and what `importName` does.
 *
 * @param specifiers Specifiers of `declaration` that go; their local names count as free.
 * @param usedAt Where the new name is to be written.
 * @returns The name to write for each use, and the edits of the imports.
 */
export function replaceSpecifiers(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  specifiers: readonly TSESTree.ImportClause[],
  request: ImportRequest,
  usedAt: readonly TSESTree.Node[],
): ImportedName {
  const leaving = new Set<TSESTree.Node>(specifiers.map((specifier) => specifier.local));
  const removal = (): Edits => toEdits(removalEdits(sourceCode, declaration, specifiers, 'remove'));
  const existing = existingName(sourceCode, request, usedAt, leaving);
  if (existing !== undefined) {
    const removed = removal();
    return { localName: existing.localName, edits: (fixer) => [...removed(fixer), ...existing.edits(fixer)] };
  }
  const local = newName(sourceCode, request, usedAt, leaving);
  const removesAll = specifiers.length === declaration.specifiers.length;
  const isSameModule = sameModule(declaration.source.value, request.module);
  const fitsKind = request.typeOnly || declaration.importKind !== 'type';
  const fitsClause = specifiers.every((specifier) => specifier.type === AST_NODE_TYPES.ImportSpecifier)
    ? request.name !== 'default'
    : specifiers.length === 1 && (removesAll || request.name === 'default');
  const mayMove =
    removesAll && declaration.attributes.length === 0 && declarationToExtend(sourceCode, request) === undefined;
  if (fitsKind && fitsClause && (isSameModule || mayMove)) {
    return { localName: local, edits: toEdits(replaceInPlace(sourceCode, declaration, specifiers, request, local)) };
  }
  const planned = plannedImport(sourceCode, request, local);
  if (removesAll && planned.statement !== undefined) {
    const text = commentsText(sourceCode, declaration.range, importStyle(sourceCode).newline) + planned.statement;
    return { localName: planned.localName, edits: toEdits([{ range: [...declaration.range], text }]) };
  }
  const removed = removal();
  return { localName: planned.localName, edits: (fixer) => [...removed(fixer), ...planned.edits(fixer)] };
}
