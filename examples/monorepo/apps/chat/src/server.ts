import type { UserContext } from '@example/context';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { notes, ToolDispatcher } from '@example/tools';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { Agent } from './agent.ts';
import { authenticate } from './authentication.ts';
import { answerForOperators, keepForOperators } from './last-answer.ts';

/** Makes the server: one agent for all users, one context for each request. */
export function chatServer(): Server {
  const agent = new Agent(new ToolDispatcher([notes]));
  return createServer((request, response) => {
    respond(agent, request, response).catch(() => response.writeHead(500).end());
  });
}

async function respond(agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/operators') {
    response.end(answerForOperators());
    return;
  }
  const userId = authenticate(request.headers.authorization);
  if (userId === undefined) {
    response.writeHead(401).end();
    return;
  }
  const context: UserContext = { userId, requestId: randomUUID() };
  const answer = agent.answer(await text(request), context);
  keepForOperators(answer, context);
  response.end(answer);
}
