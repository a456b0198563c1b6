import type { RingSnapshot } from '@holdfast/core/protocol';
import { NotHeardError } from '../errors.js';

/** The rings that wait for one agent, oldest first. */
export class WaitingRings {
  private readonly waiting = new Map<string, RingSnapshot>();
  private readonly listeners = new Set<() => void>();

  /** Takes a ring in, or out once it waits no longer. */
  note(ring: RingSnapshot): void {
    if (ring.state === 'WAITING') this.waiting.set(ring.id, ring);
    else this.waiting.delete(ring.id);
    for (const listener of this.listeners) listener();
  }

  clear(): void {
    this.waiting.clear();
  }

  /** The oldest ring, now or within so many ms; it is handed out once. */
  async next(within: number): Promise<RingSnapshot> {
    return this.take() ?? this.wait(within);
  }

  private take(): RingSnapshot | undefined {
    const [ring] = this.waiting.values();
    if (ring !== undefined) this.waiting.delete(ring.id);
    return ring;
  }

  private wait(within: number): Promise<RingSnapshot> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.listeners.delete(look);
        reject(new NotHeardError(`No conversation was offered to the agent within ${within} ms.`));
      }, within);
      const look = () => {
        const ring = this.take();
        if (ring === undefined) return;
        this.listeners.delete(look);
        clearTimeout(timer);
        resolve(ring);
      };
      this.listeners.add(look);
    });
  }
}
