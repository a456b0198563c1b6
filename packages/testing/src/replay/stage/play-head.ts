import type { Entry } from '@holdfast/recording';

/** Goes through a recording at the pace at which it was made. Whoever needs what happens at a place in it, waits here. */
export class PlayHead {
  readonly #entries: readonly Entry[];
  readonly #waiting = new Map<number, () => void>();
  /** The first place that has not been reached. */
  #place = 0;

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  /** Resolves when an entry is reached; at once, if it lies behind. */
  reached(index: number): Promise<void> {
    if (index < this.#place) return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.#waiting.get(index);
      this.#waiting.set(index, () => {
        before?.();
        resolve();
      });
    });
  }

  isBehind(index: number): boolean {
    return index < this.#place;
  }

  /** Milliseconds since the beginning of the recording. */
  get moment(): number {
    return this.#entries[Math.min(this.#place, this.#entries.length - 1)]?.t ?? 0;
  }

  /**
   * Goes from the first entry to the last.
   *
   * @param happens what an entry does by itself, besides what was waited for.
   */
  async play(happens: (entry: Entry, index: number) => void): Promise<void> {
    const beginning = performance.now();
    for (const [index, entry] of this.#entries.entries()) {
      if (!comesFromOutside(entry)) {
        this.#pass(index);
        continue;
      }
      // Each in a turn of its own, as it came: what it causes comes before the next.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, beginning + entry.t - performance.now())));
      this.#pass(index);
      happens(entry, index);
    }
  }

  #pass(index: number): void {
    this.#place = index + 1;
    this.#waiting.get(index)?.();
    this.#waiting.delete(index);
  }
}

const FROM_OUTSIDE: ReadonlySet<Entry['kind']> = new Set([
  'return',
  'opened',
  'notified',
  'clocked',
  'oddity',
  'closed',
  'answer',
  'event',
]);

/** What the bot did itself needs no turn. Events do: among them is the moment at which it was told to stop. */
const comesFromOutside = ({ kind }: Entry): boolean => FROM_OUTSIDE.has(kind);
