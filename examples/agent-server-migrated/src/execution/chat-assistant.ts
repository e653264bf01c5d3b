import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { listPriceOf } from '../utilities/price-table.js';
import type { UserExecutionContext } from '../context.js';

const lookUpPrice = tool(
  ({ service }) => String(listPriceOf(service) ?? 'unknown'),
  {
    name: 'look_up_price',
    description: 'The monthly list price of a cloud service',
    schema: z.object({ service: z.string() }),
  },
);

/** Answers one user's short questions and remembers the conversation. */
export class ChatAssistant {
  private readonly history = new InMemoryChatMessageHistory();

  constructor(private readonly model: BaseChatModel) {}

  /** Answers one message of the conversation. */
  async reply(text: string, context: UserExecutionContext): Promise<string> {
    await this.history.addUserMessage(text);
    let answer = await this.askModel();
    for (const call of answer.tool_calls ?? []) {
      await this.history.addMessage(answer);
      await this.history.addMessage(
        await lookUpPrice.invoke(
          { ...call, type: 'tool_call' },
          { configurable: { userId: context.userId } },
        ),
      );
      answer = await this.askModel();
    }
    await this.history.addMessage(answer);
    return answer.text;
  }

  private async askModel(): Promise<AIMessage> {
    const messages = await this.history.getMessages();
    const model = this.model.bindTools?.([lookUpPrice]) ?? this.model;
    return await model.invoke(messages);
  }
}
