import type { ChatEvent } from './chat-event.js';
import { type ChatState, initialState } from './chat-state.js';
import { reduce } from './reduce.js';

/** The state of the page, and whoever shows it. */
export class Store {
  private current = initialState;
  private told = true;

  constructor(private readonly show: (state: ChatState) => void) {}

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
      this.show(this.current);
    });
  }
}
