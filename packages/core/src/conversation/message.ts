import type { Content } from '../content/content.js';
import type { MessageEvent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import type { Conversation, SendOptions } from './conversation.js';
import { HistoryMessage } from './history-message.js';

/** A tap on a button or a quick reply, as it arrives. */
export interface Clicked {
  /** The id its author gave the button; the same as `message.quickReply`. */
  readonly id: string;
  /** What the tap said for the consumer. */
  readonly text: string;
  /** All the metadata of the button, the id included. */
  readonly metadata: readonly Metadata[];
}

export interface MessageFacts {
  readonly event: MessageEvent;
  /** Makes a view of the conversation. What is sent through it is part of this message's handling. */
  view(): Conversation;
  /** Aborted when the handler times out or a drain runs out of time. */
  readonly signal: AbortSignal;
  readonly redelivered: boolean;
  readonly match?: RegExpMatchArray;
}

const NOTHING = Object.freeze({});

/** A message of a consumer, handed to its handler. Handed over again, it is another object with the same data. */
export class Message extends HistoryMessage {
  readonly #facts: MessageFacts;
  #conversation: Conversation | undefined;

  constructor(facts: MessageFacts) {
    super(facts.event);
    this.#facts = facts;
  }

  /** The conversation. What is sent through it is part of this message's handling. */
  get conversation(): Conversation {
    return (this.#conversation ??= this.#facts.view());
  }

  /** Whether an earlier try to handle this message may have begun: in this process, or in one before it. */
  get redelivered(): boolean {
    return this.#facts.redelivered;
  }

  /** What the handler's regular expression matched. */
  get match(): RegExpMatchArray | undefined {
    return this.#facts.match;
  }

  /**
   * What was tapped, if the message came from a tap on something that has an id. Somebody who types the words of a button
   * instead has tapped nothing.
   */
  get clicked(): Clicked | undefined {
    const { quickReply: id, text, metadata } = this;
    return id === undefined ? undefined : { id, text, metadata };
  }

  get signal(): AbortSignal {
    return this.#facts.signal;
  }

  /** Answers in the dialog of this message. Resolves with the sequence of the answer. */
  reply(content: Content, options: Omit<SendOptions, 'dialogId'> = NOTHING): Promise<number> {
    const { dialogId } = this;
    // A view that nobody has asked for is not kept while the reply waits for its answer.
    const conversation = this.#conversation ?? this.#facts.view();
    return conversation.send(content, options === NOTHING ? { dialogId } : { ...options, dialogId });
  }

  /** The same message with the match of the handler that gets it. */
  matching(match: RegExpMatchArray): Message {
    return new Message(new MatchedFacts(this.#facts, match));
  }
}

/** The signal stays where it is until somebody asks for it. */
class MatchedFacts implements MessageFacts {
  constructor(
    private readonly facts: MessageFacts,
    readonly match: RegExpMatchArray,
  ) {}

  get event(): MessageEvent {
    return this.facts.event;
  }

  view(): Conversation {
    return this.facts.view();
  }

  get signal(): AbortSignal {
    return this.facts.signal;
  }

  get redelivered(): boolean {
    return this.facts.redelivered;
  }
}
