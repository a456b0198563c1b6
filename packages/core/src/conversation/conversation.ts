import { builtContent } from '../content/built-content.js';
import type { Content } from '../content/content.js';
import { checkMetadata } from '../content/metadata.js';
import type { QuickReplies } from '../content/quick-replies.js';
import { checkSize } from '../content/size.js';
import type { ConversationMemory } from '../memory/conversation-memory.js';
import type { OpenState } from '../protocol/conversation-change.js';
import type { Role } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentRequest } from '../protocol/names.js';
import { isObject, type JsonObject } from '../protocol/read.js';
import type { Dialog } from './dialog.js';
import type { HistoryMessage } from './history-message.js';
import type { Participant } from './participant.js';
import type { ConversationRecord } from './record.js';
import {
  closeConversation,
  closeDialog,
  type FieldChange,
  noteChange,
  participantChange,
  transferChanges,
  type TransferTarget,
  type Ttr,
  ttrChange,
} from './update-field.js';
import type { HistoryRange, Voice } from './voice.js';

export interface SendOptions {
  /** Shown to agents and managers only, never to the consumer. @default false */
  readonly private?: boolean;
  /** Answers to tap, shown below the message. */
  readonly quickReplies?: QuickReplies;
  /** Metadata of the frame, kept beside what Holdfast adds. Kinds that Holdfast knows are checked. */
  readonly metadata?: readonly Metadata[];
  /** Another dialog than the main one. */
  readonly dialogId?: string;
  /** Outside a handler: a message with a key that history already shows is not sent again. At most 64 characters. */
  readonly idempotencyKey?: string;
}

export interface CloseOptions {
  /** Closes the main dialog only, so that a survey can follow. @default false */
  readonly survey?: boolean;
}

/**
 * One conversation this bot takes part in, as the platform last described it, and what the bot can do there. Views are
 * cheap and share what is known; reading one after the conversation has ended shows its last state.
 */
export class Conversation {
  readonly #record: ConversationRecord;
  readonly #voice: Voice;

  constructor(record: ConversationRecord, voice: Voice) {
    this.#record = record;
    this.#voice = voice;
  }

  get id(): string {
    return this.#record.snapshot.id;
  }

  /** State of the main dialog. */
  get state(): OpenState {
    return this.#record.snapshot.state;
  }

  /** State of the whole conversation; still `OPEN` while a survey follows the main dialog. */
  get stage(): OpenState {
    return this.#record.snapshot.stage;
  }

  /** The skill whose queue the conversation belongs to, if any. */
  get skillId(): string | undefined {
    return this.#record.snapshot.skillId;
  }

  get participants(): readonly Participant[] {
    return this.#record.participants;
  }

  /** The person asking. The id changes when an anonymous consumer signs in. */
  get consumer(): Participant | undefined {
    return this.participants.find(({ role }) => role === 'CONSUMER');
  }

  /** Whoever is responsible for the answer: this bot, a colleague, or nobody while the conversation waits in a queue. */
  get assignedAgent(): Participant | undefined {
    return this.participants.find(({ role, state }) => role === 'ASSIGNED_AGENT' && state === 'ACTIVE');
  }

  /** This bot's role; `undefined` once it has left. */
  get myRole(): Role | undefined {
    return this.#record.myRole;
  }

  /** The time to respond that the conversation has, in seconds where the platform told them. */
  get ttr(): { readonly type: string; readonly seconds?: number } | undefined {
    return this.#record.snapshot.ttr;
  }

  get startedAt(): Date | undefined {
    const { startTs } = this.#record.snapshot;
    return startTs === undefined ? undefined : new Date(startTs);
  }

  get dialogs(): readonly Dialog[] {
    return this.#record.dialogs;
  }

  /** Where the consumer came from, as the platform describes it: `SharkContext`, `MobileAppContext` … */
  get context(): JsonObject | undefined {
    return this.#record.snapshot.context;
  }

  /** Who ended it — `AGENT`, `CONSUMER`, `TIMEOUT`, `SYSTEM` — once it is closed. */
  get closeReason(): string | undefined {
    return this.#record.snapshot.closeReason;
  }

