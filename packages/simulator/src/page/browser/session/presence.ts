import { ConsumerRequest, type JsonObject } from '@holdfast/core/protocol';
import { openPlace } from '../chat/open-place.js';
import type { Store } from '../chat/store.js';
import { unseen } from '../chat/transcript.js';
import type { StandingConnection } from './standing-connection.js';

export interface PresenceParts {
  readonly store: Store;
  readonly connection: Pick<StandingConnection, 'request'>;
}

/** Who has not written for this long, in ms, has stopped. */
const PAUSE = 4_000;

/**
 * What the consumer's device tells by itself: that somebody is writing, and what has been seen. What does not arrive is
 * not told again for its own sake. Source: messaging.md §5.9.
 */
export class Presence {
  private pause: number | undefined;
  private readonly told = new Set<string>();

  constructor(private readonly parts: PresenceParts) {}

  /** The consumer is writing. */
  writes(): void {
    if (this.pause === undefined) void this.tell({ type: 'ChatStateEvent', chatState: 'COMPOSING' });
    clearTimeout(this.pause);
    this.pause = Number(setTimeout(() => this.rests(), PAUSE));
  }

  /** The consumer has stopped writing. */
  rests(): void {
    if (this.pause === undefined) return;
    clearTimeout(this.pause);
    this.pause = undefined;
    void this.tell({ type: 'ChatStateEvent', chatState: 'ACTIVE' });
  }

  /** The consumer looks at the conversation: whatever the brand has said is read. */
  async looks(): Promise<void> {
    const { state } = this.parts.store;
    const place = state.link === 'live' ? openPlace(state) : undefined;
    const transcript = place && state.transcripts.get(place.dialogId);
    if (place === undefined || transcript === undefined) return;
    const keyOf = (sequence: number): string => `${place.dialogId}:${sequence}`;
    const sequenceList = unseen(transcript).filter((sequence) => !this.told.has(keyOf(sequence)));
    if (sequenceList.length === 0) return;
    for (const sequence of sequenceList) this.told.add(keyOf(sequence));
    if (await this.tell({ type: 'AcceptStatusEvent', status: 'READ', sequenceList })) return;
    for (const sequence of sequenceList) this.told.delete(keyOf(sequence));
  }

  /** Whether it has arrived. */
  private async tell(event: JsonObject): Promise<boolean> {
    const place = openPlace(this.parts.store.state);
    if (place === undefined) return false;
    try {
      await this.parts.connection.request(ConsumerRequest.publishEvent, { ...place, event });
      return true;
    } catch {
      return false;
    }
  }
}
