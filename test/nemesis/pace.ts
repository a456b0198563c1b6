/** How much of a run is over, from 0 to 1, for whoever is to keep in step with it. */
export class Pace {
  #done = 0;
  #ended = false;
  #waiting: { readonly share: number; readonly go: () => void }[] = [];

  constructor(private readonly steps: number) {}

  get done(): number {
    return this.#done;
  }

  step(): void {
    this.#done += 1;
    this.#release(this.#done / this.steps);
  }

  /** Nobody has to wait any more. */
  end(): void {
    this.#ended = true;
    this.#release(1);
  }

  /** Resolves once this share of the run is over. */
  reached(share: number): Promise<void> {
    if (this.#ended || this.#done / this.steps >= share) return Promise.resolve();
    return new Promise((go) => this.#waiting.push({ share, go }));
  }

  #release(share: number): void {
    const due = this.#waiting.filter((one) => one.share <= share);
    this.#waiting = this.#waiting.filter((one) => one.share > share);
    for (const { go } of due) go();
  }
}
