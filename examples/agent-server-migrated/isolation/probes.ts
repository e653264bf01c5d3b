import { randomUUID } from 'node:crypto';
import type { RunView, UserClient } from './user-client.js';

/** A user of the server and the secrets that only this user's data contains. */
export interface Participant {
  readonly client: UserClient;
  readonly secrets: {
    readonly billingContact: string;
    readonly accountNumber: string;
    readonly commitment: string;
    readonly resource: string;
  };
}

/** A secret, what its owner was shown, and what the other user was shown. */
export interface Observation {
  readonly secret: string;
  readonly shownToOwner: unknown;
  readonly shownToOther: unknown;
  /** The finding in words, for the case that the other user was shown it. */
  readonly leak: string;
}

/** Checks one way in which data of one user can reach the other. */
export interface Probe {
  readonly carrier: string;
  readonly name: string;
  /** What it means when nothing leaked. */
  readonly checked: string;
  observe(alice: Participant, bob: Participant): Promise<Observation[]>;
}

/** Sets up the account of a connected user, full of secrets. */
export async function join(client: UserClient): Promise<Participant> {
  const secrets = {
    billingContact: secretOf(client, 'contact'),
    accountNumber: secretOf(client, 'account'),
    commitment: secretOf(client, 'commitment'),
    resource: secretOf(client, 'resource'),
  };
  await client.call('PUT', '/account', {
    accountNumber: secrets.accountNumber,
    billingContact: secrets.billingContact,
    commitments: [{ service: 'compute', name: secrets.commitment }],
    resources: [
      { resource: secrets.resource, service: 'compute', monthlyCost: 200 },
    ],
  });
  return { client, secrets };
}

function secretOf(client: UserClient, topic: string): string {
  return `${client.name}-${topic}-${randomUUID()}`;
}

interface SideBySideRun {
  readonly request: string;
  readonly tag: string;
  readonly runId: string;
  readonly waiting: RunView;
  readonly finished: RunView;
}

/**
 * Has both users work at the same time: both runs are under way, first alice's
 * and then bob's, before alice's and then bob's is finished.
 */
async function runSideBySide(
  alice: Participant,
  bob: Participant,
  shared: { request?: string; threadId?: string } = {},
): Promise<{ alice: SideBySideRun; bob: SideBySideRun }> {
  const begin = async ({ client }: Participant) => {
    const request = shared.request ?? secretOf(client, 'request');
    const tag = secretOf(client, 'tag');
    const threadId = shared.threadId ?? secretOf(client, 'thread');
    const runId = await client.startRun({ request, threadId, tags: [tag] });
    return { request, tag, runId, waiting: await client.viewRun(runId) };
  };
  const alicesRun = await begin(alice);
  const bobsRun = await begin(bob);
  return {
    alice: {
      ...alicesRun,
      finished: await alice.client.finishRun(alicesRun.runId),
    },
    bob: { ...bobsRun, finished: await bob.client.finishRun(bobsRun.runId) },
  };
}

/** Compares a secret of each user's account with the other's finished run. */
function accountProbe(
  description: Pick<Probe, 'carrier' | 'name' | 'checked'>,
  topic: keyof Participant['secrets'],
  leak: (receiver: string, owner: string) => string,
): Probe {
  return {
    ...description,
    async observe(alice, bob) {
      const runs = await runSideBySide(alice, bob);
      return [
        {
          secret: alice.secrets[topic],
          shownToOwner: runs.alice.finished,
          shownToOther: runs.bob.finished,
          leak: leak('bob', 'alice'),
        },
        {
          secret: bob.secrets[topic],
          shownToOwner: runs.bob.finished,
          shownToOther: runs.alice.finished,
          leak: leak('alice', 'bob'),
        },
      ];
    },
  };
}

