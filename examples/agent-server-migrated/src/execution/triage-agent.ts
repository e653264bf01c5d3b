import { FakeListChatModel } from '@langchain/core/utils/testing';
import { z } from 'zod';
import type { Agent } from './execution-engine.js';
import type { RunState } from './run-state.js';

const triageSchema = z.object({
  category: z.string(),
  needsSpendData: z.boolean(),
});

/** Decides what kind of request the user has made. */
export class TriageAgent implements Agent {
  private readonly model = new FakeListChatModel({
    responses: ['{"category":"cost-optimization","needsSpendData":true}'],
  });

  async run(state: RunState): Promise<Partial<RunState>> {
    const answer = await this.model.invoke([
      ['system', 'Classify the request. Answer in JSON.'],
      ['human', state.userRequest],
    ]);
    const triageResult = triageSchema.parse(JSON.parse(answer.text));
    return {
      triageResult,
      messages: [
        ...state.messages,
        { role: 'assistant', content: `This is a ${triageResult.category}.` },
      ],
    };
  }
}
