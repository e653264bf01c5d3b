import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolDispatcher } from './dispatch/tool-dispatcher.js';
import { DataAgent } from './execution/data-agent.js';
import { ExecutionEngine } from './execution/execution-engine.js';
import { OptimizationAgent } from './execution/optimization-agent.js';
import { TriageAgent } from './execution/triage-agent.js';
import { createApp } from './http/app.js';
import { RateLimiter } from './http/rate-limiter.js';
import { ReportAgent } from './reporting/report-agent.js';
import { AccountStore } from './store/account-store.js';
import { ReportCache } from './store/report-cache.js';
import { StateStore } from './store/state-store.js';
import { SyntheticDataAgent } from './synthetic/synthetic-data-agent.js';
import { getConfiguration } from './utilities/configuration.js';
import { ApprovalGate } from './workflow/approval-gate.js';
import { Supervisor } from './workflow/supervisor.js';
import { WorkflowOrchestrator } from './workflow/workflow-orchestrator.js';
import { ConnectionManager } from './ws/connection-manager.js';
import { WebSocketEndpoint } from './ws/websocket-endpoint.js';

const LOOPBACK = '127.0.0.1';

/** A server that is accepting requests. */
export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts the server on the loopback interface; port 0 picks a free port.
 * Without a configured data directory, the data lives as long as the server.
 */
export async function start(port: number): Promise<RunningServer> {
  const configuration = getConfiguration();
  const dataDirectory =
    configuration.dataDirectory ??
    (await mkdtemp(join(tmpdir(), 'agent-server-')));

  const accounts = new AccountStore(dataDirectory);
  const states = new StateStore(dataDirectory);
  const reports = new ReportCache();
  const dispatcher = new ToolDispatcher(accounts);
  const connections = new ConnectionManager();
  const createSupervisor = (): Supervisor => {
    const engine = new ExecutionEngine();
    engine.registerAgent('triage', () => new TriageAgent());
    engine.registerAgent('data', () => new DataAgent(accounts));
    engine.registerAgent(
      'optimization',
      () => new OptimizationAgent(dispatcher),
    );
    engine.registerAgent('report', () => new ReportAgent(accounts, reports));
    return new Supervisor(engine, connections);
  };

  const webSockets = new WebSocketEndpoint(connections);
  const approvals = new ApprovalGate();
  const orchestrator = new WorkflowOrchestrator({
    createSupervisor,
    states,
    approvals,
    publisher: webSockets,
  });
  const app = createApp({
    accounts,
    states,
    approvals,
    orchestrator,
    syntheticData: new SyntheticDataAgent(states),
    rateLimiter: new RateLimiter(configuration.runsPerMinute),
  });

  const httpServer = createServer(app);
  webSockets.attachTo(httpServer);
  await listen(httpServer, port);

  return {
    port: (httpServer.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => httpServer.close(resolve));
      approvals.cancelAll();
      await orchestrator.drain();
      webSockets.close();
      httpServer.closeAllConnections();
      await closed;
      if (configuration.dataDirectory === undefined) {
        await rm(dataDirectory, { recursive: true });
      }
    },
  };
}

async function listen(httpServer: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(port, LOOPBACK, resolve);
  });
}
