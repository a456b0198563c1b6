import { RequestRefusedError } from '@holdfast/core/internal';
import {
  ChatState,
  ConsumerRequest,
  ConversationField,
  DialogEventType,
  findTap,
  type JsonObject,
  type MessageEvent,
  type ParticipantSnapshot,
  ReceiptStatus,
} from '@holdfast/core/protocol';
import { defer, filter, firstValueFrom, timeout } from 'rxjs';
import { type ConsumerMessage, consumerMessage } from './consumer-message.js';
import type { Expected } from './hearing.js';
import { NotHeardError } from './not-heard-error.js';
import { isLost, shortly } from './request.js';
import type { Thread } from './thread.js';

export interface Within {
  /** Milliseconds. @default 10_000 */
  readonly within?: number;
}

export interface SaysOptions {
  /** For the whole frame, as a tap has it. @default none */
  readonly metadata?: readonly JsonObject[];
}

export interface CloseOptions {
  /** Whether a survey may follow. @default true */
  readonly survey?: boolean;
}

const WITHIN = 10_000;

/** A conversation as its consumer has it. What he does during an outage is done after it. */
export class ConsumerConversation {
  readonly #thread: Thread;

  /** Made by `consumer.ask()` and `consumer.open()`. */
  constructor(thread: Thread) {
    this.#thread = thread;
  }

  get id(): string {
    return this.#thread.parts.id;
  }

  /** Of the whole, with a survey that may follow. */
  get isOpen(): boolean {
    return this.#thread.isOpen;
  }

  /** Where the consumer speaks: the dialog that is open, or was last. The main one has the id of the conversation. */
  get dialogId(): string {
    return this.#thread.dialogId;
  }

  /** Who ended it: `AGENT`, `CONSUMER`, `TIMEOUT` or `SYSTEM`, where the platform has said so. */
  get closeReason(): string | undefined {
    return this.#thread.snapshot?.closeReason;
  }

  get skillId(): string | undefined {
    return this.#thread.snapshot?.skillId;
  }

  /** Agents by their public ids. */
  get participants(): readonly ParticipantSnapshot[] {
    return this.#thread.snapshot?.participants ?? [];
  }

  /** Everything told of the dialogs, receipts and typing included; the latest 10,000. */
  get events(): readonly MessageEvent[] {
    return [...this.#thread.events];
  }

  /** What was said by all sides, in order. */
  get messages(): readonly ConsumerMessage[] {
    return this.#thread.events.map(consumerMessage).filter((message) => message !== undefined);
  }

  /**
   * Says a text, after all that was said before, and gives its sequence.
   *
   * Rejects with `RequestRefusedError` where the platform refuses it, and with `ConnectionLostError`, `QueueOverflowError`
   * or `StoppedError` when the connection did not come back; `sent` says whether it may have arrived.
   */
  async says(text: string, { metadata }: SaysOptions = {}): Promise<number> {
    const event = { type: DialogEventType.content, contentType: 'text/plain', message: text };
    return (await this.publish(event, metadata)) ?? -1;
  }

  /**
   * Waits for something that the brand's side says, after what the last `hears` gave; also through outages. Rejects with
   * `NotHeardError`, and with `StoppedError` or what ended the session.
   */
  hears(expected: Expected, { within = WITHIN }: Within = {}): Promise<ConsumerMessage> {
    return this.#thread.hearing.next(expected, within);
  }

  /**
   * Taps the quick reply of this title in the last message that offered any, or else the button of this title in the last
   * card that has it. As a window does: a receipt, then the text, both with the metadata of the click.
   *
   * Rejects with `NotHeardError` if there is none.
   */
  async taps(title: string): Promise<number> {
    const tap = findTap(this.#thread.events, title);
    if (tap === undefined) {
      throw new NotHeardError(
        `Nothing that the consumer was shown can be tapped as ${JSON.stringify(title)}. Wait for the message with hears() first.`,
      );
    }
    const { sequence, text, metadata } = tap;
    const receipt = { type: DialogEventType.receipt, status: ReceiptStatus.action, sequenceList: [sequence] };
    const [, said] = await Promise.all([this.publish(receipt, metadata), this.says(text, { metadata })]);
    return said;
  }

  /** Tells that the consumer is writing, or has stopped. It is not repeated after an outage. */
  async typing(state: 'on' | 'off' = 'on'): Promise<void> {
    const chatState = state === 'on' ? ChatState.composing : ChatState.active;
    await this.publish({ type: DialogEventType.chatState, chatState });
  }

  /** Marks everything that the brand's side said in the dialog as read. */
  async reads(): Promise<void> {
    const { dialogId } = this;
    const shown = this.messages.filter((message) => message.role !== 'CONSUMER' && message.dialogId === dialogId);
    if (shown.length === 0) return;
    const sequenceList = shown.map(({ sequence }) => sequence);
    await this.publish({ type: DialogEventType.receipt, status: ReceiptStatus.read, sequenceList });
  }

  /** Any event. Gives its sequence; a chat state has none. Rejects as `says` does. */
  publish(event: JsonObject, metadata?: readonly JsonObject[]): Promise<number | undefined> {
    return this.#thread.publish(event, metadata);
  }

  /**
   * Closes the open dialog, so that a survey may follow; with `{ survey: false }` the whole conversation. What is closed
   * already stays so.
   */
  async close({ survey = true }: CloseOptions = {}): Promise<void> {
    await this.#thread.settled;
    const { id, dialogId } = this;
    const dialog = { dialogId, state: 'CLOSE', closedCause: 'Closed by consumer' };
    const conversationField = survey
      ? { field: ConversationField.dialog, type: 'UPDATE', dialog }
      : { field: ConversationField.state, conversationState: 'CLOSE' };
    const isDue = (): boolean => (survey ? this.#thread.isOpenDialog(dialogId) : this.isOpen);
    const { request, look } = this.#thread.parts;
    while (isDue()) {
      try {
        await request(ConsumerRequest.updateConversationField, { conversationId: id, conversationField });
        return;
      } catch (error) {
        if (!isLost(error) && !(error instanceof RequestRefusedError)) throw error;
        // Somebody else may have been faster, or it was done and its answer is lost.
        await look();
        if (!isLost(error) && isDue()) throw error;
        await shortly();
      }
    }
  }

  /** Waits until the whole conversation is closed, by whomever. Rejects with `NotHeardError`. */
  async ends({ within = WITHIN }: Within = {}): Promise<void> {
    const inVain = defer(() => {
      throw new NotHeardError(`Conversation ${this.id} was not closed within ${within} ms.`);
    });
    const ended = this.#thread.changes$.pipe(
      filter(() => !this.isOpen),
      timeout({ first: within, with: () => inVain }),
    );
    await firstValueFrom(ended);
  }
}
