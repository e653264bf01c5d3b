import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { UserExecutionContext } from '../context.js';
import type { RunState } from '../execution/run-state.js';
import { readJsonFile, writeJsonFile } from './json-file.js';

/** How far a run has come. */
export type RunStatus =
  'running' | 'awaiting_approval' | 'completed' | 'failed';

/** A run as it is kept on disk and shown to its user. */
export interface RunRecord {
  status: RunStatus;
  state: RunState & { userId: string; chatThreadId: string; runId: string };
}

/** Keeps the states of runs and drafts in one folder per user. */
export class StateStore {
  constructor(private readonly dataDirectory: string) {}

  /** Saves the state of a run. */
  async saveRun(
    state: RunState,
    status: RunStatus,
    { userId, threadId: chatThreadId, runId }: UserExecutionContext,
  ): Promise<void> {
    const path = join(this.runsFolder(userId), `${runId}.json`);
    const record: RunRecord = {
      status,
      state: { ...state, userId, chatThreadId, runId },
    };
    await writeJsonFile(path, record);
  }

  /** A run of the user, if the user has such a run. */
  async loadRun(
    context: UserExecutionContext,
    runId: string,
  ): Promise<RunRecord | undefined> {
    const path = join(this.runsFolder(context.userId), `${runId}.json`);
    return (await readJsonFile(path)) as RunRecord | undefined;
  }

  /** The ids of all runs of the user. */
  async listRuns(context: UserExecutionContext): Promise<string[]> {
    const files = await readdir(this.runsFolder(context.userId)).catch(
      () => [],
    );
    return files
      .filter((file) => file.endsWith('.json'))
      .map((file) => basename(file, '.json'));
  }

  /** Saves the draft that the user is working on. */
  async saveDraft(
    state: RunState,
    context: UserExecutionContext,
  ): Promise<void> {
    await writeJsonFile(this.draftPath(context.userId), state);
  }

  /** The latest draft of the user. */
  async loadDraft(
    context: UserExecutionContext,
  ): Promise<RunState | undefined> {
    return (await readJsonFile(this.draftPath(context.userId))) as
      RunState | undefined;
  }

  private runsFolder(owner: string): string {
    return join(this.dataDirectory, 'users', owner, 'runs');
  }

  private draftPath(owner: string): string {
    return join(this.dataDirectory, 'users', owner, 'draft.json');
  }
}
