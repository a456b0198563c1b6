import type { ChatEvent } from './chat-event.js';
import { type ChatState, initialState } from './chat-state.js';
import { reduce } from './reduce.js';

/** The state of one consumer's chat, and whoever shows it. */
export class Store {
  private current = initialState;
  private told = true;
  private readonly listeners = new Set<(state: ChatState) => void>();

  get state(): ChatState {
    return this.current;
  }

  /** Events in one turn of the event loop are shown together. */
  apply(event: ChatEvent): void {
    this.current = reduce(this.current, event);
    if (!this.told) return;
    this.told = false;
    queueMicrotask(() => {
      this.told = true;
      for (const listener of this.listeners) listener(this.current);
    });
  }

  /** Gives what ends it. */
  listen(listener: (state: ChatState) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
