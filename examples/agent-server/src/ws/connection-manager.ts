import type { ProgressBridge } from '../execution/execution-engine.js';
import type { DeepAgentState } from '../legacy/index.js';

/** A websocket client, as far as the connection manager is concerned. */
export interface Connection {
  readonly id: string;
  send(message: object): void;
}

/** Knows which connections follow which thread and sends them progress. */
export class ConnectionManager implements ProgressBridge {
  private static instance: ConnectionManager | undefined;

  private readonly connections = new Map<string, Connection>();
  private readonly rooms = new Map<string, Set<string>>();

  /** The connection manager of the server. */
  static getInstance(): ConnectionManager {
    ConnectionManager.instance ??= new ConnectionManager();
    return ConnectionManager.instance;
  }

  /** Adds a connection. */
  connect(connection: Connection): void {
    this.connections.set(connection.id, connection);
  }

  /** Forgets a connection and takes it out of its rooms. */
  disconnect(connectionId: string): void {
    this.connections.delete(connectionId);
    for (const [threadId, members] of this.rooms) {
      members.delete(connectionId);
      if (members.size === 0) {
        this.rooms.delete(threadId);
      }
    }
  }

  /** Lets a connection follow a thread. */
  follow(connectionId: string, threadId: string): void {
    const members = this.rooms.get(threadId) ?? new Set();
    this.rooms.set(threadId, members.add(connectionId));
  }

  /** Tells the followers of the thread how a run is coming along. */
  sendProgress(state: DeepAgentState, message: string): void {
    const members = this.rooms.get(state.chatThreadId ?? '') ?? [];
    for (const connectionId of members) {
      this.connections
        .get(connectionId)
        ?.send({ type: 'progress', runId: state.runId, message });
    }
  }
}
