import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { UserExecutionContext } from '../context.js';
import { DeepAgentState } from '../legacy/index.js';
import type { DeepAgentStateFields } from '../legacy/index.js';
import { readJsonFile, writeJsonFile } from './json-file.js';

/** How far a run has come. */
export type RunStatus =
  'running' | 'awaiting_approval' | 'completed' | 'failed';

/** A run as it is kept on disk. */
export interface RunRecord {
  status: RunStatus;
  state: DeepAgentState;
}

/** Keeps the states of runs and drafts in one folder per user. */
export class StateStore {
  constructor(private readonly dataDirectory: string) {}

  /** Saves the state of a run. */
  async saveRun(state: DeepAgentState, status: RunStatus): Promise<void> {
    const path = join(this.runsFolder(ownerOf(state)), `${state.runId}.json`);
    await writeJsonFile(path, { status, state });
  }

  /** A run of the user, if the user has such a run. */
  async loadRun(
    context: UserExecutionContext,
    runId: string,
  ): Promise<RunRecord | undefined> {
    const path = join(this.runsFolder(context.userId), `${runId}.json`);
    const record = (await readJsonFile(path)) as
      { status: RunStatus; state: DeepAgentStateFields } | undefined;
    return (
      record && {
        status: record.status,
        state: new DeepAgentState(record.state),
      }
    );
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

  /** Saves the draft that the owner of the state is working on. */
  async saveDraft(state: DeepAgentState): Promise<void> {
    await writeJsonFile(this.draftPath(ownerOf(state)), state);
  }

  /** The latest draft of the owner of the state. */
  async loadDraft(state: DeepAgentState): Promise<DeepAgentState | undefined> {
    const fields = await readJsonFile(this.draftPath(ownerOf(state)));
    return fields === undefined
      ? undefined
      : new DeepAgentState(fields as DeepAgentStateFields);
  }

  private runsFolder(owner: string): string {
    return join(this.dataDirectory, 'users', owner, 'runs');
  }

  private draftPath(owner: string): string {
    return join(this.dataDirectory, 'users', owner, 'draft.json');
  }
}

function ownerOf(state: DeepAgentState): string {
  return state.userId ?? 'default_user';
}
