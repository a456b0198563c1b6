import { Ring } from '../conversation/ring.js';
import { RequestRefusedError } from '../errors/platform.js';
import type { Logger } from '../ports/logger.js';
import { readRings, type RingSnapshot } from '../protocol/routing-task.js';
import type { AcceptPolicy } from './bot-options.js';

/** Rings remembered so that the same one, announced again after every change, is answered once. */
const MEMORY = 1_000;

export interface RingDeskParts {
  readonly accept: AcceptPolicy;
  readonly request: (type: string, body: unknown) => Promise<unknown>;
  /** The author's `@OnRing` handlers; they may decide by `ring.accept()` or `ring.reject()`. */
  readonly ask: (ring: Ring) => Promise<void>;
  readonly log: Logger;
}

/** Answers the offers of conversations. */
export class RingDesk {
  /** In the order they came; the oldest is forgotten first. */
  readonly #answered = new Set<string>();
  #open = true;

  constructor(private readonly parts: RingDeskParts) {}

  /** From now on rings are left to others. */
  close(): void {
    this.#open = false;
  }

  /** Takes the body of a routing notification. Only `WAITING` rings are offers (messaging.md §6.2). */
  notified(body: unknown): void {
    for (const snapshot of readRings(body)) {
      if (snapshot.state !== 'WAITING' || !this.#open || this.#answered.has(snapshot.id)) continue;
      this.#remember(snapshot.id);
      void this.#answer(snapshot);
    }
  }

  async #answer(snapshot: RingSnapshot): Promise<void> {
    const { ask, log, request } = this.parts;
    const ring = new Ring(snapshot, request);
    const facts = { conversationId: ring.conversationId, skillId: ring.skillId };
    try {
      await ask(ring);
      if (ring.decision === undefined && (await this.#wants(ring))) await ring.accept();
      log.debug({ ...facts, decision: ring.decision ?? 'left' }, 'ring answered');
    } catch (error) {
      // A refused answer is final: the ring has expired. Anything else leaves the offer open, so that it is answered
      // when the platform announces it again, for example after a reconnect.
      if (!(error instanceof RequestRefusedError)) this.#answered.delete(snapshot.id);
      log.warn({ ...facts, error }, 'ring was not answered');
    }
  }

  async #wants(ring: Ring): Promise<boolean> {
    const { accept } = this.parts;
    if (typeof accept !== 'function') return accept === 'all';
    return accept(ring);
  }

  #remember(id: string): void {
    this.#answered.add(id);
    const [oldest] = this.#answered;
    if (this.#answered.size > MEMORY && oldest !== undefined) this.#answered.delete(oldest);
  }
}
