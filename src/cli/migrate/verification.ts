import ts from '../../typescript.js';

import type { CompilerError } from './compiler-error.js';
import type { Correction } from './correction.js';
import type { EntryCall } from './entry-calls.js';
import type { Fixpoint } from './fixpoint.js';
import type { Project } from './project.js';
import type { Unit } from './unit.js';

import { compilerErrorOf } from './compiler-error.js';
import { markUnused } from './unused-contexts.js';
import { inheritedUnits, innermostNode, unitAt, unitsOfSymbol } from './unit.js';

/** A call that lacks a context, and that the compiler rejects until a person makes or chooses one there. */
export interface EntryPoint extends EntryCall {
  path: string;
}

/** Corrections that were taken back. */
export interface TakenBack {
  corrections: readonly Correction[];
  /** The compiler's errors because of which they were. */
  errors: readonly CompilerError[];
}

/** What a verified run leaves for a person. */
export interface Outcome {
  entryPoints: readonly EntryPoint[];
  takenBack: readonly TakenBack[];
}

/** What the compiler says of the program in memory. */
export interface Verdict {
  entryPoints: readonly EntryPoint[];
  errors: readonly ts.Diagnostic[];
}

/** Type-checks all programs, and tells the calls at entry points that lack a context from all other errors. */
export function typeCheck(project: Project, entryCallsIn: (path: string) => readonly EntryCall[]): Verdict {
  const entryPoints = new Map<string, EntryPoint>();
  const errors: ts.Diagnostic[] = [];
  for (const error of project.errors()) {
    const { file, start } = error;
    const calls = file === undefined || start === undefined ? [] : rejectedCalls(error, file, start);
    const entry = file === undefined ? undefined : lackingCall(calls, entryCallsIn(file.fileName), file);
    if (entry === undefined || file === undefined || entry.blocked !== undefined) {
      errors.push(error);
    } else {
      entryPoints.set(`${file.fileName}:${entry.start}`, { ...entry, path: file.fileName });
    }
  }
  return { entryPoints: [...entryPoints.values()], errors };
}

/** The call without a context that is one of those that an error is about. */
function lackingCall(calls: readonly ts.Node[], lacking: readonly EntryCall[], file: ts.SourceFile): EntryCall | undefined {
  return lacking.find(({ end, start }) => calls.some((call) => call.getStart(file) === start && call.end === end));
}

/** Why the call that an error is about cannot be given what it lacks. */
function whyBlocked(error: ts.Diagnostic, { entryCalls }: Fixpoint): string | undefined {
  const { file, start } = error;
  return file === undefined || start === undefined
    ? undefined
    : lackingCall(rejectedCalls(error, file, start), entryCalls.get(file.fileName) ?? [], file)?.blocked;
}

/** "Expected 2 arguments", "Expected at least 2 arguments". */
const countErrors: ReadonlySet<number> = new Set([2554, 2555]);

/** "No overload matches this call". */
const overloadError = 2769;

/** The ways to say that an argument, or something in an object that is one, is not what the parameter wants. */
const argumentErrors: ReadonlySet<number> = new Set([2322, 2345, 2353, 2556, 2559, 2561, 2739, 2740, 2741]);

/** The calls whose arguments an error can be about: the one that is named there, and the one that it is an argument of. */
function rejectedCalls({ code }: ts.Diagnostic, file: ts.SourceFile, start: number): ts.Node[] {
  const around: (ts.CallExpression | ts.NewExpression)[] = [];
  for (let node: ts.Node = innermostNode(file, start + 1); !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      around.push(node);
    }
  }
  const named = countErrors.has(code) || code === overloadError ? around.slice(0, 1) : [];
  const given = argumentErrors.has(code) || code === overloadError ? around.filter(({ expression }) => start >= expression.end).slice(0, 1) : [];
  return [...named, ...given];
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
    const { entryPoints, errors } = check(project, fixpoint);
    if (errors.length === 0) {
      return { entryPoints, takenBack };
    }
    if (markUnused(errors, project, fixpoint)) {
      continue;
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
    const verdict = typeCheck(project, entryCallsIn);
    const paths = new Set(verdict.errors.flatMap(({ file }) => file?.fileName ?? []));
    if (paths.size === 0) {
      return verdict;
    }
    if (!fixpoint.follow(paths)) {
      return typeCheck(project, entryCallsIn);
    }
  }
}

/** The groups of connected corrections that errors come from, each with its errors. */
function blame(errors: readonly ts.Diagnostic[], project: Project, fixpoint: Fixpoint): TakenBack[] {
  const { applied } = fixpoint;
  const connections = fixpoint.connections();
  const groups = new Map<string, { corrections: readonly Correction[]; errors: CompilerError[] }>();
  const groupOf = ({ units }: Correction): string => connections.groupOf(units[0]?.key ?? '');
  for (const error of errors) {
    const involved = unitsOfError(error, project);
    const path = error.file?.fileName;
    const concerned = (found: readonly Unit[]): readonly Correction[] | undefined =>
      nonEmpty(applied.filter(({ units }) => units.some(({ key }) => found.some((unit) => connections.areConnected(unit.key, key)))));
    const blamed =
      concerned(involved) ??
      concerned(unitsOfStatement(error, project)) ??
      nonEmpty(applied.filter((correction) => correction.path === path)) ??
      applied;
    for (const group of new Set(blamed.map(groupOf))) {
      const known = groups.get(group) ?? { corrections: applied.filter((correction) => groupOf(correction) === group), errors: [] };
      known.errors.push({ ...compilerErrorOf(error), because: whyBlocked(error, fixpoint) });
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
        units.push(...unitsOfSymbol(symbolNamed(node, checker), checker));
      }
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return units;
}

/** What a name stands for; of `{ run }`, the value and not the property. */
function symbolNamed(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

/** The units that the statement around an error names: where the error itself names none that is corrected. */
function unitsOfStatement({ file, length = 0, start }: ts.Diagnostic, project: Project): Unit[] {
  const checker = file === undefined ? undefined : project.program(file.fileName)?.getTypeChecker();
  if (file === undefined || start === undefined || checker === undefined || file.isDeclarationFile) {
    return [];
  }
  const statement = file.statements.find(({ end, pos }) => pos <= start && start + length <= end);
  return statement === undefined ? [] : namedUnits(file, statement.getStart(file), statement.end, checker);
}
