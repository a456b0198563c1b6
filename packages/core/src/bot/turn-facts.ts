import { Conversation } from '../conversation/conversation.js';
import type { MessageFacts } from '../conversation/message.js';
import type { ConversationRecord } from '../conversation/record.js';
import type { Turn } from '../delivery/turn.js';
import type { MessageEvent } from '../protocol/message-event.js';
import type { Voices } from './voices.js';

/** A turn as its message knows it. What few handlers look at is made when one does: a thousand messages may wait for their answers. */
export class TurnFacts implements MessageFacts {
  constructor(
    private readonly turn: Turn,
    readonly event: MessageEvent,
    private readonly record: ConversationRecord,
    private readonly voices: Voices,
  ) {}

  view(): Conversation {
    return new Conversation(this.record, this.voices.during(this.turn));
  }

  get signal(): AbortSignal {
    return this.turn.signal;
  }

  get redelivered(): boolean {
    return this.turn.redelivered;
  }
}
