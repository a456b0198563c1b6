import type { MessageEvent } from '../protocol/message-event.js';
import type { Content } from './content.js';
import type { Conversation, SendOptions } from './conversation.js';
import { HistoryMessage } from './history-message.js';

export interface MessageFacts {
  readonly event: MessageEvent;
  readonly conversation: Conversation;
  /** Aborted when the handler times out or a drain runs out of time. */
  readonly signal: AbortSignal;
  readonly redelivered: boolean;
  readonly match?: RegExpMatchArray;
}

/** A message of a consumer, handed to its handler. Handed over again, it is another object with the same data. */
export class Message extends HistoryMessage {
  readonly #facts: MessageFacts;

  constructor(facts: MessageFacts) {
    super(facts.event);
    this.#facts = facts;
  }

  /** The conversation. What is sent through it is part of this message's handling. */
  get conversation(): Conversation {
    return this.#facts.conversation;
  }

  /** Whether an earlier try to handle this message may have begun: in this process, or in one before it. */
  get redelivered(): boolean {
    return this.#facts.redelivered;
  }

  /** What the handler's regular expression matched. */
  get match(): RegExpMatchArray | undefined {
    return this.#facts.match;
  }

  get signal(): AbortSignal {
    return this.#facts.signal;
  }

  /** Answers in the dialog of this message. Resolves with the sequence of the answer. */
  async reply(content: Content, options: Omit<SendOptions, 'dialogId'> = {}): Promise<number> {
    return this.conversation.send(content, { ...options, dialogId: this.dialogId });
  }

  /** The same message with the match of the handler that gets it. */
  matching(match: RegExpMatchArray): Message {
    return new Message({ ...this.#facts, match });
  }
}
