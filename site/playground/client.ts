import type { Request, Response } from './messages.js';

import LintWorker from './worker.js?worker';

/** What a request is without the number that its answer comes back with. */
export type Question = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

/** The linter in its worker. */
export class Client {
  readonly #worker = new LintWorker();
  readonly #waiting = new Map<number, (response: Response) => void>();
  #last = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
  }

  ask(question: Question): Promise<Response> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...question, id });
    });
  }

  end(): void {
    this.#worker.terminate();
  }
}
