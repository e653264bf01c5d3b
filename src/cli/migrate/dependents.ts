import ts from '../../typescript.js';

import type { Project } from './project.js';

interface FileReferences {
  imported: readonly string[];
  reExported: readonly string[];
}

/** Finds the files that a change of others can concern. */
export class Dependents {
  readonly #project: Project;
  readonly #references = new WeakMap<ts.SourceFile, FileReferences>();

  constructor(project: Project) {
    this.#project = project;
  }

  /**
   * The files that import a changed file, directly or through files that re-export it, and those that import it by any way
   * and mention a name that was changed: a method is called on an object whose class is not imported.
   *
   * @param changed The names of what was changed, by file.
   */
  of(changed: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
    const importers = new Map<string, string[]>();
    const reExporters = new Map<string, string[]>();
    const texts = new Map<string, string>();
    for (const file of this.#project.sourceFiles()) {
      texts.set(file.fileName, file.text);
      const { imported, reExported } = this.#referencesOf(file);
      for (const target of imported) {
        append(importers, target, file.fileName);
      }
      for (const target of reExported) {
        append(reExporters, target, file.fileName);
      }
    }
    const found = new Set<string>();
    for (const [path, names] of changed) {
      const faces = reachable([path], reExporters);
      for (const face of faces) {
        importers.get(face)?.forEach((importer) => found.add(importer));
      }
      for (const dependent of reachable(faces, importers)) {
        const text = texts.get(dependent) ?? '';
        if ([...names].some((name) => text.includes(name))) {
          found.add(dependent);
        }
      }
    }
    return found;
  }

  /** The files of a program do not move, so what an unchanged file refers to stays the same. */
  #referencesOf(file: ts.SourceFile): FileReferences {
    let references = this.#references.get(file);
    if (references === undefined) {
      const checker = this.#project.program(file.fileName)?.getTypeChecker();
      const imported = new Set<string>();
      const reExported = new Set<string>();
      for (const { specifier, isReExport } of moduleSpecifiers(file)) {
        for (const declaration of checker?.getSymbolAtLocation(specifier)?.declarations ?? []) {
          if (ts.isSourceFile(declaration) && !declaration.isDeclarationFile) {
            imported.add(declaration.fileName);
            if (isReExport) {
              reExported.add(declaration.fileName);
            }
          }
        }
      }
      references = { imported: [...imported], reExported: [...reExported] };
      this.#references.set(file, references);
    }
    return references;
  }
}

function moduleSpecifiers(file: ts.SourceFile): { specifier: ts.Expression; isReExport: boolean }[] {
  const found: { specifier: ts.Expression; isReExport: boolean }[] = [];
  const exportsByName = file.statements.some(
    (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined,
  );
  for (const statement of file.statements) {
    if ((ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier !== undefined) {
      found.push({ specifier: statement.moduleSpecifier, isReExport: ts.isExportDeclaration(statement) || exportsByName });
    } else if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
      found.push({ specifier: statement.moduleReference.expression, isReExport: exportsByName });
    }
  }
  if (/\b(?:import|require)\s*\(/u.test(file.text)) {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0])) {
        const isLoad =
          node.expression.kind === ts.SyntaxKind.ImportKeyword ||
          (ts.isIdentifier(node.expression) && node.expression.text === 'require');
        if (isLoad) {
          found.push({ specifier: node.arguments[0], isReExport: false });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}

/** What can be reached in any number of steps, the starting points included. */
function reachable(starts: Iterable<string>, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(starts);
  for (const node of reached) {
    next.get(node)?.forEach((other) => reached.add(other));
  }
  return reached;
}
