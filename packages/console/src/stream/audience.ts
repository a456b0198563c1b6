import type { EventStream, StreamedEvent } from './event-stream.js';

/** Everybody who listens to one server, up to a number. */
export class Audience {
  readonly #streams = new Set<EventStream>();

  constructor(
    private readonly limit: number,
    /** Called when the first client has come, and when the last one is gone. */
    private readonly watched: (isWatched: boolean) => void = () => undefined,
  ) {}

  get isFull(): boolean {
    return this.#streams.size >= this.limit;
  }

  get isEmpty(): boolean {
    return this.#streams.size === 0;
  }

  admit(stream: EventStream): void {
    this.#streams.add(stream);
    stream.onceClosed(() => {
      this.#streams.delete(stream);
      if (this.isEmpty) this.watched(false);
    });
    if (this.#streams.size === 1) this.watched(true);
  }

  tell(event: StreamedEvent): void {
    for (const stream of this.#streams) stream.send(event);
  }

  end(): void {
    for (const stream of this.#streams) stream.end();
  }
}
