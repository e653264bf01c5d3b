import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const POLL_MILLISECONDS = 10;

/** What a user submits; see POST /runs. */
export interface RunRequest {
  request: string;
  threadId: string;
  tags?: string[];
  agentInput?: { notes?: string };
}

/** A message that the server has pushed over the websocket. */
export interface PushedMessage {
  type: string;
  runId?: string;
}

/** A run as GET /runs/:runId shows it; only the status is interpreted. */
export interface RunView {
  status: string;
}

/** A user at work: an HTTP client and a websocket, and nothing else. */
export class UserClient {
  /** Everything that the websocket has received. */
  readonly messages: PushedMessage[] = [];

  private constructor(
    readonly name: string,
    private readonly address: string,
    private readonly socket: WebSocket,
    private readonly deadline: AbortSignal,
  ) {
    socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as PushedMessage);
    });
  }

  /** Connects a user to the server; all waiting ends at the deadline. */
  static async connect(
    name: string,
    port: number,
    deadline: AbortSignal,
  ): Promise<UserClient> {
    const address = `127.0.0.1:${port}`;
    const socket = new WebSocket(`ws://${address}/`, {
      headers: { authorization: `Bearer ${name}-token` },
    });
    const client = new UserClient(name, address, socket, deadline);
    await once(socket, 'open', { signal: deadline });
    return client;
  }

  /** Sends a request and returns the body of a successful answer. */
  async call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await this.fetch(method, path, body);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Like call, but undefined when the server refuses. */
  async callUnlessRefused(
    method: string,
    path: string,
    body?: object,
  ): Promise<unknown> {
    const response = await this.fetch(method, path, body);
    if ([403, 404, 410].includes(response.status)) {
      return undefined;
    }
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status}`);
    }
    return response.json();
  }

  /** Starts a run that stops for an approval; returns once it has stopped. */
  async startRun(run: RunRequest): Promise<string> {
    const { runId } = (await this.call('POST', '/runs', {
      ...run,
      requireApproval: true,
    })) as { runId: string };
    await this.waitForStatus(runId, 'awaiting_approval');
    return runId;
  }

  /** Approves a stopped run and returns it when it is complete. */
  async finishRun(runId: string): Promise<RunView> {
    await this.call('POST', `/runs/${runId}/approve`);
    return this.waitForStatus(runId, 'completed');
  }

  /** The run as the user sees it now. */
  async viewRun(runId: string): Promise<RunView> {
    return (await this.call('GET', `/runs/${runId}`)) as RunView;
  }

  /** Waits until a run has the given status. */
  async waitForStatus(runId: string, status: string): Promise<RunView> {
    for (;;) {
      const view = await this.viewRun(runId);
      if (view.status === status) {
        return view;
      }
      if (view.status === 'failed') {
        throw new Error(`a run of ${this.name} failed`);
      }
      await this.pause();
    }
  }

  /** Asks for the progress of a thread. */
  async followThread(threadId: string): Promise<void> {
    this.socket.send(JSON.stringify({ type: 'follow', threadId }));
    await this.waitForMessage((message) => message.type === 'following');
  }

  /** Waits until a matching message has arrived. */
  async waitForMessage(
    matches: (message: PushedMessage) => boolean,
  ): Promise<void> {
    while (!this.messages.some(matches)) {
      await this.pause();
    }
  }

  /** Waits until everything that the server has sent so far has arrived. */
  async settle(): Promise<void> {
    const answered = once(this.socket, 'pong', { signal: this.deadline });
    this.socket.ping();
    await answered;
  }

  /** Ends the websocket connection. */
  close(): void {
    this.socket.terminate();
  }

  private async fetch(
    method: string,
    path: string,
    body?: object,
  ): Promise<Response> {
    return fetch(`http://${this.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.name}-token`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
      signal: this.deadline,
    });
  }

  private async pause(): Promise<void> {
    await sleep(POLL_MILLISECONDS, undefined, { signal: this.deadline });
  }
}