  /**
   * Says something, and resolves with the sequence the platform gave it. While the session is interrupted the message
   * waits (see `session.queue`). Inside a handler it is said once, however often the handler runs.
   *
   * @throws ContentError if the platform would refuse the content, naming the path of what is wrong.
   */
  async send(
    content: Content,
    { private: hidden = false, quickReplies, metadata, dialogId, idempotencyKey }: SendOptions = {},
  ): Promise<number> {
    const { event, characters } = builtContent(content, quickReplies);
    const place = { conversationId: this.id, dialogId: dialogId ?? this.#record.mainDialogId };
    const audience = hidden ? ('AGENTS_AND_MANAGERS' as const) : undefined;
    checkSize({ ...place, event, messageAudience: audience }, characters);
    if (metadata !== undefined) checkMetadata(metadata, 'metadata');
    return this.#voice.say({
      ...place,
      event,
      ...(audience === undefined ? {} : { audience }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  /** Shows the consumer that an answer is being written, or no longer. Takes no sequence. */
  async typing(state: 'on' | 'off' = 'on'): Promise<void> {
    const chatState = state === 'on' ? 'COMPOSING' : 'ACTIVE';
    await this.#publish({ type: 'ChatStateEvent', chatState });
  }

  /** Tells the platform which messages were read. Holdfast does this by itself after each handler that succeeds. */
  async markRead(sequences: readonly number[]): Promise<void> {
    await this.#publish({ type: 'AcceptStatusEvent', status: 'READ', sequenceList: sequences });
  }

  /** Takes part in a role, for example `MANAGER` for a bot that watches. */
  async join(role: Role): Promise<void> {
    await this.#update([participantChange('ADD', role, this.#record.selfId)]);
  }

  /** Ends this bot's part. An assigned agent who leaves sends the conversation back to its queue. */
  async leave(): Promise<void> {
    await this.#part([participantChange('REMOVE', this.myRole ?? 'ASSIGNED_AGENT', this.#record.selfId)]);
  }

  /**
   * Hands the conversation over. What the handler sends afterwards is refused by the platform.
   *
   * @param metadata for example `[actionReason('escalated_by_user')]`.
   */
  async transfer(target: TransferTarget, metadata?: readonly Metadata[]): Promise<void> {
    if (metadata !== undefined) checkMetadata(metadata, 'metadata');
    await this.#part(transferChanges(target, this.assignedAgent?.id), metadata);
  }

  /** Ends the conversation, or with `survey` just its main dialog. Closing what is closed already does nothing. */
  async close({ survey = false }: CloseOptions = {}): Promise<void> {
    if (this.stage === 'CLOSE') return;
    await this.#part([survey ? closeDialog(this.#record.mainDialogId) : closeConversation]);
  }

  /** Sets the time to respond, by the platform's name or in seconds. */
  async setTtr(ttr: Ttr): Promise<void> {
    await this.#update([ttrChange(ttr)]);
  }

  /** A note that agents see beside the conversation. It replaces the one before. */
  async setNote(note: string): Promise<void> {
    await this.#update([noteChange(note)]);
  }

  /** What was said so far in the main dialog, oldest first, whoever said it. */
  async history(range: HistoryRange = {}): Promise<readonly HistoryMessage[]> {
    return this.#voice.history(this.#record.mainDialogId, range);
  }

  /** What this bot remembers about the conversation; see `BotOptions.store`. */
  get memory(): ConversationMemory {
    return this.#voice.memory(this.id);
  }

  /** What the platform knows of the consumer, as it sent it; `undefined` if there is no consumer or no profile. */
  async consumerProfile(): Promise<JsonObject | undefined> {
    const { consumer } = this;
    if (consumer === undefined) return undefined;
    const profile = await this.#voice.request(AgentRequest.getUserProfile, { userId: consumer.id });
    return isObject(profile) ? profile : undefined;
  }

  /** Any request the platform knows and Holdfast has not named. The wire reference is the platform's own. */
  async request(type: string, body: JsonObject = {}): Promise<unknown> {
    return this.#voice.request(type, body);
  }

  async #publish(event: JsonObject): Promise<void> {
    const { mainDialogId: dialogId } = this.#record;
    await this.#voice.request(AgentRequest.publishEvent, { dialogId, conversationId: this.id, event });
  }

  /** A change after which this bot may not be heard any more: what it has read must be told before. */
  async #part(changes: readonly FieldChange[], metadata?: readonly Metadata[]): Promise<void> {
    await this.#voice.settleReceipts(this.#record.mainDialogId);
    await this.#update(changes, metadata);
  }

  async #update(changes: readonly FieldChange[], metadata?: readonly Metadata[]): Promise<void> {
    const body = { conversationId: this.id, conversationField: changes };
    await this.#voice.request(AgentRequest.updateConversationField, body, metadata);
  }
}
