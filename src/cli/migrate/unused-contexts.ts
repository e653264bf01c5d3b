import ts from '../../typescript.js';

import type { Fixpoint } from './fixpoint.js';
import type { Project } from './project.js';

import { unitAt } from './unit.js';

/** A new context parameter that nothing in its function uses: the tool that runs there has no place for it. */
export interface UnusedContext {
  path: string;
  /** Where the parameter's name stands. */
  start: number;
  line: number;
  name: string;
  /** What the summary calls the function. */
  owner: string;
  /** Its function only makes room for what another one of the same member does with it. */
  isRoom: boolean;
}

/** The names that new parameters get. */
const newName = /^_?(?:userContext|context)\d*$/u;

/** The new context parameters of the program in memory that nothing uses; those of signatures without a body aside. */
export function unusedContexts(project: Project, { applied }: Fixpoint): UnusedContext[] {
  const corrected = new Map<string, Set<string>>();
  const room = new Set<string>();
  for (const { path, report, units } of applied) {
    if (report.rule === 'require-user-context') {
      const keys = corrected.get(path) ?? new Set();
      units.forEach(({ key }) => keys.add(key));
      units.filter(() => report.message.messageId === 'requiredByBase').forEach(({ key }) => room.add(key));
      corrected.set(path, keys);
    }
  }
  return [...corrected].flatMap(([path, keys]) => {
    const file = project.program(path)?.getSourceFile(path);
    const found: UnusedContext[] = [];
    const visit = (node: ts.Node): void => {
      if (file !== undefined && ts.isParameter(node) && ts.isIdentifier(node.name) && newName.test(node.name.text)) {
        const { name, parent } = node;
        const unit = unitAt(file, name.getStart(file), name.end);
        const hasBody = 'body' in parent && parent.body !== undefined;
        if (hasBody && unit !== undefined && keys.has(unit.key) && !isRead(name, parent)) {
          const start = name.getStart(file);
          const line = file.getLineAndCharacterOfPosition(start).line + 1;
          found.push({ path, start, line, name: name.text, owner: unit.name, isRoom: room.has(unit.key) });
        }
      }
      ts.forEachChild(node, visit);
    };
    if (file !== undefined) {
      visit(file);
    }
    return found;
  });
}

function isRead(name: ts.Identifier, owner: ts.Node): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    found ||= node !== name && ts.isIdentifier(node) && node.text === name.text;
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

/** "'context' is declared but its value is never read", with `noUnusedParameters`. */
const isUnused = 6133;

/**
 * Gives new parameters that the compiler refuses, because nothing uses them, a name with an underscore.
 *
 * @returns Whether there was one.
 */
export function markUnused(errors: readonly ts.Diagnostic[], project: Project, fixpoint: Fixpoint): boolean {
  const refused = new Set(
    errors.flatMap(({ code, file, start }) => (code === isUnused && file !== undefined ? [`${file.fileName}:${start}`] : [])),
  );
  if (refused.size === 0) {
    return false;
  }
  const marked = unusedContexts(project, fixpoint).filter(
    ({ name, path, start }) => refused.has(`${path}:${start}`) && !name.startsWith('_'),
  );
  for (const { path, start } of marked.sort((one, other) => other.start - one.start)) {
    const text = project.text(path);
    project.put(path, `${text.slice(0, start)}_${text.slice(start)}`);
  }
  return marked.length > 0;
}
