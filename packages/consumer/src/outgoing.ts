import type { HoldfastError } from '@holdfast/core/internal';
import {
  ConsumerRequest,
  DialogEventType,
  type EventContent,
  field,
  type JsonObject,
  type MessageEvent,
  readCount,
} from '@holdfast/core/protocol';
import type { Feed } from './feed.js';
import { isLost, patiently, type Request, shortly } from './request.js';

export interface OutgoingParts {
  readonly conversationId: string;
  readonly request: Request;
  /** Where the consumer speaks now. */
  readonly feed: () => Feed;
  /** What was told of the conversation so far, the consumer's own events among it. */
  readonly events: () => readonly MessageEvent[];
}

/**
 * What a consumer says in a conversation, one thing after another.
 *
 * When a socket takes the answer to a publish along, the dialog is looked through before anything is sent again: what is
 * there already, is not said twice.
 */
export class Outgoing {
  readonly #parts: OutgoingParts;
  /** By dialog: the last sequence that was given to us. */
  readonly #given = new Map<string, number>();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(parts: OutgoingParts) {
    this.#parts = parts;
  }

  /** Resolves once all that was said has arrived, or was refused. */
  get settled(): Promise<unknown> {
    return this.#tail;
  }

  /** Gives the sequence; of a chat state, which has none, `undefined`. Rejects as `Socket.request`. */
  publish(event: JsonObject, metadata: readonly JsonObject[] = []): Promise<number | undefined> {
    const published = this.#tail.then(() => this.#publish(event, metadata));
    this.#tail = published.catch(() => undefined);
    return published;
  }

  async #publish(event: JsonObject, metadata: readonly JsonObject[]): Promise<number | undefined> {
    const { conversationId, request } = this.#parts;
    const feed = this.#parts.feed();
    const { dialogId, next } = feed;
    const passing = event['type'] === DialogEventType.chatState;
    const floor = Math.max(next, (this.#given.get(dialogId) ?? -1) + 1);
    for (;;) {
      try {
        const body = { dialogId, conversationId, event };
        const answer = await request(ConsumerRequest.publishEvent, body, metadata);
        return passing ? undefined : this.#note(dialogId, readCount(field(answer, 'sequence')));
      } catch (error) {
        if (!isLost(error)) throw error;
        // What somebody was typing before an outage is nothing to tell after it.
        if (passing) return undefined;
        if (error.sent === 'no') await shortly();
        else {
          const sequence = await this.#find(event, { feed, floor, error });
          if (sequence !== undefined) return this.#note(dialogId, sequence);
        }
      }
    }
  }

  async #find(event: JsonObject, { feed, floor, error }: Doubt): Promise<number | undefined> {
    const { events, request } = this.#parts;
    try {
      await patiently(() => feed.catchUp(request));
    } catch {
      // Whether it was said remains unknown, and that is what has to be told.
      throw error;
    }
    return events().find(
      (one) =>
        one.dialogId === feed.dialogId &&
        one.role === 'CONSUMER' &&
        (one.sequence ?? -1) >= floor &&
        isSame(one.event, event),
    )?.sequence;
  }

  #note(dialogId: string, sequence: number | undefined): number | undefined {
    if (sequence !== undefined) this.#given.set(dialogId, sequence);
    return sequence;
  }
}

interface Doubt {
  readonly feed: Feed;
  /** Whatever is below was there before. */
  readonly floor: number;
  readonly error: HoldfastError;
}

/** Whether an event that was told is the one that was sent; the platform may add fields of its own. */
function isSame(told: EventContent, sent: JsonObject): boolean {
  if (told.type !== sent['type']) return false;
  const same = (name: string): boolean => JSON.stringify(field(told, name)) === JSON.stringify(sent[name]);
  return told.type === 'AcceptStatusEvent' ? same('status') && same('sequenceList') : same('message');
}
