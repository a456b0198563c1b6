import { HistoryMessage } from '../conversation/history-message.js';
import type { HistoryRange, Utterance, Voice } from '../conversation/voice.js';
import type { Delivery } from '../delivery/delivery.js';
import type { History } from '../delivery/history.js';
import type { OutgoingContent, Turn } from '../delivery/turn.js';
import { ConversationMemory } from '../memory/conversation-memory.js';
import type { SteadyStore } from '../memory/steady-store.js';
import { isContent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';

export interface VoiceParts {
  readonly delivery: () => Delivery;
  readonly history: () => History;
  readonly request: (type: string, body: unknown, metadata?: readonly Metadata[]) => Promise<unknown>;
  readonly memory: SteadyStore;
}

const HISTORY_LIMIT = 200;

/** Gives conversations their voice: a handler's, which speaks once however often the handler runs, or a free one. */
export class Voices {
  constructor(private readonly parts: VoiceParts) {}

  /** For `bot.conversations`: speaks in its own name. */
  get free(): Voice {
    return { ...this.#common(), say: (utterance) => this.#publish(utterance) };
  }

  /** For the conversation of a message or a join: speaks as part of the turn. */
  during(turn: Turn): Voice {
    return {
      ...this.#common(),
      say: (utterance) =>
        utterance.idempotencyKey === undefined ? turn.say(outgoing(utterance)) : this.#publish(utterance),
    };
  }

  #common(): Omit<Voice, 'say'> {
    const { request, delivery, memory } = this.parts;
    return {
      request,
      settleReceipts: (dialogId) => delivery().flushReceipts(dialogId),
      history: (dialogId, range) => this.#history(dialogId, range),
      memory: (conversationId) => new ConversationMemory(memory, conversationId),
    };
  }

  #publish(utterance: Utterance): Promise<number> {
    const { conversationId, dialogId, idempotencyKey } = utterance;
    return this.parts.delivery().publish({
      conversationId,
      dialogId,
      content: outgoing(utterance),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  async #history(
    dialogId: string,
    { after = -1, limit = HISTORY_LIMIT }: HistoryRange,
  ): Promise<readonly HistoryMessage[]> {
    const newest: HistoryMessage[] = [];
    for await (const page of this.parts.history().pages({ dialogId, from: after + 1 })) {
      for (const event of page) if (isContent(event.event)) newest.push(new HistoryMessage(event));
      newest.splice(0, Math.max(0, newest.length - limit));
    }
    return newest;
  }
}

const outgoing = ({ event, audience, metadata, dialogId }: Utterance): OutgoingContent => ({
  event,
  dialogId,
  ...(audience === undefined ? {} : { audience }),
  ...(metadata === undefined ? {} : { metadata }),
});
