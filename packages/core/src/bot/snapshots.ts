import { LazyMap } from '../collections/lazy-map.js';

/** A full snapshot follows each subscription (messaging.md §5.2); for agents that rests on practice, so the wait is bounded. */
export const SNAPSHOT_GRACE = 2_000;

/** Fresh subscriptions whose first notification is remembered; there is one, and a stray one after a fast reconnect. */
const MEMORY = 8;

/**
 * Catches the snapshot of a fresh subscription. It may overtake the answer that names the subscription, so first
 * notifications are remembered by subscription until somebody asks.
 */
export class Snapshots {
  /** What came first, unless somebody waited for it. As a list, since a set takes three times as much. */
  readonly #first = new LazyMap<string, readonly string[] | undefined>();
  #waiting: { readonly subscription: string; readonly arrived: (ids: ReadonlySet<string>) => void } | undefined;

  /** A conversation notification has come, with these conversations in it. */
  seen(subscription: string, conversationIds: ReadonlySet<string>): void {
    if (this.#first.has(subscription)) return;
    const waited = this.#waiting?.subscription === subscription;
    this.#first.set(subscription, waited ? undefined : [...conversationIds]);
    this.#forgetOldest();
    if (waited) this.#waiting?.arrived(conversationIds);
  }

  /** The conversations of the snapshot, or `undefined` if none came within the grace. */
  async of(subscription: string): Promise<ReadonlySet<string> | undefined> {
    const early = this.#first.get(subscription);
    if (early !== undefined) return new Set(early);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<ReadonlySet<string> | undefined>((resolve) => {
        this.#waiting = { subscription, arrived: resolve };
        timer = setTimeout(() => resolve(undefined), SNAPSHOT_GRACE);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#first.keys();
    if (this.#first.size > MEMORY && oldest !== undefined) this.#first.delete(oldest);
  }
}
