import type { CommandEnvironment } from './command.js';

const barWidth = 24;

/** Says how far a run is: a bar on a terminal, a plain line for each step elsewhere. */
export class Progress {
  readonly #stream: CommandEnvironment['stderr'];
  #step = '';
  #drawn = 0;

  constructor(stream: CommandEnvironment['stderr']) {
    this.#stream = stream;
  }

  /** Begins a step. */
  start(step: string): void {
    this.#step = step;
    if (this.#stream.isTTY === true) {
      this.update(0, 1);
    } else {
      this.#stream.write(`${step}\n`);
    }
  }

  /** Shows how much of the step is done; at most every tenth of a second. */
  update(done: number, all: number): void {
    const now = Date.now();
    if (this.#stream.isTTY !== true || (done > 0 && done < all && now - this.#drawn < 100)) {
      return;
    }
    this.#drawn = now;
    const filled = Math.round((done / all) * barWidth);
    const line = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${this.#step}`;
    this.#stream.write(`\r\u001B[K${line.slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#stream.isTTY === true) {
      this.#stream.write('\r\u001B[K');
    }
  }
}
