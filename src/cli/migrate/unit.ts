import ts from '../../typescript.js';

/**
 * A declaration that edits are in: a function, method, constructor, member, class or other statement. Edits of one unit
 * are taken back together, and what is taken back once is not tried again.
 */
export interface Unit {
  /** Names the unit whatever is edited around it. */
  key: string;
  /** What the summary calls it: `Engine.execute`. */
  name: string;
  /** The name that calls of it use; `undefined` for statements. */
  calledName: string | undefined;
  file: string;
  /** An import, which several units of a file share. */
  isImport: boolean;
}

/** The unit of what is added between statements. */
export function topLevelOf(file: string): Unit {
  return { key: `${file}\0`, name: 'top level', calledName: undefined, file, isImport: false };
}

/** @returns The innermost unit around a place; `undefined` between statements. */
export function unitAt(file: ts.SourceFile, start: number, end: number): Unit | undefined {
  const names: string[] = [];
  let statement: ts.Statement | undefined;
  let calledName: string | undefined;
  const visit = (node: ts.Node): void => {
    if (!encloses(node, start, end, file)) {
      return;
    }
    if (node.parent === file) {
      statement = node as ts.Statement;
    }
    const name = nameOfUnit(node);
    if (name !== undefined) {
      names.push(name);
      calledName = name === 'constructor' ? names.at(-2) : name;
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  if (statement === undefined) {
    return undefined;
  }
  const isImport = ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
  const path = names.length > 0 ? names.join('.') : nameOfStatement(statement, file);
  return { key: `${file.fileName}\0${path}`, name: path, calledName, file: file.fileName, isImport };
}

/** Where a unit begins in a text of its file: at its name, where it has one. */
export function placeOfUnit(file: ts.SourceFile, { name: wanted }: Unit): number | undefined {
  let place: number | undefined;
  const visit = (node: ts.Node, outer: readonly string[]): void => {
    const name = nameOfUnit(node);
    const names = name === undefined ? outer : [...outer, name];
    if (name !== undefined && names.join('.') === wanted) {
      place ??= (ts.getNameOfDeclaration(node as ts.Declaration) ?? node).getStart(file);
    }
    ts.forEachChild(node, (child) => {
      visit(child, names);
    });
  };
  ts.forEachChild(file, (node) => {
    visit(node, []);
  });
  return place ?? file.statements.find((statement) => nameOfStatement(statement, file) === wanted)?.getStart(file);
}

function encloses(node: ts.Node, start: number, end: number, file: ts.SourceFile): boolean {
  const from = node.getStart(file, true);
  return start === end ? from < start && end < node.end : from <= start && end <= node.end;
}

/** The name of what is a unit inside its statement: what can be called or has callable members. */
function nameOfUnit(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) {
    return 'constructor';
  }
  const isUnit =
    ts.isFunctionDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    (ts.isVariableDeclaration(node) && isFunctionValue(node.initializer)) ||
    (ts.isPropertyAssignment(node) && isFunctionValue(node.initializer)) ||
    (ts.isObjectLiteralElement(node) && ts.isMethodDeclaration(node));
  return isUnit && node.name !== undefined ? textOfName(node.name) : undefined;
}

function isFunctionValue(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node));
}

function textOfName(name: ts.BindingName | ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();
}

function nameOfStatement(statement: ts.Statement, file: ts.SourceFile): string {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
    return statement.moduleSpecifier?.getText(file) ?? 'export';
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText(file)).join(', ');
  }
  // Imports come and go; the other statements keep their order.
  const others = file.statements.filter((other) => !ts.isImportDeclaration(other));
  return `statement ${others.indexOf(statement) + 1}`;
}

/**
 * The units of the project that a place depends on: what is called where the place is among the arguments, and what a
 * member that holds the place is inherited from.
 */
export function unitsBehind(file: ts.SourceFile, place: number, checker: ts.TypeChecker): Unit[] {
  const units: Unit[] = [];
  const named = innermostNode(file, place);
  if (ts.isIdentifier(named) && place < named.end) {
    // A function that is handed on by its name.
    units.push(...unitsOfSymbol(checker.getSymbolAtLocation(named), checker));
  }
  for (let node: ts.Node | undefined = named; node !== undefined && !ts.isSourceFile(node); node = parentOf(node)) {
    if (place >= node.end) {
      // What is inserted behind an argument that is a call or a function itself is not in it.
      continue;
    }
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && place > node.expression.end) {
      units.push(
        ...unitsOfSymbol(checker.getSymbolAtLocation(calledIn(node.expression)), checker),
        // What is called through a variable, such as one that it was destructured into, is not that variable.
        ...unitsOfDeclaration(checker.getResolvedSignature(node)?.declaration),
      );
      break;
    }
    if (ts.isClassElement(node) && node.name !== undefined && ts.isClassLike(node.parent)) {
      units.push(...inheritedUnits(node.parent, textOfName(node.name), checker));
    }
    if (ts.isFunctionLike(node)) {
      break;
    }
  }
  return units;
}

function parentOf(node: ts.Node): ts.Node | undefined {
  return node.parent;
}

/** The units that declare what a class inherits under a name, and the class's own unit when `name` is declared there. */
export function inheritedUnits(node: ts.ClassLikeDeclaration, name: string, checker: ts.TypeChecker): Unit[] {
  return (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap((base) => unitsOfSymbol(checker.getTypeAtLocation(base).getProperty(name), checker)),
  );
}

/** The name by which an expression calls something. */
function calledIn(callee: ts.Expression): ts.Node {
  if (ts.isPropertyAccessExpression(callee)) {
    return callee.name;
  }
  if (ts.isParenthesizedExpression(callee) || ts.isNonNullExpression(callee) || ts.isAsExpression(callee)) {
    return calledIn(callee.expression);
  }
  return callee;
}

/** The units of the project that declare a symbol; a class together with its constructor. */
export function unitsOfSymbol(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): Unit[] {
  if (symbol === undefined) {
    return [];
  }
  const declared = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  return (declared.declarations ?? []).flatMap(unitsOfDeclaration);
}

function unitsOfDeclaration(declaration: ts.Node | undefined): Unit[] {
  const file = declaration?.getSourceFile();
  if (declaration === undefined || file === undefined || file.isDeclarationFile) {
    return [];
  }
  const constructors = ts.isClassLike(declaration) ? declaration.members.filter(ts.isConstructorDeclaration) : [];
  return [declaration, ...constructors].flatMap((node) => unitAt(file, node.getStart(file), node.end) ?? []);
}

/** The innermost node around a place. */
export function innermostNode(file: ts.SourceFile, place: number): ts.Node {
  let innermost: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (node.getFullStart() <= place && place <= node.end) {
      innermost = node;
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(file, visit);
  return innermost;
}
