import { builtContent } from '../content/built-content.js';
import { list, whole } from '../content/check.js';
import type { BuiltContent, Content } from '../content/content.js';
import { checkMetadata } from '../content/metadata.js';
import type { QuickReplies } from '../content/quick-replies.js';
import { checkSize } from '../content/size.js';
import { rejected } from '../errors/rejected.js';
import type { ConversationMemory } from '../memory/conversation-memory.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentRequest, ChatState, DialogEventType, ReceiptStatus } from '../protocol/names.js';
import type { JsonObject } from '../protocol/read.js';
import { type ConsumerProfile, readConsumerProfile } from './consumer-profile.js';
import { ConversationControl, type InDialog } from './conversation-control.js';
import { download, type DownloadedFile, type DownloadOptions, upload } from './files.js';
import type { HistoryMessage } from './history-message.js';
import type { FileToSend } from './hosted-file.js';
import type { ConversationRecord } from './record.js';
import type { HistoryPages, HistoryRange, Utterance, Voice } from './voice.js';

export interface SendOptions {
  /** Shown to agents and managers only, never to the consumer. @default false */
  readonly private?: boolean;
  /** Answers to tap, shown below the message. */
  readonly quickReplies?: QuickReplies;
  /** Metadata of the frame, kept beside what Holdfast adds. Kinds that Holdfast knows are checked. */
  readonly metadata?: readonly Metadata[];
  /** @default the main dialog, or the one that followed it and is this bot's */
  readonly dialogId?: string;
  /** Outside a handler: a message with a key that history already shows is not sent again. At most 64 characters. */
  readonly idempotencyKey?: string;
}

export interface ReceiptOptions extends InDialog {
  readonly metadata?: readonly Metadata[];
}

export type ReceiptStatusName = (typeof ReceiptStatus)[keyof typeof ReceiptStatus];
export type ChatStateName = (typeof ChatState)[keyof typeof ChatState];

/** One conversation, as the platform last described it, and what the bot can do there. Views are cheap and share what is known. */
export class Conversation extends ConversationControl {
  readonly #record: ConversationRecord;
  readonly #voice: Voice;

  constructor(record: ConversationRecord, voice: Voice) {
    super(record, voice);
    this.#record = record;
    this.#voice = voice;
  }

  /**
   * Says something, and resolves with the sequence the platform gave it. While the session is interrupted the message
   * waits (see `session.queue`). Inside a handler it is said once, however often the handler runs.
   *
   * @throws ContentError if the platform would refuse the content, naming the path of what is wrong.
   */
  send(content: Content, options: SendOptions = NOTHING): Promise<number> {
    try {
      return this.#voice.say(this.#utterance(content, options));
    } catch (error) {
      return rejected(error);
    }
  }

  /**
   * Puts a picture into the account's file storage, and gives the message that shows it: for `send` or `reply`.
   *
   * @throws ContentError for a file that is no JPEG, PNG or GIF, or too large. Nothing has left then.
   */
  async upload(file: FileToSend): Promise<BuiltContent> {
    return upload(this.#voice, file);
  }

  /** Fetches the file that a message shows. @throws ContentError for a message without one; see `message.file`. */
  async download(message: HistoryMessage, options?: DownloadOptions): Promise<DownloadedFile> {
    return download(this.#voice, message, options);
  }

  /** Shows the consumer that an answer is being written, or no longer. Takes no sequence. */
  async typing(state: 'on' | 'off' = 'on', place?: InDialog): Promise<void> {
    await this.sendChatState(state === 'on' ? ChatState.composing : ChatState.active, place);
  }

  /** Tells any state that the platform knows of somebody in a dialog. Takes no sequence. */
  async sendChatState(chatState: ChatStateName, place?: InDialog): Promise<void> {
    await this.#publish({ type: DialogEventType.chatState, chatState }, place);
  }

  /** Tells the platform which messages were read. Holdfast does this by itself after each handler that succeeds. */
  async markRead(sequences: readonly number[], place?: InDialog): Promise<void> {
    await this.sendReceipt(ReceiptStatus.read, sequences, place);
  }

  /** Any receipt. `ENRICH` with metadata annotates messages of the consumer. */
  async sendReceipt(
    status: ReceiptStatusName,
    sequences: readonly number[],
    options: ReceiptOptions = {},
  ): Promise<void> {
    list({ min: 1, max: RECEIPTS, each: whole(0, Number.MAX_SAFE_INTEGER) })(sequences, 'sequences');
    await this.#publish({ type: DialogEventType.receipt, status, sequenceList: sequences }, options);
  }

  /** What was said so far, oldest first, whoever said it. */
  async history({ limit = HISTORY, dialogId, ...range }: HistoryRange = {}): Promise<readonly HistoryMessage[]> {
    const newest: HistoryMessage[] = [];
    for await (const page of this.#voice.history(dialogId ?? this.#record.currentDialogId, range)) {
      newest.push(...page);
      newest.splice(0, Math.max(0, newest.length - limit));
    }
    return newest;
  }

  /** The same page by page, for a history that need not be in memory as a whole. */
  historyPages({ dialogId, ...range }: HistoryPages = {}): AsyncIterable<readonly HistoryMessage[]> {
    return this.#voice.history(dialogId ?? this.#record.currentDialogId, range);
  }

  /** What this bot remembers about the conversation; see `BotOptions.store`. */
  get memory(): ConversationMemory {
    return this.#voice.memory(this.id);
  }

  /** What the platform knows of the consumer; `undefined` if there is no consumer or no profile. */
  async consumerProfile(): Promise<ConsumerProfile | undefined> {
    const { consumer } = this;
    if (consumer === undefined) return undefined;
    return readConsumerProfile(await this.#voice.request(AgentRequest.getUserProfile, { userId: consumer.id }));
  }

  /** Any request the platform knows and Holdfast has not named. The wire reference is the platform's own. */
  async request(type: string, body: JsonObject = {}, metadata?: readonly Metadata[]): Promise<unknown> {
    return this.#voice.request(type, body, metadata);
  }

  /** One field after the other: copies of objects for optional ones would cost as much as all the checks. */
  #utterance(
    content: Content,
    { private: hidden = false, quickReplies, metadata, dialogId, idempotencyKey }: SendOptions,
  ): Utterance {
    const { event, characters } = builtContent(content, quickReplies);
    const place = dialogId ?? this.#record.currentDialogId;
    const utterance: Mutable<Utterance> = { conversationId: this.id, dialogId: place, event };
    if (hidden) utterance.audience = 'AGENTS_AND_MANAGERS';
    checkSize(hidden ? { ...utterance, messageAudience: utterance.audience } : utterance, characters);
    if (metadata !== undefined) {
      checkMetadata(metadata, 'metadata');
      utterance.metadata = metadata;
    }
    if (idempotencyKey !== undefined) utterance.idempotencyKey = idempotencyKey;
    return utterance;
  }

  async #publish(event: JsonObject, { dialogId, metadata }: ReceiptOptions = {}): Promise<void> {
    if (metadata !== undefined) checkMetadata(metadata, 'metadata');
    const place = { dialogId: dialogId ?? this.#record.currentDialogId, conversationId: this.id };
    await this.#voice.request(AgentRequest.publishEvent, { ...place, event }, metadata);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NOTHING: SendOptions = Object.freeze({});
const HISTORY = 200;
const RECEIPTS = 10_000;
