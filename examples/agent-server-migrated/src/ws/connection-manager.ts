import type { UserExecutionContext } from '../context.js';
import type { ProgressBridge } from '../execution/execution-engine.js';

/** A websocket client, as far as the connection manager is concerned. */
export interface Connection {
  readonly id: string;
  readonly userId: string;
  send(message: object): void;
}

/** Knows which connections follow which thread and sends them progress. */
export class ConnectionManager implements ProgressBridge {
  private readonly connections = new Map<string, Connection>();
  private readonly rooms = new Map<string, Set<string>>();

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

  /** Tells the user's followers of the thread how a run is coming along. */
  sendProgress(context: UserExecutionContext, message: string): void {
    const members = this.rooms.get(context.threadId) ?? [];
    for (const connectionId of members) {
      const connection = this.connections.get(connectionId);
      if (connection?.userId === context.userId) {
        connection.send({ type: 'progress', runId: context.runId, message });
      }
    }
  }
}
