import ts from '../../typescript.js';

import type { Project } from './project.js';

import { movedOffset } from './edits.js';

/** An error of the compiler, with what it takes to say its place in another text of the same file. */
export interface CompilerError {
  code: number;
  /** On one line. */
  message: string;
  /** `undefined` for an error of the program as a whole. */
  place: { path: string; start: number; text: string } | undefined;
  /** What keeps a correction from mending it. */
  because?: string | undefined;
}

/** What the compiler says, kept apart from the program that it says it of. */
export function compilerErrorOf({ code, file, messageText, start }: ts.Diagnostic): CompilerError {
  return {
    code,
    message: ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(/\s+/gu, ' '),
    place: file === undefined || start === undefined ? undefined : { path: file.fileName, start, text: file.text },
  };
}

/** `file:line:column TS1234`, where the place is in the text that its file has. */
export function locateError({ code, place }: CompilerError, project: Project, textOf: (path: string) => string): string {
  if (place === undefined) {
    return `TS${code}`;
  }
  const text = textOf(place.path);
  const offset = text === place.text ? place.start : movedOffset(place.start, place.text, text);
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/u);
  return `${project.display(place.path)}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1} TS${code}`;
}

/** An error as the compiler prints it, on one line, at its place in the text that its file has. */
export function describeError(error: CompilerError, project: Project, textOf: (path: string) => string): string {
  const because = error.because === undefined ? '' : ` ${error.because}.`;
  return `${locateError(error, project, textOf)}: ${error.message}${because}`;
}
