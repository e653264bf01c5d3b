import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import type { UserExecutionContext } from '../context.js';
import type { RunState } from '../execution/run-state.js';
import { userForAuthorization, type User } from '../http/authentication.js';
import { logger } from '../utilities/logger.js';
import { countEvent } from '../utilities/metrics.js';
import type { ConnectionManager } from './connection-manager.js';

const HEARTBEAT_MILLISECONDS = 30_000;

const clientMessageSchema = z.object({
  type: z.literal('follow'),
  threadId: z.string().min(1),
});

interface Session {
  readonly user: User;
  readonly socket: WebSocket;
  alive: boolean;
}

/** The websocket side of the server: progress and finished reports. */
export class WebSocketEndpoint {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly sessions = new Map<string, Session>();
  private readonly heartbeat = setInterval(() => {
    this.checkSessions();
  }, HEARTBEAT_MILLISECONDS).unref();

  constructor(private readonly connections: ConnectionManager) {}

  /** Serves websocket clients that connect to the HTTP server. */
  attachTo(httpServer: Server): void {
    httpServer.on('upgrade', (request, socket, head) => {
      this.upgrade(request, socket, head);
    });
  }

  /** Delivers a finished report to its user, so that open dashboards refresh. */
  publishReport(state: RunState, context: UserExecutionContext): void {
    const message = JSON.stringify({
      type: 'report_ready',
      runId: context.runId,
      report: state.reportResult,
    });
    for (const { user, socket } of this.sessions.values()) {
      if (user.id === context.userId) {
        socket.send(message);
      }
    }
  }

  /** Ends all connections. */
  close(): void {
    clearInterval(this.heartbeat);
    for (const client of this.server.clients) {
      client.terminate();
    }
    this.server.close();
  }

  private upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    const user = userForAuthorization(request.headers.authorization);
    if (user === undefined) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      this.openSession(user, webSocket);
    });
  }

  private openSession(user: User, socket: WebSocket): void {
    const sessionId = randomUUID();
    const session: Session = { user, socket, alive: true };
    const send = (message: object): void => {
      socket.send(JSON.stringify(message));
    };
    this.sessions.set(sessionId, session);
    this.connections.connect({ id: sessionId, userId: user.id, send });
    countEvent('websocket_connections');

    socket.on('pong', () => {
      session.alive = true;
    });
    socket.on('message', (data) => {
      const threadId = parseFollowMessage(String(data));
      if (threadId === undefined) {
        send({ type: 'error', message: 'the message was not understood' });
        return;
      }
      this.connections.follow(sessionId, threadId);
      send({ type: 'following', threadId });
    });
    socket.on('close', () => {
      this.connections.disconnect(sessionId);
      this.sessions.delete(sessionId);
      logger.info('websocket_closed', { userId: user.id, sessionId });
    });
    send({ type: 'connected', sessionId });
  }

  private checkSessions(): void {
    for (const [sessionId, session] of this.sessions) {
      if (!session.alive) {
        logger.info('websocket_lost', { userId: session.user.id, sessionId });
        session.socket.terminate();
        continue;
      }
      session.alive = false;
      session.socket.ping();
    }
  }
}

function parseFollowMessage(text: string): string | undefined {
  try {
    return clientMessageSchema.parse(JSON.parse(text)).threadId;
  } catch {
    return undefined;
  }
}
