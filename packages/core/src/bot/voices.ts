import { HistoryMessage } from '../conversation/history-message.js';
import type { FileDoor, HistoryPages, Utterance, Voice } from '../conversation/voice.js';
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
  /** @param signal of the handler that a transfer belongs to. */
  readonly files: (signal?: AbortSignal) => FileDoor;
}

/** Gives conversations their voice: a handler's, which speaks once however often the handler runs, or a free one. */
export class Voices {
  constructor(private readonly parts: VoiceParts) {}

  /** For `bot.conversations`: speaks in its own name. */
  get free(): Voice {
    return { ...this.#common(), files: this.parts.files(), say: (utterance) => this.#publish(utterance) };
  }

  /** For the conversation of a message or a join: speaks as part of the turn. */
  during(turn: Turn): Voice {
    return {
      ...this.#common(),
      files: this.parts.files(turn.signal),
      say: (utterance) =>
        utterance.idempotencyKey === undefined ? turn.say(outgoing(utterance)) : this.#publish(utterance),
    };
  }

  #common(): Omit<Voice, 'say' | 'files'> {
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

  async *#history(
    dialogId: string,
    { after = -1, before }: HistoryPages,
  ): AsyncGenerator<readonly HistoryMessage[], void, void> {
    for await (const page of this.parts.history().pages({ dialogId, from: after + 1, before })) {
      const messages = page.filter(({ event }) => isContent(event)).map((event) => new HistoryMessage(event));
      if (messages.length > 0) yield messages;
    }
  }
}

const outgoing = ({ event, audience, metadata, dialogId }: Utterance): OutgoingContent => ({
  event,
  dialogId,
  ...(audience === undefined ? {} : { audience }),
  ...(metadata === undefined ? {} : { metadata }),
});
