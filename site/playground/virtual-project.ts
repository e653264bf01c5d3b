import { createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import ts from 'typescript';

import { packagePaths } from './declarations.js';
import { file, files, system } from './system.js';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

/** One file, with the declarations of the platform and of the packages that the documentation's examples use. */
export class VirtualProject {
  readonly #environment = createVirtualTypeScriptEnvironment(
    system,
    [...files.keys()].filter((path) => path.startsWith('/project/')),
    ts,
    { ...options, paths: packagePaths() },
  );

  /** The program over a text. */
  programOf(text: string): ts.Program {
    // An empty text would be taken for a file that is not there.
    this.#environment.updateFile(file, text === '' ? '\n' : text);
    const program = this.#environment.languageService.getProgram();
    if (program === undefined) {
      throw new Error('TypeScript made no program');
    }
    return program;
  }

  /** What the compiler says of the text that the last program is over; lines are counted from 1. */
  errors(): { line: number; text: string }[] {
    const { languageService } = this.#environment;
    return [...languageService.getSyntacticDiagnostics(file), ...languageService.getSemanticDiagnostics(file)].map(
      ({ file: source, messageText, start = 0 }) => ({
        line: (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1,
        text: ts.flattenDiagnosticMessageText(messageText, ' '),
      }),
    );
  }
}
