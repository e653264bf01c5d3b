import ts from '../typescript.js';

import { oncePerSourceFile } from './once.js';
import { isOfProject } from './program-facts.js';

/** A class or interface that extends or implements another one. */
export type Heir = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

/** The classes and interfaces of a file that extend or implement something. */
const heirsIn = oncePerSourceFile((file): readonly Heir[] => {
  const heirs: Heir[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) && node.heritageClauses !== undefined) {
      heirs.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (/\b(?:extends|implements)\b/u.test(file.text)) {
    ts.forEachChild(file, visit);
  }
  return heirs;
});

const heirsByProgram = new WeakMap<ts.Program, ReadonlyMap<ts.Node, readonly Heir[]>>();

/** The direct heirs in the program's own files, by each declaration of what they extend or implement. */
function directHeirs(program: ts.Program): ReadonlyMap<ts.Node, readonly Heir[]> {
  let heirs = heirsByProgram.get(program);
  if (heirs === undefined) {
    const checker = program.getTypeChecker();
    const found = new Map<ts.Node, Heir[]>();
    for (const heir of program.getSourceFiles().filter(isOfProject).flatMap(heirsIn)) {
      for (const base of (heir.heritageClauses ?? []).flatMap(({ types }) => types)) {
        // The type knows what an import, an alias of the type or an expression stands for.
        for (const declaration of checker.getTypeAtLocation(base).getSymbol()?.declarations ?? []) {
          const known = found.get(declaration);
          if (known === undefined) {
            found.set(declaration, [heir]);
          } else {
            known.push(heir);
          }
        }
      }
    }
    heirs = found;
    heirsByProgram.set(program, heirs);
  }
  return heirs;
}

/** The classes and interfaces of the program that extend or implement a declared type, also through others. */
export function heirsOf(declaration: ts.Node, program: ts.Program): readonly Heir[] {
  const heirs = directHeirs(program);
  const found = new Set<Heir>(heirs.get(declaration));
  for (const heir of found) {
    for (const next of heirs.get(heir) ?? []) {
      found.add(next);
    }
  }
  return [...found];
}