/** All probes, one per carrier. */
export const probes: readonly Probe[] = [
  accountProbe(
    {
      carrier: 'L1',
      name: 'lazy getter',
      checked: 'both reports name their own billing contact',
    },
    'billingContact',
    (receiver, owner) =>
      `${receiver}'s report names ${owner}'s billing contact`,
  ),
  {
    carrier: 'L2',
    name: 'singleton',
    checked: 'same thread name, each followed the own progress',
    async observe(alice, bob) {
      const threadId = `weekly-review-${randomUUID()}`;
      await alice.client.followThread(threadId);
      await bob.client.followThread(threadId);
      const runs = await runSideBySide(alice, bob, { threadId });
      await alice.client.settle();
      await bob.client.settle();
      return [
        {
          secret: runs.alice.request,
          shownToOwner: messagesBut(alice, 'report_ready'),
          shownToOther: messagesBut(bob, 'report_ready'),
          leak: "bob's websocket followed alice's progress",
        },
        {
          secret: runs.bob.request,
          shownToOwner: messagesBut(bob, 'report_ready'),
          shownToOther: messagesBut(alice, 'report_ready'),
          leak: "alice's websocket followed bob's progress",
        },
      ];
    },
  },
  accountProbe(
    {
      carrier: 'L3',
      name: 'static map',
      checked: 'both runs list their own resources only',
    },
    'resource',
    (receiver, owner) => `${receiver}'s findings list ${owner}'s resource`,
  ),
  {
    carrier: 'L4',
    name: 'module instance',
    checked: 'both trails quote their own request only',
    async observe(alice, bob) {
      const runs = await runSideBySide(alice, bob);
      return [
        {
          secret: runs.bob.request,
          shownToOwner: runs.bob.finished,
          shownToOther: runs.alice.finished,
          leak: "alice's execution trail quotes bob's request",
        },
        {
          secret: runs.alice.request,
          shownToOwner: runs.alice.finished,
          shownToOther: runs.bob.finished,
          leak: "bob's execution trail quotes alice's request",
        },
      ];
    },
  },
  {
    carrier: 'L5',
    name: 'long-lived engine',
    checked: "same thread name, bob's run starts afresh",
    async observe(alice, bob) {
      const threadId = `planning-${randomUUID()}`;
      const runs = await runSideBySide(alice, bob, { threadId });
      return [
        {
          secret: runs.alice.request,
          shownToOwner: runs.alice.waiting,
          shownToOther: runs.bob.waiting,
          leak: "bob's run continues from alice's request",
        },
      ];
    },
  },
  accountProbe(
    {
      carrier: 'L6',
      name: 'shared dispatcher',
      checked: 'both tool calls returned their own commitments',
    },
    'commitment',
    (receiver, owner) =>
      `${receiver}'s tool call returned ${owner}'s commitment`,
  ),
  {
    carrier: 'L7',
    name: 'broadcast',
    checked: 'each websocket received its own report only',
    async observe(alice, bob) {
      const runs = await runSideBySide(alice, bob);
      await alice.client.waitForMessage(isReportOf(runs.alice.runId));
      await bob.client.waitForMessage(isReportOf(runs.bob.runId));
      await alice.client.settle();
      await bob.client.settle();
      return [
        {
          secret: runs.alice.request,
          shownToOwner: messagesOf(alice, 'report_ready'),
          shownToOther: messagesOf(bob, 'report_ready'),
          leak: "bob's websocket received alice's report",
        },
        {
          secret: runs.bob.request,
          shownToOwner: messagesOf(bob, 'report_ready'),
          shownToOther: messagesOf(alice, 'report_ready'),
          leak: "alice's websocket received bob's report",
        },
      ];
    },
  },
  {
    carrier: 'L8',
    name: 'shared defaults',
    checked: 'both runs carry their own tags only',
    async observe(alice, bob) {
      const runs = await runSideBySide(alice, bob);
      return [
        {
          secret: runs.alice.tag,
          shownToOwner: runs.alice.finished,
          shownToOther: runs.bob.finished,
          leak: "bob's run carries alice's tag",
        },
        {
          secret: runs.bob.tag,
          shownToOwner: runs.bob.finished,
          shownToOther: runs.alice.finished,
          leak: "alice's run carries bob's tag",
        },
      ];
    },
  },
  {
    carrier: 'L9',
    name: 'copied state',
    checked: "a delegated task came without alice's notes",
    async observe({ client: alice }, { client: bob }) {
      const notes = secretOf(alice, 'notes');
      const runId = await alice.startRun({
        request: secretOf(alice, 'request'),
        threadId: secretOf(alice, 'thread'),
        agentInput: { notes },
      });
      const finished = await alice.finishRun(runId);
      const delegated = (await alice.callUnlessRefused(
        'POST',
        `/runs/${runId}/delegate`,
        { to: 'bob', task: 'Please check the compute commitments' },
      )) as { runId: string } | undefined;
      return [
        {
          secret: notes,
          shownToOwner: finished,
          shownToOther:
            delegated &&
            (await bob.waitForStatus(delegated.runId, 'completed')),
          leak: "bob's delegated task came with alice's notes",
        },
      ];
    },
  },
  {
    carrier: 'L10',
    name: 'unscoped cache',
    checked: 'same request, each report has the own account',
    async observe(alice, bob) {
      const request = `Where can we save? ${randomUUID()}`;
      const runs = await runSideBySide(alice, bob, { request });
      return [
        {
          secret: alice.secrets.accountNumber,
          shownToOwner: runs.alice.finished,
          shownToOther: runs.bob.finished,
          leak: "bob's report has alice's account number",
        },
        {
          secret: bob.secrets.accountNumber,
          shownToOwner: runs.bob.finished,
          shownToOther: runs.alice.finished,
          leak: "alice's report has bob's account number",
        },
      ];
    },
  },
  {
    carrier: 'L11',
    name: 'identity fallback',
    checked: "bob loaded no draft of alice's",
    async observe({ client: alice }, { client: bob }) {
      const description = secretOf(alice, 'draft');
      await alice.call('POST', '/synthetic-data', { description });
      const latest = '/synthetic-data/latest';
      return [
        {
          secret: description,
          shownToOwner: await alice.call('GET', latest),
          shownToOther: await bob.callUnlessRefused('GET', latest),
          leak: "bob's latest draft is alice's draft",
        },
      ];
    },
  },
  {
    carrier: 'L12',
    name: 'shared agent',
    checked: "bob's assistant knew nothing of alice's message",
    async observe({ client: alice }, { client: bob }) {
      const text = secretOf(alice, 'message');
      const tell = (client: UserClient, message: string) =>
        client.call('POST', '/assistant/messages', { text: message });
      return [
        {
          secret: text,
          shownToOwner: await tell(alice, text),
          shownToOther: await tell(bob, 'What have I told you?'),
          leak: "bob's assistant quoted alice's message",
        },
      ];
    },
  },
];

function messagesOf({ client }: Participant, type: string): unknown {
  return client.messages.filter((message) => message.type === type);
}

function messagesBut({ client }: Participant, type: string): unknown {
  return client.messages.filter((message) => message.type !== type);
}

function isReportOf(runId: string) {
  return (message: { type: string; runId?: string }): boolean =>
    message.type === 'report_ready' && message.runId === runId;
}
