/**
 * How a client follows a run: connect the websocket, follow the thread, submit
 * the request, and print what the server pushes until the report is there.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

const headers = {
  authorization: 'Bearer alice-token',
  'content-type': 'application/json',
};

const socket = new WebSocket('ws://127.0.0.1:3000/', { headers });
socket.on('message', (data) => {
  const message = JSON.parse(String(data)) as { type: string };
  console.log(message);
  if (message.type === 'report_ready') {
    socket.close();
  }
});
await once(socket, 'open');
socket.send(JSON.stringify({ type: 'follow', threadId: 'spring-review' }));

await fetch('http://127.0.0.1:3000/account', {
  method: 'PUT',
  headers,
  body: JSON.stringify({
    accountNumber: '4711',
    billingContact: 'Alice, Finance',
    commitments: [{ service: 'compute', name: 'compute-three-years' }],
    resources: [
      { resource: 'build-farm', service: 'compute', monthlyCost: 620 },
    ],
  }),
});
await fetch('http://127.0.0.1:3000/runs', {
  method: 'POST',
  headers,
  body: JSON.stringify({
    request: 'Where can we save?',
    threadId: 'spring-review',
  }),
});
