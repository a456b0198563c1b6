import type { BotEvent, Health } from '@holdfast/core';

/** What a session port needs of a bot: it looks, and touches nothing. Every `Bot` is one. */
export interface ShownBot {
  /** As `bot.health()` gives it; asked about once a second while somebody watches. */
  health(): Health;
  readonly events$: Watchable<BotEvent>;
  readonly state$: Watchable<unknown>;
}

/** Something that tells values as they come, as an observable of RxJS does. */
export interface Watchable<Value> {
  /** Calls the listener with each value until it is unsubscribed. */
  subscribe(listener: (value: Value) => void): Watching;
}

/** One who listens. */
export interface Watching {
  /** Nothing is told from here on. */
  unsubscribe(): void;
}
