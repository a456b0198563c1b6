import { HistoryMessage } from '../conversation/history-message.js';
import type { FileDoor, HistoryPages, Utterance, Voice } from '../conversation/voice.js';
import type { Delivery } from '../delivery/delivery.js';
import type { History } from '../delivery/history.js';
import type { Turn } from '../delivery/turn.js';
import { ConversationMemory } from '../memory/conversation-memory.js';
import type { SteadyStore } from '../memory/steady-store.js';
import { isContent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';

export interface VoiceParts {
  readonly delivery: Delivery;
  readonly history: History;
  readonly memory: SteadyStore;
  ask(type: string, body: unknown, metadata?: readonly Metadata[]): Promise<unknown>;
  /** @param signal of the handler that a transfer belongs to. */
  files(signal?: AbortSignal): FileDoor;
}

/** Gives conversations their voice: a handler's, which speaks once however often the handler runs, or a free one. */
export class Voices {
  constructor(private readonly parts: VoiceParts) {}

  /** For `bot.conversations`: speaks in its own name. */
  get free(): Voice {
    return new FreeVoice(this.parts);
  }

  /** For the conversation of a message or a join: speaks as part of the turn. */
  during(turn: Turn): Voice {
    return new TurnVoice(this.parts, turn);
  }
}

class FreeVoice implements Voice {
  constructor(protected readonly parts: VoiceParts) {}

  get files(): FileDoor {
    return this.parts.files();
  }

  say({ conversationId, dialogId, idempotencyKey, ...said }: Utterance): Promise<number> {
    return this.parts.delivery.publish({
      conversationId,
      dialogId,
      content: { dialogId, ...said },
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  request(type: string, body: unknown, metadata?: readonly Metadata[]): Promise<unknown> {
    return this.parts.ask(type, body, metadata);
  }

  settleReceipts(dialogId: string): Promise<void> {
    return this.parts.delivery.flushReceipts(dialogId);
  }

  async *history(
    dialogId: string,
    { after = -1, before }: HistoryPages,
  ): AsyncGenerator<readonly HistoryMessage[], void, void> {
    for await (const page of this.parts.history.pages({ dialogId, from: after + 1, before })) {
      const messages = page.filter(({ event }) => isContent(event)).map((event) => new HistoryMessage(event));
      if (messages.length > 0) yield messages;
    }
  }

  memory(conversationId: string): ConversationMemory {
    return new ConversationMemory(this.parts.memory, conversationId);
  }
}

class TurnVoice extends FreeVoice {
  constructor(
    parts: VoiceParts,
    private readonly turn: Turn,
  ) {
    super(parts);
  }

  override get files(): FileDoor {
    return this.parts.files(this.turn.signal);
  }

  override say(utterance: Utterance): Promise<number> {
    if (utterance.idempotencyKey !== undefined) return super.say(utterance);
    return this.turn.say(utterance);
  }
}
