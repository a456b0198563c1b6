import type { BotEvent } from '@holdfast/core';
import { Audience } from '../stream/audience.js';
import type { EventStream } from '../stream/event-stream.js';
import type { SessionSnapshot } from '../wire/session-snapshot.js';
import { LifecycleLog } from './lifecycle-log.js';
import type { Listening, SessionSource } from './session-answers.js';
import { sessionSnapshot } from './session-snapshot.js';
import type { ShownBot } from './shown-bot.js';
import { SnapshotPace } from './snapshot-pace.js';

/** Clients that may listen at once. */
const LISTENERS = 16;

export interface SessionFeedOptions {
  readonly bot: ShownBot;
  readonly name: string;
  /** The bot has stopped. */
  readonly closed: () => void;
}

/** What a bot tells, for whoever listens: the last events, and what happens next. */
export class SessionFeed implements SessionSource {
  readonly #log = new LifecycleLog();
  readonly #pace = new SnapshotPace(() => this.#tellSnapshot());
  readonly #audience = new Audience(LISTENERS, (isWatched) => this.#pace.watch(isWatched));
  readonly #subscriptions: readonly { unsubscribe(): void }[];

  constructor(private readonly options: SessionFeedOptions) {
    const { bot } = options;
    this.#subscriptions = [
      bot.events$.subscribe((event) => this.#told(event)),
      bot.state$.subscribe(() => this.#pace.changed()),
    ];
  }

  snapshot(): SessionSnapshot {
    const { bot, name } = this.options;
    return sessionSnapshot(name, bot.health());
  }

  listen(stream: EventStream, { headers, lastId }: Listening): boolean {
    if (this.#audience.isFull) return false;
    stream.open(headers);
    stream.send({ event: 'snapshot', data: this.snapshot() });
    for (const record of this.#log.since(lastId)) stream.send({ event: 'lifecycle', data: record, id: record.id });
    this.#audience.admit(stream);
    return true;
  }

  /** Says how it stands at the end, and ends every stream. */
  end(): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#pace.watch(false);
    this.#tellSnapshot();
    this.#audience.end();
  }

  #told(event: BotEvent): void {
    const record = this.#log.add(event);
    this.#audience.tell({ event: 'lifecycle', data: record, id: record.id });
    this.#pace.changed();
    if (event.type === 'closed') this.options.closed();
  }

  /** A bot that cannot say how it is ends the streams; it must not hear of it. */
  #tellSnapshot(): void {
    if (this.#audience.isEmpty) return;
    try {
      this.#audience.tell({ event: 'snapshot', data: this.snapshot() });
    } catch {
      this.#audience.end();
    }
  }
}
