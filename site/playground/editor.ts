import type { Correction, PageFinding } from './messages.js';

import { javascript } from '@codemirror/lang-javascript';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment } from '@codemirror/state';
import { oneDark } from '@codemirror/theme-one-dark';
import { EditorView, basicSetup } from 'codemirror';

/** What happens in the editor. */
export interface EditorEvents {
  /** The text has changed. */
  change: (text: string) => void;
  /** The cursor is on another line, counted from 1. */
  line: (line: number) => void;
}

/** A text that is edited, with its findings underlined. */
export class Editor {
  readonly #view: EditorView;
  readonly #colours = new Compartment();

  constructor(parent: HTMLElement, text: string, { change, line }: EditorEvents) {
    let current = 1;
    this.#view = new EditorView({
      parent,
      doc: text,
      extensions: [
        basicSetup,
        javascript({ typescript: true, jsx: true }),
        lintGutter(),
        this.#colours.of([]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Code to look at' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) {
            change(state.doc.toString());
          }
          const { number } = state.doc.lineAt(state.selection.main.head);
          if (number !== current) {
            current = number;
            line(number);
          }
        }),
      ],
    });
  }

  /** Is as dark or light as the page. */
  darken(isDark: boolean): void {
    this.#view.dispatch({ effects: this.#colours.reconfigure(isDark ? oneDark : []) });
  }

  /** Takes another text. */
  replace(text: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text }, selection: { anchor: 0 } });
  }

  /** Underlines findings; those of an older text are left out. */
  show(findings: readonly PageFinding[]): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch(
      setDiagnostics(
        this.#view.state,
        findings
          .filter(({ to }) => to <= length)
          .map(({ corrections, from, message, rule, severity, to }) => ({
            from,
            to,
            severity,
            message,
            source: rule ?? 'syntax',
            actions: corrections.map((correction) => ({
              name: correction.title,
              apply: () => {
                this.apply(correction);
              },
            })),
          })),
      ),
    );
  }

  /** Makes a correction. */
  apply({ from, text, to }: Correction): void {
    this.#view.dispatch({ changes: { from, to, insert: text } });
  }

  /** Sets the cursor to a place and shows it. */
  goTo(offset: number): void {
    this.#view.dispatch({ selection: { anchor: Math.min(offset, this.#view.state.doc.length) }, scrollIntoView: true });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}
