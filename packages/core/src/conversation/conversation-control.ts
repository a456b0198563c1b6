import { checkMetadata } from '../content/metadata.js';
import type { Role } from '../protocol/message-event.js';
import { RequestRefusedError } from '../errors/platform.js';
import type { Metadata } from '../protocol/metadata.js';
import { AgentRequest } from '../protocol/names.js';
import { ConversationFacts } from './conversation-facts.js';
import type { ConversationRecord } from './record.js';
import {
  closeConversation,
  closeDialog,
  delayChange,
  type DelayUntil,
  type FieldChange,
  manualEttrChange,
  noteChange,
  participantChange,
  releaseChange,
  tagDialog,
  topicChange,
  transferChanges,
  type TransferTarget,
  type Ttr,
  ttrChange,
} from './update-field.js';
import type { Voice } from './voice.js';

export interface CloseOptions {
  /** Closes the main dialog only, so that a survey can follow. @default false */
  readonly survey?: boolean;
  /** Closes this dialog only, for example a survey that is over. */
  readonly dialogId?: string;
  /** Why a dialog is closed, in words for agents. @default 'Completed' */
  readonly cause?: string;
  /** For example `[actionReason('resolved')]`. */
  readonly metadata?: readonly Metadata[];
}

/** One dialog of a conversation instead of the one where this bot speaks. */
export interface InDialog {
  readonly dialogId?: string;
}

/** Who takes part in a conversation, who is responsible for it, and how long it lasts. */
export class ConversationControl extends ConversationFacts {
  readonly #record: ConversationRecord;
  readonly #voice: Voice;

  constructor(record: ConversationRecord, voice: Voice) {
    super(record);
    this.#record = record;
    this.#voice = voice;
  }

  /** Takes part in a role: `AGENT`, `MANAGER`, `READER`, or `ASSIGNED_AGENT` where nobody is responsible; in all dialogs or in one. */
  async join(role: Role, place: InDialog = {}): Promise<void> {
    await this.#update([participantChange('ADD', { role, userId: this.#record.selfId, ...place })]);
  }

  /** Ends this bot's part. An assigned agent who leaves sends the conversation back to its queue. */
  async leave(place: InDialog = {}): Promise<void> {
    const part = { role: this.myRole ?? 'ASSIGNED_AGENT', userId: this.#record.selfId, ...place };
    await this.#part([participantChange('REMOVE', part)]);
  }

  /** Takes the conversation from whoever is responsible, this bot or a colleague. Where nobody is, it waits in a queue already. */
  async backToQueue(metadata?: readonly Metadata[]): Promise<void> {
    const { assignedAgent } = this;
    if (assignedAgent !== undefined) await this.#part([releaseChange(assignedAgent.id)], metadata);
  }

  /**
   * Hands the conversation over. What the handler sends afterwards is refused by the platform.
   *
   * @param metadata for example `[actionReason('escalated_by_user')]`.
   */
  async transfer(target: TransferTarget, metadata?: readonly Metadata[]): Promise<void> {
    const standing = { assigned: this.assignedAgent?.id, skill: this.skillId };
    await this.#part(transferChanges(target, standing), metadata);
  }

  /** Ends the conversation, or one of its dialogs. Closing what is closed already does nothing. */
  async close({ survey = false, dialogId, cause, metadata }: CloseOptions = {}): Promise<void> {
    const dialog = dialogId ?? (survey ? this.#record.mainDialogId : undefined);
    const isClosed = (): boolean =>
      this.#record.isOver || this.dialogs.some(({ id, state }) => id === dialog && state === 'CLOSE');
    if (isClosed()) return;
    try {
      await this.#part([dialog === undefined ? closeConversation : closeDialog(dialog, cause)], metadata);
    } catch (error) {
      if (error instanceof RequestRefusedError && isClosed()) return; // somebody else, such as the consumer, was faster
      throw error;
    }
    if (dialog === undefined) this.#record.noteClosing();
  }

  /** Sets the time to respond, by the platform's name or in seconds. */
  async setTtr(ttr: Ttr): Promise<void> {
    await this.#update([ttrChange(ttr)]);
  }

  /** Says that the contact centre is closed, so that nobody waits for an answer before then. */
  async setDelay(delay: DelayUntil): Promise<void> {
    await this.#update([delayChange(delay)]);
  }

  /** Sets by hand when the answer is due; `undefined` leaves it to the platform again. */
  async setManualEttr(due: Date | undefined): Promise<void> {
    await this.#update([manualEttrChange(due)]);
  }

  /** A note that agents see beside the conversation. It replaces the one before. */
  async setNote(note: string): Promise<void> {
    await this.#update([noteChange(note)]);
  }

  /** Sets the topic that agents see. Setting the same topic again changes nothing. */
  async setTopic(topic: string): Promise<void> {
    await this.#update([topicChange(topic)]);
  }

  /** Attaches metadata to a dialog, for example the survey that it belongs to. */
  async tag(metadata: readonly Metadata[], { dialogId = this.#record.currentDialogId }: InDialog = {}): Promise<void> {
    await this.#update([tagDialog(dialogId)], metadata);
  }

  /** A change after which this bot may not be heard any more: what it has read must be told before. */
  async #part(changes: readonly FieldChange[], metadata?: readonly Metadata[]): Promise<void> {
    if (metadata !== undefined) checkMetadata(metadata, 'metadata');
    await Promise.all(this.#record.myDialogs.map((dialogId) => this.#voice.settleReceipts(dialogId)));
    await this.#update(changes, metadata);
  }

  async #update(changes: readonly FieldChange[], metadata?: readonly Metadata[]): Promise<void> {
    if (metadata !== undefined) checkMetadata(metadata, 'metadata');
    const body = { conversationId: this.id, conversationField: changes };
    await this.#voice.request(AgentRequest.updateConversationField, body, metadata);
  }
}
