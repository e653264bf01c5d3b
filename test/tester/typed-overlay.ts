import { parseForESLint } from '@typescript-eslint/parser';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/**
 * A TypeScript program over a folder on disk, on which in-memory texts lie. The language service keeps what did not
 * change, so a new text costs some ten milliseconds, and a lint sees exactly the program that was type-checked.
 */
export class TypedOverlay {
  readonly #directory: string;
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #service: ts.LanguageService;
  readonly #rootFiles: ReadonlySet<string>;
  #version = 0;

  /** @param tsconfig Path of the tsconfig whose options and files lie under the overlay. */
  constructor(tsconfig: string) {
    this.#directory = dirname(resolve(tsconfig));
    const { config, error } = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)) as {
      config: unknown;
      error?: ts.Diagnostic;
    };
    if (error !== undefined) {
      throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
    }
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, this.#directory);
    this.#rootFiles = new Set(fileNames);
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getCurrentDirectory: () => this.#directory,
      getDefaultLibFileName: (compilerOptions) => ts.getDefaultLibFilePath(compilerOptions),
      getProjectVersion: () => String(this.#version),
      getScriptFileNames: () => [...new Set([...this.#rootFiles, ...this.#texts.keys()])],
      getScriptVersion: (fileName) => String(this.#texts.get(fileName)?.version ?? 0),
      getScriptSnapshot: (fileName) => {
        const text = this.#texts.get(fileName)?.text ?? ts.sys.readFile(fileName);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      fileExists: (fileName) => this.#texts.has(fileName) || ts.sys.fileExists(fileName),
      readFile: (fileName) => this.#texts.get(fileName)?.text ?? ts.sys.readFile(fileName),
      directoryExists: (directory) =>
        ts.sys.directoryExists(directory) ||
        [...this.#texts.keys()].some((fileName) => fileName.startsWith(`${directory}/`)),
      getDirectories: (directory) => ts.sys.getDirectories(directory),
      realpath: (path) => (this.#texts.has(path) ? path : (ts.sys.realpath?.(path) ?? path)),
    };
    this.#service = ts.createLanguageService(host, ts.createDocumentRegistry());
  }

  /** @returns The absolute path of a file of the overlay, with forward slashes. */
  path(fileName: string): string {
    return resolve(this.#directory, fileName).replaceAll('\\', '/');
  }

  /** Lays a text over a file, which need not exist on disk. */
  put(fileName: string, text: string): void {
    const path = this.path(fileName);
    if (this.#texts.get(path)?.text !== text) {
      this.#version += 1;
      this.#texts.set(path, { text, version: this.#version });
    }
  }

  /** Takes the text of a file away again. */
  remove(fileName: string): void {
    if (this.#texts.delete(this.path(fileName))) {
      this.#version += 1;
    }
  }

  /** The program over the current texts. */
  program(): ts.Program {
    const program = this.#service.getProgram();
    if (program === undefined) {
      throw new Error('the language service has no program');
    }
    return program;
  }

  /** @returns The compiler's errors in one file, syntax errors included. */
  errors(fileName: string): ts.Diagnostic[] {
    const path = this.path(fileName);
    return [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
  }
}

/**
 * An ESLint parser over an overlay: each text that ESLint parses is laid over its file first, so rules see types of
 * the text as it is, and of the files around it.
 */
export function overlayParser(overlay: TypedOverlay): {
  meta: { name: string; version: string };
  parseForESLint: typeof parseForESLint;
} {
  return {
    meta: { name: 'typed-overlay', version: '1' },
    parseForESLint(code, options) {
      const filePath = overlay.path(options?.filePath ?? 'file.ts');
      const text = typeof code === 'string' ? code : code.text;
      overlay.put(filePath, text);
      return parseForESLint(text, {
        ...options,
        filePath,
        programs: [overlay.program()],
        project: undefined,
        projectService: undefined,
      });
    },
  };
}
