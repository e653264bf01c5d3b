import { randomUUID } from 'node:crypto';
import express, { type Express, type Response } from 'express';
import type { UserExecutionContext } from '../context.js';
import { ChatAssistant } from '../execution/chat-assistant.js';
import { OfflineChatModel } from '../execution/offline-chat-model.js';
import { accountSchema, type AccountStore } from '../store/account-store.js';
import type { RunRecord, StateStore } from '../store/state-store.js';
import type { SyntheticDataAgent } from '../synthetic/synthetic-data-agent.js';
import { readCounters } from '../utilities/metrics.js';
import type { ApprovalGate } from '../workflow/approval-gate.js';
import {
  createDelegatedContext,
  createRunState,
} from '../workflow/run-intake.js';
import type { WorkflowOrchestrator } from '../workflow/workflow-orchestrator.js';
import {
  authenticate,
  createRequestContext,
  findUser,
} from './authentication.js';
import { answerError, HttpError } from './http-error.js';
import type { RateLimiter } from './rate-limiter.js';
import {
  assistantMessageSchema,
  delegationSchema,
  runIdSchema,
  submissionSchema,
  syntheticDataSchema,
} from './request-schemas.js';

/** The parts of the server that the routes call. */
export interface AppServices {
  readonly accounts: AccountStore;
  readonly states: StateStore;
  readonly approvals: ApprovalGate;
  readonly orchestrator: WorkflowOrchestrator;
  readonly syntheticData: SyntheticDataAgent;
  readonly rateLimiter: RateLimiter;
}

/** Creates the express app with all routes. */
export function createApp(services: AppServices): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', counters: readCounters() });
  });
  app.use(authenticate, express.json());
  addAccountRoutes(app, services);
  addRunRoutes(app, services);
  addSyntheticDataRoutes(app, services);
  addAssistantRoutes(app);
  app.use(answerError);
  return app;
}

function addAccountRoutes(app: Express, { accounts }: AppServices): void {
  app.put('/account', async (request, response) => {
    const account = accountSchema.parse(request.body);
    await accounts.save(contextOf(response), account);
    response.status(204).end();
  });
}

function addRunRoutes(app: Express, services: AppServices): void {
  const { states, approvals, orchestrator, rateLimiter } = services;

  app.post('/runs', async (request, response) => {
    const { threadId, requireApproval, ...submission } = submissionSchema.parse(
      request.body,
    );
    const context = contextOf(response, { threadId });
    if (!rateLimiter.admit(context)) {
      throw new HttpError(429, 'too many runs, try again in a minute');
    }
    const state = createRunState(submission);
    await orchestrator.submit(state, { requireApproval }, context);
    response.status(202).json({ runId: context.runId });
  });

  app.get('/runs', async (_request, response) => {
    response.json({ runIds: await states.listRuns(contextOf(response)) });
  });

  app.get('/runs/:runId', async (request, response) => {
    const runId = runIdSchema.parse(request.params.runId);
    const context = contextOf(response, { runId });
    response.json(await requireRun(states, context));
  });

  app.post('/runs/:runId/approve', (request, response) => {
    const runId = runIdSchema.parse(request.params.runId);
    if (!approvals.approve(contextOf(response, { runId }), runId)) {
      throw new HttpError(409, 'the run is not waiting for an approval');
    }
    response.status(204).end();
  });

  app.post('/runs/:runId/delegate', async (request, response) => {
    const runId = runIdSchema.parse(request.params.runId);
    const { to, task } = delegationSchema.parse(request.body);
    const colleague = findUser(to);
    if (colleague === undefined) {
      throw new HttpError(404, 'there is no such colleague');
    }
    await requireRun(states, contextOf(response, { runId }));
    const context = createDelegatedContext(colleague.id);
    const state = createRunState({ request: task, tags: [] });
    await orchestrator.submit(state, { requireApproval: false }, context);
    response.status(202).json({ runId: context.runId });
  });
}

function addSyntheticDataRoutes(
  app: Express,
  { syntheticData }: AppServices,
): void {
  app.post('/synthetic-data', async (request, response) => {
    const { description } = syntheticDataSchema.parse(request.body);
    const context = contextOf(response);
    response
      .status(201)
      .json(await syntheticData.generate(description, context));
  });

  app.get('/synthetic-data/latest', async (_request, response) => {
    const latest = await syntheticData.latest(contextOf(response));
    if (latest === undefined) {
      throw new HttpError(404, 'no data has been generated yet');
    }
    response.json(latest);
  });
}

function addAssistantRoutes(app: Express): void {
  const assistants = new Map<string, ChatAssistant>();

  app.post('/assistant/messages', async (request, response) => {
    const { text } = assistantMessageSchema.parse(request.body);
    const context = contextOf(response);
    const assistant =
      assistants.get(context.userId) ??
      new ChatAssistant(new OfflineChatModel());
    assistants.set(context.userId, assistant);
    response.json({ reply: await assistant.reply(text, context) });
  });
}

function contextOf(
  response: Response,
  { threadId = randomUUID() as string, runId = randomUUID() as string } = {},
): UserExecutionContext {
  return createRequestContext(response, { threadId, runId });
}

async function requireRun(
  states: StateStore,
  context: UserExecutionContext,
): Promise<RunRecord> {
  const record = await states.loadRun(context, context.runId);
  if (record === undefined) {
    throw new HttpError(404, 'there is no such run');
  }
  return record;
}
