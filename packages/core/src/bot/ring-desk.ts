import { LazyMap } from '../collections/lazy-map.js';
import { LazySet } from '../collections/lazy-set.js';
import { Ring } from '../conversation/ring.js';
import { RequestRefusedError } from '../errors/platform.js';
import type { Logger } from '../ports/logger.js';
import { readRings, type RingSnapshot } from '../protocol/routing-task.js';
import { type AcceptPolicy, capacityOf, verdictOn } from './accept-policy.js';

/** Rings remembered so that the same one, announced again after every change, is answered once. */
const MEMORY = 1_000;

/** The conversation of an accepted ring is there soon, or never. Milliseconds. */
const ARRIVAL = 10_000;

export interface RingDeskParts {
  readonly accept: AcceptPolicy;
  /** Asks the platform. */
  ask(type: string, body: unknown): Promise<unknown>;
  /** The author's `@OnRing` handlers; they may decide by `ring.accept()` or `ring.reject()`. */
  offer(ring: Ring): Promise<void>;
  /** Ids of the conversations that this bot is responsible for. */
  readonly responsible: ReadonlySet<string>;
  now(): number;
  readonly log: Logger;
}

/** Answers the offers of conversations. */
export class RingDesk {
  /** In the order they came; the oldest is forgotten first. */
  readonly #answered = new LazySet<string>();
  /** Conversations that were accepted lately, and when. */
  readonly #accepted = new LazyMap<string, number>();
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
    const { log } = this.parts;
    const ring: Ring = new Ring(snapshot, (type, body) => this.#request(ring, type, body));
    const facts = { conversationId: ring.conversationId, skillId: ring.skillId };
    try {
      await this.parts.offer(ring);
      if (ring.decision === undefined) await this.#decide(ring);
      log.debug({ ...facts, decision: ring.decision ?? 'left' }, 'ring answered');
    } catch (error) {
      this.#accepted.delete(ring.conversationId);
      // A refused answer is final: the ring has expired. Anything else leaves the offer open, so that it is answered
      // when the platform announces it again, for example after a reconnect.
      if (!(error instanceof RequestRefusedError)) this.#answered.delete(snapshot.id);
      log.warn({ ...facts, error }, 'ring was not answered');
    }
  }

  async #decide(ring: Ring): Promise<void> {
    const { accept } = this.parts;
    const verdict = await verdictOn(ring, accept);
    // Nothing may come between the count and the acceptance: rings are judged side by side.
    if (verdict === 'accept' && this.#load() < capacityOf(accept)) await ring.accept();
    else if (verdict !== 'leave') await ring.reject();
  }

  #request(ring: Ring, type: string, body: unknown): Promise<unknown> {
    if (ring.decision === 'ACCEPTED') {
      this.#load(); // forgets what has come or will not come any more, also where nobody counts
      this.#accepted.set(ring.conversationId, this.parts.now());
    }
    return this.parts.ask(type, body);
  }

  /** What this bot is responsible for, and what it is about to be. */
  #load(): number {
    const { responsible } = this.parts;
    for (const [conversationId, since] of this.#accepted) {
      const over = this.parts.now() - since > ARRIVAL;
      if (over || responsible.has(conversationId)) this.#accepted.delete(conversationId);
    }
    return responsible.size + this.#accepted.size;
  }

  #remember(id: string): void {
    this.#answered.add(id);
    const [oldest] = this.#answered;
    if (this.#answered.size > MEMORY && oldest !== undefined) this.#answered.delete(oldest);
  }
}
