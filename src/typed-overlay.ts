import { dirname, resolve } from 'node:path';
import ts from './typescript.js';

import { isOfProject } from './isolation/program-facts.js';

interface OverlaidText {
  snapshot: ts.IScriptSnapshot;
  text: string;
  version: number;
}

/** In-memory texts that lie over files on disk; several overlays can share them. */
export class OverlayTexts {
  readonly #texts = new Map<string, OverlaidText>();
  #version = 0;

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  /** @returns What lies over a file; `undefined` where the file on disk counts. */
  get(path: string): OverlaidText | undefined {
    return this.#texts.get(path);
  }

  /** Lays a text over a file. */
  put(path: string, text: string): void {
    if (this.#texts.get(path)?.text !== text) {
      this.#version += 1;
      this.#texts.set(path, { snapshot: ts.ScriptSnapshot.fromString(text), text, version: this.#version });
    }
  }

  /** Takes the text of a file away again. */
  remove(path: string): void {
    if (this.#texts.delete(path)) {
      this.#version += 1;
    }
  }
}

/**
 * A TypeScript program over a folder on disk, on which in-memory texts lie. The language service keeps what did not
 * change, so a new text costs some ten milliseconds, and a lint sees exactly the program that was type-checked.
 */
export class TypedOverlay {
  readonly #directory: string;
  readonly #texts: OverlayTexts;
  readonly #service: ts.LanguageService;
  readonly #rootFiles: ReadonlySet<string>;
  readonly #added = new Set<string>();
  readonly #onDisk = new Map<string, ts.IScriptSnapshot | undefined>();

  /**
   * @param tsconfig Path of the tsconfig whose options and files lie under the overlay.
   * @param texts The texts, where several overlays share them.
   * @param registry Source files that several overlays share.
   * @throws {Error} What is wrong with the tsconfig.
   */
  constructor(tsconfig: string, texts: OverlayTexts = new OverlayTexts(), registry?: ts.DocumentRegistry) {
    this.#directory = dirname(resolve(tsconfig));
    this.#texts = texts;
    const { options, fileNames } = readTsconfig(tsconfig);
    this.#rootFiles = new Set(fileNames);
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getCurrentDirectory: () => this.#directory,
      getDefaultLibFileName: (compilerOptions) => ts.getDefaultLibFilePath(compilerOptions),
      getProjectVersion: () => String(texts.version),
      getScriptFileNames: () => [...new Set([...this.#rootFiles, ...this.#added])],
      getScriptVersion: (fileName) => String(texts.get(fileName)?.version ?? 0),
      getScriptSnapshot: (fileName) => texts.get(fileName)?.snapshot ?? this.#snapshotOnDisk(fileName),
      fileExists: (fileName) => texts.get(fileName) !== undefined || ts.sys.fileExists(fileName),
      readFile: (fileName) => texts.get(fileName)?.text ?? ts.sys.readFile(fileName),
      directoryExists: (directory) =>
        ts.sys.directoryExists(directory) ||
        [...this.#added].some((fileName) => fileName.startsWith(`${directory}/`)),
      getDirectories: (directory) => ts.sys.getDirectories(directory),
      realpath: (path) => (texts.get(path) === undefined ? (ts.sys.realpath?.(path) ?? path) : path),
    };
    this.#service = ts.createLanguageService(host, registry ?? ts.createDocumentRegistry());
  }

  /** The files that the tsconfig lists, by its globs or one by one. */
  get rootFiles(): ReadonlySet<string> {
    return this.#rootFiles;
  }

  /** @returns The absolute path of a file of the overlay, with forward slashes. */
  path(fileName: string): string {
    return resolve(this.#directory, fileName).replaceAll('\\', '/');
  }

  /** Lays a text over a file, which need not exist on disk and is part of the program from now on. */
  put(fileName: string, text: string): void {
    const path = this.path(fileName);
    if (!this.#rootFiles.has(path)) {
      this.#added.add(path);
    }
    this.#texts.put(path, text);
  }

  /** Takes the text of a file away again. */
  remove(fileName: string): void {
    const path = this.path(fileName);
    this.#added.delete(path);
    this.#texts.remove(path);
  }

  /** The program over the current texts. */
  program(): ts.Program {
    const program = this.#service.getProgram();
    if (program === undefined) {
      throw new Error('the language service has no program');
    }
    return program;
  }

  /** The files of the program that can be edited: neither declarations nor files of packages. */
  sourceFiles(): ts.SourceFile[] {
    return this.program().getSourceFiles().filter(isOfProject);
  }

  /** @returns The compiler's errors in one file, syntax errors included. */
  errors(fileName: string): ts.Diagnostic[] {
    const path = this.path(fileName);
    return [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
  }

  /** @returns The compiler's errors in all files that can be edited, and those in its options. */
  allErrors(): ts.Diagnostic[] {
    const program = this.program();
    return [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...this.sourceFiles().flatMap(({ fileName }) => this.errors(fileName)),
    ];
  }

  /** The language service asks for every file whenever one has changed. */
  #snapshotOnDisk(fileName: string): ts.IScriptSnapshot | undefined {
    if (!this.#onDisk.has(fileName)) {
      const text = ts.sys.readFile(fileName);
      this.#onDisk.set(fileName, text === undefined ? undefined : ts.ScriptSnapshot.fromString(text));
    }
    return this.#onDisk.get(fileName);
  }
}

/**
 * Reads a tsconfig with what it extends.
 *
 * @throws {Error} What is wrong with it.
 */
export function readTsconfig(tsconfig: string): ts.ParsedCommandLine {
  const fail = (error: ts.Diagnostic): never => {
    throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
  if (parsed === undefined) {
    throw new Error(`${tsconfig} could not be read`);
  }
  // An overlay may bring the files that a tsconfig does not find.
  const [error] = parsed.errors.filter(({ code }) => code !== noInputs);
  return error === undefined ? parsed : fail(error);
}

/** "No inputs were found in config file". */
const noInputs = 18003;

/**
 * An ESLint parser over an overlay: each text that ESLint parses is laid over its file first, so rules see types of
 * the text as it is, and of the files around it.
 *
 * @param parser typescript-eslint's parser, as the project has it.
 */
export function overlayParser<Parser extends { parseForESLint: (...parameters: never[]) => unknown }>(
  overlay: TypedOverlay,
  parser: Parser,
): { meta: { name: string; version: string }; parseForESLint: Parser['parseForESLint'] } {
  const parse = parser.parseForESLint as (code: string, options: object) => unknown;
  return {
    meta: { name: 'typed-overlay', version: '1' },
    parseForESLint: ((code: string | { text: string }, options?: { filePath?: string }) => {
      const filePath = overlay.path(options?.filePath ?? 'file.ts');
      const text = typeof code === 'string' ? code : code.text;
      overlay.put(filePath, text);
      return parse(text, {
        ...options,
        filePath,
        programs: [overlay.program()],
        project: undefined,
        projectService: undefined,
      });
    }),
  };
}
