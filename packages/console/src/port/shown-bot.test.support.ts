import type { BotEvent, Health } from '@holdfast/core';
import type { ShownBot, Watchable } from './shown-bot.js';

/** A bot that is live, and tells what a test has it tell. */
export class FakeBot implements ShownBot {
  readonly events$ = new Told<BotEvent>();
  readonly state$ = new Told<unknown>();
  facts: Partial<Health> = {};

  health(): Health {
    return {
      live: true,
      ready: true,
      phase: 'live',
      since: new Date(1_000),
      attempt: 0,
      conversations: 0,
      waitingRequests: 0,
      delivery: { dialogs: 0, queued: 0, running: 0, behind: 0, parked: 0, outgoing: 0 },
      lanes: [],
      oddities: {},
      ...this.facts,
    };
  }
}

class Told<Value> implements Watchable<Value> {
  readonly listeners = new Set<(value: Value) => void>();

  subscribe(listener: (value: Value) => void) {
    this.listeners.add(listener);
    return { unsubscribe: () => void this.listeners.delete(listener) };
  }

  tell(value: Value): void {
    for (const listener of this.listeners) listener(value);
  }
}
