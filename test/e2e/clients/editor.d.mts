/** A place in a text; lines and characters are counted from 0, as the protocol does. */
export interface Position {
  line: number;
  character: number;
}

/** What the server says of a place in a file. */
export interface Problem {
  /** The rule. */
  code?: string;
  message: string;
  range: { start: Position; end: Position };
  /** 1 is an error, 2 a warning. */
  severity?: number;
}

/** What the server offers to do. */
export interface Correction {
  title: string;
}

/** An editor with VS Code's ESLint server, as a person uses it: opens files, types into them, applies corrections, saves none. */
export class Editor {
  /**
   * Starts the server on a workspace.
   *
   * @param settings As in VS Code's `settings.json`.
   * @throws Of an `eslint.*` setting that this editor does not know.
   */
  static start(workspace: string, settings?: Readonly<Record<string, unknown>>): Promise<Editor>;

  /** Opens a file of the workspace. */
  open(path: string): Promise<void>;

  /** Closes a file; what was typed into it is lost. */
  close(path: string): Promise<void>;

  /** The text in the editor. */
  text(path: string): string;

  /** Replaces the text in the editor; the file on disk stays as it is. */
  type(path: string, text: string): Promise<void>;

  /** What the server says of the text in the editor. */
  problems(path: string): Promise<Problem[]>;

  /** What the server offers for a problem. */
  corrections(path: string, problem: Problem): Promise<Correction[]>;

  /** What the server does when the file is saved. */
  onSave(path: string): Promise<Correction[]>;

  /** Has the server change the texts in the editor. */
  apply(correction: Correction): Promise<void>;

  /** Tells the server that a file has changed on disk, as an editor does that watches them. */
  changedOnDisk(path: string): Promise<void>;

  /** Ends the server. */
  stop(): Promise<void>;
}
