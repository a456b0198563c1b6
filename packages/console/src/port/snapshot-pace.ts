/** Snapshots are never closer together than this, in milliseconds: about four a second. */
const CLOSEST = 250;
/** Nor further apart than this while somebody watches: what no event tells has changed meanwhile. */
const FURTHEST = 1_000;

/** When to send a snapshot: soon after each change, and every second. While nobody watches it holds no timer. */
export class SnapshotPace {
  #timer: NodeJS.Timeout | undefined;
  #lastAt = -Infinity;
  #watched = false;

  constructor(private readonly send: () => void) {}

  watch(isWatched: boolean): void {
    this.#watched = isWatched;
    if (isWatched) this.#wait(FURTHEST);
    else this.#stop();
  }

  changed(): void {
    if (!this.#watched) return;
    const wait = this.#lastAt + CLOSEST - performance.now();
    if (wait <= 0) this.#now();
    else this.#wait(wait);
  }

  #now(): void {
    this.#lastAt = performance.now();
    this.send();
    this.#wait(FURTHEST);
  }

  #wait(duration: number): void {
    this.#stop();
    this.#timer = setTimeout(() => this.#now(), duration).unref();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
