import ts from 'typescript';

import type { Correction } from './correction.js';
import type { EntryCall } from './entry-calls.js';
import type { Fixpoint } from './fixpoint.js';
import type { Project } from './project.js';
import type { Unit } from './unit.js';

import { inheritedUnits, innermostNode, unitAt, unitsOfSymbol } from './unit.js';

/** A call at an entry point that lacks a context, and that the compiler rejects until a person makes one there. */
export interface EntryPoint extends EntryCall {
  path: string;
}

/** A new parameter that nothing in its function uses yet, because the tool that runs there has no place for it. */
export interface UnusedContext {
  path: string;
  line: number;
  /** The parameter. */
  name: string;
}

/** Corrections that were taken back. */
export interface TakenBack {
  corrections: readonly Correction[];
  /** The compiler's errors because of which they were, as people read them. */
  errors: readonly string[];
}

/** What a verified run leaves for a person. */
export interface Outcome {
  entryPoints: readonly EntryPoint[];
  takenBack: readonly TakenBack[];
  unusedContexts: readonly UnusedContext[];
}

/** What the compiler says of the program in memory. */
export interface Verdict {
  entryPoints: readonly EntryPoint[];
  unusedContexts: readonly UnusedContext[];
  errors: readonly ts.Diagnostic[];
}

/**
 * Type-checks all programs, and tells what is to be left for a person from all other errors.
 *
 * @param applied The corrections that may have added parameters.
 */
export function typeCheck(
  project: Project,
  entryCallsIn: (path: string) => readonly EntryCall[],
  applied: readonly Correction[] = [],
): Verdict {
  const unusedContexts: UnusedContext[] = [];
  const entryPoints = new Map<string, EntryPoint>();
  const errors: ts.Diagnostic[] = [];
  for (const error of project.errors()) {
    const { file, start } = error;
    const call = file === undefined || start === undefined ? undefined : rejectedCall(error, file, start);
    const entry =
      call === undefined || file === undefined
        ? undefined
        : entryCallsIn(file.fileName).find((found) => found.start === call.getStart(file) && found.end === call.end);
    const unused = file === undefined || start === undefined ? undefined : unusedContext(error, file, start, applied);
    if (unused !== undefined) {
      unusedContexts.push(unused);
    } else if (entry === undefined || file === undefined) {
      errors.push(error);
    } else {
      entryPoints.set(`${file.fileName}:${entry.start}`, { ...entry, path: file.fileName });
    }
  }
  return { entryPoints: [...entryPoints.values()], unusedContexts, errors };
}

/** "'context' is declared but its value is never read", with `noUnusedParameters`. */
const isUnused = 6133;

function unusedContext(
  { code, length = 0 }: ts.Diagnostic,
  file: ts.SourceFile,
  start: number,
  applied: readonly Correction[],
): UnusedContext | undefined {
  if (code !== isUnused || !ts.isParameter(innermostNode(file, start + 1).parent)) {
    return undefined;
  }
  const name = file.text.slice(start, start + length);
  const unit = unitAt(file, start, start + length);
  const isNew = applied.some(
    ({ edits, units }) =>
      units.some(({ key }) => key === unit?.key) && edits.some(({ text }) => new RegExp(`\\b${name}:`, 'u').test(text)),
  );
  return isNew ? { path: file.fileName, line: file.getLineAndCharacterOfPosition(start).line + 1, name } : undefined;
}

/** "Expected 2 arguments", "Expected at least 2 arguments", "not assignable to parameter", "No overload matches". */
const argumentErrors: ReadonlySet<number> = new Set([2554, 2555, 2345, 2769]);

/** The call whose arguments an error is about. */
function rejectedCall({ code }: ts.Diagnostic, file: ts.SourceFile, start: number): ts.Node | undefined {
  if (!argumentErrors.has(code)) {
    return undefined;
  }
  let call: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) <= start && start < node.end) {
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isAboutCall(node, code, start)) {
        call = node;
      }
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return call;
}

/** An error in the place of an argument is about the call around it, and not about a call that the argument is. */
function isAboutCall({ expression }: ts.CallExpression | ts.NewExpression, code: number, start: number): boolean {
  return code !== 2345 || start >= expression.end;
}

/**
 * Takes back what does not type-check, until only calls at entry points lack something.
 *
 * @returns `undefined` where errors are left that no correction can be blamed for; nothing may be written then.
 */
