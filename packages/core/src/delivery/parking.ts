import { LazyMap } from '../collections/lazy-map.js';
import type { Placed } from './history.js';

const DIALOGS = 100;
const EVENTS = 10;

/**
 * Events of dialogs that we do not know: a message may overtake the notification that says we take part. The 100 latest
 * dialogs keep their 10 latest events; whatever falls out is read from history if the dialog is ever joined.
 */
export class Parking {
  readonly #dialogs = new LazyMap<string, Placed[]>();

  get size(): number {
    return this.#dialogs.size;
  }

  park(event: Placed): void {
    const events = this.#dialogs.get(event.dialogId) ?? [];
    events.push(event);
    if (events.length > EVENTS) events.shift();
    this.#dialogs.delete(event.dialogId);
    this.#dialogs.set(event.dialogId, events);
    if (this.#dialogs.size <= DIALOGS) return;
    for (const oldest of this.#dialogs.keys()) {
      this.#dialogs.delete(oldest);
      return;
    }
  }

  take(dialogId: string): readonly Placed[] {
    const events = this.#dialogs.get(dialogId) ?? [];
    this.#dialogs.delete(dialogId);
    return events;
  }

  clear(): void {
    this.#dialogs.clear();
  }
}
