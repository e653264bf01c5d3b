import { noUserDataBroadcast } from '../../src/rules/no-user-data-broadcast.js';
import { testRule } from '../tester/rule-tester.js';

/** The shapes of two servers, as far as the cases use them. */
const files = {
  'sockets.d.ts': `
    declare module 'socket.io' {
      export class BroadcastOperator { to(room: string): BroadcastOperator; emit(event: string, ...data: unknown[]): boolean }
      export class Socket {
        id: string;
        broadcast: BroadcastOperator;
        on(event: string, listener: (data: string) => void): this;
        emit(event: string, ...data: unknown[]): boolean;
      }
      export class Namespace { to(room: string): BroadcastOperator; emit(event: string, ...data: unknown[]): boolean }
      export class Server {
        of(name: string): Namespace;
        to(room: string): BroadcastOperator;
        on(event: 'connection', listener: (socket: Socket) => void): this;
        emit(event: string, ...data: unknown[]): boolean;
      }
    }
    declare module 'ws' {
      export class WebSocket { readyState: number; static OPEN: 1; send(data: string): void; on(event: 'message', listener: (data: string) => void): this }
      export class WebSocketServer { clients: Set<WebSocket>; on(event: 'connection', listener: (socket: WebSocket) => void): this }
    }
    declare module 'bun' {
      export interface Server<Data> { publish(topic: string, data: string): number; readonly hostname: string }
    }
  `,
};
const socketIo = `import { Server, type Socket } from 'socket.io';\nconst io = new Server();\n`;
const ws = `import { WebSocket, WebSocketServer } from 'ws';\nconst server = new WebSocketServer();\n`;
const peers = `interface Peer { userId: string; send(line: string): void }\nconst peers = new Map<string, Peer>();\n`;
const live = `import { EventEmitter } from 'node:events';
import type { IncomingMessage as Request, ServerResponse as Stream } from 'node:http';
interface Result { patientId: string; value: string }
const bus = new EventEmitter();

`;
const errors = [{ messageId: 'sentToAll' as const, line: 3 }];
const inLoop = [{ messageId: 'sentInLoop' as const, line: 3 }];

const loops: [string, string, string][] = [
  [
    'a loop over a shared map; its neighbour compares the owner',
    `export function tell(userId: string, text: string): void { for (const peer of peers.values()) peer.send(text); void userId; }`,
    `export function tell(userId: string, text: string): void { for (const peer of peers.values()) if (peer.userId === userId) peer.send(text); }`,
  ],
  [
    'leaving out the sender says nothing about the others; leaving out others does',
    `export function tell(from: Peer, text: string): void { for (const [, peer] of peers) { if (peer === from) continue; peer.send(text); } }`,
    `export function tell(from: Peer, text: string): void { for (const [, peer] of peers) { if (peer.userId !== from.userId) continue; peer.send(text); } }`,
  ],
  [
    'forEach; its neighbour filters before',
    `export function tell(userId: string, text: string): void { [...peers.values()].forEach((peer) => { peer.send(text + userId); }); }`,
    `export function tell(userId: string, text: string): void { [...peers.values()].filter((peer) => peer.userId === userId).forEach((peer) => { peer.send(text); }); }`,
  ],
  [
    'a payload of run time; its neighbour sends a constant',
    `export function stop(reason: string): void { for (const peer of peers.values()) peer.send(reason); }`,
    `export function stop(): void { for (const peer of peers.values()) peer.send('server-shutdown'); }`,
  ],
];

const published = `
        interface Order { userId: string; street: string }
        declare const events: { publish(topic: string, order: Order): void; subscribe(topic: string): AsyncIterable<Order> };
        export declare function filtered(open: () => AsyncIterable<Order>, keep: (order: Order) => boolean): AsyncIterable<Order>;
        export const save = (order: Order): void => { events.publish('orderChanged', order); };`;