export function verify(
  project: Project,
  fixpoint: Fixpoint,
): Outcome | { errors: readonly ts.Diagnostic[] } {
  const takenBack: TakenBack[] = [];
  for (;;) {
    const { entryPoints, errors, unusedContexts } = check(project, fixpoint);
    if (errors.length === 0) {
      return { entryPoints, takenBack, unusedContexts };
    }
    const groups = blame(errors, project, fixpoint);
    if (groups.length === 0) {
      return { errors };
    }
    takenBack.push(...groups);
    const corrections = groups.flatMap((group) => group.corrections);
    fixpoint.takeBack(corrections.flatMap(({ units }) => units));
  }
}

/** Type-checks; files with errors are linted, because a call in them can lack what a function requires now. */
function check(project: Project, fixpoint: Fixpoint): Verdict {
  const entryCallsIn = (path: string): readonly EntryCall[] => fixpoint.entryCalls.get(path) ?? [];
  for (;;) {
    const verdict = typeCheck(project, entryCallsIn, fixpoint.applied);
    const paths = new Set(verdict.errors.flatMap(({ file }) => file?.fileName ?? []));
    if (paths.size === 0) {
      return verdict;
    }
    if (!fixpoint.follow(paths)) {
      return typeCheck(project, entryCallsIn, fixpoint.applied);
    }
  }
}

/** The groups of connected corrections that errors come from, each with its errors. */
function blame(errors: readonly ts.Diagnostic[], project: Project, { applied, connections }: Fixpoint): TakenBack[] {
  const groups = new Map<string, { corrections: readonly Correction[]; errors: string[] }>();
  const groupOf = ({ units }: Correction): string => connections.groupOf(units[0]?.key ?? '');
  for (const error of errors) {
    const involved = unitsOfError(error, project);
    const path = error.file?.fileName;
    const blamed =
      nonEmpty(applied.filter(({ units }) => units.some(({ key }) => involved.some((unit) => connections.areConnected(unit.key, key))))) ??
      nonEmpty(applied.filter((correction) => correction.path === path)) ??
      applied;
    for (const group of new Set(blamed.map(groupOf))) {
      const known = groups.get(group) ?? { corrections: applied.filter((correction) => groupOf(correction) === group), errors: [] };
      known.errors.push(describeError(error, project));
      groups.set(group, known);
    }
  }
  return [...groups.values()];
}

function nonEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** What an error is in, what is called or named there, and what the compiler relates to it. */
function unitsOfError(error: ts.Diagnostic, project: Project): Unit[] {
  const places = [error, ...(error.relatedInformation ?? [])];
  return places.flatMap(({ file, length = 0, start }) => {
    const checker = file === undefined ? undefined : project.program(file.fileName)?.getTypeChecker();
    if (file === undefined || start === undefined || checker === undefined || file.isDeclarationFile) {
      return [];
    }
    return [unitAt(file, start, start + length) ?? [], ...namedUnits(file, start, start + length, checker)].flat();
  });
}

function namedUnits(file: ts.SourceFile, start: number, end: number, checker: ts.TypeChecker): Unit[] {
  const units: Unit[] = [];
  for (let node: ts.Node | undefined = innermostNode(file, start + 1); node !== undefined && !ts.isStatement(node); node = node.parent as ts.Node | undefined) {
    if (ts.isIdentifier(node)) {
      units.push(...unitsOfSymbol(checker.getSymbolAtLocation(node), checker));
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      units.push(...unitsOfSymbol(checker.getSymbolAtLocation(callee), checker));
      node.arguments?.forEach((argument) => {
        units.push(...unitsOfSymbol(checker.getSymbolAtLocation(ts.isPropertyAccessExpression(argument) ? argument.name : argument), checker));
      });
      break;
    }
    if (ts.isClassElement(node) && node.name !== undefined && ts.isClassLike(node.parent)) {
      units.push(...inheritedUnits(node.parent, node.name.getText(file), checker));
    }
  }
  const visit = (node: ts.Node): void => {
    if (node.end > start && node.getFullStart() < end) {
      if (ts.isIdentifier(node) && node.getStart(file) >= start && node.end <= end) {
        units.push(...unitsOfSymbol(checker.getSymbolAtLocation(node), checker));
      }
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return units;
}

/** An error as the compiler prints it, on one line. */
export function describeError({ code, file, messageText, start }: ts.Diagnostic, project: Project): string {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(/\s+/gu, ' ');
  if (file === undefined || start === undefined) {
    return `TS${code}: ${text}`;
  }
  const { character, line } = file.getLineAndCharacterOfPosition(start);
  return `${project.display(file.fileName)}:${line + 1}:${character + 1} TS${code}: ${text}`;
}
