import { start } from '../src/server.js';
import {
  join,
  probes,
  type Observation,
  type Participant,
  type Probe,
} from './probes.js';
import { UserClient } from './user-client.js';

const DEADLINE_MILLISECONDS = 14_000;

type Verdict = 'ok' | 'LEAK' | 'ERROR';

function contains(shown: unknown, secret: string): boolean {
  return JSON.stringify(shown ?? null).includes(secret);
}

function judge(probe: Probe, observations: Observation[]): [Verdict, string] {
  const leaking = observations.find(({ shownToOther, secret }) =>
    contains(shownToOther, secret),
  );
  if (leaking !== undefined) {
    return ['LEAK', leaking.leak];
  }
  const conclusive = observations.every(({ shownToOwner, secret }) =>
    contains(shownToOwner, secret),
  );
  return conclusive
    ? ['ok', probe.checked]
    : ['ERROR', 'a user was not shown the own data'];
}

async function runProbe(
  probe: Probe,
  alice: Participant,
  bob: Participant,
): Promise<Verdict> {
  let verdict: Verdict = 'ERROR';
  let detail: string;
  try {
    [verdict, detail] = judge(probe, await probe.observe(alice, bob));
  } catch (error) {
    detail = error instanceof Error ? error.message : String(error);
  }
  const columns = [
    probe.carrier.padEnd(3),
    probe.name.padEnd(19),
    verdict.padEnd(6),
    detail,
  ];
  console.log(columns.join(' ').slice(0, 80));
  return verdict;
}

async function runProbes(): Promise<Verdict[]> {
  const server = await start(0);
  const clients: UserClient[] = [];
  try {
    const deadline = AbortSignal.timeout(DEADLINE_MILLISECONDS);
    const enter = async (name: string): Promise<Participant> => {
      const client = await UserClient.connect(name, server.port, deadline);
      clients.push(client);
      return join(client);
    };
    const alice = await enter('alice');
    const bob = await enter('bob');
    const verdicts: Verdict[] = [];
    for (const probe of probes) {
      verdicts.push(await runProbe(probe, alice, bob));
    }
    return verdicts;
  } finally {
    clients.forEach((client) => {
      client.close();
    });
    await server.close();
  }
}

process.env.LOG_LEVEL = 'silent';
delete process.env.DATA_DIRECTORY;
try {
  const verdicts = await runProbes();
  const leaks = verdicts.filter((verdict) => verdict === 'LEAK').length;
  const errors = verdicts.filter((verdict) => verdict === 'ERROR').length;
  console.log(
    `${leaks} of ${verdicts.length} carriers leak, ${errors} could not be probed`,
  );
  process.exitCode = errors > 0 ? 2 : leaks > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
