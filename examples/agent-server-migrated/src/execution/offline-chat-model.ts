import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import type { Runnable } from '@langchain/core/runnables';

const PRICE_QUESTION = /\bprice of (\w+)/i;

/**
 * Stands in for a hosted model, so that the server needs no network: it looks
 * up prices with a tool and otherwise answers from the conversation.
 */
export class OfflineChatModel extends BaseChatModel {
  constructor() {
    super({});
  }

  override _llmType(): string {
    return 'offline';
  }

  override bindTools(): Runnable<BaseLanguageModelInput, AIMessageChunk> {
    return this;
  }

  override async _generate(
    messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    _runManager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const message = answer(messages);
    return { generations: [{ text: message.text, message }] };
  }
}

function answer(messages: BaseMessage[]): AIMessage {
  const last = messages.at(-1);
  if (last === undefined) {
    return new AIMessage('What can I do for you?');
  }
  if (ToolMessage.isInstance(last)) {
    return new AIMessage(`The list price is ${last.text} per month.`);
  }
  const service = PRICE_QUESTION.exec(last.text)?.[1];
  if (service !== undefined) {
    return new AIMessage({
      content: '',
      tool_calls: [
        {
          id: `call_${messages.length}`,
          name: 'look_up_price',
          args: { service },
        },
      ],
    });
  }
  const earlier = messages.filter((message) =>
    HumanMessage.isInstance(message),
  );
  const recap = earlier.map((message) => message.text).join(' / ');
  return new AIMessage(`So far you have told me: ${recap}`);
}
