import { AgentRequest } from '../protocol/names.js';
import type { RingSnapshot } from '../protocol/routing-task.js';

/** The offer of a conversation to this bot. Accepting makes it the assigned agent. */
export class Ring {
  #decision: 'ACCEPTED' | 'REJECTED' | undefined;

  constructor(
    private readonly snapshot: RingSnapshot,
    private readonly request: (type: string, body: unknown) => Promise<unknown>,
  ) {}

  get id(): string {
    return this.snapshot.id;
  }

  get conversationId(): string {
    return this.snapshot.conversationId;
  }

  get skillId(): string | undefined {
    return this.snapshot.skillId;
  }

  get consumerId(): string | undefined {
    return this.snapshot.consumerId;
  }

  /** By the platform's clock. */
  get expiresAt(): Date | undefined {
    const { expiresAt } = this.snapshot;
    return expiresAt === undefined ? undefined : new Date(expiresAt);
  }

  /** What this bot has answered, if it has. */
  get decision(): 'ACCEPTED' | 'REJECTED' | undefined {
    return this.#decision;
  }

  /** Takes the conversation. The first decision counts, later ones do nothing. */
  async accept(): Promise<void> {
    await this.#decide('ACCEPTED');
  }

  /** Leaves it to another agent. */
  async reject(): Promise<void> {
    await this.#decide('REJECTED');
  }

  async #decide(ringState: 'ACCEPTED' | 'REJECTED'): Promise<void> {
    if (this.#decision !== undefined) return;
    this.#decision = ringState;
    await this.request(AgentRequest.updateRingState, { ringId: this.id, ringState });
  }
}