testRule('no-user-data-broadcast', noUserDataBroadcast, {
  valid: [
    {
      name: 'a comparison that stands apart, and one in a switch',
      files,
      code: `${live}export function stream(_req: Request, res: Stream, me: string): void {
          bus.on('result', (result: Result) => { const isMine = result.patientId === me; if (isMine) res.write(result.value); });
          bus.on('result', (result: Result) => { switch (result.patientId) { case me: res.write(result.value); break; default: } });
        }`,
    },
    {
      name: 'what those who run the service announce',
      files,
      code: `${socketIo}declare const app: { post(path: string, ...run: ((req: { body: { title: string }; user?: { role: string } }, res: { sendStatus(code: number): void }) => void)[]): void };
        declare function requireAdmin(): void;
        app.post('/announce', requireAdmin, (req) => { io.emit('announcement', req.body.title); });
        app.post('/announce', (req, res) => { if (req.user?.role !== 'admin') { res.sendStatus(403); return; } io.emit('announcement', req.body.title); });`,
    },
    {
      name: 'the connections of one room',
      code: `${peers}const rooms = new Map<string, Set<Peer>>();
        export function tell(room: string, text: string): void { for (const peer of rooms.get(room) ?? []) peer.send(text); }`,
    },
    {
      name: 'the subscribers of a session that is at hand',
      code: `${peers}export function tell(session: { subscribers: Set<Peer> }, text: string): void { for (const peer of session.subscribers) peer.send(text); }`,
    },
    {
      name: 'each connection is sent what is its own',
      code: `${peers}export function refresh(): void { for (const peer of peers.values()) peer.send(JSON.stringify(peer.userId)); }`,
    },
    {
      name: 'sinks of a log are no connections',
      code: `interface Sink { write(line: string): void }\nconst sinks: Sink[] = [];
        export function log(message: string): void { for (const sink of sinks) sink.write(message); }`,
    },
    {
      name: 'an event that is nobody’s, sent on to each client',
      files,
      code: `${live}interface Quote { symbol: string; price: number }
        export function stream(_req: Request, res: Stream): void { bus.on('quote', (quote: Quote) => { res.write(JSON.stringify(quote)); }); }`,
    },
    {
      name: 'an event of the connection itself',
      files,
      code: `${ws}server.on('connection', (socket) => { socket.on('message', (text) => { socket.send(text); }); });`,
    },
    {
      name: 'what a stream brings is sent to the one whom it is for',
      files,
      code: `${ws}interface Fill { payee: string; lots: number }\ndeclare const fills: AsyncIterable<Fill>;\nconst own = new Map<string, WebSocket>();
        export async function pump(): Promise<void> { for await (const fill of fills) own.get(fill.payee)?.send(JSON.stringify(fill)); }`,
    },
    {
      name: 'any says nothing',
      code: `declare const io: any;\nexport function tell(text: string): void { io.emit('chat', text); }`,
    },
  ],
  invalid: [
    {
      name: 'all clients of a server that the function is given; its neighbour sends to one',
      files,
      code: `import type { WebSocketServer } from 'ws';\n\nexport function tell(hub: WebSocketServer, line: string): void { for (const client of hub.clients) client.send(line); }`,
      neighbour: `import type { WebSocket } from 'ws';\n\nexport function tell(client: WebSocket, line: string): void { client.send(line); }`,
      errors: inLoop,
    },
    {
      name: 'a listener without a type, on what the file sends there',
      files,
      code: `${live}export function save(userId: string, street: string): void { bus.emit('order', { userId, street }); }
        export function stream(_req: Request, res: Stream): void { bus.on('order', (order) => { res.write(JSON.stringify(order)); }); }`,
      neighbour: `${live}export function save(street: string, zip: string): void { bus.emit('order', { street, zip }); }
        export function stream(_req: Request, res: Stream): void { bus.on('order', (order) => { res.write(JSON.stringify(order)); }); }`,
      errors: [{ messageId: 'forwarded', line: 7 }],
    },
    {
      name: 'a stream of everybody’s events for each subscriber; its neighbour filters',
      code: `${published}
        export const resolvers = { orderChanged: { subscribe: () => events.subscribe('orderChanged') } };`,
      neighbour: `${published}
        export const resolvers = { orderChanged: { subscribe: (who: string) => filtered(() => events.subscribe('orderChanged'), (order) => order.userId === who) } };`,
      errors: [{ messageId: 'forwarded', line: 6 }],
    },
    ...loops.map(([name, code, neighbour]) => ({ name, code: peers + code, neighbour: peers + neighbour, errors: inLoop })),
    {
      name: 'an event name is no room',
      files,
      code: `${socketIo}export function notify(order: { buyerId: string; total: string }): void { io.emit(\`order-\${order.buyerId}\`, order.total); }`,
      neighbour: `${socketIo}export function notify(order: { buyerId: string; total: string }): void { io.to(order.buyerId).emit('order', order.total); }`,
      errors: [
        {
          messageId: 'sentToAll',
          line: 3,
          suggestions: [
            {
              messageId: 'sendToRoom',
              data: { room: 'order.buyerId' },
              output: `${socketIo}export function notify(order: { buyerId: string; total: string }): void { io.to(order.buyerId).emit(\`order-\${order.buyerId}\`, order.total); }`,
            },
          ],
        },
      ],
    },
    {
      name: 'to everybody but the sender',
      files,
      code: `${socketIo}io.on('connection', (socket: Socket) => { socket.on('message', (text) => { socket.broadcast.emit('message', text); }); });`,
      neighbour: `${socketIo}io.on('connection', (socket: Socket) => { socket.on('message', (text) => { socket.emit('message', text); }); });`,
      errors,
    },
    {
      name: 'each client is sent every event of a source that all share; its neighbour compares',
      files,
      code: `${live}export function stream(_req: Request, res: Stream): void { bus.on('result', (result: Result) => { res.write(JSON.stringify(result)); }); }`,
      neighbour: `${live}export function stream(_req: Request, res: Stream, me: string): void { bus.on('result', (result: Result) => { if (result.patientId === me) res.write(JSON.stringify(result)); }); }`,
      errors: [{ messageId: 'forwarded', line: 6 }],
    },
    {
      name: 'a named listener, and a text made of the event; its neighbour leaves early',
      files,
      code: `${live}export function stream(_req: Request, res: Stream): void { const forward = (result: Result): void => { const line = 'data: ' + result.value; res.write(line); }; bus.on('result', forward); }`,
      neighbour: `${live}export function stream(_req: Request, res: Stream, me: string): void { const forward = (result: Result): void => { if (result.patientId !== me) return; const line = 'data: ' + result.value; res.write(line); }; bus.on('result', forward); }`,
      errors: [{ messageId: 'forwarded', line: 6 }],
    },
    {
      name: 'a shared source of which each user has a channel is the neighbour',
      files,
      code: `${live}export function stream(_req: Request, res: Stream): void { bus.on('result', (result: Result) => { res.write(result.value); }); }`,
      neighbour: `${live}export function stream(_req: Request, res: Stream, patientId: string): void { bus.on(\`result:\${patientId}\`, (result: Result) => { res.write(result.value); }); }`,
      errors: [{ messageId: 'forwarded', line: 6 }],
    },
    {
      name: 'what a stream of the module brings; its neighbour asks whose it is',
      files,
      code: `${ws}interface Fill { payee: string; lots: number } declare const fills: AsyncIterable<Fill>; const payeeOf = new WeakMap<WebSocket, string>();\nexport async function pump(): Promise<void> { for await (const fill of fills) for (const client of server.clients) client.send(JSON.stringify(fill)); void payeeOf; }`,
      neighbour: `${ws}interface Fill { payee: string; lots: number } declare const fills: AsyncIterable<Fill>; const payeeOf = new WeakMap<WebSocket, string>();\nexport async function pump(): Promise<void> { for await (const fill of fills) for (const client of server.clients) if (payeeOf.get(client) === fill.payee) client.send(JSON.stringify(fill)); }`,
      errors: [{ messageId: 'sentInLoop', line: 4 }],
    },
    {
      name: 'a constant topic of a Bun server, whose types are those of the module',
      files,
      code: `import type { Server } from 'bun';\ndeclare const server: Server<undefined>;\nexport function tell(user: { email: string }): void { server.publish('lobby', user.email); }`,
      neighbour: `import type { Server } from 'bun';\ndeclare const server: Server<undefined>;\nexport function tell(user: { email: string }): void { server.publish(user.email, user.email); }`,
      errors,
    },
    {
      name: 'all clients of a websocket server, whoever made the server',
      files,
      code: `${ws}export function tell(text: string): void { for (const client of server.clients) if (client.readyState === WebSocket.OPEN) client.send(text); }`,
      neighbour: `${ws}export function tell(client: WebSocket, text: string): void { if (server.clients.has(client)) client.send(text); }`,
      errors: inLoop,
    },
  ],
});
