import type { BotEvent, Health } from '@holdfast/core';

/** What a session port needs of a bot: it looks, and touches nothing. Every `Bot` is one. */
export interface ShownBot {
  health(): Health;
  readonly events$: Watchable<BotEvent>;
  readonly state$: Watchable<unknown>;
}

export interface Watchable<Value> {
  subscribe(listener: (value: Value) => void): { unsubscribe(): void };
}
